"""The shape of a finite game: its axes, which action leads where, and who answers.

One alphabet of axes for the whole package:

    t round        i party          h disposition of the hidden party
    w theatre      q posture        s situation, s = w * Q + q
    b belief node  a action         x package
    k answer       m move of nature, an entry of the sparse law of motion
    j joint action, an action that needs consent
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from parley.game.arrays import Flags, Ints
from parley.game.names import Action

if TYPE_CHECKING:
    from parley.game.general import GeneralStructure


@dataclass(frozen=True)
class Component:
    """One named part of the situation (a track, lever, condition or accord) and its settings in order."""

    name: str
    settings: tuple[str, ...]


@dataclass(frozen=True)
class Structure:
    """Everything about a game but its numbers.

    `hidden` is the index of the party with hidden dispositions, or NONE. `start` is the first situation.
    Actions: `action_party` [a]; `action_next` [s, a] is the posture an action leads to if it goes
    through, NONE where it is not available; `action_package` [a] or NONE; `action_joint` [a] is its
    index among the joint actions or NONE; `signers` [j, k] lists who answers, in order, padded with NONE;
    `reservation` [a] marks the offer that leaves the responder exactly indifferent.
    `may_walk` [i] says who may walk out when answering. `collapse` [w] is the index of the ending reached
    there, or NONE. Law of motion: situation s leads to `move_next[move_start[s] : move_start[s + 1]]`.
    `flow_of`, `law_of`, `floor_of` [t] name the set of numbers that holds in round t.
    `general` holds what an extended game has besides. There `dispositions` are the profiles of kinds,
    `belief_nodes` counts the nodes of all grids together, and `hidden` is the first party that hides one.
    """

    parties: tuple[str, ...]
    hidden: int
    dispositions: tuple[str, ...]
    rounds: int
    tracks: tuple[Component, ...]
    posture: tuple[Component, ...]
    packages: tuple[str, ...]
    actions: tuple[Action, ...]
    endings: tuple[str, ...]
    start: int
    belief_nodes: int
    belief_limit: float
    action_party: Ints
    action_next: Ints
    action_package: Ints
    action_joint: Ints
    reservation: Flags
    signers: Ints
    package_signers: Ints
    may_walk: Flags
    collapse: Ints
    move_start: Ints
    move_next: Ints
    flow_of: Ints
    law_of: Ints
    floor_of: Ints
    general: GeneralStructure | None = None

    @property
    def theatres(self) -> int:
        """Number of theatre states, W."""
        return int(np.prod([len(c.settings) for c in self.tracks], dtype=np.int64))

    @property
    def postures(self) -> int:
        """Number of postures, Q."""
        return int(np.prod([len(c.settings) for c in self.posture], dtype=np.int64))

    @property
    def situations(self) -> int:
        """Number of situations, S = W * Q."""
        return self.theatres * self.postures

    @property
    def breakdown(self) -> int:
        """Index of the ending by walk-out or breakdown; settlements come before it, collapses after."""
        return len(self.packages)

    def settings_of(self, component: int, *, track: bool) -> Ints:
        """The setting of one component in every situation, shape [s]."""
        sizes = [len(c.settings) for c in self.tracks + self.posture]
        grids = np.unravel_index(np.arange(self.situations), sizes or [1])
        index = component if track else len(self.tracks) + component
        return np.asarray(grids[index], dtype=np.int64)
