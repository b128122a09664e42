"""Finding the name that was meant, and the case that was meant."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from parley.errors import UsageError
from parley.files import closest_name
from parley.files.cases import find_case, shipped_cases


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("rusia", "russia"),
        ("contact-line", "contact_line"),
        ("Ukraine", "ukraine"),
        ("venezuela", None),
        ("", None),
    ],
)
def test_the_closest_name_is_found_if_there_is_one(word: str, meant: str | None) -> None:
    """Letters left out, other case and `-` for `_` are seen through; an unlike word has no closest name."""
    assert closest_name(word, ["russia", "ukraine", "contact_line"]) == meant


def test_a_shipped_case_can_be_named_without_its_path() -> None:
    """`pie` finds the shipped case of that name."""
    assert find_case(Path("pie")) == shipped_cases()["pie"]


def test_a_folder_comes_before_a_shipped_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder `pie` where one works is meant rather than the shipped case; its scenario names it too."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pie").mkdir()
    (tmp_path / "pie" / "scenario.yaml").touch()
    assert find_case(Path("pie")) == Path("pie")
    assert find_case(Path("pie/scenario.yaml")) == Path("pie")


def test_a_case_that_is_not_there_is_said_with_the_one_probably_meant() -> None:
    """A misspelt case names the shipped one that is like it."""
    with pytest.raises(UsageError, match=re.escape("did you mean 'pie'?")):
        find_case(Path("pies"))


def test_a_folder_that_is_no_case_does_not_quietly_hide_a_shipped_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder `pie` of outputs is said to stand in the way of the shipped case, with the way round it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pie").mkdir()
    (tmp_path / "pie" / "outlook.json").touch()
    with pytest.raises(UsageError, match="hides the shipped case") as said:
        find_case(Path("pie"))
    assert str(shipped_cases()["pie"]) in str(said.value)


def test_a_file_in_place_of_a_folder_is_said(tmp_path: Path) -> None:
    """A case is a folder; a file that is not its scenario is said to be a file."""
    (tmp_path / "notes.txt").touch()
    with pytest.raises(UsageError, match="is a file; name the folder of a case"):
        find_case(tmp_path / "notes.txt")
