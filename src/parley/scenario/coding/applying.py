"""Apply a coding to a record: from dated moves to rounds with deeds, answers and readings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from parley.record.as_of import known_on
from parley.record.rows import Move, Record
from parley.scenario.coding.coded import Answer, CodedMove, CodedRecord, CodedRound, Deed, Fall, Reading
from parley.scenario.coding.menu import Menu, falls, menus
from parley.scenario.coding.parts import ANSWERS, NOT_RATIFIED, NOTHING, Coding, Counting


@dataclass(frozen=True)
class Decision:
    """What a coding decides of a move: the counting, and the rule it comes from (or `exception`)."""

    counting: Counting
    by: str


def decide(coding: Coding, move: Move) -> Decision | None:
    """What a move counts as: by its exception, else by the first rule that covers it; None if none does."""
    if move.id in coding.exceptions:
        return Decision(coding.exceptions[move.id], "exception")
    for rule in coding.rules:
        if rule.match.covers(move):
            return Decision(rule.counting, rule.id)
    return None


def parties_of(coding: Coding, move: Move) -> tuple[str, ...]:
    """The parties that act in a move, each once."""
    return tuple(dict.fromkeys(coding.party_of[code] for code in move.actor if code in coding.party_of))


def day_of(move: Move) -> date:
    """The day a move is weighed on: its last, unless it is marked ongoing."""
    return move.date if move.precision == "ongoing" else move.last_date


def code_record(coding: Coding, record: Record, as_of: date) -> CodedRecord:
    """The record as it stood on a day, in rounds of the game; nothing dated later is read.

    Rounds go no further than the record is kept: a week nobody recorded is not a week in which nothing
    happened. A reading of the coding speaks for the day it stands on.
    """
    known = known_on(record, as_of)
    spoken = [day for day in (known.kept_until, *(one.date for one in coding.readings)) if day is not None]
    until = max((day for day in spoken if day <= as_of), default=coding.begins - timedelta(days=1))
    return replace(_Applying(coding, known, until).result(), asked=as_of)


class _Applying:
    """One pass over the moves: deeds first, then the answers that belong to them."""

    def __init__(self, coding: Coding, known: Record, as_of: date):
        self.coding, self.as_of = coding, as_of
        self.menus: Mapping[str, Menu] = menus(coding.scenario)
        self.moves = sorted(known.moves, key=day_of)
        self.by_id = {move.id: move for move in self.moves}
        self.deeds: dict[str, Deed] = {}
        self.readings: dict[str, Reading] = {}
        self.fallen: dict[str, Fall] = {}
        self.ends = falls(coding.scenario)
        self.coded: dict[str, CodedMove] = {}

    def result(self) -> CodedRecord:
        """Code every move, then deal out what counts among the rounds."""
        decisions = {move.id: decide(self.coding, move) for move in self.moves}
        for move in self.moves:
            self._code(move, decisions[move.id])
        for move in self.moves:
            decision = decisions[move.id]
            if decision is None or move.id in self.coded:
                continue
            if decision.counting.counts_as in ANSWERS:
                self._answer(move, decision)
            elif decision.counting.counts_as == NOT_RATIFIED:
                self._undone(move, decision)
        for name, deed in self.deeds.items():
            stated = {answer.party for answer in deed.answers}
            silent = decisions[name].counting.answers if decisions[name] else {}  # type: ignore[union-attr]
            more = tuple(Answer("", deed.date, p, says) for p, says in silent.items() if p not in stated)
            self.deeds[name] = replace(deed, answers=deed.answers + more)
        return CodedRecord(
            begins=self.coding.begins,
            as_of=self.as_of,
            pace=self.coding.scenario.pace,
            rounds=tuple(self._rounds()),
            moves=tuple(self.coded[move.id] for move in self.moves),
        )

    def _code(self, move: Move, decision: Decision | None) -> None:
        """Code a move that is no answer; answers wait until all deeds are known."""
        day = day_of(move)
        if decision is None:
            self.coded[move.id] = CodedMove(move.id, day, "uncovered")
            return
        counting = decision.counting
        base = CodedMove(
            move.id,
            day,
            NOTHING,
            by=decision.by,
            coder=counting.coder or move.coder,
            reason=counting.reason,
        )
        if counting.counts_as == NOTHING:
            self.coded[move.id] = base
        elif day < self.coding.begins:
            self.coded[move.id] = replace(base, kind="earlier", what=counting.counts_as)
        elif counting.sight is not None:
            self.readings[move.id] = Reading(move.id, day, counting.sight.part, counting.sight.chances)
            self.coded[move.id] = replace(base, kind="reading", what=counting.sight.part)
        elif counting.counts_as in self.ends:
            self.fallen[move.id] = Fall(move.id, day, counting.counts_as)
            self.coded[move.id] = replace(base, kind="ending", what=counting.counts_as)
        elif counting.counts_as not in (*ANSWERS, NOT_RATIFIED):
            party = self.doer(move, counting)
            self.deeds[move.id] = Deed(move.id, day, party, counting.counts_as)
            self.coded[move.id] = replace(base, kind="action", party=party, what=counting.counts_as)

    def doer(self, move: Move, counting: Counting) -> str:
        """The party that does what a move counts as: the one stated, else the one that can."""
        if counting.by:
            return counting.by
        able = [p for p in parties_of(self.coding, move) if counting.counts_as in self.menus.get(p, {})]
        return able[0] if able else ""

    def _answer(self, move: Move, decision: Decision) -> None:
        """Attach an answer to the deed it answers; one that answers nothing of the game counts as nothing."""
        counting, base = decision.counting, self._of_an_answer(move, decision)
        answered = self.answered(move, counting)
        if answered is None:
            self.coded[move.id] = replace(base, note="what it answers is no action that needs consent")
            return
        deed = self.deeds[answered]
        asked = self.menus[deed.party][deed.action]
        able = [p for p in ((counting.by,) if counting.by else parties_of(self.coding, move)) if p in asked]
        if not able:
            self.coded[move.id] = replace(base, note=f"nobody in it is asked to consent to {answered}")
            return
        given = {answer.party: answer.says for answer in deed.answers}
        if able[0] in given:
            same = "repeats" if given[able[0]] == counting.counts_as else "comes after"
            self.coded[move.id] = replace(base, note=f"{same} an earlier answer to {answered}")
            return
        answer = Answer(move.id, day_of(move), able[0], counting.counts_as)
        self.deeds[answered] = replace(deed, answers=(*deed.answers, answer))
        what = f"{counting.counts_as} {answered}"
        self.coded[move.id] = replace(base, kind="answer", party=able[0], what=what)

    def _of_an_answer(self, move: Move, decision: Decision) -> CodedMove:
        counting = decision.counting
        coder = counting.coder or move.coder
        return CodedMove(
            move.id,
            day_of(move),
            NOTHING,
            what=counting.counts_as,
            by=decision.by,
            coder=coder,
            reason=counting.reason,
        )

    def _undone(self, move: Move, decision: Decision) -> None:
        """Note with what was signed that it does not hold."""
        base = self._of_an_answer(move, decision)
        answered = self.answered(move, decision.counting)
        if answered is None:
            self.coded[move.id] = replace(base, note="what it undoes is no action that needs consent")
            return
        undone = Answer(move.id, day_of(move), "", NOT_RATIFIED)
        self.deeds[answered] = replace(self.deeds[answered], undone=undone)
        self.coded[move.id] = replace(base, kind="answer", what=f"{NOT_RATIFIED} {answered}")

    def answered(self, move: Move, counting: Counting) -> str | None:
        """The deed a move answers: the one stated, else the first it responds to that needs consent."""
        for name in (counting.to,) if counting.to else move.responds_to:
            deed = self.deeds.get(name)
            if deed is not None and self.menus.get(deed.party, {}).get(deed.action):
                return name
        return None

    def _rounds(self) -> Iterator[CodedRound]:
        """Every round that has begun by the day of reading, as far as it is over or something was seen."""
        pace = self.coding.scenario.pace
        stated = {r.id: Reading(r.id, r.date, r.sight.part, r.sight.chances) for r in self.coding.readings}
        known = [r for r in stated.values() if self.coding.begins <= r.date <= self.as_of]
        seen: dict[int, list[Deed | Reading]] = {}
        order = [entry for m in self.moves if (entry := self.deeds.get(m.id) or self.readings.get(m.id))]
        for entry in sorted([*order, *known], key=lambda entry: entry.date):
            seen.setdefault(pace.round_of((entry.date - self.coding.begins).days), []).append(entry)
        ended: dict[int, Fall] = {}
        for fall in self.fallen.values():
            ended.setdefault(pace.round_of((fall.date - self.coding.begins).days), fall)
        over = (self.as_of + timedelta(days=1) - self.coding.begins).days
        for t in range(self.coding.scenario.rounds):
            closed = pace.until(t + 1) <= over
            if not closed and t not in seen and t not in ended:
                return
            yield CodedRound(t, closed, tuple(seen.get(t, ())), ended.get(t))
