"""What nobody but its owner knows: how the war ends given each kind, and who believes what by date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from parley.game.names import WITHOUT_AGREEMENT
from parley.languages import worded
from parley.outlook import HiddenSide
from parley.report.charts.over_time import lines, shares
from parley.report.charts.style import INK
from parley.report.context import Figure, Section, Table
from parley.report.outlook.endings import at_dates, gathered, hues_of
from parley.report.outlook.hues import hue
from parley.report.reading import Reading
from parley.report.words import chance, day, listing, percent, quoted


def given_kinds(reading: Reading) -> Section | None:
    """How it ends, given each kind of each hidden side."""
    given, end = reading.outlook.given, day(reading.horizon)
    if not given:
        return None
    figures, tables = [], []
    for side in reading.sides:
        by_kind = {kind: gathered(reading, given[kind]) for kind in side.kinds if kind in given}
        for kind, series in by_kind.items():
            largest = sorted(series, key=lambda name: -series[name][-1])[:3]
            told = listing([f"{name} {percent(series[name][-1])}" for name in largest])
            figures.append(
                Figure(
                    id=f"given-{kind.replace('.', '-')}",
                    title=worded("Endings by date, if {is_of}", is_of=reading.is_of(kind)),
                    spec=shares(
                        reading.dates,
                        series,
                        hues_of(reading, series, reading.outlook.endings),
                        height=150,
                        small=True,
                    ),
                    alt=worded(
                        "Stacked areas adding up to 100\u00a0% at every date. On {end}: {told}.",
                        end=end,
                        told=told,
                    ),
                    table=at_dates(reading, series, ""),
                    small=True,
                )
            )
        tables.append(_by_the_horizon(reading, side, by_kind))
    lead = worded(
        "The same outlook, taken apart by what is hidden: the endings to expect if a side is of one kind,"
        " while the others go on not knowing it."
    )
    others = (
        (worded("Of the other hidden sides the analyst's expectation is kept."),)
        if len(reading.sides) > 1
        else ()
    )
    return Section(
        id="given",
        title=worded("What it hangs on"),
        lead=(lead, *others),
        figures=tuple(figures),
        tables=tuple(tables),
    )


def _by_the_horizon(
    reading: Reading, side: HiddenSide, by_kind: Mapping[str, Mapping[str, Sequence[float]]]
) -> Table:
    """The endings by the horizon: whatever a side is, and if it is of each kind."""
    every = gathered(reading)
    columns = (
        "",
        worded("Expected"),
        *(worded("if {disposition}", disposition=reading.disposition(kind)) for kind in by_kind),
    )
    rows = tuple(
        (name, chance(path[-1]), *(chance(series[name][-1]) for series in by_kind.values()))
        for name, path in every.items()
    )
    caption = worded("By {day}, by what {called} is", day=day(reading.horizon), called=_called(reading, side))
    return Table(columns, rows, caption, figures=tuple(range(1, len(columns))))


def beliefs(reading: Reading) -> Section | None:
    """What every party, and the analyst, comes to believe of what is hidden from it."""
    found = reading.outlook.beliefs
    if not found or not reading.sides:
        return None
    figures = []
    for side in reading.sides:
        kinds = list(side.kinds)
        for kind in kinds if len(kinds) > 2 else kinds[:1]:
            held = {holder: paths[kind] for holder, paths in found.items() if kind in paths}
            series = {_holder(reading, holder): path for holder, path in held.items()}
            told = listing(
                [
                    worded(
                        "{who} from {percent} to {percent2}",
                        who=who,
                        percent=percent(p[0]),
                        percent2=percent(p[-1]),
                    )
                    for who, p in series.items()
                ]
            )
            figures.append(
                Figure(
                    id=f"beliefs-{kind.replace('.', '-')}",
                    title=worded(
                        "Belief that {called} is “{disposition}”",
                        called=_called(reading, side),
                        disposition=reading.disposition(kind),
                    ),
                    spec=lines(
                        reading.dates,
                        series,
                        chances=True,
                        hues=[INK if holder == "analyst" else hue(reading, holder) for holder in held],
                        height=240,
                    ),
                    alt=worded("Lines by holder over time: {told}.", told=told),
                    caption=worded("Mean over the courses in which no ending has been reached."),
                    table=at_dates(reading, series, ""),
                )
            )
    lead = worded(
        "{list} Dispositions are devices of the model, not findings about motive. Every party starts from a"
        " belief of its own, and all learn from the same public acts.",
        list=" ".join(_what_it_may_be(reading, side) for side in reading.sides),
    )
    return Section(id="beliefs", title=worded("Who believes what"), lead=(lead,), figures=tuple(figures))


def _what_it_may_be(reading: Reading, side: HiddenSide) -> str:
    kinds = " or ".join(reading.disposition(kind) for kind in side.kinds)
    if side.party is None:
        return worded(
            "In the scenario {called} is {kinds}, and nobody knows which.",
            called=_called(reading, side),
            kinds=kinds,
        )
    return worded(
        "In the scenario the disposition of {called} is {kinds}, and the others do not know which.",
        called=_called(reading, side),
        kinds=kinds,
    )


def _called(reading: Reading, side: HiddenSide) -> str:
    """A hidden side inside a sentence."""
    return quoted(side.name) if side.party is None else reading.party_within(side.party)


def chances_by_kind(reading: Reading) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Heads and rows of a table with a row for each kind: its weight, and how it ends by the horizon."""
    kinds = [kind for side in reading.sides for kind in side.kinds if kind in reading.outlook.given]
    others = [
        name for kind in WITHOUT_AGREEMENT for name, weight in reading.endings_by_weight(kind) if weight > 0
    ]
    heads = (
        worded("weight"),
        worded("settled"),
        *(reading.ending_briefly(name) for name in others),
        reading.still,
    )
    rows = []
    for kind in kinds:
        found, weight = reading.outlook.given[kind], reading.outlook.beliefs["analyst"][kind][0]
        settled = sum(path[-1] for name, path in found.endings.items() if name.settles)
        ends = [found.endings[name][-1] for name in others]
        shown = (weight, settled, *ends, found.still_fighting[-1])
        rows.append((reading.kind(kind), *(chance(one) for one in shown)))
    return heads, rows


def _holder(reading: Reading, holder: str) -> str:
    return worded("The analyst") if holder == "analyst" else reading.party(holder)
