"""A second opinion on extended games: the tree of the arrays written out, with exact beliefs and no grid.

Nothing here is shared with the solvers. Beliefs are what the public has learned of every kind of every hidden
side, in logarithms; what choices tell is found by damped steps from "no news" alone. Where nothing is hidden,
histories that come to the same situation are looked up instead of followed again.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from parley.game import NONE, Floats, Game, GeneralNumbers, GeneralStructure

Learned = tuple[tuple[float, ...], ...]  # by side, by kind: log-likelihood of everything seen
Worth = Floats  # [i, h]


class ArrayTree:
    """The game tree of a game of arrays; `worth()` is what it is worth, by party and profile."""

    def __init__(self, game: Game):
        self.s, self.n = game.structure, game.numbers
        self.gs, self.gn = self.s.general or GeneralStructure(), self.n.general or GeneralNumbers()
        self.sides = self.gs.hidden or ()
        self.profiles = list(itertools.product(*(range(len(side.kinds)) for side in self.sides)))
        self.prior = self.gn.prior or ()
        self.turns = len(self.gs.turns)
        self.damping = 0.5
        self.known: dict[tuple[int, int, int], Worth] = {}

    def worth(self, learned: Learned | None = None) -> Worth:
        """The worth of the whole game, before anything is seen."""
        nothing = tuple(tuple(0.0 for _ in side.kinds) for side in self.sides)
        return self.turn(0, 0, self.s.start, learned or nothing)

    # ---- time

    def turn(self, t: int, u: int, place: int, learned: Learned) -> Worth:
        """Worth at the start of turn u of round t."""
        if self.sides and not (u == self.turns and t == self.s.rounds - 1):
            return self.follow(t, u, place, learned)
        # Nothing that is seen matters any more: nobody hides anything, or the horizon is all that comes.
        if (t, u, place) not in self.known:
            self.known[t, u, place] = self.follow(t, u, place, learned)
        return self.known[t, u, place]

    def follow(self, t: int, u: int, place: int, learned: Learned) -> Worth:
        """The same, followed to its end."""
        if u == 0:
            if self.s.collapse[place // self.s.postures] != NONE:
                return np.asarray(self.read("collapse", t)[:, :, place])
            if t == self.s.rounds:
                return np.asarray(self.n.horizon[:, :, place])
        if u == self.turns:
            return self.fight(t, place, learned)
        floor = self.n.floor[self.s.floor_of[t], :, place]
        if self.gn.floor is not None:
            floor = self.gn.floor.at(t)[u, :, place]
        total, left = np.zeros((len(self.s.parties), len(self.profiles))), 1.0
        for party, chance in enumerate(floor):
            menu = [a for a in range(len(self.s.actions)) if self.can(t, u, place, party, a)]
            if chance > 0 and menu:
                left -= chance
                options = [self.act(t, u, place, a) for a in menu]
                total = total + chance * self.choice(party, options, learned)
        return np.asarray(total + left * self.turn(t, u + 1, place, learned))

    def can(self, t: int, u: int, place: int, party: int, a: int) -> bool:
        """Whether a party can take an action in a turn."""
        allowed = self.gs.action_turn is None or bool(self.gs.action_turn[u, a])
        return allowed and self.s.action_party[a] == party and self.leads(t, place, a) != NONE

    def leads(self, t: int, place: int, a: int) -> int:
        """The posture an action leads to."""
        table = self.s.action_next if self.gs.action_next is None else self.gs.action_next.at(t)
        return int(table[place, a])

    def fight(self, t: int, place: int, learned: Learned) -> Worth:
        """Flow, and what nature's moves lead to, discounted."""
        later = np.zeros((len(self.s.parties), len(self.profiles)))
        for m in range(self.s.move_start[place], self.s.move_start[place + 1]):
            chance = self.n.move_chance[self.s.law_of[t], :, m]
            then = self.turn(t + 1, 0, int(self.s.move_next[m]), self.hear(learned, chance))
            later += chance * then
        discount = self.n.discount[t]
        return np.asarray(self.n.flow[self.s.flow_of[t], :, :, place] + discount[:, None] * later)

    def hear(self, learned: Learned, chance: Floats) -> Learned:
        """Beliefs after something that has these chances under the profiles: one factor for each side."""
        result = []
        for g in range(len(self.sides)):
            others = next(iter(self.profiles))
            column = [
                float(chance[self.profiles.index((*others[:g], k, *others[g + 1 :]))])
                for k in range(len(self.sides[g].kinds))
            ]
            result.append(
                tuple(old + math.log(p / column[-1]) for old, p in zip(learned[g], column, strict=True))
            )
        return tuple(result)

    # ---- choices

    def _out(self, t: int, party: int, place: int, learned: Learned) -> Worth:
        """What walking out is worth to everybody, whatever was learned."""
        return np.asarray(self.read("walk_out", t)[party, :, :, place])

    def choice(self, party: int, options: Sequence[Callable[[Learned], Worth]], learned: Learned) -> Worth:
        """What a party's choice comes to; one that hides its kind is judged by what it does."""
        side = next((g for g, side in enumerate(self.sides) if side.party == party), NONE)
        belief = self.believes(party, learned)
        if side == NONE:
            worths = [option(learned) for option in options]
            chances = self.logit(party, worths, belief)
        else:
            after = [learned] * len(options)
            for _ in range(500):
                worths = [option(one) for option, one in zip(options, after, strict=True)]
                chances = self.logit(party, worths, belief)
                told = [self.told(learned, side, row) for row in chances]
                gap = max(
                    abs(x - y)
                    for one, other in zip(told, after, strict=True)
                    for x, y in zip(one[side], other[side], strict=True)
                )
                if gap < 1e-11:
                    break
                after = [self.between(one, other) for one, other in zip(after, told, strict=True)]
            assert gap < 1e-9, "no agreement between choices and beliefs was found"
        return np.asarray(sum(row * worth for row, worth in zip(chances, worths, strict=True)))

    def believes(self, party: int, learned: Learned) -> Floats:
        """What each kind of a party believes of all sides: a row [h] for each profile it may be in."""
        chance = []
        for g, side in enumerate(self.sides):
            odds = np.exp(self.prior[g][party] + np.array(learned[g]) - max(learned[g]))
            chance.append(None if side.party == party else odds / odds.sum())
        rows = [
            [
                math.prod(
                    float(there[g] == mine[g]) if row is None else float(row[there[g]])
                    for g, row in enumerate(chance)
                )
                for there in self.profiles
            ]
            for mine in self.profiles
        ]
        return np.array(rows)

    def logit(self, party: int, worths: Sequence[Worth], belief: Floats) -> Floats:
        """Chances [option, h], each kind weighing options under what it believes of the others."""
        own = np.array([belief @ worth[party] for worth in worths])
        best, precision = own.max(axis=0), self.n.precision[party]
        if math.isinf(precision):
            first = (own >= best - 1e-9).argmax(axis=0)
            return np.asarray(np.arange(len(worths))[:, None] == first, dtype=np.float64)
        parts = np.exp(precision * (own - best))
        return np.asarray(parts / parts.sum(axis=0))

    def told(self, learned: Learned, side: int, chance: Floats) -> Learned:
        """Beliefs after a choice made with these chances [h], which turn on one side's kind alone."""
        by_kind = [
            chance[next(h for h, p in enumerate(self.profiles) if p[side] == k)]
            for k in range(len(self.sides[side].kinds))
        ]
        news = tuple(old + math.log(p / by_kind[-1]) for old, p in zip(learned[side], by_kind, strict=True))
        return (*learned[:side], news, *learned[side + 1 :])

    def between(self, one: Learned, other: Learned) -> Learned:
        """Part of the way from one belief to another."""
        return tuple(
            tuple(x + self.damping * (y - x) for x, y in zip(a, b, strict=True))
            for a, b in zip(one, other, strict=True)
        )

    # ---- actions and answers

    def act(self, t: int, u: int, place: int, a: int) -> Callable[[Learned], Worth]:
        """What an action is worth, by what it leaves the public believing."""
        cost = self.n.action_cost[:, :, a]
        if self.gn.action_cost is not None:
            cost = self.gn.action_cost.at(t)[:, :, place, a]
        return lambda learned: cost + self.asked(t, u, place, a, (), learned)

    def signers(self, a: int) -> list[int]:
        """Who must answer, in order."""
        j = self.s.action_joint[a]
        return [] if j == NONE else [int(i) for i in self.s.signers[j] if i != NONE]

    def asked(self, t: int, u: int, place: int, a: int, said: tuple[bool, ...], learned: Learned) -> Worth:
        """What is left after these answers."""
        signers, j = self.signers(a), self.s.action_joint[a]
        needed = len(signers) if self.gs.agree is None or j == NONE else int(self.gs.agree[j])
        if sum(said) >= needed:
            return self.through(t, u, place, a, learned)
        if sum(said) + len(signers) - len(said) < needed:
            return self.refused(t, u, place, a, learned)
        party = signers[len(said)]
        options = [
            lambda after, yes=yes: self.asked(t, u, place, a, (*said, yes), after) for yes in (True, False)
        ]
        if self.s.may_walk[party]:
            options.append(partial(self._out, t, party, place))
        return self.choice(party, options, learned)

    def through(self, t: int, u: int, place: int, a: int, learned: Learned) -> Worth:
        """An action that goes through, if it holds."""
        x = self.s.action_package[a]
        if x != NONE:
            worth = self.settled(t, place, int(x))
        elif self.gs.action_ending is not None and self.gs.action_ending[a] != NONE:
            assert self.gs.action_outside is not None and self.gn.outside is not None
            worth = self.gn.outside.at(t)[self.gs.action_outside[a], :, :, place]
        else:
            there = place - place % self.s.postures + self.leads(t, place, a)
            worth = self.n.action_gain[:, :, a] + self.turn(t, u + 1, there, learned)
        if self.gn.ratified is None or self.gn.unratified_cost is None:
            return worth
        chance = self.gn.ratified.at(t)[a, place]
        undone = self.gn.unratified_cost[:, :, a] + self.turn(t, u + 1, place, learned)
        return np.asarray(chance * worth + (1 - chance) * undone)

    def refused(self, t: int, u: int, place: int, a: int, learned: Learned) -> Worth:
        """An action that was turned down."""
        there = place
        if self.gs.action_refused is not None:
            there = place - place % self.s.postures + int(self.gs.action_refused[place, a])
        worth = self.turn(t, u + 1, there, learned)
        if self.s.action_package[a] != NONE:
            broken = self.n.breakdown_chance
            worth = (1 - broken) * worth + broken * self.read("breakdown", t)[:, :, place]
        return np.asarray(worth if self.gn.refused_cost is None else worth + self.gn.refused_cost[:, :, a])

    def settled(self, t: int, place: int, x: int) -> Worth:
        """A package that is signed, and may be broken."""
        q, after = place % self.s.postures, self.n.aftermath
        worth = self.n.package_worth[:, :, x, q]
        if self.gn.package_worth is not None:
            worth = self.gn.package_worth.at(t)[:, :, x, place]
        worth = worth + self.n.bonus[t]
        if self.gn.bonus is not None:
            worth = worth + self.gn.bonus.at(t)[:, :, place]
        if after.opportunist == NONE:
            return np.asarray(worth)
        balance = after.balance if self.gn.balance is None else self.gn.balance.at(t)
        result = np.zeros_like(worth)
        for h in range(len(self.profiles)):
            wins = 1 / (1 + math.exp(-balance[h, place] - after.tilt[x, q]))
            renewed = wins * after.wins[:, h] + (1 - wins) * after.loses[:, h]
            renewed[after.opportunist] -= after.deterrence[x, q]
            gain = renewed[after.opportunist] - worth[after.opportunist, h]
            broken = 1 / (1 + math.exp(-after.precision * gain))
            result[:, h] = (1 - broken) * worth[:, h] + broken * renewed
        return np.asarray(result)

    def read(self, name: str, t: int) -> Floats:
        """Worths of an ending in a round."""
        stated = getattr(self.gn, name)
        return np.asarray(getattr(self.n, name) if stated is None else stated.at(t))
