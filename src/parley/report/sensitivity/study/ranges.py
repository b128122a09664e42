"""A study in the brief of its case: how far the outlook spreads over the stated ranges, and what separates
the draws.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from parley.game.names import STILL_FIGHTING, Ending
from parley.outlook import Outlook
from parley.report.context import Figure, Link, Section, Table
from parley.report.sensitivity.study.charts import spreads
from parley.report.sensitivity.study.circumstances import (
    HOW_CIRCUMSTANCES_WERE_FOUND,
    circumstance_tables,
    leading_words,
)
from parley.report.sensitivity.study.reading import StudyReading
from parley.report.sensitivity.study.sections import WHAT_FROM_ASSUMPTIONS_IS, at_horizon
from parley.report.words import chance, count, day, listing, percent
from parley.scenario.parts import Scenario
from parley.sensitivity.study.finding import Limit, Summary

_MOST_TOLD = 2
_MOST_LEADING = 4


def over_the_ranges(summary: Summary, scenario: Scenario, outlook: Outlook) -> Section:
    """The findings of a study beside the outlook as stated; both are of the same scenario."""
    reading = StudyReading(summary, scenario)
    stated: dict[Ending, float] = {name: path[-1] for name, path in outlook.endings.items()}
    stated[STILL_FIGHTING] = outlook.still_fighting[-1]
    shown = dict.fromkeys([*reading.endings[:_MOST_TOLD], STILL_FIGHTING])
    circumstances = [
        _linked(table, box.bounds)
        for told in summary.circumstances
        for table, box in zip(circumstance_tables(reading, told), told.boxes, strict=True)
    ]
    notes = (HOW_CIRCUMSTANCES_WERE_FOUND,) if circumstances else ()
    return Section(
        id="over-the-ranges",
        title="Over the stated ranges",
        lead=(
            _made(reading),
            *(_spread(reading, name, stated[name]) for name in shown),
            *_leaders(reading),
            *leading_words(reading),
        ),
        figures=(_figure(reading, stated),),
        tables=(_beside(at_horizon(reading), reading, stated), *circumstances),
        notes=(
            WHAT_FROM_ASSUMPTIONS_IS,
            *notes,
            f"Study {summary.run_id}, seed {summary.seed}, of these assumptions and this version of the"
            " solver. The folder of this brief has it as study/study.html, with bands by date.",
        ),
    )


def _made(reading: StudyReading) -> str:
    """How many draws of how many numbers there were, and how many of them have no figures."""
    solved, failed = reading.summary.solved, sum(reading.summary.failed.values())
    said = (
        f"The outlook takes every number at its stated value. Here all"
        f" {len(reading.numbers):,} that have a range were drawn from it at once, and the case solved for"
        f" each of {count(solved, 'draw')}."
    )
    return f"{said} {count(failed, 'other draw')} could not be solved." if failed else said


def _spread(reading: StudyReading, name: Ending, stated: float) -> str:
    levels = reading.summary.endings[name]
    return (
        f"{reading.ending(name)}, by {day(reading.words.horizon)}: {percent(stated)} as stated; over the"
        f" draws {percent(levels.mean[-1])} on average, and in nine of ten between"
        f" {percent(levels.p5[-1])} and {percent(levels.p95[-1])}."
    )


def _leaders(reading: StudyReading) -> tuple[str, ...]:
    """Which endings lead, in how many draws; nothing where one leads in all, which is said elsewhere."""
    leading = reading.summary.leading
    if len(leading) == 1:
        return ()
    told = [
        f"“{reading.ending(name)}” in {percent(share)}" for name, share in [*leading.items()][:_MOST_LEADING]
    ]
    return (f"Most probable of all endings by then: {listing(told)} of the draws.",)


def _figure(reading: StudyReading, stated: Mapping[Ending, float]) -> Figure:
    levels = {
        reading.ending(name): {
            "stated": stated[name],
            **{level: path[-1] for level, path in reading.summary.endings[name].levels.items()},
        }
        for name in reading.endings
    }
    end = day(reading.words.horizon)
    return Figure(
        id="over-the-ranges",
        title=f"Probability of each ending by {end}, over the draws and as stated",
        spec=spreads(levels),
        alt="A bar for each ending. "
        + " ".join(_spread(reading, name, stated[name]) for name in reading.endings),
        caption="Light bars hold nine draws in ten, dark ones half of them; black lines are medians, orange"
        " diamonds the outlook as stated.",
    )


def _beside(table: Table, reading: StudyReading, stated: Mapping[Ending, float]) -> Table:
    """The table of the draws with a column of the outlook as stated."""
    return replace(
        table,
        columns=(table.columns[0], "As stated", *table.columns[1:]),
        rows=tuple(
            (row[0], chance(stated[name]), *row[1:])
            for name, row in zip(reading.endings, table.rows, strict=True)
        ),
        figures=(*table.figures, len(table.columns)),
    )


def _linked(table: Table, bounds: Sequence[Limit]) -> Table:
    """Circumstances that lead to their assumptions further down the page."""
    rows = (
        (Link(str(row[0]), f"#assumption-{bound.path}"), *row[1:])
        for row, bound in zip(table.rows, bounds, strict=True)
    )
    return replace(table, rows=tuple(rows))
