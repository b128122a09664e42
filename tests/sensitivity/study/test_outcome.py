"""What is kept of a draw is what its outlook says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from tests.sensitivity.study.studies import DUO, FRAIL, MEMORY

from parley.compiler import compile_game
from parley.game.names import STILL_FIGHTING, Ending
from parley.outlook import Outlook, compose
from parley.scenario import read_scenario_text, restate
from parley.scenario.parts import Scenario
from parley.scenario.starting import write_starter
from parley.sensitivity.study import draw
from parley.sensitivity.study.outcome import Found, Recipe, layout, work_out
from parley.sensitivity.study.plan import Plan
from parley.solver import play, solve


@pytest.fixture
def starter(tmp_path: Path) -> Scenario:
    """A short scenario with a hidden party, a theatre and ranges."""
    write_starter(tmp_path)
    text = (tmp_path / "scenario.yaml").read_text(encoding="utf-8")
    return read_scenario_text(text, {"horizon": "5 rounds"})


def test_the_figures_of_a_draw_are_those_of_its_outlook(starter: Scenario) -> None:
    """Endings, worths, durability and beliefs equal what composing the whole outlook gives, exactly."""
    draws = draw(starter, 3, seed=1)
    entries = layout(starter, compile_game(starter))
    recipe = Recipe(starter, draws.paths, MEMORY)
    (found,) = work_out(recipe, [(2, draws.values[2].tolist())])
    assert found.figures is not None
    assert len(found.figures) == len(entries)
    scenario = restate(starter, draws.row(2))
    solution = solve(compile_game(scenario))
    outlook = compose(scenario, solution, play(solution), case="x", input_hashes={}, seconds=0.0)
    by_day = {day: t for t, day in enumerate(outlook.rounds)}
    kinds = set()
    for entry, figure in zip(entries, found.figures, strict=True):
        kinds.add(entry.what)
        t = by_day[entry.day] if entry.day else 0
        assert figure == _said(outlook, entry.what, entry.name, entry.disposition, t)
    assert kinds == {"ending", "worth", "kept", "belief", "residual"}


def _said(outlook: Outlook, what: str, name: str, disposition: str, t: int) -> float:
    if what == "ending":
        return outlook.still_fighting[t] if name == STILL_FIGHTING else outlook.endings[Ending(name)][t]
    if what == "belief":
        return outlook.beliefs[name][disposition][t]
    if what == "residual":
        return outlook.solver.residual
    return outlook.values[name].mean if what == "worth" else outlook.durability[name].mean


def test_endings_and_still_fighting_sum_to_one_on_every_day() -> None:
    """The shares of each date make a whole in every draw."""
    scenario = read_scenario_text(DUO)
    draws = draw(scenario, 5, seed=1)
    entries = layout(scenario, compile_game(scenario))
    days = {entry.day for entry in entries if entry.what == "ending"}
    assert len(days) == 4
    assert min(day for day in days if day) == date(2025, 1, 6)
    for found in work_out(Recipe(scenario, draws.paths, MEMORY), list(enumerate(draws.values.tolist()))):
        assert found.figures is not None
        for day in days:
            shares = [
                f for e, f in zip(entries, found.figures, strict=True) if (e.what, e.day) == ("ending", day)
            ]
            assert sum(shares) == pytest.approx(1.0, abs=1e-12)


def test_a_draw_that_cannot_be_solved_says_why_and_the_rest_goes_on() -> None:
    """Draws that make no valid scenario are told from those that do; the others have their figures."""
    scenario = read_scenario_text(FRAIL)
    draws = draw(scenario, 60, seed=1)
    chances = draws.values[:, draws.paths.index("table.floor.ann")]
    found = work_out(Recipe(scenario, draws.paths, MEMORY), list(enumerate(draws.values.tolist())))
    failed = {one.draw for one in found if one.figures is None}
    assert failed == set(np.flatnonzero(chances + 0.45 > 1).tolist())
    assert 0 < len(failed) < 60
    assert all("floor" in one.reason or "100 %" in one.reason for one in found if one.figures is None)


def test_a_game_too_large_is_a_failed_draw() -> None:
    """The reason names the limit; nothing is raised."""
    scenario = read_scenario_text(DUO)
    draws = draw(scenario, 1, seed=1)
    (found,) = work_out(Recipe(scenario, draws.paths, 10), [(0, draws.values[0].tolist())])
    assert found == Found(0, None, found.reason)
    assert found.reason.startswith("too-large: the game needs about")


def test_memory_running_out_is_no_property_of_a_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is raised, so that the draw stays missing and is made another time; a defect of ours is recorded."""
    scenario = read_scenario_text(DUO)
    draws = draw(scenario, 1, seed=1)
    job = [(0, draws.values[0].tolist())]
    for problem in (MemoryError(), ZeroDivisionError("by zero")):

        def fail(*args: object, problem: Exception = problem, **kwargs: object) -> None:
            raise problem

        monkeypatch.setattr("parley.sensitivity.study.outcome.solve_and_play", fail)
        if isinstance(problem, MemoryError):
            with pytest.raises(MemoryError):
                work_out(Recipe(scenario, draws.paths, MEMORY), job)
        else:
            (found,) = work_out(Recipe(scenario, draws.paths, MEMORY), job)
            assert found.reason == "unexpected ZeroDivisionError: by zero"


def test_what_a_study_is_shows_in_its_id() -> None:
    """Another scenario, seed, method or limit is another study; more Sobol draws are the same one."""

    def run_id(
        text: str = DUO, count: int = 8, seed: int = 1, memory: int = MEMORY, method: str = "sobol"
    ) -> str:
        scenario = read_scenario_text(text)
        return Plan(
            "duo",
            scenario,
            draw(scenario, count, seed=seed, method=method),  # type: ignore[arg-type]
            memory,
            {},
        ).run_id

    assert run_id() == run_id(count=16)
    assert run_id(method="latin") != run_id(method="latin", count=16)
    others = {
        run_id(FRAIL),
        run_id(DUO.replace("range: [0.05, 1]", "range: [0.06, 1]")),
        run_id(seed=2),
        run_id(memory=2 * MEMORY),
        run_id(method="latin"),
    }
    assert len(others | {run_id()}) == 6
