"""`parley what-if`: named and ad-hoc changes of a case, compared with the case as stated."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parley.cli.options import MOST_POINTS, Memory, bytes_of

if TYPE_CHECKING:
    from parley.report.context import Section


def command(
    case: Annotated[Path, typer.Argument(help="the folder of a case, or the name of a shipped one")],
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME...]", help="what-ifs of the scenario; NAME+NAME does both; all if none"
        ),
    ] = None,
    changes: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="a change of your own, named `set`; may repeat"),
    ] = None,
    along: Annotated[
        str,
        typer.Option("--along", metavar="PATH[=LOW..HIGH]", help="move one number, and find where it tips"),
    ] = "",
    points: Annotated[
        int, typer.Option("--points", help="points solved along the number", min=3, max=MOST_POINTS)
    ] = 9,
    out: Annotated[
        Path | None, typer.Option("--out", help="folder to write to, with a brief; nothing if not given")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the comparison as JSON instead")] = False,
    memory: Memory = 2.0,
) -> None:
    """Solve what-ifs beside the case as stated and say what differs, or follow one number along its range."""
    import json

    from parley import workbench
    from parley.cli.advising import say_left_out
    from parley.cli.progress import Progress
    from parley.errors import UsageError
    from parley.report.reading import Reading
    from parley.report.sensitivity.sensitivity_printed import along_printed, what_ifs_printed
    from parley.scenario import parse_change

    if along and (names or changes):
        raise UsageError("--along moves one number of the case as stated; leave out names and --set")
    limit = bytes_of(memory)
    with Progress("solving") as told:
        if along:
            path, ends = _stretch(along)
            moved = workbench.along_number(case, path, ends, points=points, memory_limit=limit, progress=told)
            stated, finding = moved.stated, moved.finding
            sections = along_printed(Reading(stated.outlook, stated.scenario), moved.along)
        else:
            changed = dict(parse_change(change) for change in changes or ())
            found = workbench.what_if(case, names or (), changed, memory_limit=limit, progress=told)
            stated, finding = found.stated, found.finding
            sections = what_ifs_printed(Reading(stated.outlook, stated.scenario), found.what_ifs)
    written = None if out is None else workbench.write(stated, out, [finding])
    if as_json:
        typer.echo(json.dumps(finding.document, ensure_ascii=False))
    else:
        _print(sections)
    if written is not None:
        say_left_out(written)
        typer.echo(f"Brief: {written.brief}", err=as_json)


def _stretch(text: str) -> tuple[str, tuple[str, str] | None]:
    """Read `path` or `path=low..high`."""
    from parley.errors import UsageError

    path, equals, ends = text.partition("=")
    low, dots, high = ends.partition("..")
    if equals and not (dots and low.strip() and high.strip()):
        raise UsageError(
            f"expected --along PATH=LOW..HIGH, such as parties.usa.precision=0.3..1; got '{text}'"
        )
    return path.strip(), (low.strip(), high.strip()) if equals else None


def _print(sections: list[Section]) -> None:
    from rich.console import Console

    from parley.report.printed import print_section

    console = Console()
    for section in sections:
        print_section(section, console)
