"""`parley score`: forecasts made at earlier dates against what was recorded."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from parley.cli.options import Memory, bytes_of


def command(
    case: Annotated[
        Path | None, typer.Argument(help="the folder of a case, or the name of a shipped one")
    ] = None,
    first: Annotated[
        str, typer.Option("--from", metavar="DATE", help="first day scored; the coding's first if not given")
    ] = "",
    last: Annotated[
        str, typer.Option("--to", metavar="DATE", help="last day scored; the last on record if not given")
    ] = "",
    outcomes: Annotated[
        Path | None, typer.Option("--outcomes", help="a file of later moves, in the form of moves.csv")
    ] = None,
    outlook: Annotated[
        Path | None,
        typer.Option("--outlook", help="score this outlook.json or stamp by its own dates instead"),
    ] = None,
    ended: Annotated[
        str, typer.Option("--ended", metavar="ENDING@DATE", help="with --outlook: how and when it ended")
    ] = "",
    until: Annotated[
        str, typer.Option("--until", metavar="DATE", help="with --outlook: it was still going on on this day")
    ] = "",
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
    from parley.errors import UsageError
    from parley.record.as_of import read_day
    from parley.report.inference.trust import scoring
    from parley.report.printed import print_section

    if outlook is not None:
        _by_date(outlook, ended, until, as_json)
        return
    if case is None:
        raise UsageError("name the folder of a case, or an outlook: parley score --outlook FILE")
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
        console.print(f"Written: {path}", highlight=False, markup=False, soft_wrap=True)


def _by_date(outlook: Path, ended: str, until: str, as_json: bool) -> None:
    """Score an outlook's own dated probabilities."""
    import json

    from rich.console import Console

    from parley.errors import UsageError
    from parley.inference.scoring.by_date import Happened
    from parley.record.as_of import read_day
    from parley.report.inference.dated import dated_section
    from parley.report.printed import print_section
    from parley.workbench.score import score_outlook

    if bool(ended) == bool(until):
        raise UsageError(
            "say what happened: --ended settlement:PLAN@DATE, --ended collapse:PARTY@DATE, or --until DATE"
        )
    if ended:
        ending, _, day = ended.rpartition("@")
        if not ending:
            raise UsageError(
                f"--ended takes ENDING@DATE, such as settlement:middle@2025-08-01, and got '{ended}'"
            )
        on = read_day(day, "--ended")
        happened = Happened(until=on, ending=ending, on=on)
    else:
        happened = Happened(until=read_day(until, "--until"))
    found = score_outlook(outlook, happened)
    if as_json:
        typer.echo(json.dumps(found.document(), ensure_ascii=False))
        return
    print_section(dated_section(found), Console())
