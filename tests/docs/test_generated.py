"""Pages of the reference that are made from the code are what the code says now."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"


def _pages() -> dict[str, Callable[[], str]]:
    spec = importlib.util.spec_from_file_location("docs_generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    pages: dict[str, Callable[[], str]] = module.PAGES
    return pages


@pytest.mark.parametrize("file", ["commands.md", "http.md", "python.md", "workbench.md"])
def test_a_page_is_what_the_code_says(file: str) -> None:
    """The page equals what `python docs/generate.py` writes."""
    assert (DOCS / "reference" / file).read_text(encoding="utf-8") == _pages()[file]()


def test_every_command_and_option_is_on_the_page() -> None:
    """No command is missing, and each says what it does and what its options are for."""
    from parley.cli.main import COMMANDS

    page = _pages()["commands.md"]()
    for name in COMMANDS:
        assert f"## parley {name}" in page
    for section in page.split("\n## ")[1:]:
        title, said, *_ = (line for line in section.splitlines() if line.strip())
        assert not said.startswith("|"), title
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    assert [row for row in rows if row.split("|")[2].strip() == ""] == []


def test_every_name_for_notebooks_says_what_it_does() -> None:
    """Every function, attribute and method that `import parley` gives has a sentence of its own."""
    page = _pages()["python.md"]()
    assert "| attribute |" in page and "| |" not in page.replace("|---|---|", "")
    for section in re.split(r"\n###? ", page)[1:]:
        assert len(section.split("```")[-1].strip().splitlines()) >= 1, section.splitlines()[0]


def test_every_verb_of_the_workbench_says_what_it_does() -> None:
    """Whatever a notebook can call is on the page with a sentence of its own."""
    page = _pages()["workbench.md"]()
    for section in page.split("## What they take and give")[0].split("\n### ")[1:]:
        assert section.split("```")[2].strip(), section.splitlines()[0]
