"""Events: public states that change by chance or on a date, such as an election or a change of leader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import Field

from parley.files import Place
from parley.scenario.quantities.amounts import read_day, read_number, read_terms
from parley.scenario.quantities.pen import Pen, block_map, flow_list
from parley.scenario.quantities.stated import Number, Terms
from parley.scenario.quantities.units import CHANCE, RATE
from parley.scenario.reading.diagnostics import Diagnostics, title_of
from parley.scenario.reading.form import Day, Form, Name
from parley.scenario.reading.saying import described


class BecomesForm(Form):
    """How an event comes to a state: at a rate, or on a day."""

    chance: Any = Field(
        default=None,
        description="chance per time, a sum; with `on` the chance on that day, default the rest",
    )
    on: Day = Field(default=None, description="the day it comes to this; default any day, by chance")
    after: list[str] | None = Field(default=None, description="the states it comes from; default any other")


class EventForm(Form):
    """Something that happens, by chance or on a date, and that everybody sees."""

    name: str | None = Field(default=None, description="what readers call it; default from its id")
    states: list[Name] = Field(description="the states it can be in, two or more")
    start: str | None = Field(default=None, description="the state at as_of; default the first")
    becomes: dict[Name, BecomesForm] = Field(description="state -> how the event comes to it")


@dataclass(frozen=True)
class Becoming:
    """How an event comes to a state from those it may come `after`: at a `rate`, or `on` a day.

    The `chance` of a day is None where it is what the other states of that day leave.
    """

    state: str
    after: tuple[str, ...]
    rate: Terms | None = None
    on: date | None = None
    chance: Number | None = None


@dataclass(frozen=True)
class Event:
    """A public state of the world that no party moves."""

    id: str
    name: str
    states: tuple[str, ...]
    start: str
    becomes: tuple[Becoming, ...]


def read_event(diag: Diagnostics, name: str, form: EventForm, place: Place) -> Event:
    """Read an event: its states, and how it comes to each."""
    for index, word in enumerate(form.states):
        if word in form.states[:index]:
            diag.fault((*place, "states", index), "duplicate-name", "each state once", described(word))
    if len(form.states) < 2:
        diag.fault((*place, "states"), "out-of-range", "two states or more", str(len(form.states)))
    states = tuple(dict.fromkeys(form.states)) or ("",)
    start = states[0] if form.start is None else form.start
    diag.resolve(start, states, (*place, "start"), f"a state of {name}", "unknown-setting")
    becomes = tuple(
        _read_becoming(diag, (name, states), state, one, (*place, "becomes", state))
        for state, one in form.becomes.items()
    )
    if not becomes:
        diag.fault((*place, "becomes"), "missing-key", "at least one state it comes to", "none", at_key=True)
    _check_days(diag, becomes, (*place, "becomes"))
    return Event(name, form.name or title_of(name), states, start, becomes)


def _read_becoming(
    diag: Diagnostics, event: tuple[str, tuple[str, ...]], state: str, form: BecomesForm, place: Place
) -> Becoming:
    name, states = event
    diag.resolve(state, states, place, f"a state of {name}", "unknown-setting", at_key=True)
    if form.after is None:
        after = tuple(one for one in states if one != state)
    else:
        after = tuple(
            diag.resolve(word, states, (*place, "after", index), f"a state of {name}", "unknown-setting")
            for index, word in enumerate(form.after)
        )
    if form.on is None:
        if form.chance is None:
            expected = "the key 'chance', a chance per time, or 'on', a day"
            diag.fault(place, "missing-key", expected, "neither", at_key=True)
        return Becoming(state, after, rate=read_terms(diag, form.chance, (*place, "chance"), RATE))
    on = read_day(diag, form.on, (*place, "on"))
    if on is not None and diag.clock.as_of is not None and on <= diag.clock.as_of:
        expected = f"a day after as_of, {diag.clock.as_of}"
        diag.fault((*place, "on"), "date-before-as-of", expected, str(on), "state where it stands as `start`")
    chance = None if form.chance is None else read_number(diag, form.chance, (*place, "chance"), CHANCE)
    return Becoming(state, after, on=on, chance=chance)


def _check_days(diag: Diagnostics, becomes: tuple[Becoming, ...], place: Place) -> None:
    """On each day the chances from a state are at most 1, and at most one is what the others leave."""
    for on in dict.fromkeys(one.on for one in becomes if one.on):
        for before in dict.fromkeys(word for one in becomes if one.on == on for word in one.after):
            there = [one for one in becomes if one.on == on and before in one.after]
            total = sum(one.chance.value for one in there if one.chance)
            if total > 1 + 1e-9:
                got = f"{100 * total:g} % on {on}, after {before}"
                diag.fault(place, "weights-sum", "chances that sum to at most 100 %", got, at_key=True)
            if sum(one.chance is None for one in there) > 1:
                got = " and ".join(one.state for one in there if one.chance is None) + f" without one on {on}"
                expected = "a chance for all states of a day but one"
                diag.fault(place, "missing-key", expected, got, at_key=True)


def event_form(pen: Pen, event: Event) -> Any:
    """Write an event."""
    path = f"events.{event.id}.becomes"
    return block_map(
        {
            "name": event.name,
            "states": flow_list(list(event.states)),
            "start": event.start,
            "becomes": block_map(
                {one.state: _becoming_form(pen, one, f"{path}.{one.state}") for one in event.becomes}
            ),
        }
    )


def _becoming_form(pen: Pen, one: Becoming, path: str) -> Any:
    form: dict[str, Any] = {}
    if one.rate is not None:
        form["chance"] = pen.terms(one.rate, f"{path}.chance")
    if one.chance is not None:
        form["chance"] = pen.number(one.chance)
    if one.on is not None:
        form["on"] = one.on
    form["after"] = flow_list(list(one.after))
    return block_map(form)
