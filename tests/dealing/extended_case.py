"""A small extended scenario: three kinds, two hidden sides, a fact nobody knows, turns, priced offers."""

from __future__ import annotations

EXTENDED = """
title: two sides that both hide something
as_of: 2025-01-01
round: 7 days
horizon: 1 rounds
belief_grid: {nodes: 3, limit: 3}
parties:
  north:
    patience: {per_round: 1}
    precision: 0.1
    dispositions: {mild: {weight: 50 %}, firm: {weight: 30 %}, hard: {weight: 20 %}}
    values: {land: {here: {mild: 70, firm: 50, hard: 30}, there: 10}}
  south:
    patience: {per_round: 1}
    precision: 0.1
    dispositions: {weary: {weight: 40 %}, fresh: {weight: 60 %}}
    beliefs: {north: {mild: 20 %, firm: 30 %, hard: 50 %}}
    values: {land: {here: {weary: 40, fresh: 25}, there: 70}}
    flow: {war: {add: -2 per round, when: {aid: off}}}
  patron:
    patience: {per_round: 1}
    precision: 0.1
    any_deal: {bonus: 6}
unknowns: {fortune: {kinds: {fair: {weight: 50 %}, foul: {weight: 50 %}}}}
issues: {land: [here, there]}
levers: {aid: {holder: patron, settings: [on, off], start: on, switch_cost: 1}}
gestures: {favour: {by: north, cost: {mild: 0.5, firm: 1, hard: 2}}}
table:
  turns:
    deeds: {floor: {north: 30 % per round, patron: 50 % per round}, acts: [gestures, levers]}
    talks: {floor: {north: 40 % per round, south: 40 % per round}, acts: [plans]}
  settlement:
    signatories: [north, south]
    refused: 1
    ratified: 80 %
    unratified: {south: 5}
endings: {horizon: {north: 40, south: 30, patron: 20}}
"""

LONGER = EXTENDED.replace("horizon: 1 rounds", "horizon: 4 rounds")
