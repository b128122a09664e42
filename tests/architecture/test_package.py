"""What is declared as needed is used, what is used is declared, and what is shipped is whole."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# What a user may leave out is imported only where it was asked for.
EXTRAS = PROJECT["optional-dependencies"]
DECLARED = PROJECT["dependencies"] + [
    entry for name in ("documents", "notebook", "scale", "web") for entry in EXTRAS[name]
]
IMPORTED_AS = {
    "arviz-stats": "arviz_stats",
    "markdown-it-py": "markdown_it",
    "python-docx": "docx",
    "ruamel.yaml": "ruamel",
    "vl-convert-python": "vl_convert",
}
# These come with a dependency and are versioned with it: numba, jinja2 and pydantic.
COME_ALONG = {"annotated_types", "llvmlite", "markupsafe", "pydantic_core", "starlette"}
# fastapi reads forms with it, and leaves it to whoever has forms.
ASKED_FOR_BY_OTHERS = {"python-multipart"}


def _imported() -> set[str]:
    """The first names of everything the package imports, at the top or inside a function."""
    names: set[str] = set()
    for module in (ROOT / "src" / "parley").rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
    return names - set(sys.stdlib_module_names) - {"parley"}


def test_dependencies_are_those_that_are_imported() -> None:
    """Nothing is declared that nobody imports, and nothing imported that is not declared."""
    declared = {re.split(r"[<>=!~ ]", entry, maxsplit=1)[0] for entry in DECLARED} - ASKED_FOR_BY_OTHERS
    assert {IMPORTED_AS.get(name, name) for name in declared} == _imported() - COME_ALONG


def test_what_the_pages_tell_to_make_can_be_made() -> None:
    """Every `make` target that the front pages name is in the Makefile."""
    targets = set(
        re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    for page in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        assert set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE)) - targets == set()


@pytest.mark.slow
def test_the_wheel_carries_everything_but_the_tests(tmp_path: Path) -> None:
    """Every file of the package and every shipped case is in the wheel, and no compiled cache."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    source, cases = ROOT / "src", ROOT / "cases"
    wanted = {str(path.relative_to(source)) for path in (source / "parley").rglob("*") if path.is_file()}
    wanted |= {f"parley/cases/{path.relative_to(cases)}" for path in cases.rglob("*") if path.is_file()}
    assert {name for name in wanted if "__pycache__" not in name} - names == set()
    assert [name for name in names if "__pycache__" in name or name.startswith("tests")] == []
