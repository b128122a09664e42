"""A solution that is less good than usual says so in words."""

from __future__ import annotations

import json
from datetime import date

import pytest
from tests.compiler.scenes import WAR

from parley.outlook.result import Certificate, GridEnds
from parley.report.outlook.certified import doubt, doubt_under
from parley.scenario import read_scenario_text
from parley.workbench import outlook_of

CERTIFICATE = Certificate(
    residual=4e-12,
    regret={},
    rounds=4,
    situations=6,
    belief_nodes=7,
    belief_limit=4.0,
    belief_ends=GridEnds(0.0, 0.0, 0.0, True),
    bytes=0,
    seconds=0.1,
)


def test_nothing_is_said_of_a_usual_solution() -> None:
    """A residual of a few parts in a million millions is as it should be."""
    assert doubt(CERTIFICATE) == ""


def test_a_residual_far_above_the_usual_is_said_with_what_it_does() -> None:
    """How large, how probable it is to stand there, when, and how far a belief may be off."""
    kept = {"settled": False, "residual": 0.1, "residual_reached": 0.1, "unsettled": 0.0135}
    said = doubt(Certificate(**{**vars(CERTIFICATE), **kept, "unsettled_on": date(2025, 3, 5)}))
    assert "0.1 in log-odds, is far above the usual 1e-11" in said
    assert "with 1.4\N{NO-BREAK SPACE}% at most" in said
    assert "off by 2 percentage points" in said


def test_a_residual_where_play_does_not_lead_says_so() -> None:
    """What is never reached moves no probability, and that is said too."""
    said = doubt(Certificate(**{**vars(CERTIFICATE), "settled": False, "residual": 0.4}))
    assert said.endswith("Play does not lead there.")
    assert "play does not lead there" in doubt_under("hasty", 0.4, 0.0)


@pytest.mark.parametrize("precision", [0.2, 8])
def test_an_outlook_carries_what_is_said(precision: float) -> None:
    """With steep choices a few nodes of a small war find no consistent belief, and its outlook tells."""
    war = json.dumps(WAR)
    scenario = read_scenario_text(war, {"parties.north.precision": precision, "horizon": "10 rounds"})
    certificate = outlook_of(scenario, "war", {}).solver
    assert certificate.settled == (doubt(certificate) == "")
    assert certificate.settled == (precision < 1)
