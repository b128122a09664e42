"""A scenario made coarse for a quick look keeps its dates, and a small one is left as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from tests.outlook.small_case import SMALL

from parley.compiler import date_of, estimate_size
from parley.outlook.coarse import NODES, WORK, coarsened
from parley.outlook.difference import distance, distance_by_date
from parley.scenario import read_scenario, read_scenario_text
from parley.workbench import outlook_of

UKRAINE = Path(__file__).parents[2] / "cases" / "ukraine-2025-plain"


def test_a_small_game_is_its_own_preview() -> None:
    """What is solved in no time is not made coarser."""
    scenario = read_scenario_text(SMALL)
    assert coarsened(scenario) == (scenario, 1)


def test_the_shipped_case_is_made_coarse_enough() -> None:
    """Its rounds become four weeks long, up to the same horizon, and its nodes fit into one row."""
    stated = read_scenario(UKRAINE)
    coarse, longer = coarsened(stated)
    assert (longer, coarse.belief_grid.nodes) == (4, NODES)
    assert coarse.round_days == longer * stated.round_days
    size = estimate_size(coarse)
    assert size.nodes * size.actions <= WORK
    late = date_of(coarse, coarse.rounds) - date_of(stated, stated.rounds)
    assert timedelta(0) <= late < timedelta(days=coarse.round_days)


def test_rounds_that_take_turns_keep_their_length() -> None:
    """Longer rounds would change who speaks when; belief nodes are fewer all the same."""
    stated = read_scenario(UKRAINE, {"table.floor": {"alternate": ["russia", "ukraine", "usa", "europe"]}})
    coarse, longer = coarsened(stated)
    assert longer == 1
    assert coarse.belief_grid.nodes == NODES


def test_outlooks_are_compared_where_their_dates_meet() -> None:
    """With rounds twice as long every second date is shared; what lies between is not compared."""
    stated = read_scenario_text(SMALL)
    slower = replace(stated, round_days=2 * stated.round_days, rounds=stated.rounds // 2)
    fine, slow = (outlook_of(scenario, "small", {}) for scenario in (stated, slower))
    found = distance_by_date(slow, fine)
    assert found == distance(slow, fine)
    assert 0 < found.probability < 1
    assert distance_by_date(fine, fine) == distance(fine, fine)
