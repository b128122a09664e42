"""A search for consistent beliefs ends also where choices answer steeply to them."""

from __future__ import annotations

import csv
from pathlib import Path

from parley.compiler import compile_game
from parley.scenario import read_scenario, restate
from parley.solver import play, solve

CASE = Path(__file__).resolve().parents[2] / "cases" / "ukraine-2025-plain"
STEEP = Path(__file__).parent / "draws" / "steep.csv"


def test_a_search_does_not_leap_to_and_fro_over_its_point() -> None:
    """A draw of the shipped case over its ranges in which, past a node, choices answer ten times as steeply.

    With steps as long as they like, searches there went on leaping over the point they looked for, and
    beliefs and choices disagreed by 2.8 in log-odds where play leads.
    """
    with STEEP.open(encoding="utf-8", newline="") as rows:
        drawn = {row["path"]: float(row["value"]) for row in csv.DictReader(rows)}
    assert play(solve(compile_game(restate(read_scenario(CASE), drawn)))).residual < 1e-3
