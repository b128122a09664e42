"""Say in a few words what a file holds, for messages."""

from __future__ import annotations


def plain(raw: object) -> str:
    """Write a scalar as the file might have it."""
    return f"{raw:g}" if isinstance(raw, float) else str(raw)


def described(raw: object) -> str:
    """Say what came, in a few words that fit a line."""
    if raw is None:
        return "nothing"
    if isinstance(raw, bool):
        return f"the truth value {str(raw).lower()}"
    if isinstance(raw, dict):
        keys = ", ".join(str(key) for key in raw)
        return f"a mapping with {clipped(keys)}" if raw else "an empty mapping"
    if isinstance(raw, list):
        return f"a list of {len(raw)}" if raw else "an empty list"
    return f"'{clipped(raw)}'" if isinstance(raw, str) else plain(raw)


def clipped(text: str, longest: int = 60) -> str:
    """Shorten a text to one line of at most `longest` characters."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 3] + "..."
