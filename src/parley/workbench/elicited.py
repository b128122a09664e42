"""What an interview writes: the scenario of a finished sitting, on a belief grid its game can afford."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from pathlib import Path

from parley.compiler import estimate_size
from parley.eliciting.sitting import Sitting, put
from parley.errors import CaseError
from parley.game.size import play_parts, time_in_words
from parley.scenario import read_scenario_text
from parley.scenario.parts import BeliefGrid, Scenario

WORK = 200_000_000
"""What a few seconds of one processor solve and play, counted as `_work` does."""

LEAST = 3
_OURS = re.compile(r"^belief_grid: .*# chosen by the interview.*\n", re.MULTILINE)
_AFTER = re.compile(r"^horizon:.*\n", re.MULTILINE)


def write_elicited(sitting: Sitting) -> Path:
    """Write the scenario of a finished interview; UsageError where answers are missing.

    Where the usual belief grid would make the game dear, a coarser one is written, with a comment that says
    why; one that a person stated stays, one that an earlier sitting chose is chosen again.
    """
    path = sitting.write_scenario()
    text = _OURS.sub("", path.read_text(encoding="utf-8"))
    line = grid_line(text)
    put(path, _AFTER.sub(lambda found: found[0] + line, text, count=1))
    return path


def grid_line(text: str) -> str:
    """The line of a scenario that states a belief grid its game can afford; empty where none is needed."""
    try:
        scenario = read_scenario_text(text)
    except CaseError:
        # What a person wrote beside the interview has faults; they are told by the check that follows.
        return ""
    if scenario.belief_grid.stated or not estimate_size(scenario).general or _work(scenario) <= WORK:
        return ""
    grid = affordable_grid(scenario)
    size = estimate_size(replace(scenario, belief_grid=grid))
    axes = sum(axes for _, _, axes in size.grids)
    return (
        f"belief_grid: {{nodes: {grid.nodes}, play_parts: {grid.play_parts}}}  # chosen by the interview:"
        f" {axes} axes of belief make {size.belief_nodes:,} nodes of it; more nodes are finer and dearer\n"
    )


def grid_in_words(path: Path) -> str:
    """What the interview chose of the belief grid of a scenario it wrote, and what a run takes; empty where
    the usual grid did.
    """
    text = path.read_text(encoding="utf-8")
    if not _OURS.search(text):
        return ""
    size = estimate_size(read_scenario_text(text))
    axes = sum(axes for _, _, axes in size.grids)
    nodes = size.grids[0][1]
    return (
        f"the usual belief grid would make this game dear, for there are {axes} log-odds of belief: it is "
        f"written "
        f"with {nodes} nodes for each, and a run takes about {time_in_words(size.seconds)}. More nodes "
        "(belief_grid in the file) are finer and dearer; one kind fewer makes room for them"
    )


def affordable_grid(scenario: Scenario) -> BeliefGrid:
    """The finest belief grid within `WORK`, coarser in play before it is in solving; else the coarsest."""
    grid = scenario.belief_grid
    for nodes in range(grid.nodes, LEAST - 1, -2):
        solving = replace(grid, nodes=nodes)
        usual = play_parts(estimate_size(replace(scenario, belief_grid=solving)).grids)
        for parts in range(usual, 0, -1):
            found = replace(solving, play_parts=parts)
            if _work(replace(scenario, belief_grid=found)) <= WORK:
                return found
    return replace(grid, nodes=LEAST, play_parts=1)


def _work(scenario: Scenario) -> int:
    """Situations times belief nodes (of solving and of play) times rounds, actions and what a node weighs."""
    size = estimate_size(scenario)
    parts = size.play_parts or play_parts(size.grids)
    played = math.prod(((nodes - 1) * parts + 1) ** axes for _, nodes, axes in size.grids)
    # A node weighs every profile, and looks at the two nearest nodes along every axis of belief.
    each = size.dispositions << sum(axes for _, _, axes in size.grids)
    return int(size.situations * (size.belief_nodes + played) * size.rounds * size.actions * each)
