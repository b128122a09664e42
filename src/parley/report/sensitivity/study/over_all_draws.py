"""The sections of a study: bands by date, which ending leads where, worths, and how it was made."""

from __future__ import annotations

from collections.abc import Sequence

from parley.languages import wordable, worded, written
from parley.report.context import Figure, Section, Table
from parley.report.outlook.certified import first_doubted
from parley.report.sensitivity.study.charts import band, boxes
from parley.report.sensitivity.study.circumstances import (
    HOW_CIRCUMSTANCES_WERE_FOUND,
    circumstance_tables,
    circumstances_number,
    leading_words,
)
from parley.report.sensitivity.study.making import accuracy_words, by_levels
from parley.report.sensitivity.study.study_reading import Row, StudyReading
from parley.report.words import chance, count, day, percent, points, short_day, span_words
from parley.scenario.parts import Scenario
from parley.sensitivity.study.finding import FEWEST_FOR_QUANTILES, Circumstances, Limit, Spread, Summary

_MOST_PICTURES = 6
_LEVELS = {
    "mean": wordable("Mean"),
    "p5": "5\u00a0%",
    "p25": "25\u00a0%",
    "p50": wordable("Median"),
    "p75": "75\u00a0%",
    "p95": "95\u00a0%",
}
_METHODS = {
    "sobol": wordable("a scrambled Sobol sequence (Owen 1998)"),
    "latin": wordable("a Latin hypercube (McKay, Beckman and Conover 1979)"),
}
_REFERENCES = (
    "Bryant, B. P. and Lempert, R. J. (2010). Thinking inside the box: a participatory, computer-assisted"
    " approach to scenario discovery. Technological Forecasting and Social Change 77, 34\N{EN DASH}49.",
    "McKay, M. D., Beckman, R. J. and Conover, W. J. (1979). A comparison of three methods for selecting"
    " values of input variables in the analysis of output from a computer code. Technometrics 21,"
    " 239\N{EN DASH}245.",
    "Owen, A. B. (1998). Scrambling Sobol' and Niederreiter\N{EN DASH}Xing points. Journal of Complexity 14,"
    " 466\N{EN DASH}489.",
)


WHAT_FROM_ASSUMPTIONS_IS = wordable(
    "“From assumptions” is the part of the doubt whether an ending comes that lies between draws: better"
    " sourced assumptions could remove it. The rest is chance within each draw, which no source removes."
    " (It is the variance of the probability over the draws, divided by m times 1 less m, where m is its"
    " mean.)"
)


def sections(summary: Summary, scenario: Scenario) -> tuple[Section, ...]:
    """Everything a study says, in reading order."""
    reading = StudyReading(summary, scenario)
    found = (_bands(reading), _leaders(reading), _worths(reading), _method(reading))
    return first_doubted(found, summary.certificate)


def _bands(reading: StudyReading) -> Section:
    end = day(reading.words.horizon)
    levels = reading.summary.levels
    solved = worded("each draw solved by itself") if levels is None else by_levels(levels)
    lead = (
        worded(
            "{count} of {count2} over their stated ranges, {solved}. Within a draw the odds are what its"
            " assumptions imply; from draw to draw they differ because the assumptions are not known.",
            count=count(reading.summary.solved, "draw"),
            count2=count(len(reading.numbers), "assumption"),
            solved=solved,
        ),
        *accuracy_words(reading.summary),
        *(() if reading.enough else (too_few(reading.summary.solved),)),
        *(_band_words(reading, row, end) for row in reading.headlines),
    )
    figures = tuple(_picture(reading, n) for n in range(len(reading.endings[:_MOST_PICTURES])))
    return Section(
        id="bands",
        title=worded("How it may end, over all draws"),
        lead=lead,
        figures=figures if reading.enough else (),
        tables=(at_horizon(reading), *((_by_date(reading),) if reading.enough else ())),
        notes=(worded(WHAT_FROM_ASSUMPTIONS_IS),) if reading.enough else (),
    )


def too_few(draws: int) -> str:
    """Why no quantiles are given."""
    have = worded("One draw has") if draws == 1 else worded("{draws} draws have", draws=written(draws, ","))
    return worded(
        "{have} no quantiles: these begin at {fewest_for_quantiles} draws, and until then figures are means"
        " over what was drawn, not ranges; --draws takes more.",
        have=have,
        fewest_for_quantiles=FEWEST_FOR_QUANTILES,
    )


def _band_words(reading: StudyReading, row: Row, end: str) -> str:
    name, levels = row
    said = worded("{name}, by {end}: {percent}", name=name, end=end, percent=percent(levels.mean[-1]))
    if reading.summary.solved > 1:
        said += worded(" on average")
    if reading.enough:
        said += worded(
            ", and in nine draws of ten between {percent} and {percent2}",
            percent=percent(levels.p5[-1]),
            percent2=percent(levels.p95[-1]),
        )
    return f"{said}."


def _picture(reading: StudyReading, number: int) -> Figure:
    name = reading.endings[number]
    levels = reading.summary.endings[name]
    return Figure(
        id=f"band-{number}",
        title=reading.ending(name),
        spec=band(reading.words.dates, levels.levels),
        alt=_band_words(reading, (reading.ending(name), levels), day(reading.words.horizon)),
        caption="" if number else worded("Nine draws in ten, half of them, mean (line) and median (dots)."),
        small=True,
    )


def at_horizon(reading: StudyReading) -> Table:
    """Quantiles of each ending's probability by the horizon, and what of its doubt is from assumptions."""
    shown = _LEVELS if reading.enough else {"mean": worded("Mean")}
    doubt = (worded("From assumptions"),) if reading.enough else ()
    rows = tuple(
        (
            name,
            *(chance(getattr(found, level)[-1]) for level in shown),
            *([chance(found.from_assumptions[-1])] if doubt else []),
        )
        for name, found in reading.rows
    )
    columns = (worded("Ending"), *shown.values(), *doubt)
    what = worded("quantiles over the draws") if reading.enough else worded("mean over the draws")
    caption = worded("Probability by {day}: {what}", day=day(reading.words.horizon), what=what)
    return Table(columns, rows, caption, figures=tuple(range(1, len(columns))))


def _by_date(reading: StudyReading) -> Table:
    shown = reading.words.shown_rounds
    columns = (worded("Ending"), *(short_day(reading.words.dates[t]) for t in shown))
    rows = tuple(
        (name, *(span_words(found.p5[t], found.p95[t]) for t in shown)) for name, found in reading.rows
    )
    return Table(
        columns, rows, worded("By a few dates: nine draws in ten"), figures=tuple(range(1, len(columns)))
    )


def _leaders(reading: StudyReading) -> Section:
    """Which ending is the most probable one, in how many draws, and under which circumstances."""
    leading = reading.summary.leading
    rows = tuple((reading.ending(name), chance(share)) for name, share in leading.items())
    caption = worded("Most probable by {day}, in how many of the draws", day=day(reading.words.horizon))
    tables = [Table((worded("Ending"), worded("Leads in")), rows, caption, figures=(1,))]
    told = {one.ending: one for one in reading.summary.circumstances}
    tables += [table for one in told.values() for table in circumstance_tables(reading, one)]
    return Section(
        id="leaders",
        title=worded("Which ending leads, and under which circumstances"),
        lead=leading_words(reading),
        figures=tuple(
            _box_picture(reading, f"box-{k}-{n}", one, n)
            for k, one in enumerate(told.values())
            for n in range(len(one.boxes))
        ),
        tables=tuple(tables),
        notes=(worded(HOW_CIRCUMSTANCES_WERE_FOUND),),
    )


def _box_picture(reading: StudyReading, name: str, one: Circumstances, n: int) -> Figure:
    bounds = one.boxes[n].bounds
    which = worded(
        "“{ending}” leads{circumstances_number}",
        ending=reading.ending(one.ending),
        circumstances_number=circumstances_number(one, n),
    )
    return Figure(
        id=name,
        title=which,
        spec=boxes({reading.assumption(b.path): _place(reading, b) for b in bounds}),
        alt=worded("It leads where {circumstances}.", circumstances=reading.circumstances(bounds)),
        caption=worded("The part of each stated range (grey) in which the circumstances hold (blue)."),
    )


def _place(reading: StudyReading, bound: Limit) -> tuple[float, float]:
    """A circumstance as parts of the stated range."""
    number = reading.numbers[bound.path]
    low, high = number.low or 0.0, number.high or 0.0
    ends = (low if bound.low is None else bound.low, high if bound.high is None else bound.high)
    return (ends[0] - low) / (high - low), (ends[1] - low) / (high - low)


def _worths(reading: StudyReading) -> Section:
    levels = ("mean", "p5", "p50", "p95") if reading.enough else ("mean",)
    heads = tuple(worded(_LEVELS[level]) for level in levels)
    figures = tuple(range(1, len(levels) + 1))
    parties = tuple(
        (reading.words.party(party), *(points(getattr(found, level)) for level in levels))
        for party, found in reading.summary.worths.items()
    )
    tables = [Table((worded("Party"), *heads), parties, worded("Worth now, in points"), figures=figures)]
    kept = _likely_plans(reading)
    if kept:
        rows = tuple(
            (reading.words.plan(p), *(chance(getattr(found, k)) for k in levels)) for p, found in kept
        )
        caption = worded("Durability: probability that a package, once signed, is kept")
        tables.append(Table((worded("Package"), *heads), rows, caption, figures=figures))
    return Section(id="worths", title=worded("What it is worth, and would it last"), tables=tuple(tables))


def _likely_plans(reading: StudyReading) -> list[tuple[str, Spread]]:
    """The packages that come to anything and whose durability is in doubt, most probable first."""
    found = reading.summary.durability
    plans = [name.about for name in reading.endings if name.settles]
    return [(plan, found[plan]) for plan in plans if found[plan].p5 < 0.9995]


def _method(reading: StudyReading) -> Section:
    summary = reading.summary
    lead = [
        worded(
            "Draws are from {methods}, seed {seed}; each number is drawn from its stated spread,"
            " independently of the others. Study {run_id}, Parley {version}.",
            methods=worded(_METHODS[summary.method]),
            seed=summary.seed,
            run_id=summary.run_id,
            version=summary.version,
        )
    ]
    if summary.changes:
        changed = ", ".join(f"{path} = {value}" for path, value in summary.changes.items())
        lead.append(worded("The scenario was changed first: {changed}.", changed=changed))
    tables: Sequence[Table] = ()
    if summary.failed:
        number = sum(summary.failed.values())
        lead.append(
            worded(
                "{count} of {draws} could not be solved and {part} left out of everything above.",
                count=count(number, "draw"),
                draws=written(summary.draws, ","),
                part=worded("is") if number == 1 else worded("are"),
            )
        )
        rows = tuple((reason, f"{times:,}") for reason, times in summary.failed.items())
        tables = (Table((worded("Why draws failed"), worded("Draws")), rows, figures=(1,)),)
    return Section(
        id="study-method",
        title=worded("How this study was made"),
        lead=tuple(lead),
        tables=tuple(tables),
        notes=_REFERENCES,
    )
