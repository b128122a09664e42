"""What every ledger is: entries with the moves and sources behind them, under a stated rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import Enum
from functools import cached_property
from types import MappingProxyType
from typing import Generic, TypeVar

from parley.languages import worded, written
from parley.record.as_of import known_on
from parley.record.ledgers.chains import Chains
from parley.record.ledgers.index import Dated
from parley.record.ledgers.options import Options
from parley.record.parties import doers
from parley.record.rows import Move, Record

MOST_LISTED = 12
"""Rows that one entry names of each kind; how many there are is counted beside them."""

Cell = str | int | float | None

# How a field of an entry is shown in a table: its heading, what stands for nothing, how its words are joined.
HEADING, EMPTY, JOIN, CODE = "heading", "empty", "join", "code"
AS_FINDING: Mapping[str, object] = MappingProxyType({HEADING: "finding"})
AS_CODE: Mapping[str, object] = MappingProxyType({CODE: True})
AS_LIST: Mapping[str, object] = MappingProxyType({JOIN: "; "})


def shown_as(heading: str, join: str = " ", empty: str = "") -> Mapping[str, object]:
    """How a field is shown where its name does not do."""
    return MappingProxyType({HEADING: heading, JOIN: join, EMPTY: empty})


NO_NAMES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of a ledger; `ids` are the moves it rests on, `sources` what these cite."""

    ids: tuple[str, ...]
    sources: tuple[str, ...]


EntryT = TypeVar("EntryT", bound=Entry)


@dataclass(frozen=True)
class View:
    """A record as it stood on a day, with the indexes that rules look things up in.

    `record` is what was known on the day; `until` the last day of which it speaks, after which nothing is
    known: no window passes there and nothing grows older.
    """

    record: Record
    as_of: date

    @property
    def until(self) -> date:
        """The last day that can be spoken of: the day of reading, or the day the record is kept until."""
        kept = self.record.kept_until
        return self.as_of if kept is None else min(self.as_of, kept)

    @cached_property
    def by_doer(self) -> Dated[str]:
        """Every move by each party that acts in it."""
        return Dated(self.record.moves, doers)

    @cached_property
    def chains(self) -> Chains:
        """The moves joined by repetition."""
        return Chains(self.record)


@dataclass(frozen=True)
class Found(Generic[EntryT]):
    """What a rule found: entries, and what they come to in a sentence or two."""

    entries: tuple[EntryT, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ledger(Generic[EntryT]):
    """A table worked out of a record as it stood on a day, with the rule that made it.

    `kept_until` is the last day of which the record speaks; where `as_of` lies later, the days between are
    days of which nothing is known. `names` are those of actors and parties, by code.
    """

    name: str
    title: str
    rule: str
    as_of: date
    kept_until: date | None
    options: Mapping[str, int | float | bool]
    entry: type[EntryT]
    entries: tuple[EntryT, ...]
    notes: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings of the table."""
        return columns_of(self.entry)


@dataclass(frozen=True)
class LedgerRule(Generic[EntryT]):
    """A rule with its name, its words, the entries it makes and the options it reads."""

    name: str
    title: str
    rule: str
    entry: type[EntryT]
    find: Callable[[View, Options], Found[EntryT]]
    uses: tuple[str, ...] = ()

    def __call__(self, record: Record, as_of: date, options: Options) -> Ledger[EntryT]:
        """The ledger of a record as it stood on a day; nothing dated later is read."""
        return self.of(View(known_on(record, as_of), as_of), options)

    def of(self, view: View, options: Options) -> Ledger[EntryT]:
        """The ledger of what was known on a day."""
        found = self.find(view, options)
        used = MappingProxyType({name: getattr(options, name) for name in self.uses})
        kept = view.record.kept_until
        notes = found.notes
        if kept is not None and kept < view.as_of:
            said = worded("the record is kept until {kept}; of the days after it nothing is known", kept=kept)
            notes = (*notes, said)
        return Ledger(
            self.name,
            self.title,
            self.rule,
            view.as_of,
            kept,
            used,
            self.entry,
            found.entries,
            notes,
            names_in(view.record),
        )


def ledger(
    name: str, title: str, rule: str, entry: type[EntryT], uses: tuple[str, ...] = ()
) -> Callable[[Callable[[View, Options], Found[EntryT]]], LedgerRule[EntryT]]:
    """Make a function a ledger: it is given only what was known on the day, and prints what it used."""

    def wrap(find: Callable[[View, Options], Found[EntryT]]) -> LedgerRule[EntryT]:
        return LedgerRule(name, title, rule, entry, find, uses)

    return wrap


def columns_of(entry: type[Entry]) -> tuple[str, ...]:
    """The headings under which the fields of an entry are shown."""
    return tuple(
        str(spec.metadata.get(HEADING, spec.name.replace("_", " ")))
        for spec in fields(entry)
        if _in_table(spec.name, spec.metadata)
    )


def names_in(record: Record) -> Mapping[str, str]:
    """What actors of a record and their parties are called, by code; their code where they have no name."""
    cast = record.cast
    codes = {code for move in record.moves for code in (*move.actor, *move.target, *move.affected)}
    every = sorted(codes | {cast.party(code) for code in codes})
    parties = [cast.party(code) for code in every]
    names = [cast.name(party) for party in parties]
    # A code without a name says more than that of a party without one.
    return {
        code: code if name == party else name for code, party, name in zip(every, parties, names, strict=True)
    }


def cells_of(entry: Entry, names: Mapping[str, str] = NO_NAMES) -> tuple[Cell, ...]:
    """The cells of an entry under its headings; codes that `names` has are shown by their names."""
    return tuple(
        _cell(_called(getattr(entry, spec.name), names), spec.metadata)
        for spec in fields(entry)
        if _in_table(spec.name, spec.metadata)
    )


def _in_table(name: str, metadata: Mapping[str, object]) -> bool:
    return name not in ("ids", "sources") and CODE not in metadata


def _called(value: object, names: Mapping[str, str]) -> object:
    """A cell that holds nothing but codes of actors, with their names."""
    words = value.split() if type(value) is str else value if isinstance(value, tuple) else ()
    if not all(word in names for word in words) or all(names[word] == word for word in words):
        return value
    return ", ".join(dict.fromkeys(names[word] for word in words))


def _cell(value: object, metadata: Mapping[str, object]) -> Cell:
    if isinstance(value, tuple):
        value = str(metadata.get(JOIN, " ")).join(str(word) for word in value)
    if value is None or value == "":
        return worded(str(metadata[EMPTY])) if metadata.get(EMPTY) else (value if value == "" else None)
    if isinstance(value, Enum):
        return worded(str(value.value))
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, int | float) else str(value)


def behind(*parts: Move | Iterable[Move]) -> dict[str, tuple[str, ...]]:
    """What an entry rests on: the ids and sources of these moves, each named once."""
    moves: dict[str, Move] = {}
    for part in parts:
        for move in (part,) if isinstance(part, Move) else part:
            moves[move.id] = move
    return {
        "ids": tuple(moves),
        "sources": tuple(dict.fromkeys(move.source for move in moves.values())),
    }


def ids(moves: Iterable[Move]) -> tuple[str, ...]:
    """The ids of moves."""
    return tuple(move.id for move in moves)


def names(moves: Iterable[Move]) -> str:
    """The ids of moves, in words."""
    return " ".join(move.id for move in moves)


def by(move: Move) -> str:
    """Who acts in a move, in words."""
    return " ".join(doers(move))


def counted(number: float, noun: str) -> str:
    """A number with its noun: `1 package`, `2 packages`."""
    return f"{written(number, 'g')} {worded(noun if number == 1 else f'{noun}s')}"


def days(first: Move, second: Move) -> int:
    """Days from the end of one move to the start of another; overlapping moves are 0 days apart."""
    return max(0, (second.date - first.last_date).days)


__all__ = [
    "AS_CODE",
    "AS_FINDING",
    "AS_LIST",
    "Cell",
    "Entry",
    "Found",
    "Ledger",
    "LedgerRule",
    "View",
    "behind",
    "by",
    "cells_of",
    "columns_of",
    "counted",
    "days",
    "field",
    "ids",
    "ledger",
    "names",
    "shown_as",
]
