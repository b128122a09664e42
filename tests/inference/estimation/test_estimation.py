"""Numbers estimated from a record: the truth is found where there is enough to see, and intervals hold it."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import chi2
from tests.inference.scoring.war import write_case
from typer.testing import CliRunner

from parley import workbench
from parley.cli.main import app
from parley.errors import UsageError
from parley.inference.estimation import (
    Estimation,
    EstimationHead,
    Likelihood,
    Models,
    Settings,
    choose,
    coverage,
    estimate,
    record_of,
)
from parley.inference.weighing import CodedRecord, weigh
from parley.playing import sample_histories
from parley.scenario import read_scenario_text
from parley.scenario.parts import Scenario

LONG = """
title: two who bargain while it burns
as_of: 2025-01-01
round: 7 days
horizon: 40 rounds
parties:
  north:
    patience: {per_round: 1}
    precision: 0.15
    values: {land: {here: 60, middle: 40, there: 15}}
    flow: {war: {value: -0.2 per week, range: [-2 per week, 0 per week]}}
  south:
    patience: {per_round: 1}
    precision: 0.15
    values: {land: {here: 12, middle: 38, there: 65}}
issues: {land: [here, middle, there]}
gestures: {favour: {by: north, cost: 3, worth: {south: 1}}}
table:
  floor: {north: 50 % per round, south: 40 % per round}
  settlement: {signatories: [north, south]}
endings: {horizon: {north: 80, south: 80}}
"""
TRUE = 0.15
HEAD = EstimationHead("case", "title", "0", {}, date(2025, 1, 1), date(2025, 2, 1))


@cache
def _war() -> Scenario:
    """A war in which both would rather wait for the end than settle, so that it lasts."""
    return read_scenario_text(LONG)


@cache
def _models(*asked: str) -> Models:
    return Models(_war(), choose(_war(), asked or ("precision",)), Settings(workers=1, points=9))


@cache
def _records(count: int) -> tuple[CodedRecord, ...]:
    """Records the war itself draws."""
    models, scenario = _models(), _war()
    drawn = models.at([models.parameters[0].place(TRUE)])
    assert drawn is not None
    histories = sample_histories(scenario, drawn.solution, count, 20250101)
    s = drawn.solution.game.structure
    return tuple(record_of(one, s, scenario.as_of, scenario.pace) for one in histories)


@cache
def _estimated() -> Estimation:
    """Precision estimated from thirty such records together."""
    return estimate(HEAD, Likelihood(_models(), _records(30)), 1)[0]


def test_a_drawn_record_has_nothing_the_model_does_not_allow() -> None:
    """What the model did is possible to it, and its log-likelihood is finite."""
    strategies = _models().at([_models().parameters[0].place(TRUE)])
    assert strategies is not None
    for coded in _records(30):
        weighed = weigh(strategies.solution, coded, strategies=strategies)
        assert weighed.impossible == () and np.isfinite(weighed.log_likelihood)


def test_much_to_see_brings_the_truth() -> None:
    """The interval from thirty records holds the precision they were drawn with, and is narrow."""
    (number,) = _estimated().numbers
    assert number.lower is not None and number.upper is not None
    assert number.lower < TRUE < number.upper
    assert number.upper / number.lower < 2.0
    assert number.stated == TRUE and number.stated_p is not None and number.stated_p > 0.05


def test_the_interval_ends_where_the_profile_crosses_its_level() -> None:
    """At both ends the log-likelihood is half a quantile of chi-squared below the maximum."""
    (number,) = _estimated().numbers
    models = _models()
    cut = _estimated().log_likelihood - chi2.ppf(0.95, 1) / 2
    likelihood = Likelihood(models, _records(30))
    for end in (number.lower, number.upper):
        assert end is not None
        # The place of an end is found to 1e-4 of the range.
        assert likelihood.at([models.parameters[0].place(end)]) == pytest.approx(cut, abs=0.02)
    assert max(p.log_likelihood for p in number.profile) == _estimated().log_likelihood


def test_two_numbers_are_told_apart() -> None:
    """The profile of one lets the other go where it likes, so it lies above the likelihood with it fixed."""
    models = _models("parties.north.precision", "parties.north.flow.war")
    likelihood = Likelihood(models, _records(12))
    found, maximum = estimate(HEAD, likelihood, 1)
    for i, number in enumerate(found.numbers):
        for point in number.profile:
            places = maximum.places.copy()
            places[i] = models.parameters[i].place(point.value)
            assert point.log_likelihood >= likelihood.at(tuple(places)) - 1e-9
        assert max(point.log_likelihood for point in number.profile) <= found.log_likelihood + 1e-9


def test_a_single_precision_is_one_for_all() -> None:
    """`precision` sets that of every party, and its range is wide where none is stated."""
    (parameter,) = choose(_war(), ["precision"])
    assert parameter.paths == ("parties.north.precision", "parties.south.precision")
    assert parameter.geometric and (parameter.low, parameter.high) == pytest.approx((0.015, 1.5))
    for place in (0.0, 0.3, 1.0):
        assert parameter.place(parameter.value(place)) == pytest.approx(place)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["parties.north.precison"], "did you mean 'parties.north.precision'"),
        (["parties.north.patience.per_round"], "has no range: say where to look"),
        (["precision=1..0.5"], "must rise"),
        (["precision=fast"], "LOW..HIGH"),
        (["precision", "parties.north.precision"], "named twice"),
        ([], "name one to 3"),
    ],
)
def test_what_cannot_be_estimated_is_refused(asked: list[str], said: str) -> None:
    """With what is wrong and what to do."""
    with pytest.raises(UsageError, match=said.replace("(", r"\(")):
        choose(_war(), asked)


def test_a_case_is_estimated_and_written(tmp_path: Path) -> None:
    """Command, JSON, profile and page agree; the likelihood at the estimate is that of weighing with it."""
    folder = write_case(_made(tmp_path / "case"))
    out = tmp_path / "out"
    run = CliRunner().invoke(
        app, ["estimate", str(folder), "precision=0.05..1", "--points", "5", "--json", "--out", str(out)]
    )
    assert run.exit_code == 0, run.output
    found = Estimation.read(json.loads(run.stdout))
    assert found == Estimation.read(json.loads((out / "estimate.json").read_text(encoding="utf-8")))
    (number,) = found.numbers
    assert 0.05 <= number.value <= 1.0
    changes = dict.fromkeys(number.paths, number.value)
    weighed = workbench.weigh(folder, changes=changes).weighing
    assert weighed["log_likelihood"] == pytest.approx(found.log_likelihood, abs=1e-6)
    lines = (out / "estimate.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1 + len(number.profile)
    assert "likelihood-ratio" in (out / "estimate.html").read_text(encoding="utf-8")


def test_an_estimate_is_shown_by_later_briefs_while_it_holds(tmp_path: Path) -> None:
    """Kept beside the outlook, and left out with its reason once a number of the scenario has changed."""
    folder = write_case(_made(tmp_path / "case"))
    out = tmp_path / "out"
    asked = workbench.EstimateRequest(settings=Settings(points=3))
    workbench.write_estimate(workbench.estimate(folder, ["precision=0.05..1"], asked), out)
    brief = workbench.write(workbench.run(folder), out).brief.read_text(encoding="utf-8")
    assert "Numbers estimated from the record" in brief
    (number,) = Estimation.read(json.loads((out / "estimate.json").read_text(encoding="utf-8"))).numbers
    changed = workbench.run(folder, changes={number.paths[0]: 0.3})
    brief = workbench.write(changed, out).brief.read_text(encoding="utf-8")
    assert "left out of the brief: numbers estimated from the record" in brief.replace("Left", "left")


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


@pytest.mark.slow
def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    """Of 200 records drawn from the model, 95 % intervals hold the precision about 95 times in a hundred."""
    found = coverage(_models(), [TRUE], 200, 7).numbers[0]
    # The exact interval of the share, as wide as 200 draws leave it, has the stated level in it.
    assert found.low <= 0.95 <= found.high
    assert found.median == pytest.approx(TRUE, rel=0.25)
