"""A study by levels: what it says against the study in full, and how far off it says it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from parley.errors import UsageError
from parley.game import Floats
from parley.report.sensitivity.study.making import accuracy_words, how_solved
from parley.scenario import read_scenario_text
from parley.sensitivity.study import Draws, draw
from parley.sensitivity.study.conducting import SerialExecutor
from parley.sensitivity.study.finding import Figures, Summary
from parley.sensitivity.study.levels import forms
from parley.sensitivity.study.levels.fitting import Ridge, corrected, held_out, predicted
from parley.sensitivity.study.levels.forms import coarse_form, split
from parley.sensitivity.study.levels.joining import chances_of, join, transformed
from parley.sensitivity.study.store import open_to_read
from parley.workbench.study import StudyAsked, study

TURNS = """
title: Two sides, two turns
as_of: 2025-01-06
round: 7 days
horizon: 8 rounds
belief_grid: {nodes: 5, limit: 4, play_parts: 1}
parties:
  north:
    precision: {value: 0.15, range: [0.1, 0.2], note: judged}
    dispositions:
      mild: {weight: {value: 50 %, range: [20 %, 80 %], note: judged}}
      hard: {weight: 50 %}
    values: {land: {here: {value: 60, range: [45, 75], note: judged}, there: 20}}
    flow: {fighting: {value: -1 per week, range: [-2 per week, 0 per week], note: judged}}
  south:
    precision: 0.15
    values: {land: {here: {value: 30, range: [15, 45], note: judged}, there: 70}}
    flow: {fighting: -2 per week}
issues: {land: [here, there]}
plans: {here: {terms: {land: here}}, there: {terms: {land: there}}}
table:
  turns:
    first: {floor: {north: 20 % per week, south: 10 % per week}, acts: [plans]}
    second: {floor: {north: 10 % per week, south: 20 % per week}, acts: [plans]}
  settlement: {signatories: [north, south]}
endings: {horizon: {north: {mild: 35, hard: {value: 50, range: [40, 60], note: judged}}, south: 30}}
"""
ONE_TURN = """
  floor: {north: 20 % per week, south: 10 % per week}
  settlement: {signatories: [north, south]}
endings: {horizon: {north: 35, south: 30}}
"""


@pytest.fixture
def small_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    """A budget under which even this game is one of those too large for every draw."""
    monkeypatch.setattr(forms, "BUDGET", 64 * forms.DRAW)
    monkeypatch.setattr(forms, "FEWEST", 16)


@pytest.fixture
def one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draws are made in this very process, which need not be started and has the solver loaded."""
    monkeypatch.setattr(
        import_module("parley.workbench.study"), "_executor", lambda recipe, asked: SerialExecutor(recipe)
    )


def test_a_study_by_levels_says_what_the_study_in_full_says(
    small_budget: None, one_process: None, tmp_path: Path
) -> None:
    """Mean and ends of four draws in five lie within three times their stated accuracy of the truth."""
    (tmp_path / "duo").mkdir()
    (tmp_path / "duo" / "scenario.yaml").write_text(TURNS, encoding="utf-8")
    ask = StudyAsked(draws=96, workers=1)
    mine = study(tmp_path / "duo", ask, out=tmp_path / "levels").summary
    full = study(tmp_path / "duo", replace(ask, full=True), out=tmp_path / "full").summary
    levels = mine.levels
    assert levels is not None and full.levels is None
    assert 16 <= levels.full < levels.full + levels.coarse < 96
    assert levels.full + levels.coarse + levels.read_off == mine.solved == full.solved == 96
    off = levels.accuracy
    for told, true, margin in (
        (mine.any_settlement.mean, full.any_settlement.mean, off.settled_mean),
        (mine.any_settlement.p10, full.any_settlement.p10, off.settled_p10),
        (mine.any_settlement.p90, full.any_settlement.p90, off.settled_p90),
    ):
        assert abs(told[-1] - true[-1]) < 3 * margin + 0.01
    assert f"{levels.full} solved as stated" in how_solved(mine)
    assert "held out" in accuracy_words(mine)[0] and accuracy_words(full) == ()
    _the_same_again(tmp_path, ask, mine)


def _the_same_again(tmp_path: Path, ask: StudyAsked, mine: Summary) -> None:
    """Going on with what is there says the same to the last bit; a query is shown the way."""
    more = study(tmp_path / "duo", replace(ask, resume=True), out=tmp_path / "levels").summary
    assert more.document() == mine.document()
    with pytest.raises(UsageError, match="there is a study in"):
        study(tmp_path / "duo", ask, out=tmp_path / "levels")
    with pytest.raises(UsageError, match="keeps its solves in"), open_to_read(tmp_path / "levels"):
        pass


@pytest.mark.slow
def test_workers_move_no_bit(small_budget: None, tmp_path: Path) -> None:
    """Two workers or one: the same document."""
    (tmp_path / "duo").mkdir()
    (tmp_path / "duo" / "scenario.yaml").write_text(TURNS, encoding="utf-8")
    one, two = (
        study(tmp_path / "duo", StudyAsked(draws=96, workers=n), out=tmp_path / f"{n}").summary
        for n in (1, 2)
    )
    assert one.levels is not None and one.document() == two.document()


def test_small_and_plain_games_are_solved_in_full() -> None:
    """Whatever the draws, a plain game has no levels; an extended one only from some number of draws on."""
    extended = read_scenario_text(TURNS)
    plain = read_scenario_text(TURNS[: TURNS.index("  turns:")] + ONE_TURN)
    assert split(plain, 1_000_000) is None
    assert split(extended, 100) is None and split(extended, 1_000_000) is not None
    coarse = coarse_form(extended)
    assert (coarse.belief_grid.nodes, coarse.rounds, coarse.round_days) == (2, 2, 28.0)


def _planted(draws: Draws, rows: range, shift: float, noise: float, seed: int) -> Figures:
    """Draws whose chances are logit in what was drawn; cumulative, in straight lines to the horizon."""
    generator = np.random.default_rng(seed)
    place = (draws.values - draws.values.mean(axis=0)) / draws.values.std(axis=0)
    inner = place[rows.start : rows.stop] @ np.array([1.0, -0.6, 0.3, 0.0, 0.2, 0.1])
    odds = np.stack([inner + shift, -0.5 * inner, np.zeros(len(rows))], axis=1)
    odds[:, :2] += noise * generator.normal(size=(len(rows), 2))
    chances = np.exp(odds) / np.exp(odds).sum(axis=1, keepdims=True)
    path = np.linspace(0.0, 1.0, 5)
    ended = chances[:, :2, None] * path
    endings = np.concatenate([ended, 1.0 - ended.sum(axis=1, keepdims=True)], axis=1)
    start = read_scenario_text(TURNS).as_of
    days = tuple(start + timedelta(days=14 * t) for t in range(5))
    names = ("settlement:here", "settlement:there", "still_fighting")
    worths = np.stack([inner, -inner], axis=1)
    return Figures(
        tuple(rows),
        draws.paths,
        draws.values[rows.start : rows.stop],
        names,
        days,
        endings,
        ("north", "south"),
        worths,
        ("here", "there"),
        np.full((len(rows), 2), 0.9),
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_planted_levels_are_joined_to_the_truth(seed: int) -> None:
    """Coarse draws that are off by a shift and noise: the whole is told within twice its stated accuracy."""
    scenario = read_scenario_text(TURNS)
    draws = draw(scenario, 500, seed=seed)
    full, true = (_planted(draws, range(n), 0.8, 0.1, seed) for n in (24, 500))
    joined = join(
        scenario, draws, full, _planted(draws, range(150), 0.0, 0.1, seed + 10), coarse_form(scenario)
    )
    settled, truth = (f.endings[:, :2, -1].sum(axis=1) for f in (joined.figures, true))
    accuracy = joined.levels.accuracy
    assert abs(settled.mean() - truth.mean()) < 2 * accuracy.settled_mean
    assert abs(np.quantile(settled, 0.1) - np.quantile(truth, 0.1)) < 2 * accuracy.settled_p10
    assert abs(np.quantile(settled, 0.9) - np.quantile(truth, 0.9)) < 2 * accuracy.settled_p90
    assert accuracy.settled_mean < 0.06 and joined.levels.read_off == 350
    _a_study_of_chances(joined.figures.endings)
    assert (joined.figures.endings[:24] == full.endings).all()


def _a_study_of_chances(endings: Floats) -> None:
    """Chances sum to one by every date, and no ending is undone."""
    assert endings.min() >= 0.0
    assert endings.sum(axis=1) == pytest.approx(np.ones((len(endings), endings.shape[2])))
    assert (np.diff(endings[:, :-1], axis=2) >= -1e-12).all()


def test_chances_come_back_from_their_log_odds() -> None:
    """Putting figures on scales without ends and back changes nothing."""
    scenario = read_scenario_text(TURNS)
    figures = _planted(draw(scenario, 16, seed=1), range(16), 0.3, 0.2, 1)
    told = transformed(figures)[:, : 3 * 5]
    assert chances_of(told, (3, 5)) == pytest.approx(figures.endings, abs=1e-12)


def test_a_correction_is_judged_by_what_it_has_not_seen() -> None:
    """Where a line holds it is found; what is missed is what a fit without that draw misses."""
    generator = np.random.default_rng(5)
    coarse = generator.normal(size=(12, 1))
    full = 2.0 + 3.0 * coarse + 0.1 * generator.normal(size=(12, 1))
    correction, missed = corrected(coarse, full)
    assert correction.slope[0] == pytest.approx(3.0, abs=0.2)
    without, _ = corrected(coarse[1:], full[1:])
    assert missed[0] == pytest.approx(full[0] - without.of(coarse[:1])[0])


def test_a_regression_does_not_see_what_is_held_out() -> None:
    """Noise is told no better than by its mean, where the fit to what it has seen would look good."""
    generator = np.random.default_rng(6)
    places, noise = generator.normal(size=(60, 80)), generator.normal(size=(60, 1))
    how = Ridge(penalty=0.03, screened=True, bent=False)
    assert ((predicted(how, places, noise, places) - noise) ** 2).mean() < 0.2
    assert ((held_out(how, places, noise) - noise) ** 2).mean() > 0.8
