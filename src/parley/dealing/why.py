"""Why a party would sign or not: the worth of a package and of going on, each taken into its terms."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from parley.dealing.package import any_deal
from parley.dealing.path import GoingOn
from parley.dealing.position import Position
from parley.dealing.standing import Refused, Standing, Tabled, stand_at
from parley.dealing.terms import by_issue, known_at, numbers_in, numbers_of
from parley.errors import UsageError
from parley.files import closest_name
from parley.files.results import Result
from parley.game import Floats, Game
from parley.game.names import Ending, Name
from parley.scenario.parts import Party, Scenario
from parley.scenario.quantities import Number
from parley.solver import Solution


@dataclass(frozen=True)
class Reasons(Result):
    """One signatory's side of a package: signing and a refusal as sums of named terms, in points."""

    party: str
    """the signatory"""
    disposition: str | None
    """which kind of it, where it hides one"""
    signing: Mapping[str, float]
    """term -> points of signing: `value:ISSUE`, `loss:ISSUE`, `any deal`, `risk that it is broken`,
    `risk that it is not ratified`"""
    going_on: Mapping[str, float]
    """term -> points of a refusal: `flow:TERM`, `acts:KIND`, `settlement:PLAN`, `collapse:PARTY`,
    `breakdown`, `horizon`, all discounted and weighed by their chances along equilibrium play"""

    @property
    def gain(self) -> float:
        """What signing is worth more than a refusal."""
        return math.fsum(self.signing.values()) - math.fsum(self.going_on.values())


@dataclass(frozen=True)
class Why(Result):
    """A package taken apart for everybody who would have to sign it."""

    package: str
    """the package"""
    name: str
    """what readers call it"""
    reasons: tuple[Reasons, ...]
    """each signatory's side, of each kind it may be"""


@dataclass(frozen=True)
class Change(Result):
    """The smallest change of one stated number that would make a signatory indifferent, others as they are.

    It holds the play of everybody as solved, and so is a first estimate.
    """

    package: str
    """the package"""
    party: str
    """the signatory"""
    disposition: str | None
    """which kind of it, where it hides one"""
    path: str
    """the number in the scenario"""
    value: float
    """what is stated"""
    needed: float
    """what would be needed"""
    in_range: bool | None
    """whether that stays within the stated range; null where none is stated"""


class Taken:
    """A position whose worth of going on is taken apart when it is first asked for, for every question."""

    def __init__(self, scenario: Scenario, solution: Solution, position: Position):
        self.scenario, self.solution, self.position = scenario, solution, position
        self.standing: Standing = stand_at(solution, position)
        self.known = known_at(scenario, position)
        self._flows: dict[Refused, dict[str, Floats]] = {}

    @cached_property
    def tabled(self) -> list[Tabled]:
        """Every package put to those who would sign it."""
        return [self.standing.tabled(x) for x in range(len(self.standing.structure.packages))]

    def _flows_of(self, refused: Refused) -> dict[str, Floats]:
        """What each named term of the flow comes to after a refusal, [i, h]."""
        if refused not in self._flows:
            self._flows[refused] = self._flow_terms(self.standing.apart(refused))
        return self._flows[refused]

    def _flow_terms(self, on: GoingOn) -> dict[str, Floats]:
        ground, s = self.known.ground, self.standing.structure
        first = [int(np.flatnonzero(s.flow_of == n)[0]) for n in range(on.time.shape[0])]
        found: dict[str, Floats] = {}
        for i, party in enumerate(self.scenario.parties.values()):
            for term in party.flow:
                total = np.zeros(on.worth.shape[1])
                for n, t in enumerate(first):
                    amount = ground.flow((term,), t)
                    total = total + (on.time[n, i] * amount).sum(axis=1)
                found.setdefault(Name.joined("flow", term.name or "flow"), np.zeros(on.worth.shape))[i] += (
                    total
                )
        rest = on.terms.get("fighting", np.zeros(on.worth.shape)) - sum(
            found.values(), np.zeros(on.worth.shape)
        )
        if np.abs(rest).max(initial=0.0) > ROUNDING:
            found[Name.joined("flow", "breach")] = rest
        return found

    def going_on(self, i: int, x: int) -> dict[str, Floats]:
        """The terms of refusing a package for one party, each by profile [h]."""
        refused = self.tabled[x].leads[i]
        on = self.standing.apart(refused)
        terms = {name: flow[i] for name, flow in self._flows_of(refused).items() if flow[i].any()}
        for name, amount in on.terms.items():
            if name != "fighting" and np.abs(amount[i]).max() > 0:
                terms[name] = amount[i]
        if refused.broken:
            terms = {name: (1.0 - refused.broken) * amount for name, amount in terms.items()}
            over = refused.broken * self.standing.breakdown(i)
            terms["breakdown"] = terms.get("breakdown", np.zeros(len(over))) + over
        return terms

    def signing(self, i: int, x: int) -> dict[str, Floats]:
        """The terms of signing a package for one party, each by profile [h]."""
        game, p, tabled = self.standing.game, self.position, self.tabled[x]
        s = game.structure
        party = self.scenario.parties[s.parties[i]]
        package = self.known.package(self.scenario.plans[s.packages[x]].terms)
        terms: dict[str, Floats] = {}
        for issue, (value, loss) in by_issue(self.known, party, package).items():
            terms[Name.joined("value", issue)] = value
            if loss.any():
                terms[Name.joined("loss", issue)] = loss
        wish = any_deal(game, p.round, np.array([p.situation]))[i, :, 0]
        if wish.any():
            terms["any deal"] = wish
        stated = np.sum(list(terms.values()), axis=0) if terms else np.zeros(len(tabled.kept))
        if (tabled.kept < 1.0).any():
            terms["risk that it is broken"] = tabled.settled[i] - stated
        if tabled.holds < 1.0:
            terms["risk that it is not ratified"] = tabled.signing[i] - tabled.settled[i]
        return terms

    def why(self, package: str) -> Why:
        """Take a package apart for everybody who would have to sign it."""
        standing, s = self.standing, self.standing.structure
        x = package_index(standing.game, package)
        plan = self.scenario.plans[s.packages[x]]
        reasons: list[Reasons] = []
        for signatory in plan.signatories:
            i = s.parties.index(signatory)
            signing, on, kinds = self.signing(i, x), self.going_on(i, x), standing.kinds_of(i)
            for k, kind in enumerate(kinds or (None,)):
                weights = standing.weights(i, k if kinds else None)
                reasons.append(Reasons(signatory, kind, _mean(signing, weights), _mean(on, weights)))
        return Why(plan.id, plan.name, tuple(reasons))

    def smallest_change(self, package: str, party: str, disposition: str | None) -> Change | None:
        """The stated number of a signatory whose change by the fewest points would close its gap.

        Candidates are what the package's answers and the horizon are worth to it. Play stays as solved, so it
        is a first estimate: the changed scenario solved anew is the check. None where no number would do.
        """
        s = self.standing.structure
        x, i = package_index(self.standing.game, package), s.parties.index(party)
        kinds = self.standing.kinds_of(i)
        weights = self.standing.weights(i, None if disposition is None else kinds.index(disposition))
        gap = float(weights @ (self.tabled[x].refusal[i] - self.tabled[x].signing[i]))
        options: list[Change] = []
        for number, moves in self._slopes(i, x):
            slope = float(weights @ moves)
            if slope > LEAST_SLOPE or (slope < -LEAST_SLOPE and number.path.startswith("endings.")):
                options.append(_change(package, party, disposition, number, number.value + gap / slope))
        best = min(options, key=lambda change: abs(change.needed - change.value), default=None)
        return None if best is None or abs(best.needed - best.value) > MOST_MOVED else best

    def _slopes(self, i: int, x: int) -> Iterator[tuple[Number, Floats]]:
        """Numbers of a party, and by how much a point of each would make signing gain on a refusal, [h]."""
        s, tabled = self.standing.structure, self.tabled[x]
        party = self.scenario.parties[s.parties[i]]
        refused = tabled.leads[i]
        on = self.standing.apart(refused)
        # The war goes on as well where a signature does not hold.
        left = 1.0 - refused.broken - (1.0 - tabled.holds)
        nothing = np.zeros(on.worth.shape)
        terms = self.known.package(self.scenario.plans[s.packages[x]].terms)
        for issue, option in terms.items():
            best = self._expected(party, issue)
            if not self.known.values[party.id].get(issue) or option in best:
                continue
            later = sum(
                on.weights.get(Ending.settlement(other.id), nothing)[i]
                for other in self.scenario.plans.values()
                if self.known.package(other.terms).get(issue) == option
            )
            _, loss = by_issue(self.known, party, {issue: option})[issue]
            lossy = 1.0 + party.loss_aversion.value * (loss < 0.0)
            for number, counts in numbers_of(self.known, party, issue, option):
                yield number, counts * (tabled.holds * tabled.kept * lossy - left * later)
        reached = on.weights.get("horizon", nothing)[i]
        for term in self.scenario.horizon_worth.get(party.id, ()):
            if not (term.for_each or term.when.posture or term.when.levels):
                for number, counts in numbers_in(self.known, (term,)):
                    yield number, -counts * left * reached

    def _expected(self, party: Party, issue: str) -> set[str]:
        """The options an agreement is measured against, whose worth moves the loss as well."""
        reference = {**party.reference, **self.known.expected}
        lying = [terms[issue] for terms in self.known.tabled[party.id] if issue in terms]
        return {*([reference[issue]] if issue in reference else []), *lying}


ROUNDING = 1e-9
"""What flows under no name (breaches of statements) comes to more than this, or to nothing."""

MOST_MOVED = 100.0
"""A change by more points than the whole scale has is no remedy."""

LEAST_SLOPE = 0.05
"""A number whose point moves the gap by less is no remedy."""


def _change(package: str, party: str, disposition: str | None, number: Number, needed: float) -> Change:
    within = within_range(number, needed)
    return Change(package, party, disposition, number.path, number.value, float(needed), within)


def within_range(number: Number, value: float) -> bool | None:
    """Whether a value lies within the range stated for a number; None where none is stated."""
    if number.low is None or number.high is None:
        return None
    return number.low <= value <= number.high


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


def _mean(terms: Mapping[str, Floats], weights: Floats) -> dict[str, float]:
    return {name: float(amount @ weights) for name, amount in terms.items()}
