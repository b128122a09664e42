"""`parley theses`: what observers say, and what becomes of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from parley.cli.options import Memory, bytes_of


def command(
    case: Annotated[
        Path | None, typer.Argument(help="the folder of a case, or the name of a shipped one")
    ] = None,
    study: Annotated[
        Path | None, typer.Option("--study", help="a kept study, to say how robust verdicts are")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="folder to keep the verdicts in; the brief there shows them")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the verdicts as JSON instead")] = False,
    functions: Annotated[bool, typer.Option("--functions", help="list what a test can look at")] = False,
    memory: Memory = 2.0,
) -> None:
    """Put what observers say to the record and the model, and say what becomes of it."""
    from rich.console import Console

    from parley import workbench
    from parley.errors import UsageError

    if functions:
        typer.echo(workbench.thesis_functions())
        return
    if case is None:
        raise UsageError("name the folder of a case, such as: parley theses ukraine-2025")
    if study is None:
        kept = Path("out") / case.resolve().name / "study"
        study = kept if (kept / "ledger.sqlite").is_file() else None
    found = workbench.theses(case, study=study, memory_limit=bytes_of(memory))
    if out is not None:
        typer.echo(f"Verdicts: {workbench.write_theses(found, out)}", err=True)
    if as_json:
        typer.echo(json.dumps(found.theses.document(), ensure_ascii=False, allow_nan=False))
        return
    from parley.report.record.theses_printed import print_theses

    print_theses(found.theses, Console())
