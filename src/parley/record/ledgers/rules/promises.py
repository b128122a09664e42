"""What was promised, on what condition, and what was delivered of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice

from parley.languages import worded
from parley.record.ledgers.chains import breaches, withdrawals
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
from parley.record.parties import addressees, doers, favours
from parley.record.rows import Move
from parley.vocabulary import Act


class Delivery(StrEnum):
    """What became of a promise."""

    DELIVERED = "delivered"
    FOLLOWED = "followed by what gives on the same issue (suggested)"
    BROKEN = "broken"
    TAKEN_BACK = "taken back"
    WAITS = "nothing delivered on record"
    WAITS_ON_CONDITION = "nothing delivered on record; it named a condition"


@dataclass(frozen=True)
class Promise(Entry):
    """One promise, or an offer of the same to the same, with what came of it."""

    date: dt.date
    id: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    issue: tuple[str, ...] = field(metadata=AS_LIST)
    what: str
    condition: str
    repeats: tuple[str, ...]
    days: int = field(metadata=shown_as("days since"))
    delivered_by: tuple[str, ...] = field(metadata=shown_as("delivered by"))
    stopped_by: tuple[str, ...] = field(metadata=shown_as("stopped by"))
    finding: Delivery = field(metadata=AS_CODE)
    sentence: str = field(metadata=AS_FINDING)


Key = tuple[str, str, str]


@ledger(
    "promises",
    "What was promised, and what was delivered",
    "Every PROMISE, and every OFFER by the same party to the same on an issue on which it has promised "
    "something. Delivered: an IMPLEMENT that complies and responds to it. Followed (suggested): a later "
    "LEVER or IMPLEMENT of a promiser to an addressee that gives on one of its issues. Stopped: a later "
    "LEVER between them on one of its issues that withholds. Of what followed and what stopped the first "
    f"{MOST_LISTED} rows are listed. Broken or taken back: by the coder's link. "
    "Nothing on record is not taken for nothing done, and sums are in the words of the row.",
    Promise,
)
def promises(view: View, options: Options) -> Found[Promise]:
    """Each promise with its condition, what gave and what withheld on its issue afterwards."""
    made: set[Key] = set()
    moves: list[Move] = []
    for move in view.record.moves:
        keys = set(_keys(move))
        if move.act is Act.PROMISE:
            made |= keys
            moves.append(move)
        elif move.act is Act.OFFER and keys & made:
            moves.append(move)
    after = _After(view)
    entries = tuple(_entry(view, after, move) for move in moves if addressees(move))
    came = sum(1 for one in entries if one.finding in (Delivery.DELIVERED, Delivery.FOLLOWED))
    told = worded(
        "{counted}, {came} followed by anything that gives",
        counted=counted(len(entries), "promise"),
        came=came,
    )
    return Found(entries, (told,) if entries else ())


def _keys(move: Move) -> list[Key]:
    return [(one, two, issue) for one in doers(move) for two in addressees(move) for issue in move.issue]


class _After:
    """What gave and what withheld between the parties of a promise on its issues, by when it did."""

    def __init__(self, view: View) -> None:
        moves, deeds = view.record.moves, (Act.LEVER, Act.IMPLEMENT)
        self._gives = Dated(moves, _keys, lambda move: move.act in deeds and favours(move))
        self._stops = Dated(moves, _keys, lambda move: move.act is Act.LEVER and not favours(move))

    def gives(self, promise: Move) -> list[Move]:
        """The first that gave."""
        return _first_after(self._gives, promise)

    def stops(self, promise: Move) -> list[Move]:
        """The first that withheld."""
        return _first_after(self._stops, promise)


def _first_after(index: Dated[Key], promise: Move) -> list[Move]:
    made = (promise.date, promise.line)
    later = index.merged(
        _keys(promise), [(promise.date, dt.date.max)], lambda one: (one.date, one.line) > made
    )
    return list(islice(later, MOST_LISTED))


def _entry(view: View, after: _After, move: Move) -> Promise:
    kept = [
        answer
        for answer in view.record.answers.get(move.id, ())
        if answer.act is Act.IMPLEMENT and answer.extent == "comply"
    ]
    gives, stops = after.gives(move), after.stops(move)
    finding = _finding(view, move, kept, gives)
    return Promise(
        move.date,
        move.id,
        doers(move),
        addressees(move),
        move.issue,
        move.option,
        move.conditionality,
        move.repeat_of,
        max(0, (view.until - move.date).days),
        ids(kept or gives),
        ids(stops),
        finding,
        worded(finding.value),
        **behind(move, kept, gives, stops),
    )


def _finding(view: View, move: Move, kept: Iterable[Move], gives: Iterable[Move]) -> Delivery:
    if breaches(view.record, move):
        return Delivery.BROKEN
    if withdrawals(view.record, move):
        return Delivery.TAKEN_BACK
    if list(kept):
        return Delivery.DELIVERED
    if list(gives):
        return Delivery.FOLLOWED
    return Delivery.WAITS_ON_CONDITION if move.conditionality else Delivery.WAITS
