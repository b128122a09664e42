"""A small game with a hidden party, ranges and what-ifs, solved in a moment."""

from __future__ import annotations

from parley.scenario import read_scenario_text
from parley.sensitivity.what_if import Solved, solve_stated

SMALL = """
title: Small
as_of: 2025-01-06
round: 7 days
horizon: 6 rounds
belief_grid: {nodes: 5, limit: 3}
parties:
  north:
    patience: {half_life: {value: 2 years, range: [1 year, 4 years], note: judgement}}
    precision: 0.4
    dispositions: {limited: {weight: {value: 40 %, range: [20 %, 60 %]}}, conqueror: {weight: 60 %}}
    values: {border: {line: {limited: 60, conqueror: 20}, province: 100}}
  south:
    precision: 0.4
    beliefs: {north: {limited: 50 %}}
    values: {border: {line: 40, province: 0}}
    flow: {fighting: {value: -0.5 per week, range: [-1 per week, 0 per week], sources: [F1]}}
issues: {border: [line, province]}
table:
  floor: {north: 30 % per week, south: 30 % per week}
  settlement: {signatories: [north, south]}
endings:
  horizon:
    north: {value: 40, range: [20, 60], note: judgement}
    south: {value: 25, range: [5, 45], sources: [F2], note: judgement of the size}
what_if:
  hasty: {note: The south loses more each week, changes: {parties.south.flow.fighting: -3 per week}}
  patient: {parties.north.patience.half_life: 20 years}
  same: {parties.south.flow.fighting: -0.5 per week}
  trusting:
    note: The analyst gives the limited north more
    changes: {parties.north.dispositions: {limited: {weight: 70 %}, conqueror: {weight: 30 %}}}
  slower: {parties.south.flow.fighting: 0 per week}
"""


def solved() -> Solved:
    """The small case, solved as stated."""
    return solve_stated(read_scenario_text(SMALL), "small", {})
