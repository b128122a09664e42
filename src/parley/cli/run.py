"""`parley run`: solve a case, print its outlook, write the outlook and the brief."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    case: Annotated[Path, typer.Argument(help="the folder of a case, or the name of a shipped one")],
    out: Annotated[
        Path | None, typer.Option("--out", help="folder to write to; out/<case> if not given")
    ] = None,
    changes: Annotated[
        list[str] | None, typer.Option("--set", metavar="PATH=VALUE", help="change the scenario; may repeat")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the outlook as JSON instead")] = False,
    refine: Annotated[
        bool, typer.Option("--refine", help="solve again on a finer belief grid and report the difference")
    ] = False,
    memory: Annotated[float, typer.Option("--memory", help="memory limit in GB", min=0.001)] = 2.0,
) -> None:
    """Solve a case, print the outlook, and write outlook.json and brief.html."""
    import json

    from rich.console import Console

    from parley import workbench
    from parley.brief import print_outlook
    from parley.cli.advising import say_advice
    from parley.scenario import parse_change

    result = workbench.run(
        case,
        dict(parse_change(change) for change in changes or ()),
        memory_limit=int(memory * 1e9),
        refine=refine,
    )
    say_advice(result.scenario)
    written = workbench.write(result, out or Path("out") / result.outlook["case"])
    if as_json:
        typer.echo(json.dumps(result.outlook, ensure_ascii=False))
        return
    console = Console()
    print_outlook(result.outlook, console, result.scenario)
    console.print()
    console.print(f"Brief: {written.brief}\nOutlook: {written.outlook}", highlight=False, soft_wrap=True)
