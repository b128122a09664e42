"""`parley gambit`: a small game as a tree that Gambit reads."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from parley.cli.options import Changes


def command(
    case: Annotated[Path, typer.Argument(help="the folder of a case, or the name of a shipped one")],
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help="the file to write, such as game.efg")],
    changes: Changes = None,
) -> None:
    """Write the game of a small case as a tree for Gambit (.efg); a hidden side is a chance move."""
    from parley import workbench
    from parley.scenario import parse_change

    changed = dict(parse_change(change) for change in changes or ())
    typer.echo(f"wrote {workbench.write_gambit(case, to, changed)}")
