"""What solving and playing an open game takes is what its size said beforehand."""

from __future__ import annotations

import tracemalloc

from parley.compiler import compile_game
from parley.scenario import read_scenario_text
from parley.solver import play, solve

MANY_OFFERS = """
title: many offers
as_of: 2025-01-01
round: 1 day
horizon: 300 rounds
parties:
  one: {patience: {per_round: 0.9}, precision: 0.5}
  two: {patience: {per_round: 0.9}, precision: 0.5}
issues: {pie: {split: [one, two], steps: 400}}
table:
  floor: {alternate: [one, two]}
  settlement: {signatories: [one, two]}
"""


def test_counting_what_is_played_is_in_the_size() -> None:
    """Where offers are many and situations few, counts by round and action are nearly all there is."""
    game = compile_game(read_scenario_text(MANY_OFFERS))
    play(solve(game))
    tracemalloc.start()
    play(solve(game))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert game.size.bytes > 20 * game.size.bytes_at_once
    assert 0.5 * peak < game.size.bytes < 1.6 * peak
