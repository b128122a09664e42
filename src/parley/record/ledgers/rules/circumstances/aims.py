"""The terms a side names, beside how things stood for it when it named them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from parley.languages import worded
from parley.record.ledgers.chains import TERM_ACTS
from parley.record.ledgers.index import Dated
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
from parley.record.ledgers.rules.careers import number_in
from parley.record.ledgers.rules.talks.ground import days_of, ground_on, measured_days
from parley.record.parties import addressees, doers, presses
from parley.record.rows import Move
from parley.vocabulary import Act


class Aim(StrEnum):
    """How terms stand to those the same party named before."""

    MORE = "beyond what it named before"
    LESS = "less than it named before"
    AGAIN = "the same again"
    BESIDE = "other terms than it named before"
    FIRST = "its first terms on it"


@dataclass(frozen=True)
class Asked(Entry):
    """Terms named once, how they stand to earlier ones, and what had happened in the days before."""

    date: dt.date
    id: str
    by: tuple[str, ...]
    issue: tuple[str, ...] = field(metadata=AS_LIST)
    what: str
    earlier: tuple[str, ...] = field(metadata=shown_as("named before"))
    force_by: int = field(metadata=shown_as("its force in the window"))
    force_on: int = field(metadata=shown_as("force upon it in the window"))
    force: tuple[str, ...] = field(metadata=shown_as("rows of force"))
    ground: tuple[str, ...] = field(metadata=shown_as("ground gained in the window", join="; "))
    events: tuple[str, ...] = field(metadata=shown_as("events in the window"))
    finding: Aim = field(metadata=AS_CODE)
    sentence: str = field(metadata=AS_FINDING)


@ledger(
    "aims",
    "What terms each side names, beside how things stood for it",
    "Every DEMAND, CONDITION and OFFER. Beyond what was named before: so says its extent (up), or it names a "
    "higher number, in the same unit, than the row of its own that it repeats; less where the number is "
    "lower. The same again: it repeats a row of its own (repeat_of). Other terms: the party had named some "
    "on one of its issues before, without a link. Beside each stand the FORCE rows of the party and upon it "
    "that began in the window_days before and were over by the day, the ground that facts measure on those "
    "days, and the CONTEXT rows in them. A lower number may be more to whoever it is asked of, and that "
    "terms came after a gain does not say they came of it.",
    Asked,
    ("window_days",),
)
def aims(view: View, options: Options) -> Found[Asked]:
    """Terms of each party with the conditions under which they were named."""
    moves = view.record.moves
    force_by = Dated(moves, doers, lambda move: move.act is Act.FORCE and presses(move))
    force_on = Dated(moves, addressees, lambda move: move.act is Act.FORCE and presses(move))
    events = Dated(moves, lambda move: ("",), lambda move: move.act is Act.CONTEXT)
    facts = tuple(fact for fact in view.record.facts if any(measured_days(fact)))
    earlier: dict[tuple[str, str], list[str]] = {}
    entries = []
    for move in moves:
        if move.act not in TERM_ACTS:
            continue
        keys = [(party, issue) for party in doers(move) for issue in move.issue]
        before = tuple(dict.fromkeys(name for key in keys for name in earlier.get(key, ())))
        begins = move.date - timedelta(days=options.window_days)
        own = _ended(force_by.under_any(doers(move), begins, move.date), move.date)
        upon = _ended(force_on.under_any(doers(move), begins, move.date), move.date)
        around = [one for one in events.under("", begins, move.date) if one.id != move.id]
        ground = ground_on(facts, days_of(begins, move.date)) if facts else ()
        finding, linked = _compared(view, move, before)
        told = (*own[:MOST_LISTED], *upon[:MOST_LISTED])
        entries.append(
            Asked(
                move.date,
                move.id,
                doers(move),
                move.issue,
                move.option,
                ids(linked) if linked else before[-MOST_LISTED:],
                len(own),
                len(upon),
                ids(told),
                tuple(map(str, ground)),
                ids(around),
                finding,
                worded(finding.value),
                **behind(move, linked, told, around),
            )
        )
        for key in keys:
            earlier.setdefault(key, []).append(move.id)
    more = sum(one.finding is Aim.MORE for one in entries)
    at_a_gain = sum(one.finding is Aim.MORE and one.force_by > one.force_on for one in entries)
    forced = (
        worded(", {number} of them after more force by who named them than upon it", number=at_a_gain)
        if more
        else ""
    )
    told_of = worded(
        "{counted} with terms, {more} beyond what was named before{forced}",
        counted=counted(len(entries), "row"),
        more=more,
        forced=forced,
    )
    return Found(tuple(entries), (told_of,) if entries else ())


def _ended(moves: Iterable[Move], day: dt.date) -> list[Move]:
    """Those that were over by a day: of a battle still going on nobody knew how it ends."""
    return [move for move in moves if move.last_date <= day]


def _compared(view: View, move: Move, before: Sequence[str]) -> tuple[Aim, list[Move]]:
    """How terms stand to the party's own before them, and the rows they are linked to."""
    known, own = view.record.by_id, set(doers(move))
    linked = [known[name] for name in (*move.repeat_of, *move.responds_to) if name in known]
    linked = [one for one in linked if own & set(doers(one))]
    if move.extent == "up":
        return Aim.MORE, linked or [known[name] for name in before[-1:]]
    asked = number_in(move)
    for one in linked if asked else ():
        first = number_in(one, asked.unit if asked else None)
        if asked and first and first.value != asked.value:
            return (Aim.MORE if asked.value > first.value else Aim.LESS), [one]
    if any(one.id in move.repeat_of for one in linked):
        return Aim.AGAIN, linked
    return (Aim.BESIDE if before else Aim.FIRST), []
