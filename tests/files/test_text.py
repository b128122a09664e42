"""Reading text files."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from parley.errors import CaseError
from parley.files import read_text


def _slug(path: Path, **limits: int) -> str:
    with pytest.raises(CaseError) as refused:
        read_text(path, **limits)
    [fault] = refused.value.faults
    return fault.slug


def test_a_text_file_gives_its_text_and_the_hash_of_its_bytes(tmp_path: Path) -> None:
    """The text comes without a byte order mark; the hash is that of the bytes, mark and all."""
    data = b"\xef\xbb\xbfc\xc3\xb4te: 1\n"
    path = tmp_path / "scenario.yaml"
    path.write_bytes(data)
    read = read_text(path)
    assert (read.text, read.sha256) == ("côte: 1\n", hashlib.sha256(data).hexdigest())


def test_what_is_not_there_is_said_with_the_name_probably_meant(tmp_path: Path) -> None:
    """A missing file is a fault that names a file in the folder with nearly the same name."""
    (tmp_path / "scenario.yml").touch()
    with pytest.raises(CaseError, match=r"did you mean 'scenario\.yml'\?"):
        read_text(tmp_path / "scenario.yaml")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """A folder in place of a file is refused."""
    assert _slug(tmp_path) == "file-missing"


def test_a_path_no_system_could_have_is_refused(tmp_path: Path) -> None:
    """A zero byte or an endless name in a path is a fault, not a crash."""
    assert _slug(tmp_path / "a\0b") == "file-missing"
    assert _slug(tmp_path / ("x" * 5000)) == "file-missing"


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    """A file of more bytes than the limit is refused, one of as many is read."""
    path = tmp_path / "a.txt"
    path.write_text("12345")
    assert _slug(path, largest=4) == "file-too-large"
    assert read_text(path, largest=5).text == "12345"


@pytest.mark.parametrize(
    ("data", "line", "column"), [(b"a: 1\nb: \xe9\n", 2, 4), (b"a\nb\n\0", 3, 1), (b"\xff\xfea\0", 1, 1)]
)
def test_what_is_not_text_is_refused_at_its_place(
    tmp_path: Path, data: bytes, line: int, column: int
) -> None:
    """Bytes that are not UTF-8 and zero bytes are refused with the line and column they stand at."""
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(CaseError) as refused:
        read_text(path)
    [fault] = refused.value.faults
    assert (fault.slug, fault.line, fault.column) == ("not-text", line, column)
