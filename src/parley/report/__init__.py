"""Outlook in, brief out: one self-contained page, and the same findings in words for the terminal.

What stands here is loaded when it is first asked for: who draws can be called in before anything else is
loaded, and the terminal needs no drawing libraries.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from parley.outlook import Outlook
    from parley.record import Record
    from parley.report.context import Background, BriefContext, Figure, Link, Section, Source, Table
    from parley.report.outlook_printed import print_outlook
    from parley.report.words import likelihood_word
    from parley.scenario.quantities import Number

__all__ = [
    "Background",
    "BriefContext",
    "Figure",
    "Link",
    "Section",
    "Source",
    "Table",
    "context_from",
    "draw_ahead",
    "get_ready",
    "likelihood_word",
    "print_outlook",
    "render_brief",
]

_HOLDS = {
    "context": ("Background", "BriefContext", "Figure", "Link", "Section", "Source", "Table"),
    "outlook_printed": ("print_outlook",),
    "words": ("likelihood_word",),
}


def context_from(
    outlook: Outlook, numbers: Sequence[Number], background: Background | None = None
) -> BriefContext:
    """Everything the page shows, from an outlook, the numbers it rests on, and what stands behind them."""
    from parley.report.compose import compose
    from parley.report.context import Background

    return compose(outlook, numbers, background or Background())


def get_ready() -> None:
    """Let what draws the page load in the background; worth it where a page is wanted in a second or so."""
    from parley.report.charts.render_process import call_in

    call_in()


def draw_ahead(record: Record, as_of: date) -> None:
    """Let the pictures that rest on the record alone be drawn by now, if somebody waits to draw."""
    from parley.report.charts.render_process import somebody_waits

    if somebody_waits():
        from parley.report.charts.still import begin_ahead
        from parley.report.record.happened import record_figures

        begin_ahead(figure.spec for figure in record_figures(record, as_of))


def render_brief(context: BriefContext) -> str:
    """The brief as one HTML page that needs nothing but itself."""
    from parley.report.page import render

    return render(context)


def __getattr__(name: str) -> Any:
    """Something of the room, loaded now."""
    for module, names in _HOLDS.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
