"""Moments a model did not allow: why, what would have to stand otherwise, and how to go on past them."""

from __future__ import annotations

import numpy as np

from parley.game import NONE, Flags, Floats, Ints
from parley.game.names import Action, ActionKind
from parley.inference.weighing.board import Board, standing
from parley.scenario.coding import Deed

Needed = tuple[str, str, str]
"""A part of the situation, where it stood, and where it would have to stand."""

_LEADS_TO = {
    ActionKind.PROPOSE: "in_force",
    ActionKind.LEAVE: "off",
    ActionKind.DEMAND: "demanded",
    ActionKind.REBUFF: "open",
    ActionKind.CONCEDE: "conceded",
    ActionKind.WITHDRAW: "open",
    ActionKind.STATE: "standing",
}


def effect_of(action: str) -> tuple[str, str] | None:
    """The part of the posture an action sets, and to what; None for one that sets nothing."""
    named = Action(action)
    if named.kind is ActionKind.SET:
        return named.subject, named.setting
    return (named.subject, _LEADS_TO[named.kind]) if named.kind in _LEADS_TO else None


def moved_to(board: Board, mass: Floats, part: str, setting: str) -> Floats:
    """The same mass with one part of the situation put at a setting, whatever it stood at."""
    component, stands = board.part(part)
    if setting not in component.settings:
        return mass
    to = np.arange(mass.shape[1]) + (component.settings.index(setting) - stands) * board.stride(part)
    result = np.zeros_like(mass)
    for h in range(mass.shape[0]):
        np.add.at(result[h], to, mass[h])
    return result


def stands_otherwise(board: Board, mass: Floats, weights: Floats, part: str, setting: str) -> Needed:
    """Where a part most probably stands, against where it would have to."""
    component, stands = board.part(part)
    by_setting = np.bincount(stands, weights @ mass.sum(axis=2), len(component.settings))
    return part, component.settings[int(by_setting.argmax())], setting


def why_not(
    board: Board, t: int, mass: Floats, weights: Floats, deed: Deed
) -> tuple[str, tuple[Needed, ...]]:
    """Why a deed had no probability, and the fewest parts that would have to stand otherwise for it."""
    a = board.action(deed.party, deed.action)
    if a == NONE:
        return "menu", ()
    s = board.structure
    free = s.action_next[:, a] != NONE
    floor = board.floor(t)[s.action_party[a]] > 0.0
    if not floor.any():
        return "floor", ()
    allowed = free & floor & (s.collapse[np.arange(s.situations) // s.postures] == NONE)
    here, _ = standing(mass)
    if allowed[here].any():
        return "choice", ()
    if not allowed.any():
        return "floor", ()
    return "situation", _nearest(board, here, weights @ mass[:, here].sum(axis=2), allowed)


def _nearest(board: Board, here: Ints, probability: Floats, allowed: Flags) -> tuple[Needed, ...]:
    """The parts in which the nearest situation that allows it differs; the likelier situation breaks ties."""
    s = board.structure
    parts = [board.part(c.name) for c in (*s.tracks, *s.posture)]
    there = np.flatnonzero(allowed)
    apart = np.zeros((len(here), len(there)))
    for _, stands in parts:
        apart += stands[here][:, None] != stands[there][None, :]
    best = apart - 0.5 * (probability / max(float(probability.sum()), 1e-300))[:, None]
    n, m = np.unravel_index(int(best.argmin()), best.shape)
    return tuple(
        (component.name, component.settings[stands[here[n]]], component.settings[stands[there[m]]])
        for component, stands in parts
        if stands[here[n]] != stands[there[m]]
    )
