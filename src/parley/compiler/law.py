"""The law of motion of the theatre and the posture: sparse, one entry for each way a situation can move."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parley.compiler.calendar import stretches
from parley.compiler.ground import Ground, paths_of
from parley.game import Floats, Ints
from parley.scenario.parts import LADDER
from parley.scenario.quantities import Term

Moves = list[tuple[int, Floats]]


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
    of_round, representatives = stretches(ground.scenario, _all_terms(ground))
    origin = np.arange(ground.situations)
    to = origin.copy()
    chance = np.ones((len(representatives), ground.dispositions, ground.situations))
    for moves in _all_moves(ground, representatives):
        parts = []
        for delta, move_chance in moves:
            possible = np.asarray((move_chance > 0).any(axis=(0, 1)))[origin]
            parts.append(
                (origin[possible], to[possible] + delta, (chance * move_chance[:, :, origin])[:, :, possible])
            )
        origin = np.concatenate([p[0] for p in parts])
        to = np.concatenate([p[1] for p in parts])
        chance = np.concatenate([p[2] for p in parts], axis=2)
    order = np.lexsort((to, origin))
    counts = np.bincount(origin, minlength=ground.situations)
    return Law(
        start=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        to=to[order].astype(np.int64),
        chance=np.ascontiguousarray(chance[:, :, order]),
        of_round=of_round,
        labels=_labels(ground),
    )


def _all_terms(ground: Ground) -> list[Term]:
    scenario = ground.scenario
    tracks = [term for track in scenario.theatre.values() for term in (*track.up, *track.down)]
    return tracks + [term for c in scenario.conditions.values() for term in c.sets_in]


def _all_moves(ground: Ground, representatives: tuple[int, ...]) -> list[Moves]:
    """For each part of the situation: its moves, as a step in the flat index and a chance [n, h, s]."""
    scenario = ground.scenario
    result: list[Moves] = []
    for track in scenario.theatre.values():
        level, stride = ground.level[track.id], ground.stride[track.id]
        pairs = [ground.chances([track.up, track.down], t) for t in representatives]
        up = np.stack([pair[0] for pair in pairs]) * (level < track.highest)
        down = np.stack([pair[1] for pair in pairs]) * (level > track.lowest)
        result.append([(0, 1.0 - up - down), (stride, up), (-stride, down)])
    for condition in scenario.conditions.values():
        demanded = ground.setting[condition.id] == LADDER.index("demanded")
        rise = np.stack([ground.chances([condition.sets_in], t)[0] for t in representatives]) * demanded
        result.append([(0, 1.0 - rise), (ground.stride[condition.id], rise)])
    for accord in scenario.accords.values():
        if accord.lasts is None:
            continue
        in_force = ground.setting[accord.id] == 1
        rate = min(1.0, scenario.round_days / accord.lasts.value)
        lapse = np.broadcast_to(
            rate * in_force, (len(representatives), ground.dispositions, ground.situations)
        )
        result.append([(0, 1.0 - lapse), (-ground.stride[accord.id], lapse)])
    return result


def _labels(ground: Ground) -> dict[str, tuple[str, ...]]:
    scenario = ground.scenario
    labels = {f"move_chance[{t.id}]": paths_of((*t.up, *t.down)) for t in scenario.theatre.values()}
    labels |= {f"move_chance[{c.id}]": paths_of(c.sets_in) for c in scenario.conditions.values()}
    lasting = [a for a in scenario.accords.values() if a.lasts is not None]
    return labels | {f"move_chance[{a.id}]": (a.lasts.path,) for a in lasting if a.lasts}
