"""One broken file for each kind of fault of the record, with the message it must give beside it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from parley.errors import CaseError
from parley.record import check_record, read_record

HERE = Path(__file__).parent / "refusals"
SOURCE = Path(__file__).parents[2] / "src" / "parley"
SLUGS = sorted(folder.name for folder in HERE.iterdir())
# These say that a file or folder is not there, which no file can show; the tests below do.
WITHOUT_A_FILE = {"no-such-case", "no-such-file", "file-unreadable", "file-too-large"}


@pytest.mark.parametrize("slug", SLUGS)
def test_a_broken_record_gives_exactly_its_message(slug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each broken file gives its message, whole, and no other kind of fault."""
    monkeypatch.chdir(HERE / slug)
    faults = check_record(Path("."))
    assert "\n\n".join(map(str, faults)) + "\n" == Path("expected.txt").read_text(encoding="utf-8")
    assert {fault.slug for fault in faults} == {slug}


@pytest.mark.parametrize("slug", SLUGS)
def test_a_broken_record_is_not_read(slug: str) -> None:
    """Reading a record with faults raises all of them together."""
    with pytest.raises(CaseError) as raised:
        read_record(HERE / slug)
    assert len(raised.value.faults) == len(check_record(HERE / slug))


def test_every_kind_of_fault_is_refused_by_a_file() -> None:
    """No fault of the record's readers is without a broken file that shows it."""
    found: set[str] = set()
    for path in [SOURCE / "files" / "table.py", *(SOURCE / "record" / "reading").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= {node.value} if re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", node.value) else set()
    encodings = {"utf-8", "utf-16-le", "utf-16-be", "utf-8-sig"}
    assert found - encodings == set(SLUGS) | WITHOUT_A_FILE


def test_every_kind_of_fault_is_explained() -> None:
    """The reference page has an entry for every slug."""
    page = (SOURCE.parents[1] / "docs" / "reference" / "record.md").read_text(encoding="utf-8")
    assert [slug for slug in (*SLUGS, *sorted(WITHOUT_A_FILE)) if f"`{slug}`" not in page] == []


def test_faults_of_all_files_come_together(tmp_path: Path) -> None:
    """A case with faults in several files shows them all at once, in the order of files and lines."""
    (tmp_path / "moves.csv").write_bytes((HERE / "unknown-act" / "moves.csv").read_bytes())
    (tmp_path / "facts.csv").write_bytes((HERE / "bad-number" / "facts.csv").read_bytes())
    faults = check_record(tmp_path)
    assert [fault.slug for fault in faults] == ["bad-number", "unknown-act"]


def test_a_link_to_a_row_with_a_fault_is_not_a_second_fault(tmp_path: Path) -> None:
    """An unreadable row is named once, not again by every row that points to it."""
    text = (HERE / "unknown-act" / "moves.csv").read_text(encoding="utf-8")
    last = text.splitlines()[-1].replace("A2", "A3", 1).replace("REJCT", "REJECT").replace("A1", "A2")
    (tmp_path / "moves.csv").write_text(text + last + "\n", encoding="utf-8")
    assert [fault.slug for fault in check_record(tmp_path)] == ["unknown-act"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """A case that is not there is refused by name, not by a traceback."""
    assert [fault.slug for fault in check_record(tmp_path / "nowhere")] == ["no-such-case"]
