"""What is new, and what is re-heated."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from parley.languages import worded
from parley.record.ledgers.chains import TERM_ACTS
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
    shown_as,
)
from parley.record.ledgers.likeness import Stated
from parley.record.ledgers.options import Options
from parley.record.parties import doers
from parley.record.rows import Move, Record
from parley.vocabulary import Act

PRESENTED = (Act.OFFER, Act.DEMAND, Act.AGREE)
STATED = (
    Act.OFFER,
    Act.DEMAND,
    Act.CONDITION,
    Act.CONCEDE,
    Act.PROMISE,
    Act.ACCEPT,
    Act.AGREE,
    Act.MEET,
    Act.GESTURE,
)


class Novelty(StrEnum):
    """What can be said of a term that is put forward."""

    RAISED = "raised"
    REHEATED = "re-heated"
    SETTLES = "settles what it answers"
    CONFIRMS = "puts into a text what was agreed before"
    PERHAPS_OLD = "near an earlier option (suggested)"
    PERHAPS_ELSEWHERE = "near an option under another issue (suggested)"
    NEW_OPTION = "new option"
    NEW_ISSUE = "new issue"


NEW = (Novelty.NEW_OPTION, Novelty.NEW_ISSUE)
"""Findings under which a term is new."""
OLD = (Novelty.REHEATED, Novelty.PERHAPS_OLD)
"""Findings under which a term was on the table before."""


@dataclass(frozen=True)
class Term(Entry):
    """One term put forward, with its first appearance by anybody."""

    date: dt.date
    id: str
    by: tuple[str, ...]
    act: Act
    issue: tuple[str, ...] = field(metadata=AS_LIST)
    option: str
    finding: Novelty = field(metadata=AS_CODE)
    sentence: str = field(metadata=AS_FINDING)
    first: str
    first_by: tuple[str, ...] = field(metadata=shown_as("first by"))
    first_on: dt.date | None = field(metadata=shown_as("on"))
    days_since: int | None
    nearness: float | None


@ledger(
    "novelty",
    "What is new and what is re-heated",
    "Every OFFER, DEMAND and AGREE, against all earlier moves of any party on the same issue. The coder's "
    "links win: re-heated where repeat_of is filled, or raised where the extent is 'up' as well; an "
    "AGREE settles the term it responds to, or the one accepted in the ACCEPT it responds to, and puts into "
    "a text the AGREE it responds to. Without a link, an earlier option whose words are at least as near as "
    "nearness is suggested as the first appearance, under another issue's name where none is under its own. "
    "Otherwise the option is new, and the issue too if nobody had raised it.",
    Term,
    ("nearness",),
)
def novelty(view: View, options: Options) -> Found[Term]:
    """Each term put forward, with its first appearance by anybody."""
    earlier = _Earlier()
    entries = []
    for move in view.record.moves:
        if move.act in PRESENTED:
            finding, first, near = _novel(view, move, earlier, options)
            entries.append(
                Term(
                    move.date,
                    move.id,
                    doers(move),
                    move.act,
                    move.issue,
                    move.option,
                    finding,
                    worded(finding.value),
                    first.id if first else "",
                    doers(first) if first else (),
                    first.date if first else None,
                    (move.date - first.date).days if first else None,
                    round(near, 2) if near else None,
                    **behind(move, [first] if first else []),
                )
            )
        earlier.add(move)
    new = sum(1 for entry in entries if entry.finding in NEW)
    return Found(
        tuple(entries),
        (worded("{counted} put forward, {new} of them new", counted=counted(len(entries), "term"), new=new),),
    )


def _novel(view: View, move: Move, earlier: _Earlier, options: Options) -> tuple[Novelty, Move | None, float]:
    first = view.chains.first(move)
    if first is not move:
        return (Novelty.RAISED if move.extent == "up" else Novelty.REHEATED), first, 0.0
    settled = settled_by(view.record, move)
    if settled is not None:
        finding = Novelty.CONFIRMS if settled.act is Act.AGREE else Novelty.SETTLES
        return finding, view.chains.first(settled), 0.0
    match, near = earlier.most_like(move)
    if match is not None and near >= options.nearness:
        return Novelty.PERHAPS_OLD, view.chains.first(match), near
    other, elsewhere = earlier.anywhere(move)
    if other is not None and elsewhere >= options.nearness:
        return Novelty.PERHAPS_ELSEWHERE, view.chains.first(other), elsewhere
    return (Novelty.NEW_OPTION if earlier.has_any(move.issue) else Novelty.NEW_ISSUE), None, near


def settled_by(record: Record, move: Move) -> Move | None:
    """What an AGREE settles: the term or agreement it answers, or the term accepted in the move it "
    "answers."""
    if move.act is not Act.AGREE:
        return None
    for name in move.responds_to:
        answered = record.by_id[name]
        accepted = answered.responds_to if answered.act is Act.ACCEPT else ()
        for one in (answered, *(record.by_id[other] for other in accepted)):
            if one.act in (*TERM_ACTS, Act.AGREE) and set(one.issue) & set(move.issue):
                return one
    return None


class _Earlier:
    """Options stated so far: by issue, and of all issues together."""

    def __init__(self) -> None:
        self.on: dict[str, Stated] = {}
        self.all = Stated()
        self.seen: set[str] = set()

    def add(self, move: Move) -> None:
        """Remember a move that states an option."""
        self.seen.update(move.issue)
        if move.act in STATED and move.option:
            self.all.add(move)
            for issue in move.issue:
                self.on.setdefault(issue, Stated()).add(move)

    def has_any(self, wanted: tuple[str, ...]) -> bool:
        """Whether anybody has spoken of one of these issues."""
        return bool(self.seen & set(wanted))

    def most_like(self, move: Move) -> tuple[Move | None, float]:
        """The earlier move with the option most alike on a shared issue."""
        best: Move | None = None
        score = 0.0
        for issue in move.issue:
            if issue in self.on:
                found, near = self.on[issue].nearest(move.option)
                if near > score:
                    best, score = found, near
        return best, score

    def anywhere(self, move: Move) -> tuple[Move | None, float]:
        """The earlier move with the option most alike on whatever issue."""
        return self.all.nearest(move.option)
