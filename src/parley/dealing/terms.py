"""What a package comes to in a situation, and what its terms are worth to a party, issue by issue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from parley.compiler.calendar import is_active
from parley.compiler.ground import Ground, lay_out
from parley.compiler.packages import claims, tabled_for
from parley.dealing.position import Position
from parley.game import Floats
from parley.scenario.parts import Party, Scenario
from parley.scenario.quantities import Number, Terms


@dataclass(frozen=True)
class Known:
    """What holds at a position.

    `settled` are options that every settlement carries and `expected` those an agreement is measured against,
    by issue; `values` map party, issue and option to points [h]; `tabled` maps a party to the terms that
    others have on the table.
    """

    ground: Ground
    position: Position
    settled: Mapping[str, str]
    expected: Mapping[str, str]
    values: Mapping[str, Mapping[str, Mapping[str, Floats]]]
    tabled: Mapping[str, Sequence[Mapping[str, str]]]

    @property
    def scenario(self) -> Scenario:
        """The scenario that is stood in."""
        return self.ground.scenario

    def package(self, terms: Mapping[str, str]) -> dict[str, str]:
        """What a plan's terms come to here; nothing where a plan has none of its own."""
        return {**terms, **self.settled} if terms else {}


def known_at(scenario: Scenario, position: Position) -> Known:
    """Work out once what holds at a position."""
    ground = lay_out(scenario)
    q = position.situation % ground.postures
    settled, expected = claims(ground, q)
    values = {
        party.id: {
            issue: {
                option: ground.worth(sums, position.round)[:, position.situation]
                for option, sums in options.items()
            }
            for issue, options in party.values.items()
        }
        for party in scenario.parties.values()
    }
    tabled = {party: tabled_for(ground, party, q) for party in scenario.parties}
    return Known(ground, position, settled, expected, values, tabled)


def by_issue(known: Known, party: Party, package: Mapping[str, str]) -> dict[str, tuple[Floats, Floats]]:
    """For each issue the value [h] of a package's option to a party, and the loss [h] against its reference.

    Their sum over issues is what the terms are worth (losses are negative; Koszegi and Rabin 2006). What
    others have tabled is the reference where it is better for the party.
    """
    reference = {**party.reference, **known.expected}
    found = {}
    for issue, option in package.items():
        values = known.values[party.id].get(issue)
        if not values:
            continue
        value = values[option]
        expected = [reference[issue]] if issue in reference else []
        expected += [terms[issue] for terms in known.tabled[party.id] if issue in terms]
        loss = np.zeros_like(value)
        if expected:
            best = np.max([values[one] for one in expected], axis=0)
            loss = -party.loss_aversion.value * np.maximum(0.0, best - value)
        found[issue] = (value, loss)
    return found


def given_up(known: Known, party: Party, package: Mapping[str, str], weights: Floats) -> dict[str, float]:
    """For each issue, how many points a package falls short of the party's best answer, largest first.

    `weights` [h] are what the party makes of the profiles.
    """
    short = {}
    for issue, (value, loss) in by_issue(known, party, package).items():
        best = max(float(weights @ worth) for worth in known.values[party.id][issue].values())
        short[issue] = best - float(weights @ (value + loss))
    return dict(sorted(short.items(), key=lambda item: -item[1]))


def numbers_of(known: Known, party: Party, issue: str, option: str) -> list[tuple[Number, Floats]]:
    """The stated numbers behind an option's value here, with how much of each counts by profile, [h]."""
    return numbers_in(known, party.values[issue][option])


def numbers_in(known: Known, terms: Terms) -> list[tuple[Number, Floats]]:
    """The stated numbers of a sum of terms here, with how much of each counts by profile, [h]."""
    ground, position = known.ground, known.position
    found = []
    for term in terms:
        if (
            not is_active(known.scenario, term, position.round)
            or not ground.holds(term.when)[position.situation]
        ):
            continue
        times = float(ground.times(term.for_each)[position.situation])
        for number in term.amount.numbers:
            under = [ground.under(term.amount, h) is number for h in range(ground.dispositions)]
            found.append((number, times * np.array(under, dtype=np.float64)))
    return found
