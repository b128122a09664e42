"""Characters that no text of a case may hold: they steer terminals, break pages, or are half a letter."""

from __future__ import annotations

_NAMES = {
    "\0": "a zero byte",
    "\x07": "a bell",
    "\x08": "a backspace",
    "\x0b": "a vertical tab, as Word puts for a line break",
    "\x0c": "a form feed",
    "\x1b": "an escape character, which steers terminals",
    "\x7f": "a delete character",
    "\x85": "a next-line character, often a misread ellipsis",
    "\u2028": "a line separator, as text from the web or from InDesign has",
    "\u2029": "a paragraph separator",
}


def described(letter: str) -> str:
    """Name a forbidden character: its code, and what it is where people meet it."""
    code = f"U+{ord(letter):04X}"
    if letter in _NAMES:
        return f"{code}, {_NAMES[letter]}"
    return (
        f"{code}, half of a character" if "\ud800" <= letter <= "\udfff" else f"{code}, a control character"
    )
