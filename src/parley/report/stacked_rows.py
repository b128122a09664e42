"""Tables for a terminal of any width: columns where they fit, a row after the other where they do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import rich.text
from rich import box
from rich.console import Console, ConsoleOptions, RenderResult
from rich.padding import Padding
from rich.table import Table

from parley.report.prose import Text

GAP = 3
"""Spaces between columns, as the table's box draws them."""

LEAST_NAME = 14
"""A name is not cut narrower than this, or than its longest word, to keep rows in columns."""

SHORT_HEAD = 20
"""Where rows are told one by one, heads up to this length are not broken."""

MOST_LINES = 4
"""A row that would take more lines than this is told by itself."""


@dataclass
class Rows:
    """A table that lays itself out when it is printed: heads, rows of cells, and which columns hold figures.

    Figures are never broken or cut, heads of figures break between words, and what is left of the width goes
    to names. Where that leaves too little for names, every row is told by itself: its name, then head and
    cell after cell.
    """

    heads: tuple[str, ...]
    figures: frozenset[int]
    rows: list[tuple[tuple[Text, ...], str] | None] = field(default_factory=list)
    caption: str = ""

    def add_row(self, *cells: str | Text, style: str = "") -> None:
        """Add a row."""
        whole = tuple(cell if isinstance(cell, Text) else Text(cell) for cell in cells)
        self.rows.append((whole, style))

    def add_section(self) -> None:
        """Leave a line free before the next row."""
        self.rows.append(None)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        widths = self._widths(options.max_width)
        if widths is not None:
            yield self._as_table(widths)
        else:
            yield from self._one_by_one()
        if self.caption:
            yield Text(self.caption, style="italic")

    def _widths(self, room: int) -> list[int] | None:
        """The widths of all columns; None where names would be cut or rows take too many lines."""
        told = [cells for cells, _ in filter(None, self.rows)]
        columns = range(len(self.heads))
        whole = [max([_widest(cells[n].plain) for cells in told], default=0) for n in columns]
        words = [_longest_word(self.heads[n]) for n in columns]
        least = [
            max(whole[n], words[n])
            if n in self.figures
            else max(words[n], min(whole[n], max(LEAST_NAME, max(_longest_word(c[n].plain) for c in told))))
            if told
            else words[n]
            for n in columns
        ]
        left = room - sum(least) - GAP * (len(self.heads) - 1)
        if left < 0:
            return None
        widths = list(least)
        for n in columns:
            more = min(left, max(0, whole[n] - widths[n]))
            widths[n] += more
            left -= more
        _widen_heads(self.heads, widths, left)
        lines = max(
            (_lines(cells[n].plain, widths[n]) for cells in told for n in columns if n not in self.figures),
            default=1,
        )
        return widths if lines <= MOST_LINES or len(self.heads) == 1 else None

    def _as_table(self, widths: Sequence[int]) -> Table:
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
        for n, head in enumerate(self.heads):
            right = n in self.figures
            table.add_column(
                Text(head), justify="right" if right else "left", min_width=widths[n], max_width=widths[n]
            )
        for row in self.rows:
            if row is None:
                table.add_section()
            else:
                table.add_row(*row[0], style=row[1])
        return table

    def _one_by_one(self) -> RenderResult:
        for row in self.rows:
            if row is None:
                continue
            cells, style = row
            yield Text.assemble(cells[0], style=f"bold {style}".strip())
            told = [
                Text.assemble(_on_one_line(head), ":\N{NO-BREAK SPACE}" if head else "", *_joined(cell))
                for head, cell in zip(self.heads[1:], cells[1:], strict=True)
                if cell.plain.strip()
            ]
            if told:
                yield Padding(Text.assemble(*_listed(told)), (0, 0, 0, 2))


def _widen_heads(heads: Sequence[str], widths: list[int], left: int) -> None:
    """Give what room is left to the heads that take most lines, a space at a time."""
    while left > 0:
        lines = [_lines(head, width) for head, width in zip(heads, widths, strict=True)]
        spare = [lines[n] - 1 - head.count("\n") for n, head in enumerate(heads)]
        most = max(range(len(heads)), key=lambda n: (spare[n] > 0, lines[n]))
        if spare[most] <= 0:
            return
        widths[most] += 1
        left -= 1


def _listed(told: Sequence[rich.text.Text]) -> list[rich.text.Text]:
    """Heads with their cells one after the other; a list of its own begins and ends a line."""
    parts: list[rich.text.Text] = []
    for n, one in enumerate(told):
        apart = n and (";" in one.plain or ";" in told[n - 1].plain)
        parts += [Text("\n" if apart else "; "), one] if n else [one]
    return parts


def _joined(cell: Text) -> list[rich.text.Text]:
    """A cell of several lines as one."""
    lines = list(cell.split("\n"))
    return [part for n, line in enumerate(lines) for part in ([Text("/"), line] if n else [line])]


def _on_one_line(head: str) -> str:
    """A head as it stands before a cell, from which it is not parted where it is short."""
    words = " ".join(head.split("\n"))
    return words.replace(" ", "\N{NO-BREAK SPACE}") if len(words) <= SHORT_HEAD else words


def _widest(text: str) -> int:
    return max((Text(line).cell_len for line in text.split("\n")), default=0)


def _longest_word(text: str) -> int:
    return max((Text(word).cell_len for line in text.split("\n") for word in line.split(" ")), default=0)


def _lines(text: str, width: int) -> int:
    """How many lines a cell takes, words kept whole."""
    count = 0
    for line in text.split("\n"):
        count, used = count + 1, 0
        for word in line.split(" "):
            size = Text(word).cell_len
            if used and used + 1 + size > width:
                count, used = count + 1, 0
            used += size + (1 if used else 0)
    return count
