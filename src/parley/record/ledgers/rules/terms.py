"""What became of each term."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from parley.languages import worded
from parley.record.ledgers.chains import TERM_ACTS
from parley.record.ledgers.index import in_order
from parley.record.ledgers.ledger import (
    AS_CODE,
    AS_FINDING,
    AS_LIST,
    Entry,
    Found,
    View,
    behind,
    ids,
    ledger,
    shown_as,
)
from parley.record.ledgers.options import Options
from parley.record.ledgers.rules.careers import Career, career
from parley.record.parties import doers
from parley.record.rows import Move, Record
from parley.vocabulary import Act


class Fate(StrEnum):
    """What became of a term."""

    IN_A_TEXT = "carried into a text"
    AGREED = "agreed without a text"
    ACCEPTED = "accepted, not in a text"
    IN_PART = "taken up in part"
    MET = "answered with another figure"
    REFUSED = "refused"
    OPEN = "not accepted"


@dataclass(frozen=True)
class TermHistory(Entry):
    """One term from its first mention to what it ended in."""

    issue: tuple[str, ...] = field(metadata=AS_LIST)
    first_asked: dt.date
    id: str
    by: tuple[str, ...]
    option: str
    repeated: int
    last_asked: dt.date | None
    repeated_by: tuple[str, ...] = field(metadata=shown_as("repeated by"))
    accepted: tuple[str, ...]
    refused: tuple[str, ...]
    carried_into: tuple[str, ...] = field(metadata=shown_as("carried into"))
    career: str
    part_of_the_way: float | None = field(metadata=AS_CODE)
    finding: Fate = field(metadata=AS_CODE)
    sentence: str = field(metadata=AS_FINDING)


@ledger(
    "terms",
    "What became of each term",
    "Every OFFER, DEMAND or CONDITION with the moves that repeat it (repeat_of). Accepted: an ACCEPT or "
    "CONCEDE of another party that responds to one of them. Carried into: an AGREE that responds to one of "
    "them or to its acceptance. A term that is a number has a career: what was first asked, what the asker "
    "made of it, what others named in answer in the same unit, and the figure agreed. Only the record's "
    "links count.",
    TermHistory,
)
def term_history(view: View, options: Options) -> Found[TermHistory]:
    """Each term from its first mention to the text it ended in."""
    entries = []
    for chain in view.chains.all:
        root = next((move for move in chain if move.act in TERM_ACTS), None)
        if root is not None:
            entries.append(_entry(view.record, chain, root))
    return Found(tuple(entries))


def _entry(record: Record, chain: list[Move], root: Move) -> TermHistory:
    later = [move for move in chain if move is not chain[0]]
    answers = in_order(answer for move in chain for answer in record.answers.get(move.id, ()))
    others = [one for one in answers if doers(one) != doers(root)]
    taken = [one for one in others if one.act in (Act.ACCEPT, Act.CONCEDE)]
    refused = [one for one in others if one.act is Act.REJECT]
    texts = _texts(record, [*chain, *taken])
    found = career(chain, answers, [*texts, *taken])
    fate, sentence = _fate(later, taken, refused, texts, found)
    return TermHistory(
        root.issue,
        chain[0].date,
        chain[0].id,
        doers(chain[0]),
        root.option,
        len(later),
        later[-1].date if later else None,
        tuple(dict.fromkeys(" ".join(doers(move)) for move in later)),
        ids(taken),
        ids(refused),
        ids(texts),
        str(found) if found else "",
        found.part_of_the_way if found else None,
        fate,
        sentence,
        **behind(chain, taken, refused, texts, _of_career(record, found)),
    )


def _of_career(record: Record, found: Career | None) -> list[Move]:
    return [record.by_id[one.id] for one in (*found.asked, *found.answered)] if found else []


def _texts(record: Record, moves: list[Move]) -> list[Move]:
    found = {
        answer.id: answer
        for move in moves
        for answer in record.answers.get(move.id, ())
        if answer.act is Act.AGREE
    }
    return list(found.values())


def _fate(
    later: list[Move], taken: list[Move], refused: list[Move], texts: list[Move], found: Career | None
) -> tuple[Fate, str]:
    if texts:
        fate = Fate.IN_A_TEXT if any(text.extent == "text" for text in texts) else Fate.AGREED
        return fate, worded(fate.value)
    if any(move.act is Act.ACCEPT and move.extent != "partial" for move in taken):
        return Fate.ACCEPTED, worded(Fate.ACCEPTED.value)
    if taken:
        return Fate.IN_PART, worded(Fate.IN_PART.value)
    said = worded("repeated") if later else worded("stated once")
    fate = Fate.REFUSED if refused else Fate.OPEN
    if found and found.answered:
        # A refusal that names a figure of its own is a step in a career, not the end of it.
        fate = Fate.MET
    return fate, f"{said}, {worded(fate.value)}"
