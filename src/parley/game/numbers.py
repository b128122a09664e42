"""The numbers of a finite game: flat arrays, each labelled with the scenario paths it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from parley.game.arrays import Floats

if TYPE_CHECKING:
    from parley.game.general import GeneralNumbers


@dataclass(frozen=True)
class Aftermath:
    """What a settlement leaves behind (Powell 2006).

    `opportunist` is a party index, or -1 if nobody would break a settlement. `balance` [h, s] and
    `tilt` [x, q] are log-odds that the opportunist wins renewed war; `deterrence` [x, q] its price of
    breaking the peace; `wins` and `loses` [i, h] the worth of renewed war, costs taken off.
    """

    opportunist: int
    precision: float
    balance: Floats
    tilt: Floats
    deterrence: Floats
    wins: Floats
    loses: Floats


@dataclass(frozen=True)
class Numbers:
    """Every number of a game, in points, chances per round and log-odds.

    `prior` [i] is each party's log-odds for disposition 0, `analyst_prior` the analyst's. `discount`
    [t, i] is left of a worth after round t; `precision` [i] is inf where a party is perfect. `flow`
    [n, i, h, s] and `floor` [n, i, s] and `move_chance` [n, h, m] hold one set per stretch of rounds with
    the same numbers. `action_cost` [i, h, a] is paid whatever is answered, `action_gain` [i, h, a] if the
    action goes through. `package_worth` [i, h, x, q] counts values and loss aversion, `bonus` [t, i, h] the
    wish for any deal.
    Endings: `horizon`, `breakdown` [i, h, s], `walk_out` [walker, i, h, s], `collapse` [i, h, s].
    `general` holds what an extended game has besides, or in place of these.
    """

    prior: Floats
    analyst_prior: float
    discount: Floats
    precision: Floats
    flow: Floats
    floor: Floats
    move_chance: Floats
    action_cost: Floats
    action_gain: Floats
    package_worth: Floats
    bonus: Floats
    breakdown_chance: float
    horizon: Floats
    breakdown: Floats
    walk_out: Floats
    collapse: Floats
    aftermath: Aftermath
    pie: Floats
    labels: Mapping[str, tuple[str, ...]]
    general: GeneralNumbers | None = None

    def left(self, start: int, t: int) -> Floats:
        """What is left at the start of one round of a worth at that of a later one, to each party [i]."""
        between = self.discount[start:t]
        if len(between) and (between == between[0]).all():
            return np.asarray(between[0] ** (t - start))
        return np.asarray(between.prod(axis=0))
