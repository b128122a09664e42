"""`parley influence`: which stated number carries a chosen outcome, and what to find out next."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from parley.cli.options import MOST_DRAWS, Changes, Memory, bytes_of


def command(
    case: Annotated[Path, typer.Argument(help="the folder of a case, or the name of a shipped one")],
    outcomes: Annotated[
        list[str] | None,
        typer.Option(
            "--outcome",
            metavar="OUTCOME",
            help="settlement[:PLAN], collapse[:PARTY], breakdown or still_fighting, each with @DATE if not "
            "by the horizon; worth:PARTY; durability:PLAN. May repeat; `settlement` if not given",
        ),
    ] = None,
    draws: Annotated[
        int,
        typer.Option("--draws", help="at most so many solves in all, groups included", min=1, max=MOST_DRAWS),
    ] = 2000,
    seed: Annotated[int, typer.Option("--seed", help="seed of the draws", min=0, max=2**32 - 1)] = 1,
    full: Annotated[
        bool, typer.Option("--full", help="solve every time as stated, also a game that takes hours so")
    ] = False,
    changes: Changes = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="folder to write to, with a brief; nothing if not given")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the result as JSON instead")] = False,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="print a section for the case's README instead")
    ] = False,
    memory: Memory = 2.0,
) -> None:
    """Work out which stated numbers carry an outcome, over their ranges, and how well those are sourced."""
    import json

    from rich.console import Console

    from parley import workbench
    from parley.cli.advising import say_left_out
    from parley.cli.progress import Progress
    from parley.report.printed import print_section
    from parley.report.reading import Reading
    from parley.report.sensitivity.influence_markdown import influence_markdown
    from parley.report.sensitivity.sensitivity_printed import influence_printed
    from parley.scenario import parse_change
    from parley.sensitivity.influence import Settings

    changed = dict(parse_change(change) for change in changes or ())
    settings = Settings(draws, seed, bytes_of(memory), full)
    with Progress() as told:
        found = workbench.influence(case, outcomes or (), changed, settings=settings, progress=told)
    written = None if out is None else workbench.write(found.stated, out, [found.finding])
    reading = Reading(found.stated.outlook, found.stated.scenario)
    if as_json:
        typer.echo(json.dumps(found.influence.document(), ensure_ascii=False))
    elif markdown:
        typer.echo(influence_markdown(reading, found.influence))
    else:
        console = Console()
        for section in influence_printed(reading, found.influence):
            print_section(section, console)
            console.print()
    if written is not None:
        say_left_out(written)
        typer.echo(f"Brief: {written.brief}", err=as_json or markdown)
