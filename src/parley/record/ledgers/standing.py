"""Demands and conditions that stand: since when, how often restated, and who has not answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from parley.record.ledgers.index import Acts, in_order
from parley.record.ledgers.ledger import (
    Found,
    Line,
    Options,
    by,
    counted,
    issues,
    ledger,
    line,
    listed,
    names,
)
from parley.record.ledgers.nearness import nearness
from parley.record.ledgers.terms import chains
from parley.record.parties import addressees, doers
from parley.record.rows import Move, Record
from parley.vocabulary import Act

ANSWERS = (Act.ACCEPT, Act.REJECT, Act.EVADE, Act.CONCEDE)
REPLIES = (*ANSWERS, Act.OFFER, Act.PROMISE, Act.AGREE)
COUNTERS = (Act.DEMAND, Act.CONDITION)


@dataclass(frozen=True)
class Standing:
    """One position of one party: the moves that state it, the replies to it, and what closed it."""

    holder: tuple[str, ...]
    moves: tuple[Move, ...]
    replies: tuple[Move, ...]
    counters: tuple[Move, ...]
    closed_by: tuple[Move, ...]
    softened_by: tuple[Move, ...]
    suggested: tuple[Move, ...]
    suggested_replies: tuple[Move, ...]

    @property
    def refusal(self) -> bool:
        """Whether it only says no, so that it asks for nothing."""
        return not any(move.act in (*COUNTERS, Act.OFFER) for move in self.moves)

    @property
    def first(self) -> Move:
        """The move that lodged it."""
        return self.moves[0]

    @property
    def addressed(self) -> tuple[str, ...]:
        """Every party it was addressed to, at any time."""
        return tuple(dict.fromkeys(name for move in self.moves for name in addressees(move)))

    @property
    def silent(self) -> tuple[str, ...]:
        """Addressees with no linked reply."""
        replied = {name for move in self.replies for name in doers(move)}
        return tuple(name for name in self.addressed if name not in replied)


@ledger(
    "standing",
    "Standing demands and conditions",
    "Every CONDITION, and every move marked 'marker', with the same party's moves that repeat it "
    "(repeat_of); moves with a near option that nobody linked are suggested. Answered: an ACCEPT, REJECT, "
    "EVADE or CONCEDE of another party that responds to one of them, or its OFFER, PROMISE or AGREE that "
    "responds to a demand or condition; the same acts of an addressee to the holder on one of its issues "
    "within counter_days are suggested. It stands until an addressee accepts it in full or its holder "
    "concedes the issue in a chain of answers to it, and stands again if restated later. Counter-demand: "
    "an addressee's DEMAND or CONDITION to the holder, linked, or on one of its issues within "
    "counter_days of a statement of it.",
    (
        "since",
        "id",
        "holder",
        "to",
        "issue",
        "option",
        "days standing",
        "restated",
        "restatements",
        "unlinked restatements (suggested)",
        "replies",
        "possible replies (suggested)",
        "silent",
        "counter-demand",
        "finding",
    ),
    ("counter_days", "nearness"),
)
def standing_conditions(record: Record, as_of: date, options: Options) -> Found:
    """Each standing position with its age, restatements, replies and the counter-demand that is missing."""
    all_of_them = standing_positions(record, options)
    lines = tuple(_position_line(position, as_of) for position in all_of_them)
    still = [position for position in all_of_them if not position.closed_by]
    demands = [position for position in still if not position.refusal]
    unmet = sum(1 for position in demands if not position.counters)
    standing = f"{counted(len(still), 'standing position')}, {len(demands)} of them demands"
    return Found(lines, (f"{standing}; {unmet} met no counter-demand",))


def standing_positions(record: Record, options: Options) -> list[Standing]:
    """Every position that was ever lodged to stand, in order of its first statement."""
    acts = Acts(record)
    found = []
    for chain in chains(record):
        for holder in dict.fromkeys(doers(move) for move in chain):
            own = [move for move in chain if set(doers(move)) & set(holder)]
            if own and doers(own[0]) == holder and any(_lodged(move) for move in own):
                found.append(_position(acts, holder, own, options))
    return found


def _lodged(move: Move) -> bool:
    return move.act is Act.CONDITION or move.extent == "marker"


def _position(acts: Acts, holder: tuple[str, ...], chain: list[Move], options: Options) -> Standing:
    yielded = [move for move in chain if move.act is Act.CONCEDE]
    own = [move for move in chain if move.act is not Act.CONCEDE]
    holders = set(holder)
    replies = in_order(
        answer
        for move in own
        for answer in acts.record.answers.get(move.id, ())
        if answer.act in (REPLIES if move.act in COUNTERS else ANSWERS) and not holders & set(doers(answer))
    )
    asked = {name for move in own for name in addressees(move)}
    accepted = [move for move in replies if move.act is Act.ACCEPT and asked & set(doers(move))]
    given_up = yielded + _given_up(acts.record, holders, own)
    # Who restates a position after yielding on it holds it again.
    last = own[-1].date
    closed = [m for m in (*accepted, *given_up) if m.extent in ("full", "") and m.date >= last]
    return Standing(
        holder,
        tuple(own),
        tuple(replies),
        tuple(_counters(acts, holders, own, options)),
        tuple(in_order(closed)),
        tuple(in_order(m for m in given_up if m.extent in ("partial", "in_principle") and m.date >= last)),
        tuple(_unlinked(acts, holders, own, options)),
        tuple(_possible_replies(acts, holders, own, replies, options)),
    )


def _given_up(record: Record, holders: set[str], own: list[Move]) -> list[Move]:
    """The holder's own concessions on the issue at the end of a chain of answers to the position."""
    topics = {topic for move in own for topic in move.issue}
    found: list[Move] = []
    waiting, seen = [move.id for move in own], set()
    while waiting:
        name = waiting.pop()
        for answer in record.answers.get(name, ()):
            if answer.id in seen:
                continue
            seen.add(answer.id)
            if answer.act is Act.CONCEDE and holders & set(doers(answer)) and topics & set(answer.issue):
                found.append(answer)
            waiting.append(answer.id)
    return sorted(found, key=lambda move: move.date)


def _counters(acts: Acts, holders: set[str], own: list[Move], options: Options) -> list[Move]:
    topics = {topic for move in own for topic in move.issue}
    others = {name for move in own for name in addressees(move)}
    linked = [answer for move in own for answer in acts.record.answers.get(move.id, ())]
    soon = [move for move in _soon(acts, others, own, options) if topics & set(move.issue)]
    return in_order(
        move
        for move in (*linked, *soon)
        if move.act in COUNTERS and others & set(doers(move)) and holders & set(addressees(move))
    )


def _soon(acts: Acts, others: set[str], own: list[Move], options: Options) -> Iterator[Move]:
    """What the others did within counter_days of any statement of a position."""
    for one in own:
        yield from acts.by(others, one.date, one.date + timedelta(days=options.counter_days))


def _unlinked(acts: Acts, holders: set[str], own: list[Move], options: Options) -> list[Move]:
    topics = {topic for move in own for topic in move.issue}
    known = {move.id for move in own}
    return in_order(
        move
        for move in acts.by(holders, own[0].date)
        if move.act in (*COUNTERS, Act.EVADE, Act.REJECT, Act.STATEMENT)
        and move.id not in known
        and topics & set(move.issue)
        and any(nearness(move.option, one.option) >= options.nearness for one in own)
    )


def _possible_replies(
    acts: Acts, holders: set[str], own: list[Move], replies: list[Move], options: Options
) -> list[Move]:
    topics = {topic for move in own for topic in move.issue}
    replied = {name for move in replies for name in doers(move)}
    others = {name for move in own for name in addressees(move)} - replied
    return in_order(
        move
        for move in _soon(acts, others, own, options)
        if move.act in REPLIES and holders & set(addressees(move)) and topics & set(move.issue)
    )


def _position_line(position: Standing, as_of: date) -> Line:
    first = position.first
    replies = [f"{by(move)} {move.act} {move.id}" for move in position.replies]
    topics = dict.fromkeys(topic for move in position.moves for topic in move.issue)
    return line(
        (
            first.date.isoformat(),
            first.id,
            listed(position.holder),
            listed(position.addressed),
            "; ".join(topics) or issues(first),
            first.option,
            (_last_day(position, as_of) - first.date).days,
            len(position.moves) - 1,
            names(position.moves[1:]),
            names(position.suggested),
            "; ".join(replies),
            names(position.suggested_replies),
            listed(position.silent),
            names(position.counters),
            _status(position),
        ),
        position.moves,
        position.replies,
        position.counters,
        position.closed_by,
        position.softened_by,
        position.suggested,
        position.suggested_replies,
    )


def _last_day(position: Standing, as_of: date) -> date:
    return position.closed_by[0].date if position.closed_by else as_of


def _status(position: Standing) -> str:
    if position.closed_by:
        last = position.closed_by[0]
        verb = "accepted" if last.act is Act.ACCEPT else "given up"
        return f"{verb} on {last.date.isoformat()} ({last.id})"
    if position.softened_by:
        return f"softened on {position.softened_by[0].date.isoformat()} ({position.softened_by[0].id})"
    if position.refusal:
        return "stands as a refusal"
    perhaps = {name for move in position.suggested_replies for name in doers(move)}
    silent = [name for name in position.silent if name not in perhaps]
    parts = ["stands", f"unanswered by {listed(silent)}" if silent else "answered" if not perhaps else ""]
    if perhaps:
        parts.append(f"possibly answered by {names(position.suggested_replies)} (suggested)")
    parts.append("" if position.counters else "no counter-demand")
    return ", ".join(part for part in parts if part)
