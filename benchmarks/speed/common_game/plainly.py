"""The common game in plain Python, written from its definition and nothing else."""

from __future__ import annotations

from math import exp

from benchmarks.speed.common_game.sizes import COST, DISCOUNT, DOWN, PRECISION, UP, Scale


def solve_by_reference(scale: Scale) -> list[list[list[float]]]:
    """Worths at the start of every round, [t][k][i]."""
    last = scale.positions - 1
    shares = [d / (scale.divisions - 1) for d in range(scale.divisions)]
    rounds = [[[k / last, 1 - k / last] for k in range(scale.positions)]]
    for t in reversed(range(scale.rounds)):
        later = rounds[-1]
        inside = [_position(later, k, t % 2, shares) for k in range(1, last)]
        rounds.append([[0.0, 1.0], *inside, [1.0, 0.0]])
    return rounds[::-1]


def _position(later: list[list[float]], k: int, speaker: int, shares: list[float]) -> list[float]:
    """Worths of one position before whoever speaks has chosen: hold, or one of the offers."""
    on = [
        DISCOUNT * (UP * later[k + 1][i] + DOWN * later[k - 1][i] + (1 - UP - DOWN) * later[k][i]) - COST[i]
        for i in (0, 1)
    ]
    listener = 1 - speaker
    worths = [on]
    for share in shares:
        terms = (share, 1 - share)
        accepted = 1 / (1 + exp(PRECISION * (on[listener] - terms[listener])))
        worths.append([accepted * terms[i] + (1 - accepted) * on[i] for i in (0, 1)])
    best = max(worth[speaker] for worth in worths)
    weights = [exp(PRECISION * (worth[speaker] - best)) for worth in worths]
    total = sum(weights)
    return [sum(w * worth[i] for w, worth in zip(weights, worths, strict=True)) / total for i in (0, 1)]
