"""Why a party would sign or not: the worth of a package and of going on, each taken into its terms."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from parley.compiler.calendar import flow_per_round
from parley.dealing.fighting import belief, refused
from parley.dealing.package import signed
from parley.dealing.path import GoingOn, going_on_terms
from parley.dealing.position import Position, require_plain
from parley.dealing.terms import by_issue, known_at, numbers_of
from parley.errors import UsageError
from parley.files import closest_name
from parley.game import Floats, Game
from parley.game.names import Ending, Name
from parley.scenario.parts import Scenario
from parley.scenario.quantities import Number
from parley.solver import Solution


@dataclass(frozen=True)
class Reasons:
    """One signatory's side of a package: `signing` and `going_on` are sums of named terms, in points.

    Terms of signing: `value:ISSUE`, `loss:ISSUE`, `any deal`, `risk that it is broken`. Terms of a refusal:
    `flow:TERM`, `acts:KIND`, `settlement:PLAN`, `collapse:PARTY`, `breakdown`, `horizon`, all discounted and
    weighted by their chances along equilibrium play.
    """

    party: str
    disposition: str | None
    signing: Mapping[str, float]
    going_on: Mapping[str, float]

    @property
    def gain(self) -> float:
        """What signing is worth more than a refusal."""
        return math.fsum(self.signing.values()) - math.fsum(self.going_on.values())


@dataclass(frozen=True)
class Why:
    """A package taken apart for everybody who would have to sign it."""

    package: str
    name: str
    reasons: tuple[Reasons, ...]


@dataclass(frozen=True)
class Change:
    """The smallest change of one stated number that would make a signatory indifferent, others as they are.

    It holds the play of everybody as solved; `in_range` says whether it stays within the stated range (None
    where no range is stated).
    """

    package: str
    party: str
    disposition: str | None
    path: str
    value: float
    needed: float
    in_range: bool | None


class Taken:
    """A position whose worth of going on has been taken apart once, for every question about it."""

    def __init__(self, scenario: Scenario, solution: Solution, position: Position):
        require_plain(solution.game.structure)
        self.scenario, self.solution, self.position = scenario, solution, position
        self.on: GoingOn = going_on_terms(solution, position.round, position.situation, position.node)
        self.known = known_at(scenario, position)
        self.flows = self._flows()

    def _flows(self) -> dict[str, Floats]:
        """What each named term of the flow comes to, [i, h]."""
        ground = self.known.ground
        s = self.solution.game.structure
        first = [int(np.flatnonzero(s.flow_of == n)[0]) for n in range(self.on.time.shape[0])]
        shape = self.on.worth.shape
        found: dict[str, Floats] = {}
        for i, party in enumerate(self.scenario.parties.values()):
            for term in party.flow:
                total = np.zeros(shape[1])
                for n, t in enumerate(first):
                    amount = ground.total((term,), t, lambda number: flow_per_round(self.scenario, number))
                    total = total + (self.on.time[n, i] * amount).sum(axis=1)
                found.setdefault(Name.joined("flow", term.name or "flow"), np.zeros(shape))[i] += total
        return found

    def going_on(self, i: int) -> dict[str, Floats]:
        """The terms of a refusal for one party, each by disposition [h]."""
        n, p = self.solution.game.numbers, self.position
        broken = n.breakdown_chance
        terms = {name: flow[i] for name, flow in self.flows.items() if flow[i].any()}
        for name, amount in self.on.terms.items():
            if name != "fighting" and np.abs(amount[i]).max() > 0:
                terms[name] = amount[i]
        if broken:
            terms = {name: (1.0 - broken) * amount for name, amount in terms.items()}
            here = broken * n.breakdown[i, :, p.situation]
            terms["breakdown"] = terms.get("breakdown", np.zeros(len(here))) + here
        return terms

    def signing(self, i: int, x: int) -> dict[str, Floats]:
        """The terms of signing a package for one party, each by disposition [h]."""
        game, p = self.solution.game, self.position
        s = game.structure
        plan = self.scenario.plans[s.packages[x]]
        party = self.scenario.parties[s.parties[i]]
        found = signed(game, p.round, np.array([p.situation]), x)
        h = found.worth.shape[1]
        package = self.known.package(plan.terms)
        terms: dict[str, Floats] = {}
        for kind in range(h):
            for issue, (value, loss) in by_issue(self.known, party, package, kind).items():
                terms.setdefault(Name.joined("value", issue), np.zeros(h))[kind] = value
                if loss:
                    terms.setdefault(Name.joined("loss", issue), np.zeros(h))[kind] = loss
        if game.numbers.bonus[p.round, i].any():
            terms["any deal"] = game.numbers.bonus[p.round, i].copy()
        if found.broken.any():
            terms["risk that it is broken"] = found.worth[i, :, 0] - found.kept[i, :, 0]
        return terms

    def why(self, package: str) -> Why:
        """Take a package apart for everybody who would have to sign it."""
        s = self.solution.game.structure
        x = package_index(self.solution.game, package)
        plan = self.scenario.plans[s.packages[x]]
        reasons: list[Reasons] = []
        for signatory in plan.signatories:
            i = s.parties.index(signatory)
            signing, on = self.signing(i, x), self.going_on(i)
            if i == s.hidden:
                reasons += [
                    Reasons(signatory, kind, _under(signing, h), _under(on, h))
                    for h, kind in enumerate(s.dispositions)
                ]
            else:
                weights = belief(self.solution, i, self.position.log_odds)
                reasons.append(Reasons(signatory, None, _mean(signing, weights), _mean(on, weights)))
        return Why(plan.id, plan.name, tuple(reasons))

    def smallest_change(self, package: str, party: str, disposition: str | None) -> Change | None:
        """The stated number of a signatory whose change by the fewest points would close its gap.

        Candidates are what the package's answers and the horizon are worth to it. Play stays as solved, so it
        is a first estimate: the changed scenario solved anew is the check. None where no number would do.
        """
        s, n = self.solution.game.structure, self.solution.game.numbers
        x, i = package_index(self.solution.game, package), s.parties.index(party)
        stated = self.scenario.parties[party]
        weights = (
            np.eye(len(s.dispositions))[s.dispositions.index(disposition)]
            if disposition is not None
            else belief(self.solution, i, self.position.log_odds)
        )
        p = self.position
        found = signed(self.solution.game, p.round, np.array([p.situation]), x)
        worth = found.worth[i, :, 0]
        gap = float(weights @ (refused(self.solution, p.round, p.situation, p.log_odds)[i] - worth))
        kept = 1.0 - found.broken[:, 0]
        plan = self.scenario.plans[package]
        terms = self.known.package(plan.terms)
        reference = {**stated.reference, **self.known.expected}
        options: list[Change] = []
        for issue, option in terms.items():
            values = self.known.values[party].get(issue)
            if not values or reference.get(issue) == option:
                continue
            later = sum(
                self.on.weights.get(Ending.settlement(other.id), np.zeros_like(self.on.worth))[i]
                for other in self.scenario.plans.values()
                if self.known.package(other.terms).get(issue) == option
            )
            lossy: Floats = np.ones(len(weights))
            if issue in reference:
                below = values[reference[issue]] > values[option]
                lossy = np.asarray(1.0 + stated.loss_aversion.value * below, dtype=np.float64)
            for number, k, of in numbers_of(self.known, stated, issue, option):
                under = np.ones(len(weights)) if of == 1 else np.eye(len(weights))[k]
                slope = float(weights @ (under * (kept * lossy - (1.0 - n.breakdown_chance) * later)))
                if slope > LEAST_SLOPE:
                    needed = number.value + gap / slope
                    options.append(_change(plan.id, party, disposition, number, needed))
        for term in self.scenario.horizon_worth.get(party, ()):
            if term.for_each or term.when.posture or term.when.levels:
                continue
            reached = self.on.weights.get("horizon", np.zeros_like(self.on.worth))[i]
            for k, number in enumerate(term.amount.numbers):
                under = np.ones(len(weights)) if len(term.amount.numbers) == 1 else np.eye(len(weights))[k]
                slope = -float(weights @ (under * (1.0 - n.breakdown_chance) * reached))
                if slope < -LEAST_SLOPE:
                    needed = number.value + gap / slope
                    options.append(_change(plan.id, party, disposition, number, needed))
        return min(options, key=lambda change: abs(change.needed - change.value), default=None)


LEAST_SLOPE = 0.05
"""A number whose point moves the gap by less is no remedy."""


def _change(package: str, party: str, disposition: str | None, number: Number, needed: float) -> Change:
    within = None
    if number.low is not None and number.high is not None:
        within = number.low <= needed <= number.high
    return Change(package, party, disposition, number.path, number.value, float(needed), within)


def package_index(game: Game, package: str) -> int:
    """The place of a package by its name, with or without `settlement:` before it."""
    ending = Ending(package)
    name = ending.about if ending.settles else package
    names = game.structure.packages
    if name not in names:
        near = closest_name(name, names)
        meant = f"; did you mean '{near}'?" if near else ""
        listed = ", ".join(names) if len(names) <= 12 else f"{len(names)} of them"
        raise UsageError(f"no package called '{name}'{meant} ({listed})")
    return names.index(name)


def _under(terms: Mapping[str, Floats], h: int) -> dict[str, float]:
    return {name: float(amount[h]) for name, amount in terms.items()}


def _mean(terms: Mapping[str, Floats], weights: Floats) -> dict[str, float]:
    return {name: float(amount @ weights) for name, amount in terms.items()}
