"""Other people's files as lines of clean text, whatever their encoding; and why rows of them are left out."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from parley.errors import CONTROLS, UsageError

CHUNK = 1 << 20
LONGEST_LINE = 1_000_000
PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class LeftOut(StrEnum):
    """Why a row of a file of events did not become a candidate."""

    UNREADABLE = "are no rows of this kind"
    TOO_FEW = "have fewer cells than the header names"
    NO_DAY = "have no day that can be read"
    TWO_WAYS = "have a day that can be read two ways"
    OUTSIDE = "lie outside the days asked for"
    NO_ACTOR = "name nobody who acts"
    NO_STATE = "name a state without a code in the table"
    NO_CODE = "have an event code that is none"
    OTHERS = "are not between the parties asked for"
    FAULTY = "would be at fault in moves.csv"


@dataclass
class Reasons:
    """How many rows were left out, by reason, with a place and a word for each."""

    counts: dict[LeftOut, int] = field(default_factory=dict)
    first: dict[LeftOut, tuple[int, str]] = field(default_factory=dict)
    words: dict[LeftOut, dict[str, int]] = field(default_factory=dict)

    def add(self, why: LeftOut, line: int, word: str = "") -> None:
        """Count a row that is left out."""
        self.counts[why] = self.counts.get(why, 0) + 1
        self.first.setdefault(why, (line, word[:60]))
        if why in (LeftOut.NO_STATE, LeftOut.FAULTY):
            told = self.words.setdefault(why, {})
            if word in told or len(told) < 1_000:
                told[word] = told.get(word, 0) + 1

    @property
    def total(self) -> int:
        """How many rows were left out."""
        return sum(self.counts.values())

    @property
    def readable(self) -> int:
        """How many of them could be read, and were left out for what they say."""
        return sum(self.counts.get(why, 0) for why in (LeftOut.OUTSIDE, LeftOut.OTHERS))

    def sentences(self) -> list[str]:
        """A line for each reason, most frequent first: how many rows, and where the first stands."""
        ranked = sorted(self.counts.items(), key=lambda entry: (-entry[1], entry[0]))
        return [self._sentence(why, number) for why, number in ranked]

    def _sentence(self, why: LeftOut, number: int) -> str:
        line, word = self.first[why]
        if why in self.words:
            most = sorted(self.words[why].items(), key=lambda entry: (-entry[1], entry[0]))[:5]
            return f"{number:,} {why.value}: " + ", ".join(f"{text} ({count:,})" for text, count in most)
        where = f" (first on line {line:,}" + (f": {word})" if word else ")")
        return f"{number:,} {why.value}{where}"


@dataclass(frozen=True)
class Incoming:
    """A file of somebody else's, how its bytes are read as text, and what there is to say about that."""

    path: Path
    encoding: str
    notes: tuple[str, ...] = ()

    def lines(self) -> Iterator[tuple[int, str]]:
        """Its lines with their numbers, without control characters; blank ones are passed over."""
        with self.path.open(encoding=self.encoding, errors="replace") as stream:
            number = 0
            while text := stream.readline(LONGEST_LINE):
                number += 1
                while not text.endswith("\n") and len(text) >= LONGEST_LINE:
                    # The rest of a line that is longer than any row can be is passed over.
                    if not (rest := stream.readline(LONGEST_LINE)) or rest.endswith("\n"):
                        break
                text = text.rstrip("\r\n")
                if text.strip():
                    yield number, CONTROLS.sub(" ", text) if CONTROLS.search(text) else text


def incoming(path: Path) -> Incoming:
    """How a file can be read as text: UTF-8, UTF-16 with its mark, else Windows-1252, which is then said.

    Raises UsageError where it is no file, an archive or a workbook.
    """
    if not path.is_file():
        raise UsageError(f"{path} is no file that can be read")
    try:
        with path.open("rb") as stream:
            head = stream.read(4)
    except OSError as problem:
        raise UsageError(f"{path} cannot be read: {problem.strerror}") from None
    if not head:
        raise UsageError(f"{path.name} is empty")
    if head.startswith(PACKED):
        raise UsageError(
            f"{path.name} is a workbook or an archive, whatever its name says: unpack it, or save the sheet "
            "as 'Text (tab delimited)'"
        )
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return Incoming(path, encoding)
    if (broken := _not_utf8(path)) is None:
        return Incoming(path, "utf-8")
    line, byte = broken
    letter = bytes([byte]).decode("cp1252", "replace")
    where = f"byte 0x{byte:02x} on line {line:,}"
    note = f"{path.name} is not UTF-8 ({where}): read as Windows-1252, where that is {letter}"
    return Incoming(path, "cp1252", (note,))


def _not_utf8(path: Path) -> tuple[int, int] | None:
    """Line and value of the first byte that is not UTF-8; None where all are."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    line = 1
    with path.open("rb") as stream:
        while True:
            chunk = stream.read(CHUNK)
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as problem:
                # What is left over of the chunk before stands in front of this one.
                held = problem.object
                before = held[: problem.start].count(b"\n")
                return line + before, held[problem.start]
            if not chunk:
                return None
            line += chunk.count(b"\n")
