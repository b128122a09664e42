"""The forms of what parties can do short of a settlement: levers, conditions, accords, and so on."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from parley.scenario.forms.base import Duration, Form, Name, PointsBySplit, RateTerms, WhenWords


class LeverForm(Form):
    """An instrument one party holds."""

    name: str | None = Field(default=None, description="what readers call it; default from its id")
    holder: str = Field(description="the party that can set it")
    settings: list[Name] = Field(description="the positions it can be put in, two or more")
    start: str | None = Field(default=None, description="the setting at as_of; default the first")
    switch_cost: Any = Field(
        default=None, description="points a move costs its holder, for all or by setting; default 0"
    )
    when: WhenWords = Field(default={}, description="when it can be moved; default always")


class ConditionCostsForm(Form):
    """What each act about a condition costs the party doing it."""

    demand: PointsBySplit = Field(
        default=None, description="points it costs the claimant to demand; default 0"
    )
    rebuff: PointsBySplit = Field(default=None, description="points it costs the target to rebuff; default 0")
    concede: PointsBySplit = Field(
        default=None, description="points it costs the target to concede; default 0"
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


class GestureForm(Form):
    """A goodwill act with no effect on the posture."""

    name: str | None = Field(default=None, description="what readers call it; default from its id")
    by: str = Field(description="the party that can make it")
    cost: PointsBySplit = Field(default=None, description="points it costs that party; default 0")
    worth: dict[Name, PointsBySplit] = Field(
        default={}, description="party -> points it is worth at once; default 0"
    )
    when: WhenWords = Field(default={}, description="when it can be made; default always")


class TransferForm(Form):
    """A payment for one round, or a family of them that splits one worth in steps."""

    name: str | None = Field(default=None, description="what readers call it; default from its id")
    by: str = Field(description="the party that offers it")
    signatories: list[str] = Field(description="who must agree, in order")
    worth: Any = Field(
        default=None, description="party -> points if all agree; for a family the points that are split"
    )
    split: list[str] | None = Field(
        default=None, description="for a family: the two parties it is split between"
    )
    steps: int | None = Field(default=None, description="for a family: number of equal steps; default 10")
    when: WhenWords = Field(default={}, description="when it can be offered; default always")
