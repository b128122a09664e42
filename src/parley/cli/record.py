"""`parley record`: compare two codings, export the record to other schemes, import events as candidates."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from parley.record.comparing import Comparison
    from parley.record.exchange import Candidate, Filter
    from parley.record.rows import Move

app = typer.Typer(no_args_is_help=True, help="Compare codings of a record, export it, import events.")


@app.command("compare")
def compare_codings(
    first: Annotated[Path, typer.Argument(help="one coding: a moves.csv")],
    second: Annotated[Path, typer.Argument(help="another coding of the same events")],
    as_json: Annotated[bool, typer.Option("--json", help="the machine form")] = False,
) -> None:
    """Align two codings and report how far they agree on act, target, issue and responds_to."""
    from parley.record.comparing import compare

    found = compare(_moves(first), _moves(second))
    typer.echo(json.dumps(_plain(found), indent=2) if as_json else _report(found))


@app.command("export")
def export_record(
    case: Annotated[Path, typer.Argument(help="the folder of a case, or the name of a shipped one")],
    destination: Annotated[Path, typer.Argument(help="the file to write")],
    to: Annotated[str, typer.Option("--to", help="plover, cameo or pax")],
    as_of: Annotated[str, typer.Option(help="leave out what is dated later")] = "",
) -> None:
    """Write the record in another scheme, and say what that scheme could not hold."""
    from parley.case import open_record
    from parley.errors import OutputError, UsageError
    from parley.files import closest_name
    from parley.record import known_on
    from parley.record.exchange import EXPORTS

    if to not in EXPORTS:
        near = closest_name(to, EXPORTS)
        raise UsageError(
            f"--to is {', '.join(EXPORTS)}, not {to}" + (f"; did you mean {near}?" if near else "")
        )
    opened = open_record(case)
    record = known_on(opened.record, opened.day_to_read(as_of)) if as_of else opened.record
    export = EXPORTS[to][1](record)
    try:
        destination.write_text(export.text, encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{destination} could not be written: {error.strerror}") from None
    typer.echo(f"{len(record.moves)} moves -> {export.rows} {to} rows in {destination}")
    typer.echo("Lost on the way:" if export.losses else "Nothing was lost.")
    for loss in export.losses:
        typer.echo(f"  {loss}")


@app.command("import")
def import_events(
    file: Annotated[Path, typer.Argument(help="a file of machine-coded events")],
    case: Annotated[Path, typer.Argument(help="the folder of the case they may belong to")],
    source: Annotated[str, typer.Option("--from", help="icews, polecat, gdelt or plover")],
    actors: Annotated[str, typer.Option(help="parties such as RUS,UKR; default: those of the record")] = "",
    since: Annotated[str, typer.Option(help="first day; default: the record's first move")] = "",
    until: Annotated[str, typer.Option(help="last day; default: the case's as_of")] = "",
    either: Annotated[bool, typer.Option("--either", help="keep events with one side in the case")] = False,
    state: Annotated[
        list[str] | None, typer.Option(help="how ICEWS names a state, as Name=CODE; repeatable")
    ] = None,
) -> None:
    """Add machine-coded events to candidates.csv, which no ledger reads until a person has moved them."""
    from parley.record.exchange import read_events, save_candidates
    from parley.record.exchange.candidates import CANDIDATES
    from parley.record.exchange.plover import read_plover

    wanted = _filter(case, actors, since, until, either, state or [])
    if source == "plover":
        found = _within(read_plover(file), wanted)
        read = len(found)
    else:
        events = read_events(file, source, wanted)
        found, read = list(events.candidates), events.read
        if events.unreadable:
            typer.echo(f"{events.unreadable} lines could not be read and were skipped", err=True)
    new, already = save_candidates(case, found)
    typer.echo(
        f"{read} rows read, {len(found)} candidates for {', '.join(wanted.parties)} from "
        f"{wanted.since.isoformat()} to {wanted.until.isoformat()}: {new} new in {case / CANDIDATES}, "
        f"{already} stood there already"
    )


def _filter(case: Path, actors: str, since: str, until: str, either: bool, states: list[str]) -> Filter:
    from parley.case import open_record
    from parley.errors import UsageError
    from parley.record import read_day
    from parley.record.exchange import Filter

    opened = open_record(case)
    record = opened.record
    chosen = tuple(word.strip().upper() for word in actors.split(",") if word.strip())
    if not chosen:
        chosen = tuple(sorted({code[:3] for move in record.moves for code in (*move.actor, *move.target)}))
    if not chosen or not (since or record.moves):
        raise UsageError("the record is empty; say which events you want with --actors and --since")
    named = dict(entry.split("=", 1) for entry in states if "=" in entry)
    return Filter(
        chosen,
        read_day(since, "--since") if since else record.moves[0].date,
        read_day(until, "--until") if until else opened.day_to_read(),
        either,
        named,
    )


def _within(candidates: list[Candidate], wanted: Filter) -> list[Candidate]:
    first, last = wanted.since.isoformat(), wanted.until.isoformat()
    return [one for one in candidates if first <= one.date <= last]


def _moves(path: Path) -> list[Move]:
    from parley.errors import CaseError
    from parley.record.reading import read_moves_file

    moves, faults = read_moves_file(path)
    if faults:
        raise CaseError(faults)
    return moves


def _number(value: Fraction | None) -> str:
    return "undefined" if value is None else f"{float(value):.3f}"


def _report(found: Comparison) -> str:
    lines = [
        f"{len(found.pairs)} events in both codings, {len(found.only_first)} only in the first, "
        f"{len(found.only_second)} only in the second",
        "",
        f"{'field':<12} {'alpha':>9} {'kappa':>9} {'same':>5} {'differ':>6}",
    ]
    for field in found.fields:
        alpha, kappa = _number(field.alpha), _number(field.kappa)
        lines.append(f"{field.name:<12} {alpha:>9} {kappa:>9} {field.same:>5} {len(field.differing):>6}")
    for field in found.fields:
        if field.differing:
            lines += ["", f"{field.name}: where they differ"]
            lines += [f"  {one} / {two}: {ours} / {theirs}" for one, two, ours, theirs in field.differing]
    for title, moves in (("first", found.only_first), ("second", found.only_second)):
        if moves:
            lines += ["", f"only in the {title}"]
            lines += [f"  {move.id} {move.date.isoformat()} {move.act} {move.option}" for move in moves]
    return "\n".join(lines)


def _plain(found: Comparison) -> dict[str, object]:
    return {
        "pairs": [[one.id, two.id] for one, two in found.pairs],
        "only_first": [move.id for move in found.only_first],
        "only_second": [move.id for move in found.only_second],
        "fields": [
            {
                "name": field.name,
                "alpha": None if field.alpha is None else float(field.alpha),
                "kappa": None if field.kappa is None else float(field.kappa),
                "same": field.same,
                "differing": [list(entry) for entry in field.differing],
            }
            for field in found.fields
        ],
    }
