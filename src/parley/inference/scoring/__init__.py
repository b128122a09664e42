"""Forecasts made with what was known at the time, scored against what was recorded later."""

from parley.inference.scoring.forecasts import Forecaster, ScoredForecasts, Window
from parley.inference.scoring.scored import compose_scores
from parley.inference.scoring.scores import (
    AnswerColumns,
    AnswerRow,
    AnswerScores,
    Reliability,
    Row,
    Scored,
    Scores,
    ScoresHead,
    Skill,
)

__all__ = [
    "AnswerColumns",
    "AnswerRow",
    "AnswerScores",
    "Forecaster",
    "Reliability",
    "Row",
    "Scored",
    "ScoredForecasts",
    "Scores",
    "ScoresHead",
    "Skill",
    "Window",
    "compose_scores",
]
