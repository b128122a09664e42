"""Where no search finds the point of a choice, its branch is followed from a precision of nought."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from tests.properties.small_general import small_game

from parley.compiler import compile_game
from parley.game import Floats
from parley.scenario import read_scenario_text
from parley.solver import solve
from parley.solver.general.branch import NUDGE, Branch
from parley.solver.general.reference import solve_by_general_reference
from parley.solver.kernel import branch as kernel

ENTRY = Path(__file__).resolve().parents[2] / "benchmarks" / "known_games" / "kreps-wilson-1982-turns"
LIMIT = 5.0

Implied = Callable[[Floats, float], Floats]


def _followed(implied: Implied, size: int) -> tuple[Floats, float]:
    bounds = np.full(size, -LIMIT), np.full(size, LIMIT)
    found = Branch(implied, np.zeros(size), bounds).run()
    assert found is not None
    return found


def _by_kernel(implied: Implied, size: int) -> Floats:
    """The same by the steps of the kernel, weighed as whoever uses them does."""
    rows, state = np.zeros((kernel.ROWS, size + 1)), np.zeros(kernel.STATES)
    matrix, way = np.zeros((size + 1, size + 2)), kernel.ON
    kernel.begin_branch(rows, state, size)
    while way == kernel.ON:
        point, root = rows[kernel.POINT, :size].copy(), rows[kernel.POINT, size]
        part, more = max(root, 0.0) ** 3, max(root + NUDGE, 0.0) ** 3
        told = implied(point, part)
        free = (np.abs(told) < LIMIT)[:, None].astype(float)
        moved = [(implied(point + NUDGE * one, part) - told) / NUDGE for one in np.eye(size)]
        rows[kernel.GAP, :size] = np.clip(told, -LIMIT, LIMIT) - point
        matrix[:size, :size] = np.eye(size) - free * np.stack(moved, axis=1)
        matrix[:size, size] = -free[:, 0] * (implied(point, more) - told) / NUDGE
        way = kernel.branch_on(rows, state, matrix)
    assert way == kernel.FOUND
    return rows[kernel.POINT, :size]


def test_round_a_turn_the_branch_leads_to_its_own_point() -> None:
    """Of several points it is the one that the branch comes to, beyond where it turns back in precision."""

    def implied(point: Floats, part: float) -> Floats:
        y = point[0]
        return np.array([part * (0.5 * y + 20.0 * float(np.clip(y - 1.0, 0.0, 0.5)) + 0.8)])

    point, residual = _followed(implied, 1)
    assert point == pytest.approx([LIMIT])
    assert residual < 1e-9


def test_a_steep_corner_is_passed() -> None:
    """Where choices answer a hundred thousand times as steeply the branch clings to the corner."""

    def implied(point: Floats, part: float) -> Floats:
        y = point[0]
        return np.array([part * (3.0 * min(y, 0.7) - 1e5 * max(y - 0.7, 0.0) + 1.0)])

    assert _followed(implied, 1)[0] == pytest.approx([0.7 + 2.4 / (1e5 + 1.0)], abs=1e-9)


@pytest.mark.parametrize("seed", range(12))
def test_kernel_and_reference_follow_to_the_same_point(seed: int) -> None:
    """On random kinked equations of up to six unknowns, up to ten thousand times as steep."""
    rng = np.random.default_rng(seed)
    size, steep = int(rng.integers(1, 7)), 10 ** rng.uniform(0.0, 4.0)
    slope, shift, kinks = (
        rng.normal(size=(size, size)),
        2.0 * rng.normal(size=size),
        rng.normal(size=(3, size)),
    )
    bends = [scale * rng.normal(size=(size, size)) for scale in (2.0, 8.0, 0.01 * steep)]

    def implied(point: Floats, part: float) -> Floats:
        z = shift + slope @ point
        for bend, kink in zip(bends, kinks, strict=True):
            z = z + bend @ np.abs(point - kink)
        return np.asarray(part * z)

    point, residual = _followed(implied, size)
    assert residual < 1e-9
    assert np.abs(np.clip(implied(point, 1.0), -LIMIT, LIMIT) - point).max() < 1e-9
    assert np.abs(_by_kernel(implied, size) - point).max() < 1e-7


def test_entry_against_three_kinds_leaves_no_gap() -> None:
    """Kreps and Wilson (1982) with a middling incumbent and steep choices: log-odds are two-dimensional."""
    text = (ENTRY / "scenario.yaml").read_text(encoding="utf-8")
    for old, new in (
        (
            "tough: {weight: 0.1}, weak: {weight: 0.9}",
            "tough: {weight: 0.1}, middling: {weight: 0.2}, weak: {weight: 0.7}",
        ),
        ("nodes: 201", "nodes: 17"),
        ("precision: 3", "precision: 2000"),
    ):
        assert old in text
        text = text.replace(old, new)
    text = text.replace("{tough: 1, weak: -1}", "{tough: 1, middling: 0.3, weak: -1}")
    assert solve(compile_game(read_scenario_text(text))).residual < 1e-8


def test_points_followed_in_every_round_are_those_of_the_reference() -> None:
    """Led up anew in each round, as `--refine` does for extended games too."""
    game = small_game(2, {"three kinds", "one hidden", "together"}, rounds=3)
    anew = solve(game, from_low_precision=True)
    plain = solve_by_general_reference(game, every_round=True)
    assert np.abs(anew.values - plain.values).max() < 1e-9
