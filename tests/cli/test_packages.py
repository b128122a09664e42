"""`parley packages` as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from tests.dealing.screening.test_screen import FOUR
from typer.testing import CliRunner

from parley.cli.main import app
from parley.errors import UsageError

RUNNER = CliRunner()


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case with two issues and two plans that do not work."""
    folder = tmp_path / "four"
    folder.mkdir()
    (folder / "scenario.yaml").write_text(FOUR, encoding="utf-8")
    return folder


def test_it_says_what_works_and_writes_a_page(case: Path, tmp_path: Path) -> None:
    """Counts, reference points, repairs; a page with the frontier that fetches nothing."""
    said = RUNNER.invoke(app, ["packages", str(case), "--out", str(tmp_path / "out")])
    assert said.exit_code == 0, said.exception
    words = " ".join(said.stdout.split())
    assert "6 combinations of options, to be signed by the North and the South." in words
    assert "2 are better than going on for everybody; 2 of them efficient." in words
    assert "Land: Here; Tolls: Shared" in words
    page = (tmp_path / "out" / "packages.html").read_text(encoding="utf-8")
    assert "<svg" in page
    assert "http://" not in page.replace("http://www.w3.org", "")


def test_json_is_as_its_schema_says(case: Path) -> None:
    """What --json prints meets the schema generated from the result's type."""
    printed = json.loads(RUNNER.invoke(app, ["packages", str(case), "--json"]).stdout)
    jsonschema.validate(printed, json.loads(RUNNER.invoke(app, ["packages", "--schema"]).stdout))


def test_a_package_is_added_as_a_plan_and_the_case_runs_with_it(case: Path) -> None:
    """`--add` writes it, keeping every line; what it is can be asked of the case at once."""
    said = RUNNER.invoke(app, ["packages", str(case), "--add", "middle", "--pick", "utilitarian"])
    assert said.exit_code == 0, said.exception
    text = (case / "scenario.yaml").read_text(encoding="utf-8")
    assert "# the most it asks" in text
    explained = RUNNER.invoke(app, ["explain", str(case), "--json"])
    deals = {deal["package"]: deal for deal in json.loads(explained.stdout)["table"]["deals"]}
    assert deals["middle"]["terms"] == {"land": "here", "tolls": "shared"}
    again = RUNNER.invoke(app, ["packages", str(case), "--add", "middle"])
    assert isinstance(again.exception, UsageError)


def test_an_unknown_role_is_refused_with_those_there_are(case: Path) -> None:
    """By name, with the nearest."""
    refused = RUNNER.invoke(app, ["packages", str(case), "--add", "x", "--pick", "nesh"])
    assert "nash" in str(refused.exception)
