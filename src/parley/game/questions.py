"""What the hidden party may be asked: joint actions that come to the same are one question."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parley.game.arrays import NONE, Floats, Ints
from parley.game.structure import Structure


@dataclass(frozen=True)
class Questions:
    """What each joint action asks the hidden party, `of` [j], and its `place` [j] among those who answer.

    Both are NONE where it is not asked. `ends` [r] tells of a question whether a yes ends the war.
    """

    of: Ints
    place: Ints
    ends: tuple[bool, ...]

    @property
    def answers_kept(self) -> int:
        """How many answers leave news to a war that goes on."""
        return sum(1 if ends else 2 for ends in self.ends)


def find_questions(structure: Structure, gain: Floats) -> Questions:
    """Number the questions that the hidden party may be asked; `gain` [i, h, a] is that of actions.

    Two parties may put the same one: the same package or change, with the same answers to follow and the same
    gains to all. Whatever is answered means the same then, and need be worked out once.
    """
    s = structure
    of, place = (np.full(len(s.signers), NONE, dtype=np.int64) for _ in range(2))
    known: dict[tuple[object, ...], int] = {}
    ends: list[bool] = []
    for a in np.flatnonzero(s.action_joint != NONE) if s.hidden != NONE else ():
        j, x = s.action_joint[a], int(s.action_package[a])
        signers = s.signers[j].tolist()
        if s.hidden not in signers:
            continue
        place[j] = signers.index(s.hidden)
        after = tuple(party for party in signers[place[j] + 1 :] if party != NONE)
        change = () if x != NONE else (s.action_next[:, a].tobytes(), gain[:, :, a].tobytes())
        of[j] = known.setdefault((x, after, *change), len(known))
        if of[j] == len(ends):
            ends.append(x != NONE and not after)
    return Questions(of, place, tuple(ends))
