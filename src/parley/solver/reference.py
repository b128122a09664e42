"""The reference solver: backward induction in straightforward Python, the judge of the fast kernel.

Read it beside the design's formulas: C is the worth at the start of the fighting of a round, V at its
start, Z the worth of an action, L the public log-odds for disposition 0. Logit choice is the agent
quantal response of McKelvey and Palfrey (1998). It is slow on purpose and imports no kernel.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from parley.game import NONE, Floats, Game
from parley.solver.searching import Question, Search, choose, close_in, news_of

STEPS = 8
"""So many steps lead the precision of the hidden party from nothing to what it is, in the last round."""

STEADY = 0.05
"""Log-odds by which news may change from round to round and be expected to change alike."""

Worths = Callable[[list[float]], list[Floats]]


@dataclass
class Node:
    """What is worked out at one situation and log-odds: chances of actions, of answers, worths of actions."""

    chance: dict[int, list[float]] = field(default_factory=dict)
    worth: dict[int, Floats] = field(default_factory=dict)
    accept: dict[tuple[int, int], list[float]] = field(default_factory=dict)
    walk: dict[tuple[int, int], list[float]] = field(default_factory=dict)
    news: dict[tuple[int, str], float] = field(default_factory=dict)
    residual: float = 0.0


class Reference:
    """The plain solution of a game: `values` [t, s, b, i, h], and any node on request."""

    def __init__(self, game: Game):
        self.game, self.structure, self.numbers = game, game.structure, game.numbers
        s = self.structure
        self.h = max(len(s.dispositions), 1)
        self.grid = (
            np.linspace(-s.belief_limit, s.belief_limit, s.belief_nodes) if self.h > 1 else np.zeros(1)
        )
        self.values = np.zeros((s.rounds + 1, s.situations, s.belief_nodes, len(s.parties), self.h))
        self.nodes: dict[tuple[int, int, int], Node] = {}
        self.values[s.rounds] = np.transpose(self.numbers.horizon, (2, 0, 1))[:, None]
        self._end_by_collapse(s.rounds)
        for t in reversed(range(s.rounds)):
            self._solve_round(t)

    def _end_by_collapse(self, t: int) -> None:
        s = self.structure
        for situation in range(s.situations):
            if s.collapse[situation // s.postures] != NONE:
                self.values[t, situation] = self.numbers.collapse[:, :, situation]

    def _solve_round(self, t: int) -> None:
        s = self.structure
        fighting = self.fighting(t)
        for situation in range(s.situations):
            if s.collapse[situation // s.postures] != NONE:
                continue
            for b in range(s.belief_nodes):
                node = self._solve_node(t, situation, b, fighting)
                self.nodes[t, situation, b] = node
                self.values[t, situation, b] = self._value(t, situation, fighting[situation, b], node)
        self._end_by_collapse(t)

    def _solve_node(self, t: int, situation: int, b: int, fighting: Floats) -> Node:
        """Solve a node: its point is followed from the round after; in the last round, from precision 0."""
        log_odds, start = float(self.grid[b]), self._where_to_start(t, situation, b)
        last = t == self.structure.rounds - 1 and self.h > 1
        perfect = math.isinf(self.numbers.precision[self.structure.hidden])
        for step in range(1, STEPS) if last and not perfect else ():
            start = Round(self, t, situation, fighting, step / STEPS).solve(log_odds, start).news
        return Round(self, t, situation, fighting).solve(log_odds, start)

    def _where_to_start(self, t: int, situation: int, b: int) -> dict[tuple[int, str], float]:
        """News of the round after, moved on as far again as from the round after that if it hardly moved."""
        after = self.nodes.get((t + 1, situation, b), Node()).news
        before = self.nodes.get((t + 2, situation, b), Node()).news
        moved = {key: told - before.get(key, told) for key, told in after.items()}
        return {key: told + (moved[key] if abs(moved[key]) < STEADY else 0.0) for key, told in after.items()}

    def _value(self, t: int, situation: int, going_on: Floats, node: Node) -> Floats:
        s = self.structure
        floor = self.numbers.floor[s.floor_of[t], :, situation]
        value = (1.0 - floor.sum()) * going_on
        for a, worth in node.worth.items():
            value = value + floor[s.action_party[a]] * np.array(node.chance[a]) * worth
        return np.asarray(value)

    def fighting(self, t: int) -> Floats:
        """C of round t, shape [s, b, i, h]: the flow, and what nature's moves lead to, discounted."""
        s, n = self.structure, self.numbers
        chance = n.move_chance[s.law_of[t]]
        result = np.zeros(self.values.shape[1:])
        for situation in range(s.situations):
            for m in range(s.move_start[situation], s.move_start[situation + 1]):
                shift = news_of(chance[0, m], chance[1, m]) if self.h > 1 else 0.0
                for b in range(s.belief_nodes):
                    later = self.at(self.values[t + 1, s.move_next[m]], self.grid[b] + shift)
                    result[situation, b] += chance[:, m] * later
            result[situation] = (
                n.flow[s.flow_of[t], :, :, situation] + n.discount[t][:, None] * result[situation]
            )
        return result

    def at(self, by_node: Floats, log_odds: float) -> Floats:
        """A worth [b, i, h] read between belief nodes, clipped at the ends of the grid; shape [i, h]."""
        if self.h == 1:
            return np.asarray(by_node[0])
        step = self.grid[1] - self.grid[0]
        position = min(max((log_odds - self.grid[0]) / step, 0.0), len(self.grid) - 1.0)
        lower = min(int(position), len(self.grid) - 2)
        part = position - lower
        return np.asarray((1.0 - part) * by_node[lower] + part * by_node[lower + 1])

    def package(self, t: int, situation: int, x: int) -> Floats:
        """U of a package: its terms, the wish for any deal, the chance that it is broken (Powell 2006)."""
        n, q = self.numbers, situation % self.structure.postures
        settled = n.package_worth[:, :, x, q] + n.bonus[t]
        after = n.aftermath
        if after.opportunist == NONE:
            return np.asarray(settled)
        odds = after.balance[:, situation] + after.tilt[x, q]
        wins = np.exp(-np.logaddexp(0.0, -odds))
        renewed = wins * after.wins + (1.0 - wins) * after.loses
        renewed[after.opportunist] -= after.deterrence[x, q]
        gain = renewed[after.opportunist] - settled[after.opportunist]
        broken = np.array([choose([0.0, float(g)], after.precision)[1] for g in gain])
        return np.asarray((1.0 - broken) * settled + broken * renewed)


class Round:
    """One situation in one round, with the worth of fighting on in every situation at hand."""

    def __init__(self, plain: Reference, t: int, situation: int, fighting: Floats, part: float = 1.0):
        self.plain, self.t, self.situation, self.fighting = plain, t, situation, fighting
        self.precision = part * float(plain.numbers.precision[plain.structure.hidden])
        self.node, self.found = Node(), np.zeros((0, 2))

    def solve(self, log_odds: float, start: dict[tuple[int, str], float]) -> Node:
        """Choices of whoever has the floor, and of those who answer, at these log-odds."""
        s, n = self.plain.structure, self.plain.numbers
        self.start = start
        self.node.news = dict(start)
        floor = n.floor[s.floor_of[self.t], :, self.situation]
        for party in map(int, np.flatnonzero(floor)):
            available = [
                a
                for a in range(len(s.actions))
                if s.action_party[a] == party and s.action_next[self.situation, a] != NONE
            ]
            if not available:
                continue
            if party == s.hidden:
                self._hidden_acts(available, log_odds)
                continue
            for a in available:
                self.node.worth[a] = n.action_cost[:, :, a] + self._proposed(a, log_odds)
            own = [float(self._belief(party, log_odds) @ self.node.worth[a][party]) for a in available]
            for a, chance in zip(available, choose(own, n.precision[party]), strict=True):
                self.node.chance[a] = [chance] * self.plain.h
        return self.node

    def _hidden_acts(self, available: list[int], log_odds: float) -> None:
        """The hidden party's choice, each action judged at the log-odds it would itself lead to."""
        n, hidden = self.plain.numbers, self.plain.structure.hidden

        def worths(news: list[float]) -> list[Floats]:
            for a, after in zip(available, news, strict=True):
                self.node.worth[a] = n.action_cost[:, :, a] + self._answered(a, 0, after)
            return [self.node.worth[a][hidden] for a in available]

        begin = [self.start.get((a, "act"), log_odds) for a in available]
        news = self._settle(begin, log_odds, worths)
        for o, a in enumerate(available):
            self.node.chance[a] = [float(chance) for chance in self.found[o]]
            self.node.news[a, "act"] = float(news[o])

    def _proposed(self, a: int, log_odds: float) -> Floats:
        """Worth of an open party's action before anybody answers, shape [i, h]."""
        s, n = self.plain.structure, self.plain.numbers
        signers = self._signers(a)
        if s.hidden == NONE or s.hidden not in signers:
            return self._answered(a, 0, log_odds)
        k, hidden = signers.index(s.hidden), s.hidden
        walk = n.walk_out[hidden, :, :, self.situation]
        outcomes: list[Floats] = []

        def worths(news: list[float]) -> list[Floats]:
            outcomes[:] = [self._answered(a, k + 1, news[0]), self._refused(a, news[1])]
            if s.may_walk[hidden]:
                outcomes.append(walk)
            return [outcome[hidden] for outcome in outcomes]

        begin = [self.start.get((a, name), log_odds) for name in ("accept", "refuse")]
        final = bool(s.action_package[a] != NONE) and k == len(signers) - 1
        news = self._settle(begin, log_odds, worths, final=final)
        self.node.news.update({(a, "accept"): float(news[0]), (a, "refuse"): float(news[1])})
        chances = self.found
        self.node.accept[a, k] = [float(chance) for chance in chances[0]]
        self.node.walk[a, k] = [float(chance) for chance in chances[2]] if len(chances) > 2 else [0.0] * 2
        result = np.sum([chances[o] * outcome for o, outcome in enumerate(outcomes)], axis=0)
        for earlier in reversed(range(k)):
            result = self._answer(a, earlier, log_odds, result)
        return np.asarray(result)

    def _answered(self, a: int, first: int, log_odds: float) -> Floats:
        """Worth of reaching the answer of signatory `first` when only open parties answer from there on."""
        result = self._through(a, log_odds)
        for k in reversed(range(first, len(self._signers(a)))):
            result = self._answer(a, k, log_odds, result)
        return result

    def _answer(self, a: int, k: int, log_odds: float, accepted: Floats) -> Floats:
        """One open party's answer: accept, refuse or, where it may, walk out."""
        s, n = self.plain.structure, self.plain.numbers
        party = self._signers(a)[k]
        outcomes = [accepted, self._refused(a, log_odds)]
        if s.may_walk[party]:
            outcomes.append(n.walk_out[party, :, :, self.situation])
        belief = self._belief(party, log_odds)
        chances = choose([float(belief @ outcome[party]) for outcome in outcomes], n.precision[party])
        self.node.accept[a, k] = [chances[0]] * self.plain.h
        self.node.walk[a, k] = [chances[2] if len(chances) > 2 else 0.0] * self.plain.h
        return np.asarray(sum(chance * outcome for chance, outcome in zip(chances, outcomes, strict=True)))

    def _through(self, a: int, log_odds: float) -> Floats:
        """Worth if the action goes through: the package, or fighting on in the posture it leads to."""
        s, n = self.plain.structure, self.plain.numbers
        if s.reservation[a]:
            return self._reservation(a, log_odds)
        if s.action_package[a] != NONE:
            return self.plain.package(self.t, self.situation, int(s.action_package[a]))
        w = self.situation // s.postures
        there = w * s.postures + s.action_next[self.situation, a]
        return np.asarray(n.action_gain[:, :, a] + self.plain.at(self.fighting[there], log_odds))

    def _refused(self, a: int, log_odds: float) -> Floats:
        """Worth after a refusal: fighting on, unless the refusal of a settlement breaks the talks."""
        s, n = self.plain.structure, self.plain.numbers
        going_on = self.plain.at(self.fighting[self.situation], log_odds)
        chance = n.breakdown_chance if s.action_package[a] != NONE else 0.0
        return np.asarray((1.0 - chance) * going_on + chance * n.breakdown[:, :, self.situation])

    def _reservation(self, a: int, log_odds: float) -> Floats:
        """A division of the pie that leaves the one who answers exactly indifferent."""
        s, n = self.plain.structure, self.plain.numbers
        (party,) = self._signers(a)
        floor = self._refused(a, log_odds)[party]
        if s.may_walk[party]:
            floor = np.maximum(floor, n.walk_out[party, :, :, self.situation][party])
        low, high = n.pie[:, 0], n.pie[:, 1]
        share = np.clip((floor - low[party]) / (high[party] - low[party]), 0.0, 1.0)
        result = low[:, None] + (high - low)[:, None] * (1.0 - share)
        result[party] = low[party] + (high[party] - low[party]) * share
        return np.asarray(result + n.bonus[self.t])

    def _settle(self, begin: list[float], log_odds: float, worths: Worths, *, final: bool = False) -> Floats:
        """Settle what choices of the hidden party tell; returns the log-odds and keeps the chances.

        Where acceptance is `final` only the log-odds after a refusal matter.
        """
        grid = self.plain.grid
        question = Question(
            worths=lambda told: np.array(worths(list(told))),
            here=log_odds,
            low=float(grid[0]),
            high=float(grid[-1]),
            cell=float(grid[1] - grid[0]),
            precision=self.precision,
        )
        if final and not math.isinf(self.precision):
            told, self.found, residual = close_in(question, begin[1])
        else:
            told, self.found, residual = Search(question, np.array(begin)).run()
        worths(list(told))
        self.node.residual = max(self.node.residual, residual)
        return told

    def _belief(self, party: int, log_odds: float) -> Floats:
        """A party's probability of each disposition, shape [h]."""
        if self.plain.h == 1:
            return np.ones(1)
        first = 1.0 / (1.0 + math.exp(-(self.plain.numbers.prior[party] + log_odds)))
        return np.array([first, 1.0 - first])

    def _signers(self, a: int) -> list[int]:
        joint = self.plain.structure.action_joint[a]
        return [] if joint == NONE else [int(i) for i in self.plain.structure.signers[joint] if i != NONE]


def solve_by_reference(game: Game) -> Reference:
    """Solve a game with the plain solver."""
    return Reference(game)
