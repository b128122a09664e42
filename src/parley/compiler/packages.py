"""What every package is worth to every party in every posture, and what peace it leaves behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from parley.compiler.calendar import stretches
from parley.compiler.ground import Ground
from parley.game import Floats, Stretched
from parley.scenario.parts import LADDER, Party, Plan, Scenario
from parley.scenario.parts.table import TALKS
from parley.scenario.parts.tabling import tabled_by, tabled_settings
from parley.scenario.quantities import Term, Terms

CONCEDED, EXPECTED = LADDER.index("conceded"), LADDER.index("expected")


@dataclass(frozen=True)
class Packages:
    """`worth` [i, h, x, q]; `tilt`, `deterrence` [x, q]; `terms[q][x]` the options a package comes to there.

    A conceded condition is in every settlement: where it stands, packages carry its option.
    """

    worth: Floats
    tilt: Floats
    deterrence: Floats
    terms: list[list[tuple[str, ...]]]


def build_packages(ground: Ground) -> Packages:
    """Value every plan in every posture.

    Losses against a reference weigh more (Kahneman and Tversky 1979; Koszegi and Rabin 2006).
    """
    scenario = ground.scenario
    plans = list(scenario.plans.values())
    size = (len(scenario.parties), ground.dispositions, len(plans), ground.postures)
    worth, tilt, deterrence = np.zeros(size), np.zeros(size[2:]), np.zeros(size[2:])
    terms: list[list[tuple[str, ...]]] = []
    parts = [ground.setting[name][: ground.postures].tolist() for name in _depended_on(scenario)]
    first: dict[tuple[int, ...], int] = {}
    come_to_of: dict[tuple[tuple[str, str], ...], list[tuple[str, ...]]] = {}
    for q, settings in enumerate(zip(*parts, strict=True) if parts else [()] * ground.postures):
        if settings in first:
            same = first[settings]
            worth[..., q], tilt[:, q], deterrence[:, q] = worth[..., same], tilt[:, same], deterrence[:, same]
            terms.append(terms[same])
            continue
        first[settings] = q
        settled, expected = claims(ground, q)
        come_to = [{**plan.terms, **settled} if plan.terms else {} for plan in plans]
        listed = [tuple(t.get(issue, "") for issue in scenario.issues) for t in come_to]
        # Postures in which packages come to the same share one list.
        terms.append(come_to_of.setdefault(tuple(sorted(settled.items())), listed))
        for x, package in enumerate(come_to):
            tilt[x, q], deterrence[x, q] = peace(ground, package)
        for i, party in enumerate(scenario.parties.values()):
            values = _values_in(ground, party, q)
            reference = {**party.reference, **expected}
            offered = tabled_for(ground, party.id, q)
            for x, package in enumerate(come_to):
                worth[i, :, x, q] = _worth(party, package, reference, values, offered)
    return Packages(worth, tilt, deterrence, terms)


def _depended_on(scenario: Scenario) -> list[str]:
    """The parts of the posture that what packages are worth depends on."""
    named = {name for term in value_terms(scenario) for name in term.when.posture}
    named |= {accord.id for accord in scenario.accords.values() if accord.binds}
    return [
        *scenario.conditions,
        *(
            name
            for name in (*scenario.levers, *scenario.accords, *scenario.events, *scenario.statements)
            if name in named
        ),
        *((TALKS,) if TALKS in named else ()),
        *(tabled_by(party) for party in (scenario.tabling.by if scenario.tabling else ())),
    ]


def value_terms(scenario: Scenario) -> list[Term]:
    """Every term of what options are worth to parties."""
    return [
        term
        for party in scenario.parties.values()
        for options in party.values.values()
        for sums in options.values()
        for term in sums
    ]


Values = Mapping[str, Mapping[str, Floats]]
"""Issue -> option -> worth, [h] or [h, s]."""


def _values_in(ground: Ground, party: Party, q: int) -> Values:
    """What options are worth to a party in a posture, by disposition, whatever the theatre and the day."""

    def amount(sums: Terms) -> Floats:
        total = np.zeros(ground.dispositions)
        for term in sums:
            if term.throughout or ground.holds(term.when)[q]:
                total = total + ground.by_profile(term.amount)
        return total

    return {
        issue: {option: amount(sums) for option, sums in options.items()}
        for issue, options in party.values.items()
    }


def values_by_situation(ground: Ground) -> Stretched[np.float64] | None:
    """Worths of packages by date and situation, [n, i, h, x, s]; None where the posture tells all."""
    scenario = ground.scenario
    terms = value_terms(scenario)
    if all(_by_posture(term) for term in terms):
        return None
    of, representatives = stretches(scenario, terms)
    size = (len(representatives), len(scenario.parties), ground.dispositions, len(scenario.plans))
    rows = np.zeros((*size, ground.situations))
    posture = np.arange(ground.situations) % ground.postures
    classes: dict[str, list[int]] = {}
    for q in range(ground.postures):
        lying = [tabled_for(ground, party, q) for party in scenario.parties]
        classes.setdefault(repr((claims(ground, q), lying)), []).append(q)
    alike = [(postures[0], np.flatnonzero(np.isin(posture, postures))) for postures in classes.values()]
    for n, t in enumerate(representatives):
        for i, party in enumerate(scenario.parties.values()):
            values = {
                issue: {option: ground.worth(sums, t) for option, sums in options.items()}
                for issue, options in party.values.items()
            }
            for q, here in alike:
                settled, expected = claims(ground, q)
                there = {
                    issue: {option: worth[:, here] for option, worth in options.items()}
                    for issue, options in values.items()
                }
                reference, offered = {**party.reference, **expected}, tabled_for(ground, party.id, q)
                for x, plan in enumerate(scenario.plans.values()):
                    package = {**plan.terms, **settled} if plan.terms else {}
                    rows[n, i, :, x, here] = _worth(party, package, reference, there, offered).T
    return Stretched(of, rows)


def _by_posture(term: Term) -> bool:
    """Whether a term depends on nothing but levers, conditions and accords."""
    when = term.when
    undated = term.starts is None and term.ends is None
    return undated and term.for_each is None and not when.levels and not when.among


def list_repeats(packages: Packages, menu: list[int], plans: list[Plan]) -> list[set[int]]:
    """For each posture the packages of a menu that come to the same as an earlier one on it, [q]."""
    found: dict[int, set[int]] = {}
    by_posture: list[set[int]] = []
    for terms in packages.terms:
        # Postures that differ in nothing a package depends on share one list of terms.
        if id(terms) not in found:
            found[id(terms)] = _repeats(terms, menu, plans)
        by_posture.append(found[id(terms)])
    return by_posture


def _repeats(terms: list[tuple[str, ...]], menu: list[int], plans: list[Plan]) -> set[int]:
    seen: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    repeats: set[int] = set()
    for x in menu:
        what = (terms[x], tuple(plans[x].signatories))
        if plans[x].terms and what in seen:
            repeats.add(x)
        elif plans[x].terms:
            seen.add(what)
    return repeats


def claims(ground: Ground, q: int) -> tuple[dict[str, str], dict[str, str]]:
    """Options settled by conceded conditions and binding accords, and options expected, by issue."""
    settled: dict[str, str] = {}
    expected: dict[str, str] = {}
    for condition in ground.scenario.conditions.values():
        rung = ground.setting[condition.id][q]
        if rung == CONCEDED:
            settled.setdefault(condition.issue, condition.option)
        if rung == EXPECTED:
            expected.setdefault(condition.issue, condition.option)
    for accord in ground.scenario.accords.values():
        if ground.setting[accord.id][q] >= 1:
            for issue, option in accord.binds.items():
                settled.setdefault(issue, option)
    return settled, {**expected, **settled}


def tabled_for(ground: Ground, party: str, q: int) -> list[Mapping[str, str]]:
    """The terms of the plans that others have tabled, in a posture."""
    tabling, plans = ground.scenario.tabling, ground.scenario.plans
    found: list[Mapping[str, str]] = []
    for other in tabling.by if tabling else ():
        lying = ground.setting[tabled_by(other)][q]
        if other != party and lying > 0:
            found.append(plans[tabled_settings(plans, other)[lying]].terms)
    return found


def _worth(
    party: Party,
    package: Mapping[str, str],
    reference: Mapping[str, str],
    known: Values,
    tabled: Sequence[Mapping[str, str]] = (),
) -> Floats:
    """What a package is worth to a party, [h] or [h, s]; losses against the reference weigh more.

    What others have tabled is the reference where it is better for the party than that.
    """
    total: Floats = np.zeros(1)
    for issue, option in package.items():
        values = known.get(issue)
        if not values:
            continue
        value = values[option]
        total = total + value
        expected = [reference[issue]] if issue in reference else []
        expected += [terms[issue] for terms in tabled if issue in terms]
        if expected:
            best = values[expected[0]]
            for other in expected[1:]:
                best = np.maximum(best, values[other])
            total = total - party.loss_aversion.value * np.maximum(0.0, best - value)
    return total


def peace(ground: Ground, package: Mapping[str, str]) -> tuple[float, float]:
    """What a package leaves behind: the tilt of the later balance, and the price of breaking the peace."""
    aftermath = ground.scenario.aftermath
    if aftermath is None:
        return 0.0, 0.0
    tilt = deterrence = 0.0
    for issue, option_id in package.items():
        option = next(o for o in ground.scenario.issues[issue].options if o.id == option_id)
        for party, strength in option.strength.items():
            tilt += strength.value if party == aftermath.opportunist else -strength.value
        deterrence += option.deters
    return tilt, deterrence
