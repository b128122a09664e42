"""`parley estimate`: numbers of a case estimated from its record by maximum likelihood."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from parley.cli.options import Memory, bytes_of


def command(
    case: Annotated[Path, typer.Argument(help="the folder of a case, or the name of a shipped one")],
    numbers: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH[=LOW..HIGH]...",
            help="one to three numbers by path, or precision for one of all parties",
        ),
    ],
    level: Annotated[
        float, typer.Option("--level", help="level of the intervals", min=0.5, max=0.999)
    ] = 0.95,
    points: Annotated[int, typer.Option("--points", help="points of each profile", min=5, max=201)] = 17,
    check: Annotated[
        int,
        typer.Option(
            "--check",
            help="draw so many records from the model and count how often intervals hold",
            min=0,
            max=10_000,
        ),
    ] = 0,
    seed: Annotated[int, typer.Option("--seed", help="seed of those records", min=0, max=2**32 - 1)] = 1,
    as_of: Annotated[
        str,
        typer.Option(
            "--as-of", metavar="DATE", help="last day of the record read; the scenario's if not given"
        ),
    ] = "",
    out: Annotated[
        Path | None, typer.Option("--out", help="folder to write to; out/<case> if not given")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the result as JSON instead")] = False,
    memory: Memory = 2.0,
) -> None:
    """Find the values under which the record is most probable, with intervals and likelihood profiles."""
    import json

    from rich.console import Console
    from rich.progress import Progress

    from parley import workbench
    from parley.inference.estimation import Settings
    from parley.record.as_of import read_day
    from parley.report.inference.estimation import estimation
    from parley.report.printed import print_section

    request = workbench.EstimateRequest(
        as_of=read_day(as_of, "--as-of") if as_of else None,
        settings=Settings(level=level, points=points, memory_limit=bytes_of(memory)),
        check=check,
        seed=seed,
    )
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Solving", total=None)
        result = workbench.estimate(
            case, numbers, request, progress=lambda what, done: bar.update(task, description=f"{done} {what}")
        )
    written = workbench.write_estimate(result, out or Path("out") / result.estimation.case)
    if as_json:
        typer.echo(json.dumps(result.estimation.document(), ensure_ascii=False))
        return
    console = Console()
    print_section(estimation(result.estimation, result.scenario), console)
    console.print()
    for path in written:
        console.print(f"Written: {path}", highlight=False, soft_wrap=True)
