"""What reason is given for a demand, and whose power its content would lessen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from parley.languages import worded
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
)
from parley.record.ledgers.options import Options
from parley.record.parties import addressees, doers
from parley.record.rows import Move
from parley.vocabulary import Act

PEACE = "peace"
ASKING = (Act.DEMAND, Act.CONDITION, Act.OFFER, Act.THREAT)


class Framing(StrEnum):
    """What the reason given for a move and its content come to."""

    PEACE_AGAINST_ONE = "in the name of peace, and it weakens others alone"
    AGAINST_ONE = "it weakens others alone"
    AGAINST_BOTH = "it weakens whoever asks as well"
    NOBODY = "nobody's power is said to lessen"


@dataclass(frozen=True)
class Framed(Entry):
    """One demand, condition, offer or threat with the reason given for it and whom its content weakens."""

    date: dt.date
    id: str
    by: tuple[str, ...]
    act: Act
    to: tuple[str, ...]
    issue: tuple[str, ...] = field(metadata=AS_LIST)
    what: str
    reason: str
    weakens: tuple[str, ...]
    finding: Framing = field(metadata=AS_CODE)
    sentence: str = field(metadata=AS_FINDING)


@ledger(
    "framing",
    "What reason is given, and whom the content weakens",
    "Every DEMAND, CONDITION, OFFER and THREAT whose reason (justification) or whose effect on power "
    "(weakens) is coded. In the name of peace: the party gives peace as its reason, and what it asks "
    "would lessen the power to fight or resist of others and not its own. The reason is the party's "
    "word, the effect the coder's judgement; whether the reason is meant is not asked.",
    Framed,
)
def framing(view: View, options: Options) -> Found[Framed]:
    """Each demand that has a reason or a weakened party on record."""
    moves = [
        move for move in view.record.moves if move.act in ASKING and (move.justification or move.weakens)
    ]
    entries = tuple(_entry(move) for move in moves)
    against = sum(1 for one in entries if one.finding is Framing.PEACE_AGAINST_ONE)
    held = counted(len(entries), "row")
    told = worded(
        "{held} with a reason or an effect coded, {against} in the name of peace against others",
        held=held,
        against=against,
    )
    return Found(entries, (told,) if entries else ())


def _entry(move: Move) -> Framed:
    weakened = move.cast.parties(move.weakens)
    finding = _framing(move, weakened)
    return Framed(
        move.date,
        move.id,
        doers(move),
        move.act,
        addressees(move),
        move.issue,
        move.option,
        move.justification,
        weakened,
        finding,
        worded(finding.value),
        **behind(move),
    )


def _framing(move: Move, weakened: tuple[str, ...]) -> Framing:
    if not weakened:
        return Framing.NOBODY
    if set(weakened) & set(doers(move)):
        return Framing.AGAINST_BOTH
    return Framing.PEACE_AGAINST_ONE if move.justification == PEACE else Framing.AGAINST_ONE
