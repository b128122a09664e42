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

TIE = 1e-9
SETTLED = 1e-12
MOST_ITERATIONS = 3000
ALIKE = 1e-9


def choose(worths: list[float], precision: float) -> list[float]:
    """Logit probabilities of options; with perfect precision the first of the best, up to rounding."""
    best = max(worths)
    if math.isinf(precision):
        first = next(o for o, worth in enumerate(worths) if worth >= best - TIE)
        return [float(o == first) for o in range(len(worths))]
    weights = [math.exp(precision * (worth - best)) for worth in worths]
    return [weight / sum(weights) for weight in weights]


def news_of(chance_0: float, chance_1: float) -> float:
    """What an event says about the disposition, in log-odds; an event nobody expected says nothing."""
    if chance_0 == chance_1:
        return 0.0
    if chance_0 == 0.0 or chance_1 == 0.0:
        return math.copysign(math.inf, chance_0 - chance_1)
    return math.log(chance_0) - math.log(chance_1)


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
                start = self.nodes.get((t + 1, situation, b), Node()).news
                node = Round(self, t, situation, fighting).solve(float(self.grid[b]), start)
                self.nodes[t, situation, b] = node
                self.values[t, situation, b] = self._value(t, situation, fighting[situation, b], node)
        self._end_by_collapse(t)

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
                n.flow[s.flow_of[t], :, :, situation] + n.discount[:, None] * result[situation]
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
        wins = 1.0 / (1.0 + np.exp(-odds))
        renewed = wins * after.wins + (1.0 - wins) * after.loses
        renewed[after.opportunist] -= after.deterrence[x, q]
        gain = renewed[after.opportunist] - settled[after.opportunist]
        broken = np.array([choose([0.0, float(g)], after.precision)[1] for g in gain])
        return np.asarray((1.0 - broken) * settled + broken * renewed)


class Round:
    """One situation in one round, with the worth of fighting on in every situation at hand."""

    def __init__(self, plain: Reference, t: int, situation: int, fighting: Floats):
        self.plain, self.t, self.situation, self.fighting = plain, t, situation, fighting
        self.node = Node()

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
        news, chances = self._settle(begin, log_odds, worths, n.precision[hidden])
        for o, a in enumerate(available):
            self.node.chance[a] = [float(chances[h][o]) for h in range(self.plain.h)]
            self.node.news[a, "act"] = news[o]

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

        answers = 3 if s.may_walk[hidden] else 2
        begin = [self.start.get((a, name), log_odds) for name in ("accept", "refuse", "walk")[:answers]]
        final = bool(s.action_package[a] != NONE) and k == len(signers) - 1
        news, chances = self._settle(begin, log_odds, worths, n.precision[hidden], final=final)
        self.node.news.update({(a, "accept"): news[0], (a, "refuse"): news[1], (a, "walk"): log_odds})
        self.node.accept[a, k] = [float(chances[h][0]) for h in range(self.plain.h)]
        self.node.walk[a, k] = [float(chances[h][2]) if answers == 3 else 0.0 for h in range(self.plain.h)]
        result = np.sum([chances[:, o] * outcome for o, outcome in enumerate(outcomes)], axis=0)
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

    def _settle(
        self,
        news: list[float],
        log_odds: float,
        worths: Callable[[list[float]], list[Floats]],
        precision: float,
        *,
        final: bool = False,
    ) -> tuple[list[float], Floats]:
        """Log-odds after each choice of the hidden party, consistent with that choice: a damped fixed point.

        Perfect precision is iterated undamped: its chances jump, so a damped step has no meaning there. Where
        acceptance is `final` only the log-odds after a refusal matter, and brackets close in on them. Choices
        that tell the same and are told the same, but for rounding, are kept the same.
        """
        perfect, found = math.isinf(precision), np.zeros((2, 0))

        def implied(news: Floats) -> Floats:
            nonlocal found
            z = worths(list(news))
            found = np.array([choose([float(one[h]) for one in z], precision) for h in range(2)])
            told = [news_of(found[0, o], found[1, o]) for o in range(len(news))]
            return np.clip(log_odds + np.array(told), self.plain.grid[0], self.plain.grid[-1])

        if final and not perfect:
            return self._close_in(implied, np.array(news)), found
        point, damping, before = np.array(news), 0.5, np.zeros(len(news))
        different: set[int] = set()
        for iteration in range(MOST_ITERATIONS if not perfect else 100):
            told = implied(point)
            alike = self._alike(point, told, different)
            point, told = point[alike], told[alike]
            gap = told - point
            residual = float(np.abs(gap).max())
            if residual < SETTLED:
                break
            damping = max(damping / 2, 1 / 64) if gap @ before < 0 else min(damping * 1.2, 1.0)
            before = gap
            if not perfect and iteration % 10 == 9:
                point = self._newton(implied, point, gap, alike)
            else:
                point = point + (1.0 if perfect else damping) * gap
        implied(point)
        self.node.residual = max(self.node.residual, residual)
        return [float(x) for x in point], found

    def _close_in(self, implied: Callable[[Floats], Floats], point: Floats) -> list[float]:
        """The log-odds after a refusal, bracketed on the side the gap points to."""
        low, high = float(self.plain.grid[0]), float(self.plain.grid[-1])
        below, above, at = low, high, float(point[1])

        def told(log_odds: float) -> Floats:
            moved = point.copy()
            moved[1] = log_odds
            return implied(moved)

        for _ in range(MOST_ITERATIONS):
            gap = float(told(at)[1]) - at
            if abs(gap) < SETTLED or above - below < SETTLED:
                break
            below, above = (max(below, at), above) if gap > 0 else (below, min(above, at))
            steep = (float(told(at + 1e-7)[1]) - at - gap) / 1e-7
            ahead = at + gap / (1 - steep) if steep < 0.999 else 0.5 * (below + above)
            if ahead <= low and below == low and at > low:
                at = low
            elif ahead >= high and above == high and at < high:
                at = high
            else:
                at = ahead if below < ahead < above else 0.5 * (below + above)
        last = told(at)
        self.node.residual = max(self.node.residual, abs(float(last[1]) - at))
        return [float(last[0]), at, *point[2:]]

    def _alike(self, point: Floats, told: Floats, different: set[int]) -> list[int]:
        """For each choice the first that tells the same and is told the same, but for rounding.

        One that was found `different` stays so: on the border it would else be joined and parted for ever.
        """
        found = [
            next(p for p in range(o + 1) if max(abs(point[o] - point[p]), abs(told[o] - told[p])) < ALIKE)
            for o in range(len(point))
        ]
        found = [o if o in different else p for o, p in enumerate(found)]
        different.update(o for o, p in enumerate(found) if o == p)
        return found

    def _newton(
        self, implied: Callable[[Floats], Floats], point: Floats, gap: Floats, alike: list[int]
    ) -> Floats:
        """A Newton step where plain iteration is stable, shortened until it helps; else the point unmoved.

        Choices that are `alike` move together.
        """
        nudge, leaders = 1e-6, sorted(set(alike))
        together = np.array([[float(leader == one) for leader in leaders] for one in alike])
        columns = [(implied(point + nudge * e) - point - gap)[leaders] / nudge for e in together.T]
        slope = np.array(columns).T
        if np.abs(gap).max() > 0.5 or np.linalg.eigvals(slope).real.max() > 0.999:
            return point
        direction = together @ np.linalg.solve(np.eye(len(leaders)) - slope, gap[leaders])
        for step in (1.0, 0.5, 0.25, 0.125):
            ahead = np.clip(point + step * direction, self.plain.grid[0], self.plain.grid[-1])
            if np.abs(implied(ahead) - ahead).max() < np.abs(gap).max():
                return np.asarray(ahead)
        return point

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
