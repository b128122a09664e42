"""Read a text file once: its text, and the hash of its bytes that goes into every output."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from parley.errors import CaseError, Fault
from parley.files.names import closest_name

LARGEST_TEXT = 4_000_000
WIDEST_SHOWN = 200


@dataclass(frozen=True)
class TextFile:
    """The text of a file (without a byte order mark) and the SHA-256 of its bytes."""

    path: Path
    text: str
    sha256: str


def read_text(path: Path, largest: int = LARGEST_TEXT) -> TextFile:
    """Read a UTF-8 file of at most `largest` bytes; raise CaseError with one fault if it cannot be read."""
    try:
        if not path.is_file():
            raise CaseError([_not_there(path)])
        size = path.stat().st_size
        if size > largest:
            raise CaseError([_whole(path, "file-too-large", f"at most {largest:,} bytes", f"{size:,} bytes")])
        data = path.read_bytes()
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise CaseError([_whole(path, "file-missing", "a file that can be read", reason)]) from problem
    return TextFile(path, _decoded(path, data), hashlib.sha256(data).hexdigest())


def _decoded(path: Path, data: bytes) -> str:
    """Return the text of the bytes, or say where they stop being text."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        got = f"byte 0x{data[problem.start]:02x}, which is not UTF-8"
        raise CaseError([_not_text(path, data, problem.start, got, "save the file as UTF-8 text")]) from None
    if "\0" in text:
        advice = "is this a spreadsheet or a document? save it as plain text"
        raise CaseError([_not_text(path, data, data.index(b"\0"), "a zero byte", advice)])
    return text


def _not_text(path: Path, data: bytes, at: int, got: str, advice: str) -> Fault:
    """Quote the line around a byte that is not text, as far as it can be shown."""
    start, stop = data.rfind(b"\n", 0, at) + 1, data.find(b"\n", at)
    line = data.count(b"\n", 0, at) + 1
    column = len(data[start:at].decode("utf-8", "replace")) + 1
    shown = data[start : stop if stop >= 0 else len(data)].decode("utf-8", "replace")[:WIDEST_SHOWN]
    quoted = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in shown)
    source_line = quoted if column <= len(quoted) else ""
    return Fault(str(path), line, column, "not-text", "UTF-8 text", got, advice, source_line)


def _not_there(path: Path) -> Fault:
    """Say what stands at the path instead of a file, and what the file may be called."""
    if path.is_dir():
        return _whole(path, "file-missing", "a file", "a folder", "name a file inside it")
    folder = path.parent
    names = [entry.name for entry in folder.iterdir()] if folder.is_dir() else []
    near = closest_name(path.name, names)
    got = "no such file" if folder.is_dir() else f"no such folder: {folder}"
    return _whole(
        path, "file-missing", "a file that can be read", got, f"did you mean '{near}'?" if near else ""
    )


def _whole(path: Path, slug: str, expected: str, got: str, advice: str = "") -> Fault:
    return Fault(str(path), 0, 0, slug, expected, got, advice)
