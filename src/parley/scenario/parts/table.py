"""The table: who may act when, and who must agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from parley.files import Place
from parley.scenario.parts.plans import SettlementForm
from parley.scenario.parts.tabling import TablingForm
from parley.scenario.quantities.amounts import read_quantity, read_terms, read_yes
from parley.scenario.quantities.pen import Pen, block_map, flow_list, flow_map, worth_map
from parley.scenario.quantities.stated import Quantity, Terms
from parley.scenario.quantities.units import POINTS, RATE
from parley.scenario.reading.diagnostics import Diagnostics, title_of
from parley.scenario.reading.form import Form, Name, PointsBySplit, RateTerms, YesNo


class AlternationForm(Form):
    """A fixed order in which parties have the floor."""

    alternate: list[str] = Field(description="the parties, in turn, the first in the first round")


FloorWords = Annotated[
    Annotated[AlternationForm, Tag("<alternation>")] | Annotated[dict[Name, RateTerms], Tag("<chances>")],
    Discriminator(
        lambda raw: "<alternation>" if isinstance(raw, dict) and "alternate" in raw else "<chances>"
    ),
]


class BreakOffForm(Form):
    """Who may break off or reopen talks, and at what cost."""

    by: list[str] = Field(description="the parties that may do it")
    cost: PointsBySplit = Field(default=None, description="points it costs whoever does it; default 0")
    consent: list[str] = Field(default=[], description="who must agree, in order; default nobody")


class TalksForm(Form):
    """A channel for offers, accords, bargains and transfers, which may be shut while the war goes on."""

    start: str = Field(default="open", description="open or broken_off at as_of; default open")
    break_off: BreakOffForm | None = Field(default=None, description="who may break off; default nobody")
    reopen: BreakOffForm | None = Field(default=None, description="who may reopen; default nobody")
    refusals: YesNo = Field(
        default=None, description="whether the refusal of a settlement breaks them off; default no"
    )


class TurnForm(Form):
    """One turn of a round: who may have the floor in it, and what can be done."""

    floor: FloorWords = Field(description="party -> chance per time of the floor, or {alternate: [...]}")
    acts: list[str] | None = Field(
        default=None, description="the kinds of act it is for, such as [gestures, levers]; default all"
    )
    holding: YesNo = Field(default=None, description="whether a party may hold; default yes")
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
    holding: YesNo = Field(default=None, description="whether a party with the floor may hold; default yes")
    tabling: TablingForm | None = Field(
        default=None, description="whose refused offers stick and lie on the table; default nobody's"
    )
    talks: TalksForm | None = Field(
        default=None, description="a channel that may be broken off while the war goes on; default it is open"
    )


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
    holding: bool = True


ACTS = (
    "plans",
    "accords",
    "leave",
    "conditions",
    "levers",
    "gestures",
    "transfers",
    "bargains",
    "statements",
    "talks",
    "quit",
)
"""The kinds of act that a turn may be for; holding is always possible."""
NO_FLOOR = Floor((), {})
TALKS = "talks"
TALKS_SETTINGS = ("open", "broken_off")


@dataclass(frozen=True)
class Channel:
    """Who may break off or reopen talks, at what cost and with whose consent."""

    by: tuple[str, ...]
    cost: Quantity
    consent: tuple[str, ...]


@dataclass(frozen=True)
class Talks:
    """A channel that may be broken off while the war goes on; `refusals` of a settlement may do it too."""

    start: str
    break_off: Channel
    reopen: Channel
    refusals: bool


def read_talks(diag: Diagnostics, form: TalksForm | None) -> Talks | None:
    """Read the channel of the talks; None where it is always open."""
    if form is None:
        return None
    place: Place = ("table", "talks")
    diag.resolve(form.start, TALKS_SETTINGS, (*place, "start"), "a state of talks", "unknown-setting")
    return Talks(
        form.start,
        _read_channel(diag, form.break_off, (*place, "break_off")),
        _read_channel(diag, form.reopen, (*place, "reopen")),
        read_yes(diag, form.refusals, (*place, "refusals")),
    )


def _read_channel(diag: Diagnostics, form: BreakOffForm | None, place: Place) -> Channel:
    if form is None:
        return Channel((), read_quantity(diag, None, (*place, "cost"), POINTS, 0.0), ())
    return Channel(
        diag.party_list(form.by, (*place, "by")),
        read_quantity(diag, form.cost, (*place, "cost"), POINTS, 0.0),
        diag.party_list(form.consent, (*place, "consent"), "signatory-unknown"),
    )


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
        holding = one.holding is None or read_yes(diag, one.holding, (*here, "holding"))
        acts = tuple(dict.fromkeys(one.acts or ()))
        turns[name] = Turn(name, one.name or title_of(name), floor, acts, holding)
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


def table_form(pen: Pen, floor: Floor, turns: Mapping[str, Turn], rest: Mapping[str, Any]) -> Any:
    """Write who may act when; the `rest` of the table is written already."""
    if not turns:
        return block_map({"floor": _floor_form(pen, floor, "table.floor"), **rest})
    return block_map(
        {"turns": block_map({name: _turn_form(pen, one) for name, one in turns.items()}), **rest}
    )


def talks_form(pen: Pen, talks: Talks) -> Any:
    """Write the channel of the talks."""
    form: dict[str, Any] = {"start": talks.start, "refusals": "yes" if talks.refusals else "no"}
    for key, channel in (("break_off", talks.break_off), ("reopen", talks.reopen)):
        if channel.by:
            stated = {"by": flow_list(list(channel.by)), "cost": pen.quantity(channel.cost)}
            form[key] = flow_map({**stated, "consent": flow_list(list(channel.consent))})
    return block_map(form)


def _turn_form(pen: Pen, turn: Turn) -> Any:
    form: dict[str, Any] = {"name": turn.name}
    form["floor"] = _floor_form(pen, turn.floor, f"table.turns.{turn.id}.floor")
    form["holding"] = "yes" if turn.holding else "no"
    if turn.acts:
        form["acts"] = flow_list(list(turn.acts))
    return block_map(form)


def _floor_form(pen: Pen, floor: Floor, path: str) -> Any:
    if floor.alternate:
        return flow_map({"alternate": flow_list(list(floor.alternate))})
    return worth_map(pen, floor.chances, path)
