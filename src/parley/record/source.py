"""Where the rows of a record are kept: behind two questions, so that a database may answer them instead."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from parley.files import Folder, as_folder
from parley.files.table import Table, save_table
from parley.files.workbook import SUFFIX


class RecordSource(Protocol):
    """Rows in, rows out: whatever keeps the tables of a case's record.

    A table's `path` and the `line` of its rows say in faults where something stands; a database gives the
    name of its table and a number of its row.
    """

    @property
    def case(self) -> str:
        """The name of the case."""
        ...

    @property
    def path(self) -> Path | None:
        """The folder of the case; None where the record is kept elsewhere."""
        ...

    def kept(self, names: Iterable[str]) -> list[str]:
        """Where the tables of these names are kept, of those that are: what faults name."""
        ...

    def table(self, name: str) -> Table | None:
        """The rows kept under a name such as `moves.csv`; None if there are none, CaseError if unreadable."""
        ...

    def save(self, table: Table) -> None:
        """Keep a table in place of the one it was made from, whole or not at all; OutputError otherwise."""
        ...


class CsvFolder:
    """The record as a folder of CSV files, each read once; a workbook serves where there is no CSV file."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder

    @property
    def case(self) -> str:
        """The name of the folder."""
        return self.folder.name

    @property
    def path(self) -> Path | None:
        """The folder."""
        return self.folder.path

    def kept(self, names: Iterable[str]) -> list[str]:
        """The file of each table, or the workbook of its name where there is no CSV file."""
        pairs = ((name, Path(name).stem + SUFFIX) for name in names)
        return [one for pair in pairs if (one := next(filter(self.folder.holds, pair), "")) != ""]

    def table(self, name: str) -> Table | None:
        """The table in a file, or in the workbook of its name; None if there is neither."""
        if self.folder.holds(name):
            return self.folder.table(name)
        stem = Path(name).stem
        return self.folder.sheet(stem + SUFFIX, stem) if self.folder.holds(stem + SUFFIX) else None

    def save(self, table: Table) -> None:
        """Write the table to its file; what was read of it before stands until the case is opened again."""
        save_table(table)


def source_of(folder: Folder) -> RecordSource:
    """What keeps the record of a case: the one place that would choose a database instead of CSV files."""
    return CsvFolder(folder)


def as_source(place: Path | RecordSource) -> RecordSource:
    """What keeps a record; a path is a folder of CSV files."""
    return source_of(as_folder(place)) if isinstance(place, Path) else place
