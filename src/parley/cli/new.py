"""`parley new`: a commented case that runs as it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="the folder to write; new or empty")],
) -> None:
    """Write a commented case that runs as it stands, to be changed line by line."""
    from parley.scenario.starting import write_starter

    names = write_starter(folder)
    typer.echo(f"wrote {folder}: {', '.join(names)}")
    typer.echo(f"next: parley check {folder}, then parley run {folder}")
