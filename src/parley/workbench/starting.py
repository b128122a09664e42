"""A new case from the starter."""

from __future__ import annotations

from pathlib import Path

from parley.scenario.starting import write_starter


def new_case(folder: Path, record: bool = False) -> list[str]:
    """Write the starter case into a new or empty folder; returns its files. Raises OutputError."""
    return write_starter(folder, record)
