"""Every error Parley raises on purpose, on one page.

    ParleyError                     exit code
    ├── UsageError                      2   the command line asks for something that is not there
    ├── CaseError                       3   the files of a case have faults; carries all of them
    ├── TooLargeError                   4   the game does not fit the stated memory limit
    ├── SolutionError                   5   the solver could not certify what it found
    ├── OutputError                     6   a result could not be written; nothing was half-written
    └── InternalError                  70   something nobody foresaw: a fault of Parley, not of the case

A fault is one thing wrong at one place of one file. Readers collect faults and raise them together,
so an analyst mends a file in one sitting.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Control characters but tab and line ends, Unicode's line and paragraph separators, halves of characters."""


def printable(text: str) -> str:
    """A text with every character that would steer a terminal, or is no character, made visible."""
    return CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong at one place: where, what was expected, what came, what to do.

    `line` and `column` count from 1; 0 means the file as a whole. `slug` names the kind of fault and is
    explained in the docs under the same name.
    """

    file: str
    line: int
    column: int
    slug: str
    expected: str
    got: str
    advice: str = ""
    source_line: str = ""
    length: int = 1

    def __str__(self) -> str:
        where = self.file
        if self.line:
            where += f":{self.line}:{self.column}"
        parts = [f"{where}: {self.slug}"]
        if self.source_line:
            gutter = f"{self.line:>6} | "
            lead = "".join("\t" if c == "\t" else " " for c in self.source_line[: self.column - 1])
            parts.append(gutter + self.source_line)
            parts.append(" " * (len(gutter) - 2) + "| " + lead + "^" * max(1, self.length))
        parts.append(f"    expected: {self.expected}")
        parts.append(f"    got:      {self.got}")
        if self.advice:
            parts.append(f"    advice:   {self.advice}")
        return printable("\n".join(parts))


class ParleyError(Exception):
    """Anything Parley refuses to do, said in a sentence a person can act on."""

    exit_code = 1
    slug = "error"


class UsageError(ParleyError):
    """The command line or the caller asks for something that is not there."""

    exit_code = 2
    slug = "usage"


class CaseError(ParleyError):
    """The files of a case have faults; all of them are in `faults`, in file and line order."""

    exit_code = 3
    slug = "case-faults"

    def __init__(self, faults: list[Fault]):
        self.faults = sorted(faults)
        super().__init__("\n\n".join(str(fault) for fault in self.faults))


class TooLargeError(ParleyError):
    """The game does not fit the memory limit; the message names the axis that makes it large."""

    exit_code = 4
    slug = "too-large"


class SolutionError(ParleyError):
    """The solver could not certify what it found."""

    exit_code = 5
    slug = "not-certified"


class OutputError(ParleyError):
    """A result could not be written where it was asked for; nothing was half-written."""

    exit_code = 6
    slug = "output"


class InternalError(ParleyError):
    """Something nobody foresaw went wrong inside; the message says where the report of it is."""

    exit_code = 70
    slug = "internal"
