"""Chances that must stay chances in every situation: laws of motion and the floor."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from parley.errors import Fault
from parley.files import Document, Place
from parley.scenario.checks.situations import Situation, multiple, situations
from parley.scenario.parts import Scenario
from parley.scenario.quantities import Term, Terms

# Sums of decimal fractions may miss 1 by rounding.
SLACK = 1e-9


@dataclass
class _Checks:
    """The scenario, the file it stands in, and what was found."""

    document: Document
    scenario: Scenario
    found: list[tuple[Place, Fault]] = field(default_factory=list)

    def fault(self, place: Place, slug: str, expected: str, got: str, advice: str = "") -> None:
        mark = self.document.mark(place, at_key=True)
        self.found.append((place, self.document.fault_at(mark, slug, expected, got, advice)))


def _one_side(checks: _Checks, place: Place, sums: Mapping[str, Terms]) -> None:
    """One part of the situation may move differently for the kinds of one hidden side, not of several.

    What a move of it says of each could not be told apart.
    """
    terms = [term for one in sums.values() for term in one]
    sides = list(dict.fromkeys(term.amount.side for term in terms if term.amount.side))
    if len(sides) > 1:
        expected = "a law of motion that depends on the disposition of one hidden side at most"
        checks.fault(place, "split-misplaced", expected, f"on {' and '.join(sides)}")


def check_scenario(document: Document, scenario: Scenario) -> list[tuple[Place, Fault]]:
    """Check every sum of chances in every situation it depends on; report the worst of each."""
    if math.isnan(scenario.round_days):
        return []
    checks = _Checks(document, scenario)
    for track in scenario.theatre.values():
        place: Place = ("theatre", track.id, "step")
        sums = {"up": track.up, "down": track.down}
        sums |= {f"jumps.{name}": jump.chance for name, jump in track.jumps.items()}
        _check_sums(checks, place, sums, "law-of-motion-range", "of a step")
    for event in scenario.events.values():
        place = ("events", event.id, "becomes")
        for before in event.states:
            sums = {
                one.state: _where(one.rate, event.id, before)
                for one in event.becomes
                if one.rate and before in one.after
            }
            _check_sums(checks, place, sums, "law-of-motion-range", f"after {before}")
    for condition in scenario.conditions.values():
        place = ("conditions", condition.id)
        sums = {"sets_in": _where(condition.sets_in, condition.id, "demanded")}
        _check_sums(checks, place, sums, "law-of-motion-range", "of setting in")
    homes: list[Place] = [("table", "turns", name, "floor") for name in scenario.turns] or [
        ("table", "floor")
    ]
    for home, floor in zip(homes, scenario.floors, strict=True):
        _check_sums(checks, home, floor.chances, "floor-sum", "of the floor")
    signing = {
        terms[0].amount.numbers[0].path.partition(".ratified")[0]: terms
        for plan in scenario.plans.values()
        if (terms := plan.offering.ratified)
    }
    for path, terms in signing.items():
        home = tuple(path.split("."))
        _check_sums(checks, home, {"ratified": terms}, "ratified-range", "that signatures hold")
    return checks.found


def _where(terms: Terms, part: str, setting: str) -> Terms:
    """The terms that count where a part of the posture has this setting."""
    kept = [term for term in terms if setting in term.when.posture.get(part, (setting,))]
    others = [{name: words for name, words in term.when.posture.items() if name != part} for term in kept]
    return tuple(
        replace(term, when=replace(term.when, posture=posture))
        for term, posture in zip(kept, others, strict=True)
    )


def _check_sums(checks: _Checks, place: Place, sums: Mapping[str, Terms], slug: str, what: str) -> None:
    """Check that each sum is a chance in every situation, and that together they are at most 1.

    Rates are compared in the shortest period any of them is stated in, as they will be added. Chances of the
    floor are proportional to time, and are compared in a round where that is shorter.
    """
    _one_side(checks, place, sums)
    numbers = [number for terms in sums.values() for term in terms for number in term.amount.numbers]
    stated = [number.per_days for number in numbers if number.per_days and number.value]
    in_proportion = slug == "floor-sum"
    if in_proportion:
        stated.append(min(checks.scenario.pace.lengths))
    period = 0.0 if slug == "ratified-range" else min(stated, default=1.0)
    sound = True
    for name, terms in sums.items():
        worst = _worst(checks.scenario, [terms], period, in_proportion)
        if worst:
            sound = False
            expected = f"a chance {what}, 0 to 100 %, in every situation"
            checks.fault((*place, name), slug, expected, _said(checks.scenario, worst, period))
    worst = (
        _worst(checks.scenario, list(sums.values()), period, in_proportion)
        if sound and len(sums) > 1
        else None
    )
    if worst:
        expected = f"chances {what} ({' + '.join(sums)}) of at most 100 % together"
        checks.fault(place, slug, expected, _said(checks.scenario, worst, period))


def _worst(
    scenario: Scenario, sums: Sequence[Terms], period: float, in_proportion: bool
) -> tuple[float, Situation] | None:
    """Find the situation in which the sums together lie furthest outside 0..1; a NaN lies nowhere."""
    terms = [term for part in sums for term in part]
    worst: tuple[float, Situation] | None = None
    furthest = SLACK
    bring = _in_proportion if in_proportion else _in_period
    for situation in situations(scenario, terms):
        for kinds in _profiles(terms):
            total = bring(_by_period(terms, situation, kinds, period), period)
            if max(-total, total - 1) > furthest:
                furthest, worst = max(-total, total - 1), (total, situation)
    return worst


def _profiles(terms: Sequence[Term]) -> Iterator[Mapping[str, int]]:
    """Every way the hidden sides that these terms are split by can be."""
    sides = {term.amount.side: len(term.amount.numbers) for term in terms if term.amount.side}
    for kinds in itertools.product(*map(range, sides.values())):
        yield dict(zip(sides, kinds, strict=True))


def _said(scenario: Scenario, worst: tuple[float, Situation], period: float) -> str:
    total, situation = worst
    where = f", when {situation}" if str(situation) else ""
    per = f" per {_period(scenario, period)}" if period else ""
    return f"{100 * total:.4g} %{per}{where}"


def _by_period(
    terms: Sequence[Term], situation: Situation, kinds: Mapping[str, int], period: float
) -> dict[float, float]:
    """Sum what is stated for each period; what is stated for none is of the common one."""
    sums: dict[float, float] = {}
    for term in terms:
        number = term.amount.under(kinds.get(term.amount.side, 0))
        days = number.per_days if number.per_days and number.value else period
        sums[days] = sums.get(days, 0.0) + multiple(term, situation) * number.value
    return sums


def _in_proportion(sums: Mapping[float, float], period: float) -> float:
    return sum(total * period / days for days, total in sums.items())


def _in_period(sums: Mapping[float, float], period: float) -> float:
    """Bring chances to another period by compounding; a negative one is mirrored, one above 1 left."""
    return sum(
        total
        if days == period or abs(total) > 1
        else math.copysign(1.0 - (1.0 - abs(total)) ** (period / days), total)
        for days, total in sums.items()
    )


def _period(scenario: Scenario, days: float) -> str:
    """Name a period of so many days."""
    names: Sequence[tuple[float, str]] = (
        (scenario.pace.unit, "round"),
        (1.0, "day"),
        (7.0, "week"),
        (30.4375, "month"),
        (365.25, "year"),
    )
    return next((name for length, name in names if math.isclose(length, days)), f"{days:g} days")
