"""A new case: from the starter, or from the files of another program."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from parley.errors import CaseError, UsageError
from parley.exchange.bargaining_tree import tree_scenario
from parley.exchange.efg import read_efg
from parley.exchange.ktab import ktab_scenario
from parley.exchange.utility_files_read import read_spaces
from parley.exchange.utility_files_written import domain_scenario
from parley.files.text import read_bytes
from parley.scenario import SCENARIO_FILE, read_scenario_text
from parley.scenario.starting import write_folder, write_starter

LARGEST_TREE = 20_000_000


def new_case(folder: Path, record: bool = False) -> list[str]:
    """Write the starter case into a new or empty folder; returns its files. Raises OutputError."""
    return write_starter(folder, record)


def new_case_from_domain(folder: Path, files: Sequence[Path], as_of: date, title: str = "") -> list[str]:
    """Write a case from utility spaces of Genius, GeniusWeb or NegMAS, a file for each party.

    Raises UsageError for what is no sum over discrete issues of one domain, OutputError as `new_case`.
    """
    text = domain_scenario(read_spaces(files), title or f"Bargaining over {folder.name}", as_of)
    return _write(folder, text)


def new_case_from_ktab(folder: Path, file: Path, as_of: date, only: Sequence[str] = ()) -> list[str]:
    """Write a case from a file of KTAB actors, all or those named; raises UsageError and OutputError."""
    return _write(folder, ktab_scenario(file, as_of, only))


def new_case_from_tree(folder: Path, file: Path, as_of: date) -> list[str]:
    """Write a case from a tree of Gambit's (`.efg`) that is bargaining with all in sight.

    Raises UsageError with what makes it another kind of tree, OutputError as `new_case`.
    """
    try:
        text = read_bytes(file, LARGEST_TREE).decode("utf-8-sig", "replace")
    except CaseError as problem:
        raise UsageError(str(problem)) from None
    return _write(folder, tree_scenario(read_efg(text), as_of))


def _write(folder: Path, text: str) -> list[str]:
    """Write a scenario once it is known to be a sound one; what is not is a CaseError with its faults."""
    read_scenario_text(text)
    return write_folder(folder, {SCENARIO_FILE: text.encode()})
