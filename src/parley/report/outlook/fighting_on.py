"""How the gain from waiting and the deal table measure what comes after no: in words, where they differ."""

from __future__ import annotations

from parley.languages import wordable, worded
from parley.report.words import listing
from parley.scenario.parts import Scenario

FIGHTING_ON = wordable("Fighting on: the round is fought and nothing more is agreed in it.")


def how_measured(scenario: Scenario | None) -> str:
    """What fighting on is and, where the deal table's going on is something else, how the two differ.

    They are one worth where a round has one turn, a signature holds and a refusal breaks nothing off.
    """
    why = differences(scenario)
    if not why:
        return worded(FIGHTING_ON)
    return worded(
        "{fighting_on} The deal table sets signing against a refusal at the table instead, and there"
        " {list}; so the two can differ, even in sign.",
        fighting_on=worded(FIGHTING_ON),
        list=listing(why),
    )


def differences(scenario: Scenario | None) -> list[str]:
    """What makes going on after a refusal something else than fighting on, or signing than a peace."""
    if scenario is None:
        return []
    ratified = any(plan.offering.ratified for plan in scenario.plans.values())
    found = {
        worded("others may still speak in the round"): len(scenario.turns) > 1,
        worded("a signature may not hold"): ratified,
        worded("talks may break off"): scenario.breakdown_chance.value > 0,
    }
    return [why for why, so in found.items() if so]
