"""Influence by levels: what it says of a game that can also be solved in full, and how far off it says it
is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.sensitivity.study.test_levels import TURNS

from parley import workbench
from parley.report.reading import Reading
from parley.report.sensitivity.influence import influence_sections
from parley.report.sensitivity.influence_markdown import influence_markdown
from parley.scenario import restate
from parley.sensitivity.influence import Settings, levels
from parley.sensitivity.influence.additive import share_additively
from parley.sensitivity.study.levels import forms
from parley.workbench.running import outlook_of

OUTCOMES = ("settlement", "settlement:here@2025-02-10", "worth:south")


@pytest.fixture
def found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> workbench.InfluenceRun:
    """The influence on a small game, looked at as if it were a large one."""
    monkeypatch.setattr(forms, "BUDGET", 64 * forms.DRAW)
    monkeypatch.setattr(levels, "BUDGET", 12 * forms.DRAW)
    (tmp_path / "duo").mkdir()
    (tmp_path / "duo" / "scenario.yaml").write_text(TURNS, encoding="utf-8")
    return workbench.influence(tmp_path / "duo", OUTCOMES, settings=Settings(200, 1))


def test_numbers_do_what_they_do_in_full(found: workbench.InfluenceRun) -> None:
    """Both ends of every range solved in full: effects are within three times what is said of their
    accuracy.
    """
    told = found.influence.levels
    assert told is not None and len(told.checked) == 2 < told.screened == 6
    assert told.draws == 24 and 0.0 < told.added_up[0] <= 1.0
    scenario = found.stated.scenario
    for n, one in enumerate(found.influence.outcomes[:1]):
        for number in one.numbers:
            ends = [
                outlook_of(restate(scenario, {number.path: value}), "duo", {}).settled
                for value in (number.low, number.high)
            ]
            true = abs(one.stated - ends[0]) + abs(ends[1] - one.stated)
            margin = 1e-6 if number.path in told.checked else 3 * told.error[n] + 0.01
            assert abs(number.size - true) <= margin, number.path


def test_how_sure_it_is_stands_in_the_first_lines(found: workbench.InfluenceRun) -> None:
    """The accuracy, what was checked and what is in no share; groups and numbers have shares with
    intervals.
    """
    reading = Reading(found.stated.outlook, found.stated.scenario)
    section, dated, worth = influence_sections(reading, found.influence)
    assert "How sure: what" in section.lead[1] and "percentage points (root mean square)" in section.lead[1]
    assert "points (root mean square)" in worth.lead[1] and dated.lead
    table = section.figures[0].table
    assert table is not None and "Slope" not in table.columns
    shares = [row[table.columns.index("Share of the spread")] for row in table.rows]
    assert any("±" in str(one) for one in shares)
    assert "How sure" in influence_markdown(reading, found.influence)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_planted_shares_are_found(seed: int) -> None:
    """Of what adds up, shares are those of the variances; what does not is told as not told."""
    generator = np.random.default_rng(seed)
    effects = (generator.random((400, 30)) - 0.5) * np.linspace(3.0, 0.1, 30)
    noise = generator.normal(size=400)
    together = effects.sum(axis=1)
    found = together * 0.8 + noise * 0.8 * together.std() * 0.5
    shared = share_additively(effects, found, {"first": np.arange(3), "rest": np.arange(3, 30)}, seed)
    true = (0.8 * effects).var(axis=0) / found.var()
    for n, shares in shared.numbers.items():
        assert abs(shares.first - true[n]) < 2 * shares.first_margin + 0.02
    assert abs(shared.told - 0.8) < 0.1
    first = shared.groups["first"]
    assert abs(first.total - true[:3].sum()) < 2 * first.total_margin + 0.02


def test_noise_is_in_no_share() -> None:
    """Draws that have nothing to do with what numbers do alone: next to nothing is told."""
    generator = np.random.default_rng(4)
    shared = share_additively(generator.random((60, 20)), generator.normal(size=60), {}, 1)
    assert shared.told < 0.1
