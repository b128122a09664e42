"""Where a track ends the war, and what that is worth."""

from __future__ import annotations

import numpy as np

from parley.compiler.ground import Ground
from parley.game import Floats, Ints
from parley.scenario.parts import Collapse


def collapses(ground: Ground) -> list[tuple[Collapse, Ints]]:
    """Collapses with the situations [s] in which each holds, first listed first."""
    result = []
    for track in ground.scenario.theatre.values():
        for collapse, level in ((track.top, track.highest), (track.bottom, track.lowest)):
            if collapse:
                result.append((collapse, np.flatnonzero(ground.level[track.id] == level)))
    return result


def collapse_worth(ground: Ground, packages: Floats, t: int) -> Floats:
    """What a collapse in round t is worth, [i, h, s], by the worths of packages [i, h, x, s].

    Of two that hold in a situation the one listed first is what happened.
    """
    scenario = ground.scenario
    result = np.zeros((len(scenario.parties), ground.dispositions, ground.situations))
    for collapse, where in reversed(collapses(ground)):
        if collapse.terms is not None:
            x = list(scenario.plans).index(collapse.terms)
            result[:, :, where] = packages[:, :, x, where]
        else:
            stated = [ground.worth(collapse.worth.get(party, ()), t) for party in scenario.parties]
            result[:, :, where] = np.stack(stated)[:, :, where]
    return result
