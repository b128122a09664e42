"""`parley cite`: the papers behind the methods a case makes use of, for whoever publishes with it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from parley.cli.legible import tell


def command(
    case: Annotated[
        Path | None,
        typer.Argument(help="the folder of a case, or the name of a shipped one; all methods if not given"),
    ] = None,
    bibtex: Annotated[bool, typer.Option("--bibtex", help="print entries for BibTeX instead")] = False,
) -> None:
    """Say what to cite: Parley, and the papers behind what a case makes use of."""
    from parley import workbench

    found = workbench.cite(case)
    if bibtex:
        typer.echo("\n\n".join(one.bibtex for one in found))
        return
    for one in found:
        tell(f"{one.text}\n    for {one.used_for}")
