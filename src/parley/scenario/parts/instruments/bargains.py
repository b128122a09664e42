"""Bargains: one joint act that sets several parts of the posture, such as bombs off for weapons out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import Field

from parley.files import Place
from parley.scenario.parts.answers import answers_form, read_agree
from parley.scenario.quantities.amounts import read_quantity, read_window
from parley.scenario.quantities.pen import (
    Pen,
    block_map,
    defaulted,
    flow_list,
    flow_map,
    numbers_map,
    with_when,
)
from parley.scenario.quantities.stated import Quantity, When
from parley.scenario.quantities.units import POINTS
from parley.scenario.quantities.when import read_when
from parley.scenario.reading.diagnostics import Diagnostics, title_of
from parley.scenario.reading.form import AnswersWord, Day, Form, Name, PointsBySplit, WhenWords


class BargainForm(Form):
    """A joint act that sets several levers, accords and conditions at once."""

    name: str | None = Field(default=None, description="what readers call it; default from its id")
    sets: dict[Name, str] = Field(description="lever, accord or condition -> the setting it is put in")
    proposers: list[str] = Field(description="who may propose it")
    signatories: list[str] = Field(description="who must agree, in order")
    cost: PointsBySplit = Field(default=None, description="points proposing it costs; default 0")
    worth: dict[Name, PointsBySplit] = Field(
        default={}, description="party -> points it is worth at once if all agree; default 0"
    )
    when: WhenWords = Field(default={}, description="when it can be proposed; default always")
    answers: AnswersWord = Field(
        default="in_order",
        description="how signatories answer: `in_order` or `together`; default in order",
    )
    agree: int | None = Field(
        default=None,
        description="how many signatories must agree, the proposer counted; default all",
    )
    starts: Day = Field(default=None, alias="from", description="the first day it can be proposed")
    until: Day = Field(default=None, description="the day from which it can be proposed no more")


@dataclass(frozen=True)
class Bargain:
    """A joint act that puts each part of `sets` in a setting; `worth` is paid at once if all agree."""

    id: str
    name: str
    sets: Mapping[str, str]
    proposers: tuple[str, ...]
    signatories: tuple[str, ...]
    cost: Quantity
    worth: Mapping[str, Quantity]
    when: When = field(default_factory=When)
    starts: date | None = None
    ends: date | None = None
    together: bool = False
    agree: int | None = None


def read_bargain(diag: Diagnostics, name: str, form: BargainForm, place: Place) -> Bargain:
    """Read a bargain: what it sets, who proposes and who must agree."""
    movable = [part for part in diag.names.posture if part not in diag.names.events]
    for part, setting in form.sets.items():
        here = (*place, "sets", part)
        diag.resolve(part, movable, here, "a lever, accord or condition", at_key=True)
        if part in movable:
            known = diag.names.posture[part]
            diag.resolve(setting, known, here, f"a setting of {part}", "unknown-setting")
    if not form.sets:
        diag.fault((*place, "sets"), "missing-key", "at least one part of the posture", "none", at_key=True)
    signatories = diag.party_list(form.signatories, (*place, "signatories"), "signatory-unknown")
    if not signatories:
        diag.fault((*place, "signatories"), "missing-key", "at least one signatory", "none")
    proposers = diag.party_list(form.proposers, (*place, "proposers"))
    if not proposers:
        diag.fault((*place, "proposers"), "missing-key", "at least one proposer", "none")
    starts, ends = read_window(diag, form.starts, form.until, place)
    here = (*place, "worth")
    return Bargain(
        id=name,
        name=form.name or title_of(name),
        sets=dict(form.sets),
        proposers=proposers,
        signatories=signatories,
        cost=read_quantity(diag, form.cost, (*place, "cost"), POINTS, 0.0),
        worth={
            party: read_quantity(diag, form.worth[party], (*here, party), POINTS)
            for party in diag.by_party(form.worth, here)
        },
        when=read_when(diag, form.when, (*place, "when")),
        starts=starts,
        ends=ends,
        together=form.answers == "together",
        agree=read_agree(diag, form.agree, signatories, (*place, "agree")),
    )


def bargain_form(pen: Pen, bargain: Bargain) -> Any:
    """Write a bargain."""
    form: dict[str, Any] = {
        "name": bargain.name,
        "sets": flow_map(bargain.sets),
        "proposers": flow_list(list(bargain.proposers)),
        "signatories": flow_list(list(bargain.signatories)),
        "cost": pen.quantity(bargain.cost),
        "worth": numbers_map(pen, bargain.worth),
    }
    form.update(answers_form(bargain.together, bargain.agree))
    if bargain.starts:
        form["from"] = bargain.starts
    if bargain.ends:
        form["until"] = bargain.ends
    return block_map(with_when(form, bargain.when), defaulted({"cost": bargain.cost}))
