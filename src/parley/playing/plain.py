"""Strategies of a plain game at one of the solver's belief nodes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from parley.game import NONE, Floats, Ints
from parley.game.names import AnswerKind
from parley.playing.standing import Asked, Outcome, Place, Said
from parley.solver import Policy, quick_solution
from parley.solver.solving import QuickSolution

ONE_BY_ONE = (AnswerKind.ACCEPT, AnswerKind.REFUSE, AnswerKind.WALK_OUT)


@dataclass(frozen=True)
class PlainStand:
    """The strategies of a round in one situation, at the node a history stands on."""

    solution: QuickSolution
    place: Place
    plan: Policy
    node: int

    def floor(self) -> Floats:
        """As `Stand.floor`."""
        s = self.solution.game.structure
        rates = self.solution.game.numbers.floor[s.floor_of[self.place.round]]
        return np.asarray(rates[:, self.place.situation])

    def menu(self, party: int) -> list[int]:
        """As `Stand.menu`."""
        s = self.solution.game.structure
        mine = (s.action_party == party) & (s.action_next[self.place.situation] != NONE)
        return [int(a) for a in np.flatnonzero(mine)]

    def chance(self, a: int) -> Floats:
        """As `Stand.chance`."""
        return np.asarray(self.plan.chance[0, self.node, a])

    def told(self, a: int) -> Floats:
        """As `Stand.told`."""
        if int(self.solution.game.structure.action_party[a]) != self.solution.game.structure.hidden:
            return self.place.log_odds
        return self._after(int(self.solution.tables.act_slot[a]), self.place.log_odds)

    def asked(self, a: int, said: Said, log_odds: Floats) -> Asked | None:
        """As `Stand.asked`."""
        s = self.solution.game.structure
        j, k = int(s.action_joint[a]), len(said)
        signers: Ints = s.signers[j][s.signers[j] != NONE] if j != NONE else np.zeros(0, dtype=np.int64)
        if k == len(signers) or (said and said[-1][1] is not AnswerKind.ACCEPT):
            return None
        signer = int(signers[k])
        accept, leave = self.plan.accept[0, self.node, j, k], self.plan.walk[0, self.node, j, k]
        chance = np.stack([accept, np.maximum(1.0 - accept - leave, 0.0), leave])
        after = np.stack([log_odds] * 3)
        if signer == s.hidden:
            slots = [int(slot) for slot in self.solution.tables.answer_slot[j]]
            yes, no = self._after(slots[0], log_odds), self._after(slots[1], log_odds)
            after = np.stack([yes, no, no])
        options = 3 if s.may_walk[signer] else 2
        return Asked(signer, ONE_BY_ONE[:options], chance[:options], after[:options])

    def outcomes(self, a: int, said: Said) -> Sequence[Outcome]:
        """As `Stand.outcomes`."""
        s, here = self.solution.game.structure, self.place.situation
        last = said[-1][1] if said else AnswerKind.ACCEPT
        x = int(s.action_package[a])
        if last is AnswerKind.WALK_OUT:
            return (Outcome(1.0, here, s.breakdown),)
        if last is AnswerKind.REFUSE:
            broken = float(self.solution.game.numbers.breakdown_chance) if x != NONE else 0.0
            return (Outcome(1.0 - broken, here), Outcome(broken, here, s.breakdown))
        if x != NONE:
            return (Outcome(1.0, here, x),)
        return (Outcome(1.0, here - here % s.postures + int(s.action_next[here, a])),)

    def _after(self, slot: int, log_odds: Floats) -> Floats:
        """Public log-odds after a choice of the hidden party; as before where it tells nothing."""
        told = quick_solution(self.solution).told[self.place.round]
        if slot == NONE or slot >= told.shape[1]:
            return log_odds
        return np.array([told[self.place.situation, slot, self.node]])
