"""Make the README's picture and its real output anew, from the shipped case in its plain statement.

`python docs/pictures/make.py` draws endings.svg; with `--readme` it also writes what `parley run` prints,
and what the Python session gives, between their markers in README.md.
"""

from __future__ import annotations

import argparse
import code
import contextlib
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
README = ROOT / "README.md"
CASE = "cases/ukraine-2025-plain"
WIDTH = 96


def run_case() -> tuple[str, Mapping[str, Any]]:
    """What `parley run` prints on the case, and the outlook it writes."""
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "COLUMNS": str(WIDTH), "NO_COLOR": "1"}
    ran = subprocess.run(
        [sys.executable, "-m", "parley.cli.main", "run", CASE],
        cwd=ROOT,
        env=surroundings,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    outlook = json.loads((ROOT / "out" / Path(CASE).name / "outlook.json").read_text(encoding="utf-8"))
    return "\n".join(line.rstrip() for line in ran.stdout.splitlines()), outlook


def draw(outlook: Mapping[str, Any]) -> str:
    """The picture of every ending by date, as one SVG."""
    from parley.outlook import Outlook
    from parley.report.charts.still import still
    from parley.report.outlook.endings import endings
    from parley.report.reading import Reading

    (figure,) = endings(Reading(Outlook.read(outlook))).figures
    return still(figure.spec, "endings", figure.alt) + "\n"


def part(text: str, name: str) -> str:
    """What stands between the markers of a part of the README."""
    found = re.search(rf"<!-- {name}: begin -->\n(.*?)<!-- {name}: end -->", text, re.DOTALL)
    if found is None:
        raise SystemExit(f"README.md has no part called {name}")
    return found[1]


def put(text: str, name: str, new: str) -> str:
    """The README with a part replaced."""
    begin, end = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->"
    return text.replace(begin + part(text, name) + end, begin + new + end)


def session(text: str) -> str:
    """A Python session run again line by line, with what it prints now."""
    console = code.InteractiveConsole()
    lines = [line[4:] for line in text.splitlines() if line.startswith((">>> ", "... ")) or line == "..."]
    prompts = [line[:3] for line in text.splitlines() if line.startswith((">>>", "..."))]
    told = []
    for prompt, line in zip(prompts, lines, strict=True):
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            console.push(line)
        told += [f"{prompt} {line}".rstrip(), *said.getvalue().splitlines()]
    return "\n".join(line.rstrip() for line in told)


def renewed(text: str, printed: str) -> str:
    """The README with its output and its session as they are now."""
    text = put(text, "output", f"```text\n$ parley run {CASE}\n\n{printed}\n```\n")
    return put(text, "session", f"```python\n{session(part(text, 'session'))}\n```\n")


def main() -> None:
    """Draw the picture; with --readme, write the README's parts too."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--readme", action="store_true", help="write the parts of README.md too")
    wanted = asked.parse_args()
    sys.path.insert(0, str(ROOT / "src"))
    printed, outlook = run_case()
    (HERE / "endings.svg").write_text(draw(outlook), encoding="utf-8")
    if wanted.readme:
        text = README.read_text(encoding="utf-8")
        README.write_text(renewed(text, printed), encoding="utf-8")


if __name__ == "__main__":
    main()
