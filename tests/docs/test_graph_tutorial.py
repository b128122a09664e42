"""The tutorial of the graph lens, followed to the letter."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest

from parley.cli.main import main

PAGE = Path(__file__).parents[2] / "docs" / "tutorials" / "first-graph.md"
STEP = re.compile(r"^```(console|diff)\n(.*?)^```", re.MULTILINE | re.DOTALL)
GRAPH = Path("mygraph/graph.yaml")


def _print(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], line: str) -> str:
    """What a command of the page prints; spaces end no line."""
    monkeypatch.setattr(sys, "argv", shlex.split(line))
    with pytest.raises(SystemExit) as left:
        main()
    assert not left.value.code
    return "\n".join(line.rstrip() for line in capsys.readouterr().out.splitlines()) + "\n"


def _shows(shown: str, printed: str) -> bool:
    """Whether a text is what was printed, `[...]` standing for anything."""
    parts = (re.escape(part) for part in shown.split("[...]"))
    return re.fullmatch(".*".join(parts), printed, re.DOTALL) is not None


def test_every_step_of_the_graph_tutorial_does_what_the_page_shows(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """In an empty folder, each command of the page prints what stands below it, after each change."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "96")
    monkeypatch.setenv("NO_COLOR", "1")
    steps = STEP.findall(PAGE.read_text(encoding="utf-8"))
    assert len(steps) >= 10
    for kind, step in steps:
        if kind == "diff":
            (old,) = re.findall(r"^-(.*)$", step, re.MULTILINE)
            (new,) = re.findall(r"^\+(.*)$", step, re.MULTILINE)
            text = GRAPH.read_text(encoding="utf-8")
            assert text.count(old) == 1
            GRAPH.write_text(text.replace(old, new), encoding="utf-8")
        else:
            command, _, shown = step.removeprefix("$ ").partition("\n")
            printed = _print(monkeypatch, capsys, command)
            assert _shows(shown, printed), f"{command}\n{printed}"
