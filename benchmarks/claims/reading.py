"""What is read off a solved and played scenario to judge a claim, beside what the known games read.

    {value: one}                                   worth now, under the party's own belief
    {value: one, under: maximalist}                ... given a disposition of the hidden party
    {times: gesture, by: one}                      expected number of times until the horizon
    {times: "offer:x", by: one, within: 8}         ... in the first rounds only
    {accepts: one, offer: "offer:x"}               share of the askings it accepts, over the whole course
    {would accept: one, offer: "offer:x", of: two, round: 2, at: {aid: on}}   chance at a node, if asked
    {would choose: "set:aid:on", by: one, round: 2, at: {...}}                chance at a node, with the floor
    {waiting: one, round: 0}                       worth of going on less the best package all would take
    {kept: x}                                      chance that a package signed at the start is not broken
    {news: gesture, by: one}                       log-odds by which its use in the first round moves belief
    {length: rounds}                               expected number of rounds fought
    {settled option: territory, is: line}          chance that a settlement reached has this option
    {terms of: one}                                mean worth of the settlements reached, as at the start
    {posture: aid, is: paused}                     share of the rounds fought that are spent so
    {package: x, for: one, at: {...}}              worth of a package, before bonus and aftermath

All but the node readings take `under: disposition`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import numpy as np
from benchmarks.known_games.reading import READOUTS as KNOWN
from benchmarks.known_games.reading import Played, read_off

from parley.outlook.worths import broken, worth_now
from parley.solver.reference import Node, Reference, solve_by_reference

Spec = Mapping[str, Any]
ACCEPT = 0


class Solved(Played):
    """A solved and played scenario that can also be solved plainly, for what is done at single nodes."""

    @cached_property
    def plain(self) -> Reference:
        """The plain solution, made when first asked for."""
        return solve_by_reference(self.solution.game)


def read(played: Solved, spec: Spec) -> float:
    """One figure of a solved and played scenario."""
    for word, readout in READOUTS.items():
        if word in spec:
            return float(readout(played, spec))
    return read_off(played, spec)


def _value(played: Solved, spec: Spec) -> float:
    worth = worth_now(played.solution)[spec["value"]]
    return worth.by_disposition[spec["under"]] if "under" in spec else worth.mean


def _action(played: Solved, name: str, by: str) -> int:
    s = played.structure
    party = s.parties.index(by)
    return next(a for a, action in enumerate(s.actions) if action == name and s.action_party[a] == party)


def _times(played: Solved, spec: Spec) -> float:
    counts = played.course.actions[: spec.get("within"), _action(played, spec["times"], spec["by"])]
    return float(counts.sum(axis=0) @ played.prior(spec))


def _accepts(played: Solved, spec: Spec) -> float:
    s, total = played.structure, np.zeros(3)
    party = s.parties.index(spec["accepts"])
    for a, name in enumerate(s.actions):
        j = s.action_joint[a]
        if name == spec["offer"] and j >= 0:
            for k, signer in enumerate(s.signers[j]):
                if signer == party:
                    total += played.course.answers[j, k] @ played.prior(spec)
    return float(total[ACCEPT] / total.sum())


def _node(played: Solved, spec: Spec) -> Node:
    s = played.structure
    here = int(s.start)
    if "at" in spec:
        (here,) = map(int, np.flatnonzero(played.situations(spec["at"])))
    return played.plain.nodes[spec.get("round", 0), here, s.belief_nodes // 2]


def _disposition(played: Solved, spec: Spec) -> int:
    return played.structure.dispositions.index(spec["under"]) if "under" in spec else 0


def _would_accept(played: Solved, spec: Spec) -> float:
    s, a = played.structure, _action(played, spec["offer"], spec["of"])
    k = list(s.signers[s.action_joint[a]]).index(s.parties.index(spec["would accept"]))
    return float(_node(played, spec).accept[a, k][_disposition(played, spec)])


def _would_choose(played: Solved, spec: Spec) -> float:
    a = _action(played, spec["would choose"], spec["by"])
    return float(_node(played, spec).chance[a][_disposition(played, spec)])


def _waiting(played: Solved, spec: Spec) -> float:
    return float(played.course.waiting[spec.get("round", 0), played.structure.parties.index(spec["waiting"])])


def _kept(played: Solved, spec: Spec) -> float:
    return float(
        1.0 - broken(played.solution)[played.structure.packages.index(spec["kept"])] @ played.prior(spec)
    )


def _news(played: Solved, spec: Spec) -> float:
    """The first round is one node, so what is done there says by Bayes what everybody learns."""
    first, second = played.course.actions[0, _action(played, spec["news"], spec["by"])]
    return math.log(first / second)


def _length(played: Solved, spec: Spec) -> float:
    return float(played.course.situation[1:].sum(axis=(0, 1)) @ played.prior(spec))


def _settled_option(played: Solved, spec: Spec) -> float:
    """Options are those that the plans come to in the posture of the start."""
    conceded = {c.issue: c.option for c in played.scenario.conditions.values() if c.start == "conceded"}
    reached = played.course.ended.sum(axis=0) @ played.prior(spec)
    plans = played.scenario.plans
    terms = [{**plans[name].terms, **conceded} for name in played.structure.packages]
    chances = reached[: len(terms)]
    so = np.array([t.get(spec["settled option"]) == spec["is"] for t in terms])
    return float(chances[so].sum() / chances.sum())


def _terms(played: Solved, spec: Spec) -> float:
    s, party = played.structure, played.structure.parties.index(spec["terms of"])
    reached = played.course.ended.sum(axis=0)[: len(s.packages)] * played.prior(spec)
    worth = played.solution.game.numbers.package_worth[party, :, :, s.start % s.postures]
    return float((reached * worth.T).sum() / reached.sum())


def _posture(played: Solved, spec: Spec) -> float:
    there = played.course.situation[1:].sum(axis=0) @ played.prior(spec)
    return float(there[played.situations({spec["posture"]: spec["is"]})].sum() / there.sum())


def _package(played: Solved, spec: Spec) -> float:
    s = played.structure
    here = int(s.start)
    if "at" in spec:
        here = int(np.flatnonzero(played.situations(spec["at"]))[0])
    worth = played.solution.game.numbers.package_worth
    party, x = s.parties.index(spec["for"]), s.packages.index(spec["package"])
    return float(worth[party, :, x, here % s.postures] @ played.prior(spec))


READOUTS: dict[str, Callable[[Solved, Spec], float]] = {
    "value": _value,
    "times": _times,
    "accepts": _accepts,
    "would accept": _would_accept,
    "would choose": _would_choose,
    "waiting": _waiting,
    "kept": _kept,
    "news": _news,
    "length": _length,
    "settled option": _settled_option,
    "terms of": _terms,
    "posture": _posture,
    "package": _package,
}
WORDS = {*READOUTS, *KNOWN}
