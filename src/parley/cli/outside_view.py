"""`parley outside-view`: how wars of a reference class have ended, beside the model's outlook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from parley.cli.legible import tell
from parley.cli.options import Changes, Schema


def command(
    case: Annotated[
        Path | None, typer.Argument(help="the folder of a case, or the name of a shipped one")
    ] = None,
    war_began: Annotated[
        str, typer.Option("--war-began", metavar="DATE", help="first day of the war, if the case states none")
    ] = "",
    reference: Annotated[
        str, typer.Option("--class", metavar="NAME", help="a shipped reference class instead of the case's")
    ] = "",
    weight: Annotated[
        float | None,
        typer.Option("--weight", help="pool the two with this weight of the class", min=0.0, max=1.0),
    ] = None,
    classes: Annotated[
        bool, typer.Option("--classes", help="list the shipped classes and the war lists that can be read")
    ] = False,
    changes: Changes = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the outside view as JSON instead")] = False,
    schema: Schema = False,
) -> None:
    """How have such wars ended? Counts, exact intervals, and the curve by date beside the model's."""
    import json

    from rich.console import Console

    from parley.errors import UsageError

    if classes:
        tell(_classes())
        return
    if schema:
        from parley.report.results import schema_text

        typer.echo(schema_text("outside-view"), nl=False)
        return
    if case is None:
        raise UsageError("name the folder of a case, such as: parley outside-view ukraine-2025")
    from parley import workbench
    from parley.record.as_of import read_day
    from parley.report.outlook.outside_view import outside_section
    from parley.report.printed import print_section
    from parley.report.prose import say
    from parley.scenario import parse_change

    result = workbench.outside_view(
        case,
        dict(parse_change(change) for change in changes or ()),
        war_began=read_day(war_began, "--war-began") if war_began else None,
        reference=reference,
        weight=weight,
    )
    if as_json:
        typer.echo(json.dumps(result.view.document(), ensure_ascii=False))
        return
    console = Console()
    say(console, result.case.scenario.title, "bold")
    print_section(outside_section(result.view), console)


def _classes() -> str:
    """The classes there are, and the lists that can be brought."""
    from parley.outside_view import shipped_classes
    from parley.outside_view.war_lists import WHERE

    lines = []
    for reference in shipped_classes().values():
        lines += [f"{reference.name}: {reference.wars} wars", f"  {reference.source}"]
    lines.append("Lists that can be read (class: {list: FILE, format: NAME, where: {COLUMN: RULE}}):")
    lines += [f"  {name}: {where}" for name, where in WHERE.items()]
    return "\n".join(lines)
