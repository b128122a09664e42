"""Levers and what followed them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from functools import cached_property

from parley.languages import worded
from parley.record.ledgers.index import Dated, in_order
from parley.record.ledgers.ledger import (
    AS_CODE,
    AS_FINDING,
    AS_LIST,
    Entry,
    Found,
    View,
    behind,
    by,
    days,
    ledger,
    shown_as,
)
from parley.record.ledgers.options import Options
from parley.record.parties import addressees, cameo_code, doers, favours, pairs, polarity, sits_down
from parley.record.rows import Move
from parley.vocabulary import GIVES, WITHHOLDS, Act

HALTS_TALKS = "164"
ANSWERING = (
    Act.ACCEPT,
    Act.CONCEDE,
    Act.OFFER,
    Act.PROMISE,
    Act.REJECT,
    Act.EVADE,
    Act.DEMAND,
    Act.CONDITION,
    Act.GESTURE,
    Act.STATEMENT,
    Act.AGREE,
)


class Pull(StrEnum):
    """What became of a lever."""

    GIVEN = "given"
    RELEASED = "released"
    HELD = "no release recorded"
    UNSAID = "polarity not said"


@dataclass(frozen=True)
class Lever(Entry):
    """One lever as an interval, with the answer to it and who learnt from it."""

    date: dt.date
    id: str
    holder: tuple[str, ...]
    setting: str
    polarity: str
    issue: tuple[str, ...] = field(metadata=AS_LIST)
    on: tuple[str, ...]
    purpose: str
    next_act: str
    days_to_it: int | None = field(metadata=shown_as("days to it"))
    answered_by: str = field(metadata=AS_CODE)
    released: str
    released_by: str = field(metadata=AS_CODE)
    days_on: int | None
    asked_for_after_by: tuple[str, ...] = field(metadata=shown_as("asked for after by", join="; "))
    finding: Pull = field(metadata=AS_CODE)
    sentence: str = field(metadata=AS_FINDING)


@ledger(
    "levers",
    "Levers: pulled, answered, released, and asked for by others",
    "Every LEVER against its target. It gives or withholds as its polarity says, or else its own CAMEO "
    "code; where neither is stated that is said, and nothing is guessed from 'on' or 'off'. Released: the "
    "next LEVER of the same holder on a shared issue and target that points the other way, or, where the "
    "lever halted talks (CAMEO 164), the next meeting or text of both; linked by responds_to, or else "
    "suggested, and then a latest date. Next act: the first linked answer of the target, or else its first "
    "move towards the holder (suggested). Asked for after: DEMAND or CONDITION on one of the lever's "
    "issues by a party that is neither holder nor target, within lever_days.",
    Lever,
    ("lever_days",),
)
def levers(view: View, options: Options) -> Found[Lever]:
    """Each lever as an interval, with the answer to it and who learnt from it."""
    pulled = Levers(view)
    return Found(
        tuple(
            _entry(pulled, move, options)
            for move in view.record.moves
            if move.act is Act.LEVER and addressees(move)
        )
    )


class Levers:
    """What follows levers, through indexes of a record."""

    def __init__(self, view: View) -> None:
        self.view, self.record = view, view.record

    @cached_property
    def _reversals(self) -> Dated[tuple[str, str, str, str]]:
        """Levers by holder, target, issue and polarity."""
        return Dated(self.record.moves, _hands, lambda move: move.act is Act.LEVER)

    @cached_property
    def _meetings(self) -> Dated[str]:
        return Dated(self.record.moves, doers, sits_down)

    @cached_property
    def _towards(self) -> Dated[tuple[str, str]]:
        return Dated(self.record.moves, pairs, lambda move: move.act in ANSWERING)

    @cached_property
    def _demands(self) -> Dated[str]:
        wanted = (Act.DEMAND, Act.CONDITION)
        return Dated(self.record.moves, lambda move: dict.fromkeys(move.issue), lambda m: m.act in wanted)

    def release(self, lever: Move) -> tuple[Move | None, bool]:
        """The move that undid a lever, and whether the record links it."""
        linked = [move for move in self.record.answers.get(lever.id, ()) if _undoes(move, lever)]
        if linked:
            return linked[0], True
        turned = GIVES if polarity(lever) == WITHHOLDS else WITHHOLDS
        firsts = [
            move
            for one, two, issue, _ in _hands(lever)
            if (move := _after(self._reversals, (one, two, issue, turned), lever)) is not None
        ]
        if cameo_code(lever) == HALTS_TALKS:
            both = {*doers(lever), *addressees(lever)}
            for move in self._meetings.under(doers(lever)[0], lever.date):
                later = (move.date, move.line) > (lever.date, lever.line)
                if later and both <= set(doers(move)) and set(move.issue) & set(lever.issue):
                    firsts.append(move)
                    break
        found = in_order(firsts)
        return (found[0] if found else None), False

    def next_act(self, lever: Move) -> tuple[Move | None, bool]:
        """The target's linked answer, or else its first move towards the holder."""
        targets = set(addressees(lever))
        for answer in self.record.answers.get(lever.id, ()):
            if targets & set(doers(answer)):
                return answer, True
        after = lever.date + timedelta(days=1)
        firsts = [
            move
            for one, two in pairs(lever)
            if (move := next(self._towards.under((two, one), after), None)) is not None
        ]
        return (in_order(firsts)[0], False) if firsts else (None, False)

    def asked_after(self, lever: Move, options: Options) -> list[Move]:
        """Demands for the same by those who had no part in it."""
        inside = {*doers(lever), *addressees(lever)}
        first, last = lever.date + timedelta(days=1), lever.date + timedelta(days=options.lever_days)
        asked = self._demands.under_any(dict.fromkeys(lever.issue), first, last)
        return [move for move in asked if doers(move) and not inside & set(doers(move))]


def _after(
    index: Dated[tuple[str, str, str, str]], key: tuple[str, str, str, str], lever: Move
) -> Move | None:
    later = (m for m in index.under(key, lever.date) if (m.date, m.line) > (lever.date, lever.line))
    return next(later, None)


def _hands(move: Move) -> list[tuple[str, str, str, str]]:
    turned = polarity(move)
    return [(one, two, issue, turned) for one, two in pairs(move) for issue in dict.fromkeys(move.issue)]


def _undoes(move: Move, lever: Move) -> bool:
    """Whether a later move shows that a lever is off: its reversal, or talks held after talks were halted."""
    if move.act is Act.LEVER:
        same_hands = set(doers(move)) & set(doers(lever)) and set(addressees(move)) & set(addressees(lever))
        return bool(same_hands) and {polarity(move), polarity(lever)} == {GIVES, WITHHOLDS}
    halted = cameo_code(lever) == HALTS_TALKS
    return halted and {*doers(lever), *addressees(lever)} <= set(doers(move)) and sits_down(move)


def _entry(pulled: Levers, lever: Move, options: Options) -> Lever:
    turned = polarity(lever)
    answer, answer_linked = pulled.next_act(lever)
    # What gives (aid granted) is not a pressure waiting for release; taking it away is a lever of its own.
    release, release_linked = (None, False) if turned != WITHHOLDS else pulled.release(lever)
    asked = [] if favours(lever) else pulled.asked_after(lever, options)
    end = release.date if release else pulled.view.until
    finding, sentence = _finding(turned, release, asked)
    return Lever(
        lever.date,
        lever.id,
        doers(lever),
        lever.extent,
        turned or worded("not said"),
        lever.issue,
        addressees(lever),
        lever.conditionality or lever.option,
        _linked(answer, answer_linked, with_act=True),
        days(lever, answer) if answer else None,
        answer.id if answer else "",
        _linked(release, release_linked) if turned == WITHHOLDS else "",
        release.id if release else "",
        (end - lever.date).days if turned == WITHHOLDS else None,
        tuple(f"{by(move)} {move.id}" for move in asked),
        finding,
        sentence,
        **behind(lever, [answer] if answer else [], [release] if release else [], asked),
    )


def _linked(move: Move | None, linked: bool, with_act: bool = False) -> str:
    if move is None:
        return ""
    name = f"{by(move)} {move.act} {move.id}" if with_act else move.id
    return name if linked else worded("{name} (suggested)", name=name)


def _finding(turned: str, release: Move | None, asked: list[Move]) -> tuple[Pull, str]:
    if turned == GIVES:
        return Pull.GIVEN, worded(Pull.GIVEN.value)
    finding = Pull.UNSAID if not turned else Pull.RELEASED if release else Pull.HELD
    sentence = worded(finding.value)
    if not turned:
        sentence += worded(": say gives or withholds in the column polarity")
    if asked:
        sentence += worded(
            "; then asked for by {list}", list=" ".join(dict.fromkeys(by(move) for move in asked))
        )
    return finding, sentence
