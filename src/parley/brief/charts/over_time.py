"""Charts with time to the right: shares of one whole, lines, and a line inside its band."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import altair as alt

from parley.brief.charts.style import DASHES, HUES, INK, QUIET, ROWS, colours, date_axis, dressed

Series = Mapping[str, Sequence[float | None]]


def _moment(when: date) -> str:
    # Without a zone a browser takes this as local time and shows the same day everywhere;
    # a bare date would be midnight in Greenwich, and the day before in Washington.
    return f"{when.isoformat()}T00:00:00"


def _long(dates: Sequence[date], series: Series) -> list[dict[str, Any]]:
    return [
        {"date": _moment(when), "name": name, "order": order, "value": value}
        for order, (name, path) in enumerate(series.items())
        for when, value in zip(dates, path, strict=False)
        if value is not None
    ]


def _crosshair(series: Series, value_format: str) -> alt.Chart:
    """A rule under the pointer that tells every value at that date."""
    near = alt.selection_point(
        fields=["date"], nearest=True, on="pointerover", empty=False, clear="pointerout"
    )
    told = [alt.Tooltip("date:T", title="Date", format="%d %b %Y")]
    told += [
        alt.Tooltip(_field(name), type="quantitative", title=name, format=value_format) for name in series
    ]
    rule: alt.Chart = (
        alt.Chart(ROWS)
        .transform_pivot("name", value="value", groupby=["date"])
        .mark_rule(color=QUIET, tooltip=True)
        .encode(
            x="date:T",
            opacity=alt.condition(near, alt.value(0.6), alt.value(0)),
            tooltip=told,
        )
        .add_params(near)
    )
    return rule


def _field(name: str) -> str:
    """A name as a field of Vega-Lite, in which dots and brackets would mean a path."""
    return "".join(f"\\{c}" if c in ".[]\\'\":" else c for c in name)


def shares(
    dates: Sequence[date], series: Series, hues: Sequence[str], height: int = 320, small: bool = False
) -> dict[str, Any]:
    """Shares of one whole, stacked: first series at the bottom; each value in 0..1."""
    y = alt.Y(
        "value:Q",
        stack="zero",
        title=None,
        scale=alt.Scale(domain=[0, 1], nice=False),
        axis=alt.Axis(format=".0%", tickCount=3 if small else 6, domain=False, ticks=False),
    )
    area = (
        alt.Chart(ROWS)
        .mark_area(stroke="#ffffff", strokeWidth=0.6, clip=True)
        .encode(x=date_axis(dates, small), y=y, color=colours(list(series), hues), order=alt.Order("order:Q"))
    )
    return dressed(alt.layer(area, _crosshair(series, ".1%")), _long(dates, series), height, small)


def lines(
    dates: Sequence[date],
    series: Series,
    y_title: str | None = None,
    chances: bool = False,
    hues: Sequence[str] = HUES,
    height: int = 280,
) -> dict[str, Any]:
    """A line for each series, told apart by colour and dash; a missing value breaks its line."""
    names = list(series)
    line_legend = alt.Legend(orient="bottom", symbolType="stroke", symbolSize=260, labelLimit=300)
    scale = alt.Scale(domain=[0, 1], nice=False) if chances else alt.Scale(zero=True)
    y = alt.Y(
        "value:Q",
        title=y_title,
        scale=scale,
        axis=alt.Axis(format=".0%" if chances else ".4~r", domain=False, ticks=False, tickCount=6),
    )
    dash = alt.StrokeDash(
        "name:N",
        sort=names,
        scale=alt.Scale(domain=names, range=[list(DASHES[k % len(DASHES)]) for k in range(len(names))]),
        title=None,
        legend=line_legend,
    )
    colour = colours(names, hues, line_legend)
    drawn = (
        alt.Chart(ROWS)
        .mark_line(strokeWidth=2.2, clip=True)
        .encode(x=date_axis(dates), y=y, color=colour, strokeDash=dash)
    )
    layers: list[alt.Chart] = [drawn, _crosshair(series, ".1%" if chances else ".1f")]
    if not chances:
        zero = alt.Chart(alt.InlineData(values=[{"zero": 0}]))
        layers.insert(0, zero.mark_rule(color=QUIET, strokeWidth=1).encode(y="zero:Q"))
    return dressed(alt.layer(*layers), _long(dates, series), height)


def band(dates: Sequence[date], path: Mapping[str, Sequence[float]], y_title: str) -> dict[str, Any]:
    """A mean inside the band that holds four cases in five, with the median dashed; levels upwards."""
    rows = [
        {"date": _moment(when), "mean": mean, "p10": p10, "p50": p50, "p90": p90}
        for when, mean, p10, p50, p90 in zip(
            dates, path["mean"], path["p10"], path["p50"], path["p90"], strict=False
        )
    ]
    base = alt.Chart(ROWS)
    level = alt.Axis(domain=False, ticks=False, tickCount=5)
    told = [
        alt.Tooltip("date:T", title="Date", format="%d %b %Y"),
        alt.Tooltip("mean:Q", title="Mean", format=".1f"),
        alt.Tooltip("p10:Q", title="10 % below"),
        alt.Tooltip("p50:Q", title="Half below"),
        alt.Tooltip("p90:Q", title="90 % below"),
    ]
    wide = base.mark_area(color=HUES[0], opacity=0.2, interpolate="step-after").encode(
        x=date_axis(dates, small=True), y=alt.Y("p10:Q", title=y_title, axis=level), y2="p90:Q"
    )
    middle = base.mark_line(color=INK, strokeDash=[2, 3], strokeWidth=1, interpolate="step-after").encode(
        x="date:T", y=alt.Y("p50:Q", title=y_title)
    )
    mean = base.mark_line(color=HUES[0], strokeWidth=2.4).encode(
        x="date:T", y=alt.Y("mean:Q", title=y_title), tooltip=told
    )
    return dressed(alt.layer(wide, middle, mean), rows, 200, small=True)
