"""Calibration of a small war: what a record moves, what is refused, and what is printed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import altair as alt
import numpy as np
import pytest
from tests.inference.scoring.war import BEGINS, rolled, write_case
from tests.inference.weighing.histories import Histories
from tests.inference.weighing.small import SMALL, small_scenario
from typer.testing import CliRunner

from parley import workbench
from parley.cli.main import app
from parley.compiler import compile_game
from parley.errors import SolutionError, UsageError
from parley.inference.calibration import Calibration, Task, reweigh, sample
from parley.inference.calibration.solving import INVALID
from parley.report.inference.trust import calibration
from parley.scenario import at_quantile, ranged_numbers, restate
from parley.scenario.coding import Coding, code_record
from parley.solver import solve
from parley.workbench import CalibrateAsked

SHORT = {"horizon": "4 rounds", "belief_grid": {"nodes": 7, "limit": 4}}
FLOOR = {
    "north": {"value": "45 % per week", "range": ["5 % per week", "50 % per week"]},
    "south": "15 % per week",
    "patron": {"value": "25 % per week", "range": ["2 % per week", "30 % per week"]},
}
BUSY = tuple(f"M{week},2025-01-{2 + 7 * week:02},NORTH,GESTURE,,PATRON,pows,x,a,seen,b," for week in range(3))


def _wide(changes: Mapping[str, Any]) -> dict[str, Any]:
    """The small war with ranges on how often two parties have the floor."""
    return {**SMALL, **SHORT, "table": {**SMALL["table"], "floor": FLOOR}, **changes}  # type: ignore[dict-item]


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case in which north did a favour every week, so that it had the floor each time."""
    folder = write_case(tmp_path_factory.mktemp("busy"), BUSY)
    (folder / "scenario.yaml").write_text(
        json.dumps(_wide({"as_of": "2025-01-22", "record_until": "2025-01-22", "horizon": "2 rounds"})),
        encoding="utf-8",
    )
    return folder


@pytest.fixture(scope="module")
def calibrated(busy: Path) -> dict[str, Any]:
    """What its record says of its ranges."""
    return workbench.calibrate(busy, CalibrateAsked(128)).calibration.document()


def _number(found: Mapping[str, Any], path: str) -> Mapping[str, Any]:
    return next(row for row in found["numbers"] if row["path"] == path)


def test_a_record_moves_what_it_speaks_of(calibrated: dict[str, Any]) -> None:
    """A party that acted each week had the floor more often than its range says, and others less often."""
    north, patron = (_number(calibrated, f"table.floor.{party}") for party in ("north", "patron"))
    assert north["moved"]
    assert north["shift"] > 0.5
    assert north["after"]["p50"] > north["before"]["p50"]
    assert patron["after"]["p50"] <= patron["before"]["p50"]


def test_the_outlook_is_given_under_both_sets_of_draws(calibrated: dict[str, Any]) -> None:
    """From where the record ends to the horizon every ending has a mean within its band, before and after."""
    outlook = calibrated["outlook"]
    assert outlook["rounds"] == ["2025-01-22", "2025-01-29", "2025-02-05"]
    for when in ("before", "after"):
        paths = [path[when] for path in outlook["paths"].values()]
        assert np.sum([path["mean"] for path in paths], axis=0) == pytest.approx(np.ones(3))
        assert all(np.all(np.array(path["p10"]) <= np.array(path["p90"]) + 1e-12) for path in paths)
    assert (
        outlook["paths"]["still_fighting"]["before"]["mean"]
        != outlook["paths"]["still_fighting"]["after"]["mean"]
    )


def test_the_charts_are_valid_and_have_words(busy: Path, calibrated: dict[str, Any]) -> None:
    """The pictures of assumptions and outlook obey the Vega-Lite schema and say what they show."""
    figures = calibration(Calibration.read(calibrated), workbench.open_case(busy).scenario).figures
    assert [figure.id for figure in figures][:2] == ["assumptions-moved", "calibrated-still_fighting"]
    for figure in figures:
        alt.LayerChart.from_dict(dict(figure.spec), validate=True)
        assert len(figure.alt) > 20


def test_every_key_is_documented(calibrated: dict[str, Any]) -> None:
    """The page on the file has every key of it, and of a number."""
    page = (Path(__file__).parents[3] / "docs/reference/scores.md").read_text(encoding="utf-8")
    assert [key for key in (*calibrated, *calibrated["numbers"][0]) if f"`{key}`" not in page] == []


def test_the_same_seed_gives_the_same_answer(busy: Path, calibrated: dict[str, Any]) -> None:
    """Seed and draws fix the answer to the last bit; another seed gives another."""
    assert workbench.calibrate(busy, CalibrateAsked(128)).calibration.document() == calibrated
    assert (
        workbench.calibrate(busy, CalibrateAsked(128, seed=2)).calibration.document()["numbers"]
        != calibrated["numbers"]
    )


def test_nothing_after_as_of_is_read(busy: Path, calibrated: dict[str, Any], tmp_path: Path) -> None:
    """Moves dated after as_of change nothing but the fingerprint of their file."""
    later = "X1,2025-01-23,PATRON,LEVER,off,SOUTH,aid,x,a,seen,b,"
    folder = write_case(tmp_path, [*BUSY, later])
    (folder / "scenario.yaml").write_text(
        (busy / "scenario.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    found = workbench.calibrate(folder, CalibrateAsked(128)).calibration.document()
    own = {"case", "input_hashes"}
    assert {k: v for k, v in found.items() if k not in own} == {
        k: v for k, v in calibrated.items() if k not in own
    }


FACTS = "id,case,kind,parameter,low,high,unit,as_of,source,url,verification,note\n"
POISON = (
    "P1,2025-01-16,PATRON,LEVER,off,SOUTH,aid,x,a,seen,b,",
    "P2,2025-01-17,SOUTH,OFFER,,NORTH,land,here,a,seen,b,",
    "P3,2025-01-18,NORTH,REJECT,,SOUTH,land,here,a,seen,b,P2",
    "P4,2025-01-19,NORTH,DEMAND,,SOUTH,land,x,a,seen,b,",
)
POISONED_CODING = """
moves:
  P3: {counts_as: refuse, reason: what nobody can know yet}
readings:
  map: {date: 2025-01-20, part: front, at: 4, error: 2 %, sources: [F1], reason: a later map}
"""


def _on(folder: Path, day: date) -> dict[str, Any]:
    """What the record up to a day says, without what names the files."""
    found = workbench.calibrate(folder, CalibrateAsked(128, as_of=day)).calibration.document()
    return {key: value for key, value in found.items() if key not in ("case", "input_hashes")}


@pytest.fixture(scope="module")
def poisoned(busy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The busy case with another future from 15 January on: other moves, answers, a fact and a reading."""
    folder = write_case(tmp_path_factory.mktemp("poisoned"), [BUSY[0], BUSY[1], *POISON])
    (folder / "scenario.yaml").write_text((busy / "scenario.yaml").read_text("utf-8"), "utf-8")
    with (folder / "coding.yaml").open("a", encoding="utf-8") as file:
        file.write(POISONED_CODING)
    row = "F1,war,parameter,the front,4,4,level,2025-01-20,a,,seen,\n"
    (folder / "facts.csv").write_text(FACTS + row, encoding="utf-8")
    return folder


def test_nothing_dated_later_than_the_day_asked_for_is_read(busy: Path, poisoned: Path) -> None:
    """With another future from the next day on, the record up to a day says the same to the last bit."""
    day = date(2025, 1, 15)
    assert _on(busy, day) == _on(poisoned, day)


def test_what_is_dated_up_to_the_day_is_read(busy: Path, poisoned: Path) -> None:
    """The poison of the test above works: once its days have passed, the two records say different things."""
    day = date(2025, 1, 21)
    assert _on(busy, day)["log_likelihood"] != _on(poisoned, day)["log_likelihood"]


def test_a_shorter_record_moves_less_and_looks_ahead_from_where_it_ends(
    busy: Path, calibrated: dict[str, Any]
) -> None:
    """After one favour of three the floor has moved less far, and the outlook begins two weeks earlier."""
    early = _on(busy, date(2025, 1, 7))
    assert (early["as_of"], early["stated_on"]) == ("2025-01-07", "2025-01-22")
    assert early["outlook"]["rounds"][0] == "2025-01-08"
    shifts = [_number(found, "table.floor.north")["shift"] for found in (early, calibrated)]
    assert 0 < shifts[0] < shifts[1]


def test_an_earlier_day_is_printed_with_what_it_is_not(busy: Path, tmp_path: Path) -> None:
    """With --as-of the days read are named, and that the ranges were stated later is said."""
    options = ["--draws", "128", "--as-of", "2025-01-07", "--out", str(tmp_path)]
    ran = CliRunner().invoke(app, ["calibrate", str(busy), *options])
    assert ran.exit_code == 0, ran.output
    said = " ".join(ran.stdout.split())
    assert "from 1 January 2025 to 7 January 2025" in said
    assert "Nothing recorded after 7 January 2025 was read" in said
    assert "this is no forecast that was made then" in said


@pytest.mark.parametrize(
    ("day", "said"), [("2024-12-31", "nothing is weighed yet"), ("soon", "--as-of is a day")]
)
def test_a_day_that_makes_no_sense_is_refused(busy: Path, day: str, said: str) -> None:
    """A day before the coding begins, or a word that is no day, is a matter of usage."""
    ran = CliRunner().invoke(app, ["calibrate", str(busy), "--as-of", day])
    assert isinstance(ran.exception, UsageError)
    assert said in str(ran.exception)


def test_what_is_printed_and_written(busy: Path, tmp_path: Path) -> None:
    """The command prints the movement of assumptions and the outlook, and writes both files."""
    ran = CliRunner().invoke(app, ["calibrate", str(busy), "--draws", "128", "--out", str(tmp_path)])
    assert ran.exit_code == 0, ran.output
    said = " ".join(ran.stdout.split())
    assert "The record moved" in said
    assert "the floor: north" in said.lower()
    assert "Still fighting" in said
    assert (tmp_path / "calibration.html").is_file()
    assert json.loads((tmp_path / "calibration.json").read_text(encoding="utf-8"))["draws"] == 128


@pytest.mark.parametrize(("draws", "said"), [(20, "too few"), (99, "ask for 100 or more")])
def test_too_few_draws_are_refused(busy: Path, draws: int, said: str) -> None:
    """A number of draws that could not carry a report is refused before any is solved."""
    with pytest.raises(UsageError, match=said):
        workbench.calibrate(busy, CalibrateAsked(draws))


def test_a_scenario_without_ranges_is_refused(tmp_path: Path) -> None:
    """Where nothing has a range there is nothing to calibrate."""
    with pytest.raises(UsageError, match="no number of the scenario has a range"):
        workbench.calibrate(write_case(tmp_path), CalibrateAsked(128))


def test_where_too_few_draws_count_nothing_is_reported(
    busy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Below the least effective number nothing is printed or written, and the message says what to do."""
    monkeypatch.setattr("parley.inference.calibration.weights.LEAST_EFFECTIVE", 1000.0)
    ran = CliRunner().invoke(app, ["calibrate", str(busy), "--draws", "128", "--out", str(tmp_path)])
    assert isinstance(ran.exception, SolutionError)
    assert "too few draws to report" in str(ran.exception)
    assert "--draws" in str(ran.exception)
    assert list(tmp_path.iterdir()) == []


def test_draws_that_make_no_valid_scenario_are_counted_and_left_out() -> None:
    """Where ranges allow chances of the floor that exceed one together, those draws are cut off."""
    over = {
        "table.floor.north": {"value": "45 % per week", "range": ["40 % per week", "80 % per week"]},
        "table.floor.patron": {"value": "25 % per week", "range": ["5 % per week", "45 % per week"]},
    }
    coding = Coding(BEGINS, small_scenario({**SHORT, **over}), {}, (), {}, (), {})
    record = rolled(
        Histories(solve(compile_game(coding.scenario)), None), coding, 2, np.random.default_rng(1)
    )
    coded = code_record(record[0], record[1], BEGINS)
    found = sample(Task(coding, coded), 100, 1, lambda done, of: None)
    assert found.failed[INVALID] > 5
    assert len(found.places) == 100 - found.failed[INVALID]


def test_where_nothing_can_be_solved_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """If no draw has a certificate, nothing is made up."""
    coding = Coding(BEGINS, small_scenario({**SHORT, "table.floor": FLOOR}), {}, (), {}, (), {})
    record = rolled(
        Histories(solve(compile_game(coding.scenario)), None), coding, 1, np.random.default_rng(1)
    )

    def refuse(course: object) -> None:
        raise SolutionError("never good enough")

    monkeypatch.setattr("parley.solver.equilibrium.certify", refuse)
    with pytest.raises(SolutionError, match="none of 100 draws"):
        sample(Task(coding, code_record(*record, BEGINS)), 100, 1, lambda done, of: None)


@pytest.mark.slow
def test_truths_lie_anywhere_in_what_is_said_of_them() -> None:
    """On records drawn with numbers from their ranges the truth's rank is even (Talts et al. 2018)."""
    scenario = small_scenario({**SHORT, "table.floor": FLOOR})
    coding = Coding(BEGINS, scenario, {}, (), {}, (), {})
    numbers = ranged_numbers(scenario)
    ranks = []
    for trial in range(40):
        dice = np.random.default_rng(trial)
        truth = dice.random(len(numbers))
        values = {n.path: at_quantile(n, float(u)) for n, u in zip(numbers, truth, strict=True)}
        solution = solve(compile_game(restate(scenario, values)))
        worded, record = rolled(Histories(solution, None), coding, 4, dice)
        coded = code_record(replace(worded, scenario=scenario), record, BEGINS.replace(day=28))
        found = sample(Task(coding, coded), 100, trial, lambda done, of: None)
        share = reweigh(found.log_weight).share
        ranks.append(share @ (found.places < truth))
    even = np.sort(np.array(ranks), axis=0)
    assert np.abs(even - ((np.arange(40) + 0.5) / 40)[:, None]).max() < 0.22


def test_days_after_the_record_are_said_to_be_unknown(calibrated: dict[str, Any]) -> None:
    """Where the record ends before the day it was to be read on, the first lines say so; else nothing is."""
    whole = Calibration.read(calibrated)
    assert whole.asked_for == whole.as_of == date(2025, 1, 22)
    scenario = small_scenario(_wide({}))
    assert not [line for line in calibration(whole, scenario).lead if "is kept until" in line]
    short = replace(whole, as_of=date(2025, 1, 15))
    said = " ".join(calibration(short, scenario).lead).replace("\N{NO-BREAK SPACE}", " ")
    assert "kept until 15 January 2025: of the 7 days from then to 22 January 2025 nothing is known" in said
