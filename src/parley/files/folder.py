"""The files of one folder, each read at most once: what was made of them, and the hash of the very bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from parley.errors import CaseError
from parley.files.composing import compose_yaml
from parley.files.dated import case_name, shared_tables
from parley.files.document import Document
from parley.files.table import Table, read_table_bytes, table_of
from parley.files.text import LARGEST_TEXT, read_bytes, text_file
from parley.files.workbook import SUFFIX, read_workbook_bytes, sheet_of

KeptT = TypeVar("KeptT")


class Folder:
    """A folder whose files are read when first asked for, and never again.

    A file that changes on the disk meanwhile is therefore one file to everybody, and `hashes` are of what
    was read. Faults are kept like what was read, and raised to everybody who asks.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        own = frozenset(entry.name for entry in path.iterdir()) if path.is_dir() else frozenset()
        self._shared = shared_tables(path)
        self._names = own | frozenset(self._shared)
        self._bytes: dict[str, bytes] = {}
        self._documents: dict[str, Document | CaseError] = {}
        self._tables: dict[str, Table | CaseError] = {}
        self._texts: dict[str, str] = {}

    @property
    def name(self) -> str:
        """The name of the folder itself, whatever way leads to it; of a case as of another date, both."""
        return case_name(self.path)

    def where(self, name: str) -> Path:
        """Where a file stands: in the folder, or in the case above it whose tables it shares."""
        return self._shared.get(name, self.path / name)

    @property
    def shared_from(self) -> Path | None:
        """The case above whose tables are read; None where all files are the folder's own."""
        return next((path.parent for path in self._shared.values()), None)

    def holds(self, name: str) -> bool:
        """Whether something of a name stood in the folder when it was opened."""
        return name in self._names

    def document(self, name: str, largest: int = LARGEST_TEXT) -> Document:
        """A YAML file as data with marks; raise CaseError if it cannot be read or does not parse."""
        if name not in self._documents:
            try:
                data = self._read(name, lambda path: read_bytes(path, largest))
                source = text_file(self.where(name), data)
                self._documents[name] = compose_yaml(source)
            except CaseError as problem:
                self._documents[name] = problem
        return _or_raised(self._documents[name])

    def table(self, name: str, fallback: str = "") -> Table:
        """A CSV file as a table; raise CaseError if it cannot be read or is no table.

        `fallback` is the encoding of a file that is not UTF-8, where such are expected.
        """
        if name not in self._tables:
            try:
                self._tables[name] = table_of(self.where(name), self._read(name, read_table_bytes), fallback)
            except CaseError as problem:
                self._tables[name] = problem
        return _or_raised(self._tables[name])

    def sheet(self, name: str, sheet: str) -> Table:
        """A sheet of an Excel workbook as a table, or its first one; raise CaseError if it is none."""
        if name not in self._tables:
            try:
                data = self._read(name, read_workbook_bytes)
                self._tables[name] = sheet_of(self.where(name), data, sheet)
            except CaseError as problem:
                self._tables[name] = problem
        return _or_raised(self._tables[name])

    @property
    def names(self) -> frozenset[str]:
        """What stood in the folder when it was opened."""
        return self._names

    def with_text(self, name: str, text: str) -> Folder:
        """The folder as it would be if one file had this text; nothing is written."""
        other = Folder(self.path)
        other._names |= {name}
        other._bytes[name] = text.encode()
        return other

    def prose(self, name: str) -> str:
        """A text for people, as far as it is text; empty if there is none, CaseError if it is no file."""
        if name not in self._texts:
            data = self._bytes.get(name) or (read_bytes(self.where(name)) if self.holds(name) else b"")
            self._texts[name] = data.decode("utf-8-sig", "replace")
        return self._texts[name]

    def lines(self, name: str) -> list[str]:
        """The lines of a file that was read, as far as they are text; none of a workbook."""
        if name.endswith(SUFFIX):
            return []
        return self._bytes.get(name, b"").decode("utf-8-sig", "replace").splitlines()

    @property
    def hashes(self) -> dict[str, str]:
        """The SHA-256 of every document and table that was read, by name in order."""
        return {name: hashlib.sha256(self._bytes[name]).hexdigest() for name in sorted(self._bytes)}

    def _read(self, name: str, reader: Callable[[Path], bytes]) -> bytes:
        if name not in self._bytes:
            self._bytes[name] = reader(self.where(name))
        return self._bytes[name]


def as_folder(place: Path | Folder) -> Folder:
    """The folder itself, opened unless it is already."""
    return place if isinstance(place, Folder) else Folder(place)


def _or_raised(found: KeptT | CaseError) -> KeptT:
    if isinstance(found, CaseError):
        raise found
    return found
