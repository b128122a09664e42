"""Does it matter who answers first: a case with its signatories in another order, and all at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from parley.case import Case, open_case
from parley.errors import UsageError
from parley.outlook import Outlook, distance
from parley.outlook.belief_range import settle_grid
from parley.scenario.parts import Scenario
from parley.scenario.parts.plans import Plan
from parley.workbench.running import outlook_of


def reorder(case: str | Path | Case) -> str:
    """Solve a case with those who sign a settlement asked in reverse, and at once; say how far that moves it.

    Raises UsageError where no settlement asks two parties in an order.
    """
    opened = open_case(case)
    name, scenario = opened.name, settle_grid(opened.scenario)
    ordered = [plan for plan in scenario.plans.values() if _asks_in_order(plan)]
    if not ordered:
        raise UsageError(f"{name}: no settlement asks two parties or more one after the other")
    stated = outlook_of(scenario, name, {})
    asked = ", ".join(dict.fromkeys(", then ".join(_asked(scenario, plan)) for plan in ordered))
    lines = [f"{name}: asked in order are {asked}."]
    for said, turn in (("In reverse order", _reversed), ("All at once", _together)):
        plans = {plan.id: turn(plan) if _asks_in_order(plan) else plan for plan in scenario.plans.values()}
        lines += _moved(said, stated, outlook_of(replace(scenario, plans=plans), name, {}))
    return "\n".join(lines)


def _asks_in_order(plan: Plan) -> bool:
    asked = max((len(set(plan.signatories) - {by}) for by in plan.proposers), default=0)
    return asked > 1 and not plan.offering.together


def _asked(scenario: Scenario, plan: Plan) -> list[str]:
    return [scenario.parties[party].name for party in plan.signatories]


def _reversed(plan: Plan) -> Plan:
    return replace(plan, signatories=plan.signatories[::-1])


def _together(plan: Plan) -> Plan:
    return replace(plan, offering=replace(plan.offering, together=True))


def _moved(said: str, stated: Outlook, other: Outlook) -> list[str]:
    """How far an outlook moves, and the ending that moves furthest at the horizon."""
    apart = distance(stated, other)
    ending = max(stated.endings, key=lambda one: abs(stated.endings[one][-1] - other.endings[one][-1]))
    before, after = stated.endings[ending][-1], other.endings[ending][-1]
    return [
        f"{said} the outlook moves by at most {apart.probability:.4f} in the probability of any ending at",
        f"any date, and by at most {apart.worth:.2f} points in what the war is worth now to any party.",
        f"  furthest at the horizon: {ending} {before:.4f}, then {after:.4f}",
    ]
