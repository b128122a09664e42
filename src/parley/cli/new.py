"""`parley new`: a commented case that runs as it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="the folder to write; new or empty")],
    record: Annotated[
        bool,
        typer.Option("--record", help="also the heads of moves, facts, assessments and coding, a row each"),
    ] = False,
    graph: Annotated[
        bool, typer.Option("--graph", help="write a graph model (graph.yaml) instead of a scenario")
    ] = False,
    gmcr: Annotated[
        Path | None, typer.Option("--gmcr", metavar="FILE", help="write the graph of a GMCR+ file")
    ] = None,
) -> None:
    """Write a commented case that runs as it stands, to be changed line by line."""
    from parley import workbench

    if graph or gmcr is not None:
        names = workbench.new_graph(folder, gmcr)
        verb = "stability"
    else:
        names, verb = workbench.new_case(folder, record), "run"
    typer.echo(f"wrote {folder}: {', '.join(names)}")
    typer.echo(f"next: parley check {folder}, then parley {verb} {folder}")
