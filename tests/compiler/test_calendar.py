"""Dates and lengths of time as rounds and amounts per round."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from tests.compiler.scenes import WAR, game_of, scenario_of

from parley.compiler import date_of
from parley.compiler.calendar import discount_per_round, flow_per_round, stretches
from parley.compiler.ground import lay_out
from parley.scenario.quantities import Number, Quantity, Term


def _chances(days: float, *rates: tuple[float, float]) -> list[float]:
    """Competing rates, each of a chance and a period in days, in a round of so many days."""
    ground = lay_out(scenario_of(changes={"round": f"{days} days", "horizon": "1 year"}))
    sums = [(Term("r", Quantity((Number(value, "p", "chance", per_days=per),))),) for value, per in rates]
    return [float(part[0, 0]) for part in ground.chances(sums, 0)]


@pytest.mark.parametrize(("days", "expected"), [(7, 0.1), (14, 0.19), (3.5, 1 - 0.9**0.5), (70, 1 - 0.9**10)])
def test_a_rate_of_chance_is_rescaled_by_compounding(days: float, expected: float) -> None:
    """Ten per cent a week is the chance that at least one of several such weeks brings it."""
    assert _chances(days, (0.1, 7.0)) == [pytest.approx(expected, abs=1e-15)]


def test_a_rate_of_nothing_has_no_period() -> None:
    """A step down that never happens does not change what the steps up of a fortnight come to in a week."""
    together = 1 - (1 - 0.24) ** 0.5
    assert sum(_chances(7, (0.18, 14.0), (0.06, 14.0))) == pytest.approx(together, abs=1e-15)
    assert sum(_chances(7, (0.18, 14.0), (0.06, 14.0), (0.0, 7.0))) == pytest.approx(together, abs=1e-15)


def test_rates_of_several_periods_are_brought_to_the_shortest_each_periods_together() -> None:
    """What is stated for a fortnight is brought to a week as one, then all of the week to the round."""
    weekly = 0.1 + 1 - (1 - 0.24) ** 0.5
    found = _chances(3.5, (0.18, 14.0), (0.06, 14.0), (0.1, 7.0))
    assert sum(found) == pytest.approx(1 - (1 - weekly) ** 0.5, abs=1e-15)


def test_a_negative_rate_takes_away_what_the_positive_one_would_add() -> None:
    """Rescaling is odd, so that a term and its opposite still cancel."""
    for days in (3.5, 14.0):
        [added], [taken] = (_chances(days, (value, 7.0)) for value in (0.2, -0.2))
        assert added == -taken


def test_a_flow_is_rescaled_in_proportion() -> None:
    """A point a week is two points in a round of a fortnight."""
    scenario = scenario_of(changes={"round": "14 days"})
    assert flow_per_round(scenario, Number(-1.0, "p", per_days=7), 0) == -2.0


@pytest.mark.parametrize(
    ("patience", "expected"),
    [
        ({"half_life": "70 days"}, 0.5**0.1),
        ({"yearly": 0.8}, 0.8 ** (7 / 365.25)),
        ({"per_round": 0.95}, 0.95),
        ("unlimited", 1.0),
    ],
)
def test_patience_becomes_a_factor_per_round(patience: object, expected: float) -> None:
    """However patience is stated, it is one number per round."""
    scenario = scenario_of(changes={"parties.south.patience": patience})
    assert discount_per_round(scenario, scenario.parties["south"].patience, 0) == pytest.approx(
        expected, abs=1e-15
    )


def test_patience_per_round_is_kept_when_rounds_are_cut_in_two() -> None:
    """The factor stated for a round of seven days is the square of that of its halves."""
    from dataclasses import replace

    whole = scenario_of(changes={"parties.south.patience": {"per_round": 0.81}})
    halves = replace(whole, round_days=3.5)
    assert discount_per_round(halves, whole.parties["south"].patience, 0) == pytest.approx(0.9, abs=1e-15)


def test_rounds_have_dates() -> None:
    """Round zero starts on the day the outlook is made for."""
    scenario = scenario_of()
    assert [date_of(scenario, t) for t in (0, 1, 6)] == [
        date(2025, 1, 1),
        date(2025, 1, 8),
        date(2025, 2, 12),
    ]


def test_a_stretch_is_a_run_of_rounds_with_the_same_terms() -> None:
    """A term from 10 to 25 January counts in the rounds that start on the 15th and the 22nd."""
    scenario = scenario_of()
    index, representatives = stretches(scenario, scenario.parties["south"].flow)
    assert index.tolist() == [0, 0, 1, 1, 0, 0]
    assert representatives == (0, 2)


def test_dated_flow_counts_on_its_dates_only() -> None:
    """The flow of a round is that of its stretch: a point a week less in the two rounds of winter."""
    game = game_of()
    south, s = game.structure.parties.index("south"), game.structure.start
    by_round = game.numbers.flow[game.structure.flow_of][:, south, 0, s]
    assert by_round == pytest.approx(np.array([-0.8, -0.8, -1.8, -1.8, -0.8, -0.8]), abs=1e-15)


def test_the_wish_for_a_deal_halves_with_its_half_life() -> None:
    """A bonus of 20 with a half-life of five rounds is 10 five rounds later."""
    bonus = game_of().numbers.bonus[:, 2, :]
    assert bonus[0].tolist() == [20.0, 20.0]
    assert bonus[5] == pytest.approx([10.0, 10.0], abs=1e-12)


def test_the_floor_alternates_in_the_stated_order() -> None:
    """A fixed alternation gives the floor to each in turn with certainty."""
    game = game_of(WAR, {"table.floor": {"alternate": ["south", "north", "patron"]}})
    order = [int(game.numbers.floor[n, :, 0].argmax()) for n in game.structure.floor_of]
    assert [game.structure.parties[i] for i in order] == ["south", "north", "patron"] * 2
    assert set(np.unique(game.numbers.floor)) == {0.0, 1.0}
