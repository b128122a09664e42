"""Write the whole scenario file from a checked scenario."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML

from parley.scenario.filled.amounts import Pen, block_map, flow_list, flow_map
from parley.scenario.filled.parts import (
    accord_form,
    aftermath_form,
    condition_form,
    defaulted,
    gesture_form,
    issue_form,
    lever_form,
    party_form,
    track_form,
    transfer_forms,
    worth_map,
)
from parley.scenario.filled.wording import plain
from parley.scenario.parts import Plan, Scenario, WhatIf

WIDTH = 110


def filled_yaml(scenario: Scenario) -> str:
    """Write a scenario with every default explicit; reading the text gives an equal scenario again."""
    yaml = YAML()
    yaml.width = WIDTH
    yaml.allow_unicode = True
    out = io.StringIO()
    yaml.dump(block_map(_sections(scenario)), out)
    return out.getvalue()


def _sections(scenario: Scenario) -> dict[str, Any]:
    hidden = scenario.hidden
    pen = Pen(scenario.round_days, tuple(one.id for one in hidden.dispositions) if hidden else ())
    form: dict[str, Any] = {
        "title": scenario.title,
        "as_of": scenario.as_of,
        "round": f"{plain(scenario.round_days)!r} days",
        "horizon": f"{scenario.rounds} rounds",
        "belief_grid": flow_map(
            {"nodes": scenario.belief_grid.nodes, "limit": plain(scenario.belief_grid.limit)}
        ),
        "parties": block_map(
            {name: party_form(pen, one, scenario.issues) for name, one in scenario.parties.items()}
        ),
        "issues": block_map({name: issue_form(pen, one) for name, one in scenario.issues.items()}),
        "plans": _plans(scenario),
        "theatre": block_map({name: track_form(pen, one) for name, one in scenario.theatre.items()}),
        "levers": block_map({name: lever_form(pen, one) for name, one in scenario.levers.items()}),
        "conditions": block_map(
            {name: condition_form(pen, one) for name, one in scenario.conditions.items()}
        ),
        "accords": block_map({name: accord_form(pen, one) for name, one in scenario.accords.items()}),
        "gestures": block_map({name: gesture_form(pen, one) for name, one in scenario.gestures.items()}),
        "transfers": block_map(transfer_forms(pen, scenario.transfers)),
        "table": _table(pen, scenario),
        "endings": _endings(pen, scenario),
    }
    if scenario.aftermath:
        form["aftermath"] = aftermath_form(pen, scenario.aftermath)
    form["what_if"] = block_map({name: _what_if(one) for name, one in scenario.what_ifs.items()})
    return form


def _is_all(scenario: Scenario, plans: Mapping[str, Plan]) -> bool:
    """Tell whether the plans are every package there is, under the ids that `all` gives."""
    count = math.prod(len(issue.options) for issue in scenario.issues.values())
    signing = {plan.signatories for plan in plans.values()}
    return (
        len(plans) == count
        and len(signing) == 1
        and all(name == "+".join(plan.terms.values()) and not plan.note for name, plan in plans.items())
    )


def _named(scenario: Scenario) -> dict[str, Plan]:
    return {name: plan for name, plan in scenario.plans.items() if not plan.reservation}


def _plans(scenario: Scenario) -> Any:
    plans = _named(scenario)
    if _is_all(scenario, plans):
        return "all"
    return block_map({name: _plan(plan) for name, plan in plans.items()})


def _plan(plan: Plan) -> Any:
    form: dict[str, Any] = {
        "terms": flow_map(plan.terms),
        "name": plan.name,
        "signatories": flow_list(list(plan.signatories)),
        "proposers": flow_list(list(plan.proposers)),
    }
    if plan.note:
        form["note"] = plan.note
    return block_map(form)


def _table(pen: Pen, scenario: Scenario) -> Any:
    if scenario.floor.alternate:
        floor: Any = flow_map({"alternate": flow_list(list(scenario.floor.alternate))})
    else:
        floor = worth_map(pen, scenario.floor.chances, "table.floor")
    return block_map({"floor": floor, "settlement": _settlement(scenario)})


def _settlement(scenario: Scenario) -> Any:
    """Write who signs and who offers; plans that differ from this say so themselves."""
    plans = list(scenario.plans.values())
    usual = next((plan for plan in plans if plan.reservation), plans[0])
    proposers: Any = flow_list(list(usual.proposers))
    if _is_all(scenario, _named(scenario)) and len({plan.proposers for plan in plans}) > 1:
        everyone = list(dict.fromkeys(party for plan in plans for party in plan.proposers))
        offered = {who: [plan.id for plan in plans if who in plan.proposers] for who in everyone}
        proposers = block_map(
            {who: "all" if len(ids) == len(plans) else flow_list(ids) for who, ids in offered.items()}
        )
    return block_map({"signatories": flow_list(list(usual.signatories)), "proposers": proposers})


def _endings(pen: Pen, scenario: Scenario) -> Any:
    breakdown = {
        "chance": pen.number(scenario.breakdown_chance),
        "worth": worth_map(pen, scenario.breakdown_worth, "endings.breakdown.worth"),
    }
    walk_out = {
        walker: worth_map(pen, worth, f"endings.walk_out.{walker}")
        for walker, worth in scenario.walk_out_worth.items()
    }
    return block_map(
        {
            "horizon": worth_map(pen, scenario.horizon_worth, "endings.horizon"),
            "breakdown": block_map(breakdown, defaulted({"chance": scenario.breakdown_chance})),
            "walk_out": block_map(walk_out),
        }
    )


def _what_if(what_if: WhatIf) -> Any:
    form: dict[str, Any] = {"note": what_if.note} if what_if.note else {}
    form["changes"] = block_map(what_if.changes)
    return block_map(form)
