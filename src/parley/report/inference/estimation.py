"""Numbers estimated from the record: estimates with their intervals, likelihood profiles, and coverage."""

from __future__ import annotations

from dataclasses import replace

from scipy.stats import chi2

from parley.inference.estimation import Coverage, EstimatedNumber, Estimation
from parley.languages import wordable, worded
from parley.report.charts.profile import profile
from parley.report.context import Figure, Section, Table
from parley.report.inference.calibration import name
from parley.report.outlook.assumptions import stated
from parley.report.outlook.certified import doubted
from parley.report.words import count, day, percent
from parley.scenario import all_numbers
from parley.scenario.parts import Scenario

_EVERYBODYS = wordable("precision of every party")


def estimation(found: Estimation, scenario: Scenario) -> Section:
    """What the record says of single numbers, whatever their stated ranges."""
    section = Section(
        id="estimation",
        title=worded("Numbers estimated from the record"),
        lead=_lead(found, scenario),
        figures=tuple(_figure(found, number, scenario) for number in found.numbers),
        tables=(_table(found, scenario), *((_covered(found.coverage, scenario),) if found.coverage else ())),
        notes=_notes(found),
    )
    return doubted(section, found.certificate)


def render_estimation(found: Estimation, scenario: Scenario) -> str:
    """The estimates as one page that needs nothing but itself."""
    from parley.report.page import fill

    section = estimation(found, scenario)
    return fill(
        "trust.html",
        (section,),
        sections=(section,),
        kind="Numbers estimated from the record",
        title=found.title,
        case=found.case,
        first=found.begins,
        last=found.as_of,
        banner=(
            worded(
                "The values under which the record is most probable, if the model is right, and how far"
                " other values can be told from them."
            )
        ),
    )


def called(number_name: str, scenario: Scenario) -> str:
    """What an estimated number is called."""
    return worded(_EVERYBODYS) if number_name == "precision" else name(number_name, scenario)


def _lead(found: Estimation, scenario: Scenario) -> tuple[str, ...]:
    said = []
    for one in found.numbers:
        what = called(one.name, scenario)
        what = what[0].upper() + what[1:]
        if one.tells:
            said.append(f"{what}: {_words(one, one.value, scenario)} ({_interval(one, scenario)}).")
        else:
            said.append(
                worded(
                    "{what}: the record does not bound it; every value from {words} to {words2} is within"
                    " the interval.",
                    what=what,
                    words=_words(one, one.low, scenario),
                    words2=_words(one, one.high, scenario),
                )
            )
    return (
        *said,
        worded(
            "Estimated by maximum likelihood from {count} recorded from {day} to {day2}; intervals are of"
            " {percent}.",
            count=count(found.moments, "moment"),
            day=day(found.begins),
            day2=day(found.as_of),
            percent=percent(found.level),
        ),
    )


def _words(one: EstimatedNumber, value: float, scenario: Scenario) -> str:
    """A value in the unit of the number, with three figures."""
    number = next(n for n in all_numbers(scenario) if n.path == one.paths[0])
    return stated(replace(number, value=float(f"{value:.3g}"), low=None, high=None))


def _interval(one: EstimatedNumber, scenario: Scenario) -> str:
    low = (
        worded("below ") + _words(one, one.low, scenario)
        if one.lower is None
        else _words(one, one.lower, scenario)
    )
    high = (
        worded("above ") + _words(one, one.high, scenario)
        if one.upper is None
        else _words(one, one.upper, scenario)
    )
    return worded("{low} to {high}", low=low, high=high)


def _table(found: Estimation, scenario: Scenario) -> Table:
    rows = tuple(
        (
            called(one.name, scenario),
            "differs" if one.stated is None else _words(one, one.stated, scenario),
            _words(one, one.value, scenario)
            + (worded(" ({at_end} end)", at_end=one.at_end) if one.at_end else ""),
            _interval(one, scenario),
            "" if one.stated_p is None else f"{one.stated_p:.2g}",
        )
        for one in found.numbers
    )
    return Table(
        (worded("Number"), worded("Stated"), worded("Estimate"), worded("Interval"), worded("p of stated")),
        rows,
        figures=(4,),
    )


def _figure(found: Estimation, one: EstimatedNumber, scenario: Scenario) -> Figure:
    what = called(one.name, scenario)
    best = found.log_likelihood
    marks = [("estimate", one.value)]
    if one.stated is not None and one.low <= one.stated <= one.high:
        marks.append(("stated", one.stated))
    spec = profile(
        [point.value for point in one.profile],
        [best - point.log_likelihood for point in one.profile],
        float(chi2.ppf(found.level, 1)) / 2.0,
        marks,
        log=one.geometric,
    )
    return Figure(
        id=f"profile-{one.name.replace('.', '-')}",
        title=what[0].upper() + what[1:],
        spec=spec,
        alt=worded(
            "Likelihood profile of {what}: greatest at {words}, interval {interval}.",
            what=what,
            words=_words(one, one.value, scenario),
            interval=_interval(one, scenario),
        ),
        caption=worded(
            "Dashed: below it lies what a test at {percent} rejects.", percent=percent(1 - found.level)
        ),
        table=Table(
            (worded("Value"), worded("Log-likelihood")),
            tuple((f"{point.value:.4g}", f"{point.log_likelihood:.2f}") for point in one.profile),
            figures=(0, 1),
        ),
        small=True,
    )


def _covered(found: Coverage, scenario: Scenario) -> Table:
    rows = tuple(
        (
            called(one.name, scenario),
            f"{one.true:.3g}",
            f"{one.median:.3g}",
            worded("{covered} of {records}", covered=one.covered, records=found.records),
            worded("{percent} to {percent2}", percent=percent(one.low), percent2=percent(one.high)),
        )
        for one in found.numbers
    )
    columns = (
        worded("Number"),
        worded("Drawn with"),
        worded("Median estimate"),
        worded("Intervals that hold it"),
        worded("Coverage"),
    )
    caption = worded(
        "The same estimate from {count} drawn from the model itself", count=count(found.records, "record")
    )
    return Table(columns, rows, caption=caption, figures=(1, 2, 3, 4))


def _notes(found: Estimation) -> tuple[str, ...]:
    notes = [
        worded(
            "An interval holds the values a likelihood-ratio test does not reject. That test is exact only"
            " for long records; `--check N` draws N records from the model and counts how often such"
            " intervals hold the truth."
        ),
        worded(
            "This finds the values under which the model is least surprised by the record. It does not say"
            " that the model or the coding is right, and knows nothing of what else speaks for a number: to"
            " keep stated ranges as priors, use `parley calibrate`."
        ),
    ]
    if found.impossible:
        notes.append(
            worded(
                "{count} of the record no value allows; they are left out of the likelihood, and `parley"
                " weigh` names them.",
                count=count(found.impossible, "moment"),
            )
        )
    return tuple(notes)
