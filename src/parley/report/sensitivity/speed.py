"""Speed against justice: how soon a settlement comes and on what terms, along one number."""

from __future__ import annotations

from collections.abc import Sequence

from parley.languages import worded, written
from parley.report.charts.style import HUES, QUIET, Spec, channel, dressed
from parley.report.context import Figure, Table
from parley.report.reading import CaseWords
from parley.report.sensitivity.number_names import number_name, value_words
from parley.report.words import chance, count, points
from parley.sensitivity.tipping import Along, Point

_HEIGHT = 300
_LEAST = 0.005
"""A settlement less likely than this has no dot: its date and its terms are those of freak courses."""


def speed_figure(reading: CaseWords, found: Along, shown: Sequence[Point]) -> Figure | None:
    """Days to a settlement to the right, points of its terms upwards, a line for each party.

    `shown` are the values that have a row of the table. None where fewer than two values settle.
    """
    settling = [point for point in found.points if _settled(point) >= _LEAST and point.terms]
    if len(settling) < 2:
        return None
    name = number_name(reading, found.path)
    first, last = (_told(found, point) for point in (settling[0], settling[-1]))
    return Figure(
        id="speed",
        title=worded("Speed against terms: when a settlement comes, and what it gives to whom"),
        spec=_spec(reading, found, settling),
        alt=worded(
            "One line a party: mean days to a settlement against points of its terms, along {name}.",
            name=name,
        ),
        caption=worded(
            "Each dot is a value of {name}, from {first} to {last}; the large ones are the last. Of"
            " settlements reached by the horizon; points of the terms alone, without a bonus for a deal as"
            " such and without what the peace turns out to be worth.",
            name=name,
            first=first,
            last=last,
        ),
        table=speed_table(reading, found, shown),
    )


def speed_table(reading: CaseWords, found: Along, shown: Sequence[Point]) -> Table:
    """The figure as a table: a row a value."""
    parties = list(reading.head.parties)
    heads = (
        worded("Value"),
        worded("Settled"),
        worded("Mean days to it"),
        *(worded("terms of {party}", party=reading.party(one)) for one in parties),
    )
    rows = []
    for point in shown:
        days = point.days_to_settlement
        told = [points(point.terms[one]) for one in parties] if point.terms else [""] * len(parties)
        rows.append(
            (
                _told(found, point),
                chance(_settled(point)),
                "" if days is None else f"{days:.0f}",
                *told,
            )
        )
    return Table(
        heads, tuple(rows), worded("When a settlement comes, and its terms"), tuple(range(1, len(heads)))
    )


def _settled(point: Point) -> float:
    return sum(value for ending, value in point.endings.items() if ending.settles)


def _told(found: Along, point: Point) -> str:
    return value_words(point.value, found.path, found.unit, found.per_days)


def _spec(reading: CaseWords, found: Along, settling: Sequence[Point]) -> Spec:
    parties = list(reading.head.parties)
    names = [reading.party(party) for party in parties]
    rows = [
        {
            "days": point.days_to_settlement,
            "terms": point.terms[party],
            "party": reading.party(party),
            "value": _told(found, point),
            "order": order,
            "last": point is settling[-1],
        }
        for party in parties
        for order, point in enumerate(settling)
    ]
    hues = {"domain": names, "range": [HUES[n % len(HUES)] for n in range(len(names))]}
    axis = {"domain": False, "ticks": False, "tickCount": 6}
    x = channel("days:Q", title=worded("mean days to a settlement"), axis=axis, scale={"zero": False})
    y = channel("terms:Q", title=worded("points of its terms"), axis=axis, scale={"zero": False})
    colour = channel("party:N", sort=names, title=None, scale=hues, legend={"orient": "bottom"})
    line = {
        "mark": {"type": "line", "strokeWidth": 1.4, "stroke": QUIET},
        "encoding": {"x": x, "y": y, "order": channel("order:Q"), "detail": channel("party:N")},
    }
    sizes = {"condition": {"test": "datum.last", "value": 110}, "value": 45}
    dots = {
        "mark": {"type": "point", "filled": True, "opacity": 1.0},
        "encoding": {
            "x": x,
            "y": y,
            "color": colour,
            "size": sizes,
            "tooltip": [
                channel("party:N", title=worded("Party")),
                channel("value:N", title=number_name(reading, found.path)),
                channel("days:Q", title=worded("Days"), format=".0f"),
                channel("terms:Q", title=worded("Terms"), format=".1f"),
            ],
        },
    }
    return dressed({"layer": [line, dots]}, rows, _HEIGHT)


def speed_sentence(reading: CaseWords, found: Along) -> str:
    """What the number does to date and terms, from one end to the other; empty where it settles nowhere."""
    settling = [point for point in found.points if _settled(point) >= _LEAST and point.terms]
    if len(settling) < 2:
        return ""
    first, last = settling[0], settling[-1]
    assert first.days_to_settlement is not None
    assert last.days_to_settlement is not None
    sooner = round(first.days_to_settlement) - round(last.days_to_settlement)
    moved = {one: last.terms[one] - first.terms[one] for one in reading.head.parties}
    most = max(moved, key=lambda one: abs(moved[one]))
    when = (
        worded("as soon")
        if not sooner
        else f"{count(abs(sooner), 'day')} {'sooner' if sooner > 0 else 'later'}"
    )
    change = (
        worded("on terms that move nobody by a tenth of a point")
        if abs(moved[most]) < 0.1
        else worded(
            "on terms that move {party_within} most, by {moved} points",
            party_within=reading.party_within(most),
            moved=written(moved[most], "+.1f"),
        ).replace("-", "\N{MINUS SIGN}")
    )
    return worded(
        "From {told} to {told2} a settlement, where one is reached, comes {when} and {change}.",
        told=_told(found, first),
        told2=_told(found, last),
        when=when,
        change=change,
    )
