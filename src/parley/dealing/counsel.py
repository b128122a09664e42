"""Advice for one party: its best act now, what a mistake would cost, what follows, what to prepare for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from parley.dealing.acts import acts_of, party_index, turn_name
from parley.dealing.course_of_action import steps_of
from parley.dealing.position import Position
from parley.dealing.standing import ALL, ANALYST, Move, Standing, Upshot, stand_at
from parley.files.results import Result
from parley.game import Floats
from parley.game.names import Action
from parley.outlook import BeliefCheck, belief_check
from parley.scenario.parts import Scenario
from parley.solver import Course, Solution

LOOKED_AHEAD_DAYS = 91
MOST_DANGERS = 8
MOST_FOLLOWED = 3
LEAST_CHANCE = 1e-3
"""What comes of an act with less probability, whatever is hidden, is not told."""


@dataclass(frozen=True)
class Next(Result):
    """What may come of an act: an answer, and the party's best act after it."""

    outcome: str
    """`accept`, `refuse:PARTY`, `walk_out:PARTY`, `unratified`, `breakdown`; `done` where nobody is asked"""
    chance: Mapping[str, float]
    """kinds of all hidden sides together -> its probability"""
    act: Mapping[str, str]
    """kind of the party (`all` where it hides none) -> what it would best do the next time it has the floor,
    the situation being what the act made of it; empty where the war is over"""
    believed: Mapping[str, Mapping[str, float]]
    """hidden side -> kind -> the analyst's probability of it then"""


@dataclass(frozen=True)
class Option(Result):
    """An act of the party: its cost against the best one in points, and what may come of it."""

    act: str
    """the action"""
    turn: str
    """the turn of the round it is taken in; empty where a round has one turn"""
    cost: Mapping[str, float]
    """kind of the party (`all` where it hides none) -> the price of taking it in place of the best one"""
    chance: Mapping[str, float]
    """kind of the party -> how often equilibrium play takes it"""
    tells: Mapping[str, float]
    """kind of the party -> the analyst's probability of it after the act; empty where it hides none"""
    after: tuple[Next, ...]
    """what may come of it, for acts that are worth following"""


@dataclass(frozen=True)
class Prospect(Result):
    """An act of another party to prepare for."""

    party: str
    """whose act it is"""
    act: str
    """the action"""
    expected: float
    """how often it is taken within a quarter"""
    effect: Mapping[str, float]
    """kind of the party advised (`all` where it hides none) -> what the act does to it now, in points"""


@dataclass(frozen=True)
class PlanFared(Result):
    """How a stated plan fares against equilibrium play of everybody: worth to the party and endings."""

    steps: tuple[str, ...]
    """the acts of the plan, in order"""
    worth: Mapping[str, float]
    """kind of the party (`all` where it hides none) -> worth of the plan, in points"""
    equilibrium: Mapping[str, float]
    """kind of the party -> worth of equilibrium play"""
    endings: Mapping[str, float]
    """ending -> its probability under the analyst's beliefs with the plan"""
    otherwise: Mapping[str, float]
    """ending -> the same in equilibrium play"""


@dataclass(frozen=True)
class Advice(Result):
    """What a party of this kind would do best, if the others play as in equilibrium."""

    case: str
    """the case's folder name"""
    title: str
    """the scenario's title"""
    day: date
    """the day looked at"""
    party: str
    """who is advised"""
    hides: bool
    """whether the others do not know what kind it is"""
    kinds: tuple[str, ...]
    """the kinds it may be; `all` where it hides nothing"""
    floor: Mapping[str, float]
    """turn (`round` where there is one) -> the chance that it has the floor in it"""
    believed: Mapping[str, Mapping[str, float]]
    """hidden side of others -> kind -> what the party believes of it"""
    options: tuple[Option, ...]
    """its acts, turn by turn, in each the best first"""
    prospects: tuple[Prospect, ...]
    """acts of others to prepare for, those that matter most first"""
    plan: PlanFared | None
    """how a stated plan of its own would fare; null where none was stated"""
    certificate: BeliefCheck | None = None
    """how nearly beliefs follow from choices in the game it rests on; null in what earlier versions kept"""


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
    standing = stand_at(solution, position)
    i = party_index(standing, party)
    return Advice(
        case=case,
        title=scenario.title,
        day=position.day,
        party=party,
        hides=bool(standing.kinds_of(i)),
        kinds=standing.kinds_of(i) or (ALL,),
        floor=acts_of(standing, party).floor,
        believed=standing.believed().get(party, {}),
        options=_options(standing, party),
        prospects=_prospects(scenario, standing, course, i),
        plan=_fared(standing, party, plan) if plan else None,
        certificate=belief_check(scenario, solution, course),
    )


def _options(standing: Standing, party: str) -> tuple[Option, ...]:
    """The acts of a party, each against the best of its turn; the most promising ones are followed."""
    found = acts_of(standing, party)
    moves = {
        (turn_name(standing, m), standing.structure.actions[m.action]): m for m in _moves(standing, party)
    }
    options: list[Option] = []
    for turn in dict.fromkeys(act.turn for act in found.acts):
        acts = [act for act in found.acts if act.turn == turn]
        best = {kind: max(act.gain[kind] for act in acts) for kind in acts[0].gain}
        followed = {act.act for act in acts[:MOST_FOLLOWED]}
        followed |= {act.act for act in acts if any(act.gain[kind] == best[kind] for kind in best)}
        options += [
            Option(
                act.act,
                turn,
                {kind: best[kind] - act.gain[kind] for kind in best},
                act.chance,
                act.tells,
                _after(standing, party, moves[turn, Action(act.act)]) if act.act in followed else (),
            )
            for act in acts
        ]
    return tuple(options)


def _moves(standing: Standing, party: str) -> list[Move]:
    return standing.moves(party_index(standing, party))


def _after(standing: Standing, party: str, move: Move) -> tuple[Next, ...]:
    """What may come of an act, with its chance and the party's best act after it."""
    return tuple(
        Next(
            upshot.outcome,
            dict(zip(standing.profiles, upshot.chance.tolist(), strict=True)),
            _best_next(standing, party, upshot),
            standing.believed(upshot.evidence).get(ANALYST, {}) if standing.sides else {},
        )
        for upshot in standing.upshots(move)
        if upshot.chance.max() >= LEAST_CHANCE
    )


def _best_next(standing: Standing, party: str, upshot: Upshot) -> dict[str, str]:
    """The party's best acts in the next round, the theatre where it is and the public at some log-odds."""
    later = standing.later(upshot)
    if later is None:
        return {}
    acts = acts_of(standing.at(later), party).acts
    if not acts:
        return {}
    return {kind: max(acts, key=lambda act: act.gain[kind]).act for kind in acts[0].gain}


def _prospects(scenario: Scenario, standing: Standing, course: Course, i: int) -> tuple[Prospect, ...]:
    """Acts of others that are likely within a quarter and matter to a party, those that matter most first."""
    s, first = standing.structure, standing.position.round
    last = min(first + _a_quarter(scenario, first), s.rounds)
    found: list[Prospect] = []
    for by in range(len(s.parties)):
        for move in standing.moves(by, silent=True) if by != i else ():
            name = s.actions[move.action]
            if name == "hold" or any(one.party == s.parties[by] and one.act == name for one in found):
                continue
            expected = float((course.actions[first:last, move.action] @ standing.analyst).sum())
            effect = standing.to(i, move.worth[i] - move.holding[i])
            found.append(Prospect(s.parties[by], name, expected, effect))
    found.sort(key=lambda one: -min(one.expected, 1.0) * max(abs(v) for v in one.effect.values()))
    return tuple(one for one in found[:MOST_DANGERS] if one.expected >= 0.01)


def _fared(standing: Standing, party: str, names: Sequence[str]) -> PlanFared:
    """A stated plan beside equilibrium play."""
    i = standing.structure.parties.index(party)
    ours = standing.fare(steps_of(standing.solution, party, names))
    plain = standing.fare(())

    def chances(endings: Mapping[str, Floats]) -> dict[str, float]:
        return {name: float(chance @ standing.analyst) for name, chance in endings.items()}

    return PlanFared(
        tuple(names),
        standing.to(i, np.asarray(ours.worth[i])),
        standing.to(i, np.asarray(plain.worth[i])),
        chances(ours.endings),
        chances(plain.endings),
    )


def _a_quarter(scenario: Scenario, first: int) -> int:
    """How many rounds from one on make up a quarter; one at least."""
    pace = scenario.pace
    return max(1, pace.nearest(pace.until(first) + LOOKED_AHEAD_DAYS) - first)
