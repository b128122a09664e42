"""What-ifs as a section of the brief: a sentence each, small panels side by side, and what differs."""

from __future__ import annotations

from collections.abc import Sequence

from parley.game.names import Ending
from parley.languages import wordable, worded
from parley.outlook import Gist
from parley.report.charts.style import SETTLEMENTS
from parley.report.context import Figure, Section, Table
from parley.report.outlook.certified import doubt, doubt_under
from parley.report.outlook.endings import OTHERS, hues_of
from parley.report.reading import Reading
from parley.report.sensitivity.panels import panels
from parley.report.sensitivity.sentences import difference_name, what_if_sentence
from parley.report.wording import YardstickName
from parley.report.words import (
    chance,
    count,
    day,
    listing,
    percentage_points,
    points,
    short_day,
)
from parley.sensitivity.what_if import Comparison, Difference, WhatIfs

AS_STATED = wordable("as stated")
_LEFT_OUT = 0.005
_MOST_ROWS = 5


def what_ifs(reading: Reading, found: WhatIfs, yardstick: YardstickName = "icd203") -> Section | None:
    """The what-ifs beside the outlook as stated; `reading` is of the outlook as stated."""
    if not found.what_ifs:
        return None
    names = [title(one) for one in found.what_ifs]
    outlooks = [found.stated, *found.what_ifs]
    series = _series(reading, outlooks)
    hues = hues_of(reading, series[0], [name for one in outlooks for name in one.endings])
    figure = Figure(
        id="what-ifs",
        title=worded("Endings by date, as stated and under each what-if"),
        spec=panels([one.rounds for one in outlooks], series, [worded(AS_STATED), *names], hues),
        alt=worded(
            "{count} of stacked areas: as stated, {list}. The table beside it gives the same at the horizon.",
            count=count(len(outlooks), "panel"),
            list=listing(names),
        ),
        caption=worded(
            "Probability that each ending has been reached by a date; each panel adds up to 100\u00a0%."
        ),
        table=overview(reading, found),
    )
    lead = tuple(what_if_sentence(reading, one, yardstick) for one in found.what_ifs)
    doubts = [doubt(found.certificate), *(doubt_under(title(one), one.certificate) for one in found.what_ifs)]
    lead += tuple(said for said in doubts if said)
    tables = tuple(differences(reading, one, _MOST_ROWS) for one in found.what_ifs if one.differences)
    return Section(
        id="what-if",
        title=worded("What if"),
        lead=lead,
        figures=(figure,),
        tables=tables,
        notes=(
            worded("Largest differences first: a percentage point (pp) counts as much as a point of worth."),
        ),
    )


def title(one: Comparison) -> str:
    """A what-if's name as a reader has it."""
    return one.name.replace("_", " ").replace("+", " + ")


def overview(reading: Reading, found: WhatIfs) -> Table:
    """A row for each what-if: how it ends by the horizon, and what it is worth now to each party."""
    outlooks = [found.stated, *found.what_ifs]
    shown = _shown_endings(outlooks)
    parties = list(reading.outlook.parties)
    columns = (
        worded("What if"),
        worded("settled"),
        *(reading.ending_briefly(name) for name in shown),
        reading.still.lower(),
    )
    columns += tuple(
        worded("worth to {party_within}", party_within=reading.party_within(party)) for party in parties
    )
    rows = []
    for name, outlook in zip([worded(AS_STATED), *(title(c) for c in found.what_ifs)], outlooks, strict=True):
        ends = [outlook.endings.get(ending, [0.0])[-1] for ending in shown]
        worths = [points(outlook.values[party].mean) for party in parties]
        chances = [chance(p) for p in (outlook.settled, *ends, outlook.still_fighting[-1])]
        rows.append((name, *chances, *worths))
    caption = worded("By {day}, and worth now in points", day=day(reading.horizon))
    return Table(columns, tuple(rows), caption, figures=tuple(range(1, len(columns))))


def differences(reading: Reading, one: Comparison, most: int) -> Table:
    """The largest differences of one what-if, in words and figures."""
    rows = tuple(
        (difference_name(reading, d), short_day(d.date), *_figures(d)) for d in one.differences[:most]
    )
    columns = (worded("Difference"), worded("On"), worded("As stated"), worded("Then"), worded("Change"))
    return Table(columns, rows, worded("What if: {title}", title=title(one)), figures=(2, 3, 4))


def _figures(one: Difference) -> tuple[str, str, str]:
    """As stated, then, and the change with its sign; percentage points where it is a probability."""
    if one.kind.in_points:
        return points(one.stated), points(one.changed), _signed(one.by)
    return chance(one.stated), chance(one.changed), percentage_points(one.by)


def _signed(value: float) -> str:
    return f"{round(value, 1) + 0.0:+.1f}".replace("-", "\N{MINUS SIGN}")


def _shown_endings(outlooks: Sequence[Gist]) -> list[Ending]:
    """Endings that some what-if makes worth a column, in the order they have as stated."""
    weight: dict[Ending, float] = {}
    for outlook in outlooks:
        for name, path in outlook.endings.items():
            weight[name] = max(weight.get(name, 0.0), path[-1])
    stated = outlooks[0].endings
    ranked = sorted(weight, key=lambda name: -(stated[name][-1] if name in stated else 0.0))
    settlements = [n for n in ranked if n.settles and weight[n] >= _LEFT_OUT]
    others = [n for n in ranked if not n.settles and weight[n] >= _LEFT_OUT]
    return settlements[: len(SETTLEMENTS) - 1] + others


def _series(reading: Reading, outlooks: Sequence[Gist]) -> list[dict[str, list[float]]]:
    """The same named shares for every outlook: endings shown, all other settlements, still fighting."""
    shown, others = _shown_endings(outlooks), worded(OTHERS)
    settlements = [name for name in shown if name.settles]
    rest = [name for name in shown if name not in settlements]
    found = []
    for outlook in outlooks:
        none = [0.0] * len(outlook.rounds)
        paths = {reading.ending(name): list(outlook.endings.get(name, none)) for name in settlements}
        left = [path for name, path in outlook.endings.items() if name not in shown and name.settles]
        paths[others] = [sum(at) for at in zip(*left, strict=True)] if left else none
        paths |= {reading.ending(name): list(outlook.endings.get(name, none)) for name in rest}
        found.append({**paths, reading.still: list(outlook.still_fighting)})
    if all(max(one[OTHERS]) < _LEFT_OUT for one in found):
        return [{name: path for name, path in one.items() if name != OTHERS} for one in found]
    return found
