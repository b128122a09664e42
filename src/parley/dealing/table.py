"""The deal table: each package against going on, for every party that would have to sign it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np

from parley.dealing.position import Position
from parley.dealing.standing import Standing, Tabled, stand_at
from parley.dealing.terms import Known, given_up, known_at
from parley.files.results import Result
from parley.game import Floats
from parley.scenario.parts import Scenario
from parley.solver import TIE, Solution

LEFT_OUT = 0.05
"""An issue that costs less, in points, is not among what a package gives up."""


Under: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""What hidden sides are: pairs of a side and the kinds it may be."""


@dataclass(frozen=True)
class Stance(Result):
    """What a signatory would make of a package: signing now against a refusal, in points."""

    party: str
    """the signatory"""
    disposition: str | None
    """which kind of it, where it hides one; kinds of others are weighed with its own belief"""
    signing: float
    """worth of signing now"""
    going_on: float
    """worth of a refusal: what comes next, later turns of the same round included, or the talks broken off"""
    gain: float
    """signing less going on; its negative is the gain from waiting where a round has one turn, signatures
    hold and refusals break nothing off"""
    would_sign: float
    """the chance that it accepts if its answer alone decided"""
    says_yes: float | None
    """the chance in equilibrium when it is asked in its turn, others answering after it; null where nobody
    could ask it"""
    gives_up: Mapping[str, float]
    """issue -> points short of its best answer, largest first"""
    threshold: float | None = None
    """the probability of the first kind at which an open party is indifferent, where one party hides one of
    two kinds; null where there is no such belief"""


@dataclass(frozen=True)
class Deal(Result):
    """A row of the deal table: a package, those who would sign it, and how long it would last."""

    package: str
    """the package"""
    name: str
    """what readers call it"""
    terms: Mapping[str, str]
    """issue -> the option it comes to in the situation"""
    offered_by: tuple[str, ...]
    """who may put it forward"""
    stances: tuple[Stance, ...]
    """what each signatory, of each kind it may be, makes of it"""
    durability: Mapping[str, float]
    """kinds of all hidden sides together (`all` where nothing is hidden) -> the chance that it is kept"""
    in_range: Mapping[str, bool]
    """kinds of all hidden sides together -> whether every signatory prefers it to going on"""
    ratified: float = 1.0
    """the chance that its signature holds"""

    @property
    def blockers(self) -> tuple[Stance, ...]:
        """Signatories better off going on, the most unwilling first."""
        return tuple(sorted((s for s in self.stances if s.gain < 0), key=lambda stance: stance.gain))


@dataclass(frozen=True)
class DealTable(Result):
    """Every package as of a day and a situation, against going on."""

    case: str
    """the case's folder name"""
    title: str
    """the scenario's title"""
    day: date
    """the day looked at"""
    settings: Mapping[str, str]
    """part of the situation -> where it stands"""
    sides: Mapping[str, tuple[str, ...]]
    """hidden side (a party, or a fact nobody knows) -> the kinds it may be"""
    profiles: tuple[str, ...]
    """kinds of all hidden sides together, the last side fastest; `all` where nothing is hidden"""
    beliefs: Mapping[str, Mapping[str, Mapping[str, float]]]
    """party, or `analyst` -> hidden side -> kind -> the probability it gives to it"""
    deals: tuple[Deal, ...]
    """a row for each package"""

    @property
    def kinds_by_profile(self) -> Mapping[str, Mapping[str, str]]:
        """What each hidden side is under each profile."""
        counts = [len(kinds) for kinds in self.sides.values()]
        found = {}
        for h, profile in enumerate(self.profiles):
            places = np.unravel_index(h, counts) if counts else ()
            found[profile] = {
                side: kinds[int(k)] for (side, kinds), k in zip(self.sides.items(), places, strict=True)
            }
        return found

    def in_range_by_kind(self) -> dict[Under, list[Deal]]:
        """Packages every signatory prefers to going on, by what hidden sides are: pairs of side and kinds.

        Where several sides hide something only signatories matter, and what holds under several kinds alike
        is said together. Kinds under which there is no such package are left out.
        """
        signing = {stance.party for deal in self.deals for stance in deal.stances}
        matter = [side for side in self.sides if len(self.sides) == 1 or side in signing]
        found: dict[Under, list[Deal]] = {}
        for profile, kinds in self.kinds_by_profile.items():
            key = tuple((side, (kinds[side],)) for side in matter)
            found.setdefault(key, [deal for deal in self.deals if deal.in_range[profile]])
        if len(matter) > 1:
            found = _said_together(found, self.sides)
        return {key: deals for key, deals in found.items() if deals}


def _said_together(
    found: Mapping[Under, list[Deal]], sides: Mapping[str, tuple[str, ...]]
) -> dict[Under, list[Deal]]:
    """The same with kinds under which the same packages are in range in one entry, where they are a product.

    A side whose kind does not matter is left out.
    """
    alike: dict[tuple[str, ...], list[Under]] = {}
    for key, deals in found.items():
        alike.setdefault(tuple(deal.package for deal in deals), []).append(key)
    together: dict[Under, list[Deal]] = {}
    for keys in alike.values():
        kinds = {
            side: tuple(dict.fromkeys(one for key in keys for one in dict(key)[side]))
            for side in dict(keys[0])
        }
        if math.prod(len(one) for one in kinds.values()) == len(keys):
            short = tuple((side, some) for side, some in kinds.items() if some != sides[side])
            together[short] = found[keys[0]]
        else:
            together |= {key: found[key] for key in keys}
    return together


def deal_table(scenario: Scenario, solution: Solution, position: Position, case: str) -> DealTable:
    """Set every package of a scenario against going on, at a position."""
    return deals_at(stand_at(solution, position), scenario, case)


def deals_at(standing: Standing, scenario: Scenario, case: str) -> DealTable:
    """Set every package of a scenario against going on, where one stands."""
    position = standing.position
    known = known_at(scenario, position)
    deals = [_deal(known, standing, x) for x in range(len(standing.structure.packages))]
    return DealTable(
        case=case,
        title=scenario.title,
        day=position.day,
        settings=position.settings,
        sides={side.name: side.kinds for side in standing.sides},
        profiles=standing.profiles,
        beliefs=standing.believed(),
        deals=tuple(deal for deal in deals if deal is not None),
    )


def _deal(known: Known, standing: Standing, x: int) -> Deal | None:
    """The row of a package; None for a division that is made to leave the responder indifferent."""
    s = standing.structure
    stated = known.scenario.plans[s.packages[x]]
    if stated.reservation:
        return None
    tabled = standing.tabled(x)
    terms = known.package(stated.terms)
    stances = tuple(
        stance
        for signatory in stated.signatories
        for stance in _stances(known, standing, tabled, signatory, terms)
    )
    return Deal(
        package=stated.id,
        name=stated.name,
        terms=terms,
        offered_by=stated.proposers,
        stances=stances,
        durability=dict(zip(standing.profiles, tabled.kept.tolist(), strict=True)),
        in_range={
            profile: all(one.gain >= 0 for one in stances if _is(standing, one, h))
            for h, profile in enumerate(standing.profiles)
        },
        ratified=tabled.holds,
    )


def _is(standing: Standing, stance: Stance, h: int) -> bool:
    """Whether a stance is the one a signatory has under a profile."""
    if stance.disposition is None:
        return True
    g = standing.own(standing.structure.parties.index(stance.party))
    return stance.disposition == standing.sides[g].kinds[int(standing.kinds[h, g])]


def _stances(
    known: Known, standing: Standing, tabled: Tabled, signatory: str, terms: Mapping[str, str]
) -> list[Stance]:
    """What a signatory makes of a package, for each kind it may be."""
    i = standing.structure.parties.index(signatory)
    party, kinds = known.scenario.parties[signatory], standing.kinds_of(i)
    yes = tabled.says_yes.get(i)
    found = []
    for k, kind in enumerate(kinds or (None,)):
        weights = standing.weights(i, k if kinds else None)
        gain = float(weights @ (tabled.signing[i] - tabled.refusal[i]))
        short = given_up(known, party, terms, weights)
        found.append(
            Stance(
                party=signatory,
                disposition=kind,
                signing=float(weights @ tabled.signing[i]),
                going_on=float(weights @ tabled.refusal[i]),
                gain=gain,
                would_sign=_alone(gain, float(standing.game.numbers.precision[i])),
                says_yes=None if yes is None else float(yes @ weights),
                gives_up={issue: float(points) for issue, points in short.items() if points >= LEFT_OUT},
                threshold=None if kinds else _threshold(tabled.signing[i] - tabled.refusal[i]),
            )
        )
    return found


def _alone(gain: float, precision: float) -> float:
    """The logit chance of a yes that alone decides; perfect precision accepts what is no worse."""
    if math.isinf(precision):
        return float(gain >= -TIE)
    return float(1.0 / (1.0 + np.exp(-np.clip(precision * gain, -700.0, 700.0))))


def _threshold(gain: Floats) -> float | None:
    """The belief in the first disposition at which an open party is indifferent, if there is one."""
    if len(gain) != 2 or gain[0] == gain[1]:
        return None
    at = float(-gain[1] / (gain[0] - gain[1]))
    return at if 0.0 < at < 1.0 else None
