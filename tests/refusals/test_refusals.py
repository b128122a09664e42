"""One broken file for each kind of fault, with the message it must give beside it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from parley.case import check_case

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SOURCE = ROOT / "src" / "parley"
FOLDERS = sorted(folder.name for folder in HERE.iterdir() if (folder / "expected.txt").is_file())
SCENARIO_ROOMS = ("files/composing.py", "files/text.py", "files/document.py", "scenario")
# Tables are refused in tests/record; a file of a megabyte is made by its own test.
RECORD_ROOMS = ("files/table.py", "record/reading")
MADE_ELSEWHERE = {"file-too-large"}
# Refused in tests/outside_view, tests/eliciting and tests/cli/test_stamp.py.
OUTSIDE_VIEW = {"calibration-question", "elicitation", "outside-view", "stamp-broken", "war-list"}
# Refused in tests/graph.
GRAPH = {path.parent.name for path in (ROOT / "tests/graph/refusals").glob("*/expected.txt")} | {"not-gmcr"}
WORDS_THAT_ARE_NO_SLUG = {"log-odds", "what-ifs", "x-stated"}
THESES = {"thesis"}


def _slugs(*rooms: str) -> set[str]:
    """Every kebab-case word in the source of some rooms: the slugs their faults carry."""
    words: set[str] = set()
    for room in rooms:
        path = SOURCE / room
        for module in [path] if path.is_file() else path.rglob("*.py"):
            for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    words |= {node.value} if re.fullmatch(r"[a-z]+(-[a-z]+)+", node.value) else set()
    return words - WORDS_THAT_ARE_NO_SLUG


@pytest.mark.parametrize("slug", FOLDERS)
def test_a_broken_file_gives_exactly_its_message(slug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Checking the broken case gives the expected messages, whole, and nothing else."""
    monkeypatch.chdir(HERE / slug)
    faults = check_case(Path("."))
    assert "\n\n".join(str(fault) for fault in faults) + "\n" == Path("expected.txt").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize("slug", FOLDERS)
def test_a_broken_file_shows_the_fault_it_is_named_after(slug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The only kind of fault in a folder is the one the folder is named after, and it has a place."""
    monkeypatch.chdir(HERE / slug)
    faults = check_case(Path("."))
    assert {fault.slug for fault in faults} == {slug}
    assert all(fault.line > 0 for fault in faults) or slug == "file-missing"


def test_no_kind_of_fault_lacks_a_broken_file() -> None:
    """Every slug that the reading of a scenario can report has its folder here."""
    assert _slugs(*SCENARIO_ROOMS) - MADE_ELSEWHERE == set(FOLDERS)


def test_every_kind_of_fault_is_explained() -> None:
    """Every slug of scenario and record is a heading of the page of messages, and no heading is idle."""
    page = (ROOT / "docs" / "reference" / "messages.md").read_text(encoding="utf-8")
    headings = re.findall(r"^### (.+)$", page, re.MULTILINE)
    explained = {slug for heading in headings for slug in heading.split(", ")}
    assert explained == _slugs(*SCENARIO_ROOMS, *RECORD_ROOMS) | OUTSIDE_VIEW | GRAPH | THESES
