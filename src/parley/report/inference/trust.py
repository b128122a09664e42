"""How far to trust an outlook: forecasts scored against the record, and assumptions weighed by it."""

from __future__ import annotations

from datetime import date

from parley.inference.calibration import Calibration
from parley.inference.scoring import Scores
from parley.report.context import Section
from parley.report.inference.calibration import calibration
from parley.report.inference.scoring import scoring
from parley.scenario.parts import Scenario

__all__ = ["calibration", "render_calibration", "render_scores", "scoring"]


def render_scores(scores: Scores, scenario: Scenario) -> str:
    """The scores of earlier forecasts as one page that needs nothing but itself."""
    banner = (
        "What the model would have said before each round, knowing only what was on record by then, set"
        " against what was recorded afterwards, and against two forecasters who know nothing of the game."
    )
    days = (scores.from_, scores.to)
    head = (scores.title, scores.case)
    return _page(head, scoring(scores, scenario), "Forecasts scored", days, banner)


def render_calibration(found: Calibration, scenario: Scenario) -> str:
    """The assumptions before and after the record as one page that needs nothing but itself."""
    banner = (
        "What the record says of the assumptions, if the model is right: which of the stated numbers make"
        " what happened least surprising, and what they imply for what comes next."
    )
    days = (found.begins, found.as_of)
    head = (found.title, found.case)
    return _page(head, calibration(found, scenario), "Assumptions weighed by the record", days, banner)


def _page(head: tuple[str, str], section: Section, kind: str, days: tuple[date, date], banner: str) -> str:
    from parley.report.page import fill

    (title, case), (first, last) = head, days
    return fill(
        "trust.html",
        (section,),
        sections=(section,),
        kind=kind,
        title=title,
        case=case,
        first=first,
        last=last,
        banner=banner,
    )
