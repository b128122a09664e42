"""`parley run`, as a user meets it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from parley.cli.main import main
from parley.scenario.starting import write_starter

SMALL = "horizon=3 rounds"
"""Enough rounds to see something, few enough to be quick."""


@pytest.fixture
def starter(tmp_path: Path) -> Path:
    """A case of one's own, as `parley new` writes it."""
    folder = tmp_path / "mine"
    write_starter(folder)
    return folder


def _run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    """Run `parley run` and return its exit code; an exception that is no exit is a traceback and fails."""
    monkeypatch.setattr(sys, "argv", ["parley", "run", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def test_a_run_prints_the_outlook_and_writes_both_files(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The terminal names the brief and the outlook; both are there, and nothing besides."""
    monkeypatch.setenv("COLUMNS", "80")
    assert _run(monkeypatch, "pie", "--out", str(tmp_path / "out"), "--set", SMALL) == 0
    said = capsys.readouterr().out
    assert said.startswith("Ann and Bob split a pie\nAs of 6\N{NO-BREAK SPACE}January 2025")
    assert f"Brief: {tmp_path / 'out' / 'brief.html'}" in said
    written = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert written == ["brief.html", "deals.json", "inputs.json", "outlook.json"]
    written = json.loads((tmp_path / "out" / "outlook.json").read_text(encoding="utf-8"))
    assert written["case"] == "pie"
    assert len(written["rounds"]) == 4
    page = (tmp_path / "out" / "brief.html").read_text(encoding="utf-8")
    assert page.lower().startswith("<!doctype html>")
    assert "Ann and Bob split a pie" in page


def test_without_out_a_run_writes_to_a_folder_named_after_the_case(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, starter: Path
) -> None:
    """It is `out/<case>` in the working folder, even for a case named by a dot."""
    monkeypatch.chdir(starter)
    assert _run(monkeypatch, ".", "--set", SMALL) == 0
    assert (starter / "out" / "mine" / "brief.html").is_file()


def test_json_is_the_outlook_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, starter: Path
) -> None:
    """What is printed is what is written."""
    assert _run(monkeypatch, str(starter), "--json", "--out", str(tmp_path), "--set", SMALL) == 0
    said = capsys.readouterr()
    assert json.loads(said.out) == json.loads((tmp_path / "outlook.json").read_text(encoding="utf-8"))
    assert said.err == ""


def test_two_runs_write_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, starter: Path) -> None:
    """But for the seconds it took, two runs of a case give the same outlook to the last digit."""
    outlooks = []
    for name in ("one", "two"):
        assert _run(monkeypatch, str(starter), "--out", str(tmp_path / name), "--set", SMALL) == 0
        outlook = json.loads((tmp_path / name / "outlook.json").read_text(encoding="utf-8"))
        del outlook["solver"]["seconds"]
        outlooks.append(outlook)
    assert outlooks[0] == outlooks[1]


def test_set_changes_the_scenario_and_leaves_a_trace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An impatient Ann gets less, and the change is among the hashes of what went in."""
    for name, changes in (("as_it_is", []), ("hasty", ["--set", "parties.ann.patience.per_round=0.5"])):
        assert _run(monkeypatch, "pie", "--out", str(tmp_path / name), "--set", SMALL, *changes) == 0
    first, second = (
        json.loads((tmp_path / name / "outlook.json").read_text(encoding="utf-8"))
        for name in ("as_it_is", "hasty")
    )
    assert second["values"]["ann"]["mean"] < first["values"]["ann"]["mean"] - 5
    assert first["input_hashes"]["scenario.yaml"] == second["input_hashes"]["scenario.yaml"]
    assert first["input_hashes"]["changes"] != second["input_hashes"]["changes"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("parties.anne.patience.per_round=0.5", "anne"),
        ("parties.ann.patience.per_round=2", "out-of-range"),
        ("parties.ann.patience.per_round=soon", "soon"),
        ("horizon=", "horizon"),
        ("nonsense", "nonsense"),
        ("=3", "=3"),
        ("issues.pie.split.0=bob", "split"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    change: str,
    said: str,
) -> None:
    """A message that shows what was wrong, the exit code of its family, and nothing written."""
    assert _run(monkeypatch, "pie", "--out", str(tmp_path / "out"), "--set", change) in (2, 3)
    message = capsys.readouterr()
    assert said in message.err
    assert "Traceback" not in message.err
    assert message.out == ""
    assert not (tmp_path / "out").exists()


def test_a_case_with_faults_is_not_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, starter: Path
) -> None:
    """Faults are listed as `parley check` lists them, and nothing is written."""
    scenario = starter / "scenario.yaml"
    text = scenario.read_text(encoding="utf-8").replace("start: 3", "start: 30")
    scenario.write_text(text, encoding="utf-8")
    assert _run(monkeypatch, str(starter), "--out", str(tmp_path / "out")) == 3
    assert "track-start-outside" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_out_below_a_file_cannot_be_written(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Exit code 6, the place and what to do; the file in the way is left as it was."""
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    assert _run(monkeypatch, "pie", "--set", SMALL, "--out", str(tmp_path / "file" / "out")) == 6
    said = capsys.readouterr()
    assert said.out == ""
    assert "cannot write to" in said.err
    assert "--out" in said.err
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_when_one_file_cannot_be_written_neither_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A folder where the brief should go: exit code 6, and no outlook beside it, no crumbs."""
    (tmp_path / "brief.html").mkdir()
    assert _run(monkeypatch, "pie", "--set", SMALL, "--out", str(tmp_path)) == 6
    assert capsys.readouterr().out == ""
    assert [path.name for path in tmp_path.iterdir()] == ["brief.html"]


def test_a_failed_run_leaves_the_last_outlook_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What an earlier run wrote stays whole."""
    (tmp_path / "outlook.json").write_text("earlier", encoding="utf-8")
    (tmp_path / "brief.html").mkdir()
    assert _run(monkeypatch, "pie", "--set", SMALL, "--out", str(tmp_path)) == 6
    assert (tmp_path / "outlook.json").read_text(encoding="utf-8") == "earlier"


def test_a_game_beyond_the_memory_limit_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Exit code 4, and the message names the axis that makes the game large."""
    out = tmp_path / "out"
    assert _run(monkeypatch, "ukraine-2025-plain", "--memory", "0.0001", "--out", str(out)) == 4
    said = capsys.readouterr()
    assert "What makes it large is the situations" in said.err
    assert "--memory" in said.err
    assert said.out == ""
    assert not out.exists()


def test_refine_reports_how_far_a_finer_grid_moves_the_outlook(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, starter: Path
) -> None:
    """The difference is in the certificate, small but not nothing where something is hidden."""
    assert _run(monkeypatch, str(starter), "--refine", "--set", SMALL, "--out", str(tmp_path)) == 0
    outlook = json.loads((tmp_path / "outlook.json").read_text(encoding="utf-8"))
    # Three rounds of news on a grid of 0.6 log-odds.
    assert 0.0 < outlook["solver"]["refinement"]["probability"] < 0.01


@pytest.mark.parametrize("case", ["nowhere", "pies"])
def test_a_case_that_is_not_there_is_a_usage_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, case: str
) -> None:
    """Exit code 2 and no traceback."""
    monkeypatch.chdir(tmp_path)
    assert _run(monkeypatch, case) == 2
    assert case in capsys.readouterr().err
