"""What each party said it would take, ask for or refuse on an issue, and where it stands now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from parley.languages import worded
from parley.record.ledgers.ledger import (
    AS_CODE,
    AS_FINDING,
    Entry,
    Found,
    View,
    behind,
    counted,
    ids,
    ledger,
    shown_as,
)
from parley.record.ledgers.nearness import nearness
from parley.record.ledgers.options import Options
from parley.record.parties import doers
from parley.record.rows import Move
from parley.vocabulary import Act

TAKES = (Act.ACCEPT, Act.CONCEDE, Act.AGREE)
ASKS = (Act.DEMAND, Act.CONDITION)
NAMES_TERMS = (*ASKS, Act.OFFER)


class Course(StrEnum):
    """How what a party says of an issue has moved from its first word to its last."""

    CAME_ROUND = "takes what it had refused"
    TURNED_AWAY = "refuses after it had offered or taken"
    YIELDED = "gives where it had asked"
    ASKS_AGAIN = "asks where it had given"
    OTHER_TERMS = "names other terms than at first"
    AS_BEFORE = "as at first"


@dataclass(frozen=True)
class Position(Entry):
    """What one party has said on one issue, in order, first and last in its words."""

    since: dt.date
    id: str
    party: str
    issue: str
    at_first: str = field(metadata=shown_as("at first"))
    last: str = field(metadata=shown_as("last row"))
    now: str
    days: int
    asked: tuple[str, ...]
    offered: tuple[str, ...]
    took: tuple[str, ...]
    refused: tuple[str, ...]
    finding: Course = field(metadata=AS_CODE)
    sentence: str = field(metadata=AS_FINDING)


@ledger(
    "acceptable",
    "What each side called acceptable, over time",
    "For each party and issue, its DEMAND, CONDITION, OFFER, ACCEPT, CONCEDE, AGREE and REJECT rows in "
    "order of date, where there are at least two. The first and the last row decide: it takes what it had"
    " refused where the last accepts, concedes or agrees and a REJECT came before; it refuses after it "
    "had offered or taken where the last is a REJECT and one of those, or an OFFER, came before; it gives"
    " where it had asked, or asks where it had given, by the same rule with DEMAND and CONDITION; it "
    "names other terms where the words of its first and last terms are less alike than nearness and the "
    "last repeats none of its own (repeat_of). What was said to whom is not told apart, and a position "
    "nobody voiced is not there.",
    Position,
    ("nearness",),
)
def acceptable(view: View, options: Options) -> Found[Position]:
    """Each party's position on each issue, from its first word to its last."""
    said: dict[tuple[str, str], list[Move]] = {}
    for move in view.record.moves:
        if move.act in (*NAMES_TERMS, *TAKES, Act.REJECT):
            for party in doers(move):
                for issue in move.issue:
                    said.setdefault((party, issue), []).append(move)
    entries = [
        _entry(party, issue, moves, options) for (party, issue), moves in said.items() if len(moves) > 1
    ]
    entries.sort(key=lambda one: (one.since, one.id, one.party, one.issue))
    moved = sum(one.finding is not Course.AS_BEFORE for one in entries)
    told = worded(
        "{counted} stated more than once, {moved} of them moved",
        counted=counted(len(entries), "position"),
        moved=moved,
    )
    return Found(tuple(entries), (told,) if entries else ())


def _entry(party: str, issue: str, moves: Sequence[Move], options: Options) -> Position:
    first, last = moves[0], moves[-1]
    finding = _course(moves, options.nearness)
    return Position(
        first.date,
        first.id,
        party,
        issue,
        _words(first),
        last.id,
        _words(last),
        (last.date - first.date).days,
        ids(move for move in moves if move.act in ASKS),
        ids(move for move in moves if move.act is Act.OFFER),
        ids(move for move in moves if move.act in TAKES),
        ids(move for move in moves if move.act is Act.REJECT),
        finding,
        worded(finding.value),
        **behind(moves),
    )


def _words(move: Move) -> str:
    return f"{move.act}: {move.option}" if move.option else str(move.act)


def _course(moves: Sequence[Move], least: float) -> Course:
    *before, last = moves
    acts = {move.act for move in before}
    if last.act in TAKES and Act.REJECT in acts:
        return Course.CAME_ROUND
    if last.act is Act.REJECT and acts & {*TAKES, Act.OFFER}:
        return Course.TURNED_AWAY
    if last.act in TAKES and acts & set(ASKS):
        return Course.YIELDED
    if last.act in ASKS and acts & set(TAKES):
        return Course.ASKS_AGAIN
    terms = [move for move in moves if move.act in NAMES_TERMS]
    linked = {move.id for move in terms} & set(terms[-1].repeat_of) if terms else set()
    if len(terms) > 1 and not linked and nearness(terms[0].option, terms[-1].option) < least:
        return Course.OTHER_TERMS
    return Course.AS_BEFORE
