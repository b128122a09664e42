"""What a party hides: its dispositions, their weights to the analyst, and what others believe of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from parley.files import Place
from parley.scenario.quantities.amounts import default_number, read_number
from parley.scenario.quantities.pen import Pen, block_map, flow_map
from parley.scenario.quantities.stated import Number
from parley.scenario.quantities.units import CHANCE
from parley.scenario.reading.diagnostics import Diagnostics, title_of
from parley.scenario.reading.form import Chance, Form, Name


class DispositionForm(Form):
    """A hidden kind of a party."""

    weight: Chance = Field(description="the analyst's own chance that the party is of this kind")
    name: str | None = Field(default=None, description="what readers call it; default from its id")


class UnknownForm(Form):
    """A fact nobody knows, which parties may believe differently and learn from the fighting."""

    name: str | None = Field(default=None, description="what readers call it; default from its id")
    kinds: dict[Name, DispositionForm] = Field(description="what it may be, each with the analyst's weight")


@dataclass(frozen=True)
class Disposition:
    """A hidden kind of a party; `weight` is the analyst's own prior probability of it."""

    id: str
    name: str
    weight: Number


@dataclass(frozen=True)
class Unknown:
    """A fact nobody knows: what it may be, with the analyst's own weights."""

    id: str
    name: str
    kinds: tuple[Disposition, ...]


@dataclass(frozen=True)
class Side:
    """A hidden side: a party's disposition, or an unknown (then `party` is empty).

    `in_sentence` is its name inside a sentence: a party's with its article, an unknown's in quotation marks.
    """

    id: str
    name: str
    party: str
    kinds: tuple[Disposition, ...]
    in_sentence: str
    plural: bool = False


SUM_TOLERANCE = 1e-6


def read_dispositions(
    diag: Diagnostics, forms: Mapping[str, DispositionForm], place: Place
) -> tuple[Disposition, ...]:
    """Read the hidden kinds of a party and the analyst's weights, which must sum to 1."""
    dispositions = tuple(
        Disposition(
            name,
            one.name or title_of(name),
            read_number(diag, one.weight, (*place, name, "weight"), CHANCE),
        )
        for name, one in forms.items()
    )
    _check_sum(diag, [one.weight for one in dispositions], place, "weights")
    return dispositions


def _check_sum(diag: Diagnostics, numbers: list[Number], place: Place, what: str) -> None:
    total = sum(number.value for number in numbers)
    if numbers and abs(total - 1) > SUM_TOLERANCE:
        diag.fault(place, "weights-sum", f"{what} that sum to 100 %", f"{100 * total:g} %", at_key=True)


def read_unknown(diag: Diagnostics, name: str, form: UnknownForm, place: Place) -> Unknown:
    """Read a fact nobody knows."""
    return Unknown(name, form.name or title_of(name), read_dispositions(diag, form.kinds, (*place, "kinds")))


def read_beliefs(
    diag: Diagnostics,
    beliefs: Mapping[str, Mapping[str, object]],
    place: Place,
    sides: Mapping[str, tuple[Disposition, ...]],
) -> dict[str, dict[str, Number]]:
    """Read what a party believes of every hidden side but itself; nothing stated is the analyst's weights."""
    here, own = (*place, "beliefs"), str(place[1])
    others = {side: kinds for side, kinds in sides.items() if side != own}
    for side in beliefs:
        if side == own and own in sides:
            expected = "beliefs about others: a party knows its own disposition"
            diag.fault(here, "belief-misplaced", expected, "beliefs of the hidden party itself", at_key=True)
        elif not others:
            expected = "beliefs of an open party about the hidden one"
            diag.fault(here, "belief-misplaced", expected, "no party with dispositions", at_key=True)
        else:
            diag.resolve(side, others, (*here, side), "a party with dispositions, or an unknown", at_key=True)
    return {
        side: _beliefs_about(diag, beliefs.get(side, {}), (*here, side), kinds)
        for side, kinds in others.items()
    }


def _beliefs_about(
    diag: Diagnostics, stated: Mapping[str, object], place: Place, kinds: tuple[Disposition, ...]
) -> dict[str, Number]:
    for word in stated:
        diag.resolve(word, [one.id for one in kinds], (*place, word), "a disposition", at_key=True)
    read = {
        one.id: read_number(diag, stated[one.id], (*place, one.id), CHANCE)
        for one in kinds
        if one.id in stated
    }
    absent = [one for one in kinds if one.id not in read]
    if not read:
        return {one.id: default_number(one.weight.value, (*place, one.id), CHANCE, diag) for one in kinds}
    if len(absent) == 1:
        rest = 1 - sum(number.value for number in read.values())
        read[absent[0].id] = default_number(rest, (*place, absent[0].id), CHANCE, diag)
        if rest < 0:
            got = f"{100 * (1 - rest):g} %"
            diag.fault(place, "weights-sum", "chances that sum to at most 100 %", got, at_key=True)
    else:
        _check_sum(diag, list(read.values()), place, "chances")
    return {one.id: read.get(one.id, one.weight) for one in kinds}


def kinds_form(pen: Pen, kinds: tuple[Disposition, ...]) -> Any:
    """Write dispositions, or the kinds of an unknown."""
    return block_map(
        {one.id: flow_map({"weight": pen.number(one.weight), "name": one.name}) for one in kinds}
    )


def unknown_form(pen: Pen, unknown: Unknown) -> Any:
    """Write a fact nobody knows."""
    return block_map({"name": unknown.name, "kinds": kinds_form(pen, unknown.kinds)})
