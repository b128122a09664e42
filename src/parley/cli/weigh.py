"""`parley weigh`: the record held against the solved game."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from parley.cli.options import Changes, Memory, bytes_of


def command(
    case: Annotated[Path, typer.Argument(help="the folder of a case, or the name of a shipped one")],
    as_of: Annotated[
        str,
        typer.Option(
            "--as-of", metavar="DATE", help="last day of the record read; the scenario's if not given"
        ),
    ] = "",
    blind: Annotated[
        bool,
        typer.Option("--blind", help="letters for parties, so that the reasoning is judged without flags"),
    ] = False,
    rounds: Annotated[int, typer.Option("--rounds", help="how many coming rounds to look at", min=1)] = 8,
    changes: Changes = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="folder to write to; out/<case> if not given")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the weighing as JSON instead")] = False,
    brief: Annotated[
        bool,
        typer.Option(
            "--brief", help="also solve the case as it stands and write its brief with the weighing"
        ),
    ] = False,
    memory: Memory = 2.0,
) -> None:
    """Weigh the record: who believes what by date, what surprised, what it told, and what comes next."""
    import json
    from dataclasses import replace

    from rich.console import Console

    from parley import workbench
    from parley.errors import UsageError
    from parley.record.as_of import read_day
    from parley.report.inference.weighing import weighing_sections
    from parley.report.printed import print_section
    from parley.scenario import parse_change

    if blind and brief:
        raise UsageError("--brief names the parties, so it cannot be --blind; ask for one of the two")
    request = workbench.WeighRequest(
        as_of=read_day(as_of, "--as-of") if as_of else None, blind=blind, rounds=rounds
    )
    changed = dict(parse_change(change) for change in changes or ())
    result = workbench.weigh(case, request, changed, memory_limit=bytes_of(memory))
    folder = out or Path("out") / result.case.name
    sections = weighing_sections(result.weighed)
    written = [*workbench.write_weighing(result, folder)]
    if brief:
        stated = workbench.run(result.case, memory_limit=bytes_of(memory))
        written.append(workbench.write(stated, folder).brief)
    if as_json:
        typer.echo(json.dumps(result.weighing, ensure_ascii=False))
        return
    console = Console()
    for section in sections:
        # The page lists every coded move; a terminal is too narrow for it.
        shown = tuple(
            table for table in section.tables if section.id != "coding" or "points" in table.caption
        )
        print_section(replace(section, tables=shown), console)
        console.print()
    for path in written:
        console.print(
            f"Written: {path.name if blind else path}", highlight=False, markup=False, soft_wrap=True
        )
