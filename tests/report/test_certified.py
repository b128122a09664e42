"""A solution that is less good than usual says so in words."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from tests.compiler.scenes import WAR

from parley.outlook import BeliefCheck, DrawsCheck
from parley.outlook.result import Certificate, GridEnds
from parley.report.outlook.certified import doubt, doubt_under
from parley.scenario import read_scenario, read_scenario_text
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
    assert doubt(CERTIFICATE.check) == ""


def test_a_residual_far_above_the_usual_is_said_with_what_it_does() -> None:
    """How large, how probable it is to stand there, when, and how far a belief may be off."""
    kept = {"settled": False, "residual": 0.1, "residual_reached": 0.1, "unsettled": 0.0135}
    said = doubt(Certificate(**{**vars(CERTIFICATE), **kept, "unsettled_on": date(2025, 3, 5)}).check)
    assert "0.1 in log-odds, is far above the usual 1e-11" in said
    assert "with 1.4\N{NO-BREAK SPACE}% at most" in said
    assert "off by 2 percentage points" in said


def test_a_residual_where_play_does_not_lead_says_so() -> None:
    """What is never reached moves no probability, and that is said too."""
    said = doubt(Certificate(**{**vars(CERTIFICATE), "settled": False, "residual": 0.4}).check)
    assert said.endswith("Play does not lead there, nor does one deviation from it.")
    assert "play does not lead there, nor" in doubt_under("hasty", BeliefCheck(False, 0.4))


def test_a_residual_that_one_deviation_leads_to_is_not_certified() -> None:
    """Whether an act pays rests on what it leads to, done or not."""
    kept = {"settled": False, "residual": 0.4, "residual_off_path": 0.3}
    said = doubt(Certificate(**{**vars(CERTIFICATE), **kept}).check)
    assert "one deviation from it does, and there they differ by 0.3" in said
    assert "not certified" in said
    assert "not certified" in doubt_under("hasty", BeliefCheck(False, 0.4, residual_off_path=0.3))


def test_of_many_solutions_it_is_said_in_how_many() -> None:
    """How many of them, how far off the worst, and how many had none that could be certified."""
    assert doubt(DrawsCheck(40, 0, 3e-12)) == ""
    assert doubt(None) == "", "an earlier version kept nothing of it"
    assert doubt(DrawsCheck(40, 3, 0.2)).startswith(
        "In 3 of 40 solutions this rests on the largest belief residual, up to 0.2 in log-odds, is far above"
    )
    assert doubt(DrawsCheck(1, 1, 0.2)).startswith("In the one solution this rests on")
    assert doubt(DrawsCheck(40, 0, 3e-12, 1)) == (
        "1 further draw had no solution that could be certified, and is left out."
    )
    assert doubt(DrawsCheck(40, 3, 0.2, 2)).endswith(
        "2 further draws had no solution that could be certified, and are left out."
    )


@pytest.mark.parametrize("precision", [0.2, 8])
def test_steep_choices_are_settled_like_others(precision: float) -> None:
    """However steeply choices answer, nothing is to be said of the outlook of a small war."""
    war = json.dumps(WAR)
    scenario = read_scenario_text(war, {"parties.north.precision": precision, "horizon": "10 rounds"})
    certificate = outlook_of(scenario, "war", {}).solver
    assert certificate.settled
    assert doubt(certificate.check) == ""


def test_an_outlook_carries_what_is_said() -> None:
    """An incumbent that never errs has no consistent answer to an entrant that does not come: it is told."""
    folder = Path(__file__).resolve().parents[2] / "benchmarks" / "known_games" / "kreps-wilson-1982"
    deterred = {"add": -0.1, "when": {"entry_1": "in", "answer_1": "yield"}}
    changes = {"endings.horizon.first.yielded": deterred, "parties.incumbent.precision": "perfect"}
    scenario = read_scenario(folder, {**changes, "belief_grid.nodes": 41})
    certificate = outlook_of(scenario, "entry", {}).solver
    assert not certificate.settled
    assert certificate.residual_off_path > 1.0
    assert "Play does not lead there, but one deviation from it does" in doubt(certificate.check)
