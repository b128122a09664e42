"""Advice for one party: its best act now, what a mistake would cost, what follows, what to prepare for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from parley.dealing.acts import ALL, Acts, acts_now, follow, told
from parley.dealing.course_of_action import fare, steps_of
from parley.dealing.fighting import belief
from parley.dealing.position import Position, require_plain
from parley.game import NONE, Floats
from parley.game.names import AnswerKind
from parley.scenario.parts import Scenario
from parley.solver import Course, Solution, analyst_prior, policy, quick_solution

LOOKED_AHEAD_DAYS = 91
MOST_DANGERS = 8
MOST_FOLLOWED = 3


@dataclass(frozen=True)
class Next:
    """What may come of an act: an answer (or `done`), its chance by disposition, and the best act after it.

    `act` is what the party would best do the next time it has the floor, the situation being what the act
    made of it, by disposition where it hides one; empty where the war is over. `believed` is the analyst's
    probability of the first disposition then.
    """

    outcome: str
    chance: Mapping[str, float]
    act: Mapping[str, str]
    believed: float | None


@dataclass(frozen=True)
class Option:
    """An act of the party: its cost against the best one in points, and what may come of it.

    `cost` is the price of taking it by mistake and `chance` how often equilibrium play does take it, by
    disposition where the party hides one. `tells` is the analyst's probability of the first disposition
    after it.
    """

    act: str
    cost: Mapping[str, float]
    chance: Mapping[str, float]
    tells: float | None
    after: tuple[Next, ...]


@dataclass(frozen=True)
class Prospect:
    """An act of another party to prepare for.

    `expected` is how often it is taken within a quarter, and `effect` what it does now to the party advised,
    in points, by disposition where that party hides one.
    """

    party: str
    act: str
    expected: float
    effect: Mapping[str, float]


@dataclass(frozen=True)
class PlanFared:
    """How a stated plan fares against equilibrium play of everybody: worth to the party and endings.

    `worth` and `equilibrium` are in points, by disposition where the party hides one; `endings` and
    `otherwise` map endings to their probability under the analyst's beliefs.
    """

    steps: tuple[str, ...]
    worth: Mapping[str, float]
    equilibrium: Mapping[str, float]
    endings: Mapping[str, float]
    otherwise: Mapping[str, float]


@dataclass(frozen=True)
class Advice:
    """What a party of this kind would do best, if the others play as in equilibrium."""

    case: str
    title: str
    day: date
    party: str
    hides: bool
    kinds: tuple[str, ...]
    floor: float
    believed: Mapping[str, float]
    options: tuple[Option, ...]
    prospects: tuple[Prospect, ...]
    plan: PlanFared | None


def advise_party(
    scenario: Scenario,
    solution: Solution,
    course: Course,
    position: Position,
    case: str,
    party: str,
    plan: Sequence[str] = (),
) -> Advice:
    """Advise a party at a position; `plan` are acts of its own, in order, to see how they would fare.

    Raises UsageError for a party or an act that is not there.
    """
    s = solution.game.structure
    require_plain(s)
    acts = acts_now(solution, position, party)
    i = s.parties.index(party)
    hides = i == s.hidden
    kinds = s.dispositions if hides else (ALL,)
    best = {kind: max(act.gain[kind] for act in acts.acts) for kind in kinds} if acts.acts else {}
    followed = {act.act for act in acts.acts[:MOST_FOLLOWED]}
    followed |= {max(acts.acts, key=lambda act: act.gain[kind]).act for kind in best}
    options = tuple(
        Option(
            act.act,
            {kind: best[kind] - act.gain[kind] for kind in kinds},
            act.chance,
            act.tells,
            _after(solution, position, party, act.act) if act.act in followed else (),
        )
        for act in acts.acts
    )
    weights = (
        {}
        if hides or s.hidden == NONE
        else dict(zip(s.dispositions, belief(solution, i, position.log_odds).tolist(), strict=True))
    )
    return Advice(
        case=case,
        title=scenario.title,
        day=position.day,
        party=party,
        hides=hides,
        kinds=kinds,
        floor=acts.floor,
        believed=weights,
        options=options,
        prospects=_prospects(scenario, solution, course, position, i),
        plan=_fared(solution, position, party, plan) if plan else None,
    )


def _after(solution: Solution, position: Position, party: str, act: str) -> tuple[Next, ...]:
    """Each answer to an act, with its chance and the party's best act after it."""
    s, n = solution.game.structure, solution.game.numbers
    i = s.parties.index(party)
    a = next(a for a in np.flatnonzero(s.action_party == i) if s.actions[a] == act)
    plan = policy(solution, position.round, np.array([position.situation]))
    found = follow(solution, position, int(a), plan)
    kinds = s.dispositions or (ALL,)
    at = position.log_odds
    if i == s.hidden:
        at = told(solution, position, int(quick_solution(solution).tables.act_slot[a]))
    j, left = int(s.action_joint[a]), np.ones(len(kinds))
    result: list[Next] = []

    def add(outcome: str, chance: Floats, there: int | None, log_odds: float) -> None:
        if chance.max() < 1e-3:
            return
        then = {} if there is None else _best_next(solution, position, party, there, log_odds)
        believed = None
        if s.hidden != NONE:
            believed = float(1.0 / (1.0 + np.exp(-(n.analyst_prior + log_odds))))
        result.append(Next(outcome, dict(zip(kinds, chance.tolist(), strict=True)), then, believed))

    for k, (who, accept, walk) in enumerate(found.answers):
        after = at
        if who == s.hidden:
            slots = quick_solution(solution).tables.answer_slot[j]
            at, after = told(solution, position, int(slots[0])), told(solution, position, int(slots[1]))
        add(f"{AnswerKind.REFUSE}:{s.parties[who]}", left * (1.0 - accept - walk), position.situation, after)
        add(f"{AnswerKind.WALK_OUT}:{s.parties[who]}", left * walk, None, at)
        left = left * accept
        if k == len(found.answers) - 1:
            over = s.action_package[a] != NONE
            there = position.situation // s.postures * s.postures + int(s.action_next[position.situation, a])
            add(str(AnswerKind.ACCEPT), left, None if over else there, at)
    if not found.answers:
        there = position.situation // s.postures * s.postures + int(s.action_next[position.situation, a])
        add("done", left, there, at)
    return tuple(result)


def _best_next(
    solution: Solution, position: Position, party: str, situation: int, log_odds: float
) -> dict[str, str]:
    """The party's best acts in the next round, the theatre where it is and the public at some log-odds."""
    s = solution.game.structure
    if position.round + 1 >= s.rounds:
        return {}
    node = int(np.argmin(np.abs(solution.log_odds - log_odds)))
    later = replace(
        position,
        round=position.round + 1,
        situation=situation,
        node=node,
        log_odds=float(solution.log_odds[node]),
    )
    acts: Acts = acts_now(solution, later, party)
    if not acts.acts:
        return {}
    return {kind: max(acts.acts, key=lambda act: act.gain[kind]).act for kind in acts.acts[0].gain}


def _prospects(
    scenario: Scenario, solution: Solution, course: Course, position: Position, i: int
) -> tuple[Prospect, ...]:
    """Acts of others that are likely within a quarter and matter to a party, those that matter most first."""
    s = solution.game.structure
    last = min(position.round + max(1, round(LOOKED_AHEAD_DAYS / scenario.round_days)), s.rounds)
    plan = policy(solution, position.round, np.array([position.situation]))
    prior = analyst_prior(solution)
    hides = i == s.hidden
    kinds = s.dispositions if hides else (ALL,)
    weights = belief(solution, i, position.log_odds)
    holds: dict[int, Floats] = {}
    found: list[Prospect] = []
    for a in range(len(s.actions)):
        by = int(s.action_party[a])
        if by == i or s.action_next[position.situation, a] == NONE:
            continue
        worth = follow(solution, position, a, plan).worth[i]
        if s.actions[a] == "hold":
            holds[by] = worth
    for a in range(len(s.actions)):
        by = int(s.action_party[a])
        if by not in holds or s.actions[a] == "hold" or s.action_next[position.situation, a] == NONE:
            continue
        gain = follow(solution, position, a, plan).worth[i] - holds[by]
        expected = float((course.actions[position.round : last, a] @ prior).sum())
        effect = dict(zip(kinds, gain.tolist(), strict=True)) if hides else {ALL: float(gain @ weights)}
        found.append(Prospect(s.parties[by], s.actions[a], expected, effect))
    found.sort(key=lambda one: -min(one.expected, 1.0) * max(abs(v) for v in one.effect.values()))
    return tuple(one for one in found[:MOST_DANGERS] if one.expected >= 0.01)


def _fared(solution: Solution, position: Position, party: str, names: Sequence[str]) -> PlanFared:
    """A stated plan beside equilibrium play."""
    s = solution.game.structure
    i = s.parties.index(party)
    ours = fare(solution, position, steps_of(solution, party, names))
    plain = fare(solution, position, ())
    prior = analyst_prior(solution)

    def worth(found: Floats) -> dict[str, float]:
        if i == s.hidden:
            return dict(zip(s.dispositions, found[i].tolist(), strict=True))
        return {ALL: float(found[i] @ belief(solution, i, position.log_odds))}

    return PlanFared(
        tuple(names),
        worth(ours.worth),
        worth(plain.worth),
        {name: float(chance @ prior) for name, chance in ours.endings.items()},
        {name: float(chance @ prior) for name, chance in plain.endings.items()},
    )
