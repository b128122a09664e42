"""`parley advise`: what a party would do best, what a mistake costs, how a plan of its own would fare."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from parley.cli.options import Changes, Memory, Schema, bytes_of


def command(
    case: Annotated[
        Path | None, typer.Argument(help="the folder of a case, or the name of a shipped one")
    ] = None,
    party: Annotated[str, typer.Option("--for", metavar="PARTY", help="whom to advise")] = "",
    plan: Annotated[
        list[str] | None,
        typer.Option("--plan", metavar="ACT", help="a step of a plan of its own, in order; may repeat"),
    ] = None,
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="a later day, if no ending is reached before")
    ] = "",
    given: Annotated[
        list[str] | None,
        typer.Option(
            "--given", metavar="PART=SETTING", help="where a part of the situation stands; may repeat"
        ),
    ] = None,
    changes: Changes = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the advice as JSON instead")] = False,
    schema: Schema = False,
    memory: Memory = 2.0,
) -> None:
    """Advise a party: its best act now, what follows, what a mistake costs, how a plan would fare."""
    import json

    from rich.console import Console

    from parley import workbench
    from parley.errors import UsageError

    if schema:
        from parley.report.results import schema_text

        typer.echo(schema_text("advice"), nl=False)
        return
    if case is None or not party:
        raise UsageError("name a case and a party, such as: parley advise ukraine-2025 --for ukraine")
    from parley.cli.explain import parts_given
    from parley.record.as_of import read_day
    from parley.report.deals.counsel import advice_sections
    from parley.report.printed import print_section
    from parley.report.prose import say
    from parley.scenario import parse_change

    request = workbench.AdviseRequest(
        party, tuple(plan or ()), read_day(on, "--on") if on else None, parts_given(given or [])
    )
    changed = dict(parse_change(change) for change in changes or ())
    result = workbench.advise(case, request, changed, memory_limit=bytes_of(memory))
    if as_json:
        typer.echo(json.dumps(result.advice.document(), ensure_ascii=False))
        return
    console = Console()
    say(console, result.advice.title, "bold")
    for section in advice_sections(result.advice, result.case.scenario):
        console.print()
        print_section(section, console)
