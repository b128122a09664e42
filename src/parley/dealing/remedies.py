"""What would bring a package into range, checked: the scenario is solved again with the changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from parley.dealing.table import Deal, DealTable, Stance
from parley.dealing.why import Change, within_range
from parley.files.results import Result
from parley.outlook import BeliefCheck, belief_check
from parley.scenario import all_numbers
from parley.scenario.parts import Scenario
from parley.scenario.quantities import Number
from parley.scenario.restating import restate
from parley.solver import Equilibrium, analyst_prior

NEAR = 0.5
"""Points of gain within which the last signatory to be won is as good as indifferent."""
MOST_SOLVES = 3
"""How often changes are moved on and solved again."""
MOST_STRETCH = 4.0
"""How far at once changes are moved beyond the last ones that were tried."""


@dataclass(frozen=True)
class Remedy(Result):
    """The smallest changes of stated numbers that bring a package into range, and what comes of them.

    One number is changed for every signatory that stands in the way. The scenario is solved again with them,
    and they are moved on until the last of these signatories is about indifferent, or solves run out.
    """

    package: str
    """the package"""
    under: Mapping[str, str]
    """hidden signatory -> the kind it would be"""
    changes: tuple[Change, ...]
    """the changes; `needed` is what was solved with"""
    works: bool
    """whether everybody who would sign then prefers it to going on"""
    gains: Mapping[str, float]
    """signatory (a hidden one with its kind after a colon) -> points over going on, solved again"""
    would_sign: Mapping[str, float]
    """signatory -> the chance that it signs if its answer alone decides, solved again"""
    settled: float
    """the chance of this settlement by the horizon as stated"""
    settled_then: float
    """the same with the changes"""
    any_settled: float
    """the chance of any settlement by the horizon as stated"""
    any_settled_then: float
    """the same with the changes"""
    certificate: BeliefCheck | None = None
    """how nearly beliefs follow from choices with the changes; null in what earlier versions kept"""


Again: TypeAlias = Callable[[Scenario], tuple[Equilibrium, DealTable]]
"""Solves a changed scenario and reads its deal table where the question was asked."""


def nearest_blocked(table: DealTable, most: int) -> tuple[Deal, ...]:
    """Packages that somebody blocks whatever is hidden, those nearest to being signed first."""
    blocked = [deal for deal in table.deals if deal.stances and not any(deal.in_range.values())]
    blocked.sort(key=lambda deal: -max(_worst(one) for one in _lineups(deal)))
    return tuple(blocked[:most])


def remedy(
    scenario: Scenario, stated: Equilibrium, deal: Deal, changes: Sequence[Change], again: Again
) -> Remedy | None:
    """Bring a package into range under the kinds for which the least has to change; None if nothing would."""
    offered = {(one.party, one.disposition): one for one in changes if one.package == deal.package}
    found: list[tuple[float, tuple[Stance, ...]]] = []
    for lineup in _lineups(deal):
        against = [one for one in lineup if one.gain < 0]
        if all((one.party, one.disposition) in offered for one in against):
            needed = [offered[one.party, one.disposition] for one in against]
            found.append((sum(abs(one.needed - one.value) for one in needed), lineup))
    if not found:
        return None
    lineup = min(found, key=lambda one: one[0])[1]
    moved = tuple(offered[one.party, one.disposition] for one in lineup if one.gain < 0)
    under = {one.party: one.disposition for one in lineup if one.disposition is not None}
    return _solved(scenario, stated, deal, moved, _Lineup(under, _worst(lineup)), again)


@dataclass(frozen=True)
class _Lineup:
    """What hidden signatories are, and the gain of the most unwilling as stated."""

    under: Mapping[str, str]
    worst: float

    def among(self, deal: Deal) -> tuple[Stance, ...]:
        """The stances of signatories that are so."""
        return tuple(one for one in deal.stances if one.disposition in (None, self.under.get(one.party)))


def _solved(
    scenario: Scenario,
    stated: Equilibrium,
    deal: Deal,
    changes: tuple[Change, ...],
    lineup: _Lineup,
    again: Again,
) -> Remedy:
    """Solve with the changes, and move them on by what was found until the package is just in range."""
    stretch, before = 1.0, (0.0, lineup.worst)
    numbers = {number.path: number for number in all_numbers(scenario)}
    for solve in range(MOST_SOLVES):
        tried = tuple(_moved(one, stretch, numbers[one.path]) for one in changes)
        changed = restate(scenario, _values(tried))
        solved, table = again(changed)
        then = next(one for one in table.deals if one.package == deal.package)
        worst = _worst(lineup.among(then))
        if 0.0 <= worst <= NEAR or solve == MOST_SOLVES - 1 or worst <= before[1]:
            break
        slope = (worst - before[1]) / (stretch - before[0])
        # A little beyond: what is just indifferent signs as often as not.
        before, stretch = (stretch, worst), min(stretch + (NEAR / 2 - worst) / slope, MOST_STRETCH * stretch)
    return Remedy(
        package=deal.package,
        under=lineup.under,
        changes=tried,
        works=worst >= 0.0,
        gains={_label(one): one.gain for one in lineup.among(then)},
        would_sign={_label(one): one.would_sign for one in lineup.among(then)},
        settled=_chance(stated, deal.package),
        settled_then=_chance(solved, deal.package),
        any_settled=any_settlement(stated),
        any_settled_then=any_settlement(solved),
        certificate=belief_check(changed, solved.solution, solved.course),
    )


def _moved(change: Change, stretch: float, number: Number) -> Change:
    needed = change.value + stretch * (change.needed - change.value)
    return replace(change, needed=needed, in_range=within_range(number, needed))


def _values(changes: Sequence[Change]) -> dict[str, float]:
    """New values by path; where two changes are of one number the larger makes do for both."""
    found: dict[str, Change] = {}
    for one in changes:
        other = found.get(one.path)
        if other is None or abs(one.needed - one.value) > abs(other.needed - other.value):
            found[one.path] = one
    return {path: one.needed for path, one in found.items()}


def any_settlement(solved: Equilibrium) -> float:
    """The analyst's chance of any settlement by the horizon."""
    return sum(_chance(solved, package) for package in solved.solution.game.structure.packages)


def _chance(solved: Equilibrium, package: str) -> float:
    """The analyst's chance of a settlement by the horizon."""
    ended = solved.course.ended[:, solved.solution.game.structure.packages.index(package)].sum(axis=0)
    return float(ended @ analyst_prior(solved.solution))


def _lineups(deal: Deal) -> list[tuple[Stance, ...]]:
    """The stances of all who sign, for each way hidden signatories may be."""
    by_party: dict[str, list[Stance]] = {}
    for stance in deal.stances:
        by_party.setdefault(stance.party, []).append(stance)
    found: list[tuple[Stance, ...]] = [()]
    for stances in by_party.values():
        found = [(*one, stance) for one in found for stance in stances]
    return found


def _worst(stances: Sequence[Stance]) -> float:
    return min(one.gain for one in stances)


def _label(stance: Stance) -> str:
    return stance.party if stance.disposition is None else f"{stance.party}:{stance.disposition}"
