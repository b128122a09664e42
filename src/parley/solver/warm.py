"""Compile the kernel ahead of its first use: `python -m parley.solver.warm`, run once at set-up."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace

import numpy as np

from parley.game import NONE, Aftermath, Game, Numbers, Size, Structure
from parley.game.names import Action, ActionKind

EXTENDED = "extended"
"""Asks to compile what extended games need and no more."""


def smallest_game(dispositions: tuple[str, ...]) -> Game:
    """Two parties and nothing to do but hold: every array, as small as it can be.

    With two `dispositions` the first party is hidden; with none nothing is.
    """
    hidden, h = (0, 2) if dispositions else (NONE, 1)
    one, none = np.zeros(1, dtype=np.int64), np.full((1, 1), NONE, dtype=np.int64)
    structure = Structure(
        parties=("speaker", "other"),
        hidden=hidden,
        dispositions=dispositions,
        rounds=1,
        tracks=(),
        posture=(),
        packages=("nothing",),
        actions=(Action(ActionKind.HOLD),),
        endings=("settlement:nothing", "breakdown"),
        start=0,
        belief_nodes=3 if dispositions else 1,
        belief_limit=1.0,
        action_party=one,
        action_next=np.zeros((1, 1), dtype=np.int64),
        action_package=np.full(1, NONE, dtype=np.int64),
        action_joint=np.full(1, NONE, dtype=np.int64),
        reservation=np.zeros(1, dtype=np.bool_),
        signers=none[:0],
        package_signers=none,
        may_walk=np.zeros(2, dtype=np.bool_),
        collapse=np.full(1, NONE, dtype=np.int64),
        move_start=np.arange(2, dtype=np.int64),
        move_next=one,
        flow_of=one,
        law_of=one,
        floor_of=one,
    )
    by_situation, by_party = np.zeros((2, h, 1)), np.zeros((2, h))
    numbers = Numbers(
        prior=np.zeros(2),
        analyst_prior=0.0,
        discount=np.ones((1, 2)),
        precision=np.ones(2),
        flow=np.zeros((1, 2, h, 1)),
        floor=np.array([[[0.5], [0.0]]]),
        move_chance=np.ones((1, h, 1)),
        action_cost=by_situation,
        action_gain=by_situation,
        package_worth=np.zeros((2, h, 1, 1)),
        bonus=np.zeros((1, 2, h)),
        breakdown_chance=0.0,
        horizon=by_situation,
        breakdown=by_situation,
        walk_out=np.zeros((2, 2, h, 1)),
        collapse=by_situation,
        aftermath=Aftermath(
            NONE, 1.0, np.zeros((h, 1)), np.zeros((1, 1)), np.zeros((1, 1)), by_party, by_party
        ),
        pie=np.zeros((2, 2)),
        labels={},
    )
    size = Size({}, 1, structure.belief_nodes, 1, 2, h, 1, 1, 1)
    return Game(structure, numbers, size)


def warm() -> float:
    """Compile, or load from the cache, all that solving and playing need; returns the seconds it took."""
    started = time.perf_counter()
    _warm_quick()
    _warm_extended()
    return time.perf_counter() - started


def _warm_quick() -> None:
    """What plain games need."""
    from parley.solver import play, policy, solve, solve_stack

    for dispositions in ((), ("first", "second")):
        solution = solve(smallest_game(dispositions), workers=1)
        play(solution)
        policy(solution, 0, np.zeros(1, dtype=np.int64))
        solve_stack(solution.game, {"discount": np.ones((1, 1, 2))}, workers=1)


def _warm_extended() -> None:
    """What extended games need."""
    from parley.game import GeneralStructure
    from parley.solver import GeneralSolution, near, play, policy, solve, solve_origin
    from parley.solver.general.sight import Sight

    plain = smallest_game(("first", "second"))
    turned = replace(plain.structure, general=GeneralStructure())
    extended = solve(replace(plain, structure=turned), workers=1)
    assert isinstance(extended, GeneralSolution)
    play(extended)
    policy(extended, 0, np.zeros(1, dtype=np.int64))
    Sight(extended).stand(0, 0, 0, np.zeros(1))
    changed = replace(extended.game.numbers, flow=extended.game.numbers.flow + 1.0)
    near(solve_origin(extended.game), replace(extended.game, numbers=changed))


def compile_all() -> float:
    """Compile what is not compiled yet, in two processes side by side; returns the seconds it took."""
    started = time.perf_counter()
    with subprocess.Popen([sys.executable, "-m", "parley.solver.warm", EXTENDED]):
        _warm_quick()
    # Loads what the other has compiled; were it killed, or nothing kept, it is compiled here.
    _warm_extended()
    return time.perf_counter() - started


if __name__ == "__main__":
    if EXTENDED in sys.argv:
        _warm_extended()
    else:
        print(f"The solver's kernel is ready ({compile_all():.0f} s).")
