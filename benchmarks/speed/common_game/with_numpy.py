"""The common game in numpy: one round at a time, all positions and offers of it together."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from benchmarks.speed.common_game.sizes import COST, DISCOUNT, DOWN, PRECISION, UP, Scale

Floats = npt.NDArray[np.float64]


def solve_with_numpy(scale: Scale) -> Floats:
    """Worths at the start of every round, shape [t, k, i]."""
    to_ann = np.linspace(0.0, 1.0, scale.positions)
    share = np.linspace(0.0, 1.0, scale.divisions)
    terms = np.stack([share, 1 - share])
    worths = np.empty((scale.rounds + 1, scale.positions, 2))
    worths[-1] = np.stack([to_ann, 1 - to_ann], axis=1)
    worths[:, 0], worths[:, -1] = (0.0, 1.0), (1.0, 0.0)
    for t in reversed(range(scale.rounds)):
        later, speaker = worths[t + 1], t % 2
        expected = UP * later[2:] + DOWN * later[:-2] + (1 - UP - DOWN) * later[1:-1]
        on = DISCOUNT * expected - np.array(COST)
        worths[t, 1:-1] = _choice(on, terms, speaker)
    return worths


def _choice(on: Floats, terms: Floats, speaker: int) -> Floats:
    """Worths [k, i] before whoever speaks has chosen: hold, or one of the offers."""
    listener = 1 - speaker
    accepted = 1 / (1 + np.exp(PRECISION * (on[:, listener, None] - terms[listener])))
    offered = on[:, :, None] + accepted[:, None, :] * (terms - on[:, :, None])
    worth = np.concatenate([on[:, :, None], offered], axis=2)
    own = worth[:, speaker]
    weights = np.exp(PRECISION * (own - own.max(axis=1, keepdims=True)))
    chances = weights / weights.sum(axis=1, keepdims=True)
    return np.asarray(np.einsum("ko,kio->ki", chances, worth))
