"""`parley what-if` and `parley influence`, as a user meets them."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from tests.outlook.small_case import SMALL

from parley.cli.main import main

FACTS = (
    "id,kind,parameter,low,high,unit,as_of,known_from,source,url,verification,note\n"
    "F1,parameter,y,1,2,z,2025-01-01,,a,,seen,\nF2,parameter,y,1,2,z,2025-01-01,,a,,seen,\n"
)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A small case of one's own, with ranges and what-ifs; its sources are not on record, so it has none."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "scenario.yaml").write_text(SMALL, encoding="utf-8")
    return folder


def _run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    """Run a command and return its exit code; an exception that is no exit is a traceback and fails."""
    monkeypatch.setattr(sys, "argv", ["parley", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def test_all_what_ifs_are_told_in_words_and_figures(
    case: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A sentence each, one table of all of them, and progress apart from the answer."""
    monkeypatch.setenv("COLUMNS", "100")
    assert _run(monkeypatch, "what-if", str(case)) == 0
    said, told = capsys.readouterr()
    line = " ".join(said.split())
    assert re.search(
        r"The south loses more each week: it would .* \(\d+ %; .* as stated\) that a settl", line
    )
    assert "Same: this changes nothing, for the game stays the same." in line
    for name in ("as stated", "hasty", "patient", "same", "slower", "trusting"):
        assert re.search(rf"^{name} ", said, re.MULTILINE), name
    assert "solving: 6 of 6" in told
    assert not (case / "out").exists()


def test_names_and_changes_can_be_combined(
    case: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`a+set` makes a named what-if and the change on the spot together; JSON holds only what was asked."""
    change = "parties.north.precision=0.8"
    assert _run(monkeypatch, "what-if", str(case), "hasty+set", "hasty", "--set", change, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["name"] for one in found["what_ifs"]] == ["hasty+set", "hasty"]
    assert found["what_ifs"][0]["changes"]["parties.north.precision"] == 0.8
    assert "parties.north.precision" not in found["what_ifs"][1]["changes"]
    sizes = [one["size"] for one in found["what_ifs"][0]["differences"]]
    assert sizes == sorted(sizes, reverse=True) and sizes


def test_the_brief_shows_the_what_ifs_and_later_runs_keep_them(
    case: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With --out there is a brief with the panels; `parley run` keeps them until the case changes."""
    out = case / "out"
    assert _run(monkeypatch, "what-if", str(case), "hasty", "--out", str(out)) == 0
    page = (out / "brief.html").read_text(encoding="utf-8")
    assert 'id="what-would-change-it"' in page and "The south loses more each week" in page
    assert json.loads((out / "what-if.json").read_text(encoding="utf-8"))["what_ifs"]
    assert _run(monkeypatch, "run", str(case), "--out", str(out)) == 0
    assert "The south loses more each week" in (out / "brief.html").read_text(encoding="utf-8")
    (case / "facts.csv").write_text(FACTS, encoding="utf-8")
    assert _run(monkeypatch, "run", str(case), "--out", str(out)) == 0
    assert "The south loses more each week" in (out / "brief.html").read_text(encoding="utf-8")
    assert "left out" not in capsys.readouterr().err
    (case / "scenario.yaml").write_text(SMALL.replace("title: Small", "title: Other"), encoding="utf-8")
    assert _run(monkeypatch, "run", str(case), "--out", str(out)) == 0
    page = (out / "brief.html").read_text(encoding="utf-8")
    assert "The south loses more each week" not in page
    why = "what-ifs (what-if.json), because scenario.yaml has changed since; to find it anew: parley what-if"
    assert f"left out of the brief: {why}" in capsys.readouterr().err
    assert f"Left out of the brief: {why}." in page
    assert (out / "what-if.json").is_file(), "nothing is lost"


def test_a_number_is_followed_along_its_range(
    case: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The sentence says where it tips, and the range can be given."""
    words = ("what-if", str(case), "--along", "endings.horizon.south=-20..60", "--points", "5")
    assert _run(monkeypatch, *words, "--out", str(case / "out")) == 0
    line = " ".join(capsys.readouterr().out.split())
    assert re.search(
        r"At about .\d+(\.\d+)? points \(25 points as stated\) the most probable ending by the horizon "
        r"changes from a settlement on “province” to still talking",
        line,
        re.IGNORECASE,
    )
    assert "the bargaining range closes for “Line” (with the North limited)" in line
    assert (case / "out" / "along.json").is_file()


def test_influence_names_numbers_and_what_to_find_out(
    case: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The numbers of the case by name, what they rest on, and how it was found, for each outcome."""
    monkeypatch.setenv("COLUMNS", "120")
    asked = ("--outcome", "settlement", "--outcome", "worth:south", "--draws", "120")
    assert _run(monkeypatch, "influence", str(case), *asked, "--out", str(case / "out")) == 0
    said, told = capsys.readouterr()
    line = " ".join(said.split())
    assert "What carries the answer: A settlement by 17 February 2025" in line
    assert "What carries the answer: Worth now to the South" in line
    assert "South: worth of war at the horizon" in line
    assert "North: weight of “limited”" in line
    assert "seed 1" in line
    assert "screening over the ranges" in told
    page = (case / "out" / "brief.html").read_text(encoding="utf-8")
    assert "What carries the answer: A settlement by 17" in page.replace("\N{NO-BREAK SPACE}", " ")


def test_influence_is_kept_for_later_briefs_while_its_form_is_ours(
    case: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`parley run` shows groups that were found earlier; a file from before they had shares is left out."""
    out = case / "out"
    assert _run(monkeypatch, "influence", str(case), "--draws", "500", "--out", str(out)) == 0
    assert "Shares of the spread by what the numbers are about" in capsys.readouterr().out
    assert _run(monkeypatch, "run", str(case), "--out", str(out)) == 0
    assert "Shares of the spread by what" in (out / "brief.html").read_text(encoding="utf-8")
    kept = json.loads((out / "influence.json").read_text(encoding="utf-8"))
    for group in kept["outcomes"][0]["groups"]:
        shares = group.pop("shares")
        group |= {"first": shares["first"], "total": shares["total"]}
    (out / "influence.json").write_text(json.dumps(kept), encoding="utf-8")
    assert _run(monkeypatch, "run", str(case), "--out", str(out)) == 0
    assert "What carries the answer" not in (out / "brief.html").read_text(encoding="utf-8")


def test_influence_gives_json_and_markdown(
    case: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """JSON has every number for every outcome; Markdown is a section for a README."""
    assert _run(monkeypatch, "influence", str(case), "--draws", "80", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["outcomes"][0]["name"] == "settlement@2025-02-17"
    assert len(found["outcomes"][0]["numbers"]) == 5
    assert _run(monkeypatch, "influence", str(case), "--draws", "80", "--markdown") == 0
    text = capsys.readouterr().out
    assert text.count("| number | stated |") == 1
    assert "What to find out next" in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("what-if", "CASE", "hastey"), "did you mean hasty"),
        (("what-if", "CASE", "hasty", "--along", "endings.horizon.south"), "leave out names"),
        (("what-if", "CASE", "--along", "endings.horizon.south=5"), "LOW..HIGH"),
        (("what-if", "CASE", "--along", "parties.south.precision"), "has no range"),
        (("influence", "CASE", "--draws", "10"), "too few"),
        (("influence", "CASE", "--outcome", "peace"), "one of: settlement"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    words: tuple[str, ...],
    said: str,
    case: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Bad usage ends with exit code 2 and a message that says what to do."""
    assert _run(monkeypatch, *(str(case) if word == "CASE" else word for word in words)) == 2
    told = " ".join(capsys.readouterr().err.split())
    assert said in told and "Traceback" not in told


def test_a_change_that_makes_no_valid_scenario_is_a_fault(
    case: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Faults of a change are told before anything is solved."""
    assert _run(monkeypatch, "what-if", str(case), "--set", "table.floor.north=90 % per week") == 3
    told = capsys.readouterr().err
    assert "floor-sum" in told and "solving" not in told
