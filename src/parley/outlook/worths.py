"""What the parties gain and lose: worth now, gain from waiting, bargaining range, durability of a peace."""

from __future__ import annotations

import math

import numpy as np

from parley.game import NONE, Floats, hidden_sides, log_weights, profile_kinds
from parley.outlook.hidden import Kind, is_plain, kinds_of
from parley.outlook.result import BargainingRange, Durability, GainFromWaiting, Points, Worth
from parley.solver import TIE, Course, Solution, analyst_prior


def worth_now(solution: Solution) -> dict[str, Worth]:
    """Each party's worth at the start: by kind of whoever hides one, and on average under its own belief.

    Of what a party hides itself the average is under the analyst's prior.
    """
    kinds = kinds_of(solution)
    result: dict[str, Worth] = {}
    for i, party in enumerate(solution.game.structure.parties):
        by = solution.worth(i)
        result[party] = Worth(
            mean=float(by @ _own_prior(solution, i)),
            by_disposition={kind.key: float(kind.of(by)) for kind in kinds},
        )
    return result


def _own_prior(solution: Solution, party: int) -> Floats:
    """A party's own probability of each profile at the start, the analyst's of what it hides itself; [h]."""
    game, sides = solution.game, hidden_sides(solution.game)
    if is_plain(game):
        if game.structure.hidden in (NONE, party):
            return analyst_prior(solution)
        first = 1.0 / (1.0 + math.exp(-game.numbers.prior[party]))
        return np.array([first, 1.0 - first])
    given, analyst = log_weights(game)
    kinds, result = profile_kinds(sides), np.ones(len(profile_kinds(sides)))
    for g, side in enumerate(sides):
        weights = analyst[g] if side.party == party else given[g][party]
        odds = np.exp(weights - weights.max())
        result = result * (odds / odds.sum())[kinds[:, g]]
    return np.asarray(result)


def gain_over_best(solution: Solution, course: Course) -> dict[str, Points]:
    """Worth of fighting on minus that of the best package the signatories would take, by party.

    None where no package would be taken; an average over the situations in which one would.
    """
    return {party: _gaps(course.waiting[:, i]) for i, party in enumerate(solution.game.structure.parties)}


def gain_from_waiting(solution: Solution, course: Course) -> dict[str, dict[str, GainFromWaiting]]:
    """Worth of fighting on minus that of each package, by party, package and round, given still fighting.

    Fighting on is the round fought with nothing more agreed in it; the package counts as signed for good.

    Positive where waiting pays. `mean` is under the analyst's weights as play has moved them,
    `by_disposition` given each kind of each hidden side; None where the war cannot still be going on.
    """
    s = solution.game.structure
    left = course.situation[:-1].sum(axis=1) * analyst_prior(solution)
    total = left.sum(axis=1)
    share = np.divide(left, total[:, None], out=np.full_like(left, np.nan), where=total[:, None] > 1e-12)
    mean = _averaged(course.gain, share)
    given = {kind.key: _gain_given(course.gain, left, kind) for kind in kinds_of(solution)}
    reserved = set(s.action_package[s.reservation].tolist())
    return {
        party: {
            plan: GainFromWaiting(
                mean=_gaps(mean[:, i, x]),
                by_disposition={key: _gaps(gain[:, i, x]) for key, gain in given.items()},
            )
            for x, plan in enumerate(s.packages)
            if x not in reserved
        }
        for i, party in enumerate(s.parties)
    }


def _averaged(gain: Floats, share: Floats) -> Floats:
    """Gains [t, i, h, x] averaged with shares [t, h]; nan where nobody has any."""
    weights = share[:, None, :, None]
    mean = np.where(weights > 0.0, gain * weights, 0.0).sum(axis=2)
    mean[np.isnan(share).any(axis=1)] = np.nan
    return np.asarray(mean)


def _gain_given(gain: Floats, left: Floats, kind: Kind) -> Floats:
    """Gains given a kind, [t, i, x]: over its profiles as the war has left them, [t, h]."""
    these = kind.profiles
    if len(these) == 1:
        return np.asarray(gain[:, :, these[0]])
    total = left[:, these].sum(axis=1, keepdims=True)
    share = np.divide(left[:, these], total, out=np.full_like(left[:, these], np.nan), where=total > 1e-12)
    return _averaged(gain[:, :, these], share)


def _gaps(path: Floats) -> Points:
    return tuple(None if math.isnan(value) else value for value in path.tolist())


def bargaining_range(solution: Solution, course: Course) -> BargainingRange:
    """Probability by round, given still fighting, that all who sign prefer each package to fighting on."""
    s = solution.game.structure
    plans = {name: tuple(course.range_open[:, x].tolist()) for x, name in enumerate(s.packages)}
    return BargainingRange(plans=plans, empty=tuple(course.range_empty.tolist()))


def durability(solution: Solution) -> dict[str, Durability]:
    """Probability that each package, signed at the start, is not broken later (Powell 2006)."""
    game = solution.game
    kept = 1.0 - broken(solution)
    prior, kinds = analyst_prior(solution), kinds_of(solution)
    after, q = game.numbers.aftermath, game.structure.start % game.structure.postures
    wins = _logistic(after.balance[:, game.structure.start][:, None] + after.tilt[None, :, q])
    return {
        plan: Durability(
            mean=float(kept[x] @ prior),
            by_disposition={kind.key: float(kind.of(kept[x])) for kind in kinds},
            wins=None if after.opportunist == NONE else float(prior @ wins[:, x]),
        )
        for x, plan in enumerate(game.structure.packages)
    }


def broken(solution: Solution) -> Floats:
    """Probability that the opportunist breaks each package signed at the start, shape [x, h]."""
    s, n = solution.game.structure, solution.game.numbers
    after, q = n.aftermath, s.start % s.postures
    result = np.zeros((len(s.packages), n.package_worth.shape[1]))
    if after.opportunist == NONE:
        return result
    o = after.opportunist
    for x in range(len(s.packages)):
        wins = _logistic(after.balance[:, s.start] + after.tilt[x, q])
        renewed = wins * after.wins[o] + (1.0 - wins) * after.loses[o] - after.deterrence[x, q]
        gain = renewed - n.package_worth[o, :, x, q] - n.bonus[0, o]
        if math.isinf(after.precision):
            result[x] = gain > TIE
        else:
            result[x] = _logistic(after.precision * gain)
    return result


def _logistic(log_odds: Floats) -> Floats:
    """The probability that log-odds mean, however large they are."""
    return np.asarray(np.exp(-np.logaddexp(0.0, -log_odds)))
