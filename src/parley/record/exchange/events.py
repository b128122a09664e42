"""Files of machine-coded events: rows of the case as candidates, the others counted by reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from parley.errors import UsageError
from parley.record.exchange.candidates import COLUMNS, Candidate
from parley.record.exchange.incoming import Incoming, LeftOut, Reasons, incoming
from parley.record.exchange.raw import Raw, RowError
from parley.record.exchange.schemes import SCHEMES
from parley.record.reading.cells import read_list
from parley.record.reading.dates import Order, UnreadableDateError, is_slashed, read_date, settle
from parley.record.reading.move_rows import move_of, with_leading_zero
from parley.vocabulary import CAMEO_CODES, NOBODY, Act

SCANNED = 200
"""Rows looked at to see whether the days of a file are written with slashes."""
INCOMPLETE = frozenset({"issue", "source", "paraphrase"})
"""What a candidate may lack: a person completes it."""


@dataclass(frozen=True)
class Filter:
    """Which events belong to a case: both sides among its parties, or either, between two days.

    `parties` are states such as RUS, or whole codes. `states` are names of states, as ICEWS writes them,
    beside those the project knows; `order` says how ambiguous days of the file are written.
    """

    parties: tuple[str, ...]
    since: date
    until: date
    either: bool = False
    states: Mapping[str, str] = field(default_factory=dict)
    order: Order | None = None

    def has(self, codes: str) -> bool:
        """Whether one of some codes belongs to the parties."""
        return _of_parties(self.parties, codes)


@lru_cache(maxsize=65_536)
def _of_parties(parties: tuple[str, ...], codes: str) -> bool:
    return any(code in parties or code[:3] in parties for code in read_list(codes))


@dataclass(frozen=True)
class Events:
    """What a file held for a case: candidates in order of date, and what became of every other row.

    `read` is the number of rows; each is a report of a candidate or left out for one of `reasons`. `notes`
    are sentences on how the file was read.
    """

    candidates: tuple[Candidate, ...]
    read: int
    reasons: Reasons
    notes: tuple[str, ...]

    @property
    def matched(self) -> int:
        """How many rows tell of the candidates."""
        return self.read - self.reasons.total


def read_events(path: Path, kind: str, wanted: Filter) -> Events:
    """Candidates from a file of ICEWS, POLECAT, GDELT or PLOVER events, or of what this project exports.

    Raises UsageError where the file cannot be read, lacks the columns of its kind, or holds no row that can
    be read at all.
    """
    if kind not in SCHEMES:
        raise UsageError(f"events come from {', '.join(SCHEMES)}, not {kind}")
    if wanted.since > wanted.until:
        raise UsageError(
            f"the first day asked for, {wanted.since}, lies after the last, {wanted.until}: say which days "
            "with --since and --until"
        )
    # A project of coded texts is an archive, and read as one.
    file = Incoming(path, "utf-8") if kind == "qdpx" and path.is_file() else incoming(path)
    reader = _Reader(kind, file, wanted)
    reader.read()
    if reader.rows and not reader.found and not reader.reasons.readable:
        told = "; ".join(reader.reasons.sentences())
        advice = ""
        if LeftOut.TWO_WAYS in reader.reasons.counts:
            advice = ". Say how its days are written: --dates day-first or --dates month-first"
        raise UsageError(f"no row of {path.name} can be read as {kind}: {told}{advice}")
    return Events(tuple(_merged(reader.found)), reader.rows, reader.reasons, tuple(reader.notes))


class _Reader:
    """One pass over the rows of a file."""

    def __init__(self, kind: str, file: Incoming, wanted: Filter):
        self.kind, self.file, self.wanted = kind, file, wanted
        self.reasons = Reasons()
        self.notes = list(file.notes)
        self.found: list[Candidate] = []
        self.rows = 0
        self.restored: dict[str, int] = {}
        self._sound: set[tuple[str, str, str, str]] = set()
        self._days: dict[str, date | UnreadableDateError] = {}

    def read(self) -> None:
        """Read every row; what is left out is counted."""
        order = self.wanted.order or self._order()
        for raw in self._raws():
            self.rows += 1
            if isinstance(raw, RowError):
                self.reasons.add(raw.why, raw.line, raw.word)
            else:
                self._take(raw, order)
        if self.restored:
            told = ", ".join(f"{code} as {with_leading_zero(code)}" for code in sorted(self.restored)[:5])
            number = sum(self.restored.values())
            self.notes.append(
                f"{number:,} event codes had lost their leading zero, as in a spreadsheet, and are read as "
                f"they were: {told}"
            )

    def _raws(self) -> Iterable[Raw | RowError]:
        return SCHEMES[self.kind](self.file, self.wanted.states)

    def _order(self) -> Order | None:
        """The order of day and month that some row settles, looked for only where days are slashed."""
        slashed = 0

        def days() -> Iterable[str]:
            nonlocal slashed
            for number, raw in enumerate(self._raws()):
                if number >= SCANNED and not slashed:
                    return
                if isinstance(raw, Raw) and is_slashed(raw.date):
                    slashed += 1
                    yield raw.date

        settled = settle(days())
        if settled.order:
            self.notes.append(f"days are read {settled.order}, as {settled.by} settles it")
        return settled.order

    def _take(self, raw: Raw, order: Order | None) -> None:
        day = self._day(raw.date, order)
        if isinstance(day, UnreadableDateError):
            why = LeftOut.TWO_WAYS if "two ways" in day.reason else LeftOut.NO_DAY
            self.reasons.add(why, raw.line, raw.date)
        elif not self.wanted.since <= day <= self.wanted.until:
            self.reasons.add(LeftOut.OUTSIDE, raw.line, raw.date)
        elif _nobody(raw.actor) and raw.kept.get("act") != Act.CONTEXT:
            self.reasons.add(LeftOut.NO_ACTOR, raw.line, raw.actor)
        elif not self._ours(raw):
            self.reasons.add(LeftOut.OTHERS, raw.line, f"{raw.actor} {raw.target}".strip())
        elif raw.cameo and not (cameo := self._cameo(raw.cameo)):
            self.reasons.add(LeftOut.NO_CODE, raw.line, raw.cameo)
        else:
            target = "" if _nobody(raw.target) else raw.target
            code = cameo if raw.cameo else ""
            self._check(raw, _candidate(raw, day, target, code))

    def _day(self, text: str, order: Order | None) -> date | UnreadableDateError:
        found = self._days.get(text)
        if found is None:
            try:
                found = read_date(text.strip(), order)
            except UnreadableDateError as problem:
                found = problem
            self._days[text] = found
        return found

    def _ours(self, raw: Raw) -> bool:
        sides = self.wanted.has(raw.actor), self.wanted.has(raw.target)
        if raw.kept:
            # A joint act, or one addressed to nobody, was of the case it came from.
            return sides[0] or sides[1] or not (raw.actor or raw.target)
        return any(sides) if self.wanted.either else all(sides)

    def _cameo(self, code: str) -> str:
        """A code as CAMEO has it; a zero that a spreadsheet dropped is put back, and counted."""
        if code in CAMEO_CODES:
            return code
        full = with_leading_zero(code)
        if full:
            self.restored[code] = self.restored.get(code, 0) + 1
        return full

    def _check(self, raw: Raw, candidate: Candidate) -> None:
        """Keep a candidate that moves.csv would take once it is completed."""
        # Of others' events nothing else of a row can be at fault: what was found sound once is sound.
        key = (candidate.actor, candidate.target, candidate.cameo, candidate.event)
        if not raw.kept and key in self._sound:
            self.found.append(candidate)
            return
        cells = candidate.cells()
        values = {name: cells.get(name, "") for name in COLUMNS}
        problems = [
            one
            for one in move_of(values)[1]
            if not (one.slug == "missing-cell" and (one.column in INCOMPLETE or raw.kept))
        ]
        if problems:
            self.reasons.add(LeftOut.FAULTY, raw.line, f"{problems[0].column}: {problems[0].got}")
        else:
            self._sound.add(key)
            self.found.append(candidate)


@lru_cache(maxsize=65_536)
def _nobody(codes: str) -> bool:
    return all(code.upper() in NOBODY for code in read_list(codes))


def _candidate(raw: Raw, day: date, target: str, cameo: str) -> Candidate:
    return Candidate(
        id=raw.id,
        date=day.isoformat(),
        actor=raw.actor,
        target=target,
        cameo=cameo,
        event=raw.event,
        text=raw.text,
        source=raw.source,
        url=raw.url,
        kept=raw.kept,
    )


def _merged(found: list[Candidate]) -> Iterable[Candidate]:
    """Rows that tell of the same thing on the same day as one, with the number of reports."""
    merged: dict[tuple[str, str, str, str, str], Candidate] = {}
    for candidate in sorted(found, key=lambda one: (one.date, one.id)):
        own = candidate.id if candidate.kept else ""
        key = (candidate.date, candidate.actor, candidate.act[0], candidate.target, own)
        first = merged.get(key)
        merged[key] = replace(first, reports=first.reports + 1) if first else candidate
    return merged.values()
