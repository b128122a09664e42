"""Files that belong together are all new or all old, wherever a process is killed."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from pathlib import Path

import pytest

from parley.errors import OutputError
from parley.workbench import writing
from parley.workbench.writing import as_text, finish_interrupted, write_whole

OLD = {"outlook.json": "old outlook", "brief.html": "old brief"}
NEW = {"outlook.json": "new outlook", "brief.html": "new brief", "more.json": "new"}


class Killed(BaseException):
    """Stands for the end of the process."""


def _write(folder: Path, texts: dict[str, str]) -> None:
    write_whole(folder, {folder / name: text for name, text in texts.items()})


def _read(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("step", range(5))
def test_a_kill_at_any_step_leaves_all_old_or_all_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """Before the switch nothing has happened; after it whoever comes next finishes, and no trace is left."""
    _write(tmp_path, OLD)
    left = [step]
    replace = os.replace

    def dying(*args: str) -> None:
        if not left[0]:
            raise Killed
        left[0] -= 1
        replace(*args)

    # A killed process runs no clean-up either.
    monkeypatch.setattr(os, "replace", dying)
    monkeypatch.setattr(shutil, "rmtree", lambda *args, **options: None)
    with contextlib.suppress(Killed):
        _write(tmp_path, NEW)
    monkeypatch.undo()
    monkeypatch.setattr(writing, "_ABANDONED_SECONDS", -1.0)
    finish_interrupted(tmp_path)
    assert _read(tmp_path) == (OLD if step == 0 else NEW)
    assert not [path for path in tmp_path.iterdir() if path.is_dir()]


def test_what_another_process_is_writing_now_is_left_alone(tmp_path: Path) -> None:
    """A folder somebody has just begun is not cleared away; one that was abandoned an hour ago is."""
    young, old = tmp_path / ".parley-writing-young", tmp_path / ".parley-writing-old"
    for folder in (young, old):
        folder.mkdir()
    ago = time.time() - 7200
    os.utime(old, (ago, ago))
    finish_interrupted(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [young.name]


def test_what_is_no_file_is_not_written_over(tmp_path: Path) -> None:
    """A folder or a pipe where a result should go is said, and nothing is written."""
    os.mkfifo(tmp_path / "brief.html")
    with pytest.raises(OutputError, match=r"brief\.html is no ordinary file"):
        _write(tmp_path, NEW)
    assert [path.name for path in tmp_path.iterdir()] == ["brief.html"]


@pytest.mark.parametrize("figure", [float("nan"), float("inf")])
def test_a_figure_that_is_no_number_is_never_written(figure: float) -> None:
    """JSON has no such figures."""
    with pytest.raises(ValueError, match="JSON"):
        as_text({"share": figure})
