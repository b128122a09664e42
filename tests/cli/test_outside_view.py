"""`parley outside-view` as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from parley.cli.main import app
from parley.errors import CaseError, UsageError
from parley.files.cases import find_case

RUNNER = CliRunner()


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A small case that states a reference class."""
    scenario = (find_case(Path("pie")) / "scenario.yaml").read_text(encoding="utf-8")
    small = scenario.replace("steps: 200", "steps: 20").replace("60 rounds", "8 rounds")
    (tmp_path / "scenario.yaml").write_text(small, encoding="utf-8")
    (tmp_path / "outside_view.yaml").write_text("war_began: 2023-06-01\n", encoding="utf-8")
    return tmp_path


def test_it_prints_the_class_beside_the_model(case: Path) -> None:
    """Counts, both curves, and that the two disagree without a reason given."""
    said = RUNNER.invoke(app, ["outside-view", str(case)])
    assert said.exit_code == 0
    words = " ".join(said.stdout.split())
    assert "This war is 19 months old." in words
    assert "compromise: class" in words
    assert "The case gives no reason" in words


def test_json_is_as_its_schema_says(case: Path) -> None:
    """What --json prints meets what --schema prints, which is generated from the result's own type."""
    printed = json.loads(RUNNER.invoke(app, ["outside-view", str(case), "--json", "--weight", "0.5"]).stdout)
    schema = json.loads(RUNNER.invoke(app, ["outside-view", "--schema"]).stdout)
    jsonschema.validate(printed, schema)
    assert printed["pooled"]["still_fighting"][0] == 1.0
    assert printed["war_began"] == "2023-06-01"


def test_a_case_that_states_nothing_says_how(tmp_path: Path) -> None:
    """Without a file and without an option the message shows the line to write."""
    refused = RUNNER.invoke(app, ["outside-view", "pie"])
    assert isinstance(refused.exception, UsageError)
    assert "war_began: 2022-02-24" in str(refused.exception)


def test_an_unknown_class_and_an_ending_that_is_none_are_refused(case: Path) -> None:
    """Both with the nearest name there is."""
    refused = RUNNER.invoke(app, ["outside-view", str(case), "--class", "interstate 1816"])
    assert "did you mean 'interstate 1816-2007'?" in str(refused.exception)
    (case / "outside_view.yaml").write_text(
        "war_began: 2023-06-01\ncounts_as: {breakdwn: nothing}\n", encoding="utf-8"
    )
    refused = RUNNER.invoke(app, ["outside-view", str(case)])
    assert "did you mean 'breakdown'?" in str(refused.exception)


def test_check_and_run_report_faults_of_the_file(case: Path) -> None:
    """A broken file is a fault of the case, in both verbs, and nothing is solved."""
    (case / "outside_view.yaml").write_text("war_began: yesterday\n", encoding="utf-8")
    for verb in ("check", "run"):
        refused = RUNNER.invoke(app, [verb, str(case)])
        assert isinstance(refused.exception, CaseError)
        assert refused.exception.faults[0].slug == "outside-view"


def test_the_brief_and_the_first_screen_have_it(case: Path, tmp_path: Path) -> None:
    """`parley run` prints it under the bottom line, and the brief and the folder keep it."""
    said = RUNNER.invoke(app, ["run", str(case), "--out", str(tmp_path / "out")])
    assert "Outside view" in said.stdout
    assert "How have such wars ended?" in (tmp_path / "out" / "brief.html").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "out" / "outside-view.json").read_text(encoding="utf-8"))["age"] > 19
