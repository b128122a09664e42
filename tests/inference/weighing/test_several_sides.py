"""A record weighed against a game in which three kinds of one party and one fact are hidden."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

from parley import workbench

REFUSAL = Path(__file__).parents[2] / "refusals" / "move-unknown"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A small war in which Russia is of three kinds, and nobody knows how the front will move."""
    text = (REFUSAL / "scenario.yaml").read_text(encoding="utf-8")
    text = text.replace(
        "dispositions: {pragmatic: {weight: 40 %}, maximalist: {weight: 60 %}}",
        "dispositions: {pragmatic: {weight: 30 %}, patient: {weight: 30 %}, maximalist: {weight: 40 %}}",
    )
    text = text.replace("{pragmatic: 60, maximalist: 100}", "{pragmatic: 60, patient: 80, maximalist: 100}")
    text = re.sub(r"^ +beliefs:.*\n", "", text, flags=re.MULTILINE)
    text = text.replace("up: 5 % per week", "up: {worse: 8 % per week, even: 4 % per week}")
    text = text.replace("horizon: 40 rounds", "horizon: 4 rounds").replace(", until: 2025-06-01", "")
    text += "unknowns: {odds: {kinds: {worse: {weight: 50 %}, even: {weight: 50 %}}}}\n"
    text += "belief_grid: {nodes: 5, limit: 4, play_parts: 1}\n"
    (tmp_path / "scenario.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "moves.csv").write_bytes((REFUSAL / "moves.csv").read_bytes())
    (tmp_path / "coding.yaml").write_text(
        "from: 2025-01-06\ncoder: desk-1\nactors: {russia: [RUSGOV], ukraine: [UKRGOV]}\n"
        "moves:\n  M1: {counts_as: propose:truce, reason: x}\n",
        encoding="utf-8",
    )
    return tmp_path


def test_beliefs_are_those_of_kinds_and_not_of_combinations(case: Path) -> None:
    """The analyst begins with the stated weights of the three kinds, and they go on summing to one."""
    document = workbench.weigh(case).weighing
    analyst = document["beliefs"]["analyst"]
    assert [round(path[0], 9) for path in analyst.values()] == [0.3, 0.3, 0.4]
    assert all(math.isclose(sum(now), 1.0) for now in zip(*analyst.values(), strict=True))


def test_what_a_move_told_is_the_change_of_the_odds_of_the_first_kind(case: Path) -> None:
    """From moment to moment the odds of the first kind change by just what each moment told."""
    document = workbench.weigh(case).weighing
    odds = math.log(0.3 / 0.7) + sum(moment["told"] for moment in document["moments"])
    last = document["beliefs"]["analyst"]["pragmatic"][-1]
    assert any(abs(moment["told"]) > 1e-6 for moment in document["moments"])
    assert odds == pytest.approx(math.log(last / (1.0 - last)), abs=1e-9)
    found = [value for value in document["log_likelihood_by_disposition"].values() if value is not None]
    assert len(found) == 3
