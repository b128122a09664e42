"""What drives it: the theatre, beliefs, the gain from waiting, the bargaining range, posture and actions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from parley.game.names import ActionKind
from parley.languages import worded, written
from parley.outlook.result import Expected, Levels
from parley.report.charts.dots import dots
from parley.report.charts.over_time import band, lines, shares
from parley.report.charts.style import HUES, LADDER, QUIET
from parley.report.context import Figure, Section, Table
from parley.report.outlook.breaking_even import breaking_even
from parley.report.outlook.endings import at_dates
from parley.report.outlook.fighting_on import how_measured
from parley.report.outlook.hidden import beliefs
from parley.report.outlook.hues import hue
from parley.report.reading import Reading
from parley.report.words import count, day, listing, percent, points, short_day
from parley.scenario.parts import LADDER as RUNGS

_MOST_PLANS = 5
_MOST_GAINS = 3
_MOST_ACTIONS = 9
# A share that moves less than this over the whole time is said to stay.
_STILLNESS = 0.01


def drivers(reading: Reading) -> tuple[Section, ...]:
    """The sections on what drives the outlook, those with something to show."""
    found = (
        gain_from_waiting(reading),
        breaking_even(reading),
        bargaining_range(reading),
        beliefs(reading),
        theatre(reading),
    )
    return tuple(section for section in (*found, posture(reading), actions(reading)) if section is not None)


def gain_from_waiting(reading: Reading) -> Section | None:
    """For each party, what fighting on is worth above the best package there is and the likeliest plans."""
    gains = reading.outlook.gain_over_best
    by_plan = tuple(_gain_over(reading, plan) for plan in reading.leading_plans[:_MOST_GAINS])
    if not any(value is not None for path in gains.values() for value in path):
        if not by_plan:
            return None
        lead = worded(
            "At no date is there a package that every signatory prefers to fighting on; against each plan:"
        )
        return Section(
            id="waiting",
            title=worded("Who gains by waiting"),
            lead=(lead, how_measured(reading.scenario)),
            figures=by_plan,
        )
    series = {reading.party(party): path for party, path in gains.items()}
    last = {name: next((v for v in reversed(path) if v is not None), None) for name, path in series.items()}
    told = listing([f"{name} {points(value)}" for name, value in last.items() if value is not None])
    figure = Figure(
        id="gain-from-waiting",
        title=worded("Gain from waiting"),
        spec=lines(
            reading.dates[:-1], series, worded("points"), hues=[hue(reading, party) for party in gains]
        ),
        alt=worded("Lines by party over time, in points; at the last date shown: {told}.", told=told),
        caption=worded(
            "Above zero a party gains by fighting on; below zero, waiting costs it. In points of worth: a"
            " party's best and worst settlement lie about 100 apart. No line where no package would be"
            " taken. "
        )
        + how_measured(reading.scenario),
        table=_worth_at_dates(reading, series),
    )
    return Section(id="waiting", title=worded("Who gains by waiting"), figures=(figure, *by_plan))


def _gain_over(reading: Reading, plan: str) -> Figure:
    """What fighting on is worth above one plan, by party and date; where it hides one, by its disposition."""
    series: dict[str, Sequence[float | None]] = {}
    hues = []
    for party, gains in reading.outlook.gain_from_waiting.items():
        if plan not in gains:
            continue
        own = {kind: gains[plan].by_disposition[kind] for kind in reading.own_kinds(party)}
        paths = {f"{reading.party(party)}, {reading.disposition(d)}": path for d, path in own.items()}
        for name, path in (paths or {reading.party(party): gains[plan].mean}).items():
            series[name] = path
            hues.append(hue(reading, party))
    first = listing([f"{name} {points(path[0])}" for name, path in series.items() if path[0] is not None])
    in_range = reading.outlook.bargaining_range.plans.get(plan, ())
    room = (
        worded(
            " Every signatory prefers it to fighting on with {percent} at first.",
            percent=percent(in_range[0]),
        )
        if in_range
        else ""
    )
    return Figure(
        id=f"gain-over-{plan}",
        title=worded("Gain from waiting, against “{plan}”", plan=reading.plan(plan)),
        spec=lines(reading.dates[:-1], series, worded("points"), hues=hues),
        alt=worded("Lines by party over time, in points; at first: {first}.", first=first),
        caption=worded(
            "Worth of fighting on less worth of this plan; above zero waiting pays.{room}", room=room
        ),
        table=_worth_at_dates(reading, series),
        small=True,
    )


def _worth_at_dates(reading: Reading, series: Mapping[str, Sequence[float | None]]) -> Table:
    last = len(reading.dates) - 2
    shown = sorted({0, *(min(t, last) for t in reading.shown_rounds)})
    columns = (worded("Points"), *(short_day(reading.dates[t]) for t in shown))
    rows = []
    for name, path in series.items():
        values = [path[t] for t in shown]
        rows.append((name, *(worded("none") if v is None else points(v) for v in values)))
    return Table(columns, tuple(rows), figures=tuple(range(1, len(columns))))


def bargaining_range(reading: Reading) -> Section | None:
    """Which packages every signatory prefers to fighting on, by date."""
    found = reading.outlook.bargaining_range
    plans = sorted(found.plans, key=lambda plan: -sum(found.plans[plan]))
    shown = [plan for plan in plans if max(found.plans[plan], default=0.0) >= _STILLNESS][:_MOST_PLANS]
    if not found.empty:
        return None
    series = {worded("No package"): found.empty, **{reading.plan(plan): found.plans[plan] for plan in shown}}
    figure = Figure(
        id="bargaining-range",
        title=worded("Packages every signatory prefers to fighting on"),
        spec=lines(reading.dates[:-1], series, chances=True, hues=(QUIET, *HUES)),
        alt=worded(
            "Lines by package over time. No package: {percent} at first, {percent2} at the last date shown.",
            percent=percent(found.empty[0]),
            percent2=percent(found.empty[-1]),
        ),
        caption=worded(
            "Probability, while no ending has been reached, that every signatory is better off with it. "
        )
        + how_measured(reading.scenario),
        table=_chances_at_dates(reading, series),
    )
    left = count(len(plans) - len(shown), "package that qualifies", "packages that qualify")
    notes = (
        ()
        if len(plans) == len(shown)
        else (worded("Not drawn: {left} less often than these or hardly ever.", left=left),)
    )
    return Section(id="range", title=worded("Is there a deal to be had?"), figures=(figure,), notes=notes)


def _chances_at_dates(reading: Reading, series: Mapping[str, Sequence[float]]) -> Table:
    """As `at_dates`, for series that end a round before the horizon."""
    padded: dict[str, Sequence[float]] = {
        name: [*path, path[-1]][: len(reading.dates)] for name, path in series.items()
    }
    return at_dates(reading, padded, "")


def theatre(reading: Reading) -> Section | None:
    """Where the military situation goes while no ending has been reached."""
    figures = []
    for track, path in reading.outlook.tracks.items():
        name, unit = reading.part(track), reading.unit(track)
        figures.append(
            Figure(
                id=f"track-{track}",
                title=_capital(name),
                spec=band(reading.dates, path, worded("level")),
                alt=worded(
                    "Mean of {name} over time, from {mean} to {mean2}; at the horizon four cases in five"
                    " lie from {p10} to {p90}.",
                    name=name,
                    mean=written(path.mean[0], ".1f"),
                    mean2=written(path.mean[-1], ".1f"),
                    p10=written(path.p10[-1], "g"),
                    p90=written(path.p90[-1], "g"),
                ),
                caption=worded("One step: {unit}.", unit=unit) if unit else "",
                table=_band_at_dates(reading, path),
                small=True,
            )
        )
    lead = worded("Line: mean; dashed: median; band: four cases in five; while no ending has been reached.")
    return (
        Section(id="theatre", title=worded("The theatre"), lead=(lead,), figures=tuple(figures))
        if figures
        else None
    )


def _band_at_dates(reading: Reading, path: Levels) -> Table:
    columns = (
        worded("Date"),
        worded("Mean"),
        worded("10\u00a0% below"),
        worded("Median"),
        worded("90\u00a0% below"),
    )
    rows = tuple(
        (
            short_day(reading.dates[t]),
            f"{path.mean[t]:.1f}",
            *(f"{level[t]:g}" for level in (path.p10, path.p50, path.p90)),
        )
        for t in (0, *reading.shown_rounds)
    )
    return Table(columns, rows, figures=(1, 2, 3, 4))


def posture(reading: Reading) -> Section | None:
    """Where levers, conditions and accords stand while no ending has been reached."""
    figures, constant = [], []
    for part, settings in reading.outlook.posture.items():
        name = _capital(reading.part(part))
        series = {reading.setting(s): path for s, path in settings.items() if max(path) >= _STILLNESS}
        if all(max(path) - min(path) < _STILLNESS for path in settings.values()):
            constant.append(f"{name} ({listing(list(series))})")
            continue
        told = listing([f"{s} {percent(path[-1])}" for s, path in series.items()])
        hues = [LADDER[RUNGS.index(s)] for s in series] if set(series) <= set(RUNGS) else HUES
        figures.append(
            Figure(
                id=f"posture-{part}",
                title=name,
                spec=shares(reading.dates, series, hues, height=150, small=True),
                alt=worded(
                    "Stacked areas; on {day}, if no ending has been reached: {told}.",
                    day=day(reading.horizon),
                    told=told,
                ),
                table=at_dates(reading, series, ""),
                small=True,
            )
        )
    if not figures and not constant:
        return None
    notes = (worded("Does not move: {list}.", list="; ".join(constant)),) if constant else ()
    lead = worded("Probability of each setting by date, while no ending has been reached.")
    return Section(
        id="posture",
        title=worded("Levers, conditions and accords"),
        lead=(lead,) if figures else (),
        figures=tuple(figures),
        notes=notes,
    )


def actions(reading: Reading) -> Section | None:
    """How often each party is expected to take each action up to the horizon, by disposition."""
    sides = reading.sides
    figures = tuple(_action_figures(reading))
    if not figures:
        return None
    lead = [
        worded(
            "Expected number of times up to the horizon or the first ending; holding is in the tables only."
        )
    ]
    if sides:
        one = sides[0].party if len(sides) == 1 else None
        news = reading.party_within(one) if one else worded("what is hidden")
        lead.append(
            worded(
                "Where the dots of a row lie apart, the act is news of {news}; part of a gap may only come"
                " from how long it goes on under each disposition.",
                news=news,
            )
        )
    return Section(id="actions", title=worded("Who does what"), lead=tuple(lead), figures=figures)


def _action_figures(reading: Reading) -> Iterable[Figure]:
    for party, found in reading.outlook.actions.items():
        times = {name: _times(reading, party, paths) for name, paths in found.items()}
        ranked = sorted(times, key=lambda name: -max(times[name].values()))
        shown = [n for n in ranked if n.kind is not ActionKind.HOLD and max(times[n].values()) >= 0.005][
            :_MOST_ACTIONS
        ]
        if not shown:
            continue
        kinds = list(times[shown[0]])
        table = {_capital(reading.action(name)): times[name] for name in shown}
        rows = tuple(
            (_capital(reading.action(name)), *(f"{times[name][kind]:.2f}" for kind in kinds))
            for name in ranked[: 2 * _MOST_ACTIONS]
        )
        yield Figure(
            id=f"actions-{party}",
            title=reading.party(party),
            spec=dots(table, kinds, worded("times expected")),
            alt=worded("Dots for each action; most frequent: {next}.", next=next(iter(table))),
            table=Table((worded("Action"), *kinds), rows, figures=tuple(range(1, len(kinds) + 1))),
            small=True,
        )


def _times(reading: Reading, party: str, paths: Expected) -> dict[str, float]:
    """How often in all: by what it hides itself or, if it hides nothing, by what the one hidden side is."""
    kinds = reading.own_kinds(party) or (tuple(reading.sides[0].kinds) if len(reading.sides) == 1 else ())
    if not kinds:
        return {worded("expected"): sum(paths.expected)}
    names = [
        f"{side.name} {side.kinds[kind].lower()}"
        for side in reading.sides
        for kind in side.kinds
        if kind in kinds
    ]
    return dict(zip(names, [sum(paths.by_disposition[kind]) for kind in kinds], strict=True))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
