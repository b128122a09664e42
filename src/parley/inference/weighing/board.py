"""A solved game laid out for weighing: where probability stands, and how it is moved, with numpy alone.

`mass` [h, s, f] is the probability of situation s and public log-odds f given disposition h. Log-odds stand
on a grid much finer than the solver's, whose nodes are among its nodes: a split between two nodes of a
coarse grid is a lottery over beliefs, and weighing what open parties do would learn from its draw.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from parley.game import NONE, Component, Floats, Ints, Structure
from parley.game.names import ActionKind
from parley.solver import Solution, first_round, play_log_odds

FINEST = 0.1
"""Steps of log-odds in weighing are no wider than this."""


@dataclass(frozen=True)
class Board:
    """The parts of a solution that weighing needs, with what follows from them.

    Strategies between the solver's nodes are interpolated; `finest` is the widest step of log-odds f.
    """

    solution: Solution
    finest: float = FINEST

    @property
    def structure(self) -> Structure:
        """The structure of the game."""
        return self.solution.game.structure

    @property
    def dispositions(self) -> int:
        """Number of dispositions; one where nothing is hidden."""
        return int(self.solution.values.shape[4])

    @cached_property
    def log_odds(self) -> Floats:
        """The fine grid of log-odds, shape [f]."""
        coarse = self.solution.log_odds
        if len(coarse) == 1:
            return coarse
        parts = max(1, math.ceil((coarse[1] - coarse[0]) / self.finest - 1e-9))
        return np.linspace(coarse[0], coarse[-1], (len(coarse) - 1) * parts + 1)

    @cached_property
    def between(self) -> Floats:
        """What is read at the fine grid of anything known at the solver's nodes, shape [b, f]."""
        coarse = self.solution.log_odds
        return np.stack([np.interp(self.log_odds, coarse, unit) for unit in np.eye(len(coarse))])

    @cached_property
    def holds(self) -> tuple[int, ...]:
        """For each party the index of its action `hold`, or NONE if it never has the floor."""
        s = self.structure
        mine = [np.flatnonzero(s.action_party == i) for i in range(len(s.parties))]
        return tuple(
            next((int(a) for a in own if s.actions[a].kind is ActionKind.HOLD), NONE) for own in mine
        )

    @cached_property
    def origin(self) -> Ints:
        """The situation every move of nature starts from, shape [m]."""
        return np.repeat(np.arange(self.structure.situations), np.diff(self.structure.move_start))

    def floor(self, t: int) -> Floats:
        """The chance of each party to have the floor in round t, shape [i, s]."""
        return np.asarray(self.solution.game.numbers.floor[self.structure.floor_of[t]])

    def action(self, party: str, name: str) -> int:
        """The index of a party's action, or NONE where the game has none of that name."""
        s = self.structure
        for a, action in enumerate(s.actions):
            if action == name and s.parties[s.action_party[a]] == party:
                return a
        return NONE

    def part(self, name: str) -> tuple[Component, Ints]:
        """A part of the situation, and the setting it stands at in every situation [s]."""
        s = self.structure
        names = [component.name for component in s.tracks + s.posture]
        index = names.index(name)
        track = index < len(s.tracks)
        setting = s.settings_of(index if track else index - len(s.tracks), track=track)
        return (s.tracks + s.posture)[index], setting

    def stride(self, name: str) -> int:
        """How far apart in the numbering of situations two neighbouring settings of a part stand."""
        parts = self.structure.tracks + self.structure.posture
        after = [c.name for c in parts].index(name) + 1
        return int(np.prod([len(c.settings) for c in parts[after:]], dtype=np.int64))

    def begin(self) -> tuple[Floats, Floats]:
        """The mass [h, s, f] and the analyst's weights [h] at the start of the game."""
        begin = first_round(self.solution)
        mass = np.zeros((self.dispositions, self.structure.situations, len(self.log_odds)))
        mass[:, self.structure.start, len(self.log_odds) // 2] = 1.0
        return mass, begin.weights

    def for_play(self, mass: Floats) -> Floats:
        """The same mass on the log-odds of play, mean log-odds kept."""
        nodes = play_log_odds(self.solution)
        return np.asarray(
            mass @ np.stack([np.interp(self.log_odds, nodes, unit) for unit in np.eye(len(nodes))]).T
        )

    def spread(self, mass: Floats, situations: Ints, log_odds: Floats, amount: Floats) -> None:
        """Add `amount` [h, n, c] at `situations` [n] and any `log_odds` [n, c] to `mass` [h, s, f].

        What lands between two nodes is split so that mean log-odds are kept.
        """
        nodes = mass.shape[2]
        if nodes == 1:
            self.put(mass, situations, slice(0, 1), amount)
            return
        lowest, step = self.log_odds[0], self.log_odds[1] - self.log_odds[0]
        place = np.clip((log_odds - lowest) / step, 0.0, nodes - 1.0)
        lower = np.minimum(place.astype(np.int64), nodes - 2)
        part = place - lower
        where = (situations[:, None] * nodes + lower).ravel()
        for h in range(mass.shape[0]):
            flat = mass[h].reshape(-1)
            flat += np.bincount(where, ((1.0 - part) * amount[h]).ravel(), flat.size)
            flat += np.bincount(where + 1, (part * amount[h]).ravel(), flat.size)

    def put(self, mass: Floats, situations: Ints, columns: slice, amount: Floats) -> None:
        """Add `amount` [h, n, c] at `situations` [n] to `mass` [h, s, f] without any news."""
        if len(situations) == 0:
            return
        order = np.argsort(situations, kind="stable")
        first = np.flatnonzero(np.diff(situations[order], prepend=-1))
        mass[:, situations[order][first], columns] += np.add.reduceat(amount[:, order], first, axis=1)

    def fight(self, t: int, fought: Floats) -> tuple[Floats, Floats]:
        """Let nature move: the mass at the start of the next round, and what collapsed [e, h]."""
        s, numbers = self.structure, self.solution.game.numbers
        here, columns = standing(fought)
        moves = np.flatnonzero(np.isin(self.origin, here))
        origin, to = self.origin[moves], s.move_next[moves]
        chance = numbers.move_chance[s.law_of[t]][:, moves]
        amount = fought[:, origin, columns] * chance[:, :, None]
        shift = _news_of(chance)
        ended = np.zeros((len(s.endings), fought.shape[0]))
        collapse = s.collapse[to // s.postures]
        for m in np.flatnonzero(collapse != NONE):
            ended[collapse[m]] += amount[:, m].sum(axis=1)
        alive = collapse == NONE
        mass = np.zeros_like(fought)
        still, told = alive & (shift == 0.0), alive & (shift != 0.0)
        self.put(mass, to[still], columns, amount[:, still])
        after = self.log_odds[columns][None, :] + shift[told][:, None]
        self.spread(mass, to[told], after, amount[:, told])
        return mass, ended

    def beliefs(self, mass: Floats, weights: Floats) -> Floats:
        """What every holder believes of the dispositions, shape [holder, h]: open parties, then the analyst.

        `mass` sums to one for each disposition; `weights` [h] are the analyst's.
        """
        nodes = weights @ mass.sum(axis=1)
        prior = self.solution.game.numbers.prior[list(self.open_parties)]
        first = (nodes / (1.0 + np.exp(-(prior[:, None] + self.log_odds[None, :])))).sum(axis=1)
        return np.vstack([np.stack([first, 1.0 - first], axis=1), weights])

    @cached_property
    def open_parties(self) -> tuple[int, ...]:
        """The parties that hold beliefs about the hidden one; none where nothing is hidden."""
        s = self.structure
        return () if s.hidden == NONE else tuple(i for i in range(len(s.parties)) if i != s.hidden)

    @property
    def holders(self) -> tuple[str, ...]:
        """Who holds a belief: the open parties, and the analyst; nobody where nothing is hidden."""
        s = self.structure
        return (*(s.parties[i] for i in self.open_parties), "analyst") if s.hidden != NONE else ()


def board_of_play(solution: Solution) -> Board:
    """The board whose log-odds are those of play."""
    nodes = play_log_odds(solution)
    return Board(solution, float(nodes[1] - nodes[0]) if len(nodes) > 1 else FINEST)


def standing(mass: Floats) -> tuple[Ints, slice]:
    """The situations with any probability, in increasing order, and the stretch of log-odds that has some."""
    held = np.asarray(mass.any(axis=0))
    columns = np.flatnonzero(held.any(axis=0))
    return np.flatnonzero(held.any(axis=1)), slice(int(columns[0]), int(columns[-1]) + 1)


def _news_of(chance: Floats) -> Floats:
    """What a move of nature says of the disposition, in log-odds [m]; one nobody expects says nothing."""
    if chance.shape[0] == 1:
        return np.zeros(chance.shape[1])
    with np.errstate(divide="ignore", invalid="ignore"):
        shift = np.log(chance[0]) - np.log(chance[1])
    return np.where(chance[0] == chance[1], 0.0, shift)
