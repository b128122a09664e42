"""`parley check`: every fault of every file of a case, or what a sound case assumes."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated, Any

import typer

from parley.cli.legible import tell

if TYPE_CHECKING:
    from parley.case import RecordedCase
    from parley.record import Record
    from parley.scenario.parts import Scenario
    from parley.scenario.quantities import Number
    from parley.workbench import Checked


def command(
    case: Annotated[
        Path | None, typer.Argument(help="the folder of a case, or the name of a shipped one")
    ] = None,
    filled: Annotated[
        bool, typer.Option("--filled", help="print the scenario with every default made explicit")
    ] = False,
    sources: Annotated[bool, typer.Option("--sources", help="list the numbers that nobody sourced")] = False,
    schema: Annotated[
        bool,
        typer.Option(
            "--schema",
            help="print the JSON Schema of scenario.yaml, for editors; of others: --schema coding, graph, or "
            "the name of a result, such as outlook",
        ),
    ] = False,
    halve: Annotated[
        bool, typer.Option("--halve", help="solve with rounds half as long and say how far the outlook moves")
    ] = False,
    order: Annotated[
        bool,
        typer.Option(
            "--order", help="solve with who signs asked in reverse, and at once, and say what moves"
        ),
    ] = False,
) -> None:
    """Check every file of a case and report all its faults at once."""
    from parley.errors import UsageError

    if schema:
        typer.echo(json.dumps(_schema_of(case), indent=2, ensure_ascii=False))
        return
    if case is None:
        raise UsageError("name the folder of a case, such as: parley check ukraine-2025")
    from parley import workbench
    from parley.case import Case
    from parley.cli.advising import say_advice
    from parley.scenario import filled_yaml

    checked = workbench.check(case, scenario=filled or sources or halve or order)
    opened = checked.case
    if opened is None:
        tell(f"{checked.name}: no faults; a graph without a scenario\n{checked.graph}")
        return
    if not isinstance(opened, Case):
        tell(record_summary(opened.name, opened.record))
        _say_rest(checked, opened)
        return
    if filled:
        typer.echo(filled_yaml(opened.scenario), nl=False)
    if sources:
        tell(unsourced(opened.scenario, get_terminal_size().columns))
    if halve:
        tell(workbench.halve(opened))
    if order:
        from parley.workbench.answering import reorder

        tell(reorder(opened))
    if not (filled or sources or halve or order):
        tell(summary(opened.name, opened.scenario))
        say_coding(checked)
        _say_rest(checked, opened)
    say_advice(opened.scenario)


def _say_rest(checked: Checked, opened: RecordedCase) -> None:
    say_record(opened)
    if checked.graph is not None:
        tell(checked.graph)


def _schema_of(asked: Path | None) -> dict[str, Any]:
    """The schema of the kind of file asked for, by its name; the scenario's for a case or for nothing."""
    from parley.errors import UsageError
    from parley.files.cases import find_case
    from parley.scenario import json_schema
    from parley.scenario.coding import CODING_FILE, coding_schema

    if asked is not None and asked.name in (CODING_FILE, CODING_FILE.removesuffix(".yaml")):
        return coding_schema()
    if asked is not None and asked.name in ("graph", "graph.yaml"):
        from parley.graph.stating.graph_schema import graph_schema

        return graph_schema()
    if asked is not None and str(asked) not in ("scenario", "scenario.yaml"):
        from parley.report.results import RESULTS, result_schema

        if str(asked) in RESULTS:
            return result_schema(str(asked))
        try:
            find_case(asked)
        except UsageError:
            raise UsageError(
                f"no schema for '{asked}': ask for --schema scenario, coding, graph or that of a"
                f" result: {', '.join(RESULTS)}"
            ) from None
    return json_schema()


def say_coding(checked: Checked) -> None:
    """Say in a line what the coding of a case makes of its record, if it has one, and advise its author."""
    if (coded := checked.coded) is None:
        return
    kinds = [move.kind for move in coded.moves]
    parts = [
        _count(kinds.count("action"), "action"),
        _count(kinds.count("answer"), "answer"),
        _count(kinds.count("reading") + checked.stated_readings, "reading"),
        *([_count(kinds.count("ending"), "ending")] if "ending" in kinds else []),
        f"{kinds.count('nothing')} that count as nothing",
        f"{kinds.count('earlier')} before {coded.begins}",
        f"{kinds.count('uncovered')} that no rule covers",
    ]
    tell(f"coding.yaml: of {_count(len(kinds), 'move')} " + ", ".join(parts))
    for advice in checked.coding_advice:
        tell(f"advice: {advice}", err=True)


def say_record(opened: RecordedCase) -> None:
    """Say what was read and what was not, until when the record is kept, and what is odd in it."""
    from parley.case.told import record_advice, what_was_read

    for line in what_was_read(opened):
        tell(line)
    for advice in record_advice(opened.record):
        tell(f"advice: {advice}", err=True)


def summary(name: str, scenario: Scenario) -> str:
    """Say in a line what a sound case is made of."""
    from parley.scenario import all_numbers

    numbers = all_numbers(scenario)
    stated = [number for number in numbers if number.stated]
    sourced = [number for number in stated if number.sources]
    sides = ", ".join(side.id for side in scenario.sides)
    hidden = f" (hidden: {sides})" if sides else ""
    parts = [
        f"{len(scenario.parties)} parties{hidden}",
        _count(len(scenario.issues), "issue"),
        _count(len(scenario.plans), "plan"),
        _count(_situations(scenario), "situation"),
        f"{scenario.pace.words(scenario.rounds)} to {scenario.last_day}",
        f"{_count(len(stated), 'number')} stated ({len(sourced)} sourced)",
        f"{_count(len(numbers) - len(stated), 'default')}",
    ]
    return f"{name}: no faults; " + ", ".join(parts)


def record_summary(name: str, record: Record) -> str:
    """Say in a line what a case without a scenario is made of."""
    days = [move.date for move in record.moves] + [move.last_date for move in record.moves]
    span = f" from {min(days)} to {max(days)}" if days else ""
    parts = [
        _count(len(record.moves), "move") + span,
        _count(len(record.facts), "fact"),
        _count(len(record.readouts), "item") + " of readouts",
        _count(len(record.assessments), "assessment"),
    ]
    return f"{name}: no faults; a record without a scenario: " + ", ".join(parts)


def _situations(scenario: Scenario) -> int:
    """The number of situations: every level of every track with every setting of the posture."""
    from parley.scenario.parts import LADDER
    from parley.scenario.parts.instruments.statements import STATEMENT_SETTINGS
    from parley.scenario.parts.table import TALKS_SETTINGS
    from parley.scenario.parts.tabling import tabled_settings

    levels = math.prod(track.highest - track.lowest + 1 for track in scenario.theatre.values())
    settings = math.prod(len(lever.settings) for lever in scenario.levers.values())
    ladders = len(LADDER) ** len(scenario.conditions)
    accords = math.prod(1 + accord.rounds(scenario.pace) for accord in scenario.accords.values())
    states = math.prod(len(event.states) for event in scenario.events.values())
    talks = len(TALKS_SETTINGS) if scenario.talks else 1
    said = len(STATEMENT_SETTINGS) ** len(scenario.statements)
    tabling = scenario.tabling.by if scenario.tabling else ()
    tabled = math.prod(len(tabled_settings(scenario.plans, party)) for party in tabling)
    return int(levels * settings * ladders * accords * states * talks * said * tabled)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def unsourced(scenario: Scenario, width: int = 80) -> str:
    """List the stated numbers that carry no source: path, value, unit, and whether a note says why.

    Where a table of them is wider than the terminal, each has its path on a line and the rest below it.
    """
    from parley.scenario import all_numbers, number_words

    stated = [number for number in all_numbers(scenario) if number.stated]
    missing = [number for number in stated if not number.sources]
    rows = [("path", "value", "unit", "note")]
    for number in missing:
        words = str(number_words(number, scenario.pace.unit))
        rows.append((number.path, words, _unit(number), "yes" if number.note else "no"))
    lines = _columns(rows)
    if max(map(len, lines)) > width:
        below = _columns([row[1:] for row in rows])
        lines = [line for row, rest in zip(rows, below, strict=True) for line in (row[0], f"    {rest}")]
        lines[0] += " (below it:)"
    noted = sum(1 for number in missing if number.note)
    lines += [
        "",
        f"{len(missing)} of {len(stated)} stated numbers have no source; {noted} of these have a note",
    ]
    return "\n".join(lines)


def _columns(rows: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def _unit(number: Number) -> str:
    return number.unit if number.per_days is None or number.unit == "part" else f"{number.unit} per time"
