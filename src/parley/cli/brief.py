"""`parley brief`: the brief of a case as HTML, Markdown, PDF or Word, in English, German or French."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from parley.cli.options import YARDSTICKS, Changes, Memory, Yardstick, bytes_of

FORMATS = ("html", "md", "pdf", "docx")


def _formats(values: list[str] | None) -> list[str] | None:
    for value in values or ():
        if value not in FORMATS:
            raise typer.BadParameter(f"expected one of {', '.join(FORMATS)}; got {value}")
    return values


def command(
    case: Annotated[Path, typer.Argument(help="the folder of a case, or the name of a shipped one")],
    out: Annotated[
        Path | None, typer.Option("--out", help="folder to write to; out/<case> if not given")
    ] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format", help="html, md, pdf or docx; may repeat; html if not given", callback=_formats
        ),
    ] = None,
    language: Annotated[
        str, typer.Option("--language", help="of the brief's own words: en, de or fr")
    ] = "en",
    yardstick: Yardstick = "icd203",
    since: Annotated[
        Path | None,
        typer.Option("--since", help="folder of an earlier run; what has moved since is said"),
    ] = None,
    figures: Annotated[
        bool, typer.Option("--figures", help="also write figures (SVG, PNG) and tables (CSV) as files")
    ] = False,
    letter: Annotated[bool, typer.Option("--letter", help="a PDF on US Letter instead of A4")] = False,
    changes: Changes = None,
    memory: Memory = 2.0,
) -> None:
    """Write the brief of a case in the forms one hands over; solve it only if no run of it is kept."""
    from parley import workbench
    from parley.report.wording import wording_in
    from parley.scenario import parse_change

    wording = wording_in(language, YARDSTICKS[yardstick])
    changed = dict(parse_change(change) for change in changes or ())
    opened = workbench.open_case(case, changed or None)
    handed = workbench.brief(
        opened,
        out or Path("out") / opened.name,
        [workbench.Form(one) for one in formats or ["html"]],
        wording=wording,
        since_folder=since,
        apart=figures,
        letter=letter,
        memory_limit=bytes_of(memory),
    )
    if not handed.solved:
        typer.echo("From the run that is kept there; its files have not changed.", err=True)
    for path in handed.files:
        typer.echo(path)
