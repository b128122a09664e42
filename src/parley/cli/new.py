"""`parley new`: a commented case that runs as it stands."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
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
    domain: Annotated[
        list[Path] | None,
        typer.Option(
            "--domain",
            metavar="FILE",
            help="a party's utility space of Genius, GeniusWeb or NegMAS; one for each party",
        ),
    ] = None,
    ktab: Annotated[
        Path | None, typer.Option("--ktab", metavar="FILE", help="write the case of a file of KTAB actors")
    ] = None,
    gambit: Annotated[
        Path | None,
        typer.Option("--gambit", metavar="FILE", help="write the case of a tree (.efg) that is bargaining"),
    ] = None,
    only: Annotated[str, typer.Option("--only", metavar="A,B", help="of the KTAB actors, these alone")] = "",
    as_of: Annotated[
        str, typer.Option("--as-of", metavar="DATE", help="the day such a case speaks from")
    ] = "2025-01-01",
) -> None:
    """Write a commented case that runs as it stands, to be changed line by line."""
    from parley import workbench
    from parley.record.as_of import read_day

    if domain or ktab is not None or gambit is not None:
        day = read_day(as_of, "--as-of")
        if ktab is not None:
            names = workbench.new_case_from_ktab(folder, ktab, day, [one for one in only.split(",") if one])
        elif gambit is not None:
            names = workbench.new_case_from_tree(folder, gambit, day)
        else:
            names = workbench.new_case_from_domain(folder, domain or (), day)
        verb = "run"
    elif graph or gmcr is not None:
        names = workbench.new_graph(folder, gmcr)
        verb = "stability"
    else:
        names, verb = workbench.new_case(folder, record), "run"
    typer.echo(f"wrote {folder}: {', '.join(names)}")
    named = quote(str(folder))
    typer.echo(f"next: parley check {named}, then parley {verb} {named}")
