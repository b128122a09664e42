"""`parley brief` from the outside: forms, languages, what has moved, and a kept run taken as it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from parley import workbench
from parley.cli.main import app
from parley.errors import UsageError

RUNNER = CliRunner()
SCENARIO = """
title: Two who talk
as_of: {day}
round: 7 days
horizon: 6 rounds
parties:
  north: {{values: {{land: {{here: {worth}, there: 0}}}}, flow: {{fighting: -1 per week}}}}
  south: {{values: {{land: {{here: 0, there: 40}}}}, flow: {{fighting: -1 per week}}}}
issues: {{land: [here, there]}}
plans:
  shared: {{name: Shared land, terms: {{land: here}}}}
table:
  floor: {{north: 40 % per week, south: 40 % per week}}
  settlement: {{signatories: [north, south]}}
endings: {{horizon: {{north: 10, south: 10}}}}
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A small case in a folder of its own."""
    folder = tmp_path / "small"
    folder.mkdir()
    _state(folder)
    return folder


def _state(folder: Path, day: str = "2025-01-06", worth: int = 40) -> None:
    (folder / "scenario.yaml").write_text(SCENARIO.format(day=day, worth=worth), encoding="utf-8")


def test_a_kept_run_is_not_solved_again(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first brief solves the case; the next takes what is kept, in another form and language."""
    out = str(tmp_path / "out")
    first = RUNNER.invoke(app, ["brief", str(case), "--out", out])
    assert first.exit_code == 0, first.exception
    assert (tmp_path / "out" / "brief.html").is_file()

    def unexpected(*_: object, **__: object) -> None:
        raise AssertionError("solved again")

    monkeypatch.setattr("parley.workbench.handing.run", unexpected)
    again = RUNNER.invoke(
        app, ["brief", str(case), "--out", out, "--format", "md", "--language", "de", "--yardstick", "uk"]
    )
    assert again.exit_code == 0, again.exception
    text = (tmp_path / "out" / "brief.de.md").read_text(encoding="utf-8")
    assert "Die Verlässlichkeit ist gering" in text
    assert "UK probability yardstick" in text
    assert (tmp_path / "out" / "figures" / "front.svg").is_file()


def test_what_has_moved_since_the_last_run_is_said(case: Path, tmp_path: Path) -> None:
    """A changed number and a later day are named, with figures then and now; the same run says nothing."""
    out = tmp_path / "out"
    workbench.write(workbench.run(case), out)
    same = workbench.write(workbench.run(case), out)
    assert same.background.since is None
    _state(case, day="2025-01-13", worth=90)
    after = workbench.write(workbench.run(case), out)
    since = after.background.since
    assert since is not None
    assert (since.day.isoformat(), since.as_of.isoformat()) == ("2025-01-06", "2025-01-13")
    assert [path for path in since.numbers if "values" in path]
    assert all(one.day == since.moved[0].day for one in since.moved)
    last = json.loads((out / "last-outlook.json").read_text(encoding="utf-8"))
    assert last["as_of"] == "2025-01-06"
    page = after.brief.read_text(encoding="utf-8")
    assert "What has moved since the last outlook?" in page
    assert "the day looked from moved by 7" in page.replace("\N{NO-BREAK SPACE}", " ")
    again = workbench.write(workbench.run(case), out)
    assert again.background.since is not None, "the one before still counts"


def test_an_earlier_folder_can_be_named(case: Path, tmp_path: Path) -> None:
    """`--since` compares with the outlook of any folder, and refuses one without."""
    workbench.write(workbench.run(case), tmp_path / "before")
    _state(case, worth=90)
    out = str(tmp_path / "after")
    said = RUNNER.invoke(
        app, ["brief", str(case), "--out", out, "--format", "md", "--since", str(tmp_path / "before")]
    )
    assert said.exit_code == 0, said.exception
    assert "What changed:" in (tmp_path / "after" / "brief.md").read_text(encoding="utf-8")
    refused = RUNNER.invoke(app, ["brief", str(case), "--out", out, "--since", str(case)])
    assert isinstance(refused.exception, UsageError)
    assert "holds no outlook.json of small" in str(refused.exception)


def test_what_there_is_to_choose_from_is_said(case: Path) -> None:
    """A format, a yardstick or a language that is none is refused with those there are."""
    for option, value, expected in (
        ("--format", "rtf", "expected one of html, md, pdf, docx"),
        ("--yardstick", "nato", "expected one of icd203"),
    ):
        said = RUNNER.invoke(app, ["brief", str(case), option, value])
        assert said.exit_code == 2
        assert expected in " ".join(said.output.replace("│", " ").split())
    refused = RUNNER.invoke(app, ["brief", str(case), "--language", "it"])
    assert isinstance(refused.exception, UsageError)
