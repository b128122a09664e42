"""`parley packages`: every combination of options against going on: the fair, those near a plan."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from parley.cli.legible import tell
from parley.cli.options import Changes, Memory, Schema, bytes_of


def command(
    case: Annotated[
        Path | None, typer.Argument(help="the folder of a case, or the name of a shipped one")
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
    signatories: Annotated[
        str,
        typer.Option("--signatories", metavar="A,B", help="who would sign; those of most plans if not given"),
    ] = "",
    fix: Annotated[
        list[str] | None,
        typer.Option("--fix", metavar="ISSUE=OPTION", help="hold an issue fixed; may repeat"),
    ] = None,
    add: Annotated[
        str,
        typer.Option("--add", metavar="NAME", help="write the picked package into the scenario as a plan"),
    ] = "",
    pick: Annotated[
        str,
        typer.Option("--pick", metavar="ROLE", help="which: nash, egalitarian, closest:PLAN, nash:KIND ..."),
    ] = "nash",
    changes: Changes = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="folder to write to; out/<case> if not given")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the screen as JSON instead")] = False,
    schema: Schema = False,
    memory: Memory = 2.0,
) -> None:
    """Screen every combination of options: which work for everybody, which are fair, which is near a plan."""
    import json

    from rich.console import Console

    from parley import workbench
    from parley.errors import UsageError

    if schema:
        from parley.report.results import schema_text

        typer.echo(schema_text("packages"), nl=False)
        return
    if case is None:
        raise UsageError("name the folder of a case, such as: parley packages ukraine-2025")
    from parley.cli.explain import parts_given
    from parley.record.as_of import read_day
    from parley.report.deals.packages import packages_section
    from parley.report.printed import print_section
    from parley.report.prose import say
    from parley.scenario import parse_change

    request = workbench.PackagesRequest(
        on=read_day(on, "--on") if on else None,
        given=parts_given(given or []),
        signatories=tuple(name.strip() for name in signatories.split(",") if name.strip()),
        fixed=parts_given(fix or [], "--fix", "ISSUE=OPTION, such as territory=contact_line"),
    )
    changed = dict(parse_change(change) for change in changes or ())
    result = workbench.packages(case, request, changed, memory_limit=bytes_of(memory))
    if add:
        path = workbench.add_package(result, add, pick)
        tell(f"wrote the plan {add} into {path}; solve again to see: parley explain {result.case.folder}")
        return
    if as_json:
        typer.echo(json.dumps(result.found.document(), ensure_ascii=False))
        return
    console = Console()
    say(console, result.found.title, "bold")
    print_section(packages_section(result.found, result.case.scenario), console)
    for written in workbench.write_packages(result, out or Path("out") / result.found.case):
        console.print(f"Written: {written}", highlight=False, markup=False, soft_wrap=True)
