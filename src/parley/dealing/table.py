"""The deal table: each package against going on, for every party that would have to sign it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from parley.dealing.fighting import belief, refused
from parley.dealing.package import signed
from parley.dealing.position import Position, require_plain
from parley.dealing.terms import Known, given_up, known_at
from parley.game import NONE, Floats
from parley.scenario.parts import Scenario
from parley.solver import TIE, Policy, Solution, policy

LEFT_OUT = 0.05
"""An issue that costs less, in points, is not among what a package gives up."""


@dataclass(frozen=True)
class Stance:
    """What a signatory would make of a package: signing now against a refusal, in points.

    `disposition` names the kind of the hidden party; an open party averages over kinds with its own belief.
    `would_sign` is the chance that it accepts if its answer alone decided; `says_yes` the chance in
    equilibrium when it is asked in its turn, others answering after it, None where nobody could ask it.
    `gives_up` maps issues to points short of its best answers. `threshold` is the probability of the first
    disposition at which an open party is indifferent, None where there is no such belief.
    """

    party: str
    disposition: str | None
    signing: float
    going_on: float
    gain: float
    would_sign: float
    says_yes: float | None
    gives_up: Mapping[str, float]
    threshold: float | None = None


@dataclass(frozen=True)
class Deal:
    """A row of the deal table: a package, those who would sign it, and how long it would last.

    `durability` maps dispositions to the probability that it is kept; `in_range` says for which of them every
    signatory prefers it to going on. Where nothing is hidden both have one entry, `all`.
    """

    package: str
    name: str
    terms: Mapping[str, str]
    offered_by: tuple[str, ...]
    stances: tuple[Stance, ...]
    durability: Mapping[str, float]
    in_range: Mapping[str, bool]

    @property
    def blockers(self) -> tuple[Stance, ...]:
        """Signatories better off going on, the most unwilling first."""
        return tuple(sorted((s for s in self.stances if s.gain < 0), key=lambda stance: stance.gain))


@dataclass(frozen=True)
class DealTable:
    """Every package as of a day and a situation; `beliefs` map each party and the analyst to dispositions."""

    case: str
    title: str
    day: date
    settings: Mapping[str, str]
    hidden: str | None
    dispositions: tuple[str, ...]
    beliefs: Mapping[str, Mapping[str, float]]
    deals: tuple[Deal, ...]


ALL = "all"


def deal_table(scenario: Scenario, solution: Solution, position: Position, case: str) -> DealTable:
    """Set every package of a scenario against going on, at a position."""
    s = solution.game.structure
    require_plain(s)
    plan = policy(solution, position.round, np.array([position.situation]))
    on = refused(solution, position.round, position.situation, position.log_odds)
    known = known_at(scenario, position)
    deals = tuple(_deal(known, solution, x, on, plan) for x in range(len(s.packages)))
    return DealTable(
        case=case,
        title=scenario.title,
        day=position.day,
        settings=position.settings,
        hidden=None if s.hidden == NONE else s.parties[s.hidden],
        dispositions=s.dispositions,
        beliefs=beliefs_at(solution, position.log_odds),
        deals=tuple(deal for deal in deals if deal is not None),
    )


def beliefs_at(solution: Solution, log_odds: float) -> dict[str, dict[str, float]]:
    """What each open party and the analyst believe of the hidden party at public log-odds."""
    s, n = solution.game.structure, solution.game.numbers
    if s.hidden == NONE:
        return {}
    held = {p: belief(solution, i, log_odds) for i, p in enumerate(s.parties) if i != s.hidden}
    first = 1.0 / (1.0 + np.exp(-(n.analyst_prior + log_odds)))
    held["analyst"] = np.array([first, 1.0 - first])
    return {who: dict(zip(s.dispositions, chances.tolist(), strict=True)) for who, chances in held.items()}


def _deal(known: Known, solution: Solution, x: int, on: Floats, plan: Policy) -> Deal | None:
    """The row of a package; None for a division that is made to leave the responder indifferent."""
    s, position = solution.game.structure, known.position
    stated = known.scenario.plans[s.packages[x]]
    if stated.reservation:
        return None
    found = signed(solution.game, position.round, np.array([position.situation]), x)
    worth, kept = found.worth[:, :, 0], 1.0 - found.broken[:, 0]
    terms = known.package(stated.terms)
    kinds = s.dispositions or (ALL,)
    stances: list[Stance] = []
    for signatory in stated.signatories:
        i = s.parties.index(signatory)
        party = known.scenario.parties[signatory]
        yes = _says_yes(solution, position, x, i, plan)
        hides = i == s.hidden
        for h, kind in enumerate(s.dispositions if hides else (None,)):
            weights = np.eye(len(s.dispositions))[h] if hides else belief(solution, i, position.log_odds)
            gain = float(weights @ (worth[i] - on[i]))
            short = given_up(known, party, terms, h)
            stances.append(
                Stance(
                    party=signatory,
                    disposition=kind,
                    signing=float(weights @ worth[i]),
                    going_on=float(weights @ on[i]),
                    gain=gain,
                    would_sign=_alone(gain, float(solution.game.numbers.precision[i])),
                    says_yes=None if yes is None else yes[h],
                    gives_up={issue: float(points) for issue, points in short.items() if points >= LEFT_OUT},
                    threshold=None if hides else _threshold(worth[i] - on[i]),
                )
            )
    in_range = {
        kind: all(one.gain >= 0 for one in stances if one.disposition in (None, kind)) for kind in kinds
    }
    return Deal(
        package=stated.id,
        name=stated.name,
        terms=terms,
        offered_by=stated.proposers,
        stances=tuple(stances),
        durability=dict(zip(kinds, kept.tolist(), strict=True)),
        in_range=in_range,
    )


def _alone(gain: float, precision: float) -> float:
    """The logit chance of a yes that alone decides; perfect precision accepts what is no worse."""
    if math.isinf(precision):
        return float(gain >= -TIE)
    return float(1.0 / (1.0 + np.exp(-np.clip(precision * gain, -700.0, 700.0))))


def _threshold(gain: Floats) -> float | None:
    """The belief in the first disposition at which an open party is indifferent, if there is one."""
    if len(gain) < 2 or gain[0] == gain[1]:
        return None
    at = float(-gain[1] / (gain[0] - gain[1]))
    return at if 0.0 < at < 1.0 else None


def _says_yes(solution: Solution, position: Position, x: int, party: int, plan: Policy) -> list[float] | None:
    """The chance that a party accepts a package put to it, by disposition; None where nobody can put it."""
    s = solution.game.structure
    floor = solution.game.numbers.floor[s.floor_of[position.round]][:, position.situation]
    asked = [
        a
        for a in np.flatnonzero(s.action_package == x)
        if s.action_next[position.situation, a] != NONE
        and floor[s.action_party[a]] > 0
        and party in s.signers[s.action_joint[a]]
    ]
    # An offer by the hidden party tells something itself; what a package is met with is asked without that.
    asked.sort(key=lambda a: s.action_party[a] == s.hidden)
    if not asked:
        return None
    j = s.action_joint[asked[0]]
    k = s.signers[j].tolist().index(party)
    return [float(chance) for chance in plan.accept[0, position.node, j, k]]
