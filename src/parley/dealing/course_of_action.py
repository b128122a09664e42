"""How a stated plan of a party would fare: its acts in order, the others answering as in equilibrium."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from parley.dealing.path import Ledger, Walk
from parley.dealing.position import Position
from parley.errors import UsageError
from parley.files import closest_name
from parley.game import NONE, Floats, Ints
from parley.game.names import STILL_FIGHTING, Ending
from parley.solver import Solution, policy


@dataclass(frozen=True)
class Fared:
    """What comes of a course of action, for each disposition h.

    `worth` [i, h] at the start of the round of the position; `endings` map each ending, and still fighting at
    the horizon, to its probability [h].
    """

    worth: Floats
    endings: Mapping[str, Floats]


class _Stage(Walk):
    """Play while one step of the plan is due; `after` is the stage once it has been taken."""

    def __init__(self, solution: Solution, start: int, ledger: Ledger, act: int, after: Walk):
        super().__init__(solution, start, ledger)
        self.act, self.after = act, after
        self.party = int(solution.game.structure.action_party[act])
        actions = solution.game.structure.actions
        parties = solution.game.structure.action_party
        self.hold = next(a for a, name in enumerate(actions) if name == "hold" and parties[a] == self.party)

    def chosen(self, a: int, situations: Ints, chance: Floats) -> Floats:
        """The step as soon as it can be taken, holding until then; everybody else as in equilibrium."""
        self.into = self.after.fought if a == self.act else self.fought
        if self.s.action_party[a] != self.party:
            return chance
        possible = self.s.action_next[situations, self.act] != NONE
        wanted = possible if a == self.act else ~possible if a == self.hold else np.zeros_like(possible)
        return np.broadcast_to(wanted[None, :, None].astype(np.float64), chance.shape)


def fare(solution: Solution, position: Position, steps: Sequence[int]) -> Fared:
    """Follow a party's steps (actions by index) from a position on, and play as in equilibrium after them.

    A step is taken the first time the party has the floor and can take it, and it holds until then. The
    others answer, believe and act as in equilibrium: they do not know of the plan.
    """
    s = solution.game.structure
    stages: list[Walk] = [Walk(solution, position.round)]
    for act in reversed(steps):
        stages.insert(0, _Stage(solution, position.round, stages[0].ledger, act, stages[0]))
    stages[0].mass[:, position.situation, position.node] = 1.0
    for t in range(position.round, s.rounds):
        live = np.unique(np.concatenate([stage.live() for stage in stages]))
        plan = policy(solution, t, live) if len(live) else None
        for stage in stages:
            stage.negotiate(t, plan)
        for stage in stages:
            stage.fight(t)
    for stage in stages:
        stage.end()
    ledger = stages[-1].ledger
    return Fared(np.sum(list(ledger.terms.values()), axis=0), endings_of(ledger, s.endings))


def endings_of(ledger: Ledger, names: Sequence[str]) -> dict[str, Floats]:
    """The probability [h] of each ending, and of still fighting at the horizon, that a ledger has counted."""
    none = np.zeros(ledger.shape[1])
    chances = {**ledger.chances, STILL_FIGHTING: ledger.chances.get("horizon", none)}
    return {str(Ending(name)): chances.get(name, none) for name in (*names, STILL_FIGHTING)}


def steps_of(solution: Solution, party: str, names: Sequence[str]) -> list[int]:
    """The steps of a plan as actions of a party; UsageError for one it does not have."""
    s = solution.game.structure
    own: dict[str, int] = {
        s.actions[a]: int(a) for a in np.flatnonzero(s.action_party == s.parties.index(party))
    }
    for name in names:
        if name not in own:
            near = closest_name(name, own)
            meant = f"; did you mean '{near}'?" if near else ""
            listed = ", ".join(own) if len(own) <= 15 else f"{len(own)} acts"
            raise UsageError(f"{party} has no act '{name}'{meant} ({listed})")
    return [own[name] for name in names]
