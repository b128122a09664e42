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
from parley.scenario.reading.diagnostics import Diagnostics, title_of
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


class TurnForm(Form):
    """One turn of a round: who may have the floor in it, and what can be done."""

    floor: FloorWords = Field(description="party -> chance per time of the floor, or {alternate: [...]}")
    acts: list[str] | None = Field(
        default=None, description="the kinds of act it is for, such as [gestures, levers]; default all"
    )
    name: str | None = Field(default=None, description="what readers call it; default from its id")


class TableForm(Form):
    """Who may speak and who must agree."""

    floor: FloorWords | None = Field(
        default=None, description="party -> chance per time of the floor, or {alternate: [...]}; or turns"
    )
    turns: dict[Name, TurnForm] = Field(
        default={},
        description="the turns of a round in order, each with a floor of its own, instead of one floor",
    )
    settlement: SettlementForm = Field(description="who must agree to a settlement, and who may offer one")


@dataclass(frozen=True)
class Floor:
    """Who may act in a round: a fixed alternation, or chances per round (terms, by party)."""

    alternate: tuple[str, ...]
    chances: Mapping[str, Terms]


@dataclass(frozen=True)
class Turn:
    """One turn of a round: who may have the floor in it, and the kinds of act it is for (none named: all)."""

    id: str
    name: str
    floor: Floor
    acts: tuple[str, ...]


ACTS = ("plans", "accords", "leave", "conditions", "levers", "gestures", "transfers", "bargains")
"""The kinds of act that a turn may be for; holding is always possible."""
NO_FLOOR = Floor((), {})


def read_turns(diag: Diagnostics, form: TableForm) -> dict[str, Turn]:
    """Read the turns of a round; none stated is one turn with everything in it."""
    place: Place = ("table", "turns")
    if form.turns and form.floor is not None:
        diag.fault(("table", "floor"), "unknown-key", "either 'floor' or 'turns'", "both", at_key=True)
    if not form.turns and form.floor is None and not diag.is_broken(("table", "floor")):
        expected = "the key 'floor': party -> chance per time of the floor, or {alternate: [...]}; or 'turns'"
        diag.fault(("table",), "missing-key", expected, "nothing", at_key=True)
    turns: dict[str, Turn] = {}
    for name, one in form.turns.items():
        here = (*place, name)
        for index, word in enumerate(one.acts or ()):
            diag.resolve(word, ACTS, (*here, "acts", index), "a kind of act")
        floor = read_floor(diag, one.floor, (*here, "floor"))
        turns[name] = Turn(name, one.name or title_of(name), floor, tuple(dict.fromkeys(one.acts or ())))
    return turns


def read_floor(
    diag: Diagnostics, form: AlternationForm | Mapping[str, object], place: Place = ("table", "floor")
) -> Floor:
    """Read who may act: a fixed alternation or chances; a party not named never has the floor."""
    if isinstance(form, AlternationForm):
        for index, word in enumerate(form.alternate):
            diag.party(word, (*place, "alternate", index))
        if not form.alternate:
            diag.fault((*place, "alternate"), "missing-key", "at least one party", "none")
        return Floor(tuple(form.alternate), {})
    if not form:
        diag.fault(place, "missing-key", "at least one party with a chance of the floor", "none", at_key=True)
    chances: dict[str, Terms] = {}
    for party in diag.by_party(form, place):
        chances[party] = read_terms(diag, form[party], (*place, party), RATE)
        for term in chances[party]:
            if len(term.amount.numbers) > 1:
                expected = "one chance: who has the floor does not depend on a disposition"
                diag.fault((*place, party), "split-misplaced", expected, "one for each disposition")
    return Floor((), chances)


def table_form(pen: Pen, table: Floor, turns: Mapping[str, Turn], settlement: Any) -> Any:
    """Write who may act when and who must agree; `settlement` is written already."""
    if not turns:
        return block_map({"floor": _floor_form(pen, table, "table.floor"), "settlement": settlement})
    return block_map(
        {
            "turns": block_map({name: _turn_form(pen, turn) for name, turn in turns.items()}),
            "settlement": settlement,
        }
    )


def _turn_form(pen: Pen, turn: Turn) -> Any:
    form: dict[str, Any] = {"name": turn.name}
    form["floor"] = _floor_form(pen, turn.floor, f"table.turns.{turn.id}.floor")
    if turn.acts:
        form["acts"] = flow_list(list(turn.acts))
    return block_map(form)


def _floor_form(pen: Pen, floor: Floor, path: str) -> Any:
    if floor.alternate:
        return flow_map({"alternate": flow_list(list(floor.alternate))})
    return worth_map(pen, floor.chances, path)
