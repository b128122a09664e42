"""CSV files as spreadsheets and editors leave them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.errors import CaseError, OutputError
from parley.files.table import new_table, read_table, save_table, table_text

CASES = sorted((Path(__file__).parents[2] / "cases").glob("*/*.csv"))
# A lone carriage return inside a cell is not something a spreadsheet writes.
CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp"), include_characters="\t\n"),
    max_size=12,
)


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_an_unchanged_file_is_saved_byte_for_byte(path: Path, tmp_path: Path) -> None:
    """Opening and saving a shipped file changes nothing in it."""
    saved = save_table(read_table(path), tmp_path / path.name)
    assert saved.read_bytes() == path.read_bytes()


@settings(deadline=None)  # the disk may be busy
@given(
    rows=st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=6),
    delimiter=st.sampled_from(",;\t"),
    newline=st.sampled_from(["\n", "\r\n"]),
    bom=st.booleans(),
    ended=st.booleans(),
)
def test_any_file_survives_a_round_trip(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[list[str]],
    delimiter: str,
    newline: str,
    bom: bool,
    ended: bool,
) -> None:
    """Whatever the delimiter, line ends, byte order mark and contents, saving gives the same bytes back."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator=newline)
    writer.writerows([["id", "date", "my own column"], *rows])
    text = buffer.getvalue() if ended else buffer.getvalue().removesuffix(newline)
    path = tmp_path_factory.mktemp("table") / "moves.csv"
    path.write_bytes((b"\xef\xbb\xbf" if bom else b"") + text.encode())
    table = read_table(path)
    records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    assert [list(row.cells) for row in table.rows] == records[1:]
    save_table(table)
    assert path.read_bytes() == (b"\xef\xbb\xbf" if bom else b"") + text.encode()


@pytest.mark.parametrize(
    ("written", "bytes_of"),
    [
        ("semicolons", b"id;date\r\nA1;2025-03-18\r\n"),
        ("tabs", b"id\tdate\nA1\t2025-03-18\n"),
        ("a byte order mark", b"\xef\xbb\xbfid,date\nA1,2025-03-18\n"),
        ("Excel's Unicode text", b"\xff\xfe" + "id\tdate\r\nA1\t2025-03-18\r\n".encode("utf-16-le")),
        ("Excel's sep line", b"sep=;\r\nid;date\r\nA1;2025-03-18\r\n"),
        ("old Mac line ends", b"id,date\rA1,2025-03-18\r"),
        ("capital headings with blanks", b" ID , Date \nA1,2025-03-18\n"),
        ("stray blank rows", b"id,date\n\n,\nA1,2025-03-18\n,,\n"),
        ("trailing empty columns", b"id,date,,\nA1,2025-03-18,,\n"),
    ],
)
def test_what_spreadsheets_write_is_read(tmp_path: Path, written: str, bytes_of: bytes) -> None:
    """Every common way of writing the same two cells reads as the same two cells."""
    path = tmp_path / "moves.csv"
    path.write_bytes(bytes_of)
    table = read_table(path)
    rows = [row for row in table.rows if not row.blank]
    assert [(table.cell(row, "id"), table.cell(row, "date")) for row in rows] == [("A1", "2025-03-18")], (
        written
    )
    assert table_text(table).encode(table.dialect.encoding) == bytes_of.removeprefix(table.dialect.bom)


def test_a_changed_cell_changes_only_its_row(tmp_path: Path) -> None:
    """Columns the project does not know and the quoting of other rows are left as they were."""
    path = tmp_path / "moves.csv"
    path.write_text('id,"note of mine",option\n"A1",keep,"x"\nA2,"keep, too",y\n', encoding="utf-8")
    table = read_table(path)
    save_table(table.with_cells(table.rows[1], {"option": "z; 1"}))
    assert (
        path.read_text(encoding="utf-8") == 'id,"note of mine",option\n"A1",keep,"x"\nA2,"keep, too",z; 1\n'
    )


def test_new_rows_follow_a_last_line_without_an_end(tmp_path: Path) -> None:
    """Rows added to a file whose last line has no line end start on a line of their own."""
    path = tmp_path / "moves.csv"
    path.write_text("id,option\nA1,x", encoding="utf-8")
    save_table(read_table(path).with_rows([{"id": "A2", "option": "y"}]))
    assert path.read_text(encoding="utf-8") == "id,option\nA1,x\nA2,y\n"


def test_a_place_is_line_and_column_of_the_text(tmp_path: Path) -> None:
    """A cell after one with a line break is found on the line it really starts on."""
    path = tmp_path / "moves.csv"
    path.write_text('id,note,option\nA1,"two\nlines, here",x\n', encoding="utf-8")
    table = read_table(path)
    assert table.place(table.rows[0], "note") == (2, 4)
    assert table.place(table.rows[0], "option") == (3, 14)


def test_a_failed_save_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk refuses, the old file stands whole and no half-written one is left beside it."""
    path = tmp_path / "moves.csv"
    path.write_text("id\nA1\n", encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("parley.files.table.os.fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        save_table(read_table(path).with_rows([{"id": "A2"}]))
    assert path.read_text(encoding="utf-8") == "id\nA1\n"
    assert [entry.name for entry in tmp_path.iterdir()] == ["moves.csv"]


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """A file that is not there is named as such."""
    with pytest.raises(CaseError) as raised:
        read_table(tmp_path / "moves.csv")
    assert [fault.slug for fault in raised.value.faults] == ["file-unreadable"]


def test_a_table_without_a_column_cannot_be_given_its_cells(tmp_path: Path) -> None:
    """Changing a cell of a column that is not there is refused rather than lost."""
    table = new_table(tmp_path / "new.csv", ("id",)).with_rows([{"id": "A1"}])
    with pytest.raises(ValueError, match="no column option"):
        table.with_cells(table.rows[0], {"option": "x"})
