"""What is hidden, in an outlook: the kinds of every hidden side, the beliefs, what each brings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parley.game import Floats, Game, Ints, hidden_sides, kind_keys, log_weights, profile_kinds
from parley.game.names import Ending
from parley.outlook.result import Chances, GivenKind, HiddenSide
from parley.scenario.parts import Scenario
from parley.solver import Course, Solution, analyst_prior

ANALYST = "analyst"


@dataclass(frozen=True)
class Kind:
    """A kind of one hidden side: the `profiles` of all sides that have it, each with its `share` among them.

    Shares are the analyst's of the other sides, which hide independently; both have shape [n].
    """

    key: str
    profiles: Ints
    share: Floats

    def of(self, figures: Floats) -> Floats:
        """Figures of every profile, shape [..., h], given this kind: [...]."""
        if len(self.profiles) == 1:
            return np.asarray(figures[..., self.profiles[0]])
        return np.asarray(figures[..., self.profiles] @ self.share)


def kinds_of(solution: Solution) -> tuple[Kind, ...]:
    """The kinds of all hidden sides in order; none where nothing is hidden."""
    sides, prior = hidden_sides(solution.game), analyst_prior(solution)
    profiles, keys = profile_kinds(sides), kind_keys({side.name: side.kinds for side in sides})
    found = []
    for g, side in enumerate(sides):
        for k, key in enumerate(keys[side.name]):
            these = np.flatnonzero(profiles[:, g] == k)
            found.append(Kind(key, these, prior[these] / prior[these].sum()))
    return tuple(found)


def described(scenario: Scenario) -> dict[str, HiddenSide]:
    """Every hidden side of a scenario with its kinds, under the names they have in results."""
    keys = kind_keys({side.id: [kind.id for kind in side.kinds] for side in scenario.sides})
    return {
        side.id: HiddenSide(
            name=side.name,
            party=side.party or None,
            kinds=dict(zip(keys[side.id], [kind.name for kind in side.kinds], strict=True)),
        )
        for side in scenario.sides
    }


def beliefs(solution: Solution, course: Course) -> dict[str, dict[str, Chances]]:
    """Mean probability each party, and the analyst, gives to each kind of whoever hides one from it.

    Given still fighting; what a party hides itself it has no belief about.
    """
    sides = hidden_sides(solution.game)
    if sides and is_plain(solution.game):
        return _of_two(solution, course)
    parties = solution.game.structure.parties
    weight = course.belief @ analyst_prior(solution)
    weight = weight / np.maximum(weight.sum(axis=1, keepdims=True), 1e-300)
    keys = kind_keys({side.name: side.kinds for side in sides})
    given, analyst = log_weights(solution.game)
    log_odds = course.log_odds if course.log_odds.ndim > 1 else course.log_odds[:, None]
    held: dict[str, dict[str, Chances]] = {party: {} for party in (*parties, ANALYST)}
    first = 0
    for g, side in enumerate(sides):
        axes = slice(first, first + len(side.kinds) - 1)
        evidence = np.pad(log_odds[:, axes], ((0, 0), (0, 1)))
        weights = {p: given[g][i] for i, p in enumerate(parties) if i != side.party}
        for holder, log_weight in {**weights, ANALYST: analyst[g]}.items():
            odds = evidence + log_weight
            odds = np.exp(odds - odds.max(axis=1, keepdims=True))
            mean = weight @ (odds / odds.sum(axis=1, keepdims=True))
            held[holder] |= {key: tuple(mean[:, k].tolist()) for k, key in enumerate(keys[side.name])}
        first = axes.stop
    return {holder: of for holder, of in held.items() if of}


def is_plain(game: Game) -> bool:
    """Whether at most one party hides one of two dispositions, with weights of the plain form."""
    return game.structure.general is None or game.structure.general.hidden is None


def _of_two(solution: Solution, course: Course) -> dict[str, dict[str, Chances]]:
    """Beliefs about one party with two dispositions, which one log-odds tells of."""
    s, numbers = solution.game.structure, solution.game.numbers
    weight = course.belief @ analyst_prior(solution)
    total = np.maximum(weight.sum(axis=1), 1e-300)
    holders = {p: numbers.prior[i] for i, p in enumerate(s.parties) if i != s.hidden}
    holders[ANALYST] = numbers.analyst_prior
    result = {}
    for holder, prior in holders.items():
        first = 1.0 / (1.0 + np.exp(-(prior + course.log_odds)))
        mean = (weight @ first) / total
        result[holder] = dict(
            zip(s.dispositions, [tuple(mean.tolist()), tuple((1.0 - mean).tolist())], strict=True)
        )
    return result


def holders(game: Game) -> dict[str, tuple[str, ...]]:
    """Who holds beliefs, each with the kinds it has a belief about, in the order of `beliefs`."""
    sides = hidden_sides(game)
    keys = kind_keys({side.name: side.kinds for side in sides})
    parties = [*enumerate(game.structure.parties), (len(game.structure.parties), ANALYST)]
    found = {
        p: tuple(key for side in sides if side.party != i for key in keys[side.name]) for i, p in parties
    }
    return {holder: kinds for holder, kinds in found.items() if kinds}


def given_kinds(solution: Solution, course: Course) -> dict[str, GivenKind]:
    """How it ends, given each kind of each hidden side: cumulative by date, and still fighting."""
    ended, fighting = np.cumsum(course.ended, axis=0), course.situation.sum(axis=1)
    names = solution.game.structure.endings
    return {
        kind.key: GivenKind(
            endings={Ending(e): (0.0, *kind.of(ended[:, n]).tolist()) for n, e in enumerate(names)},
            still_fighting=tuple(kind.of(fighting).tolist()),
        )
        for kind in kinds_of(solution)
    }
