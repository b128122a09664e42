"""An interview's scenario is written on a belief grid that its game can afford."""

from __future__ import annotations

import math
from pathlib import Path

from tests.eliciting.scripts import FRONT, WAR
from tests.eliciting.test_interview import _sat

from parley.compiler import compile_game, estimate_size
from parley.scenario import read_scenario_text
from parley.solver import play, solve
from parley.workbench.elicited import grid_line, write_elicited

SECOND = """
    dispositions: {steady: {weight: 60 %}, tired: {weight: 40 %}}
"""
THREE_KINDS = {
    **FRONT,
    "floor": WAR["floor"],
    **{question: said for question, said in WAR.items() if question.startswith("speaks/")},
}


def _with_second_side(path: Path) -> None:
    """Give the patron dispositions by hand, as an analyst would add them to a written file."""
    text = path.read_text(encoding="utf-8")
    assert "  patron:\n    name: Patron\n" in text
    path.write_text(text.replace("  patron:\n    name: Patron\n", "  patron:\n    name: Patron" + SECOND))


def test_three_kinds_and_a_second_hidden_party_are_solved_in_seconds(tmp_path: Path) -> None:
    """The grid that is written leaves a game of seconds, where the usual one would make a giant."""
    script = {question: said for question, said in THREE_KINDS.items() if not question.startswith("turns")}
    sitting = _sat(tmp_path, script)
    _with_second_side(write_elicited(sitting))
    text = write_elicited(sitting).read_text(encoding="utf-8")
    scenario = read_scenario_text(text)
    size = estimate_size(scenario)
    assert [axes for _, _, axes in size.grids] == [2, 1]
    assert scenario.belief_grid.stated and scenario.belief_grid.nodes < 21
    unstated = "".join(line for line in text.splitlines(True) if not line.startswith("belief_grid"))
    usual = estimate_size(read_scenario_text(unstated))
    assert usual.nodes > 50 * size.nodes
    course = play(solve(compile_game(scenario), workers=1), workers=1)
    assert math.isfinite(course.residual)


def test_a_grid_that_was_chosen_is_chosen_again_and_a_stated_one_stays(tmp_path: Path) -> None:
    """Writing twice leaves one line; a grid that a person wrote is not touched; two kinds need none."""
    script = {question: said for question, said in THREE_KINDS.items() if not question.startswith("turns")}
    sitting = _sat(tmp_path / "a", script)
    path = write_elicited(sitting)
    _with_second_side(path)
    first = write_elicited(sitting).read_text(encoding="utf-8")
    assert write_elicited(sitting).read_text(encoding="utf-8") == first
    assert first.count("belief_grid") == 1 and "# chosen by the interview" in first
    mine = "\n".join(
        "belief_grid: {nodes: 3}" if "belief_grid" in line else line for line in first.split("\n")
    )
    path.write_text(mine, encoding="utf-8")
    assert "belief_grid: {nodes: 3}\n" in write_elicited(sitting).read_text(encoding="utf-8")
    plain = write_elicited(_sat(tmp_path / "b", WAR)).read_text(encoding="utf-8")
    assert "belief_grid" not in plain and grid_line(plain) == ""
