"""Assumptions before and after the record, and the outlook under each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from parley.game.names import STILL_FIGHTING, Ending
from parley.inference.calibration import (
    BeforeAfter,
    CalibratedOutlook,
    Calibration,
    Levels,
    MovedNumber,
    PathLevels,
)
from parley.outlook import head_of
from parley.report import phrases
from parley.report.calling import ScenarioNames
from parley.report.context import Figure, Section, Table
from parley.report.inference.before_after import AFTER, BEFORE, paths, ranges
from parley.report.inference.scoring import signed
from parley.report.outlook.assumptions import stated
from parley.report.outlook.certified import doubted
from parley.report.reading import CaseWords
from parley.report.sensitivity.number_names import number_name
from parley.report.words import count, day, figure_and_unit, listing, percent, short_day
from parley.scenario import ranged_numbers
from parley.scenario.parts import Scenario
from parley.scenario.quantities import Number

_MOST_NUMBERS = 12
_MOST_ENDINGS = 3
_LEAST_SHOWN = 0.01


def calibration(found: Calibration, scenario: Scenario) -> Section:
    """Which assumptions the record moved, as a table and a picture, and what that does to the outlook."""
    shown = _shown(found.numbers)
    numbers = {number.path: number for number in ranged_numbers(scenario)}
    figures = [_ranges(shown, scenario)]
    tables = [_assumptions(shown, numbers, scenario)]
    if found.outlook.rounds:
        figures += _bands(found.outlook, scenario)
        tables.append(_horizon(found.outlook, scenario))
    section = Section(
        id="calibration",
        title="What the record says of the assumptions",
        lead=_lead(found, scenario),
        figures=tuple(figures),
        tables=tuple(tables),
        notes=_notes(found, len(shown)),
    )
    return doubted(section, found.certificate)


def _shown(numbers: Sequence[MovedNumber]) -> Sequence[MovedNumber]:
    moved = sum(1 for row in numbers if row.moved)
    return numbers[: max(moved, _MOST_NUMBERS)]


def _lead(found: Calibration, scenario: Scenario) -> tuple[str, ...]:
    begins, as_of, stated_on = found.begins, found.as_of, found.stated_on
    khat = "" if found.khat is None else f", k-hat {signed(found.khat)} (at most {found.khat_limit:.2f})"
    moved = [f"“{name(row.path, scenario)}”" for row in found.numbers if row.moved]
    lead = [
        f"Every stated range was taken as a prior, {count(found.draws, 'draw')} were made and solved, and"
        f" each was weighed by the probability it gives to what is on record from {day(begins)} to"
        f" {day(as_of)}. Reweighed, they count like {found.effective:.0f} equal draws{khat}.",
    ]
    if unknown := (found.asked_for - as_of).days:
        lead.append(
            f"The record is kept until {day(as_of)}: of the {count(unknown, 'day')} from then to"
            f" {day(found.asked_for)} nothing is known, and none of them counts."
        )
    if moved:
        of = count(len(found.numbers), "number")
        lead.append(f"The record moved {len(moved)} of {of} further than chance explains: {listing(moved)}.")
    else:
        lead.append("The record moved no number further than chance explains.")
    if as_of < stated_on:
        lead.append(
            f"Nothing recorded after {day(as_of)} was read. The ranges themselves were stated as of"
            f" {day(stated_on)}, when what came after was known; so this is no forecast that was made then."
        )
    return (
        *lead,
        "This says under which of the stated numbers the model is least surprised by the record. It does not"
        " say that the model, the coding or the ranges are right.",
    )


def name(path: str, scenario: Scenario) -> str:
    """What a number is called, as in every other finding."""
    return number_name(CaseWords(head_of(scenario, "", {}), (scenario.as_of,), False, scenario), path)


def _ranges(rows: Sequence[MovedNumber], scenario: Scenario) -> Figure:
    table = {
        name(row.path, scenario): {
            BEFORE: [_part(row, value) for value in _levels(row.before)],
            AFTER: [_part(row, value) for value in _levels(row.after)],
        }
        for row in rows
    }
    first = rows[0]
    return Figure(
        id="assumptions-moved",
        title="Where in its stated range each assumption lies",
        spec=ranges(table),
        alt=f"Two bars for each of {len(rows)} assumptions; the one that moved furthest is"
        f" {name(first.path, scenario)}, by {signed(first.shift)} standard deviations.",
        caption="Dot: median; bar: four draws in five.",
    )


def _levels(levels: Levels) -> tuple[float, float, float]:
    return levels.p10, levels.p50, levels.p90


def _part(row: MovedNumber, value: float) -> float:
    return float((value - row.low) / (row.high - row.low))


def _assumptions(rows: Sequence[MovedNumber], numbers: Mapping[str, Number], scenario: Scenario) -> Table:
    columns = ("Assumption", "Stated", "Before", "After", "Shift")
    body = []
    for row in rows:
        number = numbers[row.path]
        body.append(
            (
                name(row.path, scenario),
                stated(number),
                _span(number, row.before),
                _span(number, row.after),
                f"{signed(row.shift)} ± {row.error:.2f}{' *' if row.moved else ''}",
            )
        )
    return Table(columns, tuple(body), caption="Assumptions: four draws in five", figures=(4,))


def _span(number: Number, levels: Levels) -> str:
    """From p10 to p90 in the unit of a number, with as many figures as a range can bear."""
    low, high = (stated(replace(number, value=float(f"{level:.2g}"))) for level in (levels.p10, levels.p90))
    figure, unit = figure_and_unit(low)
    return f"{figure if unit and figure_and_unit(high)[1] == unit else low} to {high}"


def _bands(outlook: CalibratedOutlook, scenario: Scenario) -> list[Figure]:
    dates = outlook.rounds
    return [
        Figure(
            id=f"calibrated-{which.replace(':', '-')}",
            title=phrases.ending(which, ScenarioNames(scenario)),
            spec=paths(dates, {BEFORE: path.before, AFTER: path.after}),
            alt=f"Bands over time; on {day(dates[-1])} the mean is {percent(path.before.mean[-1])}"
            f" before and {percent(path.after.mean[-1])} after the record.",
            caption="Line: mean; band: four draws in five.",
            table=_at_dates(dates, path),
            small=True,
        )
        for which, path in _paths(outlook)
    ]


def _at_dates(dates: Sequence[date], path: BeforeAfter) -> Table:
    """Before and after at five dates or so, evenly spread."""
    last = len(dates) - 1
    rounds = sorted({round(last * k / 4) for k in range(5)})
    rows = tuple(
        (short_day(dates[t]), *(_reach(when, t) for when in (path.before, path.after))) for t in rounds
    )
    return Table(("Date", "Before the record", "After it"), rows, figures=(1, 2))


def _paths(outlook: CalibratedOutlook) -> list[tuple[Ending, BeforeAfter]]:
    """Still fighting, then the most probable endings."""
    paths_of = outlook.paths
    endings = [which for which in paths_of if which != STILL_FIGHTING]
    means = {which: (paths_of[which].before.mean[-1], paths_of[which].after.mean[-1]) for which in endings}
    weight = {which: max(pair) for which, pair in means.items()}
    shown = sorted((e for e in endings if weight[e] >= _LEAST_SHOWN), key=lambda which: -weight[which])
    return [(which, paths_of[which]) for which in (STILL_FIGHTING, *shown[:_MOST_ENDINGS])]


def _horizon(outlook: CalibratedOutlook, scenario: Scenario) -> Table:
    last = outlook.rounds[-1]
    rows = tuple(
        (
            phrases.ending(which, ScenarioNames(scenario)),
            *(_reach(when, -1) for when in (path.before, path.after)),
        )
        for which, path in _paths(outlook)
    )
    columns = (f"By {day(last)}", "Before the record", "After it")
    caption = "Outlook: mean, and four draws in five"
    return Table(columns, rows, caption=caption, figures=(1, 2))


def _reach(path: PathLevels, t: int) -> str:
    return f"{percent(path.mean[t])} ({percent(path.p10[t])} to {percent(path.p90[t])})"


def _notes(found: Calibration, shown: int) -> tuple[str, ...]:
    notes = [
        "Shift is in standard deviations of the stated range, with the error that comes from the number of"
        " draws; a star marks what moved further than chance explains. In both outlooks play goes on from"
        " where the record leaves off; only the assumptions differ.",
    ]
    if rest := len(found.numbers) - shown:
        notes.append(f"Not in the table: {count(rest, 'number')}, moved no further than chance explains.")
    if failed := sum(found.failed.values()):
        notes.append(
            f"{count(failed, 'draw')} gave no answer: {found.failed.get('invalid', 0)} made no valid"
            f" scenario, {found.failed.get('uncertified', 0)} no certified solution. They are left out."
        )
    if found.impossible:
        notes.append(f"{count(found.impossible, 'draw')} rule out what was recorded, and count nothing.")
    if found.unforeseen:
        moments = count(found.unforeseen, "moment")
        notes.append(
            f"{moments} of the record no draw allows; they are left out of the likelihood, and `parley weigh`"
            " names them."
        )
    return tuple(notes)
