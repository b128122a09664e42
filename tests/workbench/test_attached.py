"""Findings kept beside an outlook: what each rests on, and what is said when that changes."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from parley.case import Case, open_case
from parley.outlook import Outlook
from parley.outlook.result import Worth
from parley.workbench.attached import INDEX_FILE, KINDS, Finding, Kind, kept, texts
from parley.workbench.writing import write_whole

UKRAINE = Path(__file__).parents[2] / "cases" / "ukraine-2025-plain"
DAY = date(2025, 3, 19)
OF_THE_RECORD = (Kind.WEIGHING, Kind.SCORES, Kind.CALIBRATION, Kind.ESTIMATION)


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped case, whose folder of results keeps four findings on its record."""
    for kind in OF_THE_RECORD:
        # What a finding says is another test's business.
        monkeypatch.setitem(KINDS, kind, replace(KINDS[kind], type=None))
    folder = shutil.copytree(UKRAINE, tmp_path / "ukraine-2025-plain")
    out = tmp_path / "out"
    findings = [Finding(kind, {"says": kind.value}, DAY) for kind in OF_THE_RECORD]
    write_whole(out, texts(out, open_case(folder), findings))
    return folder


def _left_out(case: Path, changes: dict[str, object] | None = None) -> dict[Kind, tuple[str, ...]]:
    held = kept(case.parent / "out", open_case(case, changes))
    assert set(held.shown) | {one.kind for one in held.left_out} == set(OF_THE_RECORD)
    return {one.kind: one.changed for one in held.left_out}


def _with_column(case: Path) -> None:
    """Add a column of the analyst's own to moves.csv."""
    path = case / "moves.csv"
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[*rows[0], "my_own"], *([*row, "seen"] for row in rows[1:])])


def _with_comments(case: Path) -> None:
    """Add comments to scenario and coding, and a line to the README."""
    for name in ("scenario.yaml", "coding.yaml", "README.md"):
        path = case / name
        path.write_text(path.read_text(encoding="utf-8") + "\n# looked at again\n", encoding="utf-8")


def _with_fact(case: Path) -> None:
    """Change the note of a fact, which no finding on the record reads."""
    path = case / "facts.csv"
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + " \n", encoding="utf-8")


@pytest.mark.parametrize("change", [_with_column, _with_comments, _with_fact, lambda case: None])
def test_what_does_not_matter_to_a_finding_leaves_it(case: Path, change: Callable[[Path], None]) -> None:
    """Columns of one's own, comments and rows it does not read count for nothing."""
    change(case)
    assert _left_out(case) == {}


def test_a_move_that_was_not_known_that_day_leaves_what_was_found(case: Path) -> None:
    """A row dated after the day the record was read on changes nothing; one from before does."""
    path = case / "moves.csv"
    text = path.read_text(encoding="utf-8")
    last = text.rstrip("\n").splitlines()[-1].split(",")
    later = ",".join(["ZZ1", "2026-05-01", *last[2:]])
    path.write_text(f"{text.rstrip()}\n{later}\n", encoding="utf-8")
    assert _left_out(case) == {}
    path.write_text(f"{text.rstrip()}\n{later.replace('2026-05-01', '2025-03-18')}\n", encoding="utf-8")
    assert _left_out(case) == dict.fromkeys(OF_THE_RECORD, ("record",))


def test_another_version_that_makes_the_same_of_the_case_leaves_what_was_found(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once a run has noted the figures of the case, an edit of the program counts only if they move."""
    out, opened, now = case.parent / "out", open_case(case), _figures(0.3)
    noted = texts(out, opened, (), now)
    assert set(noted) == {out / INDEX_FILE}
    monkeypatch.setattr("parley.sensitivity.study.plan.code_version", lambda: "another")
    code = dict.fromkeys(OF_THE_RECORD, ("code",))
    assert _left_out(case) == code
    write_whole(out, noted)
    assert _left_out(case) == code, "nothing says what this version makes of the case"
    same, other = kept(out, opened, outlook=_figures(0.3 + 1e-12)), kept(out, opened, outlook=_figures(0.31))
    assert set(same.shown) == set(OF_THE_RECORD) and not same.left_out
    assert {one.changed for one in other.left_out} == {("figures",)} and not other.shown
    assert texts(out, opened, (), _figures(0.4)) == {}, "what another version found is not noted again"


def _figures(settled: float) -> Outlook:
    """An outlook as far as it is held against another one."""
    return cast(
        Outlook,
        SimpleNamespace(
            rounds=(DAY, DAY),
            endings={"settlement:x": (0.0, settled)},
            still_fighting=(1.0, 1.0 - settled),
            values={"a": Worth(4.0, {})},
        ),
    )


def test_each_input_that_changed_is_named(case: Path) -> None:
    """A number, a rule of the coding and a change by path each say so."""
    assert _left_out(case, {"parties.usa.precision": 0.5}) == dict.fromkeys(OF_THE_RECORD, ("changes",))
    path = case / "coding.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("coder: ", "coder: other-", 1), encoding="utf-8")
    assert set(_left_out(case).values()) == {("coding",)}
    path = case / "scenario.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("title: ", "title: Another ", 1), encoding="utf-8")
    assert set(_left_out(case).values()) == {("scenario", "coding")}


def test_a_weighing_of_another_day_is_no_finding_of_this_one(case: Path) -> None:
    """The record weighed up to an earlier day does not stand for the day of the case."""
    out = case.parent / "out"
    opened = open_case(case)
    write_whole(out, texts(out, opened, [Finding(Kind.WEIGHING, {"says": "early"}, date(2025, 3, 1))]))
    assert _left_out(case) == {Kind.WEIGHING: ("day",)}


def test_a_fresh_finding_takes_the_place_of_an_earlier_one(case: Path) -> None:
    """What was just found is shown, whatever the folder keeps of its kind."""
    held = kept(case.parent / "out", open_case(case), [Finding(Kind.SCORES, {"says": "anew"}, DAY)])
    assert held.shown[Kind.SCORES] == {"says": "anew"}
    assert held.shown[Kind.WEIGHING] == {"says": "weighing"}


def test_a_file_that_another_program_changed_is_not_shown(case: Path) -> None:
    """What is kept is shown as it was written or not at all; the list itself may be lost too."""
    out = case.parent / "out"
    (out / KINDS[Kind.SCORES].file).write_text(json.dumps({"says": "other"}), encoding="utf-8")
    assert _left_out(case) == {Kind.SCORES: ("file",)}
    (out / INDEX_FILE).write_text("[", encoding="utf-8")
    assert _left_out(case) == dict.fromkeys(OF_THE_RECORD, ("file",))


def test_nothing_kept_nothing_said(tmp_path: Path) -> None:
    """An empty folder has nothing to show and nothing to leave out."""
    case: Case = open_case("pie")
    assert kept(tmp_path, case) == kept(tmp_path / "none", case)
    assert kept(tmp_path, case).left_out == ()
