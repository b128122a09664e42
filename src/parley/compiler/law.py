"""The law of motion of the theatre and the posture: sparse, one entry for each way a situation can move."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parley.compiler.calendar import stretches
from parley.compiler.events import event_moves, event_rounds, paths_of_event
from parley.compiler.ground import Ground, paths_of
from parley.compiler.statements import statement_moves
from parley.compiler.tabling import lapsing, leaving_the_table
from parley.game import Floats, Ints
from parley.scenario.parts import LADDER, Accord
from parley.scenario.parts.instruments.accords import whole_rounds
from parley.scenario.quantities import Term

Moves = list[tuple[int | Ints, Floats]]
"""Ways to move: a step in the flat index, one or by situation [s], and its chance [n, h, s]."""


@dataclass(frozen=True)
class Law:
    """Sparse law of motion; `start` [s + 1] and `to` [m] are structure, `chance` [n, h, m] its numbers."""

    start: Ints
    to: Ints
    chance: Floats
    of_round: Ints
    labels: dict[str, tuple[str, ...]]


def build_law(ground: Ground) -> Law:
    """The product of the independent moves of every track, condition and accord."""
    of_round, representatives = stretches(
        ground.scenario, _all_terms(ground), apart=event_rounds(ground.scenario)
    )
    origin = np.arange(ground.situations)
    to = origin.copy()
    chance = np.ones((len(representatives), ground.dispositions, ground.situations))
    for moves in _all_moves(ground, representatives):
        parts = []
        for delta, move_chance in moves:
            possible = np.flatnonzero(np.asarray((move_chance > 0).any(axis=(0, 1)))[origin])
            there = origin[possible]
            step = np.broadcast_to(delta, ground.situations)[there]
            led = np.take(chance, possible, axis=2) * np.take(move_chance, there, axis=2)
            parts.append((there, to[possible] + step, led))
        origin = np.concatenate([p[0] for p in parts])
        to = np.concatenate([p[1] for p in parts])
        chance = np.concatenate([p[2] for p in parts], axis=2)
    order = np.lexsort((to, origin))
    origin, to, chance = _merged(origin[order], to[order], chance[:, :, order])
    counts = np.bincount(origin, minlength=ground.situations)
    return Law(
        start=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        to=to.astype(np.int64),
        chance=np.ascontiguousarray(chance),
        of_round=of_round,
        labels=_labels(ground),
    )


def _merged(origin: Ints, to: Ints, chance: Floats) -> tuple[Ints, Ints, Floats]:
    """Moves in order, those from one situation to the same one added: nobody can tell them apart."""
    first = np.flatnonzero(np.diff(origin, prepend=-1) | np.diff(to, prepend=-1))
    if len(first) == len(origin):
        return origin, to, chance
    return origin[first], to[first], np.add.reduceat(chance, first, axis=2)


def _all_terms(ground: Ground) -> list[Term]:
    scenario = ground.scenario
    tracks = [term for track in scenario.theatre.values() for term in (*track.up, *track.down)]
    tracks += [term for t in scenario.theatre.values() for jump in t.jumps.values() for term in jump.chance]
    tracks += [term for e in scenario.events.values() for one in e.becomes for term in one.rate or ()]
    return tracks + [term for c in scenario.conditions.values() for term in c.sets_in]


def _all_moves(ground: Ground, representatives: tuple[int, ...]) -> list[Moves]:
    """For each part of the situation: its moves, as a step in the flat index and a chance [n, h, s]."""
    scenario = ground.scenario
    result: list[Moves] = []
    for track in scenario.theatre.values():
        level, stride = ground.level[track.id], ground.stride[track.id]
        steps = [1, -1, *(jump.by for jump in track.jumps.values())]
        sums = [track.up, track.down, *(jump.chance for jump in track.jumps.values())]
        chances = [ground.chances(sums, t) for t in representatives]
        moves: Moves = []
        stays = np.ones((len(representatives), ground.dispositions, ground.situations))
        for k, by in enumerate(steps):
            to = np.clip(level + by, track.lowest, track.highest)
            chance = np.stack([one[k] for one in chances]) * (to != level)
            moves.append(((to - level) * stride, chance))
            stays = stays - chance
        result.append([(0, stays), *moves])
    for condition in scenario.conditions.values():
        demanded = ground.setting[condition.id] == LADDER.index("demanded")
        rise = np.stack([ground.chances([condition.sets_in], t)[0] for t in representatives]) * demanded
        result.append([(0, 1.0 - rise), (ground.stride[condition.id], rise)])
    for accord in scenario.accords.values():
        in_force = ground.setting[accord.id] >= 1
        if accord.runs is not None:
            result.append(_running_out(ground, accord, representatives))
        if accord.lasts is None:
            continue
        rates = [min(1.0, scenario.pace.length(t) / accord.lasts.value) for t in representatives]
        lapse = np.broadcast_to(
            np.array(rates)[:, None, None] * in_force,
            (len(representatives), ground.dispositions, ground.situations),
        )
        result.append([(0, 1.0 - lapse), (-ground.stride[accord.id], lapse)])
    result += [leaving_the_table(ground, party, representatives) for party in lapsing(scenario)]
    result += [statement_moves(ground, one, representatives) for one in scenario.statements.values()]
    result += [event_moves(ground, event, representatives) for event in scenario.events.values()]
    return result


def _running_out(ground: Ground, accord: Accord, representatives: tuple[int, ...]) -> Moves:
    """What is left of a fixed term after a round: a long one uses up as many of the shortest as it lasts."""
    left, pace = ground.setting[accord.id], ground.scenario.pace
    used = [whole_rounds(pace.length(t), pace) for t in representatives]
    shape = (len(representatives), ground.dispositions, ground.situations)
    moves: Moves = [(0, np.broadcast_to((left == 0).astype(np.float64), shape))]
    for rounds in sorted(set(used)):
        passing = np.array([one == rounds for one in used])[:, None, None] * (left > 0)
        step = -np.minimum(left, rounds) * ground.stride[accord.id]
        moves.append((step, np.broadcast_to(passing.astype(np.float64), shape)))
    return moves


def _labels(ground: Ground) -> dict[str, tuple[str, ...]]:
    scenario = ground.scenario
    labels = {
        f"move_chance[{t.id}]": paths_of((*t.up, *t.down, *(x for j in t.jumps.values() for x in j.chance)))
        for t in scenario.theatre.values()
    }
    labels |= {f"move_chance[{event.id}]": paths_of_event(event) for event in scenario.events.values()}
    labels |= {f"move_chance[{c.id}]": paths_of(c.sets_in) for c in scenario.conditions.values()}
    lasting = {a.id: a.lasts or a.runs for a in scenario.accords.values()}
    return labels | {f"move_chance[{name}]": (number.path,) for name, number in lasting.items() if number}
