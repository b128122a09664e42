"""Moves that are kept in a file of their own, because they came later."""

from __future__ import annotations

from pathlib import Path

import pytest

from parley.errors import CaseError
from parley.files import Folder
from parley.record import read_record, with_later_moves

HEAD = "id,date,actor,act,issue,option,source,verification,paraphrase,responds_to\n"
FACTS = (
    "id,kind,parameter,low,high,unit,as_of,known_from,source,url,verification,note\n"
    "F1,parameter,y,1,2,z,2025-01-01,,a,,seen,\n"
)
FIRST = "A1,2025-01-01,USAGOV,OFFER,truce,x,a,seen,b,\n"


def _case(folder: Path, rows: str, facts: str = "") -> Path:
    (folder / "moves.csv").write_text(HEAD + FIRST, encoding="utf-8")
    if facts:
        (folder / "facts.csv").write_text(facts, encoding="utf-8")
    later = folder / "later.csv"
    later.write_text(HEAD + rows, encoding="utf-8")
    return later


def test_later_moves_join_the_record_in_order(tmp_path: Path) -> None:
    """Both files' moves stand in order of date, and later ones may answer earlier ones."""
    rows = (
        "B2,2025-02-01,RUSGOV,REJECT,truce,x,a,seen,b,A1\nB1,2025-01-01,UKRGOV,ACCEPT,truce,x,a,seen,b,A1\n"
    )
    later = _case(tmp_path, rows)
    joined = with_later_moves(read_record(tmp_path), Folder(tmp_path), later.name)
    assert [move.id for move in joined.moves] == ["A1", "B1", "B2"]
    assert [move.id for move in joined.answers["A1"]] == ["B1", "B2"]


@pytest.mark.parametrize(
    ("row", "slug"),
    [
        ("A1,2025-02-01,RUSGOV,REJECT,truce,x,a,seen,b,\n", "duplicate-id"),
        ("F1,2025-02-01,RUSGOV,REJECT,truce,x,a,seen,b,A1\n", "duplicate-id"),
        ("B1,2025-02-01,RUSGOV,REJECT,truce,x,a,seen,b,A7\n", "link-nowhere"),
        ("B1,2024-02-01,RUSGOV,REJECT,truce,x,a,seen,b,A1\n", "link-to-future"),
        ("B1,2025-02-01,RUSGOV,FIGHT,truce,x,a,seen,b,\n", "unknown-act"),
    ],
)
def test_faults_are_found_against_both_files(tmp_path: Path, row: str, slug: str) -> None:
    """Ids must be new to the whole case, and links lead to an earlier row of either file."""
    later = _case(tmp_path, row, FACTS)
    record = read_record(tmp_path)
    with pytest.raises(CaseError) as refusal:
        with_later_moves(record, Folder(tmp_path), later.name)
    assert [(fault.slug, Path(fault.file).name) for fault in refusal.value.faults] == [(slug, "later.csv")]


def test_a_file_that_is_no_table_is_refused(tmp_path: Path) -> None:
    """A column that is needed and missing is a fault of the file, as in moves.csv."""
    later = _case(tmp_path, "")
    later.write_text("id,date\nB1,2025-01-01\n", encoding="utf-8")
    with pytest.raises(CaseError) as refusal:
        with_later_moves(read_record(tmp_path), Folder(tmp_path), later.name)
    assert {fault.slug for fault in refusal.value.faults} == {"missing-column"}
