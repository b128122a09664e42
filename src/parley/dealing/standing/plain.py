"""A plain game seen from a position: at most one hidden party of two kinds, one turn a round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from parley.dealing.course_of_action import Fared, fare
from parley.dealing.fighting import belief, going_on, refused
from parley.dealing.package import signed
from parley.dealing.path import GoingOn, going_on_terms
from parley.dealing.position import Position
from parley.dealing.standing.seen import Move, Refused, Reply, Standing, Tabled, Upshot
from parley.game import NONE, Floats
from parley.game.names import AnswerKind
from parley.solver import Policy, Solution, policy, quick_solution


@dataclass(frozen=True)
class Followed:
    """An act led through its answers: `worth` [i, h], chance [h] that it goes through, how each answers."""

    worth: Floats
    through: Floats
    answers: tuple[tuple[int, Floats, Floats], ...]


class PlainStanding(Standing):
    """A position in the solution of a plain game."""

    @cached_property
    def plan(self) -> Policy:
        """What everybody does here."""
        return policy(self.solution, self.position.round, np.array([self.position.situation]))

    def chances(self, side: int, party: int, evidence: Floats) -> Floats:
        """What a party (the analyst after the last of them) believes of the hidden party, [k]."""
        n = self.game.numbers
        prior = n.analyst_prior if party == len(self.structure.parties) else n.prior[party]
        first = 1.0 / (1.0 + np.exp(-(prior + float(evidence[0]))))
        return np.array([first, 1.0 - first])

    def weights(self, party: int, kind: int | None = None) -> Floats:
        """What a party (of a kind, where it hides one) makes of every disposition here, [h]."""
        if kind is not None:
            return np.asarray(np.eye(len(self.profiles))[kind])
        return belief(self.solution, party, self.position.log_odds)

    def tabled(self, x: int) -> Tabled:
        """A package put to those who would sign it."""
        s, p = self.structure, self.position
        found = signed(self.game, p.round, np.array([p.situation]), x)
        worth = found.worth[:, :, 0]
        leads = Refused(1, p.situation, self.game.numbers.breakdown_chance)
        return Tabled(
            signing=worth,
            settled=worth,
            refusal=self.refusal(),
            leads=(leads,) * len(s.parties),
            kept=1.0 - found.broken[:, 0],
            holds=1.0,
            undone=np.zeros_like(worth),
            says_yes=self._says_yes(x),
        )

    def refusal(self) -> Floats:
        """What refusing a settlement is worth to everybody, [i, h]."""
        p = self.position
        return refused(self.solution, p.round, p.situation, p.log_odds)

    def _says_yes(self, x: int) -> dict[int, Floats]:
        """The chance that each party accepts a package put to it, [h]; absent where nobody can put it."""
        s, here = self.structure, self.position.situation
        floor = self.game.numbers.floor[s.floor_of[self.position.round]][:, here]
        found: dict[int, Floats] = {}
        asked = [
            a
            for a in np.flatnonzero(s.action_package == x)
            if s.action_next[here, a] != NONE and floor[s.action_party[a]] > 0
        ]
        # An offer by the hidden party tells something itself; what a package is met with is asked without it.
        for a in sorted(asked, key=lambda a: s.action_party[a] == s.hidden):
            j = s.action_joint[a]
            for k, signer in enumerate(s.signers[j]):
                if signer != NONE:
                    found.setdefault(int(signer), self.plan.accept[0, self.position.node, j, k])
        return found

    def breakdown(self, party: int) -> Floats:
        """What it is worth to a party that a refusal breaks the talks, [h]."""
        return np.asarray(self.game.numbers.breakdown[party, :, self.position.situation])

    def apart(self, refused: Refused) -> GoingOn:
        """What going on is worth from here, taken into its terms."""
        return self._going_on

    @cached_property
    def _going_on(self) -> GoingOn:
        return going_on_terms(self.solution, self.position.round, self.position.situation, self.position.node)

    def moves(self, party: int, *, silent: bool = False) -> list[Move]:
        """Every action open to a party, with what it is worth and what is likely to follow."""
        s, p = self.structure, self.position
        floor = float(self.game.numbers.floor[s.floor_of[p.round]][party, p.situation])
        usable = [
            int(a) for a in np.flatnonzero(s.action_party == party) if s.action_next[p.situation, a] != NONE
        ]
        followed = {a: follow(self.solution, p, a, self.plan) for a in usable}
        hold = next((a for a in usable if s.actions[a] == "hold"), None)
        if hold is None or (floor == 0.0 and not silent):
            return []
        return [
            Move(
                action=a,
                turn=0,
                floor=floor,
                chance=self.plan.chance[0, p.node, a],
                worth=followed[a].worth,
                holding=followed[hold].worth,
                replies=tuple(Reply(*answer) for answer in followed[a].answers),
                through=followed[a].through,
                evidence=np.array([self._after(a)]),
            )
            for a in usable
        ]

    def _after(self, a: int) -> float:
        """Public log-odds once an action has been taken."""
        if self.structure.action_party[a] != self.structure.hidden:
            return self.position.log_odds
        return told(self.solution, self.position, int(quick_solution(self.solution).tables.act_slot[a]))

    def upshots(self, move: Move) -> list[Upshot]:
        """What may come of a move, each with its chance."""
        s, here, a = self.structure, self.position.situation, move.action
        at, j, left = float(move.evidence[0]), int(s.action_joint[a]), np.ones(len(self.profiles))
        there = here // s.postures * s.postures + int(s.action_next[here, a])
        if not move.replies:
            return [Upshot("done", left, there, np.array([at]))]
        found: list[Upshot] = []
        for reply in move.replies:
            name, after = s.parties[reply.party], at
            if reply.party == s.hidden:
                slots = quick_solution(self.solution).tables.answer_slot[j]
                at, after = (told(self.solution, self.position, int(slot)) for slot in slots[:2])
            refuses = left * (1.0 - reply.accept - reply.walk_out)
            found.append(Upshot(f"{AnswerKind.REFUSE}:{name}", refuses, here, np.array([after])))
            walks = left * reply.walk_out
            found.append(Upshot(f"{AnswerKind.WALK_OUT}:{name}", walks, None, np.array([at])))
            left = left * reply.accept
        over = s.action_package[a] != NONE
        found.append(Upshot(str(AnswerKind.ACCEPT), left, None if over else there, np.array([at])))
        return found

    def at(self, position: Position) -> PlainStanding:
        """The same solution from another position."""
        return PlainStanding(self.solution, position)

    def later(self, upshot: Upshot) -> Position | None:
        """The next round after an upshot, the theatre where it is; None past the horizon."""
        if self.position.round + 1 >= self.structure.rounds or upshot.situation is None:
            return None
        grid = self.solution.log_odds
        node = int(np.argmin(np.abs(grid - float(upshot.evidence[0]))))
        return replace(
            self.position,
            round=self.position.round + 1,
            situation=upshot.situation,
            node=node,
            log_odds=float(grid[node]),
            evidence=grid[node : node + 1],
        )

    def fare(self, steps: Sequence[int]) -> Fared:
        """Follow a party's steps from here on, and play as in equilibrium after them."""
        return fare(self.solution, self.position, steps)


def told(solution: Solution, position: Position, slot: int) -> float:
    """Public log-odds after a choice of the hidden party; as before where it tells nothing."""
    news = quick_solution(solution).told[position.round]
    if slot == NONE or slot >= news.shape[1]:
        return position.log_odds
    return float(news[position.situation, slot, position.node])


def follow(solution: Solution, position: Position, a: int, plan: Policy) -> Followed:
    """Z: what an act is worth before anybody answers, as the solver has it."""
    s, n = solution.game.structure, solution.game.numbers
    t, situation = position.round, position.situation
    at = position.log_odds
    if s.action_party[a] == s.hidden:
        at = told(solution, position, int(quick_solution(solution).tables.act_slot[a]))
    worth = n.action_cost[:, :, a].copy()
    left = np.ones(worth.shape[1])
    answers: list[tuple[int, Floats, Floats]] = []
    x, j = int(s.action_package[a]), int(s.action_joint[a])

    def turned_down(log_odds: float) -> Floats:
        if x == NONE:
            return going_on(solution, t, situation, log_odds)
        return refused(solution, t, situation, log_odds)

    for k, signer in enumerate(s.signers[j] if j != NONE else ()):
        if signer == NONE:
            break
        accept = plan.accept[0, position.node, j, k]
        walk = plan.walk[0, position.node, j, k]
        after = at
        if signer == s.hidden:
            slots = quick_solution(solution).tables.answer_slot[j]
            at, after = told(solution, position, int(slots[0])), told(solution, position, int(slots[1]))
        worth += left * walk * n.walk_out[signer, :, :, situation]
        worth += left * (1.0 - accept - walk) * turned_down(after)
        answers.append((int(signer), accept, walk))
        left = left * accept
    if s.reservation[a]:
        worth += left * _indifferent(solution, t, situation, int(s.signers[j][0]))
    elif x != NONE:
        worth += left * signed(solution.game, t, np.array([situation]), x).worth[:, :, 0]
    else:
        there = situation // s.postures * s.postures + int(s.action_next[situation, a])
        worth += left * (n.action_gain[:, :, a] + going_on(solution, t, there, at))
    return Followed(worth, left, tuple(answers))


def _indifferent(solution: Solution, t: int, situation: int, party: int) -> Floats:
    """A division of the pie that leaves the one who answers exactly indifferent, [i, h]."""
    s, n = solution.game.structure, solution.game.numbers
    floor = refused(solution, t, situation, 0.0)[party]
    if s.may_walk[party]:
        floor = np.maximum(floor, n.walk_out[party, party, :, situation])
    low, high = n.pie[:, 0], n.pie[:, 1]
    share = np.clip((floor - low[party]) / (high[party] - low[party]), 0.0, 1.0)
    result = low[:, None] + (high - low)[:, None] * (1.0 - share)
    result[party] = low[party] + (high[party] - low[party]) * share
    return np.asarray(result + n.bonus[t])
