"""Plans: the packages somebody has named, or all of them, and who may offer and must sign them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from parley.files import Place
from parley.scenario.parts.answers import answers_form, read_agree
from parley.scenario.parts.issues import Issue
from parley.scenario.quantities.amounts import read_quantity, read_terms, read_window
from parley.scenario.quantities.pen import Pen, block_map, flow_list, flow_map, numbers_map, with_when
from parley.scenario.quantities.stated import Quantity, Terms, When
from parley.scenario.quantities.units import CHANCE_TERM, POINTS
from parley.scenario.quantities.when import read_when
from parley.scenario.reading.diagnostics import Diagnostics, title_of
from parley.scenario.reading.form import AnswersWord, ChanceTerms, Day, Form, Name, PointsBySplit, WhenWords


class PlanForm(Form):
    """A package with its own signatories or proposers."""

    terms: dict[Name, str] = Field(description="issue -> option, for every issue")
    name: str | None = Field(default=None, description="what readers call it; default from its id")
    signatories: list[str] | None = Field(
        default=None, description="who must agree, in order; default the table's"
    )
    proposers: list[str] | None = Field(default=None, description="who may offer it; default the table's")
    note: str = Field(default="", description="where the plan comes from, in words")
    cost: PointsBySplit = Field(default=None, description="points offering it costs; default the table's")
    refused: PointsBySplit = Field(
        default=None, description="points a refusal costs whoever offered it; default the table's"
    )
    ratified: ChanceTerms = Field(
        default=None, description="chance that the signatures hold; default the table's"
    )
    unratified: dict[Name, PointsBySplit] | None = Field(
        default=None, description="party -> points it costs where they do not; default the table's"
    )
    when: WhenWords = Field(default={}, description="when it can be offered; default always")
    starts: Day = Field(default=None, alias="from", description="the first day it can be offered")
    until: Day = Field(default=None, description="the day from which it can be offered no more")


def _plan_tag(raw: Any) -> str:
    return "<plan>" if isinstance(raw, dict) and "terms" in raw else "<terms>"


PlanWords = Annotated[
    Annotated[dict[Name, str], Tag("<terms>")] | Annotated[PlanForm, Tag("<plan>")], Discriminator(_plan_tag)
]


def _word_tag(raw: Any) -> str:
    return "<word or list>" if isinstance(raw, str) else "<list>"


PlansOffered = Annotated[
    Annotated[Literal["all"], Tag("<word or list>")] | Annotated[list[str], Tag("<list>")],
    Discriminator(_word_tag),
]
ProposerWords = Annotated[
    Annotated[list[str], Tag("<list>")] | Annotated[dict[Name, PlansOffered], Tag("<by party>")],
    Discriminator(lambda raw: "<list>" if isinstance(raw, list) else "<by party>"),
]


class SettlementForm(Form):
    """Who must agree to a settlement and who may offer one."""

    signatories: list[str] = Field(description="who must agree, in the order they answer")
    proposers: ProposerWords | None = Field(
        default=None,
        description="who may offer plans: a list, or party -> plans or `all`; default the signatories",
    )
    cost: PointsBySplit = Field(default=None, description="points any offer costs; default 0")
    refused: PointsBySplit = Field(
        default=None, description="points a refusal costs whoever offered (face); default 0"
    )
    ratified: ChanceTerms = Field(
        default=None, description="chance that signatures hold, else the war goes on; default they do"
    )
    unratified: dict[Name, PointsBySplit] = Field(
        default={}, description="party -> points it costs where they do not; default 0"
    )
    answers: AnswersWord = Field(
        default="in_order",
        description="how signatories answer: `in_order` or `together`; default in order",
    )
    agree: int | None = Field(
        default=None, description="how many signatories must agree, the offerer counted; default all"
    )


@dataclass(frozen=True)
class Offering:
    """What goes with offering a plan beside its terms.

    `cost` and `refused` are points that offering and a refusal cost whoever offers. Signatures hold with
    chance `ratified` (None: surely), else the war goes on and parties pay `unratified`. Signatories answer
    `together` or in order; `agree` of them are enough (None: all are needed).
    """

    cost: Quantity | None = None
    refused: Quantity | None = None
    ratified: Terms | None = None
    unratified: Mapping[str, Quantity] = field(default_factory=dict)
    together: bool = False
    agree: int | None = None


@dataclass(frozen=True)
class Plan:
    """A named package: one option for every issue, who signs it in which order, who may offer it and when.

    It can be offered in the situations of `when`, from `starts` to before `ends`.
    """

    id: str
    name: str
    terms: Mapping[str, str]
    signatories: tuple[str, ...]
    proposers: tuple[str, ...]
    reservation: bool = False
    note: str = ""
    offering: Offering = field(default_factory=Offering)
    when: When = field(default_factory=When)
    starts: date | None = None
    ends: date | None = None


MOST_PLANS = 2000
RESERVATION = "reservation"
Offered = Mapping[str, tuple[str, ...] | None]


@dataclass(frozen=True)
class Settlement:
    """Who signs in which order, and for each proposer the plans it may offer (None: all)."""

    signatories: tuple[str, ...]
    offered: Offered
    offering: Offering = field(default_factory=Offering)

    def proposers_of(self, plan: str) -> tuple[str, ...]:
        """Return who may offer a plan, in the order stated."""
        return tuple(party for party, plans in self.offered.items() if plans is None or plan in plans)


def read_settlement(diag: Diagnostics, form: SettlementForm, place: Place) -> Settlement:
    """Read who must agree to a settlement and who may offer one; plan names are resolved later."""
    signatories = diag.party_list(form.signatories, (*place, "signatories"), "signatory-unknown")
    if not signatories:
        diag.fault((*place, "signatories"), "missing-key", "at least one signatory", "none")
    offering = _read_offering(diag, form, place, Offering())
    here = (*place, "proposers")
    if form.proposers is None:
        return Settlement(signatories, dict.fromkeys(signatories), offering)
    if isinstance(form.proposers, list):
        return Settlement(signatories, dict.fromkeys(diag.party_list(form.proposers, here)), offering)
    offered: dict[str, tuple[str, ...] | None] = {}
    for party in diag.by_party(form.proposers, here):
        plans = form.proposers[party]
        offered[party] = None if isinstance(plans, str) else tuple(plans)
    return Settlement(signatories, offered, offering)


def _read_offering(
    diag: Diagnostics, form: SettlementForm | PlanForm, place: Place, usual: Offering
) -> Offering:
    """Read what offering costs and whether signatures hold; what is not stated is as usual."""
    cost, refused = usual.cost, usual.refused
    if form.cost is not None:
        cost = read_quantity(diag, form.cost, (*place, "cost"), POINTS)
    if form.refused is not None:
        refused = read_quantity(diag, form.refused, (*place, "refused"), POINTS)
    ratified = usual.ratified
    if form.ratified is not None:
        ratified = read_terms(diag, form.ratified, (*place, "ratified"), CHANCE_TERM)
        for term in ratified:
            if len(term.amount.numbers) > 1:
                expected = "one chance: whether signatures hold does not depend on a disposition"
                diag.fault((*place, "ratified"), "split-misplaced", expected, "one for each disposition")
    unratified = dict(usual.unratified)
    if form.unratified:
        here = (*place, "unratified")
        parties = diag.by_party(form.unratified, here)
        unratified = {who: read_quantity(diag, form.unratified[who], (*here, who), POINTS) for who in parties}
        if ratified is None:
            expected = "a chance that signatures hold beside what it costs where they do not"
            diag.fault(here, "missing-key", expected, "no key 'ratified'", at_key=True)
    together, agree = usual.together, usual.agree
    if isinstance(form, SettlementForm):
        together = form.answers == "together"
        agree = read_agree(diag, form.agree, form.signatories, (*place, "agree"))
    return Offering(cost, refused, ratified, unratified, together, agree)


def check_offered(diag: Diagnostics, settlement: Settlement, place: Place) -> None:
    """Report plans a proposer may offer that nobody has named."""
    for party, plans in settlement.offered.items():
        for index, plan in enumerate(plans or ()):
            diag.resolve(plan, diag.names.plans, (*place, "proposers", party, index), "a plan")


def read_plans(
    diag: Diagnostics, forms: str | Mapping[str, object], issues: Mapping[str, Issue], settlement: Settlement
) -> dict[str, Plan]:
    """Read the named plans, or make one of every package; a pie's reservation offer comes last."""
    if isinstance(forms, str):
        plans = _all_packages(diag, issues, settlement)
    else:
        plans = {name: _read_plan(diag, name, form, issues, settlement) for name, form in forms.items()}
        if not plans:
            diag.fault(("plans",), "missing-key", "at least one plan, or `all`", "none", at_key=True)
    reserving = [issue.id for issue in issues.values() if issue.reservation]
    if reserving:
        _check_reservation(diag, reserving[0], issues, plans)
        signatories, proposers = settlement.signatories, settlement.proposers_of(RESERVATION)
        plans[RESERVATION] = Plan(
            RESERVATION, "Reservation offer", {}, signatories, proposers, True, "", settlement.offering
        )
    return plans


def _all_packages(diag: Diagnostics, issues: Mapping[str, Issue], settlement: Settlement) -> dict[str, Plan]:
    count = math.prod(len(issue.options) for issue in issues.values())
    if count > MOST_PLANS:
        expected = f"at most {MOST_PLANS} packages"
        got = f"{count:,}: " + " x ".join(f"{len(issue.options)} {issue.id}" for issue in issues.values())
        diag.fault(("plans",), "too-many-plans", expected, got, "name the plans that matter under `plans`")
        return {}
    plans: dict[str, Plan] = {}
    for options in itertools.product(*(issue.options for issue in issues.values())):
        name = "+".join(option.id for option in options)
        title = ", ".join(option.name for option in options)
        terms = {issue: option.id for issue, option in zip(issues, options, strict=True)}
        proposers = settlement.proposers_of(name)
        plans[name] = Plan(
            name, title, terms, settlement.signatories, proposers, offering=settlement.offering
        )
    return plans


def _read_plan(
    diag: Diagnostics, name: str, form: object, issues: Mapping[str, Issue], settlement: Settlement
) -> Plan:
    place: Place = ("plans", name)
    if not isinstance(form, PlanForm):
        terms = _read_terms(diag, form if isinstance(form, dict) else {}, issues, place)
        proposers = settlement.proposers_of(name)
        return Plan(
            name, title_of(name), terms, settlement.signatories, proposers, offering=settlement.offering
        )
    terms = _read_terms(diag, form.terms, issues, (*place, "terms"))
    signatories, proposers = settlement.signatories, settlement.proposers_of(name)
    if form.signatories is not None:
        signatories = diag.party_list(form.signatories, (*place, "signatories"), "signatory-unknown")
    if form.proposers is not None:
        proposers = diag.party_list(form.proposers, (*place, "proposers"))
    starts, ends = read_window(diag, form.starts, form.until, place)
    return Plan(
        id=name,
        name=form.name or title_of(name),
        terms=terms,
        signatories=signatories,
        proposers=proposers,
        note=form.note,
        offering=_read_offering(diag, form, place, settlement.offering),
        when=read_when(diag, form.when, (*place, "when")),
        starts=starts,
        ends=ends,
    )


def _read_terms(
    diag: Diagnostics, raw: Mapping[str, str], issues: Mapping[str, Issue], place: Place
) -> dict[str, str]:
    """Read one option for every issue, in the order of the issues."""
    for issue, option in raw.items():
        here = (*place, issue)
        diag.resolve(issue, diag.names.options, here, "an issue", at_key=True)
        if issue in issues:
            diag.resolve(
                option, diag.names.options.get(issue), here, f"an option of {issue}", "unknown-option"
            )
    absent = [issue for issue in diag.names.options if issue not in raw]
    if absent:
        expected = "one option for each issue: " + ", ".join(diag.names.options)
        diag.fault(place, "plan-incomplete", expected, "nothing on " + ", ".join(absent), at_key=True)
    return {issue: raw[issue] for issue in issues if issue in raw}


def _check_reservation(
    diag: Diagnostics, issue: str, issues: Mapping[str, Issue], plans: Mapping[str, Plan]
) -> None:
    place: Place = ("issues", issue, "reservation")
    parties = diag.names.parties or ()
    if len(issues) > 1 or len(parties) != 2 or diag.names.sides:
        expected = "a reservation offer only where one pie is the only issue, between two open parties"
        got = f"{len(issues)} issues, {len(parties)} parties" + (
            ", something hidden" if diag.names.sides else ""
        )
        diag.fault(place, "reservation-misplaced", expected, got, "say `reservation: no`")
    if RESERVATION in plans:
        expected = f"a plan name other than '{RESERVATION}'"
        diag.fault(("plans", RESERVATION), "duplicate-name", expected, f"'{RESERVATION}'", at_key=True)


def _is_all(issues: Mapping[str, Issue], plans: Mapping[str, Plan]) -> bool:
    """Tell whether the plans are every package there is, under the ids that `all` gives."""
    count = math.prod(len(issue.options) for issue in issues.values())
    signing = {plan.signatories for plan in plans.values()}
    return (
        len(plans) == count
        and len(signing) == 1
        and all(name == "+".join(plan.terms.values()) and not plan.note for name, plan in plans.items())
    )


def _named(plans: Mapping[str, Plan]) -> dict[str, Plan]:
    return {name: plan for name, plan in plans.items() if not plan.reservation}


def plans_form(pen: Pen, stated: Mapping[str, Plan], issues: Mapping[str, Issue]) -> Any:
    """Write the named plans, or `all`."""
    plans = _named(stated)
    if _is_all(issues, plans):
        return "all"
    return block_map({name: _plan_form(pen, plan) for name, plan in plans.items()})


def _plan_form(pen: Pen, plan: Plan) -> Any:
    form: dict[str, Any] = {
        "terms": flow_map(plan.terms),
        "name": plan.name,
        "signatories": flow_list(list(plan.signatories)),
        "proposers": flow_list(list(plan.proposers)),
    }
    if plan.note:
        form["note"] = plan.note
    form.update(_offering_form(pen, plan.offering, f"plans.{plan.id}"))
    if plan.starts:
        form["from"] = plan.starts
    if plan.ends:
        form["until"] = plan.ends
    return block_map(with_when(form, plan.when))


def _offering_form(pen: Pen, offering: Offering, path: str) -> dict[str, Any]:
    """Write what was stated of offering at a path."""
    form: dict[str, Any] = {}
    if offering.cost and _stands_at(offering.cost, path):
        form["cost"] = pen.quantity(offering.cost)
    if offering.refused and _stands_at(offering.refused, path):
        form["refused"] = pen.quantity(offering.refused)
    if offering.ratified and _stands_at(offering.ratified[0].amount, path):
        form["ratified"] = pen.terms(offering.ratified, f"{path}.ratified")
    unratified = {who: one for who, one in offering.unratified.items() if _stands_at(one, path)}
    if unratified:
        form["unratified"] = numbers_map(pen, unratified)
    return form


def _stands_at(quantity: Quantity, path: str) -> bool:
    return quantity.numbers[0].path.startswith(f"{path}.")


def settlement_form(pen: Pen, stated: Mapping[str, Plan], issues: Mapping[str, Issue]) -> Any:
    """Write who signs and who offers; plans that differ from this say so themselves."""
    plans = list(stated.values())
    usual = next((plan for plan in plans if plan.reservation), plans[0])
    proposers: Any = flow_list(list(usual.proposers))
    if _is_all(issues, _named(stated)) and len({plan.proposers for plan in plans}) > 1:
        everyone = list(dict.fromkeys(party for plan in plans for party in plan.proposers))
        offered = {who: [plan.id for plan in plans if who in plan.proposers] for who in everyone}
        proposers = block_map(
            {who: "all" if len(ids) == len(plans) else flow_list(ids) for who, ids in offered.items()}
        )
    form: dict[str, Any] = {"signatories": flow_list(list(usual.signatories)), "proposers": proposers}
    form.update(answers_form(usual.offering.together, usual.offering.agree))
    for plan in reversed(plans):
        form.update(_offering_form(pen, plan.offering, "table.settlement"))
    return block_map(form)
