"""A screen of packages nobody has named: which are better than going on, efficient, fair, close to a plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from parley.dealing.position import Position
from parley.dealing.screening.bargaining import SOLUTIONS, efficient
from parley.dealing.screening.combinations import Combinations, combine, departures, held
from parley.dealing.standing import stand_at
from parley.errors import UsageError
from parley.files import closest_name
from parley.files.results import Result
from parley.game import Floats, Ints
from parley.outlook import BeliefCheck
from parley.scenario.parts import Scenario
from parley.solver import Solution

EVERY = "every"
"""Whatever the hidden party is."""
MOST_SHOWN = 400


@dataclass(frozen=True)
class Candidate(Result):
    """A package: its options, the plan it is if somebody has named it, and what it would do."""

    terms: Mapping[str, str]
    """issue -> option"""
    plan: str | None
    """the plan it is; null if nobody has named it"""
    gains: Mapping[str, float]
    """signatory (a hidden one with its kind after a colon) -> points over going on"""
    kept: Mapping[str, float]
    """kinds of all hidden sides together -> the probability that it lasts"""
    believes: Mapping[str, str]
    """open signatory that would sign only under some beliefs -> the least probability of a kind
    (`mild>=0.3`)"""
    roles: tuple[str, ...] = ()
    """what singles it out: `nash`, `kalai-smorodinsky`, `egalitarian`, `utilitarian`, with the kind of hidden
    signatories after a colon"""


@dataclass(frozen=True)
class Repair(Result):
    """The smallest package that works: fewest departures from a plan, then the largest smallest gain."""

    plan: str
    """the plan departed from"""
    kind: str
    """what hidden signatories are for it to work, or `every`"""
    departures: tuple[str, ...]
    """the issues that are changed"""
    package: Candidate | None
    """the package; null where nothing works"""


@dataclass(frozen=True)
class Screen(Result):
    """All combinations of options against going on, on a day."""

    case: str
    """the case's folder name"""
    title: str
    """the scenario's title"""
    day: date
    """the day looked at"""
    signatories: tuple[str, ...]
    """who would sign"""
    columns: tuple[str, ...]
    """the signatories, a hidden one once for each kind, after a colon"""
    combinations: int
    """how many packages were looked at"""
    kinds: tuple[str, ...]
    """what hidden signatories may be (`all` where none hides anything), and `every`"""
    in_range: Mapping[str, int]
    """kind -> how many packages all signatories prefer to going on"""
    frontier: Mapping[str, int]
    """kind -> how many of these are efficient"""
    references: tuple[Candidate, ...]
    """the packages of the classical bargaining solutions"""
    plans: tuple[Candidate, ...]
    """the packages somebody has named"""
    repairs: tuple[Repair, ...]
    """for each plan that does not work, the smallest package that does"""
    points: tuple[Candidate, ...]
    """efficient packages, at most a few hundred, for the first kind that has any, or for every one"""
    points_of: str | None
    """for which kind; null where there is none"""
    certificate: BeliefCheck | None = None
    """how nearly beliefs follow from choices in the game screened; null in what earlier versions kept"""


def screen(
    scenario: Scenario,
    solution: Solution,
    position: Position,
    case: str,
    signatories: Sequence[str] = (),
    fixed: Mapping[str, str] | None = None,
) -> Screen:
    """Screen every combination of options at a position; `fixed` holds some issues at an option.

    Signatories are those of most plans unless stated. Raises UsageError for an unknown party, issue, option.
    """
    who = tuple(dict.fromkeys(signatories)) or usual_signatories(scenario)
    _check(scenario, who, fixed or {})
    found = combine(scenario, stand_at(solution, position), who)
    keep = np.flatnonzero(held(found, fixed or {}))
    kinds = (*found.kinds, EVERY) if len(found.kinds) > 1 else found.kinds
    working = {kind: keep[np.all(found.gains[keep][:, found.of_kind(kind)] >= 0, axis=1)] for kind in kinds}
    fronts = {
        kind: at[efficient(found.gains[at][:, found.of_kind(kind)])] if len(at) else at
        for kind, at in working.items()
    }
    named = {
        place: plan.id for plan in scenario.plans.values() if (place := found.place(plan.terms)) is not None
    }
    drawn = next((kind for kind in (EVERY, *found.kinds) if kind in fronts and len(fronts[kind])), None)
    front = fronts[drawn] if drawn else np.zeros(0, dtype=np.int64)
    points = front[:: max(1, -(-len(front) // MOST_SHOWN))]
    return Screen(
        case=case,
        title=scenario.title,
        day=position.day,
        signatories=who,
        columns=tuple(column.label for column in found.columns),
        combinations=len(keep),
        kinds=kinds,
        in_range={kind: len(at) for kind, at in working.items()},
        frontier={kind: len(at) for kind, at in fronts.items()},
        references=_references(found, working, named),
        plans=tuple(_candidate(found, place, named) for place in named),
        repairs=tuple(_repairs(scenario, found, working, named)),
        points=tuple(_candidate(found, int(at), named) for at in points),
        points_of=drawn,
    )


def usual_signatories(scenario: Scenario) -> tuple[str, ...]:
    """Who signs most of the plans, in their order."""
    counted = Counter(plan.signatories for plan in scenario.plans.values())
    return counted.most_common(1)[0][0]


def _check(scenario: Scenario, who: Sequence[str], fixed: Mapping[str, str]) -> None:
    for party in who:
        _known(party, scenario.parties, "party")
    for issue, option in fixed.items():
        _known(issue, scenario.issues, "issue")
        _known(option, [one.id for one in scenario.issues[issue].options], f"option of {issue}")


def _known(word: str, names: object, what: str) -> None:
    known = list(names)  # type: ignore[call-overload]
    if word not in known:
        near = closest_name(word, known)
        meant = f"; did you mean '{near}'?" if near else ""
        raise UsageError(f"no {what} called '{word}'{meant} ({', '.join(known[:12])})")


def _candidate(
    found: Combinations, at: int, named: Mapping[int, str], roles: tuple[str, ...] = ()
) -> Candidate:
    labels = [column.label for column in found.columns]
    return Candidate(
        found.terms(at),
        named.get(at),
        dict(zip(labels, found.gains[at].tolist(), strict=True)),
        dict(zip(found.profiles, found.kept[at].tolist(), strict=True)),
        {party: said for party, under in found.under.items() if (said := _belief(under[at], found.profiles))},
        roles,
    )


def _belief(gain: Floats, kinds: Sequence[str]) -> str:
    """What an open party has to believe to sign: nothing, or how much of one of two dispositions at least."""
    if len(gain) != 2 or (gain[0] >= 0) == (gain[1] >= 0):
        return ""
    first = float(-gain[1] / (gain[0] - gain[1]))
    return f"{kinds[0]}>={first:.3f}" if gain[0] >= 0 else f"{kinds[1]}>={1.0 - first:.3f}"


def _references(
    found: Combinations, working: Mapping[str, Ints], named: Mapping[int, str]
) -> tuple[Candidate, ...]:
    """The classical solutions with going on as the threat, for each disposition and for every one."""
    roles: dict[int, list[str]] = {}
    for kind, at in working.items():
        if not len(at):
            continue
        gains = found.gains[at][:, found.of_kind(kind)]
        for name, solve in SOLUTIONS.items():
            roles.setdefault(int(at[solve(gains)]), []).append(f"{name}:{kind}")
    return tuple(_candidate(found, at, named, tuple(names)) for at, names in roles.items())


def _repairs(
    scenario: Scenario, found: Combinations, working: Mapping[str, Ints], named: Mapping[int, str]
) -> list[Repair]:
    """For each plan that does not work, the smallest package that does."""
    repairs = []
    for place, plan in named.items():
        for kind, at in working.items():
            if place in at:
                continue
            if not len(at):
                repairs.append(Repair(plan, kind, (), None))
                continue
            stated = found.terms(place)
            best = _closest(departures(found, stated)[at], found.gains[at][:, found.of_kind(kind)])
            package = _candidate(found, int(at[best]), named)
            changed = tuple(issue for issue, option in package.terms.items() if option != stated[issue])
            repairs.append(Repair(plan, kind, changed, package))
    return repairs


def _closest(apart: Floats, gains: Floats) -> int:
    """The place with the fewest departures; of several the one whose smallest gain is largest."""
    near = np.flatnonzero(apart == apart.min())
    return int(near[np.argmax(gains[near].min(axis=1))])
