"""Reading the files of a record and finding everything wrong with them at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from parley.errors import CaseError, Fault
from parley.files import Folder, closest_name
from parley.files.table import Table, read_table
from parley.record.reading.columns import ASSESSMENTS, FACTS, MOVES, READOUTS, FileShape
from parley.record.reading.findings import Findings
from parley.record.reading.links import check_about, check_ids, check_links
from parley.record.reading.move_rows import read_moves
from parley.record.reading.side_rows import read_assessments, read_facts, read_readouts
from parley.record.rows import Move, Record
from parley.record.source import RecordSource, as_source
from parley.vocabulary import Act


def read_record(place: Path | RecordSource) -> Record:
    """All that is recorded of a case; raises CaseError with every fault of every file.

    `place` is the folder of the case, or whatever keeps its record. A file that is not there is an empty
    one: a case may start from moves alone.
    """
    record, faults = record_with_faults(place)
    if faults:
        raise CaseError(faults)
    return record


def record_with_faults(place: Path | RecordSource) -> tuple[Record, list[Fault]]:
    """What can be read of a record, and every fault of every file, in file and line order."""
    if isinstance(place, Path) and not place.is_dir():
        fault = Fault(str(place), 0, 0, "no-such-case", "a folder with a case", "no such folder")
        return Record(place.name), [fault]
    record, faults = _read(as_source(place))
    return record, sorted(faults)


def check_record(place: Path | RecordSource) -> list[Fault]:
    """Every fault of every file of the record, in file and line order."""
    return record_with_faults(place)[1]


def source_ids(place: Path | RecordSource) -> set[str]:
    """Ids a number of the scenario may cite: those of moves, facts and assessments.

    Reads the ids alone, so it serves even where other cells have faults.
    """
    source = as_source(place)
    ids: set[str] = set()
    for shape in (MOVES, FACTS, ASSESSMENTS):
        table, _ = _table_in(source, shape)
        if table is not None:
            ids |= {table.cell(row, "id") for row in table.rows} - {""}
    return ids


def read_moves_file(path: Path) -> tuple[list[Move], list[Fault]]:
    """The moves of one file by itself, with its faults; links are checked within the file."""
    table, faults = _shaped(lambda: read_table(path) if path.exists() else None, MOVES)
    if table is None:
        missing = Fault(str(path), 0, 0, "no-such-file", "a moves.csv", "no such file")
        return [], faults or [missing]
    findings = Findings(table)
    moves = read_moves(table, findings)
    check_ids([(table, findings)])
    check_links(moves, findings)
    return moves, faults + findings.faults


def with_later_moves(record: Record, folder: Folder, name: str) -> Record:
    """A record with the moves of a file of another folder added, which may link to its own.

    Raises CaseError with every fault of that file; ids must be new, for an id names one move.
    """
    table, faults = _shaped(lambda: folder.table(name) if folder.holds(name) else None, MOVES)
    if table is None:
        missing = Fault(str(folder.path / name), 0, 0, "no-such-file", "a file of moves", "no such file")
        raise CaseError(faults or [missing])
    findings = Findings(table)
    later = read_moves(table, findings)
    check_ids([(table, findings)])
    taken = {row.id for rows in (record.moves, record.facts, record.assessments) for row in rows}
    for row in table.rows:
        if (used := table.cell(row, "id")) in taken:
            findings.add(row, "id", "duplicate-id", "an id the case does not use yet", used)
    check_links(later, findings, record.moves)
    if faults or findings.faults:
        raise CaseError(faults + findings.faults)
    # Moves of one day stand in the order of their files, the case's own first.
    joined = (*record.moves, *sorted(later, key=lambda move: (move.date, move.line)))
    return replace(record, moves=tuple(sorted(joined, key=lambda move: move.date)))


def _read(source: RecordSource) -> tuple[Record, list[Fault]]:
    findings: dict[str, Findings] = {}
    faults: list[Fault] = []
    for shape in (MOVES, FACTS, READOUTS, ASSESSMENTS):
        table, found = _table_in(source, shape)
        faults += found
        if table is not None:
            findings[shape.name] = Findings(table)
    record = _rows(source, findings)
    faults += [fault for found in findings.values() for fault in found.faults]
    return record, faults


def _rows(source: RecordSource, findings: dict[str, Findings]) -> Record:
    in_moves, in_facts, in_readouts, in_claims = (
        findings.get(shape.name) for shape in (MOVES, FACTS, READOUTS, ASSESSMENTS)
    )
    moves = read_moves(in_moves.table, in_moves) if in_moves else []
    facts = read_facts(in_facts.table, in_facts) if in_facts else []
    claims = read_assessments(in_claims.table, in_claims) if in_claims else []
    meetings = {move.id: move.date for move in moves if move.act is Act.MEET}
    readouts = read_readouts(in_readouts.table, meetings, in_readouts) if in_readouts else []
    check_ids((found.table, found) for found in (in_moves, in_facts, in_claims) if found)
    if in_moves:
        check_links(moves, in_moves)
    if in_claims:
        check_about(claims, {row.id for row in moves} | {row.id for row in facts}, in_claims)
    return Record(
        case=source.case,
        moves=tuple(sorted(moves, key=lambda move: (move.date, move.line))),
        facts=tuple(facts),
        readouts=tuple(readouts),
        assessments=tuple(claims),
        path=source.path,
    )


def _table_in(source: RecordSource, shape: FileShape) -> tuple[Table | None, list[Fault]]:
    return _shaped(lambda: source.table(shape.name), shape)


def _shaped(read: Callable[[], Table | None], shape: FileShape) -> tuple[Table | None, list[Fault]]:
    """The table, or nothing where it is missing or no table; and the faults of its shape."""
    try:
        table = read()
    except CaseError as error:
        return None, error.faults
    if table is None:
        return None, []
    faults = _shape_faults(table, shape)
    missing = any(fault.slug == "missing-column" for fault in faults)
    return (None if missing else table), faults


def _shape_faults(table: Table, shape: FileShape) -> list[Fault]:
    findings = Findings(table)
    header = table.header
    strange = [name for name in table.names if name and name not in shape.columns]
    absent = [name for name in shape.columns if name not in table.names]
    for name in shape.required:
        if name in absent:
            near = closest_name(name, strange)
            advice = f"is it the column {near}?" if near else ""
            findings.add(header, name, "missing-column", "a heading", f"no column {name}", advice)
    for name in strange:
        near = closest_name(name, absent)
        if near and near not in shape.required and shape is not READOUTS:
            advice = f"rename it {near}, or give your own column a name further from it"
            findings.add(
                header, name, "misspelt-column", f"a known column ({near}) or one of your own", name, advice
            )
    for name in {name for name in table.names if name and table.names.count(name) > 1}:
        findings.add(header, name, "double-column", "a heading used once", name)
    for row in table.rows:
        if table.overflows(row):
            got = f"{len(row.cells)} cells under {len(table.names)} headings"
            advice = "quote the cell that holds a comma"
            findings.add(row, table.names[-1], "too-many-cells", "no more cells than headings", got, advice)
    return findings.faults
