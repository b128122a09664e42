"""`parley stamp`, and `parley score --outlook`, as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.dealing.test_table import HIDDEN
from typer.testing import CliRunner

from parley.cli.main import app
from parley.errors import CaseError, UsageError

RUNNER = CliRunner()


@pytest.fixture
def ran(tmp_path: Path) -> tuple[Path, Path]:
    """A case, and the folder its run was written to."""
    case, out = tmp_path / "war", tmp_path / "out"
    case.mkdir()
    (case / "scenario.yaml").write_text(HIDDEN, encoding="utf-8")
    (case / "outside_view.yaml").write_text("war_began: 2023-01-01\n", encoding="utf-8")
    assert RUNNER.invoke(app, ["run", str(case), "--out", str(out)]).exit_code == 0
    return case, out


def _stamped(case: Path, out: Path) -> Path:
    said = RUNNER.invoke(app, ["stamp", str(case), "--out", str(out), "--on", "2025-01-02"])
    assert said.exit_code == 0, said.exception
    (path,) = (out / "stamps").iterdir()
    return path


def test_a_stamp_is_the_same_whenever_it_is_made_of_the_same(ran: tuple[Path, Path]) -> None:
    """Twice the same outlook and day give one file; it holds hashes of the inputs and the outside view."""
    path = _stamped(*ran)
    assert _stamped(*ran) == path
    held = json.loads(path.read_text(encoding="utf-8"))
    assert held["stamped_on"] == "2025-01-02"
    assert "scenario.yaml" in held["outlook"]["input_hashes"]
    assert held["outside_view"]["war_began"] == "2023-01-01"


def test_a_stamp_that_was_changed_gives_itself_away(ran: tuple[Path, Path]) -> None:
    """An edited probability, or another digest than the published one, is refused."""
    path = _stamped(*ran)
    digest = json.loads(path.read_text(encoding="utf-8"))["digest"]
    assert "unchanged" in RUNNER.invoke(app, ["stamp", "--check", str(path), "--digest", digest[:16]]).stdout
    refused = RUNNER.invoke(app, ["stamp", "--check", str(path), "--digest", "0" * 64])
    assert isinstance(refused.exception, CaseError)
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('"stamped_on": "2025-01-02"', '"stamped_on": "2024-01-02"'), encoding="utf-8"
    )
    changed = RUNNER.invoke(app, ["stamp", "--check", str(path)])
    assert isinstance(changed.exception, CaseError)
    assert changed.exception.faults[0].slug == "stamp-broken"


def test_without_a_run_there_is_nothing_to_stamp(tmp_path: Path) -> None:
    """The message says what to do first."""
    refused = RUNNER.invoke(app, ["stamp", "pie", "--out", str(tmp_path / "nowhere")])
    assert isinstance(refused.exception, UsageError)
    assert "parley run pie" in str(refused.exception)


def test_a_stamp_is_scored_beside_constant_hazards_and_the_outside_view(ran: tuple[Path, Path]) -> None:
    """Three forecasters by date; how it ended is said with its day."""
    path = _stamped(*ran)
    command = ["score", "--outlook", str(path), "--ended", "settlement:here@2025-01-20"]
    said = RUNNER.invoke(app, command)
    assert said.exit_code == 0, said.exception
    words = " ".join(said.stdout.split())
    assert "It ended on 20 January 2025: settlement here." in words.replace("\N{NO-BREAK SPACE}", " ")
    found = json.loads(RUNNER.invoke(app, [*command, "--json"]).stdout)
    assert set(found["mean_brier"]) == {"model", "constant hazards", "outside view"}


def test_what_happened_must_be_said_once(ran: tuple[Path, Path]) -> None:
    """Neither both nor none of --ended and --until."""
    path = _stamped(*ran)
    refused = RUNNER.invoke(app, ["score", "--outlook", str(path)])
    assert isinstance(refused.exception, UsageError)
    assert RUNNER.invoke(app, ["score", "--outlook", str(path), "--until", "2025-02-01"]).exit_code == 0
