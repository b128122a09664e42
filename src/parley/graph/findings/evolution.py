"""Where the status quo can lead: the shortest legal path to every state, by moves and by improvements only.

Status quo analysis follows Li, Kilgour and Hipel (2005): nobody moves twice in succession.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.errors import UsageError
from parley.graph.findings.reasons import Step
from parley.graph.model.conflict import Conflict
from parley.graph.model.reach import Kind

NOT_REACHED = -1


@dataclass(frozen=True)
class Evolution:
    """The shortest ways from one state to all others.

    `steps` [s] is how many moves a state is away, -1 where it is never reached. `before` [maker, s] is the
    code maker * s + state of the step before one in which a maker arrived at s, -1 at the start.
    """

    start: int
    kind: Kind
    steps: NDArray[np.int32]
    before: NDArray[np.int64]
    depth: NDArray[np.int32]

    def path(self, state: int) -> tuple[Step, ...] | None:
        """The moves that lead to a state; None where none do, empty for the start itself."""
        if state == self.start:
            return ()
        count = len(self.steps)
        arrived = self.depth[:, state]
        if (arrived < 0).all():
            return None
        maker = int(np.argmin(np.where(arrived < 0, np.iinfo(np.int32).max, arrived)))
        found = [Step(maker, state)]
        while (code := int(self.before[maker, state])) >= 0:
            maker, state = divmod(code, count)
            found.append(Step(maker, state))
        return tuple(found[::-1])


def evolution(conflict: Conflict, kind: Kind = "improvements", start: int | None = None) -> Evolution:
    """How the conflict may move on from the status quo, or from another state; UsageError without either."""
    begin = conflict.status_quo if start is None else start
    if begin is None:
        raise UsageError("the graph states no status_quo; name a state to start from")
    if kind == "improvements" and not conflict.complete:
        raise UsageError("some pairs of states are unknown, so improvements are; ask for paths by moves")
    makers, count = len(conflict.makers), conflict.states.count
    depth = np.full((makers, count), NOT_REACHED, dtype=np.int32)
    before = np.full((makers, count), -1, dtype=np.int64)
    rim: list[tuple[int, int]] = [(-1, begin)]
    length = 0
    while rim:
        length += 1
        ahead: list[tuple[int, int]] = []
        for last, state in rim:
            for maker, reach in enumerate(conflict.reaches):
                if maker == last:
                    continue
                near = reach.targets(state, kind)
                fresh = near[depth[maker, near] < 0]
                depth[maker, fresh] = length
                before[maker, fresh] = -1 if last < 0 else last * count + state
                ahead += [(maker, target) for target in fresh.tolist()]
        rim = ahead
    steps = np.where(depth < 0, np.iinfo(np.int32).max, depth).min(axis=0)
    steps = np.where(steps == np.iinfo(np.int32).max, NOT_REACHED, steps).astype(np.int32)
    steps[begin] = 0
    return Evolution(begin, kind, steps, before, depth)
