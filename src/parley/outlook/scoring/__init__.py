"""Forecasts made with what was known at the time, scored against what was recorded later."""

from parley.outlook.scoring.compose import compose_scores
from parley.outlook.scoring.forecasts import Forecaster, Scored, Window

__all__ = ["Forecaster", "Scored", "Window", "compose_scores"]
