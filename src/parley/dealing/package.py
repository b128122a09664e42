"""The worth of a package signed now, and the terms it is made of."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from parley.game import NONE, Floats, Game, Ints
from parley.solver import TIE


@dataclass(frozen=True)
class Signed:
    """What a package is worth if signed in a round, in situations n.

    `worth` [i, h, n] is U; `kept` [i, h, n] what it is worth while it is kept, `renewed` once it is broken;
    `broken` [h, n] the probability of that (Powell 2006).
    """

    worth: Floats
    kept: Floats
    renewed: Floats
    broken: Floats


def break_chance(gain: Floats, precision: float) -> Floats:
    """The chance that an opportunist with so much to gain breaks a peace; for sure where it is perfect."""
    if math.isinf(precision):
        return (gain > TIE).astype(np.float64)
    return np.asarray(1.0 / (1.0 + np.exp(-precision * gain)))


def signed(game: Game, t: int, situations: Ints, x: int) -> Signed:
    """U of package x in some situations: its terms, the wish for any deal, the chance that it is broken."""
    n, q = game.numbers, situations % game.structure.postures
    after, general = n.aftermath, n.general
    terms = n.package_worth[:, :, x, q]
    if general is not None and general.package_worth is not None:
        terms = general.package_worth.at(t)[:, :, x, situations]
    return signed_terms(game, t, situations, terms, after.tilt[x, q], after.deterrence[x, q])


def any_deal(game: Game, t: int, situations: Ints) -> Floats:
    """What the wish for any deal is worth in a round, in some situations, [i, h, n]."""
    general = game.numbers.general
    wish = game.numbers.bonus[t][:, :, None]
    if general is None or general.bonus is None:
        return np.repeat(wish, len(situations), axis=2)
    return np.asarray(wish + general.bonus.at(t)[:, :, situations])


def signed_terms(
    game: Game, t: int, situations: Ints, terms: Floats, tilt: Floats, deterrence: Floats
) -> Signed:
    """U of packages whose terms are worth so much [i, h, n], one in each situation [n]."""
    n = game.numbers
    kept = terms + any_deal(game, t, situations)
    after, balance = n.aftermath, n.aftermath.balance
    if n.general is not None and n.general.balance is not None:
        balance = n.general.balance.at(t)
    if after.opportunist == NONE:
        return Signed(kept, kept, np.zeros_like(kept), np.zeros(kept.shape[1:]))
    wins = 1.0 / (1.0 + np.exp(-(balance[:, situations] + tilt)))
    renewed = wins * after.wins[:, :, None] + (1.0 - wins) * after.loses[:, :, None]
    renewed[after.opportunist] -= deterrence
    gain = renewed[after.opportunist] - kept[after.opportunist]
    broken = break_chance(gain, after.precision)
    return Signed((1.0 - broken) * kept + broken * renewed, kept, renewed, broken)
