"""Cases as zip files: handed out whole, and taken in with nothing in them trusted."""

from __future__ import annotations

import io
import shutil
import stat
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

from parley.errors import OutputError, UsageError
from parley.files.dated import case_name, kept_at
from parley.web.shelf import Shelf
from parley.workbench.editing import EDITABLE

TAKEN = (*EDITABLE, "elicitation.json")
MOST_FILES = 64
LARGEST_FILE = 20_000_000
LARGEST_CASE = 60_000_000
PIECE = 1 << 16
BEGINNING_OF_TIME = (1980, 1, 1, 0, 0, 0)


def pack(folder: Path) -> bytes:
    """The files of a case that a case may have, as a zip; the same files give the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in TAKEN:
            path = kept_at(folder, name)
            if path.is_file() and not path.is_symlink():
                entry = zipfile.ZipInfo(f"{case_name(folder)}/{name}", BEGINNING_OF_TIME)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, path.read_bytes())
    return made.getvalue()


def unpack(data: bytes, shelf: Shelf, name: str) -> Path:
    """Put the files of a case that came as a zip on the shelf, all or none.

    Only files a case may have are taken, by their last name: no folder, link or path of the archive counts,
    and what unpacks to more than it may is not unpacked. Raises UsageError.
    """
    target = shelf.free(name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = _wanted(archive)
            with tempfile.TemporaryDirectory(dir=target.parent, prefix=".taking-in-") as nearby:
                made = Path(nearby) / target.name
                made.mkdir()
                left = LARGEST_CASE
                for file, entry in found.items():
                    left -= _copy(archive, entry, made / file, min(LARGEST_FILE, left))
                made.chmod(0o755)
                shutil.move(str(made), target)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as problem:
        raise UsageError("what was sent is no zip file that can be read.") from problem
    except OSError as problem:
        raise OutputError(f"the case could not be put there: {problem.strerror}.") from problem
    return target


def _wanted(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    entries = archive.infolist()
    if len(entries) > MOST_FILES:
        raise UsageError(f"a case has at most {MOST_FILES} files; the zip holds {len(entries):,}.")
    found: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        linked = stat.S_ISLNK(entry.external_attr >> 16)
        if entry.is_dir() or linked or path.is_absolute() or ".." in path.parts or len(path.parts) > 2:
            continue
        if path.name in TAKEN:
            if path.name in found:
                raise UsageError(f"the zip holds {path.name} twice.")
            found[path.name] = entry
    if not {"scenario.yaml", "moves.csv", "graph.yaml"} & set(found):
        raise UsageError("the zip holds no case: no scenario.yaml, moves.csv or graph.yaml is in it.")
    return found


def _copy(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, most: int) -> int:
    """Unpack one file piece by piece, so that what it says of its size need not be believed."""
    size = 0
    with archive.open(entry) as source, target.open("wb") as made:
        while piece := source.read(PIECE):
            size += len(piece)
            if size > most:
                raise UsageError(f"{target.name} unpacks to more than a case may hold.")
            made.write(piece)
    return size
