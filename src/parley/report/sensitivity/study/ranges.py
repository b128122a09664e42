"""A study in the brief of its case: how far the outlook spreads over the stated ranges, and what separates
the draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parley.game.names import STILL_FIGHTING, Ending
from parley.languages import worded, written
from parley.outlook import Outlook
from parley.report.context import Figure, Link, Section, Table
from parley.report.outlook.certified import doubt
from parley.report.sensitivity.study.charts import spreads
from parley.report.sensitivity.study.circumstances import (
    HOW_CIRCUMSTANCES_WERE_FOUND,
    circumstance_tables,
    leading_words,
)
from parley.report.sensitivity.study.making import accuracy_words, how_solved, leading_listed
from parley.report.sensitivity.study.over_all_draws import WHAT_FROM_ASSUMPTIONS_IS, at_horizon, too_few
from parley.report.sensitivity.study.study_reading import Row, StudyReading
from parley.report.words import chance, count, day, percent
from parley.scenario.parts import Scenario
from parley.sensitivity.study.finding import Limit, Summary

_MOST_TOLD = 2
_MOST_LEADING = 4


def over_the_ranges(summary: Summary, scenario: Scenario, outlook: Outlook) -> Section:
    """The findings of a study beside the outlook as stated; both are of the same scenario."""
    reading = StudyReading(summary, scenario)
    ends: dict[Ending, float] = {name: path[-1] for name, path in outlook.endings.items()}
    ends[STILL_FIGHTING] = outlook.still_fighting[-1]
    # In the order of the rows, whose first is any settlement where there are several.
    stated = [ends[name] for name in reading.endings]
    if len(reading.rows) > len(stated):
        stated.insert(0, sum(chance for name, chance in ends.items() if name.settles))
    told = [_spread(reading, row, at) for row, at in zip(reading.rows, stated, strict=True)]
    shown = told if len(told) <= _MOST_TOLD else [*told[:_MOST_TOLD], told[-1]]
    circumstances = [
        _linked(table, box.bounds)
        for told in summary.circumstances
        for table, box in zip(circumstance_tables(reading, told), told.boxes, strict=True)
    ]
    notes = (worded(HOW_CIRCUMSTANCES_WERE_FOUND),) if circumstances else ()
    return Section(
        id="over-the-ranges",
        title=worded("Over the stated ranges"),
        lead=(
            _made(reading),
            *(() if reading.enough else (too_few(summary.solved),)),
            *shown,
            *_leaders(reading),
            *leading_words(reading),
            *([said] if (said := doubt(summary.certificate)) else ()),
        ),
        figures=(_figure(reading, stated, told),) if reading.enough else (),
        tables=(_beside(at_horizon(reading), stated), *circumstances),
        notes=(
            *((worded(WHAT_FROM_ASSUMPTIONS_IS),) if reading.enough else ()),
            *notes,
            worded(
                "Study {run_id}, seed {seed}, of these assumptions and this version of the solver. The"
                " folder of this brief has it as study/study.html, with bands by date.",
                run_id=summary.run_id,
                seed=summary.seed,
            ),
        ),
    )


def _made(reading: StudyReading) -> str:
    """How many draws of how many numbers there were, and how many of them have no figures."""
    failed = sum(reading.summary.failed.values())
    said = worded(
        "The outlook takes every number at its stated value. Here all {number} that have a range were drawn"
        " from it at once, and {how_solved}.",
        number=written(len(reading.numbers), ","),
        how_solved=how_solved(reading.summary),
    )
    said = (
        worded("{said} {count} could not be solved.", said=said, count=count(failed, "other draw"))
        if failed
        else said
    )
    return " ".join((said, *accuracy_words(reading.summary)))


def _spread(reading: StudyReading, row: Row, stated: float) -> str:
    name, levels = row
    said = worded(
        "{name}, by {day}: {percent} as stated; over the draws {percent2} on average",
        name=name,
        day=day(reading.words.horizon),
        percent=percent(stated),
        percent2=percent(levels.mean[-1]),
    )
    if reading.enough:
        said += worded(
            ", and in nine of ten between {percent} and {percent2}",
            percent=percent(levels.p5[-1]),
            percent2=percent(levels.p95[-1]),
        )
    return f"{said}."


def _leaders(reading: StudyReading) -> tuple[str, ...]:
    """Which endings lead, in how many draws; nothing where one leads in all, which is said elsewhere."""
    leading = reading.summary.leading
    if len(leading) == 1:
        return ()
    named = {name: reading.ending(name) for name in leading}
    told = leading_listed(reading.summary, named, _MOST_LEADING)
    return (worded("Most probable of all endings by then: {told} of the draws.", told=told),)


def _figure(reading: StudyReading, stated: Sequence[float], told: Sequence[str]) -> Figure:
    levels = {
        name: {"stated": at, **{level: path[-1] for level, path in found.levels.items()}}
        for (name, found), at in zip(reading.rows, stated, strict=True)
    }
    end = day(reading.words.horizon)
    return Figure(
        id="over-the-ranges",
        title=worded("Probability of each ending by {end}, over the draws and as stated", end=end),
        spec=spreads(levels),
        alt=worded("A bar for each ending. ") + " ".join(told),
        caption=worded(
            "Light bars hold nine draws in ten, dark ones half of them; black lines are medians, orange"
            " diamonds the outlook as stated."
        ),
    )


def _beside(table: Table, stated: Sequence[float]) -> Table:
    """The table of the draws with a column of the outlook as stated."""
    return replace(
        table,
        columns=(table.columns[0], "As stated", *table.columns[1:]),
        rows=tuple((row[0], chance(at), *row[1:]) for row, at in zip(table.rows, stated, strict=True)),
        figures=(*table.figures, len(table.columns)),
    )


def _linked(table: Table, bounds: Sequence[Limit]) -> Table:
    """Circumstances that lead to their assumptions further down the page."""
    rows = (
        (Link(str(row[0]), f"#assumption-{bound.path}"), *row[1:])
        for row, bound in zip(table.rows, bounds, strict=True)
    )
    return replace(table, rows=tuple(rows))
