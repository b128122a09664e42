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
from parley.languages import worded, written
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
from parley.report.words import count, day, figure_and_unit, listing, percent, quoted, short_day
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
        title=worded("What the record says of the assumptions"),
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
    khat = (
        ""
        if found.khat is None
        else worded(
            ", k-hat {signed} (at most {khat_limit})",
            signed=signed(found.khat),
            khat_limit=written(found.khat_limit, ".2f"),
        )
    )
    moved = [quoted(name(row.path, scenario)) for row in found.numbers if row.moved]
    lead = [
        worded(
            "Every stated range was taken as a prior, {count} were made and solved, and each was weighed by"
            " the probability it gives to what is on record from {day} to {day2}. Reweighed, they count"
            " like {effective} equal draws{khat}.",
            count=count(found.draws, "draw"),
            day=day(begins),
            day2=day(as_of),
            effective=written(found.effective, ".0f"),
            khat=khat,
        ),
    ]
    if unknown := (found.asked_for - as_of).days:
        lead.append(
            worded(
                "The record is kept until {day}: of the {count} from then to {day2} nothing is known, and"
                " none of them counts.",
                day=day(as_of),
                count=count(unknown, "day"),
                day2=day(found.asked_for),
            )
        )
    if moved:
        of = count(len(found.numbers), "number")
        lead.append(
            worded(
                "The record moved {number} of {of} further than chance explains: {list}.",
                number=len(moved),
                of=of,
                list=listing(moved),
            )
        )
    else:
        lead.append(worded("The record moved no number further than chance explains."))
    if as_of < stated_on:
        lead.append(
            worded(
                "Nothing recorded after {day} was read. The ranges themselves were stated as of {day2},"
                " when what came after was known; so this is no forecast that was made then.",
                day=day(as_of),
                day2=day(stated_on),
            )
        )
    return (
        *lead,
        worded(
            "This says under which of the stated numbers the model is least surprised by the record. It"
            " does not say that the model, the coding or the ranges are right."
        ),
    )


def name(path: str, scenario: Scenario) -> str:
    """What a number is called, as in every other finding."""
    return number_name(CaseWords(head_of(scenario, "", {}), (scenario.as_of,), False, scenario), path)


def _ranges(rows: Sequence[MovedNumber], scenario: Scenario) -> Figure:
    table = {
        name(row.path, scenario): {
            worded(BEFORE): [_part(row, value) for value in _levels(row.before)],
            worded(AFTER): [_part(row, value) for value in _levels(row.after)],
        }
        for row in rows
    }
    first = rows[0]
    return Figure(
        id="assumptions-moved",
        title=worded("Where in its stated range each assumption lies"),
        spec=ranges(table),
        alt=worded(
            "Two bars for each of {number} assumptions; the one that moved furthest is {name}, by {signed}"
            " standard deviations.",
            number=len(rows),
            name=name(first.path, scenario),
            signed=signed(first.shift),
        ),
        caption=worded("Dot: median; bar: four draws in five."),
    )


def _levels(levels: Levels) -> tuple[float, float, float]:
    return levels.p10, levels.p50, levels.p90


def _part(row: MovedNumber, value: float) -> float:
    return float((value - row.low) / (row.high - row.low))


def _assumptions(rows: Sequence[MovedNumber], numbers: Mapping[str, Number], scenario: Scenario) -> Table:
    columns = (worded("Assumption"), worded("Stated"), worded("Before"), worded("After"), worded("Shift"))
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
    return Table(columns, tuple(body), caption=worded("Assumptions: four draws in five"), figures=(4,))


def _span(number: Number, levels: Levels) -> str:
    """From p10 to p90 in the unit of a number, with as many figures as a range can bear."""
    low, high = (stated(replace(number, value=float(f"{level:.2g}"))) for level in (levels.p10, levels.p90))
    figure, unit = figure_and_unit(low)
    return worded(
        "{part} to {high}", part=figure if unit and figure_and_unit(high)[1] == unit else low, high=high
    )


def _bands(outlook: CalibratedOutlook, scenario: Scenario) -> list[Figure]:
    dates = outlook.rounds
    return [
        Figure(
            id=f"calibrated-{which.replace(':', '-')}",
            title=phrases.ending(which, ScenarioNames(scenario)),
            spec=paths(dates, {worded(BEFORE): path.before, worded(AFTER): path.after}),
            alt=worded(
                "Bands over time; on {day} the mean is {percent} before and {percent2} after the record.",
                day=day(dates[-1]),
                percent=percent(path.before.mean[-1]),
                percent2=percent(path.after.mean[-1]),
            ),
            caption=worded("Line: mean; band: four draws in five."),
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
    return Table((worded("Date"), worded("Before the record"), worded("After it")), rows, figures=(1, 2))


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
    columns = (worded("By {day}", day=day(last)), worded("Before the record"), worded("After it"))
    caption = worded("Outlook: mean, and four draws in five")
    return Table(columns, rows, caption=caption, figures=(1, 2))


def _reach(path: PathLevels, t: int) -> str:
    return worded(
        "{percent} ({percent2} to {percent3})",
        percent=percent(path.mean[t]),
        percent2=percent(path.p10[t]),
        percent3=percent(path.p90[t]),
    )


def _notes(found: Calibration, shown: int) -> tuple[str, ...]:
    notes = [
        worded(
            "Shift is in standard deviations of the stated range, with the error that comes from the number"
            " of draws; a star marks what moved further than chance explains. In both outlooks play goes on"
            " from where the record leaves off; only the assumptions differ."
        ),
    ]
    if rest := len(found.numbers) - shown:
        notes.append(
            worded(
                "Not in the table: {count}, moved no further than chance explains.",
                count=count(rest, "number"),
            )
        )
    if failed := sum(found.failed.values()):
        notes.append(
            worded(
                "{count} gave no answer: {get} made no valid scenario, {get2} no certified solution. They"
                " are left out.",
                count=count(failed, "draw"),
                get=found.failed.get("invalid", 0),
                get2=found.failed.get("uncertified", 0),
            )
        )
    if found.impossible:
        notes.append(
            worded(
                "{count} rule out what was recorded, and count nothing.",
                count=count(found.impossible, "draw"),
            )
        )
    if found.unforeseen:
        moments = count(found.unforeseen, "moment")
        notes.append(
            worded(
                "{moments} of the record no draw allows; they are left out of the likelihood, and `parley"
                " weigh` names them.",
                moments=moments,
            )
        )
    return tuple(notes)
