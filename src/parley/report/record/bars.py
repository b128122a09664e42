"""Levers and standing demands as bars under the moves."""

from __future__ import annotations

from datetime import date, timedelta

from parley.languages import worded
from parley.record.ledgers import Options, View
from parley.record.ledgers.rules.levers import Levers
from parley.record.ledgers.rules.positions import Standing, standing_positions
from parley.record.parties import addressees, doers, presses
from parley.report.charts.style import INK, QUIET, STILL, Spec, channel
from parley.report.record.time_axis import Rows, iso, layer, time_axis
from parley.vocabulary import Act

MAX_BARS = 14
HUE_BY_STATE = {
    "released": "#56b4e9",
    "release suggested": "#a6c8e4",
    "no release recorded": "#d55e00",
    "closed": STILL,
    "softened": "#a6c8e4",
    "answered": "#7fc8b0",
    "answered in part": "#56b4e9",
    "unanswered": "#0072b2",
}


def lever_bars(view: View, start: date) -> Rows:
    """A bar for each pressing lever, from its day to its release or, thin, to the last day on record."""
    pulled = Levers(view)
    bars = []
    for move in view.record.moves:
        if move.act is not Act.LEVER or not presses(move):
            continue
        release, linked = pulled.release(move)
        end = release.date if release else view.until
        if end >= start:
            topic = worded(
                "{list} on {list2}: {list3}",
                list=" ".join(doers(move)),
                list2=" ".join(addressees(move)),
                list3=", ".join(move.issue),
            )
            state = worded("no release recorded")
            if release:
                state = "released" if linked else worded("release suggested")
            told = {"id": move.id, "what": move.option, "state": worded(state), "weight": 9 if release else 4}
            bars.append({"topic": topic, "of": move.id, **_ends(move.date, end, start), **told})
    return bars


def standing_bars(view: View, options: Options, start: date) -> Rows:
    """Bars of each standing demand, one segment for each statement of it, thicker every time."""
    bars = []
    for position in standing_positions(view, options):
        ended = position.closed_by or position.softened_by
        end = ended[0].date if ended else view.until
        if position.refusal or end < start:
            continue
        topic = f"{' '.join(position.holder)}: {', '.join(position.terms)}"
        of = position.first.id
        bars += [{"topic": topic, "of": of, **segment} for segment in _segments(position, start, end)]
    return bars


def _segments(position: Standing, start: date, end: date) -> Rows:
    days = [move.date for move in position.moves if move.date <= end]
    stops = [*days[1:], end]
    state = _state(position)
    return [
        {
            **_ends(since, until, start),
            "weight": 3 + 2.5 * min(number, 5),
            "id": move.id,
            "what": move.option,
            "state": worded(state),
        }
        for number, (move, since, until) in enumerate(zip(position.moves, days, stops, strict=False))
        if until >= start
    ]


def _state(position: Standing) -> str:
    if position.closed_by:
        return "closed"
    if position.softened_by:
        return "softened"
    if not position.replies:
        return "unanswered"
    return worded("answered in part") if position.silent else "answered"


def bars_panel(bars: Rows, title: str, span: Spec, width: int) -> Spec:
    """A panel of bars on the time axis of the moves, each under its own name."""
    bars, left_out = _labelled(bars)
    title += worded(" ({left_out} shorter ones are not drawn)", left_out=left_out) if left_out else ""
    order = list(dict.fromkeys(bar["label"] for bar in bars))
    hues = {worded(state): hue for state, hue in HUE_BY_STATE.items()}
    present = [state for state in hues if any(bar["state"] == state for bar in bars)]
    y = channel("label:N", sort=order, axis=None)
    rows = layer(
        bars,
        {"type": "rule", "strokeCap": "butt"},
        {
            "x": channel("date:T", scale=span, axis=time_axis(labels=False)),
            "x2": {"field": "date2"},
            "y": y,
            "strokeWidth": channel("weight:Q", scale=None),
            "color": channel(
                "state:N",
                scale={"domain": present, "range": [hues[state] for state in present]},
                legend={"title": None, "orient": "bottom", "symbolType": "stroke"},
            ),
            "tooltip": [
                *(channel(f"{name}:N") for name in ("id", "what", "state")),
                channel("date:T", format="%Y-%m-%d"),
            ],
        },
    )
    names = layer(
        [{"label": label} for label in order],
        {"type": "text", "align": "left", "dx": 2, "dy": -10, "fontSize": 10, "color": INK},
        {"y": y, "x": {"value": 0}, "text": channel("label:N")},
    )
    heading = {"text": title, "anchor": "start", "fontSize": 12, "fontWeight": "normal", "color": QUIET}
    return {"layer": [rows, names], "width": width, "height": 26 * len(order), "title": heading}


def _labelled(bars: Rows) -> tuple[Rows, int]:
    """Bars with a name each; where they are many, one line a topic, and the longest topics only."""
    if len({bar["of"] for bar in bars}) <= MAX_BARS:
        return [{**bar, "label": f"{bar['topic']} ({bar['of']})"} for bar in bars], 0
    length: dict[str, int] = {}
    for bar in bars:
        days = date.fromisoformat(bar["date2"]) - date.fromisoformat(bar["date"])
        length[bar["topic"]] = length.get(bar["topic"], 0) + days.days
    kept = sorted(length, key=lambda topic: (-length[topic], topic))[:MAX_BARS]
    return [{**bar, "label": bar["topic"]} for bar in bars if bar["topic"] in kept], len(length) - len(kept)


def _ends(since: date, until: date, start: date) -> dict[str, str]:
    # A bar of no length would not show: a thing of one day is a day long.
    last = max(until, since + timedelta(days=1))
    return {"date": iso(max(since, start - timedelta(days=1))), "date2": iso(last)}
