"""How it may end: every ending by date, and what each package is worth keeping."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat

from parley.game.names import WITHOUT_AGREEMENT, Ending, EndingKind
from parley.languages import wordable, worded
from parley.outlook import Durability, GivenKind, HiddenSide
from parley.report.charts.over_time import shares
from parley.report.charts.style import BREAKDOWN, COLLAPSES, SETTLEMENTS, STILL
from parley.report.context import Figure, Section, Table
from parley.report.reading import CaseWords, Reading
from parley.report.words import chance, day, listing, percent, short_day

# More settlements than colours are one area; more than rows a reader takes in are one row.
MOST_SETTLEMENTS = len(SETTLEMENTS) - 1
OTHERS = wordable("Other settlements")
# Above this a package is as good as unbreakable.
_KEPT = 0.9995


def endings(reading: Reading) -> Section:
    """Endings by date, stacked to one with still fighting, and their probabilities at a few dates."""
    series = gathered(reading)
    end = day(reading.horizon)
    table = at_dates(reading, series, worded("Reached by a few dates"))
    largest = sorted(series, key=lambda name: -series[name][-1])[:3]
    told = listing([f"{name} {percent(series[name][-1])}" for name in largest])
    figure = Figure(
        id="endings",
        title=worded("Endings by date"),
        spec=shares(reading.dates, series, hues_of(reading, series, reading.outlook.endings), height=330),
        alt=worded(
            "Stacked areas adding up to 100\u00a0% at every date. On {end}: {told}.", end=end, told=told
        ),
        caption=worded(
            "Probability that each ending has been reached by a date; together they make 100\u00a0%."
        ),
    )
    lead = (reading.carried,) if reading.carried else ()
    return Section(
        id="endings", title=worded("How it may end"), lead=lead, figures=(figure,), tables=(table,)
    )


def gathered(reading: Reading, given: GivenKind | None = None) -> dict[str, Sequence[float]]:
    """Named cumulative endings, most probable settlement first, then still fighting; rare packages in one.

    With `given`, those under one kind of a hidden side, in the same order.
    """
    found = given or reading.outlook
    paths = found.endings
    settlements = [name for name, _ in reading.endings_by_weight(EndingKind.SETTLEMENT)]
    most = len(settlements) if len(settlements) <= len(SETTLEMENTS) else MOST_SETTLEMENTS
    series: dict[str, Sequence[float]] = {reading.ending(name): paths[name] for name in settlements[:most]}
    if settlements[most:]:
        rest = zip(*(paths[name] for name in settlements[most:]), strict=True)
        series[worded(OTHERS)] = [sum(values) for values in rest]
    others = [one for kind in WITHOUT_AGREEMENT for one in reading.endings_by_weight(kind)]
    series.update({reading.ending(name): paths[name] for name, weight in others if weight > 0})
    series[reading.still] = found.still_fighting
    return series


def hues_of(reading: CaseWords, series: Iterable[str], endings: Iterable[Ending]) -> list[str]:
    """The colour that each of some endings, by its words, has in every chart; none is still going on."""
    kinds = {reading.ending(one): one.kind for one in endings} | {worded(OTHERS): EndingKind.SETTLEMENT}
    hues = {
        EndingKind.SETTLEMENT: iter(SETTLEMENTS),
        EndingKind.COLLAPSE: iter(COLLAPSES * 3),
        EndingKind.BREAKDOWN: repeat(BREAKDOWN),
        EndingKind.STILL_FIGHTING: repeat(STILL),
    }
    return [next(hues[kinds.get(name, EndingKind.STILL_FIGHTING)]) for name in series]


def at_dates(reading: Reading, series: Mapping[str, Sequence[float]], caption: str) -> Table:
    """Probabilities at the few dates a reader looks at, as a table."""
    shown = reading.shown_rounds
    columns = ("", *(short_day(reading.dates[t]) for t in shown))
    rows = tuple((name, *(chance(path[t]) for t in shown)) for name, path in series.items())
    return Table(columns, rows, caption, figures=tuple(range(1, len(columns))))


def durability(reading: Reading) -> Section | None:
    """How probable it is that each package, once signed, is kept."""
    found = reading.outlook.durability
    if all(kept.mean >= _KEPT for kept in found.values()):
        return None
    weight = {name.about: p for name, p in reading.endings_by_weight(EndingKind.SETTLEMENT)}
    plans = sorted(found, key=lambda plan: -weight.get(plan, 0.0))[: MOST_SETTLEMENTS * 2]
    sides = [side for side in reading.sides if len(reading.sides) == 1 or _matters(side, found, plans)]
    dispositions = [kind for side in sides for kind in side.kinds]
    heads = [f"{side.name}: {reading.disposition(kind)}" for side in sides for kind in side.kinds]
    won = any(kept.wins is not None for kept in found.values())
    later = (worded("Renewed war won by who breaks it"),) if won else ()
    columns = (
        worded("Package"),
        worded("Reached by the horizon"),
        worded("Kept, once signed"),
        *later,
        *heads,
    )
    rows = tuple(
        (
            reading.plan(plan),
            chance(weight.get(plan, 0.0)),
            chance(found[plan].mean),
            *((chance(found[plan].wins or 0.0),) if won else ()),
            *(chance(found[plan].by_disposition[d]) for d in dispositions),
        )
        for plan in plans
    )
    table = Table(columns, rows, figures=tuple(range(1, len(columns))))
    lead = worded(
        "A settlement shifts the later balance of force and the price of breaking the peace. Durability is"
        " the probability that the package is not broken by who could gain from it; beside it stands the"
        " chance that this party would win the renewed war, for terms that disarm the other side may be"
        " kept and yet leave it weaker."
    )
    return Section(id="durability", title=worded("Would it last?"), lead=(lead,), tables=(table,))


def _matters(side: HiddenSide, found: Mapping[str, Durability], plans: Sequence[str]) -> bool:
    """Whether what a side is makes a difference to how long any package would last."""
    kept = [[found[plan].by_disposition[kind] for kind in side.kinds] for plan in plans]
    return any(max(one) - min(one) >= 1 - _KEPT for one in kept)
