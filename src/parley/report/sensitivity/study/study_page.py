"""The page of a study."""

from __future__ import annotations

from parley.report.page import fill
from parley.report.sensitivity.study.over_all_draws import sections
from parley.report.sensitivity.study.study_reading import StudyReading
from parley.scenario.parts import Scenario
from parley.sensitivity.study.finding import Summary

_BANNER = (
    "What the stated assumptions imply when none of them is known better than its range. The ranges are"
    " the scenario's: an assumption stated without one was held fixed, and what the model leaves out is in"
    " no draw."
)


def render(summary: Summary, scenario: Scenario) -> str:
    """The page as text, with everything it shows inside."""
    reading, shown = StudyReading(summary, scenario), sections(summary, scenario)
    return fill(
        "study.html",
        shown,
        sections=shown,
        title=summary.title,
        case=summary.case,
        as_of=reading.words.as_of,
        horizon=reading.words.horizon,
        banner=_BANNER,
    )
