"""What has moved since an earlier outlook of a case, and which of its inputs have changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from parley.files.results import Result
from parley.game.names import STILL_FIGHTING, Ending
from parley.outlook.result import Digest, Gist, Outlook, Probability


@dataclass(frozen=True)
class Stated(Result):
    """A number as it stood."""

    value: float
    """its value, in its unit"""
    unit: str
    """its unit"""
    per_days: float | None
    """the days a rate is per; null for what is no rate"""


@dataclass(frozen=True)
class Said(Result):
    """A remark on what is out of the ordinary."""

    kind: str
    """its kind"""
    text: str
    """what is out of the ordinary"""
    look_at: str
    """what to look at"""


@dataclass(frozen=True)
class Inputs(Result):
    """What an outlook rested on, number by number and row by row, for a later one to say what changed."""

    numbers: Mapping[str, Stated]
    """path of the scenario -> the number as it stood"""
    rows: Mapping[str, Digest]
    """id of a row of the record known on the day -> the digest of what it said"""
    code: str
    """the code that solved it, by its version and a digest"""
    remarks: tuple[Said, ...]
    """what was out of the ordinary"""


@dataclass(frozen=True)
class Moved:
    """An ending by a date that both outlooks look at, then and now."""

    ending: Ending
    day: date
    before: Probability
    after: Probability

    @property
    def by(self) -> float:
        """The change, in probability."""
        return self.after - self.before


@dataclass(frozen=True)
class Since:
    """What has moved since an earlier outlook: endings, numbers, rows of the record, time, files, version.

    `moved` has settlements as one (`settlement`), endings of other kinds each, and still fighting.
    `numbers` maps paths to the number then and now, None where it was not stated. `files` are those that
    changed otherwise.
    """

    day: date
    as_of: date
    by: date
    moved: tuple[Moved, ...]
    numbers: Mapping[str, tuple[Stated | None, Stated | None]]
    new_rows: tuple[str, ...]
    gone_rows: tuple[str, ...]
    files: tuple[str, ...]
    versions: tuple[str, str] | None

    @property
    def unchanged(self) -> bool:
        """Whether no input has changed."""
        changed = self.numbers or self.new_rows or self.gone_rows or self.files or self.versions
        return self.day == self.as_of and not changed


ANY_SETTLEMENT = Ending.settlement("any")
"""All settlements together, in what has moved."""


def since(before: Outlook, after: Outlook, then: Inputs | None, now: Inputs) -> Since:
    """Set an outlook beside an earlier one of the same case, by the last day that both look at.

    Without `then`, which numbers and rows changed is not known: the files that did are named.
    """
    by = min(before.horizon, after.horizon)
    old, new = _levels(before, by), _levels(after, by)
    moved = tuple(Moved(name, by, old.get(name, 0.0), new.get(name, 0.0)) for name in {**new, **old})
    hashes = (before.input_hashes, after.input_hashes)
    files = {name for name in {**hashes[0], **hashes[1]} if hashes[0].get(name) != hashes[1].get(name)}
    numbers: dict[str, tuple[Stated | None, Stated | None]] = {}
    new_rows: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    if then is not None:
        numbers = {
            path: (then.numbers.get(path), now.numbers.get(path))
            for path in {**now.numbers, **then.numbers}
            if then.numbers.get(path) != now.numbers.get(path)
        }
        new_rows = tuple(row for row in now.rows if row not in then.rows)
        gone = tuple(row for row, said in then.rows.items() if now.rows.get(row) != said)
        # What these say more exactly need not be said of their files.
        files -= {"changes", "scenario.yaml"} if numbers else {"changes"}
        files -= {"moves.csv", "facts.csv"} if new_rows or gone else set()
    return Since(
        day=before.as_of,
        as_of=after.as_of,
        by=by,
        moved=moved,
        numbers=numbers,
        new_rows=new_rows,
        gone_rows=gone,
        files=tuple(sorted(files)),
        versions=(before.version, after.version) if before.version != after.version else None,
    )


def _levels(outlook: Gist, by: date) -> dict[Ending, float]:
    """Probability of each ending by the round nearest to a day; settlements as one."""
    t = min(range(len(outlook.rounds)), key=lambda n: abs(outlook.rounds[n] - by))
    found = {name: path[t] for name, path in outlook.endings.items() if not name.settles}
    settled = sum(path[t] for name, path in outlook.endings.items() if name.settles)
    return {ANY_SETTLEMENT: settled, **found, STILL_FIGHTING: outlook.still_fighting[t]}
