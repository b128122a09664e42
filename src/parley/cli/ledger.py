"""`parley ledger`: who gave what for what, what is new, what stands unanswered, who was in the room."""

from __future__ import annotations

import csv
import io
import json
import shutil
import textwrap
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from parley.record import Record
    from parley.record.ledgers import Ledger

# Columns that need no name in front of what they hold; a line begins with as many as come first.
SELF_EVIDENT = {
    "date",
    "since",
    "id",
    "giver",
    "holder",
    "by",
    "act",
    "form",
    "issue",
    "meeting",
    "item",
    "month",
}
SAID_WITH_NAME = {"on", "to", "tied to", "first asked"}
INDENT = " " * 6
WIDEST, NARROWEST = 110, 40


def command(
    case: Annotated[
        Path | None, typer.Argument(help="the folder of a case, or the name of a shipped one")
    ] = None,
    ledger: Annotated[list[str] | None, typer.Argument(help="ledgers by name; all if none is named")] = None,
    as_of: Annotated[
        str, typer.Option(help="read nothing dated later; default: the scenario's as_of, or the last move")
    ] = "",
    option: Annotated[
        list[str] | None, typer.Option(help="a rule's setting, such as window_days=14; repeatable")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="the machine form")] = False,
    schema: Annotated[bool, typer.Option("--schema", help="print the JSON Schema of --json")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="rows for a spreadsheet")] = False,
) -> None:
    """Work out the ledgers of a case from its record."""
    from parley import workbench
    from parley.errors import UsageError

    if schema:
        from parley.report.results import schema_text

        typer.echo(schema_text("ledgers"), nl=False)
        return
    if case is None:
        raise UsageError("name the folder of a case, such as: parley ledger ukraine-2025")
    if as_json and as_csv:
        raise UsageError("--json and --csv exclude each other")
    found = workbench.ledger(case, ledger or (), as_of=as_of, options=option or ())
    if as_json:
        typer.echo(json.dumps(found.document(), ensure_ascii=False, indent=2, allow_nan=False))
    elif as_csv:
        typer.echo(_rows(list(found.ledgers)), nl=False)
    else:
        width = max(NARROWEST, min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns))
        typer.echo("\n\n".join(ledger_text(entry, found.record, width) for entry in found.ledgers))


def ledger_text(ledger: Ledger[Any], record: Record, width: int = WIDEST) -> str:
    """A ledger for reading, `width` columns wide: rule and options, its lines, the rows they rest on."""
    from parley.record.ledgers import cells_of

    options = ", ".join(f"{name}={_word(value)}" for name, value in ledger.options.items())
    parts = [
        _wrapped(f"{ledger.title}  [{ledger.name}, as of {ledger.as_of.isoformat()}]", "", width),
        "=" * min(78, width),
        _wrapped("Rule: " + ledger.rule, "  ", width),
    ]
    if options:
        parts.append(_line(f"Options: {options}", width))
    parts += [_line(f"{note[0].upper()}{note[1:]}.", width) for note in ledger.notes]
    parts.append("")
    for entry in ledger.entries:
        named = [
            (name, "" if cell is None else str(cell))
            for name, cell in zip(ledger.columns, cells_of(entry, ledger.names), strict=True)
        ]
        head = list(takewhile(lambda cell: cell[0] in SELF_EVIDENT | SAID_WITH_NAME, named))
        words = (f"{name} {text}" if name in SAID_WITH_NAME else text for name, text in head if text)
        parts.append(_line("  ".join(words), width))
        parts += [_wrapped(f"{name}: {text}", INDENT, width) for name, text in named[len(head) :] if text]
    if not ledger.entries:
        parts.append("  (no lines)")
    behind = list(dict.fromkeys(name for entry in ledger.entries for name in entry.ids))
    if behind:
        parts += ["", "  Rests on:"]
        parts += [_source(record, name, width) for name in behind]
    return "\n".join(parts)


def _word(value: object) -> str:
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _source(record: Record, name: str, width: int) -> str:
    row = record.by_id.get(name) or next(fact for fact in record.facts if fact.id == name)
    address = f", {row.url}" if row.url else ""
    return _wrapped(f"{name} ({row.verification}): {row.source}{address}", "    ", width)


def _line(text: str, width: int) -> str:
    """A line that is kept whole where there is room, so that a file of ledgers can be searched by line."""
    return f"  {text}" if width >= WIDEST else _wrapped(text, "  ", width)


def _wrapped(text: str, indent: str, width: int) -> str:
    return textwrap.fill(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=indent + "  ",
        break_on_hyphens=False,
        break_long_words=width >= WIDEST,
    )


def _rows(ledgers: list[Ledger[Any]]) -> str:
    """One block a ledger, each under its own header; the first column says which ledger it is."""
    from parley.files.spreadsheet import BYTE_ORDER_MARK, harmless
    from parley.record.ledgers import cells_of, code_of

    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for number, entry in enumerate(ledgers):
        if number:
            buffer.write("\n")
        writer.writerow(["ledger", *entry.columns, "finding code", "rests on", "sources"])
        for one in entry.entries:
            code = getattr(one, "finding", None)
            cells = [entry.name, *cells_of(one), code_of(code) if code else "", " ".join(one.ids)]
            writer.writerow([harmless(cell) for cell in (*cells, " | ".join(one.sources))])
    return BYTE_ORDER_MARK + buffer.getvalue()
