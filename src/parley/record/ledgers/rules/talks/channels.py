"""Between whom talks were open, what shut them, and what was fought meanwhile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations, combinations_with_replacement

from parley.languages import worded
from parley.record.ledgers.index import Dated
from parley.record.ledgers.ledger import (
    AS_CODE,
    AS_FINDING,
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
from parley.record.ledgers.rules.talks.ground import Ground, days_of, ground_on, measured_days
from parley.record.parties import addressees, cameo_code, doers, favours, presses, sits_down
from parley.record.rows import Move
from parley.vocabulary import Act

HALTS_TALKS = "164"


class Period(StrEnum):
    """How a stretch of a channel stands at its end."""

    OPEN = "open"
    ENDED = "open until it was shut"
    REOPENED = "shut until they met again"
    SHUT = "shut"


@dataclass(frozen=True)
class Channel(Entry):
    """A stretch of time in which talks between some parties were open, or shut."""

    since: dt.date
    id: str
    between: tuple[str, ...]
    opened_or_shut_by: str = field(metadata=shown_as("opened or shut by"))
    until: dt.date | None = field(metadata=shown_as("until", empty="this day"))
    ended_by: str = field(metadata=shown_as("ended by"))
    days: int
    texts: tuple[str, ...] = field(metadata=shown_as("agreed meanwhile"))
    force_rows: int = field(metadata=shown_as("force meanwhile"))
    force: tuple[str, ...] = field(metadata=shown_as("rows of force"))
    ground: tuple[str, ...] = field(metadata=shown_as("ground gained meanwhile", join="; "))
    ground_otherwise: tuple[str, ...] = field(
        metadata=shown_as("ground gained on days it was not open", join="; ")
    )
    ground_a_day: float | None = field(metadata=AS_CODE)
    ground_a_day_otherwise: float | None = field(metadata=AS_CODE)
    finding: Period = field(metadata=AS_CODE)
    sentence: str = field(metadata=AS_FINDING)


@dataclass(frozen=True)
class _Stretch:
    """Between two moves a channel is open or shut; `last` is None while it still is."""

    is_open: bool
    first: Move
    last: Move | None


@ledger(
    "channels",
    "Between whom talks were open, and what shut them",
    "For each pair of parties of different groups that held a MEET or made an AGREE together, or of which "
    "one met the other: open from the first of these. Shut by a LEVER of one on the other that halts talks "
    "(withholds, CAMEO 164), or by a FORCE or CONTEXT row that responds to a MEET, OFFER, AGREE or CONCEDE "
    "between them; open again from the next MEET or AGREE of both that is recorded. Pairs whose stretches "
    "are the same are one channel. Force: FORCE of one of them against another, or of several of them at "
    f"once, the first {MOST_LISTED} rows listed. Ground: facts whose unit is an area per day, week, month "
    "or year and whose date is a day, a month or a year, spread evenly over its days, the shortest period "
    "first; the parameter up to its first comma says whose. An open stretch is set beside every other day "
    "that a fact measures and on which the channel was not open.",
    Channel,
)
def channels(view: View, options: Options) -> Found[Channel]:
    """Each channel as stretches of time, open and shut, with what was agreed and fought in each."""
    pairs: dict[tuple[str, str], list[Move]] = {}
    for move in view.record.moves:
        for pair in _pairs(move):
            pairs.setdefault(pair, []).append(move)
    alike: dict[tuple[_Stretch, ...], list[str]] = {}
    for pair in sorted(pairs):
        stretches = tuple(_stretches(view, pair, pairs[pair]))
        if stretches:
            alike.setdefault(stretches, []).extend(pair)
    meanwhile = _Meanwhile(view)
    entries = [
        _entry(view, one, tuple(sorted(set(parties))), meanwhile, _open_days(view, stretches))
        for stretches, parties in alike.items()
        for one in stretches
    ]
    entries.sort(key=lambda one: (one.since, one.id))
    shut = sum(1 for one in entries if one.finding in (Period.REOPENED, Period.SHUT))
    told = (
        (
            worded(
                "{counted}, shut {counted2}",
                counted=counted(len(alike), "channel"),
                counted2=counted(shut, "time"),
            ),
        )
        if entries
        else ()
    )
    return Found(tuple(entries), told)


def _pairs(move: Move) -> list[tuple[str, str]]:
    """The pairs a move lies between: who act in it together, unless on one side, and each with its target."""
    acting, aimed = doers(move), addressees(move)
    groups = {name: move.cast.group(name) for name in acting}
    found = {
        (one, two)
        for one, two in combinations(sorted(set(acting)), 2)
        if not groups[one] or groups[one] != groups[two]
    }
    found |= {(min(one, two), max(one, two)) for one in acting for two in aimed if one != two}
    return sorted(found)


def _stretches(view: View, pair: tuple[str, str], moves: Iterable[Move]) -> Iterable[_Stretch]:
    """The stretches of one pair's talks, in order; none where they never met."""
    began: Move | None = None
    is_open = False
    dealings: set[str] = set()
    for move in _with_events(view, pair, moves):
        if sits_down(move) and not is_open:
            if began is not None:
                yield _Stretch(False, began, move)
            began, is_open = move, True
        elif is_open and began is not None and (_halts(move) or dealings & set(_ended_by(move))):
            yield _Stretch(True, began, move)
            began, is_open = move, False
        if move.act in (Act.MEET, Act.OFFER, Act.AGREE, Act.CONCEDE):
            dealings.add(move.id)
    if began is not None:
        yield _Stretch(is_open, began, None)


def _with_events(view: View, pair: tuple[str, str], moves: Iterable[Move]) -> list[Move]:
    """A pair's moves with what happened to them: events that respond to one of these, whoever they are of."""
    own = {move.id: move for move in moves}
    for name in list(own):
        for answer in view.record.answers.get(name, ()):
            if answer.act in (Act.FORCE, Act.CONTEXT):
                own.setdefault(answer.id, answer)
    return sorted(own.values(), key=lambda move: (move.date, move.line))


def _halts(move: Move) -> bool:
    return move.act is Act.LEVER and cameo_code(move) == HALTS_TALKS and not favours(move)


def _ended_by(move: Move) -> tuple[str, ...]:
    return move.responds_to if move.act in (Act.FORCE, Act.CONTEXT) else ()


class _Meanwhile:
    """Force and agreements of a record by whom they lie between, so that a stretch looks at its own alone."""

    def __init__(self, view: View) -> None:
        moves = view.record.moves
        self._force = Dated(moves, _between, lambda move: move.act is Act.FORCE and presses(move))
        self.facts = tuple(fact for fact in view.record.facts if any(measured_days(fact)))
        """facts that measure ground"""
        self._texts = Dated(moves, doers, lambda move: move.act is Act.AGREE)

    def force(self, between: tuple[str, ...], first: dt.date, last: dt.date) -> list[Move]:
        """Force of one of these parties against one of them, or of several of them at once."""
        return self._force.under_any(combinations_with_replacement(between, 2), first, last)

    def texts(self, between: tuple[str, ...], first: dt.date, last: dt.date) -> list[Move]:
        """What none but these parties agreed."""
        found = self._texts.under_any(between, first, last)
        return [move for move in found if set(doers(move)) <= set(between)]


def _between(move: Move) -> set[tuple[str, str]]:
    """The pairs a move lies between, whatever their groups; who is its own target pairs with itself."""
    acting, aimed = doers(move), addressees(move)
    found = {(min(one, two), max(one, two)) for one in acting for two in aimed}
    return found | set(combinations(sorted(set(acting)), 2))


def _open_days(view: View, stretches: Iterable[_Stretch]) -> set[dt.date]:
    return {
        day
        for one in stretches
        if one.is_open
        for day in days_of(one.first.date, one.last.date if one.last else view.until)
    }


def _entry(
    view: View, one: _Stretch, between: tuple[str, ...], meanwhile: _Meanwhile, open_days: set[dt.date]
) -> Channel:
    first, last = one.first, one.last
    until = last.date if last else view.until
    force = meanwhile.force(between, first.date, until)
    texts = meanwhile.texts(between, first.date, until) if one.is_open else []
    if one.is_open:
        finding = Period.OPEN if last is None else Period.ENDED
    else:
        finding = Period.SHUT if last is None else Period.REOPENED
    facts = meanwhile.facts
    ground = ground_on(facts, days_of(first.date, until)) if facts else ()
    other: tuple[Ground, ...] = ()
    if one.is_open and ground:
        measured = {day for fact in facts for day in measured_days(fact) if day <= view.until}
        other = ground_on(facts, measured - open_days)
    return Channel(
        first.date,
        first.id,
        between,
        f"{first.act} {first.id}",
        last.date if last else None,
        f"{last.act} {last.id}" if last else "",
        max(0, (until - first.date).days),
        ids(texts),
        len(force),
        ids(force[:MOST_LISTED]),
        tuple(map(str, ground)),
        tuple(map(str, other)),
        ground[0].middle if ground else None,
        other[0].middle if other else None,
        finding,
        worded(finding.value),
        **behind(first, [last] if last else [], texts, force[:MOST_LISTED]),
    )
