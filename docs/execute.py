"""The notebooks of the documentation: run, with what they print and draw kept in them, and shown as pages.

`python docs/execute.py` runs each from its first cell to its last and writes what came out into it. A test
runs them too, and compares what they print.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NOTEBOOKS = Path(__file__).parent / "notebooks"
Notebook = dict[str, Any]


def notebooks() -> list[Path]:
    """Every notebook, in order of its name."""
    return sorted(NOTEBOOKS.glob("*.ipynb"))


def executed(notebook: Notebook) -> Notebook:
    """A notebook with the outputs of its cells, run in a folder of its own; what a cell raises is raised."""
    room: dict[str, Any] = {"__name__": "__main__"}
    count = 0
    cells = []
    with tempfile.TemporaryDirectory() as folder, _standing_in(folder):
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                count += 1
                cell = {**cell, "execution_count": count, "outputs": _outputs(cell, room, count)}
            cells.append(cell)
    return {**notebook, "cells": cells}


@contextlib.contextmanager
def _standing_in(folder: str) -> Iterator[None]:
    before = os.getcwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def _outputs(cell: dict[str, Any], room: dict[str, Any], count: int) -> list[dict[str, Any]]:
    """What a cell prints, then what its last expression is."""
    body = ast.parse("".join(cell["source"])).body
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    printed, shown = io.StringIO(), None
    with contextlib.redirect_stdout(printed):
        exec(compile(ast.Module(body, []), "cell", "exec"), room)
        if last is not None:
            shown = eval(compile(ast.Expression(last.value), "cell", "eval"), room)
    found: list[dict[str, Any]] = []
    if text := printed.getvalue():
        found.append({"output_type": "stream", "name": "stdout", "text": text.splitlines(keepends=True)})
    if shown is not None:
        data = {kind: text.splitlines(keepends=True) for kind, text in _shown(shown).items()}
        found.append(
            {"output_type": "execute_result", "execution_count": count, "data": data, "metadata": {}}
        )
    return found


def _shown(value: Any) -> dict[str, str]:
    """A value as a page shows it: its own HTML, the still picture of a chart, or its text."""
    if hasattr(value, "to_dict") and type(value).__module__.startswith("altair"):
        import vl_convert

        return {"text/html": vl_convert.vegalite_to_svg(value.to_dict()), "text/plain": "a chart"}
    if (own := getattr(value, "_repr_html_", None)) is not None and (told := own()) is not None:
        return {"text/html": told, "text/plain": type(value).__name__}
    return {"text/plain": repr(value)}


def as_markdown(text: str) -> str:
    """A notebook's JSON as a page: its prose, its cells as code, and what came out beneath each."""
    parts = []
    for cell in json.loads(text)["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            parts.append(source)
            continue
        parts.append(f"```python\n{source}\n```")
        for output in cell.get("outputs", ()):
            data = output.get("data", {"text/plain": output.get("text", ())})
            if html := "".join(data.get("text/html", ())):
                parts.append(f'```{{raw}} html\n<div class="output">{html}</div>\n```')
            else:
                parts.append(f"```text\n{''.join(data['text/plain']).rstrip()}\n```")
    return "\n\n".join(parts) + "\n"


def printed(notebook: Notebook) -> list[str]:
    """What every code cell prints, in order."""
    return [
        "".join(line for out in cell["outputs"] if out["output_type"] == "stream" for line in out["text"])
        for cell in notebook["cells"]
        if cell["cell_type"] == "code"
    ]


def main() -> None:
    """Run every notebook named, or all, and keep what came out."""
    for path in [Path(name) for name in sys.argv[1:]] or notebooks():
        found = executed(json.loads(path.read_text(encoding="utf-8")))
        path.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
