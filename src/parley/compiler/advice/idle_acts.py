"""Acts that are another name for doing nothing, and plans that are another name for one another.

Logit choice takes each option as one more (the red bus and the blue bus: Debreu 1960), so an act without any
effect takes probability from those that have one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from itertools import combinations
from typing import Any

from parley.scenario.parts import Accord, Plan, Scenario
from parley.scenario.quantities import Quantity, When

AS_HOLDING = (
    "it is holding by another name, and a party that chooses by logit takes it for one more option; leave it "
    "out, or say what it changes"
)


def idle_acts(scenario: Scenario) -> Iterator[str]:
    """Advice on each lever, accord, gesture and transfer that nothing depends on and that costs nothing."""
    asked = set(_asked_about(scenario))
    for lever in scenario.levers.values():
        if lever.id not in asked and _all_zero(lever.switch_cost.values()):
            yield f"levers.{lever.id}: nothing depends on it and setting it costs nothing: {AS_HOLDING}"
    for accord in scenario.accords.values():
        if accord.id not in asked and _costs_nothing(accord):
            yield f"accords.{accord.id}: nothing depends on whether it is in force: {AS_HOLDING}"
    for section, acts in (("gestures", scenario.gestures), ("transfers", scenario.transfers)):
        for act in acts.values():
            if _all_zero(act.worth.values()):
                yield f"{section}.{act.id}: it costs and gives nothing: {AS_HOLDING}"


def twin_plans(scenario: Scenario) -> Iterator[str]:
    """Advice on plans of the same terms and signatories, of which a proposer offers the first only."""
    for first, second in combinations(scenario.plans.values(), 2):
        common = [party for party in second.proposers if party in first.proposers]
        if common and _same(first, second):
            yield (
                f"plans.{second.id}: the same terms and signatories as {first.id}, so of the two "
                f"{', '.join(common)} can offer {first.id} only; leave one out, or say in what they differ"
            )


def _same(first: Plan, second: Plan) -> bool:
    return bool(first.terms) and (first.terms, first.signatories) == (second.terms, second.signatories)


def _costs_nothing(accord: Accord) -> bool:
    return _all_zero((accord.propose_cost, accord.leave_cost))


def _all_zero(quantities: Iterable[Quantity]) -> bool:
    return all(number.value == 0.0 for quantity in quantities for number in quantity.numbers)


def _asked_about(part: Any) -> Iterator[str]:
    """Every lever, condition and accord that a `when` anywhere in a part asks about."""
    if isinstance(part, When):
        yield from part.posture
    elif isinstance(part, Mapping):
        for value in part.values():
            yield from _asked_about(value)
    elif isinstance(part, tuple):
        for value in part:
            yield from _asked_about(value)
    elif is_dataclass(part) and not isinstance(part, type):
        for one in fields(part):
            if one.name != "what_ifs":
                yield from _asked_about(getattr(part, one.name))
