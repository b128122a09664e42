"""Contingent statements: a threat or promise, if X then I do Y in time, whose breach costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import Field

from parley.files import Place
from parley.scenario.quantities.amounts import read_day, read_duration, read_quantity
from parley.scenario.quantities.pen import Pen, block_map, defaulted, flow_map, when_form, with_when
from parley.scenario.quantities.stated import Number, Quantity, When
from parley.scenario.quantities.units import POINTS
from parley.scenario.quantities.when import read_when
from parley.scenario.reading.diagnostics import Diagnostics, title_of
from parley.scenario.reading.form import Day, Duration, Form, Name, PointsBySplit, WhenWords


class StatementForm(Form):
    """A public commitment: if so comes about, its maker will have set that, or pays for the breach."""

    name: str | None = Field(default=None, description="what readers call it; default from its id")
    by: str = Field(description="the party that may make it")
    condition: WhenWords = Field(alias="if", description="the situations in which it falls due")
    then: dict[Name, str] = Field(description="lever, accord or condition -> the setting that keeps it")
    within: Duration = Field(default=None, description="the time on average until it counts as broken")
    until: Day = Field(default=None, description="the day on which it is broken where due, and else lapses")
    breach: PointsBySplit = Field(description="points a breach costs its maker")
    cost: PointsBySplit = Field(default=None, description="points making it costs; default 0")
    when: WhenWords = Field(default={}, description="when it can be made; default always")


STATEMENT_SETTINGS = ("unsaid", "standing", "due", "breached")


@dataclass(frozen=True)
class Statement:
    """A threat or promise: once made it stands; where `condition` holds it is due until `then` holds.

    Due, it is breached after `within` on average, or on the day `until`, which costs its maker `breach`.
    """

    id: str
    name: str
    by: str
    condition: When
    then: Mapping[str, str]
    within: Number | None
    until: date | None
    breach: Quantity
    cost: Quantity
    when: When = field(default_factory=When)


def read_statement(diag: Diagnostics, name: str, form: StatementForm, place: Place) -> Statement:
    """Read a contingent statement: what makes it due, what keeps it, and until when."""
    diag.party(form.by, (*place, "by"))
    condition = read_when(diag, form.condition, (*place, "if"))
    if condition.always and not form.condition:
        diag.fault((*place, "if"), "missing-key", "at least one lever, track or event", "none", at_key=True)
    movable = [part for part in diag.names.posture if part not in diag.names.events]
    for part, setting in form.then.items():
        here = (*place, "then", part)
        diag.resolve(part, movable, here, "a lever, accord or condition", at_key=True)
        if part in movable:
            known = diag.names.posture[part]
            diag.resolve(setting, known, here, f"a setting of {part}", "unknown-setting")
    if not form.then:
        diag.fault((*place, "then"), "missing-key", "at least one part of the posture", "none", at_key=True)
    if (form.within is None) == (form.until is None):
        got = "neither" if form.within is None else "both"
        diag.fault(place, "missing-key", "one of the keys 'within' and 'until'", got, at_key=True)
    return Statement(
        id=name,
        name=form.name or title_of(name),
        by=form.by,
        condition=condition,
        then=dict(form.then),
        within=read_duration(diag, form.within, (*place, "within")),
        until=read_day(diag, form.until, (*place, "until")),
        breach=read_quantity(diag, form.breach, (*place, "breach"), POINTS),
        cost=read_quantity(diag, form.cost, (*place, "cost"), POINTS, 0.0),
        when=read_when(diag, form.when, (*place, "when")),
    )


def statement_form(pen: Pen, statement: Statement) -> Any:
    """Write a contingent statement."""
    form: dict[str, Any] = {"name": statement.name, "by": statement.by}
    form["if"] = when_form(statement.condition)
    form["then"] = flow_map(statement.then)
    if statement.within is not None:
        form["within"] = pen.number(statement.within)
    if statement.until is not None:
        form["until"] = statement.until
    form["breach"] = pen.quantity(statement.breach)
    form["cost"] = pen.quantity(statement.cost)
    return block_map(with_when(form, statement.when), defaulted({"cost": statement.cost}))
