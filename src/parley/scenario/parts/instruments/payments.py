"""Gestures and transfers: acts that pay somebody at once and leave the posture as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import Field

from parley.files import Place
from parley.scenario.quantities.amounts import read_quantity
from parley.scenario.quantities.pen import Pen, block_map, defaulted, flow_list, numbers_map, with_when
from parley.scenario.quantities.stated import Number, Quantity, When
from parley.scenario.quantities.units import POINTS
from parley.scenario.quantities.when import read_when
from parley.scenario.reading.diagnostics import Diagnostics, title_of
from parley.scenario.reading.form import Form, Name, PointsBySplit, WhenWords
from parley.scenario.reading.saying import described


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


@dataclass(frozen=True)
class Gesture:
    """A goodwill act with no effect on the posture; `worth` is what it is worth, at once, to those named."""

    id: str
    name: str
    by: str
    worth: Mapping[str, Quantity]
    when: When = field(default_factory=When)


@dataclass(frozen=True)
class Transfer:
    """A payment for one round that ends nothing; `worth` is paid at once if all signatories accept."""

    id: str
    name: str
    by: str
    signatories: tuple[str, ...]
    worth: Mapping[str, Quantity]
    when: When = field(default_factory=When)


FAMILY_STEPS = 10
MOST_STEPS = 1000


def read_gesture(diag: Diagnostics, name: str, form: GestureForm, place: Place) -> Gesture:
    """Read a goodwill act; what it costs its maker is a negative worth to it."""
    diag.party(form.by, (*place, "by"))
    worth: dict[str, Quantity] = {}
    cost = read_quantity(diag, form.cost, (*place, "cost"), POINTS, 0.0)
    worth[form.by] = replace(cost, numbers=tuple(negated(number) for number in cost.numbers))
    for party in diag.by_party(form.worth, (*place, "worth")):
        here = (*place, "worth", party)
        if party == form.by:
            expected = "worth to parties other than its maker"
            diag.fault(here, "duplicate-name", expected, described(party), "state it as `cost`", at_key=True)
            continue
        worth[party] = read_quantity(diag, form.worth[party], here, POINTS)
    return Gesture(
        name, form.name or title_of(name), form.by, worth, read_when(diag, form.when, (*place, "when"))
    )


def negated(number: Number) -> Number:
    """Turn a cost into a worth: the sign and the range are turned round."""
    low, high = number.low, number.high
    return replace(
        number,
        value=0.0 - number.value,
        low=None if high is None else 0.0 - high,
        high=None if low is None else 0.0 - low,
    )


def read_transfers(diag: Diagnostics, forms: Mapping[str, TransferForm]) -> dict[str, Transfer]:
    """Read payments for one round; a family becomes one transfer for each share on offer."""
    transfers: dict[str, Transfer] = {}
    for name, form in forms.items():
        for transfer in _read_transfer(diag, name, form, ("transfers", name)):
            if transfer.id in transfers:
                expected = "a name no other transfer has"
                diag.fault(("transfers", name), "duplicate-name", expected, f"'{transfer.id}'", at_key=True)
            transfers[transfer.id] = transfer
    return transfers


def _read_transfer(diag: Diagnostics, name: str, form: TransferForm, place: Place) -> list[Transfer]:
    diag.party(form.by, (*place, "by"))
    signatories = diag.party_list(form.signatories, (*place, "signatories"), "signatory-unknown")
    when = read_when(diag, form.when, (*place, "when"))
    title = form.name or title_of(name)
    here = (*place, "worth")
    if form.split is None:
        raw = form.worth if isinstance(form.worth, dict) else {}
        if not raw:
            diag.fault(here, "wrong-type", "party -> points", described(form.worth))
        worth = {
            party: read_quantity(diag, raw[party], (*here, party), POINTS)
            for party in diag.by_party(raw, here)
        }
        return [Transfer(name, title, form.by, signatories, worth, when)]
    pair = diag.party_list(form.split, (*place, "split"))
    steps = FAMILY_STEPS if form.steps is None else form.steps
    if len(pair) != 2:
        diag.fault((*place, "split"), "wrong-type", "two parties", str(len(form.split)))
        return []
    if not 1 <= steps <= MOST_STEPS:
        diag.fault((*place, "steps"), "out-of-range", f"1 to {MOST_STEPS} steps", str(steps))
        return []
    whole = read_quantity(diag, form.worth, here, POINTS, 1.0)
    return [
        Transfer(
            f"{name}_{100 * step / steps:.6g}",
            f"{title} {100 * step / steps:.6g} %",
            form.by,
            signatories,
            {pair[0]: _part(whole, step / steps), pair[1]: _part(whole, 1 - step / steps)},
            when,
        )
        for step in range(steps + 1)
    ]


def _part(whole: Quantity, share: float) -> Quantity:
    return replace(whole, numbers=tuple(scaled(number, share) for number in whole.numbers))


def scaled(number: Number, share: float) -> Number:
    """Return a share of a number, its range with it."""
    ends = [None if end is None else end * share for end in (number.low, number.high)]
    return replace(number, value=number.value * share, low=ends[0], high=ends[1])


def gesture_form(pen: Pen, gesture: Gesture) -> Any:
    """Write a gesture; the worth to its maker is stated as its cost."""
    own = gesture.worth[gesture.by]
    cost = replace(own, numbers=tuple(negated(number) for number in own.numbers))
    others = {party: one for party, one in gesture.worth.items() if party != gesture.by}
    form: dict[str, Any] = {"name": gesture.name, "by": gesture.by, "cost": pen.quantity(cost)}
    form["worth"] = numbers_map(pen, others)
    return block_map(with_when(form, gesture.when), defaulted({"cost": cost}))


def transfer_forms(pen: Pen, transfers: Mapping[str, Transfer]) -> dict[str, Any]:
    """Write transfers; those of one family become the family again."""
    families: dict[str, list[Transfer]] = {}
    for transfer in transfers.values():
        path = next(iter(transfer.worth.values())).numbers[0].path
        families.setdefault(path.split(".")[1], []).append(transfer)
    return {name: _transfer_form(pen, name, members) for name, members in families.items()}


def _transfer_form(pen: Pen, name: str, members: list[Transfer]) -> Any:
    first = members[0]
    form: dict[str, Any] = {
        "name": first.name,
        "by": first.by,
        "signatories": flow_list(list(first.signatories)),
    }
    if first.id == name:
        form["worth"] = numbers_map(pen, first.worth)
    else:
        # The first member gives nothing to the first party and so the whole to the second.
        whole = list(first.worth.values())[1]
        form["name"] = first.name.removesuffix(" 0 %")
        form["split"] = flow_list(list(first.worth))
        form["steps"] = len(members) - 1
        form["worth"] = pen.quantity(whole)
    return block_map(with_when(form, first.when))
