"""Sample paths: single histories drawn from equilibrium play, from the first day to an ending or the horizon.

A history stands on the solver's belief nodes, as the deal table does: between two nodes it goes to one of
them by chance, so that its log-odds are right on average.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from parley.compiler import date_of
from parley.dealing.fighting import grid_position, move_news
from parley.dealing.position import require_plain, settings_at
from parley.errors import UsageError
from parley.game import NONE, Floats
from parley.game.names import BREAKDOWN, STILL_FIGHTING, Action, AnswerKind, Ending
from parley.scenario.parts import Scenario
from parley.solver import Policy, Solution, analyst_prior, policy, quick_solution

MOST_HISTORIES = 100_000


@dataclass(frozen=True)
class Step:
    """One round of a history: who had the floor and what came of it; `party` is empty where nobody had it.

    `answers` are in the order they were given. `moved` maps parts of the situation to the setting they were
    put in or driven to by the end of the round. `belief` is the analyst's probability of each disposition
    when the round began; empty where no party is hidden.
    """

    round: int
    day: date
    party: str
    action: Action | None
    answers: tuple[tuple[str, AnswerKind], ...]
    moved: Mapping[str, str]
    belief: Mapping[str, float]


@dataclass(frozen=True)
class History:
    """One way it may go: what the hidden party was (empty if nothing is hidden), the rounds, how it ended.

    `ended` is the day the ending was reached; the horizon for a war that still goes on there.
    """

    disposition: str
    steps: tuple[Step, ...]
    ending: Ending
    ended: date


def sample_histories(scenario: Scenario, solution: Solution, count: int, seed: int) -> tuple[History, ...]:
    """Draw histories by equilibrium play, dispositions by the analyst's prior; the same seed, the same draws.

    Raises UsageError for games of the extended form, and for a count that makes no sense.
    """
    require_plain(solution.game.structure)
    if not 1 <= count <= MOST_HISTORIES:
        raise UsageError(f"expected from 1 to {MOST_HISTORIES:,} sample paths, got {count}")
    drawer = _Drawer(scenario, solution)
    # Each history has a stream of its own, so that asking for more of them leaves the first as they were.
    return tuple(drawer.draw(np.random.default_rng((seed, number))) for number in range(count))


@dataclass
class _Drawer:
    """Draws histories; strategies once read off are kept by round and situation."""

    scenario: Scenario
    solution: Solution
    plans: dict[tuple[int, int], Policy] = field(default_factory=dict)

    def draw(self, random: np.random.Generator) -> History:
        prior = analyst_prior(self.solution)
        walker = _Walker(self, random, _pick(random, prior))
        steps = tuple(walker.walk())
        s = self.solution.game.structure
        hidden = s.dispositions[walker.kind] if s.hidden != NONE else ""
        return History(hidden, steps, walker.ending, date_of(self.scenario, walker.round))

    def plan(self, t: int, situation: int) -> Policy:
        if (t, situation) not in self.plans:
            self.plans[t, situation] = policy(self.solution, t, np.array([situation]))
        return self.plans[t, situation]


def _pick(random: np.random.Generator, chance: Floats) -> int:
    """The place drawn from chances that sum to one, up to rounding."""
    return int(random.choice(len(chance), p=chance / chance.sum()))


class _Walker:
    """One history on its way: the round, the situation, the belief node, and the ending once reached."""

    def __init__(self, drawer: _Drawer, random: np.random.Generator, kind: int):
        self.drawer, self.random, self.kind = drawer, random, kind
        self.s, self.n = drawer.solution.game.structure, drawer.solution.game.numbers
        self.grid = drawer.solution.log_odds
        self.round, self.situation, self.node = 0, self.s.start, len(self.grid) // 2
        self.ending = STILL_FIGHTING

    def walk(self) -> Iterator[Step]:
        """The rounds until an ending or the horizon."""
        self._collapsed()
        while self.ending == STILL_FIGHTING and self.round < self.s.rounds:
            t, before, belief = self.round, self.situation, self._belief()
            party, action, answers = self._negotiate(t)
            if self.ending == STILL_FIGHTING:
                self._fight(t)
                # A settlement is dated by its round, a collapse by the round after the fighting.
                self.round += 1
                self._collapsed()
            was, now = settings_at(self.s, before), settings_at(self.s, self.situation)
            moved = {part: now[part] for part in was if was[part] != now[part]}
            day = date_of(self.drawer.scenario, t)
            yield Step(t, day, party, action, answers, moved, belief)

    def _belief(self) -> dict[str, float]:
        s = self.s
        if s.hidden == NONE:
            return {}
        first = 1.0 / (1.0 + np.exp(-(self.n.analyst_prior + self.grid[self.node])))
        return dict(zip(s.dispositions, (float(first), float(1.0 - first)), strict=True))

    def _negotiate(self, t: int) -> tuple[str, Action | None, tuple[tuple[str, AnswerKind], ...]]:
        s, n = self.s, self.n
        floor = n.floor[s.floor_of[t]][:, self.situation]
        who = _pick(self.random, np.append(floor, max(1.0 - float(floor.sum()), 0.0)))
        if who == len(s.parties):
            return "", None, ()
        plan = self.drawer.plan(t, self.situation)
        open_to = (s.action_party == who) & (s.action_next[self.situation] != NONE)
        a = _pick(self.random, np.where(open_to, plan.chance[0, self.node, :, self.kind], 0.0))
        at = float(self.grid[self.node])
        if who == s.hidden:
            at = self._told(t, int(quick_solution(self.drawer.solution).tables.act_slot[a]))
        answers, at, agreed = self._answers(t, plan, int(s.action_joint[a]), at)
        x = int(s.action_package[a])
        if agreed and x != NONE:
            self.ending = Ending.settlement(s.packages[x])
        elif agreed:
            self._land(at)
            self.situation = self.situation // s.postures * s.postures + int(s.action_next[self.situation, a])
        elif self.ending == STILL_FIGHTING:
            if x != NONE and self.random.random() < n.breakdown_chance:
                self.ending = BREAKDOWN
            self._land(at)
        return s.parties[who], Action(s.actions[a]), answers

    def _answers(
        self, t: int, plan: Policy, j: int, at: float
    ) -> tuple[tuple[tuple[str, AnswerKind], ...], float, bool]:
        """What signatories say in turn, the log-odds then, and whether all accepted."""
        s = self.s
        said: list[tuple[str, AnswerKind]] = []
        for k, signer in enumerate(s.signers[j] if j != NONE else ()):
            if signer == NONE:
                break
            accept = float(plan.accept[0, self.node, j, k, self.kind])
            leave = float(plan.walk[0, self.node, j, k, self.kind])
            drawn, refused = self.random.random(), at
            if signer == s.hidden:
                slots = quick_solution(self.drawer.solution).tables.answer_slot[j]
                at, refused = self._told(t, int(slots[0])), self._told(t, int(slots[1]))
            if drawn < accept:
                said.append((s.parties[signer], AnswerKind.ACCEPT))
                continue
            if drawn < accept + leave:
                self.ending = BREAKDOWN
            kind = AnswerKind.REFUSE if drawn >= accept + leave else AnswerKind.WALK_OUT
            return (*said, (s.parties[signer], kind)), refused, False
        return tuple(said), at, True

    def _told(self, t: int, slot: int) -> float:
        """Public log-odds after a choice of the hidden party."""
        told = quick_solution(self.drawer.solution).told[t]
        if slot == NONE or slot >= told.shape[1]:
            return float(self.grid[self.node])
        return float(told[self.situation, slot, self.node])

    def _fight(self, t: int) -> None:
        """A round of fighting: nature moves, and what it does is news."""
        s = self.s
        moves = slice(int(s.move_start[self.situation]), int(s.move_start[self.situation + 1]))
        chance = self.n.move_chance[s.law_of[t]][self.kind, moves]
        m = _pick(self.random, chance)
        news = float(move_news(self.drawer.solution, t, moves)[m])
        self.situation = int(s.move_next[moves][m])
        self._land(float(self.grid[self.node]) + news)

    def _land(self, at: float) -> None:
        """Go to one of the nodes beside the log-odds, the nearer the more probable."""
        lower, part = grid_position(np.array([at]), self.grid)
        up = self.random.random() < float(part[0])
        self.node = min(int(lower[0]) + int(up), len(self.grid) - 1)

    def _collapsed(self) -> None:
        fallen = int(self.s.collapse[self.situation // self.s.postures])
        if fallen != NONE:
            self.ending = Ending(self.s.endings[fallen])
