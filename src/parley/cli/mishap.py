"""The last net: what nobody foresaw becomes a sentence and a report that holds nothing of the case."""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback
from pathlib import Path

from parley import __version__
from parley.errors import InternalError


def internal_error(problem: BaseException) -> InternalError:
    """Say in a sentence that something broke inside, and where the report of it is.

    The report holds names of functions and lines of code, never a value or a message: those may quote the
    case, and a case may be confidential.
    """
    if isinstance(problem, MemoryError):
        return InternalError("memory ran out. State a limit with --memory, or make the scenario smaller.")
    report = _written(_report(problem))
    where = f"What is needed to mend it, without anything of the case, is in {report}" if report else ""
    return InternalError(
        f"something went wrong inside ({type(problem).__name__}); a fault of Parley, not of the case. "
        + (where + "." if where else "Nothing of it could be written down.")
    )


def _report(problem: BaseException) -> str:
    lines = [
        f"Parley {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}",
        f"command: {_verb()}",
    ]
    seen: BaseException | None = problem
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__name__}")
        for frame in traceback.extract_tb(seen.__traceback__):
            lines.append(f"  {_relative(frame.filename)}:{frame.lineno} in {frame.name}")
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines) + "\n"


def _verb() -> str:
    """The verb and the names of its options: what stands after them may name people and places."""
    verb = next((word for word in sys.argv[1:2] if word.isascii() and word.replace("-", "").isalpha()), "")
    options = [word.partition("=")[0] for word in sys.argv[2:] if word.startswith("--")]
    return " ".join([verb, *options])


def _relative(filename: str) -> str:
    """A path from the package or the library on: where somebody keeps things is nobody's business."""
    parts = Path(filename).parts
    for anchor in ("parley", "site-packages"):
        if anchor in parts:
            return "/".join(parts[len(parts) - 1 - parts[::-1].index(anchor) :])
    return parts[-1] if parts else filename


def _written(text: str) -> str:
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="parley-report-", suffix=".txt", delete=False
        ) as file:
            file.write(text)
            return file.name
    except OSError:
        return ""
