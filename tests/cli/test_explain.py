"""`parley explain` as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from tests.dealing.extended_case import EXTENDED
from tests.dealing.test_table import HIDDEN
from typer.testing import CliRunner

from parley.cli.main import app
from parley.errors import UsageError

RUNNER = CliRunner()


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A small case with a hidden party."""
    (tmp_path / "scenario.yaml").write_text(HIDDEN, encoding="utf-8")
    return tmp_path


def test_it_says_who_blocks_what_by_how_much(case: Path) -> None:
    """The table and a sentence for each package, with the number that would have to be otherwise."""
    said = RUNNER.invoke(app, ["explain", str(case), "--party", "north", "--why", "settlement:here"])
    assert said.exit_code == 0, said.exception
    words = " ".join(said.stdout.split())
    assert "better off going on, by" in words
    assert "it would sign with parties.north.values.land.here.hard at" in words
    assert "What the North can do now" in words
    assert "Signing less going on" in words


def test_json_is_as_its_schema_says(case: Path) -> None:
    """What --json prints meets the schema generated from the result's type."""
    printed = json.loads(RUNNER.invoke(app, ["explain", str(case), "--party", "south", "--json"]).stdout)
    jsonschema.validate(printed, json.loads(RUNNER.invoke(app, ["explain", "--schema"]).stdout))
    assert [deal["package"] for deal in printed["table"]["deals"]] == ["here", "there"]


def test_what_is_given_must_be_a_part_and_a_setting(case: Path) -> None:
    """A part without a setting is refused with an example."""
    refused = RUNNER.invoke(app, ["explain", str(case), "--given", "front"])
    assert isinstance(refused.exception, UsageError)
    assert "PART=SETTING" in str(refused.exception)


def test_run_prints_it_in_short_and_keeps_it(case: Path, tmp_path: Path) -> None:
    """The short table follows the bottom line, the brief has the section, and deals.json all of it."""
    said = RUNNER.invoke(app, ["run", str(case), "--out", str(tmp_path / "out")])
    assert said.stdout.index("Who would sign what now") < said.stdout.index("Probability that an ending")
    assert "Who would sign what today?" in (tmp_path / "out" / "brief.html").read_text(encoding="utf-8")
    kept = json.loads((tmp_path / "out" / "deals.json").read_text(encoding="utf-8"))
    assert kept["sides"] == {"north": ["mild", "hard"]}


def test_an_extended_case_is_explained_like_any_other(tmp_path: Path) -> None:
    """Three kinds, two hidden sides, turns: table, acts by turn, reasons, a motive; JSON by its schema."""
    (tmp_path / "scenario.yaml").write_text(EXTENDED, encoding="utf-8")
    asked = ["explain", str(tmp_path), "--party", "north", "--why", "here", "--motive", "patron"]
    said = RUNNER.invoke(app, asked)
    assert said.exit_code == 0, said.exception
    words = " ".join(said.stdout.split())
    assert "ratified" in words
    assert "the North is of the kind “mild” or “firm” and the South is of the kind “weary”" in words
    assert "North has the floor in 30 % of rounds (deeds) and 40 % of rounds (talks)" in words
    assert "risk that it is not ratified" in words
    assert "The smallest change, solved again" in words
    assert "What a known motive costs: the wish of Patron for any deal" in words
    printed = json.loads(RUNNER.invoke(app, [*asked, "--json"]).stdout)
    jsonschema.validate(printed, json.loads(RUNNER.invoke(app, ["explain", "--schema"]).stdout))


def test_packages_nobody_objects_to_share_a_sentence() -> None:
    """Of the ten shares of the pie that both would sign, one sentence is said, not ten."""
    said = " ".join(RUNNER.invoke(app, ["explain", "pie"]).stdout.split())
    assert said.count("nobody who would sign any of them would rather go on") == 1
    assert "nobody who would sign it would rather go on" not in said
