"""A sheet of an Excel workbook as a table, cells as the text a CSV file would hold."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import zipfile
from pathlib import Path

from parley.errors import CaseError, Fault
from parley.files.table import Row, Table

SUFFIX = ".xlsx"
LARGEST_WORKBOOK = 50_000_000
WIDEST_SHEET = 1_000
ZIP = b"PK\x03\x04"


def read_workbook_bytes(path: Path) -> bytes:
    """Read the bytes of a workbook; raise CaseError with one fault if it cannot be read or is too large."""
    try:
        size = path.stat().st_size if path.is_file() else -1
        if not 0 <= size <= LARGEST_WORKBOOK:
            got = f"{size:,} bytes" if size >= 0 else "no regular file"
            expected = f"a workbook of at most {LARGEST_WORKBOOK:,} bytes"
            raise CaseError([_fault(path, "file-unreadable", expected, got)])
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or ""
        raise CaseError([_fault(path, "file-unreadable", "an Excel workbook", reason)]) from None


def sheet_of(path: Path, data: bytes, name: str) -> Table:
    """The sheet of a workbook called `name`, or its first one; raises CaseError where it is no workbook.

    Days become ISO text and whole numbers lose their point; formulas count as the values last worked out.
    """
    if not data.startswith(ZIP):
        raise CaseError([_fault(path, "not-text", "an Excel workbook", "a file of another kind")])
    rows = [row for row in _rows(path, data, name) if row.line == 1 or not row.blank]
    if not rows or rows[0].blank:
        expected = "a first line with the names of the columns"
        raise CaseError([_fault(path, "no-header", expected, "an empty line")])
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
        raise CaseError([_fault(path, "not-text", "an Excel workbook", got, advice)]) from None


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


def _fault(path: Path, slug: str, expected: str, got: str, advice: str = "") -> Fault:
    return Fault(str(path), 0, 0, slug, expected, got, advice)
