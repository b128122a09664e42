"""What a reader of a coarse answer is told of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from parley.case import open_case
from parley.outlook.coarse import coarsened
from parley.workbench import Preview

CASE = Path(__file__).parents[2] / "cases" / "ukraine-2025"


def test_a_preview_that_ends_on_another_day_says_so() -> None:
    """Longer rounds may end after the day the case looks ahead to: both days are named."""
    case = open_case(CASE)
    coarse, longer = coarsened(case.scenario)
    outlook: Any = SimpleNamespace(solver=SimpleNamespace(belief_nodes=27))
    said = Preview(case, coarse, outlook, longer, None).caveat.replace("\N{NO-BREAK SPACE}", " ")
    assert "up to 5 August 2026 where the case as stated ends on 24 June 2026" in said
    same = replace(case.scenario, belief_grid=coarse.belief_grid)
    assert "as stated ends" not in Preview(case, same, outlook, 1, None).caveat
