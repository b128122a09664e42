"""The nodes of belief on which play stands, and what is counted while playing."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from parley.game import Floats, Ints
from parley.game.size import play_parts
from parley.solver.general_form import Beliefs, Form
from parley.solver.kernel.numbers.structs import Struct

INT, FLOAT = np.int64, np.float64


class Grid(Struct):
    """Nodes f of play: `log_odds` [f, d]; `per_step`, `count`, `stride` [d]; the solver's node `near` [f]."""

    fields: ClassVar = {
        "nodes": int,
        "log_odds": (FLOAT, 2),
        "per_step": (FLOAT, 1),
        "count": (INT, 1),
        "stride": (INT, 1),
        "near": (INT, 1),
    }


class Counts(Struct):
    """What is counted of one share of theatre states in one round, by profile h.

    `ending` [e, h] chance of ending so in this round; `action` [a, h] and `answer` [j, k, 3, h] expected
    counts; `through`, `undone`, `refused` [a, h] how often an action went through and held, was not ratified,
    was turned down; `walked` [i, h] how often a party walked out while answering; under the analyst's prior
    `range_open` [x], `range_empty` [1] and `waiting` [i, 2] as in `Course`. `gain` [i, h, x] sums what going
    on is worth beyond each package; `unsettled` [1] is the chance, to the analyst, of nodes whose residual is
    above the usual one.
    """

    fields: ClassVar = {
        "ending": (FLOAT, 2),
        "action": (FLOAT, 2),
        "answer": (FLOAT, 4),
        "through": (FLOAT, 2),
        "undone": (FLOAT, 2),
        "refused": (FLOAT, 2),
        "walked": (FLOAT, 2),
        "range_open": (FLOAT, 1),
        "range_empty": (FLOAT, 1),
        "waiting": (FLOAT, 2),
        "gain": (FLOAT, 3),
        "unsettled": (FLOAT, 1),
    }


def parts_of(beliefs: Beliefs) -> int:
    """Into how many parts play divides each step of the solver's grids."""
    stated = beliefs.sides[0].play_parts if beliefs.sides else None
    return stated or play_parts(tuple((side.name, side.nodes, len(side.kinds) - 1) for side in beliefs.sides))


def finer(beliefs: Beliefs, parts: int | None = None) -> tuple[Ints, Floats]:
    """Counts of nodes of play by axis [d], and their log-odds [f, d]; a step is cut into so many parts."""
    count = (beliefs.nodes - 1) * (parts or parts_of(beliefs)) + 1
    grids = [np.linspace(-high, high, n) for high, n in zip(beliefs.limit, count, strict=True)]
    mesh = np.meshgrid(*grids, indexing="ij") if grids else []
    return count, np.stack([m.ravel() for m in mesh], axis=1) if grids else np.zeros((1, 0))


def grid_of(form: Form, parts: int | None = None) -> Grid:
    """The nodes of play of a game; with one part to a step they are the solver's own."""
    beliefs = form.beliefs
    parts = parts or parts_of(beliefs)
    count, log_odds = finer(beliefs, parts)
    axes = range(len(count))
    place = np.stack(np.unravel_index(np.arange(len(log_odds)), count), axis=1) if len(count) else None
    near = np.zeros(len(log_odds), dtype=INT)
    for d in axes:
        assert place is not None
        near = near * beliefs.nodes[d] + np.rint(place[:, d] / parts).astype(INT)
    return Grid(
        nodes=len(log_odds),
        log_odds=log_odds,
        per_step=(count - 1) / (2 * beliefs.limit),
        count=count.astype(INT),
        stride=np.array([int(np.prod(count[d + 1 :], dtype=INT)) for d in axes], dtype=INT),
        near=near,
    )


def no_counts(form: Form) -> Counts:
    """Nothing counted yet."""
    s, h = form.game.structure, form.beliefs.profiles
    signers = s.signers.shape[1] if len(s.signers) else 1
    return Counts(
        ending=np.zeros((len(s.endings), h)),
        action=np.zeros((len(s.actions), h)),
        answer=np.zeros((max(len(s.signers), 1), signers, 3, h)),
        through=np.zeros((len(s.actions), h)),
        undone=np.zeros((len(s.actions), h)),
        refused=np.zeros((len(s.actions), h)),
        walked=np.zeros((len(s.parties), h)),
        range_open=np.zeros(len(s.packages)),
        range_empty=np.zeros(1),
        waiting=np.zeros((len(s.parties), 2)),
        gain=np.zeros((len(s.parties), h, len(s.packages))),
        unsettled=np.zeros(1),
    )
