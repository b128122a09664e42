"""`parley study`: many draws of the assumptions, and what they say together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from parley.cli.options import MOST_DRAWS, Changes, MemoryOfDraws, bytes_of

if TYPE_CHECKING:
    from parley.sensitivity.study.store import Answer
    from parley.workbench import StudyRun

INTERRUPTED = 130
Case = Annotated[Path, typer.Argument(help="the folder of a case, or the name of a shipped one")]
Place = Annotated[Path, typer.Argument(metavar="DIR", help="the folder of a study: out/<case>/study")]


class _CaseOrVerb(TyperGroup):
    """`parley study CASE` makes a study: a first word that is no verb of the group is a case."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the verb `make` before words that begin with none."""
        if args and args[0] not in self.commands and args[0] != "--help":
            args = ["make", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_CaseOrVerb,
    no_args_is_help=True,
    help="Solve a case for many draws of its assumptions: `parley study CASE` (short for `study make`).",
)


@app.command("make")
def make_study(
    case: Case,
    draws: Annotated[
        int | None, typer.Option("--draws", help="how many; 512 if not given", min=1, max=MOST_DRAWS)
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="folder to keep it in; out/<case>/study if not given, where briefs look"),
    ] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", help="processes; one a processor if not given", min=1, max=1024)
    ] = None,
    cluster: Annotated[
        str | None, typer.Option("--cluster", metavar="ADDRESS", help="use the workers of a dask scheduler")
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", help="of the draws; 1 if not given", min=0, max=2**32 - 1)
    ] = None,
    method: Annotated[str | None, typer.Option("--method", help="sobol (if not given) or latin")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="go on with the study that is there")] = False,
    full: Annotated[
        bool, typer.Option("--full", help="solve every draw as stated, also of a game that takes hours so")
    ] = False,
    changes: Changes = None,
    memory: MemoryOfDraws = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the findings as JSON instead")] = False,
) -> None:
    """Make the draws of a study that are missing, and say what all say together. Safe to stop any time."""
    import json

    from parley import workbench
    from parley.cli.study_progress import Watch
    from parley.scenario import parse_change

    asked = workbench.StudyAsked(
        draws=draws,
        seed=seed,
        method=_method(method),
        workers=workers,
        cluster=cluster,
        resume=resume,
        memory_limit=None if memory is None else bytes_of(memory),
        changes=dict(parse_change(change) for change in changes or ()),
        full=full,
    )
    with Watch() as watch:
        try:
            result = workbench.study(case, asked, out=out, told=watch.told, said=watch.said)
        except KeyboardInterrupt:
            watch.stopped(str(case), out)
            raise typer.Exit(INTERRUPTED) from None
    written = workbench.write_study(result)
    if as_json:
        typer.echo(json.dumps(result.summary.document(), ensure_ascii=False))
    else:
        _print(result, written)


@app.command("query")
def query_study(
    place: Place,
    sql: Annotated[str, typer.Argument(metavar="SQL", help="one statement over the tables of the study")],
    as_csv: Annotated[bool, typer.Option("--csv", help="print comma-separated values")] = False,
) -> None:
    """Ask a study in SQL: tables draws, assumptions, endings, worths, durability and beliefs."""
    from parley.sensitivity.study.store import open_to_read

    with open_to_read(place) as tables:
        answer = tables.query(sql)
    _print_csv(answer) if as_csv else _print_table(answer)


@app.command("export")
def export_study(
    place: Place,
    out: Annotated[Path, typer.Argument(metavar="FOLDER", help="the folder to write the tables to")],
    kind: Annotated[str, typer.Option("--format", help="csv or parquet")] = "csv",
) -> None:
    """Write the tables of a study, a file each."""
    from parley.sensitivity.study.store import open_to_read

    with open_to_read(place, reach=(out,)) as tables:
        for path in tables.export(out, kind):
            typer.echo(path)


def _method(word: str | None) -> Any:
    """A method of drawing, checked here since it is typed in."""
    from parley.errors import UsageError

    if word not in (None, "sobol", "latin"):
        raise UsageError(f"draws are made by sobol or latin, not {word!r}.")
    return word


def _print(result: StudyRun, written: list[Path]) -> None:
    from rich.console import Console

    from parley.report.printed import print_section
    from parley.report.sensitivity.study import study_sections

    console = Console()
    for section in study_sections(result.summary, result.scenario):
        print_section(section, console)
        console.print()
    for path in written:
        console.print(f"Written: {path}", highlight=False, markup=False, soft_wrap=True)


def _print_table(answer: Answer) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(*answer.columns, box=None, pad_edge=False)
    for row in answer.rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    Console(soft_wrap=True, highlight=False, markup=False).print(table)


def _print_csv(answer: Answer) -> None:
    import csv
    import sys

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows(answer.rows)
