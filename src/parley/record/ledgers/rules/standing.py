"""Demands and conditions that stand: since when, how often restated, and who has not answered."""

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
    by,
    counted,
    ids,
    ledger,
    names,
    shown_as,
)
from parley.record.ledgers.options import Options
from parley.record.ledgers.rules.positions import MOST_SUGGESTED, Standing, standing_positions
from parley.record.parties import doers


class Stands(StrEnum):
    """What became of a position."""

    ACCEPTED = "accepted"
    SETTLED = "settled by an answer its holder accepted"
    GIVEN_UP = "given up"
    CARRIED_OUT = "carried out"
    LAPSED = "its occasion has passed"
    SOFTENED = "softened"
    IN_PART = "accepted in part"
    REFUSAL = "stands as a refusal"
    UNANSWERED = "stands unanswered"
    PERHAPS_ANSWERED = "stands, possibly answered (suggested)"
    ANSWERED = "stands, answered"


@dataclass(frozen=True)
class Position(Entry):
    """One standing position with its age, restatements, replies and the counter-demand it met."""

    since: dt.date
    id: str
    holder: tuple[str, ...]
    to: tuple[str, ...]
    issue: tuple[str, ...] = field(metadata=AS_LIST)
    option: str
    days_standing: int
    restated: int
    restatements: tuple[str, ...]
    unlinked: tuple[str, ...] = field(metadata=shown_as("unlinked restatements (suggested)"))
    replies: tuple[str, ...] = field(metadata=AS_CODE)
    replies_in_words: tuple[str, ...] = field(metadata=shown_as("replies", join="; "))
    possible_replies: tuple[str, ...] = field(metadata=shown_as("possible replies (suggested)"))
    silent: tuple[str, ...]
    counter_demand: tuple[str, ...] = field(metadata=shown_as("counter-demand"))
    ended_by: tuple[str, ...] = field(metadata=AS_CODE)
    unanswered_by: tuple[str, ...] = field(metadata=AS_CODE)
    finding: Stands = field(metadata=AS_CODE)
    sentence: str = field(metadata=AS_FINDING)


@ledger(
    "standing",
    "Standing demands and conditions",
    "Every CONDITION, every THREAT with a gate (UNLESS, IF, UNTIL) and every move marked 'marker', with "
    "the same party's moves that repeat it (repeat_of); a row of several terms is a position for each part "
    "that later rows restate by themselves; moves with a near option that nobody linked are suggested. "
    "Answered: an ACCEPT, REJECT, EVADE or CONCEDE of another party that responds to one of them, or its "
    "OFFER, PROMISE or AGREE that responds to a demand, condition or threat; the same acts of an addressee "
    f"to the holder on one of its issues within counter_days are suggested, at most {MOST_SUGGESTED}. An "
    "addressee whose group is 'mediator' owes no answer. It stands until an addressee accepts it in full, "
    "its holder accepts an answer to it or concedes the issue in a chain of answers to it, a threat is "
    "carried out, or a CONTEXT or a lapse that responds to it says that its occasion has passed; it stands "
    "again if restated later. Counter-demand: an addressee's DEMAND or CONDITION to the holder, linked, or "
    "on one of its issues within counter_days of a statement of it.",
    Position,
    ("counter_days", "nearness"),
)
def standing_conditions(view: View, options: Options) -> Found[Position]:
    """Each standing position with its age, restatements, replies and the counter-demand that is missing."""
    all_of_them = standing_positions(view, options)
    entries = tuple(_entry(position, view.until) for position in all_of_them)
    still = [position for position in all_of_them if not position.closed_by]
    demands = [position for position in still if not position.refusal]
    unmet = sum(1 for position in demands if not position.counters)
    standing = worded(
        "{counted}, {number} of them demands",
        counted=counted(len(still), "standing position"),
        number=len(demands),
    )
    return Found(
        entries, (worded("{standing}; {unmet} met no counter-demand", standing=standing, unmet=unmet),)
    )


def _entry(position: Standing, until: dt.date) -> Position:
    first = position.first
    finding, unanswered, sentence = _status(position)
    ends = position.closed_by or position.softened_by
    return Position(
        first.date,
        first.id,
        position.holder,
        position.addressed,
        position.terms,
        first.option,
        ((position.closed_by[0].date if position.closed_by else until) - first.date).days,
        len(position.moves) - 1,
        ids(position.moves[1:]),
        ids(position.suggested),
        ids(position.replies),
        tuple(f"{by(move)} {move.act} {move.id}" for move in position.replies),
        ids(position.suggested_replies),
        position.silent,
        ids(position.counters),
        ids(ends[:1]),
        unanswered,
        finding,
        sentence,
        **behind(
            position.moves,
            position.replies,
            position.counters,
            position.closed_by,
            position.softened_by,
            position.suggested,
            position.suggested_replies,
        ),
    )


def _status(position: Standing) -> tuple[Stands, tuple[str, ...], str]:
    """The finding, who has not answered, and both in words."""
    if position.closed_by:
        last = position.closed_by[0]
        finding = _end(position, last.id)
        verb = "settled" if finding is Stands.SETTLED else worded(finding.value)
        return finding, (), worded("{verb} on {day} ({id})", verb=verb, day=last.date, id=last.id)
    if position.softened_by:
        last = position.softened_by[0]
        by_holder = set(doers(last)) & set(position.holder)
        finding = Stands.SOFTENED if by_holder else Stands.IN_PART
        return (
            finding,
            (),
            worded("{value} on {day} ({id})", value=worded(finding.value), day=last.date, id=last.id),
        )
    if position.refusal:
        return Stands.REFUSAL, (), worded(Stands.REFUSAL.value)
    perhaps = {name for move in position.suggested_replies for name in doers(move)}
    silent = tuple(name for name in position.silent if name not in perhaps)
    parts = [
        worded("stands"),
        worded("unanswered by {list}", list=" ".join(silent))
        if silent
        else "answered"
        if not perhaps
        else "",
    ]
    if perhaps:
        parts.append(
            worded("possibly answered by {names} (suggested)", names=names(position.suggested_replies))
        )
    parts.append("" if position.counters else worded("no counter-demand"))
    finding = Stands.UNANSWERED if silent else Stands.PERHAPS_ANSWERED if perhaps else Stands.ANSWERED
    return finding, silent, ", ".join(part for part in parts if part)


def _end(position: Standing, name: str) -> Stands:
    """How the move that ended a position did so."""
    ways = (
        (position.accepted_by, Stands.ACCEPTED),
        (position.settled_by, Stands.SETTLED),
        (position.carried_out_by, Stands.CARRIED_OUT),
        (position.lapsed_by, Stands.LAPSED),
    )
    return next((way for moves, way in ways if name in ids(moves)), Stands.GIVEN_UP)
