"""A signatory to whom nothing is worth anything signs by a toss of a coin, and is told so."""

from __future__ import annotations

import pytest

from parley.compiler.advice import advise
from parley.scenario import read_scenario_text

MEDIATED = """
title: A mediated pie
as_of: 2025-01-06
round: 7 days
horizon: 4 rounds
parties:
  ann: {patience: {half_life: 1 year}}
  bob: {patience: {half_life: 1 year}}
  mediator: {patience: {half_life: 1 year}%s}
issues:
  land:
    options: {here: {}, there: {}}
plans:
  first: {land: here}
table:
  floor: {ann: 30 %% per week, mediator: 30 %% per week}
  settlement: {signatories: %s}
endings:
  horizon: {ann: 20, bob: 30%s}
"""


def _advice(values: str = "", signatories: str = "[ann, bob, mediator]", horizon: str = "") -> str:
    return "\n".join(advise(read_scenario_text(MEDIATED % (values, signatories, horizon))))


def test_a_mediator_who_must_sign_and_values_nothing_is_named() -> None:
    """The advice names the party, what its signature comes to, and the remedies."""
    said = _advice()
    assert "parties.mediator: it must sign and nothing is worth anything to it" in said
    assert "toss of a coin" in said
    assert "parties.ann" not in said


@pytest.mark.parametrize(
    "changed",
    [
        {"values": ", values: {land: {here: 5, there: 0}}"},
        {"horizon": ", mediator: -10"},
        {"signatories": "[ann, bob]"},
    ],
)
def test_one_that_values_something_or_need_not_sign_is_left_alone(changed: dict[str, str]) -> None:
    """A worth of a package, a worth of going on, or no signature asked for: no advice."""
    assert "nothing is worth anything to it" not in _advice(**changed)
