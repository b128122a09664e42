"""Output for whatever it goes to: the nearest letters an encoding has, lines as wide as a terminal is."""

from __future__ import annotations

import codecs
import io
import os
import shutil
import sys
import textwrap

import typer

NAME = "parley-legible"
NARROWEST = 40

# Nothing here may end a JSON string or begin an escape: what is printed may be data.
_NEAREST = {
    "\N{MINUS SIGN}": "-",
    "\N{EN DASH}": "-",
    "\N{EM DASH}": "-",
    "\N{HYPHEN}": "-",
    "\N{NON-BREAKING HYPHEN}": "-",
    "\N{BOX DRAWINGS LIGHT HORIZONTAL}": "-",
    "\N{BOX DRAWINGS LIGHT VERTICAL}": "|",
    "\N{MULTIPLICATION SIGN}": "x",
    "\N{LESS-THAN OR EQUAL TO}": "<=",
    "\N{GREATER-THAN OR EQUAL TO}": ">=",
    "\N{PLUS-MINUS SIGN}": "+-",
    "\N{MIDDLE DOT}": "-",
    "\N{BULLET}": "*",
    "\N{HORIZONTAL ELLIPSIS}": "...",
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{LEFT DOUBLE QUOTATION MARK}": "'",
    "\N{RIGHT DOUBLE QUOTATION MARK}": "'",
    "\N{NO-BREAK SPACE}": " ",
    "\N{NARROW NO-BREAK SPACE}": " ",
    "\N{THIN SPACE}": " ",
    "\N{RIGHTWARDS ARROW}": "->",
}


def _nearest(problem: UnicodeError) -> tuple[str | bytes, int]:
    """The nearest letters an encoding has, or an escape that JSON and people can read."""
    if not isinstance(problem, UnicodeEncodeError):
        raise problem
    letters = problem.object[problem.start : problem.end]
    return "".join(_NEAREST.get(letter) or _escaped(letter) for letter in letters), problem.end


def _escaped(letter: str) -> str:
    code = ord(letter)
    if code <= 0xFFFF:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def make_output_legible() -> None:
    """Let standard output and error put the nearest letters where their encoding lacks one."""
    codecs.register_error(NAME, _nearest)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=NAME)


def tell(text: str, *, err: bool = False) -> None:
    """Print prose: broken between words at the width of a terminal, each line whole where it goes elsewhere.

    What is read by a program (`grep`, a log) has a line for a line; `COLUMNS` asks for a width there too.
    """
    stream = sys.stderr if err else sys.stdout
    if stream.isatty() or os.environ.get("COLUMNS", "").isdigit():
        width = max(NARROWEST, shutil.get_terminal_size().columns)
        text = "\n".join(_broken(line, width) for line in text.split("\n"))
    typer.echo(text, err=err)


def _broken(line: str, width: int) -> str:
    """A line broken between words, with no figure parted from its sign; what follows is set in."""
    if len(line) <= width:
        return line
    indent = line[: len(line) - len(line.lstrip())]
    held = line.strip().replace(" %", "\N{NO-BREAK SPACE}%")
    return textwrap.fill(
        held,
        width,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
