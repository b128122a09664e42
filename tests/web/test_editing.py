"""Edits: checked as they are typed, saved whole, never over somebody else's, comments and order kept."""

from __future__ import annotations

import html
import os
import re
from pathlib import Path

import pytest
from tests.web.conftest import SMALL, Served

from parley import workbench
from parley.errors import OutputError, UsageError


def _file(served: Served) -> Path:
    return served.places / "duo" / "scenario.yaml"


def _mark(served: Served) -> str:
    return workbench.open_text(served.places / "duo", "scenario.yaml").mark


def test_a_number_is_set_and_all_else_stays_to_the_letter(served: Served) -> None:
    """Only the figure changes; comments, order and spacing are the analyst's."""
    status = served.post(
        "/cases/duo/number", path="parties.ann.patience.per_round", value="0.8", mark=_mark(served)
    )
    assert status == 303
    assert _file(served).read_text(encoding="utf-8") == SMALL.replace("value: 0.95", "value: 0.8")


def test_a_number_that_makes_a_fault_is_not_saved(served: Served) -> None:
    """The fault is shown beside the text, and the file is as it was."""
    status = served.post("/cases/duo/number", path="parties.ann.precision", value="lots", mark=_mark(served))
    assert status == 422
    assert _file(served).read_text(encoding="utf-8") == SMALL


def test_a_file_that_changed_meanwhile_is_not_written_over(served: Served) -> None:
    """The difference is shown, the text that was typed is kept on the page, and saving again takes it."""
    mark = _mark(served)
    _file(served).write_text(SMALL.replace("Ann waits", "somebody else was here"), encoding="utf-8")
    mine = SMALL.replace("Ann waits", "mine")
    answer = served.client.post(
        "/cases/duo/assumptions",
        data={"token": served.token, "file": "scenario.yaml", "text": mine, "mark": mark},
        headers={"origin": "http://127.0.0.1:8899"},
    )
    assert answer.status_code == 409
    assert "somebody else was here" in answer.text
    assert "mine" in answer.text
    assert "somebody else" in _file(served).read_text(encoding="utf-8")
    again = served.post("/cases/duo/assumptions", file="scenario.yaml", text=mine, mark=_mark(served))
    assert again == 303
    assert _file(served).read_text(encoding="utf-8") == mine


def test_faults_come_as_one_types(served: Served) -> None:
    """The same faults as check finds, with their lines, and nothing is written."""
    text = SMALL.replace("precision: 0.5}", "precision: much}")
    answer = served.client.post(
        "/api/cases/duo/check",
        data={"token": served.token, "file": "scenario.yaml", "text": text},
        headers={"origin": "http://127.0.0.1:8899"},
    )
    (fault,) = answer.json()["faults"]
    assert fault["line"] == 10
    assert fault["file"] == "scenario.yaml"
    assert _file(served).read_text(encoding="utf-8") == SMALL


def test_a_disk_that_is_full_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stood there stands, and no half of the new text is left beside it."""
    (tmp_path / "scenario.yaml").write_text(SMALL, encoding="utf-8")
    mark = workbench.open_text(tmp_path, "scenario.yaml").mark

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        workbench.save_text(tmp_path, "scenario.yaml", "title: other\n", mark)
    assert [path.name for path in tmp_path.iterdir()] == ["scenario.yaml"]
    assert (tmp_path / "scenario.yaml").read_text(encoding="utf-8") == SMALL


@pytest.mark.parametrize("name", ["../outlook.json", "/etc/passwd", "x.py", ""])
def test_only_files_of_a_case_are_edited(tmp_path: Path, name: str) -> None:
    """Whatever else is named is refused."""
    with pytest.raises(UsageError):
        workbench.open_text(tmp_path, name)
    with pytest.raises(UsageError):
        workbench.save_text(tmp_path, name, "x", "")


@pytest.mark.parametrize("words", ["# no", "a: b", "'", "{", "- x", "yes: no", "0.5 # half"])
def test_a_value_that_yaml_would_read_as_more_stays_one_value(words: str) -> None:
    """What is typed into a field is one scalar, whatever it holds."""
    text = workbench.with_value(SMALL, "title", words)
    assert text.count("\n") == SMALL.count("\n")
    from parley.files import compose_yaml
    from parley.files.text import text_file

    data = compose_yaml(text_file(Path("x"), text.encode())).data
    assert isinstance(data, dict)
    assert str(data["title"]) == words


def test_a_long_file_can_be_saved(served: Served) -> None:
    """A record may outgrow what a form field usually holds; it is saved like any other."""
    text = SMALL + "# a long note\n" * 120_000
    assert served.post("/cases/duo/assumptions", file="scenario.yaml", text=text, mark=_mark(served)) == 303
    assert _file(served).read_text(encoding="utf-8") == text


def test_a_text_that_could_not_be_opened_again_is_not_saved(served: Served) -> None:
    """A zero byte would lock the file against whoever wants to mend it; what was typed stays on the page."""
    answer = served.client.post(
        "/cases/duo/assumptions",
        data={
            "token": served.token,
            "file": "scenario.yaml",
            "text": SMALL + "# typed by hand\0",
            "mark": _mark(served),
        },
        headers={"origin": "http://127.0.0.1:8899"},
    )
    assert answer.status_code == 422
    assert "holds a zero byte" in answer.text
    assert "typed by hand" in answer.text
    assert _file(served).read_text(encoding="utf-8") == SMALL


def test_what_stands_in_a_form_is_what_the_file_says(served: Served) -> None:
    """To the letter: a page that is opened and saved leaves no hard spaces in the file."""
    page = served.client.get("/cases/duo/assumptions").text
    shown = page.partition('name="text"')[2].partition(">\n")[2].partition("</textarea>")[0]
    assert html.unescape(shown) == SMALL
    assert "\N{NO-BREAK SPACE}" not in "".join(re.findall(r'value="[^"]*"', page))
    number = served.client.get("/cases/duo/number?path=table.floor.ann").text
    assert 'value="50 % per round"' in number
