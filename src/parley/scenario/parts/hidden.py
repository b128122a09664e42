"""What a party hides: its dispositions, their weights to the analyst, and what others believe of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import Field

from parley.files import Place
from parley.scenario.quantities.amounts import default_number, read_number
from parley.scenario.quantities.stated import Number
from parley.scenario.quantities.units import CHANCE
from parley.scenario.reading.diagnostics import Diagnostics, title_of
from parley.scenario.reading.form import Chance, Form


class DispositionForm(Form):
    """A hidden kind of a party."""

    weight: Chance = Field(description="the analyst's own chance that the party is of this kind")
    name: str | None = Field(default=None, description="what readers call it; default from its id")


@dataclass(frozen=True)
class Disposition:
    """A hidden kind of a party; `weight` is the analyst's own prior probability of it."""

    id: str
    name: str
    weight: Number


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


def read_beliefs(
    diag: Diagnostics,
    beliefs: Mapping[str, Mapping[str, object]],
    place: Place,
    hidden: bool,
    dispositions: tuple[Disposition, ...],
) -> dict[str, Number]:
    """Read what an open party believes of the hidden one; nothing stated is the analyst's weights."""
    here = (*place, "beliefs")
    about = diag.names.hidden
    for party in beliefs:
        if hidden or about is None:
            got = "beliefs of the hidden party itself" if hidden else "no party with dispositions"
            diag.fault(
                here, "belief-misplaced", "beliefs of an open party about the hidden one", got, at_key=True
            )
        else:
            diag.resolve(party, [about], (*here, party), "the party with dispositions", at_key=True)
    if hidden or about is None:
        return {}
    stated = beliefs.get(about, {})
    place = (*here, about)
    for word in stated:
        diag.resolve(word, diag.names.dispositions, (*place, word), "a disposition", at_key=True)
    read = {
        one.id: read_number(diag, stated[one.id], (*place, one.id), CHANCE)
        for one in dispositions
        if one.id in stated
    }
    absent = [one for one in dispositions if one.id not in read]
    if not read:
        return {
            one.id: default_number(one.weight.value, (*place, one.id), CHANCE, diag) for one in dispositions
        }
    if len(absent) == 1:
        rest = 1 - sum(number.value for number in read.values())
        read[absent[0].id] = default_number(rest, (*place, absent[0].id), CHANCE, diag)
        if rest < 0:
            diag.fault(
                place,
                "weights-sum",
                "chances that sum to at most 100 %",
                f"{100 * (1 - rest):g} %",
                at_key=True,
            )
    else:
        _check_sum(diag, list(read.values()), place, "chances")
    return {one.id: read.get(one.id, one.weight) for one in dispositions}
