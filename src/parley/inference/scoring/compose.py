"""The scores of a case as one dictionary, the same for the printed page, the brief and JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from parley.game import Floats, Ints
from parley.inference.scoring.answers import Answers
from parley.inference.scoring.forecasts import Forecast, Scored
from parley.inference.scoring.reliability import reliability
from parley.inference.scoring.rules import ANSWER_RULES, RULES
from parley.inference.scoring.sheet import FORECASTERS, MODEL, PAST, STILL, Sheet
from parley.inference.scoring.skill import CONFIDENCE, LEAST_ROUNDS, RESAMPLES, skill
from parley.scenario.coding import ANSWERS

# With fewer rounds, or fewer answers that were yes, a score says little; every result tells.
FEW_ROUNDS = 30
FEW_YES = 20
FEW_ANSWERS = 20


def compose_scores(scored: Scored, days: Sequence[date], seed: int) -> dict[str, Any]:
    """All that scoring says; `days` are the dates on which the rounds of the coding start.

    Scores are means over questions: `log` in bits, `brier` 0 to 1, the less the better. A figure that is
    not finite is None.
    """
    sheet = scored.sheet
    rounds, yes = len(scored.forecasts), int(sheet.happened.sum())
    about = np.array([party != "" for party in sheet.party], dtype=np.bool_)
    actions, endings = sheet.where(about), sheet.where(~about)
    return {
        "rounds": [days[forecast.round].isoformat() for forecast in scored.forecasts],
        "questions": len(sheet),
        "happened": yes,
        "few": {"rounds": rounds < FEW_ROUNDS, "happened": yes < FEW_YES},
        "interval": {
            "confidence": CONFIDENCE,
            "resamples": RESAMPLES,
            "least_rounds": LEAST_ROUNDS,
            "seed": seed,
        },
        "ended": scored.ended,
        "uncovered": list(scored.uncovered),
        "actions": _row(actions, "", "", seed),
        "by_party": [_row(actions.of(party=p), p, "", seed) for p in dict.fromkeys(actions.party)],
        "by_class": [_row(actions.of(kind=k), "", k, seed) for k in dict.fromkeys(actions.kind)],
        "by_party_and_class": [
            _row(actions.of(party=p, kind=k), p, k, seed)
            for p, k in dict.fromkeys(zip(actions.party, actions.kind, strict=True))
        ],
        "endings": _row(endings, "", "", seed),
        "by_ending": [_row(endings.of(kind=k), "", k, seed) for k in dict.fromkeys(endings.kind)],
        "answers": _answers(scored.answers, days, seed),
        "reliability": _diagram(sheet, seed),
        "by_end": _by_end(scored.forecasts),
        "forecasts": _listed(sheet, days),
    }


def _row(sheet: Sheet, party: str, kind: str, seed: int) -> dict[str, Any]:
    """Scores of each forecaster on these questions, and the model's skill against each base rate."""
    costs = {
        who: {rule: score(sheet.said[who], sheet.happened) for rule, score in RULES.items()}
        for who in FORECASTERS
    }
    return {
        "party": party or None,
        "class": kind or None,
        "questions": len(sheet),
        "happened": int(sheet.happened.sum()),
        **_scored(costs, sheet.rounds, seed),
    }


def _scored(costs: Mapping[str, Mapping[str, Floats]], rounds: Ints, seed: int) -> dict[str, Any]:
    """Mean scores from the costs [n] of each forecaster by rule, and the skill of the model."""
    own = costs[MODEL]
    return {
        "ruled_out": int(np.isinf(own["log"]).sum()),
        "scores": {who: {rule: _mean(cost) for rule, cost in by.items()} for who, by in costs.items()},
        "skill": {
            base: {rule: _skill(own[rule], costs[base][rule], rounds, seed) for rule in RULES}
            for base in (PAST, STILL)
        },
    }


def _answers(found: Answers, days: Sequence[date], seed: int) -> dict[str, Any]:
    """Scores of all answers, by who answered and by what was answered, and each answer by itself."""
    return {
        **_answer_row(found, "", "", seed),
        "few": len(found) < FEW_ANSWERS,
        "silences": sum(1 for one in found.askings if not one.answer.move),
        "first": sum(1 for one in found.askings if one.earlier == 0),
        "unanswered": found.unanswered,
        "not_allowed": found.not_allowed,
        "by_party": [
            _answer_row(found.of(party=p), p, "", seed)
            for p in dict.fromkeys(one.party for one in found.askings)
        ],
        "by_class": [
            _answer_row(found.of(kind=k), "", k, seed)
            for k in dict.fromkeys(one.kind for one in found.askings)
        ],
        "forecasts": {
            "round": [days[one.round].isoformat() for one in found.askings],
            "date": [one.answer.date.isoformat() for one in found.askings],
            "party": [one.party for one in found.askings],
            "action": [one.deed.action for one in found.askings],
            "to": [one.deed.move for one in found.askings],
            "move": [one.answer.move or None for one in found.askings],
            "answer": [one.answer.says for one in found.askings],
            **{
                who: [dict(zip(ANSWERS, one.said[who].tolist(), strict=True)) for one in found.askings]
                for who in FORECASTERS
            },
        },
    }


def _answer_row(found: Answers, party: str, kind: str, seed: int) -> dict[str, Any]:
    """Scores of each forecaster on these answers; what was answered is counted by answer."""
    costs = {
        who: {rule: score(found.said(who), found.says) for rule, score in ANSWER_RULES.items()}
        for who in FORECASTERS
    }
    counts = np.bincount(found.says, minlength=len(ANSWERS)).tolist()
    return {
        "party": party or None,
        "class": kind or None,
        "questions": len(found),
        "answered": dict(zip(ANSWERS, counts, strict=True)),
        **_scored(costs, found.rounds, seed),
    }


def _mean(cost: Floats) -> float | None:
    return float(cost.mean()) if len(cost) and np.isfinite(cost).all() else None


def _skill(own: Floats, other: Floats, rounds: Ints, seed: int) -> dict[str, float | None]:
    found = skill(own, other, rounds, seed)
    return {"value": found.value, "low": found.low, "high": found.high}


def _diagram(sheet: Sheet, seed: int) -> dict[str, Any]:
    found = reliability(sheet.said[MODEL], sheet.happened, seed)
    return {
        "said": found.said.tolist(),
        "times": found.times.tolist(),
        "came": found.came.tolist(),
        "low": found.low.tolist(),
        "high": found.high.tolist(),
        "miscalibration": found.miscalibration,
        "discrimination": found.discrimination,
        "uncertainty": found.uncertainty,
    }


def _by_end(forecasts: Sequence[Forecast]) -> dict[str, list[float]]:
    """The probability of each ending by the end of the window, as it was said before each round."""
    return {name: [forecast.by_end[name] for forecast in forecasts] for name in forecasts[0].by_end}


def _listed(sheet: Sheet, days: Sequence[date]) -> dict[str, list[Any]]:
    """Every question with what was said and what happened, in columns."""
    return {
        "round": [days[t].isoformat() for t in sheet.rounds],
        "party": [party or None for party in sheet.party],
        "class": list(sheet.kind),
        "happened": sheet.happened.tolist(),
        **{who: sheet.said[who].tolist() for who in FORECASTERS},
    }
