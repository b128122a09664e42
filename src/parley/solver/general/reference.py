"""The reference solver of extended games: backward induction over turns in plain Python, the judge.

It says what `parley.solver.reference` says of plain games, with a profile of kinds in place of the
disposition, one log-odds for every kind but the last of every hidden side, and everything else that a
general game may state. It is slow on purpose and imports no kernel.
"""

from __future__ import annotations

import numpy as np

from parley.game import NONE, Floats, Game
from parley.solver.general.turn import Node, Turn
from parley.solver.general_form import Form, fill_in
from parley.solver.searching import choose, news_of

STEPS = 8
"""So many steps lead the precision of hidden parties from nothing to what it is."""


class GeneralReference:
    """The plain solution of an extended game: `values` [t, s, b, i, h], and any node on request."""

    def __init__(self, game: Game, *, every_round: bool = False):
        self.game, self.structure, self.numbers = game, game.structure, game.numbers
        self.form: Form = fill_in(game)
        self.beliefs = self.form.beliefs
        s, h = self.structure, self.beliefs.profiles
        self.grid = self.beliefs.log_odds
        self.values = np.zeros((s.rounds + 1, s.situations, len(self.grid), len(s.parties), h))
        self.nodes: dict[tuple[int, int, int, int], Node] = {}
        self.values[s.rounds] = np.transpose(self.numbers.horizon, (2, 0, 1))[:, None]
        self._end_by_collapse(s.rounds)
        self.precision, self.every_round = self.numbers.precision, every_round
        for t in reversed(range(s.rounds)):
            if every_round or t == s.rounds - 1:
                self._lead_precision(t)
            self._solve_round(t)

    def _lead_precision(self, t: int) -> None:
        """Where beliefs have several fixed points, come to those followed from a precision next to nothing.

        Each hidden party's precision is led up to its own in equal steps; one that never errs is left.
        """
        hides = [side.party for side in self.beliefs.sides if side.party != NONE]
        led = [i for i in hides if not np.isinf(self.numbers.precision[i])]
        for step in range(1, STEPS if led else 1):
            self.precision = self.numbers.precision.copy()
            self.precision[led] *= step / STEPS
            self._solve_round(t)
        self.precision = self.numbers.precision

    def _end_by_collapse(self, t: int) -> None:
        s, worth = self.structure, self.form.collapse.at(t)
        for situation in range(s.situations):
            if s.collapse[situation // s.postures] != NONE:
                self.values[t, situation] = worth[:, :, situation]

    def _solve_round(self, t: int) -> None:
        s = self.structure
        onward = self.fighting(t)
        for u in reversed(range(len(self.form.turns))):
            before = onward.copy()
            for situation in range(s.situations):
                if s.collapse[situation // s.postures] != NONE:
                    continue
                for b in range(len(self.grid)):
                    rounds = (t,) if self.every_round else (t, t + 1)
                    earlier = (self.nodes.get((now, u, situation, b)) for now in rounds)
                    start = next((node for node in earlier if node is not None), Node()).told
                    node = Turn(self, t, u, situation, onward).solve(self.grid[b], start)
                    self.nodes[t, u, situation, b] = node
                    before[situation, b] = self._value(t, u, situation, onward[situation, b], node)
            onward = before
        self.values[t] = onward
        self._end_by_collapse(t)

    def _value(self, t: int, u: int, situation: int, going_on: Floats, node: Node) -> Floats:
        floor = self.form.floor.at(t)[u, :, situation]
        acted = {int(self.structure.action_party[a]) for a in node.worth}
        value = (1.0 - sum(floor[i] for i in acted)) * going_on
        for a, worth in node.worth.items():
            value = value + floor[self.structure.action_party[a]] * node.chance[a] * worth
        return np.asarray(value)

    def fighting(self, t: int) -> Floats:
        """C of round t, shape [s, b, i, h]: the flow, and what nature's moves lead to, discounted."""
        s, n = self.structure, self.numbers
        chance = n.move_chance[s.law_of[t]]
        result = np.zeros(self.values.shape[1:])
        for situation in range(s.situations):
            for m in range(s.move_start[situation], s.move_start[situation + 1]):
                shift = self.shift(chance[:, m])
                for b in range(len(self.grid)):
                    later = self.at(self.values[t + 1, s.move_next[m]], self.grid[b] + shift)
                    result[situation, b] += chance[:, m] * later
            flow = n.flow[s.flow_of[t], :, :, situation]
            result[situation] = flow + self.form.discount.at(t)[:, None] * result[situation]
        return result

    def shift(self, chance: Floats) -> Floats:
        """What a move of nature with these chances [h] says of every hidden side, in log-odds [d]."""
        kinds, result = self.beliefs.kinds, np.zeros(len(self.beliefs.side))
        likeliest = kinds[int(np.argmax(chance))]
        for d, (g, k) in enumerate(zip(self.beliefs.side, self.beliefs.kind, strict=True)):
            of_kind, of_last = likeliest.copy(), likeliest.copy()
            of_kind[g], of_last[g] = k, len(self.beliefs.sides[g].kinds) - 1
            first, last = (
                float(chance[np.flatnonzero((kinds == one).all(axis=1))[0]]) for one in (of_kind, of_last)
            )
            result[d] = news_of(first, last)
        return result

    def at(self, by_node: Floats, log_odds: Floats) -> Floats:
        """A worth [b, i, h] read between belief nodes, clipped at the ends of the grids; shape [i, h]."""
        corners = [(0, 1.0)]
        for d, count in enumerate(self.beliefs.nodes):
            limit = self.beliefs.limit[d]
            place = min(max((log_odds[d] + limit) / (2 * limit / (count - 1)), 0.0), count - 1.0)
            lower = min(int(place), count - 2)
            part = place - lower
            corners = [
                (b * int(count) + lower + above, weight * (part if above else 1.0 - part))
                for b, weight in corners
                for above in (0, 1)
            ]
        result = np.zeros(by_node.shape[1:])
        for b, weight in corners:
            result = result + weight * by_node[b]
        return np.asarray(result)

    def package(self, t: int, situation: int, x: int) -> Floats:
        """U of a package: its terms, the wish for any deal, the chance that it is broken (Powell 2006)."""
        n, form, q = self.numbers, self.form, situation % self.structure.postures
        settled = form.package_worth.at(t)[:, :, x, situation if form.by_situation else q] + n.bonus[t]
        if form.bonus is not None:
            settled = settled + form.bonus.at(t)[:, :, situation]
        after = n.aftermath
        if after.opportunist == NONE:
            return np.asarray(settled)
        odds = form.balance.at(t)[:, situation] + after.tilt[x, q]
        wins = 1.0 / (1.0 + np.exp(-odds))
        renewed = wins * after.wins + (1.0 - wins) * after.loses
        renewed[after.opportunist] -= after.deterrence[x, q]
        gain = renewed[after.opportunist] - settled[after.opportunist]
        broken = np.array([choose([0.0, float(g)], after.precision)[1] for g in gain])
        return np.asarray((1.0 - broken) * settled + broken * renewed)

    def believes(self, party: int, log_odds: Floats, h: int) -> Floats:
        """A party's probability of every profile, [h], given evidence and, if it hides one, its kind in h."""
        kinds, result = self.beliefs.kinds, np.ones(self.beliefs.profiles)
        for g, weights in enumerate(self.beliefs.weights):
            if g == self.beliefs.own[party]:
                result = result * (kinds[:, g] == kinds[h, g])
                continue
            odds = weights[party] + np.append(log_odds[self.beliefs.axes_of(g)], 0.0)
            shares = np.exp(odds - odds.max())
            result = result * (shares / shares.sum())[kinds[:, g]]
        return np.asarray(result)


def solve_by_general_reference(game: Game, *, every_round: bool = False) -> GeneralReference:
    """Solve any game with the plain general solver; points are led up in the last round, or `every_round`."""
    return GeneralReference(game, every_round=every_round)
