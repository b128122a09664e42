"""Change a file of a case: checked as it is typed, saved whole, never over somebody else's."""

from __future__ import annotations

import difflib
import hashlib
import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from parley.case import check_case, open_record
from parley.errors import CaseError, Fault, OutputError, UsageError
from parley.files import Folder, compose_yaml
from parley.files.dated import kept_at
from parley.files.text import read_bytes, text_file
from parley.scenario.adding import with_what_if

EDITABLE = (
    "scenario.yaml",
    "moves.csv",
    "facts.csv",
    "coding.yaml",
    "assessments.csv",
    "readouts.csv",
    "actors.csv",
    "theses.yaml",
    "graph.yaml",
    "outside_view.yaml",
    "README.md",
)

_WHAT_IF = re.compile(r"[a-z][a-z0-9_]{0,59}")
_PLAIN = re.compile(r"-?[A-Za-z0-9.][A-Za-z0-9_ .%+-]*")


@dataclass(frozen=True)
class Opened:
    """A file as it was read for editing; `mark` is the SHA-256 of its bytes, empty for one not there yet."""

    name: str
    text: str
    mark: str


@dataclass(frozen=True)
class Saved:
    """What saving came to: the new mark, or else the difference to what stands on the disk now."""

    mark: str
    difference: str = ""

    @property
    def done(self) -> bool:
        """Whether the text is on the disk."""
        return not self.difference


def open_text(folder: Path, name: str) -> Opened:
    """Read a file of a case for editing; raise UsageError for a name that is none, CaseError for no text."""
    path = _path(folder, name)
    if not path.exists():
        return Opened(name, "", "")
    read = text_file(path, read_bytes(path))
    return Opened(name, read.text, read.sha256)


def faults_of(folder: Path, name: str, text: str) -> tuple[Fault, ...]:
    """What checking the case would find if one file had this text."""
    _path(folder, name)
    opened = Folder(folder)
    return tuple(check_case(opened.with_text(name, text)))


def fresh_faults(folder: Path, name: str, text: str) -> tuple[Fault, ...]:
    """What checking the case would newly find if one file had this text, as faults of that file first."""
    known = {(fault.slug, fault.expected, fault.got) for fault in check_case(Folder(folder))}
    return tuple(
        one for one in faults_of(folder, name, text) if (one.slug, one.expected, one.got) not in known
    )


def citable_rows(folder: Path) -> dict[str, str]:
    """The rows of the record that a number may rest on, by id: what each says, in a line."""
    opened = open_record(folder)
    facts = {one.id: f"{one.as_of}: {one.parameter}" for one in opened.record.facts}
    moves = {
        one.id: f"{one.date.isoformat()} {', '.join(one.actor)} {one.act.value}: {one.paraphrase}"
        for one in opened.record.moves
    }
    return {**facts, **moves}


def save_text(folder: Path, name: str, text: str, mark: str) -> Saved:
    """Put a text in place of the one that was opened, in one step.

    Where the file is no longer the one that was opened nothing is written, and the difference between what
    stands there and the new text comes back. Raises OutputError where it cannot be written, or could not be
    opened again.
    """
    if "\0" in text:
        raise OutputError(f"{name} is text, and what was sent holds a zero byte; it is as it was")
    path = _path(folder, name)
    now = open_text(folder, name)
    text = text.replace("\r\n", "\n")
    if now.mark != mark:
        if now.text == text:
            return Saved(now.mark)
        lines = difflib.unified_diff(
            now.text.splitlines(), text.splitlines(), f"{name} on the disk", f"{name} as edited", lineterm=""
        )
        return Saved(now.mark, "\n".join(lines) or "the two differ in line ends only")
    data = text.encode()
    _write(path, data)
    return Saved(hashlib.sha256(data).hexdigest())


def with_value(text: str, path: str, words: str) -> str:
    """The text of a scenario with one scalar put in the place of another; all else stays to the letter.

    Raises UsageError where the path leads to no scalar that stands in the text.
    """
    document = compose_yaml(text_file(Path("scenario.yaml"), text.encode()))
    steps: tuple[str | int, ...] = tuple(path.split("."))
    for inner in ((), ("value",), ("add",), ("base",)):
        place = (*steps, *inner)
        if place in document.values and not isinstance(
            _at(document.data, place), dict | list | None.__class__
        ):
            mark = document.values[place]
            lines = text.split("\n")
            line = lines[mark.line - 1]
            start = mark.column - 1
            lines[mark.line - 1] = line[:start] + _quoted(words) + line[start + mark.length :]
            return "\n".join(lines)
    raise UsageError(f"'{path}' stands nowhere in the file as a value of its own; add it in the text")


def keep_what_if(folder: Path, name: str, note: str, changes: Mapping[str, object]) -> Saved:
    """Write changes into the scenario of a case as a what-if of that name; all else stays to the letter.

    Raises UsageError for a name that is none or taken, where nothing is changed, and where the file has no
    place for it; CaseError where the scenario with it would have faults.
    """
    if not changes:
        raise UsageError("nothing is supposed: move something first, then keep it as a what-if.")
    if not _WHAT_IF.fullmatch(name):
        raise UsageError("a what-if is named with small letters, digits and '_', beginning with a letter.")
    opened = open_text(folder, "scenario.yaml")
    stated = compose_yaml(text_file(Path("scenario.yaml"), opened.text.encode())).data
    known = stated.get("what_if") if isinstance(stated, dict) else None
    if isinstance(known, dict) and name in known:
        raise UsageError(f"the scenario has a what-if called '{name}' already; choose another name.")
    text = with_what_if(opened.text, name, note.strip(), changes)
    faults = faults_of(folder, "scenario.yaml", text)
    if faults:
        raise CaseError(list(faults))
    return save_text(folder, "scenario.yaml", text, opened.mark)


def _quoted(words: str) -> str:
    """A scalar as YAML has it: quoted where it would be read as something else."""
    harmless = _PLAIN.fullmatch(words) and words == words.strip()
    return words if harmless else '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _at(data: object, place: tuple[str | int, ...]) -> object:
    for step in place:
        if isinstance(data, dict) and step in data:
            data = data[step]
        else:
            return None
    return data


def _path(folder: Path, name: str) -> Path:
    if name not in EDITABLE:
        raise UsageError(f"a case has no file to edit called '{name}'; there are {', '.join(EDITABLE)}")
    return kept_at(folder, name)


def bytes_of(folder: Path, name: str) -> bytes:
    """The bytes of a file of a case; none where it is not there."""
    path = _path(folder, name)
    return read_bytes(path) if path.exists() else b""


def mark_of(data: bytes) -> str:
    """What a state of a file is known by."""
    return hashlib.sha256(data).hexdigest() if data else ""


def put_back(folder: Path, name: str, data: bytes, mark: str) -> str:
    """Put earlier bytes of a file in the place of those known by a mark; UsageError if it has changed since.

    A file that was not there before is taken away again.
    """
    if mark_of(bytes_of(folder, name)) != mark:
        raise UsageError(f"{name} has changed since on the disk, so the last edit is not taken back.")
    if data:
        _write(_path(folder, name), data)
    else:
        _path(folder, name).unlink()
    return mark_of(data)


def _write(path: Path, data: bytes) -> None:
    try:
        handle, made = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(made).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
            Path(made).replace(path)
        except BaseException:
            Path(made).unlink(missing_ok=True)
            raise
    except OSError as problem:
        raise OutputError(
            f"{path.name} could not be written: {problem.strerror}; it is as it was"
        ) from problem
