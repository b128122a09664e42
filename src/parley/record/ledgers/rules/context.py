"""Events that changed what things were worth, with what was done before and after."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from itertools import islice

from parley.languages import worded
from parley.record.ledgers.index import Dated, in_order
from parley.record.ledgers.ledger import (
    AS_CODE,
    AS_FINDING,
    AS_LIST,
    MOST_LISTED,
    Entry,
    Found,
    View,
    behind,
    counted,
    ids,
    ledger,
    shown_as,
)
from parley.record.ledgers.options import Options
from parley.record.parties import addressees, doers
from parley.record.rows import Move
from parley.vocabulary import ACTS, Act

EVERYBODY, WHATEVER = "", ""


class Bearing(StrEnum):
    """What the record itself ties an event to."""

    ENDS = "ends what it responds to"
    ANSWERED = "answered"
    UNTIED = "nothing is tied to it"


@dataclass(frozen=True)
class Event(Entry):
    """One event, what it responds to and is answered by, and the acts of whom it is about around it."""

    date: dt.date
    id: str
    about: tuple[str, ...]
    issue: tuple[str, ...] = field(metadata=AS_LIST)
    what: str
    ends: tuple[str, ...] = field(metadata=shown_as("overtakes"))
    answered_by: tuple[str, ...]
    before: tuple[str, ...] = field(metadata=shown_as("acts in the window before", join=", "))
    after: tuple[str, ...] = field(metadata=shown_as("acts in the window after", join=", "))
    first_after: tuple[str, ...] = field(metadata=shown_as("first of them"))
    days_known_after: int = field(metadata=AS_CODE)
    finding: Bearing = field(metadata=AS_CODE)
    sentence: str = field(metadata=AS_FINDING)


@ledger(
    "context",
    "What changed what things were worth",
    "Every CONTEXT row: what it overtakes (responds_to), what answers it, and how often the parties it is "
    "about (actor, target and affected; anybody where it names nobody) did what in the window_days before "
    "and after, as far as the record is kept. That a thing came after an event does not say it came from "
    "it.",
    Event,
    ("window_days",),
)
def context(view: View, options: Options) -> Found[Event]:
    """Each event with the acts of whom it is about before and after it."""
    events = [move for move in view.record.moves if move.act is Act.CONTEXT]
    acts = Dated(view.record.moves, _done, lambda move: move.act is not Act.CONTEXT)
    entries = tuple(_entry(view, acts, move, options) for move in events)
    return Found(entries, (counted(len(entries), "event"),) if entries else ())


def _done(move: Move) -> list[tuple[str, str]]:
    """A move under each party that acts in it, by its act and whatever its act; and under nobody's name."""
    return [(name, act) for name in (*doers(move), EVERYBODY) for act in (move.act.value, WHATEVER)]


def _entry(view: View, acts: Dated[tuple[str, str]], event: Move, options: Options) -> Event:
    about = tuple(dict.fromkeys((*doers(event), *addressees(event), *event.cast.parties(event.affected))))
    window = timedelta(days=options.window_days)
    names = about or (EVERYBODY,)
    begins, ends = event.last_date + timedelta(days=1), event.last_date + window
    before = _tally(acts, names, event.date - window, event.date - timedelta(days=1))
    after = _tally(acts, names, begins, ends)
    answers = view.record.answers.get(event.id, ())
    each = (islice(acts.under((name, WHATEVER), begins, ends), MOST_LISTED) for name in names)
    first = in_order(move for moves in each for move in moves)[:MOST_LISTED]
    known = min(options.window_days, max(0, (view.until - event.last_date).days))
    finding = Bearing.ENDS if event.responds_to else Bearing.ANSWERED if answers else Bearing.UNTIED
    sentence = worded(finding.value)
    if known < options.window_days:
        sentence += worded(
            "; only {counted} after it {part} on record",
            counted=counted(known, "day"),
            part=worded("is") if known == 1 else worded("are"),
        )
    return Event(
        event.date,
        event.id,
        about,
        event.issue,
        event.option,
        event.responds_to,
        ids(answers),
        before,
        after,
        ids(first),
        known,
        finding,
        sentence,
        **behind(event, answers, first),
    )


def _tally(
    acts: Dated[tuple[str, str]], names: tuple[str, ...], first: dt.date, last: dt.date
) -> tuple[str, ...]:
    """How often those an event is about did what between two days, most frequent first."""
    counts = {act: sum(acts.count((name, act), first, last) for name in names) for act in ACTS}
    some = sorted((-number, act) for act, number in counts.items() if number)
    return tuple(f"{-number} {act}" for number, act in some)
