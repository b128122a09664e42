"""A CSV file that remembers where each cell stood, and is saved without losing what it does not know.

A row that nobody changed is written back byte for byte, whatever its quoting; so opening and saving
a file is lossless, and a version control diff shows only the rows that changed.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from parley.errors import CaseError, Fault, OutputError
from parley.files.text import LARGEST_TABLE, control_faults, fault_of_file, no_file

# Free text in one cell may be long; the csv module's own limit is 131,072 characters.
csv.field_size_limit(10_000_000)

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How a workbook of today and one of before 2007 begin."""
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True)
class Dialect:
    """How the file was written: encoding, byte order mark, delimiter, line ends, Excel's `sep=` line."""

    encoding: str = "utf-8"
    bom: bytes = b""
    delimiter: str = ","
    newline: str = "\n"
    preamble: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its cells, the line it starts on, and its text as the file has it (empty when new)."""

    line: int
    cells: tuple[str, ...]
    raw: str = ""

    @property
    def blank(self) -> bool:
        """Whether every cell is empty: a stray line of a spreadsheet."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True)
class Table:
    """The records of one CSV file under its header, in file order, blank rows included."""

    path: Path
    header: Row
    rows: tuple[Row, ...]
    dialect: Dialect = Dialect()
    sha256: str = ""
    names: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Column names are compared without case, surrounding blanks, and blanks for underscores."""
        names = tuple(cell.strip().lower().replace(" ", "_") for cell in self.header.cells)
        object.__setattr__(self, "names", names)

    def position(self, name: str) -> int:
        """Index of a column, or -1."""
        return self.names.index(name) if name in self.names else -1

    def cell(self, row: Row, name: str) -> str:
        """Text of a cell without surrounding blanks; empty where the column or the cell is missing."""
        at = self.position(name)
        return row.cells[at].strip() if 0 <= at < len(row.cells) else ""

    def overflows(self, row: Row) -> bool:
        """Whether a row has text beyond the last heading: its cells may stand in the wrong columns."""
        return len(row.cells) > len(self.names) and any(c.strip() for c in row.cells[len(self.names) :])

    def place(self, row: Row, name: str) -> tuple[int, int]:
        """Line and character column, from 1, where a cell begins."""
        at = self.position(name)
        if at < 0 or not row.raw:
            return row.line, max(at, 0) + 1
        return _place(row, at, self.dialect.delimiter)

    def with_cells(self, row: Row, changes: dict[str, str]) -> Table:
        """The same table with some cells of one row changed; columns it lacks are refused."""
        unknown = [name for name in changes if name not in self.names]
        if unknown:
            raise ValueError(f"{self.path.name} has no column {', '.join(unknown)}")
        cells = list(row.cells) + [""] * (len(self.names) - len(row.cells))
        for name, text in changes.items():
            cells[self.position(name)] = text
        changed = Row(row.line, tuple(cells))
        return replace(self, rows=tuple(changed if old is row else old for old in self.rows))

    def with_rows(self, rows: Iterable[dict[str, str]]) -> Table:
        """The same table with new rows at its end, given by column name."""
        new = tuple(Row(0, tuple(cells.get(name, "") for name in self.names)) for cells in rows)
        return replace(self, rows=self.rows + new)


def read_table(path: Path, fallback: str = "") -> Table:
    """Read a CSV file as Excel, LibreOffice or an editor left it; raise CaseError if it is no table.

    `fallback` is the encoding of files that are not UTF-8, where such are expected; without it they are
    refused.
    """
    return table_of(path, read_table_bytes(path), fallback)


def read_table_bytes(path: Path) -> bytes:
    """Read the bytes of a CSV file; raise CaseError with one fault if it cannot be read."""
    try:
        what, size = no_file(path), path.stat().st_size
        if what:
            raise CaseError([fault_of_file(path, "file-unreadable", "a CSV file", what)])
        if size > LARGEST_TABLE:
            most, got = f"at most {LARGEST_TABLE:,} bytes", f"{size:,} bytes"
            raise CaseError([fault_of_file(path, "file-too-large", most, got)])
        return path.read_bytes()
    except OSError as error:
        raise CaseError(
            [fault_of_file(path, "file-unreadable", "a CSV file", error.strerror or "")]
        ) from None


def table_of(path: Path, data: bytes, fallback: str = "") -> Table:
    """The table in the bytes of a CSV file, as `read_table` has it; raise CaseError if it is no table."""
    if data.startswith(_WORKBOOKS):
        advice = "save it as 'CSV UTF-8 (comma delimited)'"
        if data.startswith(_WORKBOOKS[0]):
            advice += f", or call it {path.stem}.xlsx, for a workbook of that name is read as it is"
        got = "a workbook under another name"
        raise CaseError([fault_of_file(path, "not-text", "a CSV file", got, advice)])
    text, dialect = _decode(path, data, fallback)
    preamble, body, first_line = _split_preamble(text)
    newline = "\r\n" if "\r\n" in body else "\r" if "\r" in body and "\n" not in body else "\n"
    # Not str.splitlines: it also breaks at form feeds and Unicode separators, which belong to a cell.
    lines = list(io.StringIO(body, newline=""))
    delimiter = preamble.strip()[4:5] or _delimiter(lines[0] if lines else "")
    dialect = replace(dialect, delimiter=delimiter, newline=newline, preamble=preamble)
    rows = _records(lines, delimiter, first_line)
    _refuse_open_quote(path, rows)
    if not rows or rows[0].blank:
        fault = fault_of_file(
            path, "no-header", "a first line with the names of the columns", "an empty line"
        )
        raise CaseError([fault])
    return Table(path, rows[0], tuple(rows[1:]), dialect, hashlib.sha256(data).hexdigest())


def new_table(path: Path, columns: Sequence[str]) -> Table:
    """An empty table that is not on disk yet."""
    return Table(path, Row(0, tuple(columns)), ())


def for_a_spreadsheet(table: Table) -> Table:
    """The same table with a byte order mark, without which Excel garbles what is not ASCII."""
    return replace(table, dialect=replace(table.dialect, bom=codecs.BOM_UTF8))


def table_text(table: Table) -> str:
    """The table as text: unchanged rows as they were, new and changed ones with minimal quoting."""
    buffer = io.StringIO()
    buffer.write(table.dialect.preamble)
    writer = csv.writer(buffer, delimiter=table.dialect.delimiter, lineterminator=table.dialect.newline)
    ended = True
    for row in (table.header, *table.rows):
        if not ended:
            buffer.write(table.dialect.newline)
        if row.raw:
            buffer.write(row.raw)
            ended = row.raw.endswith(("\n", "\r"))
        else:
            writer.writerow(row.cells)
            ended = True
    return buffer.getvalue()


def save_table(table: Table, path: Path | None = None) -> Path:
    """Write the table in one step: the old file stands until the new one is complete on disk."""
    target = path or table.path
    data = table.dialect.bom + table_text(table).encode(table.dialect.encoding)
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(f"{target} could not be written: {error.strerror}; it is as it was") from error
    return target


def _decode(path: Path, data: bytes, fallback: str) -> tuple[str, Dialect]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _text(path, data[len(bom) :], encoding), Dialect(encoding=encoding, bom=bom)
    if fallback:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            return data.decode(fallback, "replace"), Dialect(encoding=fallback)
    return _text(path, data, "utf-8"), Dialect()


def _text(path: Path, data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        byte = data[error.start : error.start + 1]
        probably = byte.decode("cp1252", "ignore") if encoding == "utf-8" else ""
        meant = f", which is {probably} in Windows-1252" if probably.isprintable() and probably else ""
        raise CaseError(
            [
                Fault(
                    file=str(path),
                    line=line,
                    column=1,
                    slug="not-utf-8",
                    expected="text in UTF-8",
                    got=f"the byte 0x{data[error.start]:02x}{meant}",
                    advice="in a spreadsheet, save as 'CSV UTF-8 (comma delimited)'",
                )
            ]
        ) from None
    if "\0" in text:
        raise CaseError([fault_of_file(path, "not-text", "a CSV file", "a binary file (it holds NUL)")])
    faults = control_faults(path, text)
    if faults:
        raise CaseError(faults)
    return text


def _split_preamble(text: str) -> tuple[str, str, int]:
    """Excel's `sep=;` line, the body, and the line number the body starts on."""
    first, end, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return first + end, rest, 2
    return "", text, 1


def _delimiter(head: str) -> str:
    """The delimiter that cuts the header into most columns; the comma where none does."""
    return max((",", ";", "\t"), key=lambda mark: len(next(csv.reader([head], delimiter=mark), [])))


def _records(lines: list[str], delimiter: str, first_line: int) -> list[Row]:
    reader = csv.reader(lines, delimiter=delimiter)
    rows: list[Row] = []
    start = 0
    for cells in reader:
        end = reader.line_num
        raw = lines[start] if end == start + 1 else "".join(lines[start:end])
        rows.append(Row(first_line + start, tuple(cells), raw))
        start = end
    return rows


def _refuse_open_quote(path: Path, rows: list[Row]) -> None:
    if rows and rows[-1].raw.count('"') % 2:
        line = rows[-1].line
        got = "a quote that is opened here and never closed"
        raise CaseError([Fault(str(path), line, 1, "open-quote", 'cells quoted as "..."', got)])


def _place(row: Row, index: int, delimiter: str) -> tuple[int, int]:
    line, column, cell, quoted = row.line, 1, 0, False
    for mark in row.raw:
        if cell == index:
            break
        column += 1
        if mark == '"':
            quoted = not quoted
        elif mark == "\n":
            line, column = line + 1, 1
        elif mark == delimiter and not quoted:
            cell += 1
    return line, column
