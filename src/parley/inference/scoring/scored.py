"""The scores of a case, the same for the printed page, the brief and JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from parley.game import Floats, Ints
from parley.game.names import Action, AnswerKind, Ending
from parley.inference.scoring.answers import Answers
from parley.inference.scoring.forecasts import Forecast, ScoredForecasts
from parley.inference.scoring.reliability import reliability
from parley.inference.scoring.rules import ANSWER_RULES, RULES
from parley.inference.scoring.scores import (
    AnswerColumns,
    AnswerRow,
    AnswerScores,
    Few,
    ForecastColumns,
    Interval,
    Reliability,
    Row,
    Scores,
    ScoresHead,
    Skill,
)
from parley.inference.scoring.sheet import FORECASTERS, MODEL, PAST, STILL, Sheet
from parley.inference.scoring.skill import CONFIDENCE, LEAST_ROUNDS, RESAMPLES, skill
from parley.scenario.coding import ANSWERS

# With fewer rounds, or fewer answers that were yes, a score says little; every result tells.
FEW_ROUNDS = 30
FEW_YES = 20
FEW_ANSWERS = 20


def compose_scores(head: ScoresHead, scored: ScoredForecasts, days: Sequence[date], seed: int) -> Scores:
    """All that scoring says; `days` are the dates on which the rounds of the coding start."""
    sheet = scored.sheet
    rounds, yes = len(scored.forecasts), int(sheet.happened.sum())
    about = np.array([party != "" for party in sheet.party], dtype=np.bool_)
    actions, endings = sheet.where(about), sheet.where(~about)
    both = dict.fromkeys(zip(actions.party, actions.kind, strict=True))
    return Scores(
        **vars(head),
        rounds=tuple(days[forecast.round] for forecast in scored.forecasts),
        questions=len(sheet),
        happened=yes,
        few=Few(rounds=rounds < FEW_ROUNDS, happened=yes < FEW_YES),
        interval=Interval(confidence=CONFIDENCE, resamples=RESAMPLES, least_rounds=LEAST_ROUNDS, seed=seed),
        ended=None if scored.ended is None else Ending(scored.ended),
        uncovered=tuple(scored.uncovered),
        actions=_row(actions, "", "", seed),
        by_party=tuple(_row(actions.of(party=p), p, "", seed) for p in dict.fromkeys(actions.party)),
        by_class=tuple(_row(actions.of(kind=k), "", k, seed) for k in dict.fromkeys(actions.kind)),
        by_party_and_class=tuple(_row(actions.of(party=p, kind=k), p, k, seed) for p, k in both),
        endings=_row(endings, "", "", seed),
        by_ending=tuple(_row(endings.of(kind=k), "", k, seed) for k in dict.fromkeys(endings.kind)),
        answers=_answers(scored.answers, days, seed),
        reliability=_diagram(sheet, seed),
        by_end=_by_end(scored.forecasts),
        forecasts=_listed(sheet, days),
    )


def _row(sheet: Sheet, party: str, kind: str, seed: int) -> Row:
    """Scores of each forecaster on these questions, and the model's skill against each base rate."""
    costs = {
        who: {rule: score(sheet.said[who], sheet.happened) for rule, score in RULES.items()}
        for who in FORECASTERS
    }
    scored = _scored(costs, sheet.rounds, seed)
    return Row(party or None, kind or None, len(sheet), *scored, happened=int(sheet.happened.sum()))


Costs = Mapping[str, Mapping[str, Floats]]
Scoring = tuple[int, Mapping[str, Mapping[str, float | None]], Mapping[str, Mapping[str, Skill]]]


def _scored(costs: Costs, rounds: Ints, seed: int) -> Scoring:
    """What was ruled out, mean scores by forecaster and rule, and skill, from the costs [n] of each."""
    own = costs[MODEL]
    return (
        int(np.isinf(own["log"]).sum()),
        {who: {rule: _mean(cost) for rule, cost in by.items()} for who, by in costs.items()},
        {
            base: {rule: _skill(own[rule], costs[base][rule], rounds, seed) for rule in RULES}
            for base in (PAST, STILL)
        },
    )


def _answers(found: Answers, days: Sequence[date], seed: int) -> AnswerScores:
    """Scores of all answers, by who answered and by what was answered, and each answer by itself."""
    asked = found.askings
    said = {
        who: tuple(dict(zip(AnswerKind, one.said[who].tolist(), strict=True)) for one in asked)
        for who in FORECASTERS
    }
    return AnswerScores(
        **vars(_answer_row(found, "", "", seed)),
        few=len(found) < FEW_ANSWERS,
        silences=sum(1 for one in asked if not one.answer.move),
        first=sum(1 for one in asked if one.earlier == 0),
        unanswered=found.unanswered,
        not_allowed=found.not_allowed,
        by_party=tuple(
            _answer_row(found.of(party=p), p, "", seed) for p in dict.fromkeys(one.party for one in asked)
        ),
        by_class=tuple(
            _answer_row(found.of(kind=k), "", k, seed) for k in dict.fromkeys(one.kind for one in asked)
        ),
        forecasts=AnswerColumns(
            round=tuple(days[one.round] for one in asked),
            date=tuple(one.answer.date for one in asked),
            party=tuple(one.party for one in asked),
            action=tuple(Action(one.deed.action) for one in asked),
            to=tuple(one.deed.move for one in asked),
            move=tuple(one.answer.move or None for one in asked),
            answer=tuple(AnswerKind(one.answer.says) for one in asked),
            **said,
        ),
    )


def _answer_row(found: Answers, party: str, kind: str, seed: int) -> AnswerRow:
    """Scores of each forecaster on these answers; what was answered is counted by answer."""
    costs = {
        who: {rule: score(found.said(who), found.says) for rule, score in ANSWER_RULES.items()}
        for who in FORECASTERS
    }
    counts = np.bincount(found.says, minlength=len(ANSWERS)).tolist()
    scored = _scored(costs, found.rounds, seed)
    answered = dict(zip(AnswerKind, counts, strict=True))
    return AnswerRow(party or None, kind or None, len(found), *scored, answered=answered)


def _mean(cost: Floats) -> float | None:
    return float(cost.mean()) if len(cost) and np.isfinite(cost).all() else None


def _skill(own: Floats, other: Floats, rounds: Ints, seed: int) -> Skill:
    found = skill(own, other, rounds, seed)
    return Skill(found.value, found.low, found.high)


def _diagram(sheet: Sheet, seed: int) -> Reliability:
    found = reliability(sheet.said[MODEL], sheet.happened, seed)
    return Reliability(
        said=tuple(found.said.tolist()),
        times=tuple(found.times.tolist()),
        came=tuple(found.came.tolist()),
        low=tuple(found.low.tolist()),
        high=tuple(found.high.tolist()),
        miscalibration=found.miscalibration,
        discrimination=found.discrimination,
        uncertainty=found.uncertainty,
    )


def _by_end(forecasts: Sequence[Forecast]) -> dict[str, tuple[float, ...]]:
    """The probability of each ending by the end of the window, as it was said before each round."""
    return {name: tuple(forecast.by_end[name] for forecast in forecasts) for name in forecasts[0].by_end}


def _listed(sheet: Sheet, days: Sequence[date]) -> ForecastColumns:
    """Every question with what was said and what happened, in columns."""
    return ForecastColumns(
        round=tuple(days[t] for t in sheet.rounds),
        party=tuple(party or None for party in sheet.party),
        class_=tuple(sheet.kind),
        happened=tuple(sheet.happened.tolist()),
        **{who: tuple(sheet.said[who].tolist()) for who in FORECASTERS},
    )
