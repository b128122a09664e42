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
