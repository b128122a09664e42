"""What a study found: bands around the odds, and the circumstances under which an ending leads."""

from parley.sensitivity.study.finding.accuracy import Accuracy, Levels
from parley.sensitivity.study.finding.bands import FEWEST_FOR_QUANTILES
from parley.sensitivity.study.finding.figures import Figures, first_solved, read_figures
from parley.sensitivity.study.finding.summary import (
    FORM,
    Circumstances,
    EndingBand,
    Limit,
    Spread,
    Summary,
    ToldBox,
    failures,
    summarise,
    summary_of,
)

__all__ = [
    "FEWEST_FOR_QUANTILES",
    "FORM",
    "Accuracy",
    "Circumstances",
    "EndingBand",
    "Figures",
    "Levels",
    "Limit",
    "Spread",
    "Summary",
    "ToldBox",
    "failures",
    "first_solved",
    "read_figures",
    "summarise",
    "summary_of",
]
