"""The moves themselves: marks in their lanes, and lines to what they answer and repeat."""

from __future__ import annotations

from datetime import date
from typing import Any

from parley.languages import worded
from parley.record import Move
from parley.record.parties import addressees
from parley.report.charts.style import DASHES, GRID, INK, QUIET, Spec, channel
from parley.report.record.lanes import ACTS, FAMILIES, FAMILY_OF, ROW, Lanes
from parley.report.record.time_axis import Rows, iso, layer, time_axis

LABELLED = 120
"""Up to so many moves carry their ids; beyond that only pointing at them shows it."""

_MARKS = "moves"
POINTING = {
    "name": "pointed",
    "select": {"type": "point", "on": "pointerover", "fields": ["id"]},
    "views": [_MARKS],
}
"""The selection of the mark under the pointer, which stands at the top of the whole picture."""


def _points(moves: list[Move], lanes: Lanes) -> Rows:
    """One mark for each party of each move; marks of one row and day are spread out."""
    placed: dict[tuple[str, str, date], list[Move]] = {}
    for move in moves:
        for name in lanes.lanes(move):
            placed.setdefault((name, FAMILY_OF[move.act], move.date), []).append(move)
    points = []
    for (name, family, _), group in placed.items():
        step = min(5.0, (ROW - 3) / len(group))
        for index, move in enumerate(group):
            offset = (index - (len(group) - 1) / 2) * step
            points.append({**_told(move), "party": name, "y": lanes.at[name, family] + offset})
    return points


def _told(move: Move) -> dict[str, Any]:
    return {
        "id": move.id,
        "date": iso(move.date),
        "act": move.act.value,
        "issue": "; ".join(move.issue),
        "option": move.option,
        "to": " ".join(addressees(move)),
        "source": move.source,
    }


def _links(moves: list[Move], points: Rows, start: date) -> Rows:
    place: dict[str, dict[str, Any]] = {}
    for point in points:
        place.setdefault(point["id"], point)
    lines = []
    for move in moves:
        for kind, links in ((worded("answers"), move.responds_to), (worded("repeats"), move.repeat_of)):
            for link in links:
                if link in place and move.id in place:
                    here, there = place[move.id], place[link]
                    ends = {"date": there["date"], "y": there["y"], "date2": here["date"], "y2": here["y"]}
                    lines.append({**ends, "link": kind, "from": move.id, "id": link})
    return lines


def _joints(points: Rows) -> Rows:
    by_move: dict[str, Rows] = {}
    for point in points:
        by_move.setdefault(point["id"], []).append(point)
    return [
        {"date": group[0]["date"], "y": min(p["y"] for p in group), "y2": max(p["y"] for p in group)}
        for group in by_move.values()
        if len(group) > 1
    ]


def moves_panel(moves: list[Move], lanes: Lanes, start: date, span: Spec, width: int) -> Spec:
    """Lanes with marks, links and joint acts; pointing at a mark brings out its links."""
    points = _points(moves, lanes)
    crowd = len(moves) / LABELLED
    x = channel("date:T", scale=span, axis=time_axis())
    y = channel("y:Q", scale={"domain": [lanes.height, 0], "nice": False, "zero": False}, axis=None)
    place, far = {"x": x, "y": y}, {"field": "y2"}
    bands: Rows = [{"party": name, "y": top, "y2": end, "x": iso(start)} for name, top, end in lanes.spans]
    lane = layer(bands, {"type": "rect", "color": GRID, "opacity": 0.45}, {"y": y, "y2": far})
    names = layer(
        [{**band, "y": (band["y"] + band["y2"]) / 2} for band in bands],
        {"type": "text", "align": "right", "dx": -8, "fontWeight": "bold", "fontSize": 12, "color": INK},
        {"y": y, "x": {"value": 0}, "text": channel("party:N")},
    )
    brought_out = {"param": "pointed", "empty": False, "value": 0.95}
    links = layer(
        _links(moves, points, start),
        {"type": "rule", "color": QUIET},
        {
            **place,
            "x2": {"field": "date2"},
            "y2": far,
            "strokeDash": channel(
                "link:N",
                scale={"domain": [worded("answers"), worded("repeats")], "range": [DASHES[0], DASHES[2]]},
                legend={"title": None, "orient": "bottom", "symbolType": "stroke"},
            ),
            "opacity": {"condition": [brought_out], "value": max(0.06, 0.38 - 0.2 * crowd)},
        },
    )
    upright = {"type": "rule", "color": "#7a6a9b", "opacity": max(0.08, 0.4 - 0.1 * crowd)}
    joint = layer(_joints(points), upright, {**place, "y2": far})
    layers = [lane, names, joint, links, _marks(points, place, crowd)]
    if len(moves) <= LABELLED:
        layers.append(_ids(points, place))
    return {"layer": layers, "width": width, "height": lanes.height}


def _marks(points: Rows, place: Spec, crowd: float) -> Spec:
    present = [act for act in ACTS if any(point["act"] == act for point in points)]
    hue = {act: family_hue for _, family_hue, acts in FAMILIES for act in acts}
    shape = {act: form for _, _, acts in FAMILIES for act, form in acts.items()}
    legend = {"title": None, "orient": "bottom", "columns": 6, "symbolSize": 70}

    def by_act(look: dict[str, str]) -> Spec:
        scale = {"domain": present, "range": [look[act] for act in present]}
        return channel("act:N", sort=present, scale=scale, legend=legend)

    told = [channel(f"{name}:N") for name in ("id", "act", "to", "issue", "option", "source")]
    told.insert(1, channel("date:T", format="%Y-%m-%d"))
    return layer(
        points,
        {"type": "point", "filled": True, "opacity": 0.9, "size": 42 if crowd <= 1 else 22},
        {**place, "color": by_act(hue), "shape": by_act(shape), "tooltip": told},
        _MARKS,
    )


def _ids(points: Rows, place: Spec) -> Spec:
    """Ids beside the marks of the rows that give, ask and answer; the others say theirs when pointed at."""
    telling = {act for name, _, acts in FAMILIES if name in ("gives", "asks", "answers") for act in acts}
    return layer(
        [point for point in points if point["act"] in telling],
        {"type": "text", "align": "left", "dx": 5, "dy": 0.5, "fontSize": 6.5, "color": QUIET},
        {**place, "text": channel("id:N")},
    )
