"""What is out of the ordinary: each kind by a case that deserves it and one that does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from tests.dealing.test_table import HIDDEN, TWO

from parley.compiler import compile_game
from parley.dealing import Remark, beginning, deal_table, remarks
from parley.outside_view import OutsideView, StatedView, beside, shipped_classes
from parley.scenario import read_scenario_text
from parley.solver import play, solve


def _remarks(text: str, outside: OutsideView | None = None, residual: float = 0.0) -> dict[str, Remark]:
    scenario = read_scenario_text(text)
    solution = solve(compile_game(scenario))
    course = replace(play(solution), residual=residual)
    deals = deal_table(scenario, solution, beginning(scenario, solution), "a case")
    return {one.kind: one for one in remarks(scenario, solution, course, deals, outside)}


def _outside(monthly: float, reason: str = "") -> OutsideView:
    """A war of three years whose model settles at a monthly rate."""
    began = date(2020, 1, 1)
    days = [began + timedelta(days=1100 + 7 * n) for n in range(60)]
    months = np.arange(60) * 7 / 30.4
    paths = {"settlement:a": (1 - np.exp(-monthly * months)).tolist()}
    return beside(StatedView(began, shipped_classes()["interstate 1816-2007"], reason=reason), paths, days)


def test_a_settlement_far_from_what_wars_allow_is_told() -> None:
    """Half a year to a settlement is far above the class; one in a hundred a month is not."""
    said = _remarks(TWO, _outside(0.5))["against-wars"]
    assert "counted as interstate 1816-2007 counts" in said.text
    assert "above its 90\N{NO-BREAK SPACE}% interval" in said.text
    assert "reason of outside_view.yaml" in said.look_at
    assert "stands in the brief" in _remarks(TWO, _outside(0.5, "talks"))["against-wars"].look_at
    assert "against-wars" not in _remarks(TWO, _outside(0.008))
    assert "against-wars" not in _remarks(TWO)


# Of the two kinds one takes what the other never would, and talks are long enough for it to be found out.
TELLING = HIDDEN.replace("6 rounds", "60 rounds").replace("hard: 30", "hard: 5").replace("0.3\n", "1\n")
ALIKE = HIDDEN.replace("{mild: 70, hard: 30}", "70")


def test_a_prior_that_is_the_answer_is_told() -> None:
    """Where one kind settles and the other does not, the chance of a settlement is the prior."""
    said = _remarks(TELLING)["prior-is-the-answer"]
    assert "if “mild”" in said.text and "if “hard”" in said.text
    assert " 100\N{NO-BREAK SPACE}%" not in said.text and " 0\N{NO-BREAK SPACE}%" not in said.text
    assert "parties.north.dispositions.mild.weight" in said.look_at
    assert "prior-is-the-answer" not in _remarks(ALIKE)
    assert "prior-is-the-answer" not in _remarks(TWO)


@pytest.mark.parametrize(("residual", "told"), [(1e-3, True), (1e-11, False)])
def test_a_residual_far_above_the_usual_is_told(residual: float, told: bool) -> None:
    """A thousandth is; a hundred-billionth is not."""
    assert ("residual" in _remarks(HIDDEN, residual=residual)) is told


def test_a_package_everybody_prefers_from_the_first_day_is_told() -> None:
    """In range for one kind is told with that kind; where somebody blocks every package nothing is."""
    assert "if the hidden kind of the North is “mild”" in _remarks(HIDDEN)["ready"].text
    assert "ready" not in _remarks(TWO)


def test_somebody_no_package_can_move_is_told() -> None:
    """A horizon above everything north could be given; below it there is something to offer."""
    stubborn = TWO.replace("north: 40, south", "north: 95, south")
    assert "North would rather go on" in _remarks(stubborn)["immovable"].text
    assert "by 35 points" in _remarks(stubborn)["immovable"].text
    assert "immovable" not in _remarks(TWO)
