"""The worth of going on: fighting a round, then whatever comes of it, read off a solution."""

from __future__ import annotations

import numpy as np

from parley.game import NONE, Floats, Ints
from parley.solver import Solution


def grid_position(log_odds: Floats, nodes: Floats) -> tuple[Ints, Floats]:
    """The belief node below each log-odds and the part of the way to the next, clipped at the ends."""
    if len(nodes) == 1:
        return np.zeros(log_odds.shape, dtype=np.int64), np.zeros(log_odds.shape)
    step = nodes[1] - nodes[0]
    at = np.clip((log_odds - nodes[0]) / step, 0.0, len(nodes) - 1.0)
    lower = np.minimum(at.astype(np.int64), len(nodes) - 2)
    return lower, at - lower


def move_news(solution: Solution, t: int, moves: slice) -> Floats:
    """What each move of nature says of the disposition, in log-odds; zero where all expect it alike."""
    n, s = solution.game.numbers, solution.game.structure
    chance = n.move_chance[s.law_of[t]][:, moves]
    if len(chance) == 1:
        return np.zeros(chance.shape[1])
    with np.errstate(divide="ignore", invalid="ignore"):
        news = np.log(chance[0]) - np.log(chance[1])
    return np.where(chance[0] == chance[1], 0.0, news)


def going_on(solution: Solution, t: int, situation: int, log_odds: float) -> Floats:
    """C: the worth of fighting on from a round and situation at public log-odds, shape [i, h]."""
    s, n = solution.game.structure, solution.game.numbers
    moves = slice(int(s.move_start[situation]), int(s.move_start[situation + 1]))
    lower, part = grid_position(np.array([log_odds]), solution.log_odds)
    result = np.zeros(n.flow.shape[1:3])
    chance = n.move_chance[s.law_of[t]][:, moves]
    news = move_news(solution, t, moves)
    # A fighting worth is kept at belief nodes and read between them, as the solver does.
    for node, weight in (
        (int(lower[0]), 1.0 - part[0]),
        (min(int(lower[0]) + 1, s.belief_nodes - 1), part[0]),
    ):
        if weight == 0.0:
            continue
        below, fraction = grid_position(solution.log_odds[node] + news, solution.log_odds)
        above = np.minimum(below + 1, s.belief_nodes - 1)
        values = solution.values[t + 1][s.move_next[moves]]
        rows = np.arange(values.shape[0])
        later = (1.0 - fraction)[:, None, None] * values[rows, below] + fraction[:, None, None] * values[
            rows, above
        ]
        result += weight * np.einsum("hm,mih->ih", chance, later)
    return np.asarray(n.flow[s.flow_of[t], :, :, situation] + n.discount[t][:, None] * result)


def refused(solution: Solution, t: int, situation: int, log_odds: float) -> Floats:
    """Worth after a settlement was refused: going on, unless that breaks the talks; shape [i, h]."""
    n = solution.game.numbers
    on = going_on(solution, t, situation, log_odds)
    return (1.0 - n.breakdown_chance) * on + n.breakdown_chance * n.breakdown[:, :, situation]


def belief(solution: Solution, party: int, log_odds: float) -> Floats:
    """The probability a party gives to each disposition at public log-odds, shape [h]."""
    s, n = solution.game.structure, solution.game.numbers
    if s.hidden == NONE:
        return np.ones(1)
    first = 1.0 / (1.0 + np.exp(-(n.prior[party] + log_odds)))
    return np.array([first, 1.0 - first])
