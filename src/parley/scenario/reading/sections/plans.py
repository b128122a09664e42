"""Read plans: the packages somebody has named, or all of them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass

from parley.files import Place
from parley.scenario.forms.ground import PlanForm
from parley.scenario.forms.scenario import SettlementForm
from parley.scenario.parts import Issue, Plan
from parley.scenario.reading.desk import Desk, title_of

MOST_PLANS = 2000
RESERVATION = "reservation"
Offered = Mapping[str, tuple[str, ...] | None]


@dataclass(frozen=True)
class Settlement:
    """Who signs in which order, and for each proposer the plans it may offer (None: all)."""

    signatories: tuple[str, ...]
    offered: Offered

    def proposers_of(self, plan: str) -> tuple[str, ...]:
        """Return who may offer a plan, in the order stated."""
        return tuple(party for party, plans in self.offered.items() if plans is None or plan in plans)


def read_settlement(desk: Desk, form: SettlementForm, place: Place) -> Settlement:
    """Read who must agree to a settlement and who may offer one; plan names are resolved later."""
    signatories = desk.party_list(form.signatories, (*place, "signatories"), "signatory-unknown")
    if not signatories:
        desk.fault((*place, "signatories"), "missing-key", "at least one signatory", "none")
    here = (*place, "proposers")
    if form.proposers is None:
        return Settlement(signatories, dict.fromkeys(signatories))
    if isinstance(form.proposers, list):
        return Settlement(signatories, dict.fromkeys(desk.party_list(form.proposers, here)))
    offered: dict[str, tuple[str, ...] | None] = {}
    for party in desk.by_party(form.proposers, here):
        plans = form.proposers[party]
        offered[party] = None if isinstance(plans, str) else tuple(plans)
    return Settlement(signatories, offered)


def check_offered(desk: Desk, settlement: Settlement, place: Place) -> None:
    """Report plans a proposer may offer that nobody has named."""
    for party, plans in settlement.offered.items():
        for index, plan in enumerate(plans or ()):
            desk.resolve(plan, desk.names.plans, (*place, "proposers", party, index), "a plan")


def read_plans(
    desk: Desk, forms: str | Mapping[str, object], issues: Mapping[str, Issue], settlement: Settlement
) -> dict[str, Plan]:
    """Read the named plans, or make one of every package; a pie's reservation offer comes last."""
    if isinstance(forms, str):
        plans = _all_packages(desk, issues, settlement)
    else:
        plans = {name: _plan(desk, name, form, issues, settlement) for name, form in forms.items()}
        if not plans:
            desk.fault(("plans",), "missing-key", "at least one plan, or `all`", "none", at_key=True)
    reserving = [issue.id for issue in issues.values() if issue.reservation]
    if reserving:
        _check_reservation(desk, reserving[0], issues, plans)
        signatories, proposers = settlement.signatories, settlement.proposers_of(RESERVATION)
        plans[RESERVATION] = Plan(
            RESERVATION, "Reservation offer", {}, signatories, proposers, reservation=True
        )
    return plans


def _all_packages(desk: Desk, issues: Mapping[str, Issue], settlement: Settlement) -> dict[str, Plan]:
    count = math.prod(len(issue.options) for issue in issues.values())
    if count > MOST_PLANS:
        expected = f"at most {MOST_PLANS} packages"
        got = f"{count:,}: " + " x ".join(f"{len(issue.options)} {issue.id}" for issue in issues.values())
        desk.fault(("plans",), "too-many-plans", expected, got, "name the plans that matter under `plans`")
        return {}
    plans: dict[str, Plan] = {}
    for options in itertools.product(*(issue.options for issue in issues.values())):
        name = "+".join(option.id for option in options)
        title = ", ".join(option.name for option in options)
        terms = {issue: option.id for issue, option in zip(issues, options, strict=True)}
        plans[name] = Plan(name, title, terms, settlement.signatories, settlement.proposers_of(name))
    return plans


def _plan(desk: Desk, name: str, form: object, issues: Mapping[str, Issue], settlement: Settlement) -> Plan:
    place: Place = ("plans", name)
    if not isinstance(form, PlanForm):
        terms = _terms(desk, form if isinstance(form, dict) else {}, issues, place)
        return Plan(name, title_of(name), terms, settlement.signatories, settlement.proposers_of(name))
    terms = _terms(desk, form.terms, issues, (*place, "terms"))
    signatories, proposers = settlement.signatories, settlement.proposers_of(name)
    if form.signatories is not None:
        signatories = desk.party_list(form.signatories, (*place, "signatories"), "signatory-unknown")
    if form.proposers is not None:
        proposers = desk.party_list(form.proposers, (*place, "proposers"))
    return Plan(name, form.name or title_of(name), terms, signatories, proposers, note=form.note)


def _terms(desk: Desk, raw: Mapping[str, str], issues: Mapping[str, Issue], place: Place) -> dict[str, str]:
    """Read one option for every issue, in the order of the issues."""
    for issue, option in raw.items():
        here = (*place, issue)
        desk.resolve(issue, desk.names.options, here, "an issue", at_key=True)
        if issue in issues:
            desk.resolve(
                option, desk.names.options.get(issue), here, f"an option of {issue}", "unknown-option"
            )
    absent = [issue for issue in desk.names.options if issue not in raw]
    if absent:
        expected = "one option for each issue: " + ", ".join(desk.names.options)
        desk.fault(place, "plan-incomplete", expected, "nothing on " + ", ".join(absent), at_key=True)
    return {issue: raw[issue] for issue in issues if issue in raw}


def _check_reservation(
    desk: Desk, issue: str, issues: Mapping[str, Issue], plans: Mapping[str, Plan]
) -> None:
    place: Place = ("issues", issue, "reservation")
    parties = desk.names.parties or ()
    if len(issues) > 1 or len(parties) != 2 or desk.names.hidden:
        expected = "a reservation offer only where one pie is the only issue, between two open parties"
        got = f"{len(issues)} issues, {len(parties)} parties" + (", one hidden" if desk.names.hidden else "")
        desk.fault(place, "reservation-misplaced", expected, got, "say `reservation: no`")
    if RESERVATION in plans:
        expected = f"a plan name other than '{RESERVATION}'"
        desk.fault(("plans", RESERVATION), "duplicate-name", expected, f"'{RESERVATION}'", at_key=True)
