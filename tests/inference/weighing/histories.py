"""What a game can do in a round, listed whole: the judge of the filter, and a die to draw records with.

It follows the model's page step by step, one history at a time, and shares no code with the filter.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import numpy as np

from parley.game import NONE
from parley.scenario import Pace
from parley.scenario.coding import Answer, CodedRecord, CodedRound, Deed, Reading
from parley.solver import Solution, policy

DAY = date(2025, 1, 1)


@dataclass(frozen=True)
class Stand:
    """Where one history stands: situation and public log-odds."""

    situation: int
    log_odds: float


@dataclass(frozen=True)
class Outcome:
    """One way the floor of a round can go: what is seen of it, and where it leaves things."""

    chance: float
    party: str
    action: str
    answers: tuple[tuple[str, str], ...]
    ended: bool
    stand: Stand


class Histories:
    """Everything a solved game can do, given a disposition; `step` None lets log-odds be any number."""

    def __init__(self, solution: Solution, step: float | None):
        self.solution, self.s, self.step = solution, solution.game.structure, step
        self.grid = solution.log_odds
        self.policy = cache(lambda t, s: policy(solution, t, np.array([s])))

    def land(self, stand: Stand) -> list[tuple[float, Stand]]:
        """The nodes that log-odds fall on, with weights that keep their mean."""
        low, high = float(self.grid[0]), float(self.grid[-1])
        clipped = min(max(stand.log_odds, low), high)
        if self.step is None or len(self.grid) == 1:
            return [(1.0, Stand(stand.situation, clipped))]
        place = (clipped - low) / self.step
        lower = min(math.floor(place + 1e-9), round((high - low) / self.step) - 1)
        part = min(max(place - lower, 0.0), 1.0)
        nodes = [(1 - part, lower), (part, lower + 1)]
        return [(w, Stand(stand.situation, low + self.step * n)) for w, n in nodes if w > 1e-12]

    def between(self, coarse: np.ndarray, log_odds: float) -> np.ndarray:
        """A strategy [b, h] at log-odds between the nodes, shape [h]."""
        return np.array([np.interp(log_odds, self.grid, coarse[:, h]) for h in range(coarse.shape[1])])

    def news(self, stand: Stand, chance: np.ndarray, party: int) -> Stand:
        """Where public log-odds go after a choice."""
        if party != self.s.hidden:
            return stand
        first, second = (math.log(p) if p > 0 else -math.inf for p in chance)
        return Stand(stand.situation, stand.log_odds + first - second)

    def floor(self, t: int, h: int, stand: Stand) -> Iterator[Outcome]:
        """Every way the floor of round t can go."""
        s = self.s
        floor = self.solution.game.numbers.floor[s.floor_of[t], :, stand.situation]
        yield Outcome(1.0 - floor.sum(), "", "", (), False, stand)
        chances = self.policy(t, stand.situation)
        for a, name in enumerate(s.actions):
            if s.action_next[stand.situation, a] == NONE or floor[s.action_party[a]] == 0.0:
                continue
            party = int(s.action_party[a])
            chance = self.between(chances.chance[0, :, a], stand.log_odds)
            after = self.news(stand, chance, party)
            for answers, p, ended, there in self.answers(t, h, stand, after, a):
                yield Outcome(floor[party] * chance[h] * p, s.parties[party], name, answers, ended, there)

    def answers(
        self, t: int, h: int, stand: Stand, after: Stand, a: int
    ) -> Iterator[tuple[tuple[tuple[str, str], ...], float, bool, Stand]]:
        """Every way an action can be answered: who says what, its chance, whether it ends, and where."""
        s, j, x = self.s, int(self.s.action_joint[a]), int(self.s.action_package[a])
        broken = self.solution.game.numbers.breakdown_chance if x != NONE else 0.0
        said: tuple[tuple[str, str], ...] = ()
        reached = 1.0
        for k, party in enumerate(s.signers[j]) if j != NONE else ():
            if party == NONE:
                continue
            sheet, name = self.policy(t, stand.situation), s.parties[party]
            accept = self.between(sheet.accept[0, :, j, k], stand.log_odds)
            walk = self.between(sheet.walk[0, :, j, k], stand.log_odds)
            refuse = np.maximum(1.0 - accept - walk, 0.0)
            yield (*said, (name, "walk_out")), reached * walk[h], True, after
            no = self.news(after, refuse, int(party))
            yield (*said, (name, "refuse")), reached * refuse[h] * broken, True, no
            yield (*said, (name, "refuse")), reached * refuse[h] * (1.0 - broken), False, no
            after, reached = self.news(after, accept, int(party)), reached * accept[h]
            said = (*said, (name, "accept"))
        if x == NONE:
            posture = int(s.action_next[stand.situation, a])
            there = Stand(stand.situation - stand.situation % s.postures + posture, after.log_odds)
            yield said, reached, False, there
        else:
            yield said, reached, True, after

    def nature(self, t: int, h: int, stand: Stand) -> Iterator[tuple[float, bool, Stand]]:
        """Every way the fighting of round t can go: chance, whether it ends, and where."""
        s, numbers = self.s, self.solution.game.numbers
        for m in range(s.move_start[stand.situation], s.move_start[stand.situation + 1]):
            chance = numbers.move_chance[s.law_of[t], :, m]
            to = int(s.move_next[m])
            ended = bool(s.collapse[to // s.postures] != NONE)
            told = 0.0
            if len(chance) == 2 and chance[0] != chance[1]:
                first, second = (math.log(p) if p > 0 else -math.inf for p in chance)
                told = first - second
            if chance[h] > 0.0:
                yield float(chance[h]), ended, Stand(to, stand.log_odds + told)


def likelihood(histories: Histories, coded: CodedRecord, h: int) -> tuple[float, dict[Stand, float]]:
    """Probability of a coded record given a disposition, by adding up every history that agrees with it."""
    standing = {Stand(histories.s.start, float(histories.grid[len(histories.grid) // 2])): 1.0}
    for coded_round in coded.rounds:
        t = coded_round.round
        for entry in coded_round.seen:
            if isinstance(entry, Reading):
                standing = {at: p * _reading(histories, at, entry) for at, p in standing.items()}
            else:
                standing = _after(histories, t, h, standing, entry)
        if not coded_round.deeds:
            standing = _after(histories, t, h, standing, None)
        fought: dict[Stand, float] = {}
        for at, p in standing.items():
            for chance, ended, there in histories.nature(t, h, at):
                if not ended:
                    _add(histories, fought, there, p * chance)
        standing = fought
    return sum(standing.values()), standing


def _after(
    histories: Histories, t: int, h: int, standing: dict[Stand, float], deed: Deed | None
) -> dict[Stand, float]:
    result: dict[Stand, float] = {}
    for at, p in standing.items():
        for outcome in histories.floor(t, h, at):
            if not outcome.ended and _agrees(outcome, deed):
                _add(histories, result, outcome.stand, p * outcome.chance)
    return result


def _agrees(outcome: Outcome, deed: Deed | None) -> bool:
    if deed is None:
        return outcome.action in ("", "hold")
    said = dict(outcome.answers)
    return (outcome.party, outcome.action) == (deed.party, deed.action) and all(
        said.get(answer.party) == answer.says for answer in deed.answers
    )


def _reading(histories: Histories, at: Stand, reading: Reading) -> float:
    s = histories.s
    for index, component in enumerate(s.tracks):
        if component.name == reading.part:
            setting = s.settings_of(index, track=True)[at.situation]
            return reading.chances.get(component.settings[setting], 0.0)
    raise KeyError(reading.part)


def _add(histories: Histories, standing: dict[Stand, float], at: Stand, p: float) -> None:
    if p > 0.0:
        for weight, node in histories.land(at):
            node = Stand(node.situation, round(node.log_odds, 9))
            standing[node] = standing.get(node, 0.0) + weight * p


def draw(histories: Histories, rounds: int, h: int, dice: np.random.Generator) -> CodedRecord | None:
    """A record of `rounds` rounds drawn from the game under a disposition; None if the war ended in them."""
    at = Stand(histories.s.start, float(histories.grid[len(histories.grid) // 2]))
    coded = []
    for t in range(rounds):
        outcomes = list(histories.floor(t, h, at))
        chances = np.array([outcome.chance for outcome in outcomes])
        outcome = outcomes[dice.choice(len(outcomes), p=chances / chances.sum())]
        if outcome.ended:
            return None
        coded.append(CodedRound(t, True, seen_of(t, outcome)))
        ways = list(histories.nature(t, h, outcome.stand))
        weights = np.array([way[0] for way in ways])
        _, ended, at = ways[dice.choice(len(ways), p=weights / weights.sum())]
        if ended:
            return None
        at = Stand(at.situation, min(max(at.log_odds, histories.grid[0]), histories.grid[-1]))
    return record(coded)


def seen_of(t: int, outcome: Outcome) -> tuple[Deed, ...]:
    """What a record shows of a way the floor went: nothing where the holder held."""
    if outcome.action in ("", "hold"):
        return ()
    day = DAY + timedelta(days=7 * t)
    answers = tuple(Answer(f"A{t}", day, party, says) for party, says in outcome.answers)
    return (Deed(f"M{t}", day, outcome.party, outcome.action, answers),)


def record(rounds: list[CodedRound]) -> CodedRecord:
    """Coded rounds as a record."""
    last = DAY + timedelta(days=7 * len(rounds) - 1)
    return CodedRecord(DAY, last, Pace(7.0), tuple(rounds), ())
