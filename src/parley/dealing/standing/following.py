"""Play of an extended game followed on the solver's own nodes, and what it pays by term.

Mass is split between nodes where the solver reads a worth between them, so discounted payments of all terms
sum to the worth the solver found, up to rounding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from parley.dealing.course_of_action import Fared, endings_of
from parley.dealing.package import signed
from parley.dealing.path import NEGLIGIBLE, GoingOn, Ledger, acts_term
from parley.dealing.position import Position
from parley.game import NONE, Floats, Ints
from parley.game.names import Ending
from parley.solver import GeneralSolution
from parley.solver.kernel.general import forward, reading, stepping
from parley.solver.kernel.general.grid import grid_of, no_counts
from parley.solver.kernel.general.workspace import set_up_workspace

_KEPT = ("action", "through", "undone", "refused", "walked")


def going_on_extended(solution: GeneralSolution, position: Position, turn: int, situation: int) -> GoingOn:
    """Take the worth of going on apart, from before a turn of a round (or before its fighting) on."""
    walk = ExtendedWalk(solution, position.round)
    walk.stages[0].mass[situation, position.node] = 1.0
    walk.follow(turn)
    ledger = walk.ledger
    return GoingOn(np.sum(list(ledger.terms.values()), axis=0), ledger.terms, ledger.weights, walk.time)


def fare_extended(solution: GeneralSolution, position: Position, steps: Sequence[int]) -> Fared:
    """Follow a party's steps (actions by index) from a position on, and play as in equilibrium after them."""
    walk = ExtendedWalk(solution, position.round, steps)
    walk.stages[0].mass[position.situation, position.node] = 1.0
    walk.follow(0)
    worth = np.sum(list(walk.ledger.terms.values()), axis=0)
    return Fared(worth, endings_of(walk.ledger, solution.game.structure.endings))


@dataclass
class _Stage:
    """Mass [s, b, h] that waits for one step of a plan, or goes on after the last (`step` is NONE)."""

    mass: Floats
    after: Floats
    step: int = NONE


class ExtendedWalk:
    """Mass that sums to one for each profile at first, and the payments it meets, from a round on."""

    def __init__(self, solution: GeneralSolution, start: int, steps: Sequence[int] = ()):
        self.solution, self.form, self.tables = solution, solution.form, solution.tables
        self.game, self.s, self.n = solution.game, solution.game.structure, solution.game.numbers
        self.start, self.space = start, set_up_workspace(solution.form)
        self.grid, self.counts = grid_of(solution.form, 1), no_counts(solution.form)
        shape = (self.s.situations, len(self.form.beliefs.log_odds), self.form.beliefs.profiles)
        self.stages = [_Stage(np.zeros(shape), np.zeros(shape), step) for step in (*steps, NONE)]
        self.ledger = Ledger((len(self.s.parties), shape[2]))
        self.time = np.zeros((len(self.n.flow), *self.ledger.shape, self.s.situations))
        self.left = np.ones((len(self.s.parties), 1))
        self.fallen = self.s.collapse[np.arange(self.s.situations) // self.s.postures] != NONE
        self.party = int(self.s.action_party[steps[0]]) if len(steps) else NONE
        own = np.flatnonzero(self.s.action_party == self.party)
        self.wait = next((int(a) for a in own if self.s.actions[a] == "hold"), NONE)

    def follow(self, turn: int) -> None:
        """Play on from before a turn of the first round to the end."""
        for t in range(self.start, self.s.rounds):
            for u in range(turn, len(self.form.turns)):
                self._play_turn(t, u)
            self._fight(t)
            self.left = self.left * self.form.discount.at(t)[:, None]
            turn = 0
        here = self._all().sum(axis=1).T
        self.ledger.pay("horizon", self.left * (here[None] * self.n.horizon).sum(axis=2))
        self.ledger.reach("horizon", self.left, here.sum(axis=1))

    def _all(self) -> Floats:
        return np.asarray(np.sum([stage.mass for stage in self.stages], axis=0))

    # ---- a turn

    def _play_turn(self, t: int, u: int) -> None:
        live = np.flatnonzero(self._all().sum(axis=(1, 2)) > NEGLIGIBLE)
        for stage in self.stages:
            stage.after[:] = 0.0
        rows: list[dict[str, Floats]] = []
        reserved = bool(self.s.reservation.any())
        for situation, told in self._prepared(t, live):
            self._clear()
            self._step(t, u, situation, told)
            rows.append({name: self.counts.arrays[name].copy() for name in _KEPT})
            if reserved:
                # Offers that leave the other indifferent are made where nothing is hidden: at one node.
                rows[-1]["onward"] = self.space.arrays["onward"][u + 1, :, 0].T.copy()
        for stage in self.stages:
            stage.mass, stage.after = stage.after, stage.mass
        if rows:
            counted = {name: np.stack([row[name] for row in rows], axis=-1) for name in rows[0]}
            _Payments(self, t, live, counted).pay()

    def _prepared(self, t: int, live: Ints) -> Iterator[tuple[int, Floats]]:
        """Situations whose theatre state has been solved again for a round, and what choices tell there."""
        told = np.zeros((self.s.postures, *self.solution.told.shape[2:]))
        ready = NONE
        for situation in live:
            w = int(situation) // self.s.postures
            if w != ready:
                worths, start = self.solution.worths[t + 1], self.solution.told[t]
                reading.prepare(self.tables, self.space, t, w, worths, start, told)
                ready = w
            yield int(situation), told

    def _clear(self) -> None:
        for array in self.counts.arrays.values():
            array[:] = 0.0

    def _step(self, t: int, u: int, situation: int, told: Floats) -> None:
        """Play a turn in a situation, in every stage; each lands among situations of the theatre state."""
        first = situation - situation % self.s.postures
        here = slice(first, first + self.s.postures)
        common = self.tables, self.space, self.grid, t, u, situation, told
        for k, stage in enumerate(self.stages):
            now, after = stage.mass[here], stage.after[here]
            if stage.step == NONE:
                stepping.play_situation(*common, now, after, self.counts)
            else:
                done = self.stages[k + 1].after[here]
                plan = self.party, stage.step, self.wait
                stepping.play_as_planned(*common, now, *plan, after, done, self.counts)

    # ---- fighting

    def _fight(self, t: int) -> None:
        """Pay the flow of a round, move by chance, and pay what a collapse is worth."""
        set_, here = int(self.s.flow_of[t]), self._all().sum(axis=1).T
        time = self.left[:, :, None] * here[None]
        self.time[set_] += time
        self.ledger.pay("fighting", (time * self.n.flow[set_]).sum(axis=2))
        later = self.left * self.form.discount.at(t)[:, None]
        self._collapse(t, here, later)
        common = self.tables, self.space, self.grid, t, (0, self.s.situations // self.s.postures)
        for stage in self.stages:
            forward.move(*common, stage.mass, stage.after, self.counts)
            stage.mass, stage.after = stage.after, stage.mass

    def _collapse(self, t: int, here: Floats, later: Floats) -> None:
        """Pay for what moves into a theatre state of collapse, from the mass [h, s] that is fought."""
        into = np.flatnonzero(self.fallen[self.s.move_next])
        if not len(into):
            return
        origin = np.repeat(np.arange(self.s.situations), np.diff(self.s.move_start))[into]
        moved = self.n.move_chance[self.s.law_of[t]][:, into] * here[:, origin]
        worth, ending = (
            self.form.collapse.at(t + 1),
            self.s.collapse[self.s.move_next[into] // self.s.postures],
        )
        for e in np.unique(ending[moved.any(axis=0)]):
            among = ending == e
            chance = moved[:, among]
            paid = (chance[None] * worth[:, :, self.s.move_next[into[among]]]).sum(axis=2)
            self.ledger.pay(self.s.endings[e], later * paid)
            self.ledger.reach(self.s.endings[e], later, chance.sum(axis=1))


@dataclass(frozen=True)
class _Payments:
    """What a turn pays in the situations n it was played in, from counts [a or i, h, n]."""

    walk: ExtendedWalk
    t: int
    here: Ints
    counted: dict[str, Floats]

    def pay(self) -> None:
        """Pay for acts, for refusals, and for every way the war may end."""
        form, s = self.walk.form, self.walk.s
        cost = form.action_cost.at(self.t)
        there = self.here if cost.shape[2] > 1 else np.zeros(len(self.here), dtype=np.int64)
        for a in map(int, np.flatnonzero(self.counted["action"].any(axis=(1, 2)))):
            paid = (self.counted["action"][a][None] * cost[:, :, there, a]).sum(axis=2)
            paid = paid + self._sum("refused", a) * form.refused_cost[:, :, a]
            paid = paid + self._sum("undone", a) * form.unratified_cost[:, :, a]
            if s.action_package[a] == NONE and form.action_ending[a] == NONE:
                paid = paid + self._sum("through", a) * self.walk.n.action_gain[:, :, a]
            if paid.any():
                self.walk.ledger.pay(acts_term(s.actions[a]), self.walk.left * paid)
            self._end(a)
        for i in np.flatnonzero(self.counted["walked"].any(axis=(1, 2))):
            ending = s.endings[form.walk_ending[i]]
            self._reach(ending, self.counted["walked"][i], form.walk_out.at(self.t)[i][:, :, self.here])

    def _sum(self, name: str, a: int) -> Floats:
        return np.asarray(self.counted[name][a].sum(axis=1))

    def _end(self, a: int) -> None:
        """Pay for endings an action leads to: a settlement, talks that break, a side that leaves for good."""
        walk, s, form = self.walk, self.walk.s, self.walk.form
        through, x = self.counted["through"][a], int(s.action_package[a])
        if x != NONE:
            chance = walk.n.breakdown_chance * self.counted["refused"][a]
            if chance.any():
                over = form.breakdown.at(self.t)[:, :, self.here]
                self._reach(s.endings[s.breakdown], chance, over)
            if through.any():
                found = self._indifferent(a) if s.reservation[a] else self._signed(x)
                self._reach(Ending.settlement(s.packages[x]), through, found)
        elif form.action_ending[a] != NONE and through.any():
            worth = form.outside.at(self.t)[form.action_outside[a]][:, :, self.here]
            self._reach(s.endings[form.action_ending[a]], through, worth)

    def _signed(self, x: int) -> Floats:
        return signed(self.walk.game, self.t, self.here, x).worth

    def _indifferent(self, a: int) -> Floats:
        """A division of the pie that leaves the one who answers exactly indifferent, [i, h, n]."""
        walk, n, form = self.walk, self.walk.n, self.walk.form
        party = int(walk.s.signers[walk.s.action_joint[a]][0])
        rows, there = np.arange(len(self.here)), form.action_refused[self.here, a]
        on = self.counted["onward"].reshape(*walk.ledger.shape, -1, len(rows))[party][:, there, rows]
        chance, over = n.breakdown_chance, form.breakdown.at(self.t)[party][:, self.here]
        floor = form.refused_cost[party, :, a][:, None] + (1.0 - chance) * on + chance * over
        if walk.s.may_walk[party]:
            floor = np.maximum(floor, form.walk_out.at(self.t)[party, party][:, self.here])
        low, high = n.pie[:, 0, None, None], n.pie[:, 1, None, None]
        share = np.clip((floor - low[party]) / (high[party] - low[party]), 0.0, 1.0)
        result = low + (high - low) * (1.0 - share)[None]
        result[party] = low[party] + (high[party] - low[party]) * share
        return np.asarray(result + n.bonus[self.t][:, :, None])

    def _reach(self, name: str, chance: Floats, worth: Floats) -> None:
        """An ending reached with chance [h, n], worth so much [i, h, n]."""
        left, ledger = self.walk.left, self.walk.ledger
        ledger.pay(name, left * (chance[None] * worth).sum(axis=2))
        ledger.reach(name, left, chance.sum(axis=1))
