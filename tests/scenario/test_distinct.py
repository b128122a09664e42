"""Names are told apart: what shares its name with another of its kind is shown with its id."""

from __future__ import annotations

from tests.compiler.scenes import scenario_of

from parley.scenario import read_scenario_text

TWINS = """
title: Two of one name
as_of: 2025-01-06
round: 7 days
horizon: 4 rounds
parties:
  ann: {name: Republic, patience: {half_life: 1 year}}
  bob:
    name: " republic"
    patience: {half_life: 1 year}
    dispositions: {a: {weight: 50 %, name: Firm}, b: {weight: 50 %, name: firm}}
  eve: {name: Kingdom, patience: {half_life: 1 year}}
issues:
  land: {options: {here: {}, there: {}}}
plans:
  first: {name: The deal, terms: {land: here}}
  second: {name: The deal, terms: {land: there}}
table:
  floor: {alternate: [ann, bob]}
  settlement: {signatories: [ann, bob]}
"""


def test_parties_plans_and_dispositions_of_one_name_are_shown_with_their_ids() -> None:
    """Letters and spaces do not make two names of one; a name that stands alone is left as it is."""
    scenario = read_scenario_text(TWINS)
    assert [party.name for party in scenario.parties.values()] == [
        "Republic (ann)",
        " republic (bob)",
        "Kingdom",
    ]
    assert [plan.name for plan in scenario.plans.values()] == ["The deal (first)", "The deal (second)"]
    assert [kind.name for kind in scenario.parties["bob"].dispositions] == ["Firm (a)", "firm (b)"]


def test_names_that_differ_are_left_alone() -> None:
    """Nothing is added where there is nothing to tell apart."""
    assert not [p for p in scenario_of().parties.values() if p.name.endswith(f"({p.id})")]
