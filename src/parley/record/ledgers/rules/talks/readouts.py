"""Whose account of a meeting says what."""

from __future__ import annotations

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
    by,
    counted,
    ledger,
    shown_as,
)
from parley.record.ledgers.options import Options
from parley.record.rows import Move, ReadoutItem
from parley.vocabulary import Act

TOLD = ("present", "wider", "narrower", "differs")


class Telling(StrEnum):
    """What can be said of an item across the accounts of a meeting."""

    NOBODY = "in nobody's account"
    ALL = "told by all"
    ONLY_ACCOUNT = "only one account"
    ONE = "told by one side alone"
    SOME = "told by some, left out by others"
    NO_MATRIX = "accounts without a matrix"


@dataclass(frozen=True)
class Item(Entry):
    """One item of one meeting across the accounts of it."""

    meeting: str
    item: str
    issue: str
    told_by: tuple[str, ...] = field(metadata=shown_as("told by"))
    wider: tuple[str, ...]
    narrower: tuple[str, ...]
    differs: tuple[str, ...]
    left_out_by: tuple[str, ...] = field(metadata=shown_as("left out by"))
    finding: Telling = field(metadata=AS_CODE)
    sentence: str = field(metadata=AS_FINDING)
    note: str


@ledger(
    "readouts",
    "Whose readout says what",
    "Every item of readouts.csv against the accounts given by that day, side by side. An item one side "
    "tells and another that gave an account omits is named with both; 'wider' and 'narrower' are against "
    "the plainest account. Meetings with READOUT rows but no matrix are listed by the sides that gave "
    "one.",
    Item,
)
def readouts(view: View, options: Options) -> Found[Item]:
    """Each item of each meeting across the accounts of it."""
    record = view.record
    entries = [_item(record.by_id[item.meeting], item) for item in record.readouts]
    in_matrix = {item.meeting for item in record.readouts}
    for move in record.moves:
        if move.act is Act.MEET and move.id not in in_matrix:
            given = [answer for answer in record.answers.get(move.id, ()) if answer.act is Act.READOUT]
            if given:
                entries.append(_bare(move, given))
    alone = sum(1 for entry in entries if entry.finding is Telling.ONE)
    return Found(
        tuple(entries),
        (
            worded(
                "{counted}, {alone} told by one side alone",
                counted=counted(len(entries), "item"),
                alone=alone,
            ),
        ),
    )


def _item(meeting: Move, item: ReadoutItem) -> Item:
    def sides(*cells: str) -> tuple[str, ...]:
        return tuple(account.side for account in item.accounts if account.cell in cells)

    told = [account for account in item.accounts if account.cell in TOLD]
    finding, sentence = _divergence(len(told), len(sides("absent")), {account.cell for account in told})
    return Item(
        item.meeting,
        item.item,
        item.issue,
        sides(*TOLD),
        sides("wider"),
        sides("narrower"),
        sides("differs"),
        sides("absent"),
        finding,
        sentence,
        item.note,
        ids=(meeting.id,),
        sources=(item.source,),
    )


def _divergence(told: int, omitted: int, wordings: set[str]) -> tuple[Telling, str]:
    if not told:
        return Telling.NOBODY, worded(Telling.NOBODY.value)
    scope = "" if wordings == {"present"} or told == 1 else worded(", worded differently")
    if not omitted:
        return (
            (Telling.ALL, worded("told by all{scope}", scope=scope))
            if told > 1
            else (Telling.ONLY_ACCOUNT, worded("only one account"))
        )
    if told == 1:
        return Telling.ONE, worded("told by one, left out by {omitted}", omitted=omitted)
    return Telling.SOME, worded(
        "told by {told}, left out by {omitted}{scope}", told=told, omitted=omitted, scope=scope
    )


def _bare(meeting: Move, given: list[Move]) -> Item:
    sides = tuple(dict.fromkeys(by(move) for move in given))
    finding = Telling.ONE if len(sides) == 1 else Telling.NO_MATRIX
    sentence = (
        worded("told by one side alone (no matrix)") if len(sides) == 1 else worded(Telling.NO_MATRIX.value)
    )
    topics = "; ".join(dict.fromkeys(topic for move in given for topic in move.issue))
    said = "; ".join(move.option for move in given)
    about = topics or "; ".join(meeting.issue)
    return Item(
        meeting.id, said, about, sides, (), (), (), (), finding, sentence, "", **behind(meeting, given)
    )
