"""The table: who may act when, and who must agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from parley.files import Place
from parley.scenario.parts.plans import SettlementForm
from parley.scenario.quantities.amounts import read_terms
from parley.scenario.quantities.pen import Pen, block_map, flow_list, flow_map, worth_map
from parley.scenario.quantities.stated import Terms
from parley.scenario.quantities.units import RATE
from parley.scenario.reading.diagnostics import Diagnostics
from parley.scenario.reading.form import Form, Name, RateTerms


class AlternationForm(Form):
    """A fixed order in which parties have the floor."""

    alternate: list[str] = Field(description="the parties, in turn, the first in the first round")


FloorWords = Annotated[
    Annotated[AlternationForm, Tag("<alternation>")] | Annotated[dict[Name, RateTerms], Tag("<chances>")],
    Discriminator(
        lambda raw: "<alternation>" if isinstance(raw, dict) and "alternate" in raw else "<chances>"
    ),
]


class TableForm(Form):
    """Who may speak and who must agree."""

    floor: FloorWords = Field(description="party -> chance per time of the floor, or {alternate: [...]}")
    settlement: SettlementForm = Field(description="who must agree to a settlement, and who may offer one")


@dataclass(frozen=True)
class Floor:
    """Who may act in a round: a fixed alternation, or chances per round (terms, by party)."""

    alternate: tuple[str, ...]
    chances: Mapping[str, Terms]


def read_floor(diag: Diagnostics, form: TableForm) -> Floor:
    """Read who may act: a fixed alternation or chances; a party not named never has the floor."""
    place: Place = ("table", "floor")
    if isinstance(form.floor, AlternationForm):
        for index, word in enumerate(form.floor.alternate):
            diag.party(word, (*place, "alternate", index))
        if not form.floor.alternate:
            diag.fault((*place, "alternate"), "missing-key", "at least one party", "none")
        return Floor(tuple(form.floor.alternate), {})
    if not form.floor:
        diag.fault(place, "missing-key", "at least one party with a chance of the floor", "none", at_key=True)
    chances: dict[str, Terms] = {}
    for party in diag.by_party(form.floor, place):
        chances[party] = read_terms(diag, form.floor[party], (*place, party), RATE)
        for term in chances[party]:
            if len(term.amount.numbers) > 1:
                expected = "one chance: who has the floor does not depend on a disposition"
                diag.fault((*place, party), "split-misplaced", expected, "one for each disposition")
    return Floor((), chances)


def table_form(pen: Pen, table: Floor, settlement: Any) -> Any:
    """Write who may act when and who must agree; `settlement` is written already."""
    if table.alternate:
        floor: Any = flow_map({"alternate": flow_list(list(table.alternate))})
    else:
        floor = worth_map(pen, table.chances, "table.floor")
    return block_map({"floor": floor, "settlement": settlement})
