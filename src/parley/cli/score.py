"""`parley score`: forecasts made at earlier dates against what was recorded."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from parley.cli.options import Memory, bytes_of


def command(
    case: Annotated[Path, typer.Argument(help="the folder of a case, or the name of a shipped one")],
    first: Annotated[
        str, typer.Option("--from", metavar="DATE", help="first day scored; the coding's first if not given")
    ] = "",
    last: Annotated[
        str, typer.Option("--to", metavar="DATE", help="last day scored; the last on record if not given")
    ] = "",
    outcomes: Annotated[
        Path | None, typer.Option("--outcomes", help="a file of later moves, in the form of moves.csv")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="folder to write to; out/<case> if not given")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the scores as JSON instead")] = False,
    brief: Annotated[
        bool,
        typer.Option("--brief", help="also solve the case as it stands and write its brief with the scores"),
    ] = False,
    seed: Annotated[int, typer.Option("--seed", help="seed of the intervals", min=0)] = 1,
    memory: Memory = 2.0,
) -> None:
    """Score forecasts made before each round, with what was known then, against what was recorded."""
    import json

    from rich.console import Console

    from parley import workbench
    from parley.record.as_of import read_day
    from parley.report.inference.trust import scoring
    from parley.report.printed import print_section

    asked = workbench.Asked(
        first=read_day(first, "--from") if first else None,
        last=read_day(last, "--to") if last else None,
        outcomes=outcomes,
    )
    result = workbench.score(case, asked, seed=seed, memory_limit=bytes_of(memory))
    folder = out or Path("out") / result.scores.case
    section = scoring(result.scores, result.scenario)
    written = [*workbench.write_scores(result, folder)]
    if brief:
        stated = workbench.run(result.case, memory_limit=bytes_of(memory))
        written.append(workbench.write(stated, folder).brief)
    if as_json:
        typer.echo(json.dumps(result.scores.document(), ensure_ascii=False))
        return
    console = Console()
    print_section(section, console)
    console.print()
    for path in written:
        console.print(f"Written: {path}", highlight=False, soft_wrap=True)
