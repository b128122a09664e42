"""What a party can do now: each act against holding, what it would tell, and the answers to expect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from parley.dealing.fighting import belief, going_on, refused
from parley.dealing.package import signed
from parley.dealing.position import Position, require_plain
from parley.errors import UsageError
from parley.files import closest_name
from parley.game import NONE, Floats
from parley.solver import Policy, Solution, policy, quick_solution

ALL = "all"


@dataclass(frozen=True)
class Answer:
    """How a party that is asked would answer, if those before it accept; by disposition if it is hidden."""

    party: str
    accept: Mapping[str, float]
    walk_out: Mapping[str, float]


@dataclass(frozen=True)
class Act:
    """An act open to a party now.

    `gain` is its worth against holding, in points, and `chance` the probability of it if the party has the
    floor, by disposition where the party is the hidden one, else under `all`. `goes_through` is the chance
    that all who are asked accept, by disposition. `tells` is the analyst's probability of the first
    disposition after it, None where it tells nothing.
    """

    act: str
    gain: Mapping[str, float]
    chance: Mapping[str, float]
    answers: tuple[Answer, ...]
    goes_through: Mapping[str, float]
    tells: float | None


@dataclass(frozen=True)
class Acts:
    """What a party can do if it has the floor, best first; `floor` is the chance of that in a round."""

    party: str
    floor: float
    acts: tuple[Act, ...]


@dataclass(frozen=True)
class Followed:
    """An act led through its answers: `worth` [i, h], chance [h] that it goes through, how each answers."""

    worth: Floats
    through: Floats
    answers: tuple[tuple[int, Floats, Floats], ...]


def acts_now(solution: Solution, position: Position, party: str) -> Acts:
    """Every act of a party at a position, with what it is worth and what is likely to follow."""
    s, n = solution.game.structure, solution.game.numbers
    require_plain(s)
    if party not in s.parties:
        near = closest_name(party, s.parties)
        meant = f"; did you mean '{near}'?" if near else ""
        raise UsageError(f"no party called '{party}'{meant} ({', '.join(s.parties)})")
    i = s.parties.index(party)
    plan = policy(solution, position.round, np.array([position.situation]))
    floor = float(n.floor[s.floor_of[position.round]][i, position.situation])
    usable = [
        int(a) for a in np.flatnonzero(s.action_party == i) if s.action_next[position.situation, a] != NONE
    ]
    followed = {a: follow(solution, position, a, plan) for a in usable}
    hold = next(a for a in usable if s.actions[a] == "hold")
    acts = [_act(solution, position, a, followed, hold, plan) for a in usable] if floor > 0 else []
    acts.sort(key=lambda act: -max(act.gain.values()))
    return Acts(party, floor, tuple(acts))


def _act(
    solution: Solution, position: Position, a: int, followed: Mapping[int, Followed], hold: int, plan: Policy
) -> Act:
    s, n = solution.game.structure, solution.game.numbers
    i = int(s.action_party[a])
    gain = followed[a].worth[i] - followed[hold].worth[i]
    chance = plan.chance[0, position.node, a]
    kinds = s.dispositions or (ALL,)
    if i == s.hidden:
        gains, chances = dict(zip(kinds, gain, strict=True)), dict(zip(kinds, chance, strict=True))
    else:
        gains = {ALL: float(gain @ belief(solution, i, position.log_odds))}
        chances = {ALL: float(chance[0])}
    tells = None
    if i == s.hidden:
        after = n.analyst_prior + told(solution, position, int(quick_solution(solution).tables.act_slot[a]))
        tells = float(1.0 / (1.0 + np.exp(-after)))
    answers = tuple(
        Answer(s.parties[who], _by_kind(s.hidden == who, kinds, yes), _by_kind(s.hidden == who, kinds, walk))
        for who, yes, walk in followed[a].answers
    )
    through = dict(zip(kinds, followed[a].through.tolist(), strict=True))
    return Act(
        s.actions[a],
        {kind: float(v) for kind, v in gains.items()},
        {kind: float(v) for kind, v in chances.items()},
        answers,
        through,
        tells,
    )


def _by_kind(hidden: bool, kinds: tuple[str, ...], chance: Floats) -> dict[str, float]:
    return dict(zip(kinds, chance.tolist(), strict=True)) if hidden else {ALL: float(chance[0])}


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
