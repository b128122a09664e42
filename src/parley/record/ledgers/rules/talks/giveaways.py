"""What was given before anybody sat down."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from parley.languages import worded
from parley.record.ledgers.index import Dated
from parley.record.ledgers.ledger import (
    AS_CODE,
    AS_FINDING,
    AS_LIST,
    Entry,
    Found,
    View,
    behind,
    counted,
    ledger,
    names,
    shown_as,
)
from parley.record.ledgers.options import Options
from parley.record.parties import addressees, doers, owners
from parley.record.rows import Move
from parley.vocabulary import Act


class Before(StrEnum):
    """Whether a concession before talks was a giveaway."""

    GIVEN_AWAY = "before any talks"
    BARGAINING = "in answer to an earlier move"


@dataclass(frozen=True)
class Giveaway(Entry):
    """One concession made before there were talks to make it in."""

    date: dt.date
    id: str
    giver: tuple[str, ...]
    to: tuple[str, ...]
    issue: tuple[str, ...] = field(metadata=AS_LIST)
    what: str
    whose_asset: tuple[str, ...] = field(metadata=shown_as("whose asset", empty="own"))
    first_meeting: str = field(metadata=shown_as("first meeting", empty="none by this day"))
    days_before: int | None
    finding: Before = field(metadata=AS_CODE)
    sentence: str = field(metadata=AS_FINDING)


@ledger(
    "giveaways",
    "What was given away before talks began",
    "Every CONCEDE dated before the first held MEET of giver and gainer, or where they never met. One "
    "that answers an earlier move of the gainer is bargaining, not a giveaway, and says so. Telephone "
    "calls (CAMEO 041) open talks only if calls_open_talks is yes.",
    Giveaway,
    ("calls_open_talks",),
)
def giveaways(view: View, options: Options) -> Found[Giveaway]:
    """Concessions made before there were talks to make them in."""
    record = view.record
    meetings = Dated(record.moves, _room, lambda move: _opens_talks(move, options))
    entries = []
    for move in record.moves:
        if move.act is not Act.CONCEDE:
            continue
        meeting = _first_meeting(meetings, move)
        if meeting is not None and meeting.date <= move.date:
            continue
        answered = [record.by_id[name] for name in move.responds_to]
        bargaining = [one for one in answered if set(doers(one)) & set(addressees(move))]
        entries.append(
            Giveaway(
                move.date,
                move.id,
                doers(move),
                addressees(move),
                move.issue,
                move.option,
                owners(move),
                meeting.id if meeting else "",
                (meeting.date - move.date).days if meeting else None,
                Before.BARGAINING if bargaining else Before.GIVEN_AWAY,
                worded("in answer to {names}", names=names(bargaining))
                if bargaining
                else worded(Before.GIVEN_AWAY.value),
                **behind(move, bargaining, [meeting] if meeting else []),
            )
        )
    given = sum(1 for entry in entries if entry.finding is Before.GIVEN_AWAY)
    return Found(
        tuple(entries), (worded("{counted} before any talks", counted=counted(given, "concession")),)
    )


def _opens_talks(move: Move, options: Options) -> bool:
    call = move.cameo == "041" and not options.calls_open_talks
    return move.act is Act.MEET and move.extent in ("held", "") and not call


def _room(move: Move) -> list[tuple[str, str]]:
    present = (*doers(move), *addressees(move))
    return [(one, two) for one in present for two in present if one != two]


def _first_meeting(meetings: Dated[tuple[str, str]], gift: Move) -> Move | None:
    pairs = ((one, two) for one in doers(gift) for two in addressees(gift))
    firsts = [move for pair in pairs if (move := next(meetings.under(pair), None)) is not None]
    return min(firsts, key=lambda move: (move.date, move.line), default=None)
