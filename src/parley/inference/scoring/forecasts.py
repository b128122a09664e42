"""Forecasts made before each round of a record with what was known then, and what was recorded of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from parley.compiler import date_of
from parley.game import Flags, Floats
from parley.inference.scoring.answers import Answers, Respondent
from parley.inference.scoring.base_rates import nothing_changes, past_frequency
from parley.inference.scoring.questions import Question, action_questions, answers, ending_questions, kind_of
from parley.inference.scoring.sheet import MODEL, PAST, STILL, Sheet
from parley.inference.weighing import Strategies, next_moves, weigh
from parley.record import Record
from parley.scenario.coding import CodedRecord, Coding, code_record
from parley.solver import Solution


@dataclass(frozen=True)
class Window:
    """The rounds that are scored: from `first` to before `end`, counted from the beginning of the coding."""

    first: int
    end: int


@dataclass(frozen=True)
class Forecast:
    """What was said of one round on the day before it.

    `said` maps a forecaster to its chances of yes, questions about actions first, then about endings.
    `by_end` is the probability of each ending by the end of the window.
    """

    round: int
    said: dict[str, Floats]
    by_end: dict[str, float]


@dataclass(frozen=True)
class ScoredForecasts:
    """Forecasts of a window of rounds with what happened.

    `answers` are those to what was put to the parties in these rounds. `ended` is the ending the record
    reached within the window, or None; `uncovered` are moves no rule of the coding covers, which count as
    nothing.
    """

    forecasts: tuple[Forecast, ...]
    sheet: Sheet
    answers: Answers
    ended: str | None
    uncovered: tuple[str, ...]


class Forecaster:
    """Makes the forecasts of one solved case; each reads only what the record held on the day before.

    `strategies` may be shared between forecasters of one solution.
    """

    def __init__(self, solution: Solution, coding: Coding, strategies: Strategies | None = None):
        game = solution.game
        self.solution, self.coding = solution, coding
        self.about_actions = action_questions(game.structure)
        self.about_endings = ending_questions(game)
        self.questions: tuple[Question, ...] = (*self.about_actions, *self.about_endings)
        self._strategies = strategies or Strategies(solution)

    def day_before(self, t: int) -> date:
        """The last day that a forecast of round t knows of."""
        return date_of(self.coding.scenario, t) - timedelta(days=1)

    def forecast(self, record: Record, t: int, end: int) -> Forecast | None:
        """What is said before round t, looking ahead to the start of round `end`; None if all is over."""
        known = code_record(self.coding, record, self.day_before(t))
        weighed = weigh(self.solution, known, until=t, strategies=self._strategies)
        if weighed.state is None:
            return None
        coming = next_moves(self.solution, weighed, end - t, self._strategies)
        history, pace = self._answers(known, t), self.coding.scenario.pace
        model = [question.chance(coming.chance[0]) for question in self.about_actions]
        model += [question.chance(coming.ended[0]) for question in self.about_endings]
        endings = self.solution.game.structure.endings
        return Forecast(
            round=t,
            said={
                MODEL: np.array(model),
                PAST: past_frequency(history, np.array([pace.length(n) for n in range(t)]), pace.length(t)),
                STILL: nothing_changes(history),
            },
            by_end=dict(zip(endings, coming.ended[-1].tolist(), strict=True)),
        )

    def score(self, record: Record, window: Window) -> ScoredForecasts:
        """Forecasts for every round of a window until the record ends the war, with what it says of them."""
        made: list[Forecast] = []
        for t in range(window.first, window.end):
            forecast = self.forecast(record, t, window.end)
            if forecast is None:
                break
            made.append(forecast)
        whole = code_record(self.coding, record, self.day_before(window.end))
        weighed = weigh(self.solution, whole, until=window.end, strategies=self._strategies)
        happened = self._answers(whole, window.end)
        if weighed.ended is not None and made:
            kind = kind_of(weighed.ended)
            for n, question in enumerate(self.questions):
                happened[made[-1].round, n] |= question.party == "" and question.kind == kind
        uncovered = tuple(
            entry.move
            for entry in whole.moves
            if entry.kind == "uncovered" and entry.date >= self.coding.begins
        )
        respondent = Respondent(self.solution, self.coding, self._strategies)
        given = respondent.score(record, whole, [forecast.round for forecast in made])
        return ScoredForecasts(tuple(made), self._sheet(made, happened), given, weighed.ended, uncovered)

    def ended_in(self, record: Record, as_of: date) -> int | None:
        """The round in which the record, read to a day, ends the war; None where it goes on."""
        coded = code_record(self.coding, record, as_of)
        weighed = weigh(self.solution, coded, strategies=self._strategies)
        return coded.rounds[-1].round if weighed.ended is not None else None

    def _answers(self, coded: CodedRecord, end: int) -> Flags:
        """Yes or no to every question about actions in the rounds before `end`, [t, n]; no to all others."""
        done: list[list[tuple[str, str]]] = [[] for _ in range(end)]
        for coded_round in coded.rounds[:end]:
            done[coded_round.round] += [(deed.party, deed.action) for deed in coded_round.deeds]
        return answers(self.questions, done)

    def _sheet(self, made: Sequence[Forecast], happened: Flags) -> Sheet:
        """All questions that were open: where the game has no room for yes, no is nobody's merit."""
        rounds = np.array([forecast.round for forecast in made], dtype=np.int64)
        each = len(self.questions)
        sheet = Sheet(
            rounds=np.repeat(rounds, each),
            party=tuple(question.party for question in self.questions) * len(made),
            kind=tuple(question.kind for question in self.questions) * len(made),
            happened=happened[rounds].reshape(-1),
            said={
                name: np.array([chance for forecast in made for chance in forecast.said[name]])
                for name in (MODEL, PAST, STILL)
            },
        )
        return sheet.where((sheet.said[MODEL] > 0.0) | sheet.happened)
