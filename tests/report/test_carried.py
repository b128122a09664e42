"""Settlements that carry more than their names say."""

from __future__ import annotations

from tests.report.fake_outlook import fake_outlook

from parley.outlook import Outlook
from parley.report.reading import Reading
from parley.scenario import read_scenario_text

SCENARIO = """
title: a claim
as_of: 2025-01-01
round: 7 days
horizon: 4 rounds
parties:
  north: {values: {land: {here: 40, there: 0}}}
  south: {values: {land: {here: 0, there: 40}}}
issues: {land: [here, there]}
conditions:
  claim: {name: Land first, issue: land, option: here, claimant: north, target: south}
table:
  floor: {north: 30 % per week, south: 30 % per week}
  settlement: {signatories: [north, south]}
"""


def reading(conceded: float) -> Reading:
    """A reading in which the claim is conceded with a probability that grows to `conceded`."""
    outlook = Outlook.read(
        fake_outlook() | {"posture": {"claim": {"conceded": [0.0, conceded / 2, conceded]}}}
    )
    return Reading(outlook, read_scenario_text(SCENARIO))


def test_a_condition_conceded_beforehand_is_said_to_bind_every_settlement() -> None:
    """Where a condition may be conceded first, the reader is told that settlements carry it."""
    assert reading(0.2).carried == (
        "Where “Land first” has been conceded beforehand, every settlement carries it, whatever its name."
    )


def test_nothing_is_said_of_a_condition_that_is_hardly_ever_conceded() -> None:
    """A concession in less than one course of a hundred is not worth a sentence."""
    assert reading(0.009).carried == ""
