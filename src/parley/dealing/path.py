"""What going on is made of: probability pushed forward along equilibrium play, and what it pays by term.

It is the solver's recursion read the other way: mass moves over the same belief nodes, split between
neighbours where a worth would be read between them. So the discounted payments of all terms sum to the worth
the solver found, up to rounding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_array

from parley.dealing.fighting import going_on, grid_position, move_news
from parley.dealing.package import signed
from parley.game import NONE, Floats, Ints
from parley.game.names import Action, Ending, Name
from parley.solver import Policy, Solution, policy, quick_solution

NEGLIGIBLE = 1e-18
"""Situations with less probability are left out; all of them together move no worth by 1e-12."""


@dataclass
class Ledger:
    """Payments by term and chances of endings.

    `terms` are discounted payments and `weights` discounted chances of endings, each [i, h]; `chances` [h]
    are those of endings as they are.
    """

    shape: tuple[int, int]
    terms: dict[str, Floats] = field(default_factory=dict)
    weights: dict[str, Floats] = field(default_factory=dict)
    chances: dict[str, Floats] = field(default_factory=dict)

    def pay(self, term: str, amount: Floats) -> None:
        """Add a payment [i, h] to a term."""
        self.terms[term] = self.terms.get(term, np.zeros(self.shape)) + amount

    def reach(self, what: str, discount: Floats, chance: Floats) -> None:
        """Add a chance [h] that something is reached, worth so much of a payment now to each party [i, 1]."""
        self.weights[what] = self.weights.get(what, np.zeros(self.shape)) + discount * chance
        self.chances[what] = self.chances.get(what, np.zeros(self.shape[1])) + chance


@dataclass(frozen=True)
class GoingOn:
    """The worth of going on, taken apart: `terms` [i, h] by name sum to `worth` [i, h].

    `time` [n, i, h, s] is the discounted time (in rounds) fought in each situation, by stretch of rounds with
    the same flow. `weights` map settlements (`settlement:x`) and the horizon to their discounted chances.
    """

    worth: Floats
    terms: Mapping[str, Floats]
    weights: Mapping[str, Floats]
    time: Floats


def going_on_terms(solution: Solution, t: int, situation: int, node: int) -> GoingOn:
    """Take the worth of going on from a round, a situation and a belief node apart, for every party."""
    walk = Walk(solution, t)
    walk.fought[:, situation, node] = 1.0
    for at in range(t, walk.s.rounds):
        walk.fight(at)
        if at + 1 < walk.s.rounds:
            walk.negotiate(at + 1)
    walk.end()
    worth = np.sum(list(walk.ledger.terms.values()), axis=0)
    return GoingOn(worth, walk.ledger.terms, walk.ledger.weights, walk.time)


def acts_term(action: str) -> Name:
    """The term that acts of a kind are paid under."""
    return Name.joined("acts", Action(action).kind)


class Walk:
    """Mass [h, s, b] that sums to one for each disposition at first, and the payments it meets."""

    def __init__(self, solution: Solution, start: int, ledger: Ledger | None = None):
        self.solution, self.game = solution, solution.game
        self.s, self.n, self.start = solution.game.structure, solution.game.numbers, start
        parties, h = self.n.flow.shape[1:3]
        nodes = self.s.belief_nodes
        self.mass = np.zeros((h, self.s.situations, nodes))
        self.fought = np.zeros_like(self.mass)
        self.into = self.fought
        self.ledger = ledger or Ledger((parties, h))
        self.time = np.zeros((len(self.n.flow), parties, h, self.s.situations))
        self.laws: dict[int, list[csr_array]] = {}
        self.fallen = self.s.collapse[np.arange(self.s.situations) // self.s.postures] != NONE

    def discount(self, t: int) -> Floats:
        """What remains of a payment in round t, by party, shape [i, 1]."""
        return np.asarray(self.n.left(self.start, t)[:, None])

    def fight(self, t: int) -> None:
        """Pay the flow of a round, move by chance, and pay what a collapse is worth."""
        set_ = int(self.s.flow_of[t])
        here = self.fought.sum(axis=2)
        time = self.discount(t)[:, :, None] * here[None]
        self.time[set_] += time
        self.ledger.pay("fighting", (time * self.n.flow[set_]).sum(axis=2))
        for h, law in enumerate(self._law(t)):
            moved = law @ self.fought[h].reshape(-1)
            self.mass[h] = moved.reshape(self.mass[h].shape)
        self.fought[:] = 0.0
        lost = self.mass[:, self.fallen].sum(axis=2)
        for situation, chance in zip(np.flatnonzero(self.fallen), lost.T, strict=True):
            if chance.any():
                name = self.s.endings[self.s.collapse[situation // self.s.postures]]
                weight = self.discount(t + 1) * chance
                self.ledger.pay(name, weight * self.n.collapse[:, :, situation])
                self.ledger.reach(name, self.discount(t + 1), chance)
        self.mass[:, self.fallen] = 0.0

    def end(self) -> None:
        """Pay what the horizon is worth."""
        here = self.mass.sum(axis=2)
        weight = self.discount(self.s.rounds)
        self.ledger.pay("horizon", weight * (here[None] * self.n.horizon).sum(axis=2))
        self.ledger.reach("horizon", weight, here.sum(axis=1))

    def live(self) -> Ints:
        """The situations that are not negligible."""
        return np.flatnonzero(self.mass.sum(axis=(0, 2)) > NEGLIGIBLE)

    def negotiate(self, t: int, plan: Policy | None = None) -> None:
        """Let whoever has the floor act, and others answer; what goes on is fought.

        `plan` may have the strategies of the round, in these situations and others in rising order.
        """
        situations = self.live()
        if not len(situations):
            self.mass[:] = 0.0
            return
        plan = plan or policy(self.solution, t, situations)
        row_of = np.searchsorted(plan.situations, situations)
        floor = self.n.floor[self.s.floor_of[t]][:, situations]
        self.fought[:, situations] += (1.0 - floor.sum(axis=0))[None, :, None] * self.mass[:, situations]
        for a in range(len(self.s.actions)):
            share = floor[self.s.action_party[a]]
            usable = np.flatnonzero((share > 0) & (self.s.action_next[situations, a] != NONE))
            if len(usable):
                rows = row_of[usable]
                stated = np.moveaxis(plan.chance[rows, :, a, :], -1, 0)
                chance = self.chosen(a, situations[usable], stated)
                mass = self.mass[:, situations[usable]] * share[usable][None, :, None] * chance
                if mass.any():
                    _Act(self, t, a, situations[usable], rows, plan).follow(mass)
        self.mass[:] = 0.0

    def chosen(self, a: int, situations: Ints, chance: Floats) -> Floats:
        """The chance [h, n, b] that an action is taken there: that of equilibrium play."""
        self.into = self.fought
        return chance

    def _law(self, t: int) -> list[csr_array]:
        """The law of motion over situations and belief nodes, one matrix for each disposition."""
        set_ = int(self.s.law_of[t])
        if set_ not in self.laws:
            self.laws[set_] = self._matrices(t)
        return self.laws[set_]

    def _matrices(self, t: int) -> list[csr_array]:
        s, nodes = self.s, self.s.belief_nodes
        moves = slice(0, len(s.move_next))
        origin = np.repeat(np.arange(s.situations), np.diff(s.move_start))
        news = move_news(self.solution, t, moves)
        grid = self.solution.log_odds
        lower, part = grid_position(grid[None, :] + news[:, None], grid)
        upper = np.minimum(lower + 1, nodes - 1)
        column = (origin[:, None] * nodes + np.arange(nodes)).ravel()
        row = s.move_next[:, None] * nodes
        found = []
        for chance in self.n.move_chance[s.law_of[t]]:
            weight = np.concatenate(
                [(chance[:, None] * (1.0 - part)).ravel(), (chance[:, None] * part).ravel()]
            )
            rows = np.concatenate([(row + lower).ravel(), (row + upper).ravel()])
            size = s.situations * nodes
            found.append(csr_array((weight, (rows, np.tile(column, 2))), shape=(size, size)))
        return found


@dataclass
class _Act:
    """One action taken in some situations; `rows` are their places in the policy."""

    walk: Walk
    t: int
    a: int
    situations: Ints
    rows: Ints
    plan: Policy

    def follow(self, mass: Floats) -> None:
        """Pay for the act and lead its mass [h, n, b] through the answers."""
        walk, s, n, a = self.walk, self.walk.s, self.walk.n, self.a
        by = mass.sum(axis=(1, 2))
        walk.ledger.pay(acts_term(s.actions[a]), walk.discount(self.t) * by * n.action_cost[:, :, a])
        at = self._own_nodes()
        at = (
            self._told(quick_solution(walk.solution).tables.act_slot[a])
            if s.action_party[a] == s.hidden
            else at
        )
        j = s.action_joint[a]
        if j != NONE:
            mass, at = self._answers(mass, at, int(j))
        self._through(mass, at)

    def _own_nodes(self) -> Floats:
        return np.broadcast_to(self.walk.solution.log_odds, (len(self.rows), self.walk.s.belief_nodes))

    def _told(self, slot: int) -> Floats:
        """Public log-odds after a choice of the hidden party, [n, b]."""
        s, told = self.walk.s, quick_solution(self.walk.solution).told[self.t]
        if slot == NONE or slot >= told.shape[1]:
            return self._own_nodes()
        return np.asarray(told[self.situations, slot, : s.belief_nodes])

    def _answers(self, mass: Floats, at: Floats, j: int) -> tuple[Floats, Floats]:
        """What is left once everybody accepted, and the log-odds then; refusals go on, walk-outs end it."""
        walk, s = self.walk, self.walk.s
        for k, signer in enumerate(s.signers[j]):
            if signer == NONE:
                break
            accept = np.moveaxis(self.plan.accept[self.rows, :, j, k, :], -1, 0)
            leave = np.moveaxis(self.plan.walk[self.rows, :, j, k, :], -1, 0)
            after = at
            if signer == s.hidden:
                slots = quick_solution(walk.solution).tables.answer_slot[j]
                at, after = self._told(int(slots[0])), self._told(int(slots[1]))
            self._walked(mass * leave, int(signer))
            self._refused(mass * (1.0 - accept - leave), after)
            mass = mass * accept
        return mass, at

    def _walked(self, mass: Floats, who: int) -> None:
        weight = mass.sum(axis=2)
        if weight.any():
            paid = (weight[None] * self.walk.n.walk_out[who][:, :, self.situations]).sum(axis=2)
            self.walk.ledger.pay("breakdown", self.walk.discount(self.t) * paid)
            self.walk.ledger.reach("breakdown", self.walk.discount(self.t), weight.sum(axis=1))

    def _refused(self, mass: Floats, at: Floats) -> None:
        walk, n = self.walk, self.walk.n
        chance = n.breakdown_chance if walk.s.action_package[self.a] != NONE else 0.0
        if chance:
            weight = chance * mass.sum(axis=2)
            paid = (weight[None] * n.breakdown[:, :, self.situations]).sum(axis=2)
            walk.ledger.pay("breakdown", walk.discount(self.t) * paid)
            walk.ledger.reach("breakdown", walk.discount(self.t), weight.sum(axis=1))
        self._land(mass * (1.0 - chance), at, self.situations)

    def _through(self, mass: Floats, at: Floats) -> None:
        """What follows where the action goes through: a settlement, or fighting on in a new posture."""
        walk, s, n, a = self.walk, self.walk.s, self.walk.n, self.a
        x = int(s.action_package[a])
        by = mass.sum(axis=(1, 2))
        if x == NONE:
            if n.action_gain[:, :, a].any():
                paid = walk.discount(self.t) * by * n.action_gain[:, :, a]
                walk.ledger.pay(acts_term(s.actions[a]), paid)
            there = self.situations // s.postures * s.postures + s.action_next[self.situations, a]
            self._land(mass, at, there)
            return
        name = Ending.settlement(s.packages[x])
        chance = mass.sum(axis=2)
        if s.reservation[a]:
            worth = np.stack([self._reservation(int(one)) for one in self.situations], axis=-1)
        else:
            worth = signed(walk.game, self.t, self.situations, x).worth
        walk.ledger.pay(name, walk.discount(self.t) * (chance[None] * worth).sum(axis=2))
        walk.ledger.reach(name, walk.discount(self.t), by)

    def _reservation(self, situation: int) -> Floats:
        """A division of the pie that leaves the one who answers exactly indifferent, [i, h]."""
        walk, s, n = self.walk, self.walk.s, self.walk.n
        party = int(s.signers[s.action_joint[self.a]][0])
        on = going_on(walk.solution, self.t, situation, 0.0)
        chance = n.breakdown_chance
        floor = (1.0 - chance) * on[party] + chance * n.breakdown[party, :, situation]
        if s.may_walk[party]:
            floor = np.maximum(floor, n.walk_out[party, party, :, situation])
        low, high = n.pie[:, 0], n.pie[:, 1]
        share = np.clip((floor - low[party]) / (high[party] - low[party]), 0.0, 1.0)
        result = low[:, None] + (high - low)[:, None] * (1.0 - share)
        result[party] = low[party] + (high[party] - low[party]) * share
        return np.asarray(result + n.bonus[self.t])

    def _land(self, mass: Floats, at: Floats, there: Ints) -> None:
        """Put mass [h, n, b] that stands at log-odds [n, b] on the belief nodes of the fighting."""
        walk = self.walk
        lower, part = grid_position(at, walk.solution.log_odds)
        upper = np.minimum(lower + 1, walk.s.belief_nodes - 1)
        rows = there[:, None] * walk.s.belief_nodes
        places = np.concatenate([(rows + lower).ravel(), (rows + upper).ravel()])
        for h in range(len(mass)):
            parts = np.concatenate([(mass[h] * (1.0 - part)).ravel(), (mass[h] * part).ravel()])
            into = walk.into[h]
            into += np.bincount(places, parts, into.size).reshape(into.shape)
