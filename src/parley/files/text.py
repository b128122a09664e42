"""Read a text file once: its text, and the hash of its bytes that goes into every output."""

from __future__ import annotations

import hashlib
import stat
from dataclasses import dataclass
from pathlib import Path

from parley.errors import CONTROLS, CaseError, Fault
from parley.files.controls import described
from parley.files.names import closest_name

LARGEST_TEXT = 4_000_000
LARGEST_TABLE = 200_000_000
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
WIDEST_SHOWN = 200
MOST_CONTROLS = 20
"""As many are named at once: a file full of them is none a person mends one by one."""


@dataclass(frozen=True)
class TextFile:
    """The text of a file (without a byte order mark) and the SHA-256 of its bytes."""

    path: Path
    text: str
    sha256: str


def read_text(path: Path, largest: int = LARGEST_TEXT) -> TextFile:
    """Read a UTF-8 file of at most `largest` bytes; raise CaseError with one fault if it cannot be read."""
    return text_file(path, read_bytes(path, largest))


def text_file(path: Path, data: bytes) -> TextFile:
    """The text of a file that was read; raise CaseError if its bytes are no text."""
    return TextFile(path, _decoded(path, data), hashlib.sha256(data).hexdigest())


def read_bytes(path: Path, largest: int = LARGEST_TEXT) -> bytes:
    """Read a file of at most `largest` bytes; raise CaseError with one fault if it cannot be read."""
    try:
        if not path.is_file():
            raise CaseError([_not_there(path)])
        size = path.stat().st_size
        if size > largest:
            raise CaseError(
                [fault_of_file(path, "file-too-large", f"at most {largest:,} bytes", f"{size:,} bytes")]
            )
        return path.read_bytes()
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise CaseError([fault_of_file(path, "file-missing", "a file that can be read", reason)]) from problem


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
    faults = control_faults(path, text)
    if faults:
        raise CaseError(faults)
    return text


def control_faults(path: Path, text: str) -> list[Fault]:
    """A fault for each character that no text of a case may hold, at its place; the first few of them."""
    faults: list[Fault] = []
    for found in CONTROLS.finditer(text):
        at = found.start()
        start, stop = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        line = text[start : stop if stop >= 0 else len(text)].rstrip("\r")
        faults.append(control_fault(str(path), text.count("\n", 0, at) + 1, at - start + 1, line, found[0]))
        if len(faults) == MOST_CONTROLS:
            break
    return faults


def control_fault(file: str, line: int, column: int, source_line: str, letter: str) -> Fault:
    """A forbidden character at a place, with the line it stands in as far as it can be shown."""
    shown = source_line[:WIDEST_SHOWN] if column <= WIDEST_SHOWN else ""
    expected = "text without control characters"
    advice = "delete it, or put a space in its place"
    return Fault(file, line, column, "control-character", expected, described(letter), advice, shown)


def _not_text(path: Path, data: bytes, at: int, got: str, advice: str) -> Fault:
    """Quote the line around a byte that is not text, as far as it can be shown."""
    start, stop = data.rfind(b"\n", 0, at) + 1, data.find(b"\n", at)
    line = data.count(b"\n", 0, at) + 1
    column = len(data[start:at].decode("utf-8", "replace")) + 1
    shown = data[start : stop if stop >= 0 else len(data)].decode("utf-8", "replace")[:WIDEST_SHOWN]
    quoted = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in shown)
    source_line = quoted if column <= len(quoted) else ""
    return Fault(str(path), line, column, "not-text", "UTF-8 text", got, advice, source_line)


def no_file(path: Path) -> str:
    """What stands at a path instead of an ordinary file, so that nothing waits for a pipe; or nothing."""
    mode = path.stat().st_mode
    for is_kind, word in _KINDS:
        if is_kind(mode):
            return word
    return "" if stat.S_ISREG(mode) else "no ordinary file"


def _not_there(path: Path) -> Fault:
    """Say what stands at the path instead of a file, and what the file may be called."""
    if path.exists():
        what = no_file(path)
        advice = "name a file inside it" if path.is_dir() else "put an ordinary file there"
        return fault_of_file(path, "file-missing", "a file", what, advice)
    folder = path.parent
    names = [entry.name for entry in folder.iterdir()] if folder.is_dir() else []
    near = closest_name(path.name, names)
    got = "no such file" if folder.is_dir() else f"no such folder: {folder}"
    return fault_of_file(
        path, "file-missing", "a file that can be read", got, f"did you mean '{near}'?" if near else ""
    )


def fault_of_file(path: Path, slug: str, expected: str, got: str, advice: str = "") -> Fault:
    """A fault of a file as a whole, which stands at no line of it."""
    return Fault(str(path), 0, 0, slug, expected, got, advice)


def sha256_of(text: str) -> str:
    """The SHA-256 of a text as UTF-8, in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
