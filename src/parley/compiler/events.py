"""How events move: at a rate, or on a day."""

from __future__ import annotations

from datetime import date

import numpy as np

from parley.compiler.calendar import date_of
from parley.compiler.ground import Ground, paths_of
from parley.game import Floats, Ints
from parley.scenario.parts import Becoming, Event, Scenario


def event_rounds(scenario: Scenario) -> frozenset[int]:
    """The rounds in which an event, a statement or a tabled plan has its day: they move as no others do."""
    days = {one.on for event in scenario.events.values() for one in event.becomes}
    days |= {statement.until for statement in scenario.statements.values()}
    if scenario.tabling is not None:
        days |= {plan.ends for plan in scenario.plans.values()}
    return frozenset(t for t in range(scenario.rounds) if any(falls_in(scenario, day, t) for day in days))


def falls_in(scenario: Scenario, day: date | None, t: int) -> bool:
    """Whether the first round that begins on this day or later is the one after round t."""
    return day is not None and date_of(scenario, t) < day <= date_of(scenario, t + 1)


def event_moves(
    ground: Ground, event: Event, representatives: tuple[int, ...]
) -> list[tuple[int | Ints, Floats]]:
    """The moves of an event: a step in the flat index by situation, and a chance [n, h, s].

    What has its day in a round comes first; a state that may come at any time comes if that leaves it room.
    """
    here = ground.setting[event.id]
    moves: list[tuple[int | Ints, Floats]] = []
    chances = [_chances(ground, event, t) for t in representatives]
    stays = np.ones((len(representatives), ground.dispositions, ground.situations))
    for k, one in enumerate(event.becomes):
        chance = np.stack([by_round[k] for by_round in chances])
        moves.append(((event.states.index(one.state) - here) * ground.stride[event.id], chance))
        stays = stays - chance
    return [(0, np.maximum(stays, 0.0)), *moves]


def _chances(ground: Ground, event: Event, t: int) -> list[Floats]:
    """The chance of each way to become something in round t, each [h, s]."""
    here = ground.setting[event.id]
    from_there = [np.isin(here, [event.states.index(word) for word in one.after]) for one in event.becomes]
    due = [falls_in(ground.scenario, one.on, t) for one in event.becomes]
    result = [np.zeros((ground.dispositions, ground.situations)) for _ in event.becomes]
    stated = np.zeros(ground.situations)
    for k, one in enumerate(event.becomes):
        if due[k] and one.chance is not None:
            result[k] = result[k] + one.chance.value * from_there[k]
            stated = stated + one.chance.value * from_there[k]
    for k, one in enumerate(event.becomes):
        if due[k] and one.chance is None:
            result[k] = result[k] + np.maximum(1.0 - stated, 0.0) * from_there[k]
    left = np.maximum(1.0 - np.sum(result, axis=0), 0.0)
    rates = [k for k, one in enumerate(event.becomes) if one.rate is not None]
    # Only what can happen in a state competes there.
    for before, name in enumerate(event.states):
        competing = [k for k in rates if name in event.becomes[k].after]
        found = ground.chances([event.becomes[k].rate or () for k in competing], t) if competing else []
        for k, chance in zip(competing, found, strict=True):
            result[k] = result[k] + left * chance * (here == before)
    return result


def paths_of_event(event: Event) -> tuple[str, ...]:
    """The scenario paths behind the chances of an event."""
    return tuple(path for one in event.becomes for path in _paths(one))


def _paths(one: Becoming) -> tuple[str, ...]:
    stated = (one.chance.path,) if one.chance else ()
    return (*paths_of(one.rate or ()), *stated)
