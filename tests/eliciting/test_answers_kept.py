"""Answers that are kept are read back as they were given, or refused; they are of the kinds they claim."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from parley.eliciting.answers import FILE, FORM, read_sheet
from parley.errors import CaseError

GOOD: dict[str, Any] = {"value": 3.0, "on": "2025-02-01", "low": 1.0, "high": 4.0}


def _kept(folder: Path, **changes: object) -> Path:
    content = {"form": FORM, "experts": ["ada"], "answers": {"month/a": {"ada": GOOD | changes}}}
    folder.joinpath(FILE).write_text(json.dumps(content), encoding="utf-8")
    return folder


def test_what_was_given_is_read_back(tmp_path: Path) -> None:
    """A number with its range, words, and a list of names."""
    assert read_sheet(_kept(tmp_path)).spread("month/a") == (1.0, 4.0)
    for value in ("words", ["a", "b"]):
        assert read_sheet(_kept(tmp_path, value=value, low=None, high=None)).value("month/a", "") == value


@pytest.mark.parametrize(
    "changes",
    [
        {"low": {}}, {"high": "x"}, {"low": float("nan")}, {"high": float("inf")}, {"value": float("nan")},
        {"value": {}}, {"value": None}, {"on": 5}, {"note": []}, {"more": 1},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_of_another_kind_is_refused(changes: dict[str, object], tmp_path: Path) -> None:
    """In words, when the file is read and not when a scenario is written from it."""
    with pytest.raises(CaseError, match="the answers of an interview"):
        read_sheet(_kept(tmp_path, **changes))
