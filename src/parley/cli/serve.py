"""`parley serve`: the workbench in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    places: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[CASE|FOLDER]...", help="cases or folders of cases; ./cases and the shipped ones if none"
        ),
    ] = None,
    port: Annotated[
        int, typer.Option("--port", help="port to listen on; a free one if 0", min=0, max=65535)
    ] = 0,
    out: Annotated[Path, typer.Option("--out", help="folder results are kept in")] = Path("out"),
    read_only: Annotated[bool, typer.Option("--read-only", help="show, and change nothing")] = False,
    behind: Annotated[
        str,
        typer.Option(
            "--behind",
            metavar="ADDRESS",
            help="address of a web server before this one that asks for passwords, such as https://parley.example",
        ),
    ] = "",
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="open the browser")] = True,
) -> None:
    """Show the workbench in the browser, on this machine alone, until Ctrl-C."""
    from parley.errors import UsageError

    try:
        from parley.web.server import places_of, serve
    except ModuleNotFoundError as problem:
        raise UsageError(
            f"the pages need {problem.name}: install them with pip install 'parley-workbench[web]'."
        ) from None
    serve(
        places_of(places or []),
        out,
        port=port,
        read_only=read_only,
        open_browser=browser,
        behind=behind.rstrip("/"),
        said=lambda text: typer.echo(text),
    )
