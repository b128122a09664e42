"""The notebooks of the documentation run from first cell to last, and print what is kept in them."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).parents[2] / "docs"


def _execute() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_execute", DOCS / "execute.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


NOTEBOOKS = sorted((DOCS / "notebooks").glob("*.ipynb"))


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_prints_what_it_did(path: Path) -> None:
    """`python docs/execute.py` renews what is kept in it."""
    execute = _execute()
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert execute.printed(execute.executed(kept)) == execute.printed(kept)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_kept_as_it_was_run(path: Path) -> None:
    """Cells are numbered in order, each has its id, says whom the page is for, and holds no trouble."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    code = [cell for cell in kept["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    assert len({cell["id"] for cell in kept["cells"]}) == len(kept["cells"])
    assert "*For " in "".join(kept["cells"][0]["source"])
    assert not any(out["output_type"] == "error" for cell in code for out in cell["outputs"])


def test_there_are_three() -> None:
    """And each is a page of the site, with its code and what came of it."""
    assert len(NOTEBOOKS) >= 3
    for path in NOTEBOOKS:
        page = _execute().as_markdown(path.read_text(encoding="utf-8"))
        assert page.startswith("# ") and "```python" in page and "```text" in page
