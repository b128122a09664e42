"""`parley stability`: which states nobody would leave, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parley.cli.legible import tell

if TYPE_CHECKING:
    from parley.graph.analysis import GraphAsked

CONCEPT_WORDS = "nash, gmr, smr, seq, sseq"


def command(
    case: Annotated[Path, typer.Argument(help="the folder of a case, or the name of a shipped one")],
    concept: Annotated[
        list[str] | None,
        typer.Option("--concept", help=f"one of {CONCEPT_WORDS}; may repeat; all if not given"),
    ] = None,
    why: Annotated[
        list[str] | None,
        typer.Option(
            "--why", metavar="STATE", help="say why everybody stays at a state or leaves; may repeat"
        ),
    ] = None,
    where: Annotated[
        str | None,
        typer.Option("--where", metavar="STATEMENT", help="list only states in which a statement holds"),
    ] = None,
    sort: Annotated[
        str | None, typer.Option("--sort", metavar="WHO", help="order states by a decision maker's ranking")
    ] = None,
    equilibria: Annotated[bool, typer.Option("--equilibria", help="list only equilibria")] = False,
    limit: Annotated[int, typer.Option("--limit", help="states on a page; 0 for all", min=0)] = 40,
    page: Annotated[int, typer.Option("--page", help="which page of states", min=1)] = 1,
    coalitions: Annotated[
        bool, typer.Option("--coalitions", help="say which coalition would leave which equilibrium")
    ] = False,
    paths: Annotated[
        bool, typer.Option("--paths", help="say how the status quo may lead to each listed state")
    ] = False,
    inverse: Annotated[
        str | None,
        typer.Option(
            "--inverse", metavar="STATE", help="say which preferences would make a state an equilibrium"
        ),
    ] = None,
    sweep: Annotated[
        bool, typer.Option("--sweep", help="say how often each state holds if ranks or one-way moves differ")
    ] = False,
    attitude: Annotated[
        str, typer.Option("--attitude", help="towards what cannot be compared: a, b, c or d")
    ] = "b",
    once_each: Annotated[
        bool, typer.Option("--once-each", help="let each opponent move once only, as a known program does")
    ] = False,
    derive: Annotated[
        bool,
        typer.Option("--derive", help="derive the graph from the scenario instead of reading graph.yaml"),
    ] = False,
    disposition: Annotated[
        str | None,
        typer.Option(
            "--disposition", help="what a hidden side is taken to be, with --derive; several joined by +"
        ),
    ] = None,
    lenses: Annotated[
        bool, typer.Option("--lenses", help="set the graph beside the game of the same case")
    ] = False,
    changes: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="change the scenario, with --derive; may repeat"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print everything as JSON instead")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="print the listed states as CSV instead")] = False,
    export: Annotated[
        Path | None, typer.Option("--export", metavar="FILE", help="also write the graph as a GMCR+ file")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="also write stability.json and stability.html to this folder")
    ] = None,
) -> None:
    """Say which states nobody would leave, under several ideas of foresight, and what deters them."""
    import json
    from dataclasses import replace

    from rich.console import Console

    from parley import workbench
    from parley.errors import UsageError
    from parley.report.graph import print_lenses, print_stability
    from parley.scenario import parse_change

    if as_json and as_csv:
        raise UsageError("--json and --csv are two ways to print the same; ask for one of them")
    asked = _asked(
        concept, attitude, why=why, where=where, sort=sort, inverse=inverse, listed=limit, page=page
    )
    asked = replace(
        asked,
        only_equilibria=equilibria,
        coalitions=coalitions,
        paths=paths,
        sweep=sweep,
        once_each=once_each,
    )
    changed = dict(parse_change(change) for change in changes or ())
    source = workbench.GraphSource(derive, disposition, changed)
    if lenses:
        found = workbench.lenses(case, source)
        if as_json:
            typer.echo(json.dumps(found.document(), indent=1, ensure_ascii=False))
        else:
            print_lenses(found, Console())
        return
    result = workbench.stability(case, asked, source)
    written = workbench.write_stability(result, out) if out else []
    exported = workbench.export_gmcr(result, export) if export else None
    if as_json:
        typer.echo(workbench.stability_text(result), nl=False)
    elif as_csv:
        typer.echo(result.csv(), nl=False)
    else:
        print_stability(result.analysis, Console())
    told = not (as_json or as_csv)
    if exported:
        for line in exported.lost:
            tell(f"not in {export}: {line}", err=True)
    for path in [*written, *([export] if export else [])]:
        typer.echo(f"Written: {path}", err=not told)


def _asked(
    concepts: list[str] | None,
    attitude: str,
    *,
    why: list[str] | None,
    where: str | None,
    sort: str | None,
    inverse: str | None,
    listed: int,
    page: int,
) -> GraphAsked:
    """What is asked, with the words of the command line made into concepts and an attitude."""
    from parley.errors import UsageError
    from parley.graph.analysis import GraphAsked
    from parley.graph.concepts.stability import CONCEPTS, Concept
    from parley.graph.concepts.unknown import Attitude

    try:
        wanted = tuple(Concept(word.lower()) for word in concepts or ())
    except ValueError as problem:
        raise UsageError(f"{problem}; concepts are {CONCEPT_WORDS}") from None
    try:
        taken = Attitude(attitude.lower())
    except ValueError:
        raise UsageError(f"'{attitude}' is no attitude; they are a, b, c and d") from None
    chosen = tuple(one for one in CONCEPTS if one in wanted) or CONCEPTS
    return GraphAsked(
        concepts=chosen,
        attitude=taken,
        why=tuple(why or ()),
        where=where,
        sort=sort,
        inverse=inverse,
        listed=listed,
        page=page,
    )
