"""The README shows what the program really prints.

`python docs/pictures/make.py --readme` writes the parts that are compared here.
"""

from __future__ import annotations

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _maker() -> ModuleType:
    found = spec_from_file_location("make_pictures", ROOT / "docs" / "pictures" / "make.py")
    assert found is not None
    assert found.loader is not None
    module = module_from_spec(found)
    found.loader.exec_module(module)
    return module


def _timeless(text: str) -> str:
    """A text with line ends and seconds made alike: the one thing in which two runs of a file differ."""
    return re.sub(r"\d+\.\d s\.", "S s.", re.sub(r"\s+", " ", text))


PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "cases").rglob("*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_to_a_file(page: Path) -> None:
    """What a page links to within the repository is there."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text)]
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


def test_every_room_is_in_the_table() -> None:
    """The README and the architecture have a row for every folder of the package, and for no other."""
    rooms = {path.parent.name for path in (ROOT / "src" / "parley").glob("*/__init__.py")}
    for page in ("README.md", "ARCHITECTURE.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        rows = {name.strip("/") for name in re.findall(r"^\| `([a-z_./]+)` \|", text, re.MULTILINE)}
        assert rows - {"vocabulary.py", "errors.py", "caches.py", "watching.py"} == rooms


def test_every_command_it_speaks_of_exists() -> None:
    """Each `parley` command named on a front page is one of the program's."""
    from parley.cli.main import COMMANDS

    for page in ("README.md", "CONTRIBUTING.md", "docs/tutorials/first-case.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        assert set(re.findall(r"[`$] ?parley ([a-z-]+)", text)) - set(COMMANDS) == set()


@pytest.mark.slow
def test_the_output_and_the_session_are_real() -> None:
    """Run today, the shipped case prints what the README shows, and the session gives its answers."""
    maker = _maker()
    printed, _ = maker.run_case()
    assert _timeless(maker.renewed(README, printed)) == _timeless(README)
