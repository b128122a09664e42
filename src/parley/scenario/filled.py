"""Write the whole scenario file from a checked scenario."""

from __future__ import annotations

import io
from typing import Any

from ruamel.yaml import YAML

from parley.scenario.parts.aftermath import aftermath_form
from parley.scenario.parts.endings import Endings, endings_form
from parley.scenario.parts.events import event_form
from parley.scenario.parts.hidden import unknown_form
from parley.scenario.parts.instruments.accords import accord_form
from parley.scenario.parts.instruments.bargains import bargain_form
from parley.scenario.parts.instruments.conditions import condition_form
from parley.scenario.parts.instruments.levers import lever_form
from parley.scenario.parts.instruments.payments import gesture_form, transfer_forms
from parley.scenario.parts.instruments.statements import statement_form
from parley.scenario.parts.issues import issue_form
from parley.scenario.parts.parties import party_form
from parley.scenario.parts.plans import plans_form, settlement_form
from parley.scenario.parts.table import table_form, talks_form
from parley.scenario.parts.tabling import tabling_form
from parley.scenario.parts.theatre import track_form
from parley.scenario.parts.what_ifs import what_if_form
from parley.scenario.parts.whole import Scenario
from parley.scenario.quantities.number_words import plain
from parley.scenario.quantities.pen import Pen, block_map, flow_map

WIDTH = 1_000_000
"""Wider than any line: a range, a note or a name that is broken across two lines is hard to find again."""


def filled_yaml(scenario: Scenario) -> str:
    """Write a scenario with every default explicit; reading the text gives an equal scenario again."""
    yaml = YAML()
    yaml.width = WIDTH
    yaml.allow_unicode = True
    out = io.StringIO()
    yaml.dump(block_map(_sections(scenario)), out)
    return out.getvalue()


def _grid(scenario: Scenario) -> dict[str, Any]:
    """The belief grid where it is stated; one left out is chosen by solving."""
    grid = scenario.belief_grid
    if not grid.stated:
        return {}
    form: dict[str, Any] = {"nodes": grid.nodes, "limit": plain(grid.limit)}
    if grid.nodes_of:
        form["nodes_of"] = flow_map(dict(grid.nodes_of))
    if grid.play_parts is not None:
        form["play_parts"] = grid.play_parts
    return {"belief_grid": flow_map(form)}


def _rounds(scenario: Scenario) -> Any:
    """The length of rounds, or each length with the rounds it holds for."""
    lengths = [f"{plain(days)!r} days" for days in scenario.pace.lengths]
    starts = [0, *(one.start for one in scenario.longer)]
    stages = [
        flow_map({"length": length, "for": f"{after - start} rounds"})
        for length, start, after in zip(lengths, starts, starts[1:], strict=False)
    ]
    return [*stages, lengths[-1]] if stages else lengths[0]


def _sections(scenario: Scenario) -> dict[str, Any]:
    pen = Pen(scenario.pace.unit, {side.id: tuple(one.id for one in side.kinds) for side in scenario.sides})
    form: dict[str, Any] = {
        "title": scenario.title,
        "as_of": scenario.as_of,
        "round": _rounds(scenario),
        **({"record_until": scenario.record_until} if scenario.record_until else {}),
        "horizon": scenario.stated_horizon or f"{scenario.rounds} rounds",
        **_grid(scenario),
        "parties": block_map(
            {name: party_form(pen, one, scenario.issues) for name, one in scenario.parties.items()}
        ),
        "unknowns": block_map({name: unknown_form(pen, one) for name, one in scenario.unknowns.items()}),
        "issues": block_map({name: issue_form(pen, one) for name, one in scenario.issues.items()}),
        "plans": plans_form(pen, scenario.plans, scenario.issues),
        "theatre": block_map({name: track_form(pen, one) for name, one in scenario.theatre.items()}),
        "levers": block_map({name: lever_form(pen, one) for name, one in scenario.levers.items()}),
        "conditions": block_map(
            {name: condition_form(pen, one) for name, one in scenario.conditions.items()}
        ),
        "accords": block_map({name: accord_form(pen, one) for name, one in scenario.accords.items()}),
        "bargains": block_map({name: bargain_form(pen, one) for name, one in scenario.bargains.items()}),
        "statements": block_map(
            {name: statement_form(pen, one) for name, one in scenario.statements.items()}
        ),
        "events": block_map({name: event_form(pen, one) for name, one in scenario.events.items()}),
        "gestures": block_map({name: gesture_form(pen, one) for name, one in scenario.gestures.items()}),
        "transfers": block_map(transfer_forms(pen, scenario.transfers)),
        "table": table_form(pen, scenario.floor, scenario.turns, _rest_of_table(pen, scenario)),
        "endings": endings_form(pen, _endings(scenario)),
    }
    if scenario.aftermath:
        form["aftermath"] = aftermath_form(pen, scenario.aftermath)
    form["what_if"] = block_map({name: what_if_form(one) for name, one in scenario.what_ifs.items()})
    return form


def _rest_of_table(pen: Pen, scenario: Scenario) -> dict[str, Any]:
    form: dict[str, Any] = {"settlement": settlement_form(pen, scenario.plans, scenario.issues)}
    if not scenario.holding:
        form["holding"] = "no"
    if scenario.tabling is not None:
        form["tabling"] = tabling_form(pen, scenario.tabling)
    if scenario.talks is not None:
        form["talks"] = talks_form(pen, scenario.talks)
    return form


def _endings(scenario: Scenario) -> Endings:
    return Endings(
        scenario.horizon_worth,
        scenario.breakdown_chance,
        scenario.breakdown_worth,
        scenario.walk_out_worth,
        scenario.quit_worth,
    )
