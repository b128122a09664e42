"""A game in full: every table of its extended form, whether it was stated or follows from the plain one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parley.game import (
    NONE,
    Flags,
    Floats,
    Game,
    GeneralNumbers,
    GeneralStructure,
    Hidden,
    Ints,
    Stretched,
    constant,
    hidden_sides,
    log_weights,
    profile_kinds,
)


@dataclass(frozen=True)
class Beliefs:
    """What the public may know of the hidden sides, and what everybody made of them beforehand.

    Evidence has an axis d for every kind but the last of every side: `side` [d] and `kind` [d] say which,
    `nodes`, `limit` [d] its grid; node b of the product of all grids stands at `log_odds` [b, d]. `first`
    [g] is the first axis of a side; `kinds` [h, g] the profiles. `own` [i] is the side that is a party's
    own, or NONE. `weights` [g] are log-weights [i, k] of parties, `analyst` [g] those of the analyst [k].
    """

    sides: tuple[Hidden, ...]
    kinds: Ints
    own: Ints
    first: Ints
    side: Ints
    kind: Ints
    nodes: Ints
    limit: Floats
    log_odds: Floats
    weights: tuple[Floats, ...]
    analyst: tuple[Floats, ...]

    @property
    def profiles(self) -> int:
        """Number of profiles of kinds, H."""
        return len(self.kinds)

    def axes_of(self, g: int) -> slice:
        """The axes of evidence about one side."""
        return slice(int(self.first[g]), int(self.first[g]) + len(self.sides[g].kinds) - 1)


def set_out_beliefs(game: Game) -> Beliefs:
    """The beliefs of a game laid out on the product of its grids."""
    sides = hidden_sides(game)
    weights, analyst = log_weights(game)
    axes = [(g, k) for g, hidden in enumerate(sides) for k in range(len(hidden.kinds) - 1)]
    nodes = [sides[g].nodes for g, _ in axes]
    limit = [sides[g].limit for g, _ in axes]
    grids = [np.linspace(-high, high, count) for high, count in zip(limit, nodes, strict=True)]
    mesh = np.meshgrid(*grids, indexing="ij") if grids else []
    owners = [hidden.party for hidden in sides]
    counts = np.array([len(hidden.kinds) - 1 for hidden in sides], dtype=np.int64)
    parties = range(len(game.structure.parties))
    return Beliefs(
        sides=sides,
        kinds=profile_kinds(sides),
        own=np.array([owners.index(i) if i in owners else NONE for i in parties], dtype=np.int64),
        first=np.cumsum(counts) - counts,
        side=np.array([g for g, _ in axes], dtype=np.int64),
        kind=np.array([k for _, k in axes], dtype=np.int64),
        nodes=np.array(nodes, dtype=np.int64),
        limit=np.array(limit, dtype=np.float64),
        log_odds=np.stack([m.ravel() for m in mesh], axis=1) if grids else np.zeros((1, 0)),
        weights=weights,
        analyst=analyst,
    )


@dataclass(frozen=True)
class Form:
    """Every table of an extended game; axes as in `parley.game.general`.

    Tables that nobody stated by situation keep an axis of one there: `action_cost` [n, i, h, s or 1, a]
    and `ratified` [n, a, s or 1]. `package_worth` [n, i, h, x, s or q] has situations if `by_situation`.
    """

    game: Game
    beliefs: Beliefs
    turns: tuple[str, ...]
    action_turn: Flags
    together: Flags
    agree: Ints
    action_refused: Ints
    action_ending: Ints
    action_outside: Ints
    walk_ending: Ints
    by_situation: bool
    refused_cost: Floats
    unratified_cost: Floats
    action_next: Stretched[np.int64]
    discount: Stretched[np.float64]
    floor: Stretched[np.float64]
    package_worth: Stretched[np.float64]
    bonus: Stretched[np.float64] | None
    balance: Stretched[np.float64]
    action_cost: Stretched[np.float64]
    ratified: Stretched[np.float64]
    breakdown: Stretched[np.float64]
    collapse: Stretched[np.float64]
    walk_out: Stretched[np.float64]
    outside: Stretched[np.float64]


def fill_in(game: Game) -> Form:
    """The full form of any game, plain or extended."""
    s, n = game.structure, game.numbers
    gs, gn = s.general or GeneralStructure(), n.general or GeneralNumbers()
    rounds, actions, situations = s.rounds, len(s.actions), s.situations
    joint, parties = len(s.signers), len(s.parties)
    none = np.full(actions, NONE, dtype=np.int64)
    nothing = np.zeros((parties, n.horizon.shape[1], actions))
    here = np.arange(situations) % s.postures
    floor = Stretched(s.floor_of, np.repeat(n.floor[:, None], len(gs.turns), axis=1))
    return Form(
        game=game,
        beliefs=set_out_beliefs(game),
        turns=gs.turns,
        action_turn=_or(gs.action_turn, np.ones((len(gs.turns), actions), dtype=np.bool_)),
        together=_or(gs.together, np.zeros(joint, dtype=np.bool_)),
        agree=_or(gs.agree, (s.signers != NONE).sum(axis=1).astype(np.int64)),
        action_refused=_or(gs.action_refused, np.repeat(here[:, None], actions, axis=1).astype(np.int64)),
        action_ending=_or(gs.action_ending, none),
        action_outside=_or(gs.action_outside, none),
        walk_ending=_or(gs.walk_ending, np.full(parties, s.breakdown, dtype=np.int64)),
        by_situation=gn.package_worth is not None,
        refused_cost=_or(gn.refused_cost, nothing),
        unratified_cost=_or(gn.unratified_cost, nothing),
        action_next=gs.action_next or constant(s.action_next, rounds),
        discount=Stretched(np.arange(rounds), n.discount),
        floor=gn.floor or floor,
        package_worth=gn.package_worth or constant(n.package_worth, rounds),
        bonus=gn.bonus,
        balance=gn.balance or constant(n.aftermath.balance, rounds),
        action_cost=gn.action_cost or constant(n.action_cost[:, :, None], rounds),
        ratified=gn.ratified or constant(np.ones((actions, 1)), rounds),
        breakdown=gn.breakdown or constant(n.breakdown, rounds),
        collapse=gn.collapse or constant(n.collapse, rounds),
        walk_out=gn.walk_out or constant(n.walk_out, rounds),
        outside=gn.outside or constant(np.zeros((0, *n.horizon.shape)), rounds),
    )


def _or(stated: np.ndarray | None, default: np.ndarray) -> np.ndarray:
    return default if stated is None else stated
