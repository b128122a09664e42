"""What a package comes to in a situation, and what its terms are worth to a party, issue by issue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from parley.compiler.packages import claims
from parley.scenario.parts import LADDER, Party, Scenario


@dataclass(frozen=True)
class Claims:
    """Options that every settlement carries, and options a party measures an agreement against, by issue."""

    settled: Mapping[str, str]
    expected: Mapping[str, str]


def claims_at(scenario: Scenario, settings: Mapping[str, str]) -> Claims:
    """What conditions settle and what they make expected, where each stands as `settings` has it."""
    ladder = [LADDER.index(settings[name]) for name in scenario.conditions]
    return Claims(*claims(scenario, ladder))


def by_issue(
    party: Party, package: Mapping[str, str], expected: Mapping[str, str], h: int
) -> dict[str, tuple[float, float]]:
    """For each issue the value of the package's option to a party, and the loss against its reference.

    Their sum over issues is what the terms are worth (losses are negative; Koszegi and Rabin 2006).
    """
    reference = {**party.reference, **expected}
    found = {}
    for issue, option in package.items():
        values = party.values.get(issue)
        if not values:
            continue
        value = values[option].under(h).value
        loss = 0.0
        if issue in reference:
            shortfall = values[reference[issue]].under(h).value - value
            loss = -party.loss_aversion.value * max(0.0, shortfall)
        found[issue] = (value, loss)
    return found


def given_up(
    party: Party, package: Mapping[str, str], expected: Mapping[str, str], h: int
) -> dict[str, float]:
    """For each issue, how many points a package falls short of the party's best answer, largest first."""
    here = by_issue(party, package, expected, h)
    short = {}
    for issue, (value, loss) in here.items():
        best = max(quantity.under(h).value for quantity in party.values[issue].values())
        short[issue] = best - value - loss
    return dict(sorted(short.items(), key=lambda item: -item[1]))
