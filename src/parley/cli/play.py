"""`parley play`: a person in one party's chair, the model in the others."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parley.cli.legible import tell
from parley.cli.options import Changes, Memory, bytes_of

if TYPE_CHECKING:
    from parley.playing import Decision, Seat
    from parley.report.reading import Reading

HELP = "number or word; ? what the model thinks; m as the model; r the model plays on; u undo; q stop"
MOST_LISTED = 12
"""Options of one sort that are listed; of more, such as offers of every share, the first and the last."""


def command(
    case: Annotated[Path, typer.Argument(help="the folder of a case, or the name of a shipped one")],
    party: Annotated[str, typer.Option("--as", metavar="PARTY", help="whose chair is taken")] = "",
    kind: Annotated[
        str, typer.Option("--kind", help="what the party is, if the others do not know; drawn if not given")
    ] = "",
    seed: Annotated[int, typer.Option("--seed", help="the luck of the story", min=0)] = 1,
    did: Annotated[
        list[str] | None, typer.Option("--did", metavar="CHOICE", help="choices made before; may repeat")
    ] = None,
    changes: Changes = None,
    memory: Memory = 2.0,
) -> None:
    """Sit in a party's chair and play against the model; at the end see what it would have done."""
    from dataclasses import replace

    from rich.console import Console

    from parley import workbench
    from parley.errors import UsageError
    from parley.report.printed import print_section
    from parley.report.reading import Reading
    from parley.scenario import parse_change

    changed = dict(parse_change(change) for change in changes or ())
    opened = workbench.open_case(case, changed)
    if not party:
        raise UsageError(f"whose chair? say --as with one of {', '.join(opened.scenario.parties)}")
    typer.echo("Solving ...", err=True)
    table = workbench.lay_table(opened, memory_limit=bytes_of(memory))
    reading = Reading(table.outlook, table.laid.scenario)
    console, request = Console(), workbench.SeatRequest(party, kind, seed, tuple(did or ()))
    told = 0
    seat = workbench.take_seat(table, request)
    _welcome(seat, reading)
    while seat.open is not None:
        told = _tell(seat, reading, told)
        word = _ask(seat.open, reading, case, seat)
        if word == "undo":
            request, told = replace(request, choices=request.choices[:-1]), 0
        else:
            request = replace(request, choices=(*request.choices, word))
        seat = workbench.take_seat(table, request)
    _tell(seat, reading, told)
    for section in workbench.seat_sections(table, seat):
        if section.id != "seat-story":
            console.print()
            drawn = tuple(replace(one.table, caption=one.title) for one in section.figures if one.table)
            print_section(replace(section, tables=(*section.tables, *drawn)), console)


def _welcome(seat: Seat, reading: Reading) -> None:
    from parley.report.outlook.certified import doubt

    who = reading.party_within(seat.request.party)
    kind = f" What the others do not know of you: {reading.disposition(seat.kind)}." if seat.kind else ""
    tell(f"{reading.outlook.title}. You sit for {who}.{kind} Seed {seat.request.seed}.")
    tell(f"At each choice: {HELP}.")
    if said := doubt(reading.outlook.solver.check):
        tell(said)


def _tell(seat: Seat, reading: Reading, told: int) -> int:
    """Tell what has happened since, in a line a turn; turns in which nobody speaks are told together."""
    from parley.report.seat.story import told as sentence
    from parley.report.words import day

    quiet = 0
    for step in seat.story[told:]:
        if step.action is None and not step.moved:
            quiet += 1
            continue
        if quiet:
            typer.echo(f"  {quiet} turn{'' if quiet == 1 else 's'} without a word.")
            quiet = 0
        tell(f"{day(step.day)}: {sentence(step, reading)}")
    if quiet:
        typer.echo(f"  {quiet} turn{'' if quiet == 1 else 's'} without a word.")
    return len(seat.story)


def _ask(decision: Decision, reading: Reading, case: Path, seat: Seat) -> str:
    """Put a choice and return the option taken, `model`, `rest` or `undo`."""
    from parley.files import closest_name
    from parley.report.seat.seat_sections import opinion, option, question, sort_of

    tell(f"\n{question(decision, reading)}")
    for sort, run in groupby(enumerate(decision.options, start=1), key=lambda one: sort_of(one[1])):
        lines = [f"  {n}) {option(name, reading)}" for n, name in run]
        if len(lines) > MOST_LISTED:
            left = len(lines) - 3
            lines[2:-1] = [f"     … {left} more of these, by number or by name, such as {sort}:…"]
        tell("\n".join(lines))
    while True:
        said = _read(case, seat).strip().lower()
        if said == "?":
            every = range(len(decision.options))
            likeliest = sorted(sorted(every, key=lambda n: -decision.chance[n])[:MOST_LISTED])
            for n in likeliest:
                tell(f"  {n + 1}) {opinion(decision, n)}")
            if left := len(every) - len(likeliest):
                typer.echo(f"     … {left} more, which it would take less often")
        elif said in ("m", "model"):
            return "model"
        elif said in ("r", "rest"):
            return "rest"
        elif said in ("u", "undo") and seat.request.choices:
            return "undo"
        elif said in ("q", "quit"):
            _stop(case, seat)
        elif said.isdigit() and 1 <= int(said) <= len(decision.options):
            return decision.options[int(said) - 1]
        elif said in decision.options:
            return said
        else:
            near = closest_name(said, decision.options)
            tell(f"  '{said}' is none of them" + (f"; did you mean {near}?" if near else f" ({HELP})"))


def _read(case: Path, seat: Seat) -> str:
    import sys

    from prompt_toolkit import prompt

    from parley.errors import printable

    try:
        return printable(prompt("> ") if sys.stdin.isatty() else input("> "))
    except (EOFError, KeyboardInterrupt):
        _stop(case, seat)
        raise


def _stop(case: Path, seat: Seat) -> None:
    """Say how to go on, and stop as Ctrl-C does."""
    import shlex

    request = seat.request
    words = ["parley", "play", str(case), "--as", request.party, "--seed", str(request.seed)]
    words += ["--kind", request.kind] if request.kind else []
    for one in request.choices:
        words += ["--did", one]
    typer.echo(f"stopped; to go on: {shlex.join(words)}", err=True)
    raise KeyboardInterrupt from None
