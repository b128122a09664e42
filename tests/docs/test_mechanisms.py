"""The page of mechanisms names what exists, says what is lacking, and shows what its tests come to."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from typer.main import get_command

from parley.cli.main import app
from parley.files.cases import shipped_cases
from parley.record.ledgers import LEDGERS

ROOT = Path(__file__).parents[2]


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_mechanisms", ROOT / "docs" / "mechanisms.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # A dataclass looks its module up by name while it is made.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


SCRIPT = _script()
MECHANISMS = SCRIPT.read()
LISTED = (ROOT / "docs" / "reference" / "literature.md").read_text(encoding="utf-8")
ROW: re.Pattern[str] = SCRIPT._ROW


def test_every_mechanism_has_an_entry() -> None:
    """There are thirty-five, in order, each with words of its own and literature that is listed."""
    assert [one.id for one in MECHANISMS] == [f"M{n:02d}" for n in range(1, 36)]
    assert len({one.words for one in MECHANISMS}) == 35
    for one in MECHANISMS:
        assert one.literature, one.id
        assert [work for work in one.literature if f"- **{work}**. " not in LISTED] == []


@pytest.mark.parametrize("one", MECHANISMS, ids=lambda one: one.id)
def test_an_entry_names_what_exists(one: object) -> None:
    """Places, commands, ledgers and cases exist; what is not wholly computed says what it lacks."""
    entry: SCRIPT.Mechanism = one  # type: ignore[name-defined]
    assert entry.state in SCRIPT.STATES
    assert [place for place in entry.where if not (ROOT / place).exists()] == []
    assert entry.state == "computed" or entry.lacks
    assert entry.state == "not yet" or (entry.where and entry.command)
    verbs = getattr(get_command(app), "commands")  # noqa: B009
    for command in filter(None, map(str.strip, entry.command.split(";"))):
        words = command.split()
        assert words[:1] == ["parley"] and words[1] in verbs, command
        if words[1] == "ledger":
            assert words[3] in LEDGERS, command
    assert [case for case in entry.shows if case not in shipped_cases()] == []
    assert entry.state != "computed" or entry.shows


def _page_without_figures(text: str) -> str:
    return ROW.sub(r"| `\1` | `\2` |  |", text)


def test_the_page_is_what_is_stated() -> None:
    """All but the figures of the page follows from `docs/mechanisms.yaml`."""
    page = SCRIPT.PAGE.read_text(encoding="utf-8")
    assert _page_without_figures(page) == _page_without_figures(SCRIPT.page(MECHANISMS, {}))
    assert "out of reach" not in page


@pytest.mark.slow
def test_the_figures_are_what_the_tests_come_to() -> None:
    """Words and verdicts are the same; a figure may differ in its last place between machines."""
    page = SCRIPT.PAGE.read_text(encoding="utf-8")
    kept = SCRIPT.figures_kept(page)
    made = SCRIPT.figures(MECHANISMS)
    number = re.compile(r"-?\d+(?:\.\d+)?")
    for key, found in made.items():
        assert number.sub("#", kept[key]) == number.sub("#", found), key
        pairs = zip(number.findall(kept[key]), number.findall(found), strict=True)
        assert all(abs(float(one) - float(other)) < 0.11 for one, other in pairs), key
