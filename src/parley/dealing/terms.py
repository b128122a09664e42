"""What a package comes to in a situation, and what its terms are worth to a party, issue by issue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from parley.compiler.ground import Ground, lay_out
from parley.compiler.packages import claims
from parley.dealing.position import Position
from parley.game import Floats
from parley.scenario.parts import Party, Scenario
from parley.scenario.quantities import Number


@dataclass(frozen=True)
class Known:
    """What holds at a position.

    `settled` are options that every settlement carries and `expected` those an agreement is measured against,
    by issue; `values` map party, issue and option to points [h].
    """

    ground: Ground
    position: Position
    settled: Mapping[str, str]
    expected: Mapping[str, str]
    values: Mapping[str, Mapping[str, Mapping[str, Floats]]]

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
    settled, expected = claims(ground, position.situation % ground.postures)
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
    return Known(ground, position, settled, expected, values)


def by_issue(
    known: Known, party: Party, package: Mapping[str, str], h: int
) -> dict[str, tuple[float, float]]:
    """For each issue the value of the package's option to a party, and the loss against its reference.

    Their sum over issues is what the terms are worth (losses are negative; Koszegi and Rabin 2006).
    """
    reference = {**party.reference, **known.expected}
    found = {}
    for issue, option in package.items():
        values = known.values[party.id].get(issue)
        if not values:
            continue
        value, loss = float(values[option][h]), 0.0
        if issue in reference:
            loss = -party.loss_aversion.value * max(0.0, float(values[reference[issue]][h]) - value)
        found[issue] = (value, loss)
    return found


def given_up(known: Known, party: Party, package: Mapping[str, str], h: int) -> dict[str, float]:
    """For each issue, how many points a package falls short of the party's best answer, largest first."""
    short = {}
    for issue, (value, loss) in by_issue(known, party, package, h).items():
        best = max(float(worth[h]) for worth in known.values[party.id][issue].values())
        short[issue] = best - value - loss
    return dict(sorted(short.items(), key=lambda item: -item[1]))


def numbers_of(known: Known, party: Party, issue: str, option: str) -> list[tuple[Number, int, int]]:
    """The stated numbers behind an option's value here, with their place among so many dispositions."""
    return [
        (number, k, len(term.amount.numbers))
        for term in party.values[issue][option]
        if term.for_each is None and known.ground.holds(term.when)[known.position.situation]
        for k, number in enumerate(term.amount.numbers)
    ]
