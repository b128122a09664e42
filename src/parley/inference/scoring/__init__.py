"""Forecasts made with what was known at the time, scored against what was recorded later."""

from parley.inference.scoring.compose import compose_scores
from parley.inference.scoring.forecasts import Forecaster, Scored, Window

__all__ = ["Forecaster", "Scored", "Window", "compose_scores"]
