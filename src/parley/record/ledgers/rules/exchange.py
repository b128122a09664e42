"""Who gave what for what."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import islice

from parley.languages import worded
from parley.record.ledgers.chains import breaches, withdrawals
from parley.record.ledgers.index import Dated, in_order
from parley.record.ledgers.ledger import (
    AS_CODE,
    AS_FINDING,
    AS_LIST,
    Entry,
    Found,
    View,
    behind,
    counted,
    days,
    ids,
    ledger,
    names,
    shown_as,
)
from parley.record.ledgers.options import Options
from parley.record.parties import addressees, doers, favoured, favours, owners, pairs, presses
from parley.record.rows import Move
from parley.vocabulary import NONE_ASKED, Act

GIVES = (Act.CONCEDE, Act.ACCEPT, Act.PROMISE, Act.GESTURE)
"""Acts that give by what they are; a LEVER or FORCE gives where it is turned so."""
ON_THE_TABLE = (Act.OFFER, Act.PROMISE, Act.CONCEDE, Act.ACCEPT, Act.AGREE, Act.GESTURE)
ASKS = (Act.DEMAND, Act.CONDITION)
PAYS = (Act.LEVER, Act.FORCE, Act.CONCEDE, Act.PROMISE, Act.GESTURE, Act.IMPLEMENT)
"""Acts by which somebody who gained nothing pays the giver; an offer may be made against the gift."""
MOST_SUGGESTED = 12


class Exchange(StrEnum):
    """What can be said of a gift, the best thing first."""

    RETURNED = "returned"
    RETURNED_LATE = "returned after the window"
    IN_EXCHANGE = "part of an exchange"
    RETURNED_BY_ANOTHER = "returned by a third party"
    PRESSED = "in answer to pressure"
    COMPLIED = "complied under threat"
    CONDITIONAL = "given on a condition"
    PERHAPS_COMPLIED = "possibly complied under threat (suggested)"
    PERHAPS_RETURNED = "possibly returned (suggested)"
    PERHAPS_ELSEWHERE = "possibly returned elsewhere (suggested)"
    OPEN = "open"
    UNADDRESSED = "addressee not recorded"
    NO_RETURN = "no return recorded"
    WITHDRAWN = "withdrawn"
    FOR_NOTHING = "given for nothing"


@dataclass(frozen=True)
class Gift(Entry):
    """One gift and what came back for it; lists of moves are ids."""

    date: dt.date
    id: str
    giver: tuple[str, ...]
    act: Act
    issue: tuple[str, ...] = field(metadata=AS_LIST)
    what: str
    to: tuple[str, ...]
    whose_asset: tuple[str, ...] = field(metadata=shown_as("whose asset", empty="own"))
    answers: tuple[str, ...]
    came_back: tuple[str, ...]
    days: int | None
    pressed_by: tuple[str, ...]
    suggested_same_issue: tuple[str, ...] = field(metadata=shown_as("suggested, same issue"))
    suggested_other_issues: tuple[str, ...] = field(metadata=shown_as("suggested, other issues"))
    withdrawn_by: tuple[str, ...]
    package: str
    finding: Exchange = field(metadata=AS_CODE)
    open_days: int | None = field(metadata=AS_CODE)
    sentence: str = field(metadata=AS_FINDING)


@dataclass(frozen=True)
class Returns:
    """What stands against one gift: by link, by suggestion, and what it was an answer to."""

    linked: tuple[Move, ...]
    by_others: tuple[Move, ...]
    exchanged: tuple[Move, ...]
    pressed: tuple[Move, ...]
    asked_under_threat: tuple[Move, ...]
    perhaps_threatened: tuple[Move, ...]
    same_issue: tuple[Move, ...]
    elsewhere: tuple[Move, ...]
    withdrawn: tuple[Move, ...]
    broken: tuple[Move, ...]


@ledger(
    "quid-pro-quo",
    "Who gave what, and what came back",
    "Every CONCEDE, ACCEPT, PROMISE and GESTURE, every LEVER that gives (aid granted, a ban lifted) and "
    "every FORCE that eases, unless it would take from those it is addressed to. A return is a favourable "
    "act of the party that gained, linked by responds_to; one by a third party to the giver, so linked, is "
    "a return by a third party; what its own side took back is none. A gift that itself answers the "
    "gainer's offer is part of an exchange; one that answers a threat, lever or force of the gainer was "
    "pressed for; one that answers its demand complied under threat where a threat, lever or force of the "
    "gainer is linked to the demand (or, suggested, stands on the same issue in the window_days before); "
    "one with its own IF names its price. Without any of these, favourable acts of the gainer towards the "
    f"giver within window_days are suggested, those on the same issue first, at most {MOST_SUGGESTED} of "
    "each. 'Given for nothing' is said only where the coder wrote 'none asked', nothing is linked, nothing "
    "on the same issue can be suggested and the window has passed on record; otherwise 'no return "
    "recorded'. A gift its own side took back in answer to it is withdrawn; one it broke says so. Gifts of "
    "one party to the same others on one day are one package.",
    Gift,
    ("window_days",),
)
def quid_pro_quo(view: View, options: Options) -> Found[Gift]:
    """Each gift with what came back for it."""
    gains = _Gains(view, options)
    packages: dict[tuple[object, ...], str] = {}
    entries: list[Gift] = []
    for gift in view.record.moves:
        if not _gives(gift):
            continue
        package = packages.setdefault((gift.date, doers(gift), addressees(gift)), gift.id)
        returns = gains.of(gift)
        entries.append(_entry(gift, package, returns, view.until, options))
    return Found(tuple(entries), _summary(entries))


def _gives(move: Move) -> bool:
    """Whether a move gives its addressees something, or somebody at least where it names none."""
    if move.act in (Act.LEVER, Act.FORCE):
        return bool(favoured(move))
    return move.act in GIVES and favours(move) and bool(favoured(move) or not addressees(move))


def _entry(gift: Move, package: str, returns: Returns, until: date, options: Options) -> Gift:
    came_back = returns.linked or returns.by_others
    finding, open_days, sentence = _finding(gift, returns, until, options)
    pressed = in_order((*returns.pressed, *returns.asked_under_threat))
    return Gift(
        gift.date,
        gift.id,
        doers(gift),
        gift.act,
        gift.issue,
        gift.option,
        addressees(gift),
        owners(gift),
        gift.responds_to,
        ids(came_back),
        min((days(gift, move) for move in came_back), default=None),
        ids(pressed),
        ids(returns.same_issue),
        ids(returns.elsewhere),
        ids(returns.withdrawn),
        package,
        finding,
        open_days,
        sentence,
        **behind(
            gift,
            returns.exchanged + returns.pressed,
            came_back,
            pressed,
            returns.same_issue,
            returns.elsewhere,
            returns.withdrawn,
            returns.broken,
        ),
    )


class _Gains:
    """What the parties that gained did for the givers, and to them."""

    def __init__(self, view: View, options: Options) -> None:
        self.view, self.record = view, view.record
        self.window = options.window_days
        self.longest = max((_length(move) for move in self.record.moves if favours(move)), default=0)

    @cached_property
    def _favours(self) -> Dated[tuple[str, str]]:
        """Favours by who does them and whom they reach."""
        return Dated(self.record.moves, _reaches, self._holds)

    @cached_property
    def _favours_on(self) -> Dated[tuple[str, str, str]]:
        """Favours by doer, whom they reach, and issue."""
        return Dated(self.record.moves, lambda m: _with_issues(_reaches(m), m), self._holds)

    @cached_property
    def _pressure_on(self) -> Dated[tuple[str, str, str]]:
        """Threats, levers and force by doer, target and issue."""
        return Dated(self.record.moves, lambda m: _with_issues(pairs(m), m), presses)

    def _holds(self, move: Move) -> bool:
        """Whether a move is a favour that was not taken back; one that lapsed had been given."""
        return favours(move) and all(one.act is Act.IMPLEMENT for one in withdrawals(self.record, move))

    def of(self, gift: Move) -> Returns:
        """What stands against a gift."""
        gainers, givers = set(favoured(gift)), set(doers(gift))
        links = [self.record.by_id[name] for name in gift.responds_to]
        answered = [move for move in links if gainers & set(doers(move))]
        answers = self.record.answers.get(gift.id, ())
        back = [move for move in answers if self._holds(move)]
        linked = tuple(move for move in back if gainers & set(doers(move)))
        by_others = tuple(
            move
            for move in back
            if move.act in PAYS and not (gainers | givers) & set(doers(move)) and givers & set(favoured(move))
        )
        tabled = tuple(move for move in answered if self._tabled(move, givers))
        pressed = tuple(move for move in answered if presses(move))
        asked = [move for move in answered if move.act in ASKS]
        threats = self._linked_threats(asked, gainers, givers)
        near = set(ids((*linked, *tabled, gift)))
        return Returns(
            linked,
            by_others,
            tabled,
            pressed,
            tuple(threats),
            () if threats or not asked else tuple(self._near_threats(gift, gainers, givers)),
            tuple(self._same_issue(gift, gainers, givers, near)),
            tuple(self._elsewhere(gift, gainers, givers, near)),
            tuple(withdrawals(self.record, gift)),
            tuple(breaches(self.record, gift)),
        )

    def _tabled(self, move: Move, givers: set[str]) -> bool:
        """Whether the gift answers something its gainer had put to the giver."""
        offered = move.act in ON_THE_TABLE or (move.act is Act.CONDITION and "THEN" in move.conditionality)
        parties_to = set(addressees(move)) | (set(doers(move)) if move.act is Act.AGREE else set())
        return offered and bool(parties_to & givers)

    def _linked_threats(self, asked: list[Move], gainers: set[str], givers: set[str]) -> list[Move]:
        """Threats of the gainer that a demand, or one it repeats, answers or is answered by."""
        said = {move.id: move for move in asked}
        for move in asked:
            said.update((name, self.record.by_id[name]) for name in move.repeat_of)
        linked = [
            *(self.record.by_id[name] for move in said.values() for name in move.responds_to),
            *(answer for name in said for answer in self.record.answers.get(name, ())),
        ]
        return in_order(
            move
            for move in linked
            if presses(move) and gainers & set(doers(move)) and givers & set(addressees(move))
        )

    def _near_threats(self, gift: Move, gainers: set[str], givers: set[str]) -> list[Move]:
        first = gift.date - timedelta(days=self.window)
        keys = ((one, two, issue) for one in gainers for two in givers for issue in gift.issue)
        return self._pressure_on.under_any(keys, first, gift.date)

    def _same_issue(self, gift: Move, gainers: set[str], givers: set[str], known: set[str]) -> list[Move]:
        first = gift.date - timedelta(days=self.window + self.longest)
        last = gift.last_date + timedelta(days=self.window)
        keys = ((one, two, issue) for one in gainers for two in givers for issue in gift.issue)
        found = self._favours_on.under_any(keys, first, last)
        near = [move for move in found if move.id not in known and self._in_reach(move, gift)]
        nearest = sorted(near, key=lambda move: abs((move.date - gift.date).days))[:MOST_SUGGESTED]
        return in_order(nearest)

    def _in_reach(self, move: Move, gift: Move) -> bool:
        after = move.date >= gift.date and days(gift, move) <= self.window
        before = move.act in ON_THE_TABLE and 0 < (gift.date - move.last_date).days <= self.window
        return after or before

    def _elsewhere(self, gift: Move, gainers: set[str], givers: set[str], known: set[str]) -> list[Move]:
        last = gift.last_date + timedelta(days=self.window)
        topics = set(gift.issue)
        found = (
            move
            for one in gainers
            for two in givers
            for move in islice(self._later(one, two, gift, last, topics, known), MOST_SUGGESTED)
        )
        return in_order(found)[:MOST_SUGGESTED]

    def _later(
        self, one: str, two: str, gift: Move, last: date, topics: set[str], known: set[str]
    ) -> Iterator[Move]:
        for move in self._favours.under((one, two), gift.date, last):
            if move.id not in known and not topics & set(move.issue):
                yield move


def _length(move: Move) -> int:
    return (move.last_date - move.date).days


def _reaches(move: Move) -> list[tuple[str, str]]:
    """Who does a favour to whom; in a joint act each to the others."""
    acting = doers(move)
    return [(one, two) for one in acting for two in (*favoured(move), *acting) if one != two]


def _with_issues(pairs: Iterable[tuple[str, str]], move: Move) -> list[tuple[str, str, str]]:
    return [(one, two, issue) for one, two in pairs for issue in dict.fromkeys(move.issue)]


def _finding(gift: Move, returns: Returns, until: date, options: Options) -> tuple[Exchange, int | None, str]:
    """The finding, the days that are left where it is open, and the finding in words."""
    left = options.window_days - (until - gift.last_date).days
    finding = _verdict(gift, returns, left, options)
    sentence = worded(finding.value)
    if returns.linked and returns.pressed:
        sentence += worded(", having been pressed for")
    elif finding is Exchange.RETURNED_BY_ANOTHER:
        sentence += (
            f" ({' '.join(dict.fromkeys(name for move in returns.by_others for name in doers(move)))})"
        )
    elif finding is Exchange.IN_EXCHANGE and returns.pressed:
        sentence += worded(", under pressure")
    elif finding is Exchange.OPEN:
        return finding, left, worded("open for {left} more days", left=left)
    if returns.withdrawn:
        day = returns.withdrawn[0].date
        told = worded("withdrawn on {day} ({names})", day=day, names=names(returns.withdrawn[:1]))
        return (
            Exchange.WITHDRAWN,
            None,
            worded("{told}; before that, {sentence}", told=told, sentence=sentence)
            if returns.linked
            else told,
        )
    if returns.broken:
        day = returns.broken[0].date
        sentence += worded("; broken on {day} ({names})", day=day, names=names(returns.broken[:1]))
    return finding, None, sentence


def _verdict(gift: Move, returns: Returns, left: int, options: Options) -> Exchange:
    if returns.linked:
        late = min(days(gift, move) for move in returns.linked) > options.window_days
        return Exchange.RETURNED_LATE if late else Exchange.RETURNED
    decided = (
        (returns.exchanged, Exchange.IN_EXCHANGE),
        (returns.by_others, Exchange.RETURNED_BY_ANOTHER),
        (returns.pressed, Exchange.PRESSED),
        (returns.asked_under_threat, Exchange.COMPLIED),
        ("IF " in gift.conditionality, Exchange.CONDITIONAL),
        (returns.perhaps_threatened, Exchange.PERHAPS_COMPLIED),
        (returns.same_issue, Exchange.PERHAPS_RETURNED),
        (not addressees(gift), Exchange.UNADDRESSED),
        (left > 0, Exchange.OPEN),
        (gift.conditionality == NONE_ASKED, Exchange.FOR_NOTHING),
        (returns.elsewhere, Exchange.PERHAPS_ELSEWHERE),
    )
    return next((finding for holds, finding in decided if holds), Exchange.NO_RETURN)


def _summary(entries: list[Gift]) -> tuple[str, ...]:
    """A package counts once, under the best thing said of any of its parts."""
    order = list(Exchange)
    best: dict[str, Gift] = {}
    for entry in entries:
        known = best.get(entry.package)
        if known is None or order.index(entry.finding) < order.index(known.finding):
            best[entry.package] = entry
    if not best:
        return (worded("nothing was given"),)
    counts = Counter(_word(entry) for entry in best.values())
    parts = ", ".join(
        f"{number} {word}" for word, number in sorted(counts.items(), key=lambda c: (-c[1], c[0]))
    )
    return (f"{counted(sum(counts.values()), 'package')}: {parts}",)


def _word(entry: Gift) -> str:
    whole = entry.finding in (Exchange.OPEN, Exchange.WITHDRAWN)
    return worded(entry.finding.value) if whole else entry.sentence.partition(";")[0]
