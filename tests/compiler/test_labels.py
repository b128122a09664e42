"""Every number of a game can be traced to the scenario."""

from __future__ import annotations

from tests.compiler.scenes import scenario_of

from parley.compiler import compile_game
from parley.scenario import all_numbers

SCENARIO = scenario_of()
LABELS = compile_game(SCENARIO).numbers.labels


def test_every_labelled_path_is_a_number_of_the_scenario() -> None:
    """No label points to something nobody stated and no default made."""
    known = {number.path for number in all_numbers(SCENARIO)}
    labelled = {path for paths in LABELS.values() for path in paths}
    assert labelled - known == set()


def test_every_number_of_the_scenario_is_labelled() -> None:
    """Whatever was stated, or filled in, can be found again in what is solved."""
    labelled = {path for paths in LABELS.values() for path in paths}
    assert {number.path for number in all_numbers(SCENARIO)} - labelled == set()


def test_a_label_is_made_of_the_name_and_the_thing() -> None:
    """A label says which array and whose share of it."""
    assert LABELS["discount[north]"] == ("parties.north.patience.half_life",)
    assert LABELS["action[south:rebuff:no_force]"] == ("conditions.no_force.costs.rebuff",)
    assert "discount[patron]" not in LABELS
