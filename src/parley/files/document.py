"""A YAML file as plain data, with the place in the text of every key and value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from parley.errors import Fault

Place: TypeAlias = tuple[str | int, ...]
"""The steps from the top of a file to a value: keys of mappings, positions in lists."""

WIDEST_SHOWN = 200
WHOLE_FILE = 0


@dataclass(frozen=True)
class Mark:
    """Where something stands in a text; line and column count from 1, length is in characters."""

    line: int
    column: int
    length: int


@dataclass(frozen=True)
class Document:
    """The data of a YAML file, the marks of its keys and values, and faults that did not stop the reading.

    `data` holds only dict (with str keys), list, str, int, float, bool and None. `values` and `keys` are
    looked up by place; a key's mark is kept under the place of the value it names.
    """

    file: str
    data: object
    lines: tuple[str, ...]
    values: Mapping[Place, Mark]
    keys: Mapping[Place, Mark]
    faults: tuple[Fault, ...] = ()

    def mark(self, place: Place, at_key: bool = False) -> Mark:
        """Return the mark of a place, or of the nearest place above it that stands in the file."""
        if not at_key and place in self.values:
            return self.values[place]
        for length in range(len(place), 0, -1):
            if place[:length] in self.keys:
                return self.keys[place[:length]]
            if place[:length] in self.values:
                return self.values[place[:length]]
        return Mark(1, 1, 1) if self.lines else Mark(WHOLE_FILE, WHOLE_FILE, 1)

    def fault_at(self, mark: Mark, slug: str, expected: str, got: str, advice: str = "") -> Fault:
        """Make a fault at a mark, quoting the line it stands on."""
        line = self.lines[mark.line - 1] if 0 < mark.line <= len(self.lines) else ""
        if mark.column > WIDEST_SHOWN:
            line = ""
        shown = line[:WIDEST_SHOWN]
        length = max(1, min(mark.length, len(shown) - mark.column + 1))
        return Fault(self.file, mark.line, mark.column, slug, expected, got, advice, shown, length)


def dotted(place: Place) -> str:
    """Write a place as a path: `parties.russia.patience`."""
    return ".".join(str(step) for step in place)
