"""Positions lodged to stand: what states them, what answers them, and what ends them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from heapq import merge
from itertools import islice

from parley.record.ledgers.index import Dated, in_order
from parley.record.ledgers.ledger import View
from parley.record.ledgers.likeness import Stated
from parley.record.ledgers.options import Options
from parley.record.parties import addressees, doers, presses
from parley.record.rows import Move
from parley.vocabulary import Act

ANSWERS = (Act.ACCEPT, Act.REJECT, Act.EVADE, Act.CONCEDE)
REPLIES = (*ANSWERS, Act.OFFER, Act.PROMISE, Act.AGREE)
COUNTERS = (Act.DEMAND, Act.CONDITION)
RESTATING = (*COUNTERS, Act.EVADE, Act.REJECT, Act.STATEMENT, Act.THREAT)
MOST_SUGGESTED = 12
LONGEST_CHAIN = 1_000


@dataclass(frozen=True)
class Standing:
    """One position of one party: the moves that state it, the replies to it, and what closed it.

    A row with several terms of which later ones restate some is a position for each such part: `terms` are
    the issues of this one. `accepted_by` close it from the addressee's side, `settled_by` by the holder's
    acceptance of an answer, `given_up_by` by its concession; `carried_out_by` is a threat made good,
    `lapsed_by` an occasion that has passed; `softened_by` what closed it in part.
    """

    holder: tuple[str, ...]
    terms: tuple[str, ...]
    moves: tuple[Move, ...]
    replies: tuple[Move, ...]
    counters: tuple[Move, ...]
    accepted_by: tuple[Move, ...]
    settled_by: tuple[Move, ...]
    given_up_by: tuple[Move, ...]
    carried_out_by: tuple[Move, ...]
    lapsed_by: tuple[Move, ...]
    softened_by: tuple[Move, ...]
    suggested: tuple[Move, ...]
    suggested_replies: tuple[Move, ...]

    @property
    def closed_by(self) -> tuple[Move, ...]:
        """Everything that ended it, in order."""
        ends = (self.accepted_by, self.settled_by, self.given_up_by, self.carried_out_by, self.lapsed_by)
        return tuple(in_order(move for part in ends for move in part))

    @property
    def refusal(self) -> bool:
        """Whether it only says no, so that it asks for nothing."""
        return not any(move.act in (*COUNTERS, Act.OFFER, Act.THREAT) for move in self.moves)

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
        """Addressees with no linked reply; a mediator among them owes none."""
        replied = {name for move in self.replies for name in doers(move)}
        cast = self.first.cast
        return tuple(name for name in self.addressed if name not in replied and not cast.mediates(name))


def standing_positions(view: View, options: Options) -> list[Standing]:
    """Every position that was ever lodged to stand, in order of its first statement."""
    return _Positions(view, options).all()


class _Positions:
    """Finds positions and what belongs to them, through indexes of a record."""

    def __init__(self, view: View, options: Options) -> None:
        self.view, self.record, self.options = view, view.record, options

    @cached_property
    def _replies_on(self) -> Dated[tuple[str, str]]:
        return Dated(self.record.moves, _on_issues, lambda move: move.act in REPLIES)

    @cached_property
    def _counters_on(self) -> Dated[tuple[str, str]]:
        return Dated(self.record.moves, _on_issues, lambda move: move.act in COUNTERS)

    @cached_property
    def _restating(self) -> dict[tuple[str, str], tuple[Stated, dict[str, list[Move]]]]:
        """By party and issue: the options it stated that may restate a position, and the moves that did."""
        found: dict[tuple[str, str], tuple[Stated, dict[str, list[Move]]]] = {}
        for move in self.record.moves:
            if move.act in RESTATING:
                for key in _on_issues(move):
                    stated, moves = found.setdefault(key, (Stated(), {}))
                    stated.add(move)
                    moves.setdefault(move.option, []).append(move)
        return found

    def all(self) -> list[Standing]:
        """Every position, in order of its first statement."""
        found = []
        for chain in self.view.chains.all:
            for holder in dict.fromkeys(doers(move) for move in chain):
                own = [move for move in chain if set(doers(move)) & set(holder)]
                if own and doers(own[0]) == holder and any(_lodged(move) for move in own):
                    found += [self._position(holder, terms, part) for terms, part in _by_term(own)]
        return found

    def _position(self, holder: tuple[str, ...], terms: tuple[str, ...], chain: list[Move]) -> Standing:
        yielded = [move for move in chain if move.act is Act.CONCEDE]
        own = [move for move in chain if move.act is not Act.CONCEDE]
        holders, topics = set(holder), set(terms)
        linked = in_order(answer for move in own for answer in self.record.answers.get(move.id, ()))
        stating = {move.id: move for move in own}
        replies = [answer for answer in linked if self._replies(answer, stating, holders, topics)]
        asked = {name for move in own for name in addressees(move)}
        # A threat is met by whoever yields to it; a demand is accepted in so many words.
        threats = {move.id for move in own if move.act is Act.THREAT}
        accepted = [
            m
            for m in replies
            if asked & set(doers(m))
            and (m.act is Act.ACCEPT or (m.act is Act.CONCEDE and threats & set(m.responds_to)))
        ]
        given_up = yielded + self._given_up(holders, topics, own)
        settled = self._settled(holders, replies)
        # Who restates a position after yielding on it holds it again.
        last = own[-1].date

        def ends(moves: Iterable[Move], extents: tuple[str, ...] = ("full", "")) -> tuple[Move, ...]:
            return tuple(in_order(m for m in moves if m.extent in extents and m.date >= last))

        return Standing(
            holder,
            terms,
            tuple(own),
            tuple(replies),
            tuple(self._counters(holders, terms, own, linked)),
            ends(accepted),
            ends(settled),
            ends(given_up),
            tuple(m for m in linked if _carries_out(m, threats, holders) and m.date >= last),
            tuple(m for m in linked if _lapses(m) and m.date >= last),
            ends((*given_up, *settled, *accepted), ("partial", "in_principle")),
            tuple(self._unlinked(holders, terms, own)),
            tuple(self._possible_replies(holders, terms, own, replies)),
        )

    def _replies(
        self, answer: Move, stating: Mapping[str, Move], holders: set[str], topics: set[str]
    ) -> bool:
        """Whether a linked answer replies to this part of what it answers."""
        answered = [stating[name] for name in answer.responds_to if name in stating]
        several = any(len(move.issue) > 1 for move in answered)
        if holders & set(doers(answer)) or (several and _elsewhere(answer, answered, topics)):
            return False
        asks = any(move.act in (*COUNTERS, Act.THREAT) for move in answered)
        return answer.act in (REPLIES if asks else ANSWERS)

    def _settled(self, holders: set[str], replies: list[Move]) -> list[Move]:
        """The holder's acceptances of what others answered to the position."""
        return [
            move
            for reply in replies
            for move in self.record.answers.get(reply.id, ())
            if move.act is Act.ACCEPT and holders & set(doers(move))
        ]

    def _given_up(self, holders: set[str], topics: set[str], own: list[Move]) -> list[Move]:
        """The holder's own concessions on the issue at the end of a chain of answers to the position."""
        found: list[Move] = []
        waiting = [move.id for move in own]
        seen: set[str] = set()
        while waiting and len(seen) < LONGEST_CHAIN:
            name = waiting.pop()
            for answer in self.record.answers.get(name, ()):
                if answer.id in seen:
                    continue
                seen.add(answer.id)
                if answer.act is Act.CONCEDE and holders & set(doers(answer)) and topics & set(answer.issue):
                    found.append(answer)
                waiting.append(answer.id)
        return sorted(found, key=lambda move: move.date)

    def _counters(
        self, holders: set[str], terms: tuple[str, ...], own: list[Move], linked: list[Move]
    ) -> list[Move]:
        others = {name for move in own for name in addressees(move)}
        soon = self._soon(self._counters_on, others, terms, own, holders)
        return in_order(
            move
            for move in (*linked, *soon)
            if move.act in COUNTERS and others & set(doers(move)) and holders & set(addressees(move))
        )

    def _soon(
        self,
        index: Dated[tuple[str, str]],
        others: set[str],
        terms: tuple[str, ...],
        own: list[Move],
        holders: set[str],
    ) -> Iterator[Move]:
        """What the others did to a holder on these issues within counter_days of any statement of it."""
        reach = timedelta(days=self.options.counter_days)
        keys = [(name, issue) for name in sorted(others) for issue in terms]
        spans = [(one.date, one.date + reach) for one in own]
        return index.merged(keys, spans, lambda move: bool(holders & set(addressees(move))))

    def _unlinked(self, holders: set[str], terms: tuple[str, ...], own: list[Move]) -> list[Move]:
        """The first moves since it was lodged that state it again in other words and that nobody linked."""
        known, later = {move.id for move in own}, []
        for key in ((name, issue) for name in sorted(holders) for issue in terms):
            if key not in self._restating:
                continue
            stated, moves = self._restating[key]
            near = {text for one in own for text in self._near(key, stated, one.option)}
            later += [_since(moves[text], own[0].date) for text in sorted(near)]
        found: dict[str, Move] = {}
        for move in merge(*later, key=lambda one: (one.date, one.line)):
            if move.id not in known:
                found.setdefault(move.id, move)
            if len(found) == MOST_SUGGESTED:
                break
        return list(found.values())

    def _near(self, key: tuple[str, str], stated: Stated, option: str) -> set[str]:
        """Options of a party on an issue that are near this one; the same question is asked often."""
        found = self._known_near.get((*key, option))
        if found is None:
            found = self._known_near[(*key, option)] = stated.like(option, self.options.nearness)
        return found

    @cached_property
    def _known_near(self) -> dict[tuple[str, str, str], set[str]]:
        return {}

    def _possible_replies(
        self, holders: set[str], terms: tuple[str, ...], own: list[Move], replies: list[Move]
    ) -> list[Move]:
        replied = {name for move in replies for name in doers(move)}
        others = {name for move in own for name in addressees(move)} - replied
        return list(islice(self._soon(self._replies_on, others, terms, own, holders), MOST_SUGGESTED))


def _since(moves: list[Move], day: date) -> Iterator[Move]:
    """Moves in order of date from a day on, read only as far as they are asked for."""
    for at in range(bisect_left(moves, day, key=lambda move: move.date), len(moves)):
        yield moves[at]


def _lodged(move: Move) -> bool:
    """Whether a move is meant to stand: a condition, a marker, a threat with what would avert it."""
    return (
        move.act is Act.CONDITION
        or move.extent == "marker"
        or (move.act is Act.THREAT and bool(move.conditionality))
    )


def _carries_out(move: Move, threats: set[str], holders: set[str]) -> bool:
    """Whether a move makes a threat of its holders good."""
    executed = move.act in (Act.LEVER, Act.FORCE) and presses(move) and bool(holders & set(doers(move)))
    return executed and bool(threats & set(move.responds_to))


def _lapses(move: Move) -> bool:
    """Whether an answer says that the occasion has passed: a lapse, or an event that overtook it."""
    return move.act is Act.CONTEXT or (move.act is Act.IMPLEMENT and move.extent == "lapse")


def _elsewhere(answer: Move, answered: list[Move], topics: set[str]) -> bool:
    """Whether an answer to a row of several terms names some of them, and none of these."""
    named = set(answer.issue) & {issue for move in answered for issue in move.issue}
    return bool(named) and not named & topics


def _by_term(own: list[Move]) -> list[tuple[tuple[str, ...], list[Move]]]:
    """The parts of a chain: issues that the same rows name; a row that names none of the first's names "
    "all."""
    root = own[0].issue
    if len(root) < 2:
        return [(tuple(dict.fromkeys(issue for move in own for issue in move.issue)), own)]
    parts: dict[tuple[str, ...], list[str]] = {}
    rows: dict[tuple[str, ...], list[Move]] = {}
    for issue in root:
        named = [move for move in own if issue in move.issue or not set(root) & set(move.issue)]
        key = tuple(move.id for move in named)
        parts.setdefault(key, []).append(issue)
        rows[key] = named
    return [
        (
            tuple(dict.fromkeys((*issues, *(i for m in rows[key] for i in m.issue if i not in root)))),
            rows[key],
        )
        for key, issues in parts.items()
    ]


def _on_issues(move: Move) -> list[tuple[str, str]]:
    return [(name, issue) for name in doers(move) for issue in dict.fromkeys(move.issue)]
