"""Outlook in, brief out: one self-contained page, and the same findings in words for the terminal.

Drawing libraries are loaded only when a page is made: the terminal needs none of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from parley.brief.context import Background, BriefContext, Figure, Link, Section, Source, Table
from parley.brief.terminal import print_outlook
from parley.brief.words import likelihood_word
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
    "get_ready",
    "likelihood_word",
    "print_outlook",
    "render_brief",
]


def context_from(
    outlook: Mapping[str, Any], numbers: Sequence[Number], background: Background | None = None
) -> BriefContext:
    """Everything the page shows, from an outlook, the numbers it rests on, and what stands behind them."""
    from parley.brief.compose import compose

    return compose(outlook, numbers, background or Background())


def get_ready() -> None:
    """Let what draws the page load in the background; worth it where a page is wanted in a second or so."""
    from parley.brief.charts.draughtsman import call_in

    call_in()


def render_brief(context: BriefContext) -> str:
    """The brief as one HTML page that needs nothing but itself."""
    from parley.brief.page import render

    return render(context)
