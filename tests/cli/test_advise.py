"""`parley advise` as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
from tests.dealing.test_table import HIDDEN
from typer.testing import CliRunner

from parley.cli.main import app
from parley.errors import UsageError

RUNNER = CliRunner()


def test_it_advises_and_judges_a_plan(tmp_path: Path) -> None:
    """Best acts by kind, what follows, prospects, and the plan beside equilibrium play."""
    (tmp_path / "scenario.yaml").write_text(HIDDEN, encoding="utf-8")
    said = RUNNER.invoke(app, ["advise", str(tmp_path), "--for", "north", "--plan", "gesture:favour"])
    assert said.exit_code == 0, said.exception
    words = " ".join(said.stdout.split())
    assert "With the floor, the North of the kind “mild” does best if it" in words
    assert "What to prepare for" in words
    assert "The plan: the North makes a gesture" in words


def test_json_is_as_its_schema_says(tmp_path: Path) -> None:
    """What --json prints meets the schema generated from the result's type."""
    (tmp_path / "scenario.yaml").write_text(HIDDEN, encoding="utf-8")
    printed = json.loads(RUNNER.invoke(app, ["advise", str(tmp_path), "--for", "south", "--json"]).stdout)
    jsonschema.validate(printed, json.loads(RUNNER.invoke(app, ["advise", "--schema"]).stdout))


def test_it_asks_whom_to_advise() -> None:
    """Without a party the message shows how to name one."""
    refused = RUNNER.invoke(app, ["advise", "pie"])
    assert isinstance(refused.exception, UsageError)
    assert "--for" in str(refused.exception)
