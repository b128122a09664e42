"""`parley run`: solve a case, print its outlook, write the outlook and the brief."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parley.cli.legible import tell
from parley.cli.options import YARDSTICKS, Changes, Memory, Yardstick, bytes_of

if TYPE_CHECKING:
    from parley.case import Case
    from parley.outlook import Outlook
    from parley.report.wording import Wording
    from parley.workbench import Preview, Run, Written


def command(
    case: Annotated[Path, typer.Argument(help="the folder of a case, or the name of a shipped one")],
    out: Annotated[
        Path | None, typer.Option("--out", help="folder to write to; out/<case> if not given")
    ] = None,
    changes: Changes = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the outlook as JSON instead")] = False,
    refine: Annotated[
        bool,
        typer.Option(
            "--refine",
            help="also solve on a wider, finer belief grid and with other beliefs; say what moves",
        ),
    ] = False,
    preview: Annotated[
        bool, typer.Option("--preview", help="a quick look on a coarse grid and long rounds; writes nothing")
    ] = False,
    yardstick: Yardstick = "icd203",
    memory: Memory = 2.0,
) -> None:
    """Solve a case, print the outlook, and write outlook.json and brief.html."""
    import json

    from parley import report

    report.get_ready()
    from parley import workbench
    from parley.cli.advising import say_advice, say_left_out
    from parley.report.wording import Wording
    from parley.scenario import parse_change

    changed = dict(parse_change(change) for change in changes or ())
    opened = workbench.open_case(case, changed or None)
    if _must_compile():
        typer.echo("Compiling the solver, once for this version: two to three minutes ...", err=True)
    if preview:
        quick = workbench.preview(opened, full=_full(opened, out), memory_limit=bytes_of(memory))
        _print_preview(quick, Wording(yardstick=YARDSTICKS[yardstick]))
        return
    result = workbench.run(opened, memory_limit=bytes_of(memory), refine=refine)
    words = Wording(yardstick=YARDSTICKS[yardstick])
    written = workbench.write(result, out or Path("out") / result.outlook.case, wording=words)
    if as_json:
        typer.echo(json.dumps(result.outlook.document(), ensure_ascii=False))
    else:
        _print(result, written)
    say_left_out(written)
    say_advice(result.scenario)
    for remark in written.remarks:
        tell(f"advice: {remark}", err=True)
    # The last look for rubbish, when the interpreter ends, would take a sixth of a second and find nothing.
    # Only here: bindings that a frozen object keeps alive, such as duckdb's, complain about it at the end.
    gc.freeze()


def _must_compile() -> bool:
    """Whether nothing of this version's solver is compiled yet, so that somebody waiting should be told."""
    from parley.solver.kernel.compiling import CACHE

    return not CACHE or not any(Path(CACHE).rglob("*.nbi"))


def _full(opened: Case, out: Path | None) -> Outlook | None:
    """The outlook that a run of the same files, with the same changes, has left behind; None without one."""
    from parley.files.kept import read_json
    from parley.outlook import Outlook

    try:
        path = (out or Path("out") / opened.name) / "outlook.json"
        found = Outlook.read(read_json(path))
    except (OSError, ValueError):
        return None
    return found if dict(found.input_hashes) == dict(opened.input_hashes) else None


def _print_preview(quick: Preview, wording: Wording) -> None:
    from rich.console import Console

    from parley.report import Background, print_outlook
    from parley.report.prose import say

    console = Console()
    if quick.caveat:
        say(console, quick.caveat)
        console.print()
    print_outlook(quick.outlook, console, Background(scenario=quick.scenario, wording=wording))


def _print(result: Run, written: Written) -> None:
    from rich.console import Console

    from parley.report import print_outlook
    from parley.scenario import all_numbers

    console = Console()
    print_outlook(result.outlook, console, written.background, all_numbers(result.scenario))
    console.print()
    console.print(
        f"Brief: {written.brief}\nOutlook: {written.outlook}", highlight=False, markup=False, soft_wrap=True
    )
