"""The same picture for each what-if, side by side: endings by date, in the same colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from parley.languages import worded
from parley.report.charts.style import INK, Spec, channel, colours, date_axis, dressed

_WIDTH, _HEIGHT, _COLUMNS = 190, 110, 3
_MOST_DATES = 24

Series = Mapping[str, Sequence[float]]


def panels(
    dates: Sequence[Sequence[date]], series: Sequence[Series], titles: Sequence[str], hues: Sequence[str]
) -> Spec:
    """Shares of one whole over time, a panel for each title, three in a row; all panels share one legend.

    `dates` and `series` [panel] go together; every panel has the names of the first, in its order.
    """
    names = list(dict.fromkeys(name for one in series for name in one))
    rows = [
        {
            "panel": title,
            "date": f"{days[t].isoformat()}T00:00:00",
            "name": name,
            "order": names.index(name),
            "value": path[t],
        }
        for title, days, one in zip(titles, dates, series, strict=True)
        for name, path in one.items()
        for t in _thinned(len(days))
    ]
    area = {
        "mark": {"type": "area", "stroke": "#ffffff", "strokeWidth": 0.4, "clip": True},
        "encoding": {
            "x": date_axis(dates[0], small=True),
            "y": channel(
                "value:Q",
                stack="zero",
                title=None,
                scale={"domain": [0, 1], "nice": False},
                axis={"format": ".0%", "tickCount": 2, "domain": False, "ticks": False},
            ),
            "color": colours(names, hues),
            "order": channel("order:Q"),
            "tooltip": [
                channel("name:N", title=worded("Ending")),
                channel("date:T", title=worded("Date"), format="%d %b %Y"),
                channel("value:Q", title=worded("Probability"), format=".1%"),
            ],
        },
    }
    header = {
        "title": None,
        "labelFontSize": 12,
        "labelColor": INK,
        "labelAnchor": "start",
        "labelLimit": _WIDTH,
    }
    chart = {
        "facet": {"field": "panel", "type": "nominal", "sort": list(titles), "header": header},
        "columns": _COLUMNS,
        "spec": {**area, "width": _WIDTH, "height": _HEIGHT},
    }
    whole = dressed(chart, rows, _HEIGHT)
    # A chart of panels has no size of its own; its panels have.
    return {key: value for key, value in whole.items() if key not in ("width", "height")}


def _thinned(count: int) -> list[int]:
    """So few of the dates that a small panel does not drown in them, the last one always there."""
    step = max(1, -(-count // _MOST_DATES))
    return sorted({*range(0, count, step), count - 1})
