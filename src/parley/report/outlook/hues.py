"""The colour a party has in every chart of a brief."""

from __future__ import annotations

from parley.report.charts.style import HUES, QUIET
from parley.report.reading import Reading


def hue(reading: Reading, party: str) -> str:
    """The colour a party has in every chart."""
    parties = list(reading.outlook.parties)
    return HUES[parties.index(party) % len(HUES)] if party in parties else QUIET
