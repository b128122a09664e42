"""How far an outlook rests on which of several beliefs are taken, and where that shows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.outlook.small_case import solved

from parley.game.names import Action
from parley.outlook import Outlook, selection
from parley.report.outlook.selected import selected
from parley.report.reading import Reading


@pytest.fixture(scope="module")
def outlook() -> Outlook:
    """The outlook of a small case."""
    return solved().outlook


def _otherwise(outlook: Outlook, party: str, more: dict[int, float]) -> tuple[Outlook, Action]:
    """The outlook with an action of a party expected so much more often in some rounds."""
    name, found = next(iter(outlook.actions[party].items()))
    expected = tuple(one + more.get(t, 0.0) for t, one in enumerate(found.expected))
    menu = {**outlook.actions[party], name: replace(found, expected=expected)}
    return replace(outlook, actions={**outlook.actions, party: menu}), name


def _with(outlook: Outlook, other: Outlook) -> Reading:
    return Reading(replace(outlook, solver=replace(outlook.solver, selection=selection(outlook, other))))


def test_an_outlook_parts_nowhere_from_itself(outlook: Outlook) -> None:
    """Nothing is done differently, and one sentence says so; where it was not asked nothing is said."""
    assert selection(outlook, outlook).parting is None
    assert "would be the same" in selected(_with(outlook, outlook))
    assert selected(Reading(outlook)) == ""


def test_it_is_told_who_does_what_most_differently_and_since_when(outlook: Outlook) -> None:
    """The first round in which any act differs, and the one in which one differs most."""
    other, name = _otherwise(outlook, "north", {1: 0.002, 3: 0.05})
    found = selection(outlook, other).parting
    assert found is not None
    assert (found.since, found.date) == (outlook.rounds[1], outlook.rounds[3])
    assert (found.party, found.action) == ("north", name)
    assert found.otherwise - found.expected == pytest.approx(0.05)
    assert f"{found.expected:.3f} against {found.otherwise:.3f} times" in selected(_with(outlook, other))


def test_what_is_too_little_to_matter_is_not_told(outlook: Outlook) -> None:
    """A thousandth of a time in a round is where telling begins."""
    assert selection(outlook, _otherwise(outlook, "south", {2: 0.0009})[0]).parting is None
