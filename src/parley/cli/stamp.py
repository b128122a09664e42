"""`parley stamp`: freeze an outlook with what it came from, or see whether a frozen one was changed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from parley.cli.legible import tell


def command(
    case: Annotated[
        Path | None, typer.Argument(help="the folder of a case that was run, or the name of a shipped one")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="the folder its run was written to; out/<case> if not given")
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option("--to", help="the folder of stamps; `stamps` beside the outlook if not given"),
    ] = None,
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="the day of the stamp; today if not given")
    ] = "",
    check: Annotated[
        Path | None, typer.Option("--check", metavar="FILE", help="see whether a stamp was changed since")
    ] = None,
    digest: Annotated[
        str, typer.Option("--digest", help="with --check: the digest that was published, or its beginning")
    ] = "",
) -> None:
    """Freeze the outlook of a run with the hashes of what it came from, the day and a digest."""
    from datetime import date

    from parley.errors import UsageError
    from parley.record.as_of import read_day
    from parley.workbench.score import stamp, verify

    if check is not None:
        found = verify(check, digest)
        as_of = found["outlook"]["as_of"]
        tell(f"unchanged: an outlook as of {as_of}, stamped on {found['stamped_on']}, {found['digest']}")
        return
    if case is None:
        raise UsageError(
            "name a case that was run, such as: parley stamp ukraine-2025; or a stamp: --check FILE"
        )
    made = stamp(case, read_day(on, "--on") if on else date.today(), out, to)
    typer.echo(f"wrote {made.path}\ndigest {made.digest}")
    tell("publish the digest, or commit the file, where it cannot be changed afterwards", err=True)
