"""What breaks something made small: files left out, then blocks of lines, while the same is amiss."""

from __future__ import annotations

from collections.abc import Callable

from tests.fuzz.mutants import Files

MOST_TRIES = 250


def shrunk(files: Files, amiss: Callable[[Files], str]) -> Files:
    """The smallest files found that give the same error; `files` themselves where they give none."""
    sign, left = _sign(amiss(files)), MOST_TRIES
    if not sign:
        return files

    def still(smaller: Files) -> bool:
        nonlocal left
        left -= 1
        return left > 0 and _sign(amiss(smaller)) == sign

    for name in sorted(files):
        without = {other: text for other, text in files.items() if other != name}
        if without and still(without):
            files = without
    for name in sorted(files, key=lambda one: -len(files[one])):
        size = len(files[name].splitlines()) // 2
        while size >= 1 and left > 0:
            lines, at = files[name].splitlines(keepends=True), 0
            while at < len(lines) and left > 0:
                fewer = lines[:at] + lines[at + size :]
                if still(files | {name: b"".join(fewer)}):
                    lines = fewer
                else:
                    at += size
            files = files | {name: b"".join(lines)}
            size //= 2
    return files


def _sign(amiss: str) -> str:
    """What tells one error from another: its kind, and where it was raised."""
    lines = [line.strip() for line in amiss.strip().splitlines()]
    if not lines:
        return ""
    places = [line for line in lines if line.startswith("File ")]
    kind = next((line for line in reversed(lines) if line and not line.startswith("File ")), "")
    return f"{kind.partition(':')[0]} {places[-1] if places else ''}"
