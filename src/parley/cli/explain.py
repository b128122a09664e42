"""`parley explain`: who would sign which package, who blocks it by how much, and why."""

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
    party: Annotated[
        str, typer.Option("--party", help="also: what this party can do now, and what would follow")
    ] = "",
    why: Annotated[
        str, typer.Option("--why", metavar="PACKAGE", help="also: take this package's worth into its terms")
    ] = "",
    check: Annotated[
        int,
        typer.Option(
            "--check",
            metavar="N",
            min=0,
            help="for how many packages, the nearest to being signed, to solve again with the least change",
        ),
    ] = 1,
    motive: Annotated[
        str,
        typer.Option(
            "--motive",
            metavar="MOTIVE",
            help="also: what others ask more for because of a motive that is known: a party (its wish for any"
            " deal), a what-if, or a path; solved with it and without",
        ),
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option("--out", help="with --motive: keep it beside the outlook in this folder, for the brief"),
    ] = None,
    changes: Changes = None,
    as_json: Annotated[bool, typer.Option("--json", help="print it as JSON instead")] = False,
    schema: Schema = False,
    memory: Memory = 2.0,
) -> None:
    """Who would sign what: each package against going on, who blocks it by how much, and why."""
    import json
    from dataclasses import replace

    from rich.console import Console

    from parley import workbench
    from parley.errors import UsageError

    if schema:
        from parley.report.results import schema_text

        typer.echo(schema_text("explanation"), nl=False)
        return
    if case is None:
        raise UsageError("name the folder of a case, such as: parley explain ukraine-2025")
    from parley.record.as_of import read_day
    from parley.report.deals.changed import remedies_section, wedge_section
    from parley.report.deals.dealing import acts_section, deal_section, why_section
    from parley.report.outlook.certified import doubted
    from parley.report.outlook_printed import print_deals
    from parley.report.printed import print_section
    from parley.report.prose import say
    from parley.scenario import parse_change

    request = workbench.ExplainRequest(
        on=read_day(on, "--on") if on else None,
        given=parts_given(given or []),
        party=party,
        why=why,
        check=check,
        motive=motive,
    )
    changed = dict(parse_change(change) for change in changes or ())
    result = workbench.explain(case, request, changed, memory_limit=bytes_of(memory))
    found = result.explanation
    if out is not None:
        written = workbench.write_wedge(result, out)
        tell(f"kept for the brief: {written}; parley run {case} --out {out} shows it", err=True)
    if as_json:
        typer.echo(json.dumps(found.document(), ensure_ascii=False))
        return
    console = Console()
    section = doubted(deal_section(found.table, result.case.scenario, found.changes), found.certificate)
    say(console, f"{found.table.title}: {section.title[:1].lower()}{section.title[1:]}")
    console.print()
    print_deals(found.table, result.case.scenario, console, chances=True)
    console.print()
    # How many packages are in range stands under the table already.
    print_section(replace(section, title="What stands in the way", lead=section.lead[1:], tables=()), console)
    scenario = result.case.scenario
    for extra in (*remedies_section(found.remedies, scenario), *wedge_section(found.wedge, scenario)):
        console.print()
        print_section(extra, console)
    if found.acts is not None:
        console.print()
        print_section(acts_section(found.acts, result.case.scenario, found.table), console)
    if found.why is not None:
        console.print()
        print_section(why_section(found.why, result.case.scenario), console)


def parts_given(
    stated: list[str], option: str = "--given", form: str = "PART=SETTING, such as us_aid=paused"
) -> dict[str, str]:
    """Pairs stated on the command line, such as parts of the situation and where they stand."""
    from parley.errors import UsageError

    found = {}
    for one in stated:
        part, sign, setting = one.partition("=")
        if not sign or not part or not setting:
            raise UsageError(f"{option} takes {form}, and got '{one}'")
        found[part.strip()] = setting.strip()
    return found
