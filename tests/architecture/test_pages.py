"""Pages compute nothing: what they show comes from verbs, and what templates show from typed contexts."""

from __future__ import annotations

import ast
import re
from pathlib import Path

WEB = Path(__file__).parents[2] / "src" / "parley" / "web"
NUMERICS = {"numpy", "scipy", "numba", "math", "statistics", "pandas"}
BELOW = {"parley.solver", "parley.compiler", "parley.sensitivity", "parley.inference", "parley.game"}


def _imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def test_no_page_computes() -> None:
    """No module of the room imports numerics, the solver, or what works out results."""
    for path in WEB.rglob("*.py"):
        names = _imported(path)
        assert not {name.partition(".")[0] for name in names} & NUMERICS, path
        assert not {name for name in names if any(name.startswith(room) for room in BELOW)}, path


def test_templates_compute_nothing() -> None:
    """No arithmetic, no assignment but of a loop's place, and nothing marked safe but what we made."""
    for path in (WEB / "templates").glob("*.html"):
        text = path.read_text(encoding="utf-8")
        for expression in re.findall(r"\{\{(.*?)\}\}|\{%(.*?)%\}", text, re.DOTALL):
            inside = "".join(expression)
            assert not re.search(r"[^'\"]\s[-*/%]\s\d", inside), (path, inside)
            assert "|safe" not in inside.replace("| safe_html", "").replace(" ", ""), (path, inside)


def test_fields_hold_what_the_file_says() -> None:
    """What a form sends back is shown to the letter: no hard space between a figure and its per-cent sign."""
    for path in (WEB / "templates").glob("*.html"):
        text = path.read_text(encoding="utf-8")
        shown = re.findall(r"(?<![-\w])value=\"\{\{(.*?)\}\}\"|\{\{([^{}]*)\}\}</textarea>", text)
        for inside in map("".join, shown):
            assert inside.strip() == "frame.token" or inside.strip().endswith("| exact"), (path, inside)


def test_nothing_comes_from_elsewhere() -> None:
    """No template, script or style names an address to fetch from."""
    for path in [*(WEB / "templates").iterdir(), *(WEB / "static").iterdir()]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(src|href)=[\"']https?:", text), path
        assert not re.search(r"(url\(|@import|import\(|fetch\()\s*[\"'`]?https?:", text), path
