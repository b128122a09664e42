"""Who was in the room."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from parley.languages import wordable, worded
from parley.record.ledgers.index import Dated, in_order
from parley.record.ledgers.ledger import (
    AS_CODE,
    AS_LIST,
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
from parley.record.parties import addressees, doers, owners
from parley.record.rows import Move
from parley.vocabulary import Act

YIELDS = (Act.AGREE, Act.ACCEPT, Act.CONCEDE, Act.PROMISE, Act.GESTURE)
AGREED_THERE = wordable("place of an agreement")


class Room(StrEnum):
    """Whether everybody whose affairs were dealt with sat in the room."""

    ALL_PRESENT = "nobody affected is recorded absent"
    ABSENT = "an affected party was absent"


@dataclass(frozen=True)
class Meeting(Entry):
    """One meeting with who sat in it and whose affairs were dealt with in their absence."""

    date: dt.date
    id: str
    form: str
    present: tuple[str, ...]
    voices: tuple[str, ...] = field(metadata=shown_as("voices", join=", "))
    issue: tuple[str, ...] = field(metadata=AS_LIST)
    about: str
    given_there: tuple[str, ...] = field(metadata=shown_as("given or agreed there"))
    absent: tuple[str, ...] = field(metadata=shown_as("absent though affected"))
    from_rows: tuple[str, ...]
    finding: Room = field(metadata=AS_CODE)


@ledger(
    "participation",
    "Who met whom about whom",
    "Every MEET with the parties present (actors, and addressees it names), and every AGREE of several "
    "parties that answers no MEET and has none of theirs on its days: it was made in a room too. Given or "
    "agreed there: AGREE, ACCEPT, CONCEDE, PROMISE and GESTURE rows that respond to it or that those "
    "present addressed to each other on its days, from the first to the last. Absent though affected: "
    "parties named as affected by the meeting, or by a move that one present party made to another on the "
    "days of the meeting.",
    Meeting,
)
def participation(view: View, options: Options) -> Found[Meeting]:
    """Each meeting with who sat in it and whose affairs were dealt with in their absence."""
    meetings = [move for move in view.record.moves if move.act is Act.MEET]
    covered = {
        (name, day) for move in meetings for name in doers(move) for day in (move.date, move.last_date)
    }
    rooms = [
        move
        for move in view.record.moves
        if move.act is Act.MEET or (move.act is Act.AGREE and _makes_a_room(view, move, covered))
    ]
    telling = Dated(view.record.moves, doers, lambda move: move.act in YIELDS or bool(owners(move)))
    days: dict[_Sat, _Done] = {}
    entries = tuple(_entry(view, move, telling, days) for move in rooms)
    without = sum(1 for entry in entries if entry.absent)
    return Found(
        entries,
        (
            worded(
                "{counted}, {without} with an affected party absent",
                counted=counted(len(entries), "meeting"),
                without=without,
            ),
        ),
    )


def _makes_a_room(view: View, move: Move, covered: set[tuple[str, dt.date]]) -> bool:
    """Whether an agreement is all there is of the meeting it was made at."""
    acting = doers(move)
    answers_one = any(view.record.by_id[name].act is Act.MEET for name in move.responds_to)
    met = all((name, move.date) in covered for name in acting)
    return len(acting) > 1 and not answers_one and not met


_Sat = tuple[frozenset[str], dt.date, dt.date, bool]
"""Who sat in a room from which day to which, and whether it was a meeting."""


@dataclass(frozen=True)
class _Done:
    """What those present did to each other: what was given, in order, and what told whose affairs it was."""

    came: tuple[Move, ...]
    beside: tuple[Move, ...]
    affected: tuple[str, ...]


def _done(index: Dated[str], meeting: Move) -> _Done:
    among = _among(index, meeting)
    # What was said elsewhere on the day an agreement was made need not have been said there.
    beside = tuple(move for move in among if owners(move) and meeting.act is Act.MEET)
    came = tuple(in_order(move for move in among if move.act in YIELDS))
    return _Done(came, beside, tuple(dict.fromkeys(name for move in beside for name in owners(move))))


def _entry(view: View, meeting: Move, index: Dated[str], days: dict[_Sat, _Done]) -> Meeting:
    present = _present(meeting)
    key = (frozenset(present), meeting.date, meeting.last_date, meeting.act is Act.MEET)
    # A day may hold hundreds of meetings of the same parties; only a row of the index is left out of its own.
    if meeting.act in YIELDS or owners(meeting):
        done = _done(index, meeting)
    else:
        done = days.get(key) or days.setdefault(key, _done(index, meeting))
    answers = [move for move in view.record.answers.get(meeting.id, ()) if move.act in YIELDS]
    came = in_order((*done.came, *answers)) if answers else done.came
    affected = dict.fromkeys((*meeting.cast.parties(meeting.affected), *done.affected))
    absent = tuple(name for name in affected if name not in present)
    telling = [move for move in done.beside if not set(owners(move)).isdisjoint(absent)] if absent else []
    form = worded(AGREED_THERE) if meeting.act is Act.AGREE else (meeting.extent or "held").replace("_", " ")
    return Meeting(
        meeting.date,
        meeting.id,
        form,
        present,
        tuple(part.strip() for part in meeting.voice.split(";") if part.strip()),
        meeting.issue,
        meeting.option,
        ids(came),
        absent,
        ids(telling),
        Room.ABSENT if absent else Room.ALL_PRESENT,
        **behind(meeting, came, telling),
    )


def done_at(view: View, meeting: Move) -> tuple[Move, ...]:
    """What was done at a meeting: moves of those present to each other on its days, and answers to it.

    A row that is itself a meeting is none of it.
    """
    done = (*_among(view.by_doer, meeting), *view.record.answers.get(meeting.id, ()))
    return tuple(move for move in in_order(done) if move.act is not Act.MEET)


def _present(meeting: Move) -> tuple[str, ...]:
    return (*doers(meeting), *(addressees(meeting) if meeting.act is Act.MEET else ()))


def _among(index: Dated[str], meeting: Move) -> list[Move]:
    """Moves that those present made to each other on the days of a meeting."""
    sitting = frozenset(_present(meeting))
    return [
        move
        for move in index.under_any(sitting, meeting.date, meeting.last_date)
        if move is not meeting and sitting.issuperset(doers(move)) and _between(move, sitting)
    ]


def _between(move: Move, present: frozenset[str]) -> bool:
    return not present.isdisjoint(addressees(move)) or len(doers(move)) > 1
