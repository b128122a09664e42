"""`parley study`, as a user meets it."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from html import unescape
from pathlib import Path

import pytest
from tests.sensitivity.study.studies import DUO, FRAIL

from parley.cli.main import main
from parley.sensitivity.study.store import stored_header

ROOT = Path(__file__).parents[3]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "COLUMNS": "100", "NO_COLOR": "1"}


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A case of one's own, in the folder one works in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    folder = tmp_path / "duo"
    folder.mkdir()
    (folder / "scenario.yaml").write_text(DUO, encoding="utf-8")
    return folder


def _study(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    """Run `parley study` in this process, and return its exit code."""
    monkeypatch.setattr(sys, "argv", ["parley", "study", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def test_a_study_is_made_asked_exported_and_lengthened(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], case: Path
) -> None:
    """The whole way of a user: findings in words, files, SQL, tables, more draws with --resume."""
    assert _study(monkeypatch, "duo", "--draws", "80", "--workers", "1") == 0
    said = capsys.readouterr()
    assert said.err.splitlines()[-1] == "80 of 80 draws"
    for words in (
        "80 draws of 4 assumptions over their stated ranges",
        "Which ending leads, and under which circumstances",
        "From assumptions",
        "Written: out/duo/study/study.html",
    ):
        assert words in re.sub(r"\s+", " ", said.out.replace("\N{NO-BREAK SPACE}", " "))
    summary = json.loads((case.parent / "out/duo/study/study.json").read_text(encoding="utf-8"))
    assert summary["solved"] == 80
    assert summary["seed"] == 1
    page = (case.parent / "out/duo/study/study.html").read_text(encoding="utf-8")
    assert "Ann and Bob split a pie" in page
    assert "default-src 'none'; script-src 'sha256-" in unescape(page)

    sql = "SELECT party, round(avg(worth), 3) AS mean FROM worths GROUP BY party ORDER BY party"
    assert _study(monkeypatch, "query", "out/duo/study", sql, "--csv") == 0
    asked = capsys.readouterr().out
    assert asked == f"party,mean\nann,{summary['worths']['ann']['mean']:.3f}\nbob,{_mean(summary, 'bob')}\n"
    assert _study(monkeypatch, "query", "out/duo/study", sql) == 0
    assert "ann" in capsys.readouterr().out
    assert _study(monkeypatch, "export", "out/duo/study", "tables", "--format", "parquet") == 0
    assert (case.parent / "tables" / "endings.parquet").is_file()
    capsys.readouterr()

    assert _study(monkeypatch, "duo", "--resume", "--draws", "96", "--workers", "1", "--json") == 0
    longer = json.loads(capsys.readouterr().out)
    assert (longer["solved"], longer["run_id"]) == (96, summary["run_id"])


def _mean(summary: dict[str, dict[str, dict[str, float]]], party: str) -> float:
    return round(summary["worths"][party]["mean"], 3)


def test_what_makes_no_sense_is_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], case: Path
) -> None:
    """Nothing to draw, no such method, no scheduler, no study there: an exit code and what to do."""
    out = ["--out", str(case.parent / "x")]
    for words, code, told in (
        (["pie", *out], 2, "nothing to draw: no number of the scenario has a range"),
        (["duo", "--method", "dice", *out], 2, "draws are made by sobol or latin, not 'dice'"),
        (["nowhere"], 2, "no folder and no shipped case called 'nowhere'"),
        (["duo", "--cluster", "tcp://127.0.0.1:1", "--workers", "2"], 2, "--workers are processes of this"),
        (["query", "duo", "SELECT 1"], 2, "there is no study in duo"),
        (["duo", "--set", "parties.ann.precision=-1", *out], 3, "out-of-range"),
        (["duo", "--memory", "0.000001", *out], 4, "the game needs about"),
        (["duo", "--out", "duo/scenario.yaml/x", "--draws", "2"], 6, "cannot write the study"),
    ):
        assert _study(monkeypatch, *words) == code, words
        said = capsys.readouterr()
        assert told in said.err
        assert "Traceback" not in said.err + said.out
    assert not (case.parent / "x").exists()


def test_a_study_none_of_whose_draws_can_be_solved_says_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], case: Path
) -> None:
    """It has nothing to say, and gives a reason; the draws are kept, so that SQL can look at them."""
    text = FRAIL.replace("range: [10 %, 60 %]", "range: [45 %, 90 %]").replace("bob: 45 %", "bob: 54 %")
    text = text.replace("value: 50 % per round, range", "value: 46 % per round, range")
    text = text.replace("range: [45 %, 90 %]", "range: [46 %, 90 %]")
    (case / "scenario.yaml").write_text(text, encoding="utf-8")
    assert _study(monkeypatch, "duo", "--draws", "3", "--workers", "1") == 2
    assert "no draw was solved, for one because: not a valid scenario" in capsys.readouterr().err
    assert _study(monkeypatch, "query", "out/duo/study", "SELECT count(failed) FROM draws", "--csv") == 0
    assert capsys.readouterr().out.splitlines()[1] == "3"


def _heed() -> None:
    """Heed an interruption even where whoever runs the tests ignores it, as shells do in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.slow
@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_a_study_that_is_interrupted_says_how_to_go_on(case: Path, told: signal.Signals) -> None:
    """It ends at once with exit code 130, keeps what was acknowledged, leaves no worker, and can go on."""
    command = [sys.executable, "-m", "parley.cli.main", "study", "duo", "--draws", "5000"]
    with subprocess.Popen(
        command, env=ENVIRONMENT, cwd=case.parent, stderr=subprocess.PIPE, text=True, preexec_fn=_heed
    ) as run:
        assert run.stderr is not None
        assert run.stderr.readline() == "0 of 5,000 draws\n"
        _wait_for_draws(case.parent / "out/duo/study/ledger.sqlite")
        run.send_signal(told)
        rest = run.stderr.read()
    assert run.returncode == 130
    kept = re.search(r"([\d,]+) of 5,000 draws are kept; go on with: parley study duo --resume", rest)
    assert kept is not None, rest
    header = stored_header(case.parent / "out/duo/study")
    assert header is not None
    assert header.count == 5000


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks processes up in /proc")
def test_a_study_that_is_killed_leaves_no_worker_and_no_lock(case: Path) -> None:
    """Its workers end by themselves; the next process may go on at once."""
    command = [sys.executable, "-m", "parley.cli.main", "study", "duo", "--workers", "2", "--draws"]
    with subprocess.Popen([*command, "5000"], env=ENVIRONMENT, cwd=case.parent) as run:
        ledger = case.parent / "out/duo/study/ledger.sqlite"
        while not ledger.with_name(f"{ledger.name}-wal").exists():
            time.sleep(0.05)
        _wait_for_draws(ledger)
        workers = [entry for entry in Path("/proc").iterdir() if _parent(entry) == run.pid]
        assert len(workers) >= 2
        run.send_signal(signal.SIGKILL)
    while any(_parent(entry) is not None for entry in workers):
        time.sleep(0.05)
    header = stored_header(case.parent / "out/duo/study")
    assert header is not None
    again = [*command, "5000", "--resume"]
    with subprocess.Popen(
        again, env=ENVIRONMENT, cwd=case.parent, stderr=subprocess.PIPE, text=True, preexec_fn=_heed
    ) as run:
        assert run.stderr is not None
        kept = re.fullmatch(r"([\d,]+) of 5,000 draws\n", run.stderr.readline())
        run.send_signal(signal.SIGINT)
        run.communicate()
    assert kept is not None
    assert int(kept[1].replace(",", "")) > 0


def _parent(entry: Path) -> int | None:
    """The parent of a process that is alive, by its folder in /proc."""
    try:
        state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
    except (OSError, ValueError):
        return None
    return None if state == "Z" else int(parent)


def _wait_for_draws(ledger: Path) -> None:
    """Wait until something was acknowledged: the log beside the ledger grows for its tables already."""
    while True:
        with (
            suppress(sqlite3.Error),
            closing(sqlite3.connect(f"{ledger.as_uri()}?mode=ro", uri=True)) as base,
        ):
            if base.execute("SELECT count(*) FROM outcomes").fetchone()[0]:
                return
        time.sleep(0.05)
