"""Reading the files of a record and finding everything wrong with them at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from parley.errors import CaseError, Fault
from parley.files import Folder
from parley.files.table import Table, read_table
from parley.files.workbook import SUFFIX, read_workbook_bytes, sheet_of
from parley.record.cast import WHOLE_CODES
from parley.record.reading.columns import ACTORS, ASSESSMENTS, FACTS, FILES, MOVES, READOUTS, FileShape
from parley.record.reading.findings import Findings
from parley.record.reading.links import check_about, check_ids, check_links
from parley.record.reading.move_rows import read_moves
from parley.record.reading.shapes import shaped
from parley.record.reading.side_rows import read_actors, read_assessments, read_facts, read_readouts
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
    source = as_source(place)
    tables: dict[str, Table] = {}
    faults: list[Fault] = []
    for shape in FILES:
        table, found = _table_in(source, shape)
        faults += found
        if table is not None:
            tables[shape.name] = table
    record, found = record_of(tables)
    return replace(record, case=source.case, path=source.path), sorted(faults + found)


def record_of(tables: Mapping[str, Table]) -> tuple[Record, list[Fault]]:
    """The record that tables hold, by the names of their files, and every fault of their rows."""
    findings = {shape.name: Findings(tables[shape.name]) for shape in FILES if shape.name in tables}
    in_moves, in_actors, in_facts, in_readouts, in_claims = (
        findings.get(shape.name) for shape in (MOVES, ACTORS, FACTS, READOUTS, ASSESSMENTS)
    )
    cast = read_actors(in_actors.table, in_actors) if in_actors else WHOLE_CODES
    moves = read_moves(in_moves.table, in_moves, cast) if in_moves else []
    facts = read_facts(in_facts.table, in_facts) if in_facts else []
    claims = read_assessments(in_claims.table, in_claims) if in_claims else []
    meetings = {move.id: move.date for move in moves if move.act is Act.MEET}
    readouts = read_readouts(in_readouts.table, meetings, in_readouts) if in_readouts else []
    check_ids((found.table, found) for found in (in_moves, in_facts, in_claims) if found)
    if in_moves:
        check_links(moves, in_moves)
    if in_claims:
        check_about(claims, {row.id for row in moves} | {row.id for row in facts}, in_claims)
    record = Record(
        case="",
        moves=tuple(sorted(moves, key=lambda move: (move.date, move.line))),
        facts=tuple(facts),
        readouts=tuple(readouts),
        assessments=tuple(claims),
        cast=cast,
        notes=tuple(note for found in findings.values() for note in found.notes),
    )
    return record, [fault for found in findings.values() for fault in found.faults]


def check_record(place: Path | RecordSource) -> list[Fault]:
    """Every fault of every file of the record, in file and line order."""
    return record_with_faults(place)[1]


def source_ids(place: Path | RecordSource) -> set[str] | None:
    """Ids a number of the scenario may cite: those of moves, facts and assessments.

    Reads the ids alone, so it serves even where other cells have faults; None where a table is there that
    cannot be read, for then nobody knows what its ids are.
    """
    source = as_source(place)
    ids: set[str] = set()
    for shape in (MOVES, FACTS, ASSESSMENTS):
        table, faults = _table_in(source, shape)
        if table is None and faults:
            return None
        if table is not None:
            ids |= {table.cell(row, "id") for row in table.rows} - {""}
    return ids


def read_moves_file(path: Path) -> tuple[list[Move], list[Fault]]:
    """The moves of one file by itself, with its faults; links are checked within the file."""
    table, faults = shaped(lambda: _file(path) if path.exists() else None, MOVES)
    if table is None:
        missing = Fault(str(path), 0, 0, "no-such-file", "a moves.csv", "no such file")
        return [], faults or [missing]
    findings = Findings(table)
    moves = read_moves(table, findings)
    check_ids([(table, findings)])
    check_links(moves, findings)
    return moves, faults + findings.faults


def _file(path: Path) -> Table:
    if path.suffix == SUFFIX:
        return sheet_of(path, read_workbook_bytes(path), path.stem)
    return read_table(path)


def with_later_moves(record: Record, folder: Folder, name: str) -> Record:
    """A record with the moves of a file of another folder added, which may link to its own.

    Raises CaseError with every fault of that file; ids must be new, for an id names one move. The record is
    then kept until the last of them at least.
    """
    table, faults = shaped(lambda: folder.table(name) if folder.holds(name) else None, MOVES)
    if table is None:
        missing = Fault(str(folder.path / name), 0, 0, "no-such-file", "a file of moves", "no such file")
        raise CaseError(faults or [missing])
    findings = Findings(table)
    later = read_moves(table, findings, record.cast)
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
    last = max((move.known_on for move in joined), default=None)
    until = max(record.stated_until, last) if record.stated_until and last else record.stated_until
    return replace(record, moves=tuple(sorted(joined, key=lambda move: move.date)), stated_until=until)


def _table_in(source: RecordSource, shape: FileShape) -> tuple[Table | None, list[Fault]]:
    return shaped(lambda: source.table(shape.name), shape)
