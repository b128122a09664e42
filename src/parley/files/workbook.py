"""Sheets of an Excel workbook as tables, cells as the text a CSV file would hold; and back."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path

from parley.errors import CaseError, OutputError
from parley.files.table import Row, Table
from parley.files.text import fault_of_file

SUFFIX = ".xlsx"
LARGEST_WORKBOOK = 50_000_000
WIDEST_SHEET = 1_000
ZIP = b"PK\x03\x04"
LONGEST_CELL = 32_767
"""Characters a cell of a sheet can hold; longer text would be cut without a word."""
FIRST_DAY = "1901-01-01"
"""Days before it are kept as text: sheets count from 1900, and wrongly up to March of that year."""
READY_ROWS = 200
"""Rows below the last that are formatted too, so that an id typed there keeps its zeros."""
WRAPPED = 60
TEXT_FORMAT, DAY_FORMAT = "@", "yyyy-mm-dd"


def read_workbook_bytes(path: Path) -> bytes:
    """Read the bytes of a workbook; raise CaseError with one fault if it cannot be read or is too large."""
    try:
        size = path.stat().st_size if path.is_file() else -1
        if not 0 <= size <= LARGEST_WORKBOOK:
            got = f"{size:,} bytes" if size >= 0 else "no regular file"
            expected = f"a workbook of at most {LARGEST_WORKBOOK:,} bytes"
            raise CaseError([fault_of_file(path, "file-unreadable", expected, got)])
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or ""
        raise CaseError([fault_of_file(path, "file-unreadable", "an Excel workbook", reason)]) from None


def sheet_of(path: Path, data: bytes, name: str) -> Table:
    """The sheet of a workbook called `name`, or its first one; raises CaseError where it is no workbook.

    Days become ISO text and whole numbers lose their point; formulas count as the values last worked out.
    """
    if not data.startswith(ZIP):
        raise CaseError([fault_of_file(path, "not-text", "an Excel workbook", "a file of another kind")])
    rows = [row for row in _rows(path, data, name) if row.line == 1 or not row.blank]
    if not rows or rows[0].blank:
        expected = "a first line with the names of the columns"
        raise CaseError([fault_of_file(path, "no-header", expected, "an empty line")])
    return Table(path, rows[0], tuple(rows[1:]), sha256=hashlib.sha256(data).hexdigest())


def _rows(path: Path, data: bytes, name: str) -> list[Row]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        try:
            sheet = book[name] if name in book.sheetnames else book.worksheets[0]
            lines = sheet.iter_rows(
                max_col=min(sheet.max_column or WIDEST_SHEET, WIDEST_SHEET), values_only=True
            )
            return [Row(n, tuple(_text(value) for value in cells)) for n, cells in enumerate(lines, 1)]
        finally:
            book.close()
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        IndexError,
        SyntaxError,
        OSError,
    ) as error:
        got = f"a damaged one ({type(error).__name__})"
        advice = "save it as 'CSV UTF-8 (comma delimited)' instead"
        raise CaseError([fault_of_file(path, "not-text", "an Excel workbook", got, advice)]) from None


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def sheets_of(path: Path, data: bytes) -> dict[str, Table]:
    """Every sheet of a workbook that has a header, by its name; raises CaseError where it is no workbook.

    The path of a table says which sheet it is, as in `record.xlsx[moves]`.
    """
    if not data.startswith(ZIP):
        raise CaseError([fault_of_file(path, "not-text", "an Excel workbook", "a file of another kind")])
    digest = hashlib.sha256(data).hexdigest()
    found = {}
    for name in _names(path, data):
        rows = [row for row in _rows(path, data, name) if row.line == 1 or not row.blank]
        if rows and not rows[0].blank:
            place = path.with_name(f"{path.name}[{name}]")
            found[name] = Table(place, rows[0], tuple(rows[1:]), sha256=digest)
    return found


def workbook_bytes(tables: Mapping[str, Table], days: Collection[str]) -> bytes:
    """A workbook with a sheet for each table; text stays text, and whole days of the columns `days` are days.

    No cell is a formula, whatever it begins with, and none loses a leading zero: columns are formatted as
    text, some empty rows further too. Raises OutputError for a cell that is longer than a sheet can hold.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, table in tables.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        are_days = [name in days for name in table.names]
        rows = [table.header, *(row for row in table.rows if not row.blank)]
        for n, row in enumerate(rows, 1):
            _refuse_longer(table, row)
            for k, text in enumerate(row.cells):
                cell = sheet.cell(n, k + 1)
                day = _day(text) if n > 1 and k < len(are_days) and are_days[k] else None
                cell.value = day or text
                if day is None:
                    # What looks like a formula or an error is text all the same.
                    cell.data_type = "s"
                cell.number_format = DAY_FORMAT if day else TEXT_FORMAT
                cell.alignment = Alignment(vertical="top", wrap_text=len(text) > WRAPPED)
                if n == 1:
                    cell.font = Font(bold=True)
        for n in range(len(rows) + 1, len(rows) + 1 + READY_ROWS):
            for k, is_day in enumerate(are_days):
                sheet.cell(n, k + 1).number_format = DAY_FORMAT if is_day else TEXT_FORMAT
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _refuse_longer(table: Table, row: Row) -> None:
    for heading, text in zip(table.header.cells, row.cells, strict=False):
        if len(text) > LONGEST_CELL:
            raise OutputError(
                f"{table.path}:{row.line}: the cell under {heading} has {len(text):,} characters; a sheet "
                f"holds {LONGEST_CELL:,}; nothing was written"
            )


def _day(text: str) -> dt.date | None:
    """A day written as ISO has it, of those a sheet can count; None for any other text."""
    if len(text) != 10 or not text >= FIRST_DAY:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _names(path: Path, data: bytes) -> list[str]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        names = [sheet.title for sheet in book.worksheets]
        book.close()
    except (zipfile.BadZipFile, KeyError, ValueError, IndexError, SyntaxError, OSError) as error:
        got = f"a damaged one ({type(error).__name__})"
        raise CaseError([fault_of_file(path, "not-text", "an Excel workbook", got)]) from None
    return names
