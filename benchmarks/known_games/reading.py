"""What is read off a solved and played game, in a few words.

    {worth: one}                                    worth to a party at the start of the first round
    {worth: one, at: {front: 2}, round: 1}          ... of a later round, in a stated situation
    {fighting: one}                                 ... of fighting the first round on
    {ending: settlement}                            chance of an ending (breakdown, collapse:two, a prefix)
    {ending: [breakdown], round: 2}                 ... in one round only
    {refused: in the first round}                   chance of no settlement in the first round
    {still: at the horizon}                         chance that the war goes on
    {chance: {answer: fight}, given: {demand: d3}}  chance of a situation at the horizon (or after `round`)
    {mean: {demand: {d0: 0, d1: 0.05}}}             mean of a figure stated by setting, at the horizon
    {demand: a}                                     mean share that a party's offers in a round ask for itself
    {offered: a, to: b}                             mean share that its offers give the other side
    {settled: a}                                    mean share of a party in the settlements reached
    {action: "pay:x", by: a, round: 1}              expected number of times an action is taken in a round
    {action: "offer:x", by: a, given floor: 3}      ... where it has the floor one time in three
    {belief: lasting, round: -1}                    analyst's belief given that the war goes on

All of them take `under: disposition`, or `under: {party: disposition}` where several hide one; without it
they are means under the analyst's prior.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from parley.game import NONE, Structure
from parley.scenario.parts import Scenario
from parley.solver import Course, Solution, analyst_prior

Spec = Mapping[str, Any]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Played:
    """A scenario with its solution and what happens when that is played."""

    scenario: Scenario
    solution: Solution
    course: Course

    @property
    def structure(self) -> Structure:
        """The game's structure."""
        return self.solution.game.structure

    def prior(self, spec: Spec) -> Floats:
        """Weights of the dispositions [h] that a readout asks for."""
        weights = analyst_prior(self.solution)
        if isinstance(spec.get("under"), Mapping):
            sides = self.scenario.sides
            profiles = itertools.product(*([kind.id for kind in side.kinds] for side in sides))
            known = [spec["under"].get(side.id) for side in sides]
            meant = [all(k in (None, kind) for k, kind in zip(known, one, strict=True)) for one in profiles]
            weights = np.where(meant, weights, 0.0)
            return np.asarray(weights / weights.sum())
        if "under" in spec:
            weights = np.zeros_like(weights)
            weights[self.structure.dispositions.index(spec["under"])] = 1.0
        return weights

    def situations(self, clauses: Spec) -> npt.NDArray[np.bool_]:
        """In which situations [s] every clause holds: a setting, a list of them, a level or bounds."""
        result = np.ones(self.structure.situations, dtype=np.bool_)
        for name, clause in clauses.items():
            track = name in self.scenario.theatre
            parts = self.structure.tracks if track else self.structure.posture
            k = [part.name for part in parts].index(name)
            setting = self.structure.settings_of(k, track=track)
            if track:
                bounds = clause if isinstance(clause, dict) else {"at_least": clause, "at_most": clause}
                level = setting + self.scenario.theatre[name].lowest
                result &= (level >= bounds.get("at_least", -np.inf)) & (
                    level <= bounds.get("at_most", np.inf)
                )
            else:
                words = clause if isinstance(clause, list) else [clause]
                result &= np.isin(setting, [parts[k].settings.index(word) for word in words])
        return result


def read_off(played: Played, spec: Spec) -> float:
    """One figure of a solved and played game."""
    kind = next(word for word in spec if word in READOUTS)
    return float(READOUTS[kind](played, spec))


def _where(played: Played, spec: Spec) -> int:
    if "at" not in spec:
        return played.structure.start
    found = np.flatnonzero(played.situations(spec["at"]))
    if len(found) != 1:
        raise ValueError(f"{spec['at']} names {len(found)} situations, not one")
    return int(found[0])


def _worth(played: Played, spec: Spec) -> float:
    party = played.structure.parties.index(spec["worth"])
    values = played.solution.worth(party, spec.get("round", 0), _where(played, spec))
    return float(values @ played.prior(spec))


def _fighting(played: Played, spec: Spec) -> float:
    """Flow and discounted worth of what nature's moves lead to; only without a hidden party."""
    s, n = played.structure, played.solution.game.numbers
    if s.hidden != NONE:
        raise ValueError("the worth of fighting on is read only where nothing is hidden")
    party, here = s.parties.index(spec["fighting"]), _where(played, spec)
    moves = slice(s.move_start[here], s.move_start[here + 1])
    later = played.solution.values[1, s.move_next[moves], 0, party, 0]
    return float(
        n.flow[s.flow_of[0], party, 0, here]
        + n.discount[0, party] * (n.move_chance[s.law_of[0], 0, moves] @ later)
    )


def _ending(played: Played, spec: Spec) -> float:
    words = spec["ending"] if isinstance(spec["ending"], list) else [spec["ending"]]
    chosen = [any(e == w or e.startswith(w + ":") for w in words) for e in played.structure.endings]
    ended = played.course.ended[:, chosen, :].sum(axis=1)
    by_round = ended if "round" not in spec else ended[[spec["round"]]]
    return float(by_round.sum(axis=0) @ played.prior(spec))


def _still(played: Played, spec: Spec) -> float:
    return float(played.course.situation[-1].sum(axis=0) @ played.prior(spec))


def _refused(played: Played, spec: Spec) -> float:
    return 1.0 - _ending(played, {**spec, "ending": "settlement", "round": 0})


def _chance(played: Played, spec: Spec) -> float:
    there = played.course.situation[spec.get("round", -1)] @ played.prior(spec)
    given = played.situations(spec.get("given", {}))
    return float(there[given & played.situations(spec["chance"])].sum() / there[given].sum())


def _mean(played: Played, spec: Spec) -> float:
    ((name, figures),) = spec["mean"].items()
    there = played.course.situation[spec.get("round", -1)] @ played.prior(spec)
    shares = [there[played.situations({name: word})].sum() * figure for word, figure in figures.items()]
    return float(sum(shares) / there.sum())


def _shares(played: Played, party: str) -> dict[str, float]:
    """The share that each plan gives a party of the pie it is about."""
    issue = next(issue for issue in played.scenario.issues.values() if issue.split)
    first = issue.split is not None and issue.split[0] == party
    by_option = {o.id: x for o, x in zip(issue.options, issue.shares, strict=True)}
    return {
        plan.id: by_option[plan.terms[issue.id]] if first else 1 - by_option[plan.terms[issue.id]]
        for plan in played.scenario.plans.values()
        if plan.terms
    }


def _demand(played: Played, spec: Spec) -> float:
    s, party = played.structure, spec["demand"]
    shares, weights = _shares(played, party), played.prior(spec)
    taken = played.course.actions[spec.get("round", 0)] @ weights
    total = asked = 0.0
    for a, x in enumerate(s.action_package):
        if x != NONE and s.parties[s.action_party[a]] == party:
            total += taken[a]
            asked += taken[a] * shares[s.packages[x]]
    return asked / total


def _offered(played: Played, spec: Spec) -> float:
    """The mean share that a party's offers give the other side of the pie."""
    return 1.0 - _demand(played, {**spec, "demand": spec["offered"]})


def _settled(played: Played, spec: Spec) -> float:
    shares = _shares(played, spec["settled"])
    ended = played.course.ended.sum(axis=0) @ played.prior(spec)
    reached = {name: ended[x] for x, name in enumerate(played.structure.packages)}
    return float(sum(shares[name] * chance for name, chance in reached.items()) / sum(reached.values()))


def _action(played: Played, spec: Spec) -> float:
    s = played.structure
    by = s.parties.index(spec["by"])
    (a,) = (a for a, name in enumerate(s.actions) if name == spec["action"] and s.action_party[a] == by)
    taken = float(played.course.actions[spec.get("round", 0), a] @ played.prior(spec))
    return taken * float(spec.get("given floor", 1))


def _belief(played: Played, spec: Spec) -> float:
    weights = analyst_prior(played.solution)
    mass = played.course.belief[spec.get("round", -1)] @ weights
    log_odds = played.solution.game.numbers.analyst_prior + played.course.log_odds
    first = 1.0 / (1.0 + np.exp(-log_odds))
    index = played.structure.dispositions.index(spec["belief"])
    return float((first if index == 0 else 1.0 - first) @ mass / mass.sum())


READOUTS: dict[str, Callable[[Played, Spec], float]] = {
    "worth": _worth,
    "fighting": _fighting,
    "ending": _ending,
    "still": _still,
    "refused": _refused,
    "chance": _chance,
    "mean": _mean,
    "demand": _demand,
    "offered": _offered,
    "settled": _settled,
    "action": _action,
    "belief": _belief,
}
