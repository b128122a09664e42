"""Conditions: claims, before any settlement, on one option of one issue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from parley.files import Place
from parley.scenario.quantities.amounts import read_quantity, read_terms, read_yes
from parley.scenario.quantities.pen import Pen, block_map, defaulted, numbers_map
from parley.scenario.quantities.stated import Quantity, Terms
from parley.scenario.quantities.units import POINTS, RATE
from parley.scenario.reading.diagnostics import Diagnostics, title_of
from parley.scenario.reading.form import Form, PointsBySplit, RateTerms, YesNo
from parley.scenario.reading.saying import described


class ConditionCostsForm(Form):
    """What each act about a condition costs the party doing it."""

    demand: PointsBySplit = Field(
        default=None, description="points it costs the claimant to demand; default 0"
    )
    rebuff: PointsBySplit = Field(default=None, description="points it costs the target to rebuff; default 0")
    concede: PointsBySplit = Field(
        default=None, description="points it costs the target to concede; default 0"
    )
    withdraw: PointsBySplit = Field(
        default=None, description="points it costs the claimant to withdraw; default 0"
    )


class ConditionForm(Form):
    """A claim, before any settlement, on one option of one issue."""

    name: str | None = Field(default=None, description="what readers call it; default from its id")
    issue: str = Field(description="the issue it is about")
    option: str = Field(description="the option that is claimed")
    claimant: str = Field(description="the party that may demand it")
    target: str = Field(description="the party that may rebuff or concede it")
    start: str = Field(default="open", description="open, demanded, expected or conceded; default open")
    sets_in: RateTerms = Field(
        default=None, description="chance per time that a demanded condition becomes expected; default 0"
    )
    costs: ConditionCostsForm = Field(
        default_factory=ConditionCostsForm, description="what the acts cost; default nothing"
    )
    withdraw: YesNo = Field(default=None, description="whether the claimant may withdraw it; default no")
    unasked: YesNo = Field(
        default=None, description="whether the target may concede before it is demanded; default no"
    )


LADDER = ("open", "demanded", "expected", "conceded")


@dataclass(frozen=True)
class Condition:
    """A claim, before any settlement, on one option of one issue; it climbs the steps of the LADDER.

    `sets_in` is the rate at which a demanded condition becomes expected. `costs` maps demand, rebuff, concede
    and withdraw to what that act costs the party doing it. The claimant may `withdraw` it, or the target
    concede it `unasked`, only where that is stated.
    """

    id: str
    name: str
    issue: str
    option: str
    claimant: str
    target: str
    start: str
    sets_in: Terms
    costs: Mapping[str, Quantity]
    withdraw: bool = False
    unasked: bool = False


def read_condition(diag: Diagnostics, name: str, form: ConditionForm, place: Place) -> Condition:
    """Read a claim on one option of one issue."""
    diag.resolve(form.issue, diag.names.options, (*place, "issue"), "an issue")
    if form.issue in diag.names.options:
        options = diag.names.options[form.issue]
        diag.resolve(form.option, options, (*place, "option"), f"an option of {form.issue}", "unknown-option")
    diag.party(form.claimant, (*place, "claimant"))
    diag.party(form.target, (*place, "target"))
    if form.claimant == form.target:
        expected = "another party than the claimant"
        diag.fault((*place, "target"), "duplicate-name", expected, described(form.target))
    diag.resolve(form.start, LADDER, (*place, "start"), "a step of the ladder", "unknown-setting")
    withdraw = read_yes(diag, form.withdraw, (*place, "withdraw"))
    costs = {
        act: read_quantity(diag, getattr(form.costs, act), (*place, "costs", act), POINTS, 0.0)
        for act in ("demand", "rebuff", "concede", *(("withdraw",) if withdraw else ()))
    }
    if form.costs.withdraw is not None and not withdraw:
        expected = "a condition that can be withdrawn"
        got = "what withdrawing costs, and no `withdraw: yes`"
        diag.fault((*place, "costs", "withdraw"), "missing-key", expected, got, "say so beside `costs`")
    sets_in = read_terms(diag, form.sets_in, (*place, "sets_in"), RATE)
    return Condition(
        name,
        form.name or title_of(name),
        form.issue,
        form.option,
        form.claimant,
        form.target,
        form.start,
        sets_in,
        costs,
        withdraw,
        read_yes(diag, form.unasked, (*place, "unasked")),
    )


def condition_form(pen: Pen, condition: Condition) -> Any:
    """Write a condition."""
    keys = ("name", "issue", "option", "claimant", "target", "start")
    form: dict[str, Any] = {key: getattr(condition, key) for key in keys}
    form["sets_in"] = pen.terms(condition.sets_in, f"conditions.{condition.id}.sets_in")
    form["costs"] = numbers_map(pen, condition.costs)
    form["withdraw"] = "yes" if condition.withdraw else "no"
    form["unasked"] = "yes" if condition.unasked else "no"
    return block_map(form, defaulted({"sets_in": condition.sets_in}))
