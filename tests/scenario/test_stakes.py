"""What recorded acts cost and are worth by themselves, in the scenario's own points."""

from __future__ import annotations

from pathlib import Path

import pytest

from parley.case import open_case
from parley.report.inference.weighing import coding_section
from parley.report.inference.weighing.form import CodedPart
from parley.scenario import read_scenario
from parley.scenario.coding.stakes import stakes
from parley.workbench.weigh import coded_record

CASE = Path(__file__).parents[2] / "cases" / "ukraine-2025"
SCENARIO = read_scenario(CASE)


def test_a_favour_costs_its_giver_and_is_worth_something_to_others() -> None:
    """Goodwill costs Russia by its kind and is worth two tenths of a point to the United States."""
    found = stakes(SCENARIO, "gesture:goodwill")
    assert found["russia"] == {"settler": -0.1, "waiter": -0.3, "disarmer": -0.7}
    assert found["usa"] == {"": 0.2}


def test_an_accord_is_worth_its_flow_while_it_lasts() -> None:
    """Thirty days of the halt of strikes on energy at the stated points a week, and nobody's other terms."""
    weeks = 30 / 7
    found = stakes(SCENARIO, "accept:propose:energy_truce")
    assert {party: by[""] for party, by in found.items()} == pytest.approx(
        {"russia": 0.05 * weeks, "ukraine": 0.06 * weeks, "usa": 0.10 * weeks}
    )


def test_levers_and_concessions_cost_who_moves() -> None:
    """A switch costs its holder, a concession its target; what has no price has none."""
    assert stakes(SCENARIO, "set:us_aid:stopped") == {"usa": {"": -2.0}}
    assert stakes(SCENARIO, "concede:end_us_support") == {"usa": {"": -10.0}}
    assert stakes(SCENARIO, "hold") == stakes(SCENARIO, "offer:bare_freeze") == {}


def test_a_cheap_concession_stands_beside_its_claim() -> None:
    """Moscow's yes of 18 March is worth a fifth of a point to itself; a row shows it as a success."""
    document = coded_record(open_case(CASE))
    by_row = {one["move"]: one for one in document["stakes"]}
    assert by_row["U71"]["points"]["russia"][""] > 0
    assert by_row["U71"]["claimed_by"] == ["U80"]
    assert by_row["U37"]["points"] == {"usa": {"": -2.0}}
    section = coding_section(CodedPart.read(document))
    table = next(one for one in section.tables if "points" in one.caption)
    row = next(row for row in table.rows if row[1] == "U71")
    assert row[3] == "+0.2"
    assert row[5] == "U80"
