"""Read parties: patience, precision, dispositions, beliefs, values, bonus, losses and flow."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from parley.files import Place, dotted
from parley.scenario.forms.parties import AnyDealForm, PartyForm, PatienceForm
from parley.scenario.parts import AnyDeal, Disposition, Issue, Party, Patience
from parley.scenario.quantities import Number, Quantity
from parley.scenario.reading.desk import Desk, title_of
from parley.scenario.reading.numbers.amounts import (
    default_number,
    read_duration,
    read_number,
    read_quantity,
    read_terms,
)
from parley.scenario.reading.numbers.units import (
    CHANCE,
    DAYS,
    DURATION,
    FACTOR,
    FLOW,
    POINTS,
    PRECISION,
    TIMES,
)

DEFAULT_PRECISION = 0.5
SUM_TOLERANCE = 1e-6


def read_parties(desk: Desk, forms: Mapping[str, PartyForm], issues: Mapping[str, Issue]) -> dict[str, Party]:
    """Read every party; the hidden one first, because the others' beliefs default to its weights."""
    hidden = desk.names.hidden
    dispositions: tuple[Disposition, ...] = ()
    if hidden is not None and hidden in forms:
        dispositions = _dispositions(desk, forms[hidden], ("parties", hidden, "dispositions"))
    if not forms:
        desk.fault(("parties",), "missing-key", "at least one party", "none", at_key=True)
    return {name: _party(desk, name, form, dispositions, issues) for name, form in forms.items()}


def _party(
    desk: Desk,
    name: str,
    form: PartyForm,
    dispositions: tuple[Disposition, ...],
    issues: Mapping[str, Issue],
) -> Party:
    place: Place = ("parties", name)
    hidden = name == desk.names.hidden
    for issue, option in form.reference.items():
        here = (*place, "reference", issue)
        desk.resolve(issue, desk.names.options, here, "an issue", at_key=True)
        desk.resolve(option, desk.names.options.get(issue), here, f"an option of {issue}", "unknown-option")
    return Party(
        id=name,
        name=form.name or title_of(name),
        patience=_patience(desk, form.patience, (*place, "patience")),
        precision=read_precision(desk, form.precision, (*place, "precision")),
        dispositions=dispositions if hidden else (),
        beliefs=_beliefs(desk, form, place, hidden, dispositions),
        values=_values(desk, name, form, issues, (*place, "values")),
        any_deal=_any_deal(desk, form.any_deal, (*place, "any_deal")),
        loss_aversion=read_number(desk, form.loss_aversion, (*place, "loss_aversion"), TIMES, 0.0),
        reference=dict(form.reference),
        flow=read_terms(desk, form.flow, (*place, "flow"), FLOW),
    )


def _patience(desk: Desk, form: str | PatienceForm, place: Place) -> Patience:
    """Read patience, stated in exactly one of three ways."""
    if not isinstance(form, PatienceForm):
        return Patience("unlimited", None)
    stated = {key: raw for key, raw in form.__dict__.items() if raw is not None}
    if len(stated) != 1:
        expected = "exactly one of half_life, yearly and per_round"
        desk.fault(place, "missing-key", expected, ", ".join(stated) or "none", at_key=True)
        return Patience("unlimited", None)
    [(kind, raw)] = stated.items()
    if kind == "half_life":
        return Patience(kind, read_number(desk, raw, (*place, kind), DURATION))
    number = read_number(desk, raw, (*place, kind), FACTOR)
    per_days = DAYS["year"] if kind == "yearly" else desk.clock.round_days
    return Patience(kind, replace(number, per_days=per_days))


def read_precision(desk: Desk, raw: object, place: Place) -> Number | None:
    """Read a precision; None is perfect."""
    if raw == "perfect":
        return None
    return read_number(desk, raw, place, PRECISION, DEFAULT_PRECISION)


def _dispositions(desk: Desk, form: PartyForm, place: Place) -> tuple[Disposition, ...]:
    """Read the hidden kinds of a party and the analyst's weights, which must sum to 1."""
    dispositions = tuple(
        Disposition(
            name,
            one.name or title_of(name),
            read_number(desk, one.weight, (*place, name, "weight"), CHANCE),
        )
        for name, one in form.dispositions.items()
    )
    _check_sum(desk, [one.weight for one in dispositions], place, "weights")
    return dispositions


def _check_sum(desk: Desk, numbers: list[Number], place: Place, what: str) -> None:
    total = sum(number.value for number in numbers)
    if numbers and abs(total - 1) > SUM_TOLERANCE:
        desk.fault(place, "weights-sum", f"{what} that sum to 100 %", f"{100 * total:g} %", at_key=True)


def _beliefs(
    desk: Desk, form: PartyForm, place: Place, hidden: bool, dispositions: tuple[Disposition, ...]
) -> dict[str, Number]:
    """Read what an open party believes of the hidden one; nothing stated is the analyst's weights."""
    here = (*place, "beliefs")
    about = desk.names.hidden
    for party in form.beliefs:
        if hidden or about is None:
            got = "beliefs of the hidden party itself" if hidden else "no party with dispositions"
            desk.fault(
                here, "belief-misplaced", "beliefs of an open party about the hidden one", got, at_key=True
            )
        else:
            desk.resolve(party, [about], (*here, party), "the party with dispositions", at_key=True)
    if hidden or about is None:
        return {}
    stated = form.beliefs.get(about, {})
    place = (*here, about)
    for word in stated:
        desk.resolve(word, desk.names.dispositions, (*place, word), "a disposition", at_key=True)
    read = {
        one.id: read_number(desk, stated[one.id], (*place, one.id), CHANCE)
        for one in dispositions
        if one.id in stated
    }
    absent = [one for one in dispositions if one.id not in read]
    if not read:
        return {
            one.id: default_number(one.weight.value, (*place, one.id), CHANCE, desk) for one in dispositions
        }
    if len(absent) == 1:
        rest = 1 - sum(number.value for number in read.values())
        read[absent[0].id] = default_number(rest, (*place, absent[0].id), CHANCE, desk)
        if rest < 0:
            desk.fault(
                place,
                "weights-sum",
                "chances that sum to at most 100 %",
                f"{100 * (1 - rest):g} %",
                at_key=True,
            )
    else:
        _check_sum(desk, list(read.values()), place, "chances")
    return {one.id: read.get(one.id, one.weight) for one in dispositions}


def _values(
    desk: Desk, party: str, form: PartyForm, issues: Mapping[str, Issue], place: Place
) -> dict[str, dict[str, Quantity]]:
    """Read what each option is worth; an issue not named is worth 0, a pie what its share is."""
    for issue, options in form.values.items():
        here = (*place, issue)
        desk.resolve(issue, desk.names.options, here, "an issue", at_key=True)
        known = desk.names.options.get(issue)
        for option in options:
            desk.resolve(
                option, known, (*here, option), f"an option of {issue}", "unknown-option", at_key=True
            )
        absent = [option for option in known or () if option not in options]
        if absent:
            expected = f"points for each option of {issue}: " + ", ".join(known or ())
            desk.fault(here, "missing-key", expected, "nothing on " + ", ".join(absent), at_key=True)
    return {
        name: _issue_values(desk, party, form.values.get(name), issue, (*place, name))
        for name, issue in issues.items()
    }


def _issue_values(
    desk: Desk, party: str, stated: Mapping[str, object] | None, issue: Issue, place: Place
) -> dict[str, Quantity]:
    if stated is None and issue.split and party in issue.split:
        return _shares(party, issue)
    if stated is not None and issue.split and party in issue.split:
        expected = f"no values of {party} on a pie it splits (they are its share)"
        desk.fault(place, "unknown-key", expected, "values", "state the pie's worth instead", at_key=True)
    values: dict[str, Quantity] = {}
    for option in issue.options:
        raw = (stated or {}).get(option.id)
        if stated is not None and option.id in stated:
            values[option.id] = read_quantity(desk, raw, (*place, option.id), POINTS)
        else:
            values[option.id] = Quantity((default_number(0.0, (*place, option.id), POINTS, desk),))
    return values


def _shares(party: str, issue: Issue) -> dict[str, Quantity]:
    """Value a pie's divisions: the party's share of the worth stated at the issue."""
    first = bool(issue.split) and party == (issue.split or ("",))[0]
    whole = issue.worth
    path = dotted(("issues", issue.id, "worth"))
    values: dict[str, Quantity] = {}
    for option, share in zip(issue.options, issue.shares, strict=True):
        part = share if first else 1 - share
        worth = whole.value if whole else math.nan
        values[option.id] = Quantity((Number(worth * part, path, stated=bool(whole and whole.stated)),))
    return values


def _any_deal(desk: Desk, form: AnyDealForm | None, place: Place) -> AnyDeal | None:
    if form is None:
        return None
    bonus = read_quantity(desk, form.bonus, (*place, "bonus"), POINTS)
    return AnyDeal(bonus, read_duration(desk, form.half_life, (*place, "half_life")))
