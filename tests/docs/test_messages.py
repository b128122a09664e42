"""The page of messages explains everything Parley refuses."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from parley.errors import ParleyError

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "messages.md").read_text(encoding="utf-8")
RECORD_PAGE = (ROOT / "docs" / "reference" / "record.md").read_text(encoding="utf-8")
REFUSED = sorted(
    folder.name
    for place in ("tests/refusals", "tests/record/refusals")
    for folder in (ROOT / place).iterdir()
    if folder.is_dir() and folder.name != "__pycache__"
)


def _explained() -> set[str]:
    """Every slug with a heading, a table's row or a sentence of its own."""
    headings = {slug for line in re.findall(r"^### (.+)$", PAGE, re.MULTILINE) for slug in line.split(", ")}
    return headings | set(re.findall(r"`([a-z]+(?:-[a-z0-9]+)*)`", PAGE))


def _stated_slugs() -> set[str]:
    """The slugs written out where a fault is made."""
    slugs: set[str] = set()
    for module in (ROOT / "src" / "parley").rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Fault":
                given = [*node.args[3:4], *(k.value for k in node.keywords if k.arg == "slug")]
                slugs |= {str(one.value) for one in given if isinstance(one, ast.Constant)}
    return slugs


@pytest.mark.parametrize("slug", REFUSED)
def test_a_fault_that_is_refused_is_explained(slug: str) -> None:
    """Every kind of fault with a broken file, of scenario or record, is on the page."""
    assert slug in _explained()


def test_a_fault_made_anywhere_is_explained() -> None:
    """Every slug written where a fault is made is on the page, imports and missing folders included."""
    stated = _stated_slugs()
    assert {"no-such-case", "file-missing"} <= stated
    assert stated - _explained() == set()


def test_every_family_of_errors_has_its_exit_code_on_the_page() -> None:
    """Each family of errors stands in a row with its own exit code."""
    families = ParleyError.__subclasses__()
    assert len(families) == 6
    assert [f.slug for f in families if f"| `{f.slug}` | {f.exit_code} |" not in PAGE] == []


def test_the_place_the_page_points_to_is_there() -> None:
    """The page on the record has the heading that the page of messages links to."""
    assert "](record.md#faults)" in PAGE
    assert "## Faults\n" in RECORD_PAGE
