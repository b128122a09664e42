"""The record as a picture: moves by party and act over time, levers as bars, standing conditions growing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from parley.languages import worded
from parley.record import Move, Record
from parley.record.as_of import known_on
from parley.record.ledgers import Options, View
from parley.report.charts.style import FONT, GRID, INK, QUIET, SCHEMA, WIDTH, Spec, in_language
from parley.report.record.bars import bars_panel, lever_bars, standing_bars
from parley.report.record.lanes import lay_out
from parley.report.record.moves import POINTING, moves_panel

MOST_DRAWN = 1_500
"""How many moves one picture can hold and still be read."""


@dataclass(frozen=True)
class Picture:
    """The timeline and what it leaves out: moves before its first day."""

    spec: Spec
    since: date
    earlier: int
    until: date


def timeline(
    record: Record, as_of: date, since: date | None = None, options: Options | None = None, width: int = WIDTH
) -> Picture:
    """Draw the record as it stood on a day, from `since` or from where nine tenths of the moves lie.

    Each party has a lane with a row for each family of acts; a thin line joins a move to what it answers,
    a dashed one to what it repeats, an upright one the parties of a joint act.
    """
    known = known_on(record, as_of)
    view = View(known, as_of)
    start = since or busy_since(known.moves, as_of)
    shown = [move for move in known.moves if move.last_date >= start]
    lanes = lay_out(shown)
    margin = timedelta(days=1 + (as_of - start).days // 25)
    # Stated as one domain, Vega-Lite would merge it wrongly with that of the bars' far ends.
    first, last = _moment(start - timedelta(days=1)), _moment(as_of + margin)
    span: Spec = {"domainMin": first, "domainMax": last, "nice": False, "clamp": True}
    panels = [moves_panel(shown, lanes, start, span, width)]
    if bars := lever_bars(view, start):
        panels.append(bars_panel(bars, worded("Levers: aid, sanctions or talks withheld"), span, width))
    if bars := standing_bars(view, options or Options(), start):
        title = worded("Standing demands: a bar thickens each time it is restated")
        panels.append(bars_panel(bars, title, span, width))
    return Picture(_dressed(panels), start, len(known.moves) - len(shown), view.until)


def _moment(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "date": day.day}


def busy_since(moves: tuple[Move, ...], as_of: date) -> date:
    """The first day, unless a few early moves would squeeze the rest: then where nine tenths begin."""
    if not moves:
        return as_of
    days = sorted(move.date for move in moves)
    if len(days) > MOST_DRAWN:
        # More marks than that are a smear: the latest are what a reader is after.
        return days[-MOST_DRAWN]
    late = days[len(days) // 10]
    return late if (as_of - late).days * 2 < (as_of - days[0]).days else days[0]


def _dressed(panels: list[Spec]) -> Spec:
    own = {"color": "independent", "shape": "independent", "strokeDash": "independent"}
    axis = {"labelColor": INK, "labelFontSize": 11, "gridColor": GRID, "domainColor": QUIET}
    return {
        "$schema": SCHEMA,
        "vconcat": panels,
        "spacing": 18,
        "resolve": {"scale": own},
        "params": [POINTING],
        "config": {
            "font": FONT,
            "background": "#ffffff",
            "padding": {"left": 6, "right": 10, "top": 6, "bottom": 4},
            "view": {"stroke": None},
            "axis": {**axis, "tickColor": QUIET},
            "legend": {"labelColor": INK, "labelFontSize": 11, "symbolStrokeWidth": 2, "offset": 6},
            **in_language(),
        },
    }
