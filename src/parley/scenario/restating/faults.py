"""Why a scenario cannot be stated again with some numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping

from parley.errors import CaseError, Fault
from parley.files import Document, Place, closest_name, dotted
from parley.scenario.checks import check_scenario
from parley.scenario.parts import Scenario
from parley.scenario.parts.hidden import SUM_TOLERANCE
from parley.scenario.quantities import Number, units
from parley.scenario.restating.following import chances_that_sum

FILE = "scenario.yaml"
KINDS = {
    "chance": units.CHANCE,
    "days": units.DURATION,
    "1/points": units.PRECISION,
    "log-odds": units.LOG_ODDS,
    "part": units.FACTOR,
    "times": units.TIMES,
}


def refuse_numbers(stated: Mapping[str, Number], values: Mapping[str, float]) -> None:
    """Raise CaseError if a path names no number, or a value lies where its kind of number cannot."""
    faults = []
    for path, value in values.items():
        if path not in stated:
            near = closest_name(path, stated)
            expected, advice = (
                "the path of a number of the scenario",
                f"did you mean '{near}'?" if near else "",
            )
            faults.append(
                Fault(f"{FILE} with {path} set", 0, 0, "what-if-path", expected, f"'{path}'", advice)
            )
            continue
        kind = kind_of(stated[path])
        outside = not (kind.lowest <= value <= kind.highest) or (kind.above_zero and value == 0)
        longest = kind is units.DURATION and value > units.LONGEST_DAYS
        if outside or longest or math.isnan(value):
            slug = "unit-absurd" if longest else "out-of-range"
            faults.append(_fault(slug, kind.expected, f"{value:g}", {path: value}))
    if faults:
        raise CaseError(faults)


def kind_of(number: Number) -> units.Kind:
    """The kind of a number: how it is written, and where it may lie."""
    if number.per_days and number.unit in ("chance", "points"):
        return units.RATE if number.unit == "chance" else units.FLOW
    if ".ratified" in number.path:
        return units.CHANCE_TERM
    if number.path.startswith("issues.") and number.path.endswith(".deterrence"):
        return units.COST
    return KINDS.get(number.unit, units.POINTS)


def refuse_faults(scenario: Scenario, values: Mapping[str, float]) -> None:
    """Raise CaseError with what is wrong with a restated scenario as a whole."""
    faults = [_not_one(group, values) for group in chances_that_sum(scenario)]
    if any(path.startswith(("theatre.", "conditions.", "table.", "plans.", "events.")) for path in values):
        nowhere = Document(FILE, None, (), {}, {})
        faults += [
            _fault(fault.slug, fault.expected, fault.got, _under(place, values), fault.advice)
            for place, fault in check_scenario(nowhere, scenario)
        ]
    found = [fault for fault in faults if fault is not None]
    if found:
        raise CaseError(found)


def _not_one(group: tuple[Number, ...], values: Mapping[str, float]) -> Fault | None:
    total = sum(number.value for number in group)
    if abs(total - 1) <= SUM_TOLERANCE and all(number.value >= 0 for number in group):
        return None
    named = {number.path: values[number.path] for number in group if number.path in values}
    if abs(total - 1) <= SUM_TOLERANCE:
        # What is left for the last of them came out below zero.
        total -= min(number.value for number in group)
        return _fault("weights-sum", "chances that sum to at most 100 %", f"{100 * total:g} %", named)
    return _fault("weights-sum", "chances that sum to 100 %", f"{100 * total:g} %", named)


def _under(place: Place, values: Mapping[str, float]) -> dict[str, float]:
    """Return the values stated at or below a place, or all of them if none is."""
    home = dotted(place)
    below = {path: value for path, value in values.items() if f"{path}.".startswith(f"{home}.")}
    return below or dict(values)


def _fault(slug: str, expected: str, got: str, values: Mapping[str, float], advice: str = "") -> Fault:
    said = ", ".join(f"{path} = {value:g}" for path, value in values.items())
    return Fault(f"{FILE} with {said}" if said else FILE, 0, 0, slug, expected, got, advice)
