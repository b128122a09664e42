"""What the model and the outside view say of a war at the dates scored, for stated frictions."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product

from benchmarks.past_talks.filing import War

from parley.eliciting import Sheet, scenario_text, sheet_text
from parley.eliciting.question import Parsed
from parley.outlook import Outlook
from parley.outside_view import SETTLEMENT, StatedView, beside
from parley.outside_view.classes import OTHERWISE, VICTORY
from parley.scenario import read_scenario_text
from parley.workbench.running import outlook_of

DATES = (30, 91, 182, 365, 730)
"""Days after the day of a war at which it is scored."""
COLUMNS = {SETTLEMENT: "settlement:compromise", VICTORY: "collapse:victory", OTHERWISE: "breakdown"}
"""Kinds of ending of the outside view, as the scorer of outlooks names endings."""
SPEAKS = (0.1, 0.25, 0.5, 1.0, 2.0, 4.0)
ERRS = (0.1, 2.5, 25.0, 100.0)
REFUSED = (0.0, 2.0)
Path = tuple[tuple[float, ...], ...]
"""Cumulative probability of compromise, victory and otherwise, from the first day on: [kind][date]."""


@dataclass(frozen=True, order=True)
class Frictions:
    """What the interview proposes: packages a party puts forward in three months, signatures by mistake in a
    thousand, points a refusal costs."""

    speaks: float
    errs: float
    refused: float

    def __str__(self) -> str:
        return f"{self.speaks:g} / {self.errs:g} / {self.refused:g}"


PRESENT = Frictions(2.0, 2.5, 0.0)
"""What the interview proposed when the wars were stated."""
GRID = (
    PRESENT,
    *(
        one
        for refused, speaks, errs in product(REFUSED, SPEAKS, ERRS)
        if (one := Frictions(speaks, errs, refused)) != PRESENT
    ),
)


@dataclass(frozen=True)
class Said:
    """What is said of a war: the days, the first one included, and by forecaster the path of each kind."""

    days: tuple[date, ...]
    model: Path
    outside: Path


def with_frictions(sheet: Sheet, frictions: Frictions) -> Sheet:
    """The answers of an interview with other frictions, everything else as it was answered."""
    asked = {question: frictions.speaks for question in sheet.given if question.startswith("speaks/")}
    for question, value in (asked | {"errs": frictions.errs, "refused": frictions.refused}).items():
        sheet = sheet.with_answer(question, sheet.experts[0], Parsed(value), sheet.text("as_of"))
    return sheet


def fingerprint(war: War) -> str:
    """A hash of the answers, without what they rest on, and of what is stated of the outside view."""
    bare = {
        question: {who: replace(one, note="", on="") for who, one in row.items()}
        for question, row in war.sheet.given.items()
    }
    view = (war.view.war_began, war.view.reference.name, sorted(war.view.counts_as.items()))
    text = sheet_text(replace(war.sheet, given=bare)) + repr(view)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def forecast(war: War, frictions: Frictions) -> Said:
    """Solve a war and read off both at the dates."""
    scenario = read_scenario_text(scenario_text(with_frictions(war.sheet, frictions)))
    outlook = outlook_of(scenario, war.slug, {})
    return at_dates(outlook, war.view)


def at_dates(outlook: Outlook, view: StatedView) -> Said:
    """An outlook by kind of ending at the dates it reaches, beside the outside view."""
    rounds = outlook.rounds
    days = tuple(dict.fromkeys([rounds[0], *(_nearest(rounds, n) for n in DATES if _reaches(rounds, n))]))
    seen = beside(view, {str(name): path for name, path in outlook.endings.items()}, rounds)
    at = [list(rounds).index(day) for day in days]
    return Said(days, _path(seen.model, at), _path(seen.outside.middle, at))


def _reaches(rounds: Sequence[date], days: int) -> bool:
    return (rounds[-1] - rounds[0]).days >= days - 4


def _nearest(rounds: Sequence[date], days: int) -> date:
    when = rounds[0] + timedelta(days=days)
    return min(rounds, key=lambda day: abs(day - when))


def _path(series: Mapping[str, Sequence[float]], at: Sequence[int]) -> Path:
    return tuple(tuple(round(float(series[kind][t]), 6) for t in at) for kind in COLUMNS)
