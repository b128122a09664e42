"""Accords: limited agreements in force during the war."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import Field

from parley.files import Place
from parley.scenario.pace import Pace
from parley.scenario.parts.answers import answers_form, read_agree
from parley.scenario.quantities.amounts import read_duration, read_quantity
from parley.scenario.quantities.pen import Pen, block_map, defaulted, flow_list, flow_map, with_when
from parley.scenario.quantities.stated import Number, Quantity, When
from parley.scenario.quantities.units import POINTS
from parley.scenario.quantities.when import read_when
from parley.scenario.reading.diagnostics import Diagnostics, title_of
from parley.scenario.reading.form import AnswersWord, Duration, Form, Name, PointsBySplit, WhenWords


class LeaveForm(Form):
    """Who may leave an accord."""

    by: list[str] = Field(description="the parties that may leave it")
    cost: PointsBySplit = Field(default=None, description="points leaving costs; default 0")


class AccordForm(Form):
    """A limited agreement in force during the war."""

    name: str | None = Field(default=None, description="what readers call it; default from its id")
    signatories: list[str] = Field(description="who must agree, in order")
    proposers: list[str] | None = Field(
        default=None,
        description="who may propose it; default its signatories; none where a bargain brings it about",
    )
    lasts: Duration = Field(
        default=None, description="how long it lasts on average, or `for_good`; default it does not lapse"
    )
    runs: Duration = Field(default=None, description="how long it lasts exactly, instead of on average")
    binds: dict[Name, str] = Field(
        default={}, description="issue -> option that is in every settlement while it is in force"
    )
    leave: LeaveForm | None = Field(default=None, description="who may leave it; default nobody")
    propose_cost: PointsBySplit = Field(default=None, description="points proposing it costs; default 0")
    start: str = Field(default="off", description="off or in_force at as_of; default off")
    when: WhenWords = Field(default={}, description="when it can be proposed; default always")
    answers: AnswersWord = Field(
        default="in_order",
        description="how signatories answer: `in_order` or `together`; default in order",
    )
    agree: int | None = Field(
        default=None,
        description="how many signatories must agree, the proposer counted; default all",
    )


ACCORD_SETTINGS = ("off", "in_force")
FOR_GOOD = "for_good"
MOST_ROUNDS = 26
"""Each round of a fixed term is a state of its own, and multiplies the situations."""


@dataclass(frozen=True)
class Accord:
    """A limited agreement in force during the war; it lapses after `lasts` on average and some can leave it.

    `lasts` None means it does not lapse by itself; an accord that `runs` ends after so long, and one
    `for_good` never. What it `binds` is in every settlement while it is in force.
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
    runs: Number | None = None
    binds: Mapping[str, str] = field(default_factory=dict)
    for_good: bool = False
    together: bool = False
    agree: int | None = None

    def rounds(self, pace: Pace) -> int:
        """For how many of the shortest rounds it runs from the day it is agreed; 1 without a fixed term."""
        return 1 if self.runs is None else max(1, math.ceil(self.runs.value / min(pace.lengths) - 1e-9))


def whole_rounds(days: float, pace: Pace) -> int:
    """How many of the shortest rounds a round of so many days lasts."""
    return max(1, round(days / min(pace.lengths)))


def read_accord(
    diag: Diagnostics, name: str, form: AccordForm, place: Place, *, by_bargain: bool = False
) -> Accord:
    """Read a limited agreement; one that can never be reached or never ends is a fault.

    One that a bargain brings about (`by_bargain`) need not be proposed by itself.
    """
    signatories = diag.party_list(form.signatories, (*place, "signatories"), "signatory-unknown")
    proposers = signatories
    if form.proposers is not None:
        proposers = diag.party_list(form.proposers, (*place, "proposers"))
    diag.resolve(form.start, ACCORD_SETTINGS, (*place, "start"), "a state of an accord", "unknown-setting")
    leave = (*place, "leave")
    leavers = diag.party_list(form.leave.by, (*leave, "by")) if form.leave else ()
    leave_cost = read_quantity(diag, form.leave.cost if form.leave else None, (*leave, "cost"), POINTS, 0.0)
    for issue, option in form.binds.items():
        here = (*place, "binds", issue)
        diag.resolve(issue, diag.names.options, here, "an issue", at_key=True)
        if issue in diag.names.options:
            known = diag.names.options[issue]
            diag.resolve(option, known, here, f"an option of {issue}", "unknown-option")
    for_good = form.lasts == FOR_GOOD
    accord = Accord(
        id=name,
        name=form.name or title_of(name),
        signatories=signatories,
        proposers=proposers,
        lasts=None if for_good else read_duration(diag, form.lasts, (*place, "lasts")),
        leavers=leavers,
        leave_cost=leave_cost,
        propose_cost=read_quantity(diag, form.propose_cost, (*place, "propose_cost"), POINTS, 0.0),
        start=form.start,
        when=read_when(diag, form.when, (*place, "when")),
        runs=read_duration(diag, form.runs, (*place, "runs")),
        binds=dict(form.binds),
        for_good=for_good,
        together=form.answers == "together",
        agree=read_agree(diag, form.agree, signatories, (*place, "agree")),
    )
    _check_term(diag, accord, place)
    _check_end(diag, accord, place)
    if accord.start != "in_force" and not by_bargain:
        _check_beginning(diag, accord, place)
    return accord


def _check_term(diag: Diagnostics, accord: Accord, place: Place) -> None:
    """A fixed term stands alone, and is counted in rounds: each is a state of its own."""
    if accord.runs is None:
        return
    if accord.lasts is not None or accord.for_good:
        diag.fault((*place, "runs"), "unknown-key", "either 'lasts' or 'runs'", "both", at_key=True)
    if not math.isnan(diag.clock.round_days) and not math.isnan(accord.runs.value):
        pace = diag.clock.pace
        if any(not math.isclose(days, whole_rounds(days, pace) * min(pace.lengths)) for days in pace.lengths):
            expected = "for a fixed term, rounds that last so many of the shortest ones each"
            got = " and ".join(f"{days:g} days" for days in pace.lengths)
            diag.fault((*place, "runs"), "rounds-differ", expected, got, "such as 7 and 28 days, or `lasts`")
        rounds = accord.rounds(pace)
        if rounds > MOST_ROUNDS:
            expected = f"a term of at most {MOST_ROUNDS} rounds"
            advice = "say `lasts`, the time it lasts on average, or take longer rounds"
            diag.fault((*place, "runs"), "out-of-range", expected, f"{rounds} rounds", advice)


def _check_end(diag: Diagnostics, accord: Accord, place: Place) -> None:
    if accord.lasts is None and accord.runs is None and not accord.leavers and not accord.for_good:
        advice = "state how long it lasts, or who may leave it; one that never ends says `lasts: for_good`"
        diag.fault(
            place,
            "accord-endless",
            "an accord that can end",
            "no lasts, runs or leave",
            advice,
            at_key=True,
        )


def _check_beginning(diag: Diagnostics, accord: Accord, place: Place) -> None:
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
    if accord.for_good:
        form["lasts"] = FOR_GOOD
    if accord.runs is not None:
        form["runs"] = pen.number(accord.runs)
    form.update(answers_form(accord.together, accord.agree))
    if accord.binds:
        form["binds"] = flow_map(accord.binds)
    leave = {"by": flow_list(list(accord.leavers)), "cost": pen.quantity(accord.leave_cost)}
    form["leave"] = flow_map(leave)
    form["propose_cost"] = pen.quantity(accord.propose_cost)
    form["start"] = accord.start
    return block_map(with_when(form, accord.when), defaulted({"propose_cost": accord.propose_cost}))
