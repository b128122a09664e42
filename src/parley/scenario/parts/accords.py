"""Accords: limited agreements in force during the war."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pydantic import Field

from parley.files import Place
from parley.scenario.quantities.amounts import read_duration, read_quantity
from parley.scenario.quantities.pen import Pen, block_map, defaulted, flow_list, flow_map, with_when
from parley.scenario.quantities.stated import Number, Quantity, When
from parley.scenario.quantities.units import POINTS
from parley.scenario.quantities.when import read_when
from parley.scenario.reading.diagnostics import Diagnostics, title_of
from parley.scenario.reading.form import Duration, Form, PointsBySplit, WhenWords


class LeaveForm(Form):
    """Who may leave an accord."""

    by: list[str] = Field(description="the parties that may leave it")
    cost: PointsBySplit = Field(default=None, description="points leaving costs; default 0")


class AccordForm(Form):
    """A limited agreement in force during the war."""

    name: str | None = Field(default=None, description="what readers call it; default from its id")
    signatories: list[str] = Field(description="who must agree, in order")
    proposers: list[str] | None = Field(
        default=None, description="who may propose it; default its signatories"
    )
    lasts: Duration = Field(
        default=None, description="how long it lasts on average; default it does not lapse"
    )
    leave: LeaveForm | None = Field(default=None, description="who may leave it; default nobody")
    propose_cost: PointsBySplit = Field(default=None, description="points proposing it costs; default 0")
    start: str = Field(default="off", description="off or in_force at as_of; default off")
    when: WhenWords = Field(default={}, description="when it can be proposed; default always")


ACCORD_SETTINGS = ("off", "in_force")


@dataclass(frozen=True)
class Accord:
    """A limited agreement in force during the war; it lapses after `lasts` on average and some can leave it.

    `lasts` None means it does not lapse by itself.
    """

    id: str
    name: str
    signatories: tuple[str, ...]
    proposers: tuple[str, ...]
    lasts: Number | None
    leavers: tuple[str, ...]
    leave_cost: Quantity
    propose_cost: Quantity
    start: str
    when: When = field(default_factory=When)


def read_accord(diag: Diagnostics, name: str, form: AccordForm, place: Place) -> Accord:
    """Read a limited agreement; one that can never be reached or never ends is a fault."""
    signatories = diag.party_list(form.signatories, (*place, "signatories"), "signatory-unknown")
    proposers = signatories
    if form.proposers is not None:
        proposers = diag.party_list(form.proposers, (*place, "proposers"))
    diag.resolve(form.start, ACCORD_SETTINGS, (*place, "start"), "a state of an accord", "unknown-setting")
    leave = (*place, "leave")
    leavers = diag.party_list(form.leave.by, (*leave, "by")) if form.leave else ()
    leave_cost = read_quantity(diag, form.leave.cost if form.leave else None, (*leave, "cost"), POINTS, 0.0)
    accord = Accord(
        id=name,
        name=form.name or title_of(name),
        signatories=signatories,
        proposers=proposers,
        lasts=read_duration(diag, form.lasts, (*place, "lasts")),
        leavers=leavers,
        leave_cost=leave_cost,
        propose_cost=read_quantity(diag, form.propose_cost, (*place, "propose_cost"), POINTS, 0.0),
        start=form.start,
        when=read_when(diag, form.when, (*place, "when")),
    )
    _check_accord(diag, accord, place)
    return accord


def _check_accord(diag: Diagnostics, accord: Accord, place: Place) -> None:
    if accord.lasts is None and not accord.leavers:
        advice = "state how long it lasts, or who may leave it"
        diag.fault(
            place, "accord-endless", "an accord that can end", "neither lasts nor leave", advice, at_key=True
        )
    if accord.start == "in_force":
        return
    expected = "an accord that can be reached, or one in force at the start"
    if not accord.proposers or not accord.signatories:
        got = "nobody to propose it" if not accord.proposers else "nobody to sign it"
        diag.fault(
            place, "accord-unreachable", expected, got, "name them, or say `start: in_force`", at_key=True
        )
    elif "off" not in accord.when.posture.get(accord.id, ("off",)):
        got = "proposed only while it is in force itself"
        diag.fault((*place, "when"), "accord-unreachable", expected, got, at_key=True)


def accord_form(pen: Pen, accord: Accord) -> Any:
    """Write an accord."""
    form: dict[str, Any] = {
        "name": accord.name,
        "signatories": flow_list(list(accord.signatories)),
        "proposers": flow_list(list(accord.proposers)),
    }
    if accord.lasts is not None:
        form["lasts"] = pen.number(accord.lasts)
    leave = {"by": flow_list(list(accord.leavers)), "cost": pen.quantity(accord.leave_cost)}
    form["leave"] = flow_map(leave)
    form["propose_cost"] = pen.quantity(accord.propose_cost)
    form["start"] = accord.start
    return block_map(with_when(form, accord.when), defaulted({"propose_cost": accord.propose_cost}))
