"""`parley record`: compare two codings, export the record to other schemes, import events as candidates."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parley.cli.legible import tell

if TYPE_CHECKING:
    from parley.record.comparing import Comparison

app = typer.Typer(no_args_is_help=True, help="Compare codings of a record, export it, import events.")


@app.command("compare")
def compare_codings(
    first: Annotated[Path, typer.Argument(help="one coding: a moves.csv")],
    second: Annotated[Path, typer.Argument(help="another coding of the same events")],
    pair: Annotated[
        list[str] | None, typer.Option(help="two rows that are one event, as FIRST=SECOND; repeatable")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="the machine form")] = False,
) -> None:
    """Align two codings and report how far they agree on act, target, issue and responds_to."""
    from parley import workbench
    from parley.errors import UsageError

    by_hand = dict(entry.split("=", 1) for entry in pair or () if "=" in entry)
    if len(by_hand) < len(pair or ()):
        raise UsageError("--pair is written FIRST=SECOND, with each row of the first coding once")
    found = workbench.compare_codings(first, second, by_hand)
    if as_json:
        typer.echo(json.dumps(_plain(found), indent=2))
    else:
        tell(_report(found))


@app.command("export")
def export_record(
    case: Annotated[Path, typer.Argument(help="the folder of a case, or the name of a shipped one")],
    destination: Annotated[Path, typer.Argument(help="the file to write")],
    to: Annotated[str, typer.Option("--to", help="xlsx (an Excel workbook), plover, cameo or pax")],
    as_of: Annotated[str, typer.Option(help="leave out what is dated later")] = "",
) -> None:
    """Write the record as a workbook, or in another scheme, and say what that could not hold."""
    from parley import workbench

    if to == "xlsx":
        rows = workbench.export_workbook(case, destination)
        sheets = ", ".join(
            f"{count} {name.removesuffix('s') if count == 1 else name}" for name, count in rows.items()
        )
        tell(f"{sheets} in {destination}, a sheet each. Back again with:")
        typer.echo(f"  parley record import {destination} {case} --from xlsx")
        return
    found = workbench.export_record(case, destination, to, as_of=as_of)
    export = found.export
    tell(f"{found.moves} moves -> {export.rows} {to} rows in {destination}")
    typer.echo("Lost on the way:" if export.losses else "Nothing was lost.")
    for loss in export.losses:
        tell(f"  {loss}")


@app.command("import")
def import_events(
    file: Annotated[Path, typer.Argument(help="a file of machine-coded events")],
    case: Annotated[Path, typer.Argument(help="the folder of the case they may belong to")],
    source: Annotated[
        str,
        typer.Option("--from", help="xlsx, icews, polecat, gdelt, plover, acled, ged, pax, qdpx or cameo"),
    ],
    actors: Annotated[
        str, typer.Option(help="states or codes such as RUS,UKR; default: the states of the record")
    ] = "",
    since: Annotated[str, typer.Option(help="first day; default: the record's first move")] = "",
    until: Annotated[str, typer.Option(help="last day; default: the case's as_of")] = "",
    dates: Annotated[
        str, typer.Option(help="how ambiguous days of the file are written: day-first or month-first")
    ] = "",
    either: Annotated[bool, typer.Option("--either", help="keep events with one side in the case")] = False,
    state: Annotated[
        list[str] | None, typer.Option(help="how the file names an actor or state, as Name=CODE; repeatable")
    ] = None,
) -> None:
    """Take a workbook back as the record, or others' events as candidates, which no ledger reads yet."""
    from parley import workbench
    from parley.record.exchange import CANDIDATES

    if source == "xlsx":
        taken = workbench.import_workbook(file, case)
        for name in taken.texts:
            typer.echo(f"{name}: {taken.rows[Path(name).stem]} rows from the workbook")
        for name in taken.unchanged:
            typer.echo(f"{name}: as it was")
        if taken.other_sheets:
            tell(f"sheets that are no file of a record were passed over: {', '.join(taken.other_sheets)}")
        return
    request = workbench.ImportRequest(actors, since, until, either, dates, tuple(state or ()))
    found = workbench.import_events(file, case, source, request)
    events, wanted = found.events, found.wanted
    told = len(events.candidates)
    tell(
        f"{events.read:,} rows read, {told:,} candidates for {', '.join(wanted.parties)} from "
        f"{wanted.since} to {wanted.until}: {found.new:,} new in {found.folder / CANDIDATES}, "
        f"{found.waiting:,} stood there already, {found.recorded:,} stand in the record"
    )
    if events.matched > told:
        tell(f"{events.matched:,} rows tell of these {told:,}")
    for note in events.notes:
        tell(f"note: {note}")
    if events.reasons.total:
        tell(f"{events.reasons.total:,} rows were left out:")
    for sentence in events.reasons.sentences():
        tell(f"  {sentence}")
    if not events.candidates:
        tell("There is no candidate among them: see the reasons above, and --actors, --since, --until.")


def _number(value: Fraction | None) -> str:
    return "undefined" if value is None else f"{float(value):.3f}"


def _report(found: Comparison) -> str:
    lines = [
        f"{len(found.pairs)} events in both codings, {len(found.only_first)} only in the first, "
        f"{len(found.only_second)} only in the second"
        + (f"; {found.by_hand} paired by hand" if found.by_hand else ""),
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
    if found.apart:
        lines += ["", "near in date and actor, but unlike in words, act and issue: not paired"]
        lines += [
            f"  {one.id} / {two.id} (--pair {one.id}={two.id} makes them one)" for one, two in found.apart
        ]
    return "\n".join(lines)


def _plain(found: Comparison) -> dict[str, object]:
    return {
        "pairs": [[one.id, two.id] for one, two in found.pairs],
        "not_paired": [[one.id, two.id] for one, two in found.apart],
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
