"""What every package is worth to every party in every posture, and what peace it leaves behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from parley.compiler.ground import Ground
from parley.game import Floats
from parley.scenario.parts import LADDER, Party, Plan
from parley.scenario.quantities import Quantity

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
    ladders = [tuple(int(ground.setting[c][q]) for c in scenario.conditions) for q in range(ground.postures)]
    first: dict[tuple[int, ...], int] = {}
    for q, ladder in enumerate(ladders):
        if ladder in first:
            same = first[ladder]
            worth[..., q], tilt[:, q], deterrence[:, q] = worth[..., same], tilt[:, same], deterrence[:, same]
            terms.append(terms[same])
            continue
        first[ladder] = q
        settled, expected = _claims(ground, ladder)
        come_to = [{**plan.terms, **settled} if plan.terms else {} for plan in plans]
        terms.append([tuple(t.get(issue, "") for issue in scenario.issues) for t in come_to])
        for x, package in enumerate(come_to):
            tilt[x, q], deterrence[x, q] = _peace(ground, package)
            for i, party in enumerate(scenario.parties.values()):
                for h in range(ground.dispositions):
                    worth[i, h, x, q] = _worth(party, package, {**party.reference, **expected}, h)
    return Packages(worth, tilt, deterrence, terms)


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


def _claims(ground: Ground, ladder: tuple[int, ...]) -> tuple[dict[str, str], dict[str, str]]:
    """Options settled by conceded conditions, and options expected of an agreement, by issue."""
    settled: dict[str, str] = {}
    expected: dict[str, str] = {}
    for condition, rung in zip(ground.scenario.conditions.values(), ladder, strict=True):
        if rung == CONCEDED:
            settled.setdefault(condition.issue, condition.option)
        if rung == EXPECTED:
            expected.setdefault(condition.issue, condition.option)
    return settled, {**expected, **settled}


def _worth(party: Party, package: Mapping[str, str], reference: Mapping[str, str], h: int) -> float:
    total = 0.0
    for issue, option in package.items():
        values = party.values.get(issue)
        if not values:
            continue
        value = values[option].under(h).value
        total += value
        if issue in reference:
            shortfall = values[reference[issue]].under(h).value - value
            total -= party.loss_aversion.value * max(0.0, shortfall)
    return total


def _peace(ground: Ground, package: Mapping[str, str]) -> tuple[float, float]:
    aftermath = ground.scenario.aftermath
    if aftermath is None:
        return 0.0, 0.0
    tilt = deterrence = 0.0
    for issue, option_id in package.items():
        option = next(o for o in ground.scenario.issues[issue].options if o.id == option_id)
        for party, strength in option.strength.items():
            tilt += strength.value if party == aftermath.opportunist else -strength.value
        deterrence += option.deterrence.value if option.deterrence else 0.0
    return tilt, deterrence


def per_disposition(quantity: Quantity, dispositions: int) -> Floats:
    """A quantity as an array over dispositions, shape [h]."""
    return np.array([quantity.under(h).value for h in range(dispositions)])
