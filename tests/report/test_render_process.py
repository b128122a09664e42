"""Pictures are the same whoever draws them, and come even if whoever was to draw them is gone."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from subprocess import Popen
from typing import Any

import pytest

from parley import report
from parley.record import Record, read_record
from parley.report.charts import render_process
from parley.report.charts.style import VEGA_LITE, channel
from parley.report.record.happened import record_figures, record_sections

ROOT = Path(__file__).parents[2]


def chart(count: int) -> dict[str, object]:
    """A chart of some dots."""
    rows = [{"x": x, "y": x * x} for x in range(count)]
    return {"data": {"values": rows}, "mark": "point", "encoding": {k: channel(f"{k}:Q") for k in "xy"}}


CHARTS = [chart(count) for count in (2, 5, 3)]

COUNTING = """
import json, sys
for number, order in enumerate(sys.stdin, start=1):
    print(json.dumps(f"<svg number {number}>"), flush=True)
    if number == LAST:
        break
"""
"""Stands in for who draws: says the how manieth order it was, and goes after the last he is to fill."""

FAILING = """
import sys
from parley import report
from parley.report.charts import render_process
from parley.cli.main import main
from parley.errors import SolutionError
from parley.workbench import running

def fail(*asked):
    print(render_process._at_hand[0].process.pid, len(render_process._at_hand[0]._pictures))
    raise SolutionError("there is nothing to be found")

running.solve_and_compose = fail
sys.argv = ["parley", "run", "ukraine-2025-plain", "--out", sys.argv[1]]
main()
"""
"""A run that fails when it has begun to draw what rests on the record."""


def drawn(charts: list[dict[str, object]] = CHARTS) -> list[str]:
    """The charts as pictures, by whoever is there."""
    return render_process.Drawing(charts, VEGA_LITE).pictures()


def dots(pictures: list[str]) -> list[int]:
    """How many dots each picture shows."""
    return [picture.count('aria-roledescription="point"') for picture in pictures]


@pytest.fixture
def alone() -> Iterator[None]:
    """Nobody is left from elsewhere, and nobody is left behind."""
    render_process.send_home()
    yield
    render_process.send_home()


@pytest.fixture
def called_in(alone: None) -> Popen[str]:
    """The process of a render process who was called in."""
    report.get_ready()
    (one,) = render_process._at_hand
    return one.process


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What is drawn in this process, as it is."""
    asked: list[object] = []
    draw = render_process._draw

    def noted(spec: Any, version: Any) -> Any:
        asked.append(spec)
        return draw(spec, version)

    monkeypatch.setattr(render_process, "_draw", noted)
    return asked


def stand_in(monkeypatch: pytest.MonkeyPatch, folder: Path, last: int) -> None:
    """Call in somebody who numbers his orders instead, and goes after the last."""
    program = folder / "counting.py"
    program.write_text(f"LAST = {last}\n{COUNTING}", encoding="utf-8")
    monkeypatch.setattr(render_process, "__file__", str(program))
    report.get_ready()


def test_a_draughtsman_draws_what_would_be_drawn_without_him(
    called_in: Popen[str], here: list[object]
) -> None:
    """Every picture comes in its place, as it would have been drawn here; afterwards he has gone."""
    pictures = drawn()
    assert here == []
    assert called_in.poll() is not None
    assert not render_process.somebody_waits()
    assert pictures == drawn()
    assert here == CHARTS
    assert dots(pictures) == [2, 5, 3]


def test_only_one_is_called_in(called_in: Popen[str]) -> None:
    """However often one is called for, and while he draws too, there is one."""
    report.get_ready()
    render_process.draw_ahead(CHARTS, VEGA_LITE)
    report.get_ready()
    assert [one.process for one in render_process._at_hand] == [called_in]


def test_a_draughtsman_who_is_gone_is_not_missed(called_in: Popen[str], here: list[object]) -> None:
    """What he does not draw is drawn here."""
    called_in.kill()
    called_in.wait()
    assert dots(drawn()) == [2, 5, 3]
    assert here == CHARTS


@pytest.mark.usefixtures("alone")
def test_what_was_drawn_before_he_went_is_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, here: list[object]
) -> None:
    """Only what is missing is drawn here, and comes in its place."""
    stand_in(monkeypatch, tmp_path, last=1)
    pictures = drawn()
    assert pictures[0] == "<svg number 1>"
    assert dots(pictures[1:]) == [5, 3]
    assert here == CHARTS[1:]


@pytest.mark.usefixtures("alone")
def test_what_is_drawn_ahead_is_not_drawn_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, here: list[object]
) -> None:
    """A picture begun early is drawn first, and comes in its place among those wanted later."""
    stand_in(monkeypatch, tmp_path, last=3)
    render_process.draw_ahead(CHARTS[1:2], VEGA_LITE)
    assert drawn() == ["<svg number 2>", "<svg number 1>", "<svg number 3>"]
    assert here == []


def test_what_one_drawing_is_owed_no_other_gets(called_in: Popen[str], here: list[object]) -> None:
    """Of two drawings at once each gets its own pictures, and what was begun for neither goes to none."""
    render_process.draw_ahead([chart(7)], VEGA_LITE)
    left = render_process.Drawing(CHARTS, VEGA_LITE)
    assert dots(drawn([chart(4), *CHARTS[::-1]])) == [4, 3, 5, 2]
    assert dots(left.pictures()) == [2, 5, 3]
    assert here == []
    assert called_in.poll() is not None


@pytest.mark.skipif(os.name != "posix", reason="looks a process up by its number")
def test_a_run_that_fails_leaves_nobody_who_draws(tmp_path: Path) -> None:
    """Who was called in, and draws what rests on the record when the solve fails, ends with the run."""
    command = [sys.executable, "-c", FAILING, str(tmp_path / "out")]
    path = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    ran = subprocess.run(command, env=path, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.stderr == "parley: there is nothing to be found\n"
    number, begun = map(int, ran.stdout.split())
    assert begun > 0
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_what_can_be_drawn_ahead_is_what_the_brief_shows() -> None:
    """The charts that rest on the record alone are those of the brief's sections on the record."""
    record, as_of = read_record(ROOT / "cases" / "ukraine-2025"), date(2025, 3, 19)
    shown = [figure for section in record_sections(record, as_of) for figure in section.figures]
    assert shown
    assert list(record_figures(record, as_of)) == shown
    assert record_figures(Record("no moves"), as_of) == ()


@pytest.mark.usefixtures("alone")
def test_nothing_is_drawn_ahead_where_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody was called in no chart of the record is even made early."""
    monkeypatch.setattr(
        "parley.report.record.happened.record_figures", lambda *_: pytest.fail("nobody waits")
    )
    report.draw_ahead(Record("no moves"), date(2025, 3, 19))


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("python", ["", "/no/such/python"])
def test_nobody_is_called_in_where_there_is_no_python_to_call(
    python: str, monkeypatch: pytest.MonkeyPatch, here: list[object]
) -> None:
    """An embedded interpreter does not know its own program; pictures are drawn all the same."""
    monkeypatch.setattr(sys, "executable", python)
    report.get_ready()
    assert not render_process.somebody_waits()
    assert dots(drawn()) == [2, 5, 3]
    assert here == CHARTS


def test_a_chart_that_cannot_be_drawn_is_an_error_here(called_in: Popen[str]) -> None:
    """What a render process fails at is tried again here, where its reason can be read."""
    with pytest.raises(ValueError, match="Vega-Lite"):
        drawn([{"mark": "no such mark"}, *CHARTS])
    assert called_in.poll() is not None
