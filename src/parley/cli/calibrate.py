"""`parley calibrate`: what the record says of the stated ranges."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from parley.cli.options import MOST_DRAWS, Memory, bytes_of


def command(
    case: Annotated[Path, typer.Argument(help="the folder of a case, or the name of a shipped one")],
    draws: Annotated[
        int, typer.Option("--draws", help="how many draws of the ranges to solve", min=1, max=MOST_DRAWS)
    ] = 256,
    seed: Annotated[int, typer.Option("--seed", help="seed of the draws", min=0, max=2**32 - 1)] = 1,
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
    brief: Annotated[
        bool,
        typer.Option("--brief", help="also solve the case as it stands and write its brief with the result"),
    ] = False,
    memory: Memory = 2.0,
) -> None:
    """Take stated ranges as priors and reweigh them by how probable each draw makes the record."""
    import json

    from rich.console import Console
    from rich.progress import Progress

    from parley import workbench
    from parley.record.as_of import read_day
    from parley.report.inference.trust import calibration
    from parley.report.printed import print_section

    limit = bytes_of(memory)
    asked = workbench.CalibrateAsked(draws, seed, read_day(as_of, "--as-of") if as_of else None)
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Solving draws", total=draws)
        result = workbench.calibrate(
            case,
            asked,
            memory_limit=limit,
            progress=lambda done, of: bar.update(task, completed=done, total=of),
        )
    folder = out or Path("out") / result.calibration.case
    section = calibration(result.calibration, result.scenario)
    written = [*workbench.write_calibration(result, folder)]
    if brief:
        written.append(workbench.write(workbench.run(result.case, memory_limit=limit), folder).brief)
    if as_json:
        typer.echo(json.dumps(result.calibration.document(), ensure_ascii=False))
        return
    console = Console()
    print_section(section, console)
    console.print()
    for path in written:
        console.print(f"Written: {path}", highlight=False, markup=False, soft_wrap=True)
