"""How far the order in which signatories are asked moves an outlook."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.compiler.test_solved import TALKS
from typer.testing import CliRunner

from parley.cli.main import app
from parley.errors import UsageError
from parley.workbench.answering import reorder


def _case(folder: Path, signatories: list[str]) -> Path:
    settlement = {"signatories": signatories, "proposers": signatories}
    table = {**TALKS["table"], "settlement": settlement}
    (folder / "scenario.yaml").write_text(json.dumps({**TALKS, "table": table}), encoding="utf-8")
    return folder


def test_another_order_is_another_outlook(tmp_path: Path) -> None:
    """Who is asked, in which order, and how far the outlook moves in reverse and all at once."""
    said = (
        CliRunner()
        .invoke(app, ["check", str(_case(tmp_path, ["south", "north", "patron"])), "--order"])
        .output
    )
    assert "asked in order are South, then North, then Patron" in said
    assert "In reverse order the outlook moves by at most 0.0" in said
    assert "All at once the outlook moves by at most 0.0" in said
    moved = [
        float(line.split("at most ")[1].split()[0])
        for line in said.splitlines()
        if "the outlook moves" in line
    ]
    assert all(one > 0.0 for one in moved)


def test_nothing_asked_in_order_is_said(tmp_path: Path) -> None:
    """With one to ask there is no order."""
    with pytest.raises(UsageError, match="one after the other"):
        reorder(_case(tmp_path, ["south", "north"]))
