"""The tutorial, followed to the letter."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest

from parley.cli.main import main

PAGE = Path(__file__).parents[2] / "docs" / "tutorials" / "first-case.md"
STEP = re.compile(r"^```(console|diff|text)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def _print(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], line: str) -> str:
    """What a command of the page prints, errors last; spaces are plain, and end no line."""
    monkeypatch.setattr(sys, "argv", shlex.split(line))
    with pytest.raises(SystemExit):
        main()
    said = capsys.readouterr()
    text = (said.out + said.err).replace("\N{NO-BREAK SPACE}", " ")
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


def _shows(shown: str, printed: str) -> bool:
    """Whether a text is what was printed, `[...]` standing for anything."""
    parts = (re.escape(part) for part in shown.split("[...]"))
    return re.fullmatch(".*".join(parts), printed, re.DOTALL) is not None


def _change(step: str) -> None:
    """Replace the one line a diff takes away by the one it brings."""
    (old,) = re.findall(r"^-(.*)$", step, re.MULTILINE)
    (new,) = re.findall(r"^\+(.*)$", step, re.MULTILINE)
    text = Path("mywar/scenario.yaml").read_text(encoding="utf-8")
    assert text.count(old) == 1
    Path("mywar/scenario.yaml").write_text(text.replace(old, new), encoding="utf-8")


def test_every_step_does_what_the_page_shows(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """In an empty folder, each command of the page prints what stands below it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "96")
    monkeypatch.setenv("NO_COLOR", "1")
    steps = STEP.findall(PAGE.read_text(encoding="utf-8"))
    for kind, step in steps:
        if kind == "diff":
            _change(step)
        elif kind == "text":
            Path("mywar/moves.csv").write_text(step, encoding="utf-8")
        else:
            command, _, shown = step.removeprefix("$ ").partition("\n")
            printed = _print(monkeypatch, capsys, command)
            assert _shows(shown, printed), f"{command}\n{printed}"
    assert [kind for kind, _ in steps].count("console") == 7


def test_what_is_left_out_is_not_everything() -> None:
    """The comparison fails on a wrong line, a missing one, and one too many."""
    assert _shows("a\n[...]\nc\n", "a\nb\nc\n")
    assert not _shows("a\n[...]\nc\n", "a\nb\nd\n")
    assert not _shows("a\n", "a\nb\n")
    assert not _shows("a\nb\n", "a\n")
