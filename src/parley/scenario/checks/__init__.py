"""Checks that need the whole scenario: sums over situations."""

from parley.scenario.checks.sums import check_scenario

__all__ = ["check_scenario"]
