"""The extended form of a game: turns, several hidden sides, offers that cost, answers together.

Everything here is optional: what is left out is as the plain form has it, and a game that states none of
it is solved the quick way. Axes beside those of `parley.game.structure`:

    u turn of a round        g hidden side: a party's disposition, or a fact nobody knows
    k kind of one of them    h profile: a kind of every hidden side, in C order, the last one fastest
    n stretch of rounds with the same numbers        o outside worth

A profile takes the place of the disposition: every array with an axis `h` has one entry for each profile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np
import numpy.typing as npt

from parley.game.arrays import NONE, Flags, Floats, Ints

if TYPE_CHECKING:
    from parley.game import Game

Number = TypeVar("Number", np.float64, np.int64)


@dataclass(frozen=True)
class Stretched(Generic[Number]):
    """Numbers that change from round to round: `of` [t] names the row of `rows` [n, ...] that holds.

    `of` may have one entry more than there are rounds, for the horizon; else the last one holds there.
    """

    of: Ints
    rows: npt.NDArray[Number]

    def at(self, t: int) -> npt.NDArray[Number]:
        """What holds in round t."""
        return self.rows[self.of[min(t, len(self.of) - 1)]]  # type: ignore[no-any-return]


def constant(array: npt.NDArray[Number], rounds: int) -> Stretched[Number]:
    """The same numbers in every round."""
    return Stretched(np.zeros(rounds, dtype=np.int64), array[None])


@dataclass(frozen=True)
class Hidden:
    """A hidden side: what it may be, and the grid on which the public keeps evidence about it.

    `party` is the index of the party whose disposition it is, NONE for a fact nobody knows. Evidence about k
    kinds is k - 1 log-odds against the last of them, each on `nodes` nodes from -`limit` to `limit`. Play
    divides each step into `play_parts`, or into as many as few enough nodes allow.
    """

    name: str
    party: int
    kinds: tuple[str, ...]
    nodes: int
    limit: float
    play_parts: int | None = None


@dataclass(frozen=True)
class GeneralStructure:
    """The shape of an extended game beyond that of a plain one.

    `turns` are the turns of a round in order and `action_turn` [u, a] what can be done in each (None:
    everything). `hidden` lists the hidden sides, at most one for each party; None: what the plain structure
    says. `action_next` [n, s, a] and `action_refused` [s, a] are the postures an action leads to where it
    goes through (NONE: not available) and where it is refused. `together` [j] marks joint actions answered
    by all at once; `agree` [j] is the number of consents needed of those who answer. An action with an
    `action_ending` [a] ends the war if it goes through, with the outside worth `action_outside` [a];
    `walk_ending` [i] is the ending reached when a party walks out while answering (None: breakdown).
    """

    turns: tuple[str, ...] = ("round",)
    action_turn: Flags | None = None
    hidden: tuple[Hidden, ...] | None = None
    action_next: Stretched[np.int64] | None = None
    action_refused: Ints | None = None
    together: Flags | None = None
    agree: Ints | None = None
    action_ending: Ints | None = None
    action_outside: Ints | None = None
    walk_ending: Ints | None = None


@dataclass(frozen=True)
class GeneralNumbers:
    """The numbers of an extended game beyond those of a plain one; what is None is as in the plain form.

    `prior` holds for each hidden side every party's log-weights [i, k] of its kinds, `analyst_prior` the
    analyst's [k]. `floor` [n, u, i, s]; `package_worth` [n, i, h, x, s] counts values and
    loss aversion; `bonus` [n, i, h, s] is added to that by round of the plain form; `balance` [n, h, s].
    Costs are amounts added to worths, so negative: `action_cost` [n, i, h, s, a] at once (in place of the
    plain one), `refused_cost` [i, h, a] after a refusal, `unratified_cost` [i, h, a] where a signature does
    not hold, which it does with chance `ratified` [n, a, s]. Endings: `breakdown`, `collapse` [n, i, h, s],
    `walk_out` [n, walker, i, h, s], `outside` [n, o, i, h, s].
    """

    prior: tuple[Floats, ...] | None = None
    analyst_prior: tuple[Floats, ...] | None = None
    floor: Stretched[np.float64] | None = None
    package_worth: Stretched[np.float64] | None = None
    bonus: Stretched[np.float64] | None = None
    balance: Stretched[np.float64] | None = None
    action_cost: Stretched[np.float64] | None = None
    refused_cost: Floats | None = None
    ratified: Stretched[np.float64] | None = None
    unratified_cost: Floats | None = None
    breakdown: Stretched[np.float64] | None = None
    collapse: Stretched[np.float64] | None = None
    walk_out: Stretched[np.float64] | None = None
    outside: Stretched[np.float64] | None = None


def needs_general(game: Game) -> bool:
    """Whether a game states anything that only the general engine can solve.

    A party that has the floor and nothing to do passes; the quick way counts on `hold`.
    """
    s = game.structure
    return s.general is not None or game.numbers.general is not None or _may_be_left_with_nothing(game)


def _may_be_left_with_nothing(game: Game) -> bool:
    s, n = game.structure, game.numbers
    live = np.repeat(s.collapse == NONE, s.postures)
    for party in range(len(s.parties)):
        own = np.flatnonzero(s.action_party == party)
        if len(own) and (s.action_next[:, own[0]] != NONE).all():
            continue
        speaks = (n.floor[:, party] > 0.0).any(axis=0) & live
        available = (s.action_next[:, own] != NONE).any(axis=1)
        if (speaks & ~available).any():
            return True
    return False


def hidden_sides(game: Game) -> tuple[Hidden, ...]:
    """The hidden sides of any game; none where nothing is hidden."""
    s = game.structure
    if s.general is not None and s.general.hidden is not None:
        return s.general.hidden
    if len(s.dispositions) < 2:
        return ()
    return (Hidden(s.parties[s.hidden], s.hidden, s.dispositions, s.belief_nodes, s.belief_limit),)


def kind_keys(kinds: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """What the kinds of each hidden side are called in results: `SIDE.KIND` where two sides share a name."""
    seen = [kind for one in kinds.values() for kind in one]
    return {
        side: tuple(kind if seen.count(kind) == 1 else f"{side}.{kind}" for kind in one)
        for side, one in kinds.items()
    }


def profile_kinds(sides: tuple[Hidden, ...]) -> Ints:
    """The kind of every hidden side in every profile, shape [h, g]; one empty profile without any."""
    counts = [len(side.kinds) for side in sides]
    if not counts:
        return np.zeros((1, 0), dtype=np.int64)
    kinds = np.unravel_index(np.arange(int(np.prod(counts))), counts)
    return np.stack(kinds, axis=1).astype(np.int64)


def belief_nodes(sides: tuple[Hidden, ...]) -> int:
    """How many nodes the product of all grids has."""
    return int(np.prod([side.nodes ** (len(side.kinds) - 1) for side in sides], dtype=np.int64))


def log_weights(game: Game) -> tuple[tuple[Floats, ...], tuple[Floats, ...]]:
    """Log-weights of kinds for each hidden side: those of the parties [i, k], those of the analyst [k]."""
    n = game.numbers
    if n.general is not None and n.general.prior is not None and n.general.analyst_prior is not None:
        return n.general.prior, n.general.analyst_prior
    if not hidden_sides(game):
        return (), ()
    return (
        (np.stack([n.prior, np.zeros_like(n.prior)], axis=1),),
        (np.array([n.analyst_prior, 0.0]),),
    )


def news_kept(game: Game) -> int:
    """How many numbers a solution of an extended game keeps at a node, of what hidden sides' choices tell.

    One for each log-odds after each of their actions in each turn it may be taken in, and after each of their
    answers on every path of votes that leads to it; where all answer at once everybody's chances besides.
    """
    s = game.structure
    general = s.general or GeneralStructure()
    width = {side.party: len(side.kinds) - 1 for side in hidden_sides(game)}
    allowed = general.action_turn
    turns = np.ones(len(s.actions)) if allowed is None else allowed.sum(axis=0)
    if allowed is None:
        turns = turns * len(general.turns)
    kept = 0
    for a, party in enumerate(s.action_party):
        numbers, j = width.get(int(party), 0), int(s.action_joint[a])
        if j != NONE:
            signers = [int(i) for i in s.signers[j] if i != NONE]
            together = general.together is not None and bool(general.together[j])
            unanimous = general.agree is None or int(general.agree[j]) == len(signers)
            for k, signer in enumerate(signers):
                axes, answers = width.get(signer, 0), 3 if s.may_walk[signer] else 2
                if together:
                    numbers += answers * (2 * axes + 1)
                else:
                    numbers += answers * axes * (1 if unanimous else 2**k)
        kept += int(turns[a]) * numbers
    return kept
