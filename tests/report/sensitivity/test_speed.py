"""Speed against terms: a figure, a table and a sentence along one number."""

from __future__ import annotations

import pytest
from tests.outlook.small_case import solved

from parley.report.charts.style import SCHEMA
from parley.report.reading import Reading
from parley.report.sensitivity.along import along_section
from parley.report.sensitivity.sensitivity_printed import along_printed
from parley.report.sensitivity.speed import speed_figure, speed_sentence
from parley.sensitivity.tipping import Along, along, range_of

PATH = "parties.south.flow.fighting"


@pytest.fixture(scope="module")
def moved() -> tuple[Reading, Along]:
    """The small case along what the war costs the south."""
    stated = solved()
    found = along(stated, range_of(stated.scenario, PATH, ("-4 per week", "0 per week")), 3)
    return Reading(stated.outlook, stated.scenario), found


def test_a_dearer_war_is_settled_sooner_on_worse_terms(moved: tuple[Reading, Along]) -> None:
    """From the dearest war to the cheapest the settlement comes later; the table has a row a value."""
    reading, found = moved
    figure = speed_figure(reading, found, found.points)
    assert figure is not None
    assert figure.table is not None
    assert figure.table.columns[:3] == ("Value", "Settled", "Mean days to it")
    assert len(figure.table.rows) == len(found.points)
    first, last = found.points[0], found.points[-1]
    assert first.days_to_settlement is not None
    assert last.days_to_settlement is not None
    assert first.days_to_settlement < last.days_to_settlement
    assert first.terms["south"] < last.terms["south"]
    assert "later" in speed_sentence(reading, found)
    assert figure.spec["$schema"] == SCHEMA


def test_page_and_terminal_show_it(moved: tuple[Reading, Along]) -> None:
    """The section has the figure after the curve; the terminal has its table and the sentence."""
    reading, found = moved
    section = along_section(reading, found)
    assert [figure.id for figure in section.figures] == ["along", "speed"]
    (printed,) = along_printed(reading, found)
    assert printed.tables[-1].caption == "When a settlement comes, and its terms"
    assert printed.lead[-1] == speed_sentence(reading, found)


def test_where_nothing_is_settled_nothing_is_said(moved: tuple[Reading, Along]) -> None:
    """Fewer than two values that settle have no frontier."""
    from dataclasses import replace

    reading, found = moved
    bare = replace(found, points=tuple(replace(one, terms={}) for one in found.points))
    assert speed_figure(reading, bare, bare.points) is None
    assert speed_sentence(reading, bare) == ""
