"""A small game written for Gambit."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from parley.case import Case, open_case
from parley.compiler import compile_game
from parley.exchange.gambit import gambit_text
from parley.workbench.writing import write_named


def write_gambit(case: str | Path | Case, to: Path, changes: Mapping[str, object] | None = None) -> Path:
    """Write the game of a case as a tree, for Gambit and others that read `.efg`; return the file.

    Raises UsageError where the form is extended or beliefs differ, TooLargeError for a large tree.
    """
    opened = open_case(case, changes)
    text = gambit_text(compile_game(opened.scenario), opened.scenario.title)
    write_named(to, text)
    return to
