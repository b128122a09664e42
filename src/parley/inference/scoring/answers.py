"""Answers to what was offered and proposed: what was said of each when it was asked for, and what it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from parley.game import Flags, Floats, Ints
from parley.inference.scoring.base_rates import past_answers, same_answer
from parley.inference.scoring.questions import kind_of
from parley.inference.scoring.sheet import FORECASTERS, MODEL, PAST, STILL
from parley.inference.weighing import Strategies, answers_ahead, weigh
from parley.record import Record
from parley.scenario.coding import ANSWERS, Answer, CodedRecord, Coding, Deed, code_record
from parley.solver import Solution


@dataclass(frozen=True)
class Asking:
    """One recorded answer: who gave it to which deed of which round, and what each forecaster said of it.

    `said` maps a forecaster to its chances [w] of each answer of ANSWERS, given that the deed was done and
    that whoever was asked before accepted. `earlier` is the number of answers the party had given before.
    """

    round: int
    deed: Deed
    answer: Answer
    said: Mapping[str, Floats]
    earlier: int

    @property
    def party(self) -> str:
        """Who answered."""
        return self.answer.party

    @property
    def kind(self) -> str:
        """The class of what was answered."""
        return kind_of(self.deed.action)


@dataclass(frozen=True)
class Answers:
    """The recorded answers that are scored, in order of date.

    `not_allowed` counts those to deeds that the model did not allow, which cannot be scored; `unanswered`
    deeds that asked for consent and got no answer that was recorded in time.
    """

    askings: tuple[Asking, ...]
    not_allowed: int = 0
    unanswered: int = 0

    def __len__(self) -> int:
        return len(self.askings)

    def of(self, *, party: str | None = None, kind: str | None = None) -> Answers:
        """The answers by a party, to a class of action, or both."""
        chosen = (
            one
            for one in self.askings
            if (party is None or one.party == party) and (kind is None or one.kind == kind)
        )
        return Answers(tuple(chosen))

    @property
    def rounds(self) -> Ints:
        """The round of each, [n]."""
        return np.array([one.round for one in self.askings], dtype=np.int64)

    @property
    def says(self) -> Ints:
        """Each answer as its place in ANSWERS, [n]."""
        return np.array([ANSWERS.index(one.answer.says) for one in self.askings], dtype=np.int64)

    def said(self, who: str) -> Floats:
        """What a forecaster said, [n, w]."""
        return np.array([one.said[who] for one in self.askings]).reshape(-1, len(ANSWERS))


@dataclass(frozen=True)
class Respondent:
    """Says how what is put to the parties will be answered, knowing the record up to that day and no more."""

    solution: Solution
    coding: Coding
    strategies: Strategies

    def score(self, record: Record, whole: CodedRecord, rounds: Sequence[int]) -> Answers:
        """Every answer in `whole` to a deed of some rounds, with what was said when it was asked for."""
        made: list[Asking] = []
        not_allowed = unanswered = 0
        for coded_round in whole.rounds:
            for deed in coded_round.deeds if coded_round.round in rounds else ():
                if not (asked := self._asked(deed)):
                    continue
                heard = list(_heard(deed, asked))
                found = list(self._askings(record, coded_round.round, deed, heard)) if heard else []
                made += found
                unanswered += not heard
                not_allowed += len(heard) - len(found)
        return Answers(tuple(made), not_allowed, unanswered)

    def _asked(self, deed: Deed) -> tuple[str, ...]:
        """Who has to consent to a deed, in the order they are asked."""
        s = self.solution.game.structure
        for a, name in enumerate(s.actions):
            if name == deed.action and s.parties[s.action_party[a]] == deed.party and s.action_joint[a] >= 0:
                return tuple(s.parties[p] for p in s.signers[s.action_joint[a]] if p >= 0)
        return ()

    def _askings(self, record: Record, t: int, deed: Deed, heard: Sequence[Answer]) -> Iterator[Asking]:
        """What was said of the answers to a deed on the day it was done; nothing where it was not allowed."""
        known = code_record(self.coding, record, deed.date)
        weighed = weigh(self.solution, known, until=deed, strategies=self.strategies)
        chances = answers_ahead(self.solution, weighed, deed, self.strategies)
        for answer in heard:
            if answer.party not in chances:
                return
            word = ANSWERS.index(answer.says)
            room: Flags = (chances[answer.party] > 0.0) | (np.arange(len(ANSWERS)) == word)
            history = _history(known, deed, answer.party)
            said = {
                MODEL: chances[answer.party],
                PAST: past_answers(history, room),
                STILL: same_answer(history, room),
            }
            yield Asking(t, deed, answer, {who: said[who] for who in FORECASTERS}, len(history))


def _heard(deed: Deed, asked: Sequence[str]) -> Iterator[Answer]:
    """The recorded answers in the order the parties are asked, up to the first that is no acceptance."""
    given = {answer.party: answer for answer in deed.answers}
    for party in asked:
        if party in given:
            yield given[party]
            if given[party].says != ANSWERS[0]:
                return


def _history(known: CodedRecord, until: Deed, party: str) -> Ints:
    """The answers a party had given to what was put to it before a deed, by date, as places in ANSWERS."""
    given: list[Answer] = []
    for deed in (deed for coded_round in known.rounds for deed in coded_round.deeds):
        if deed.move == until.move:
            break
        given += [answer for answer in deed.answers if answer.party == party]
    said = [ANSWERS.index(answer.says) for answer in sorted(given, key=lambda answer: answer.date)]
    return np.array(said, dtype=np.int64)
