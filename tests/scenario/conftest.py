"""A scenario that uses every part of the grammar, and the faults of a text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from parley.errors import CaseError, Fault
from parley.scenario import read_scenario_text
from parley.scenario.parts import Scenario

RICH = Path(__file__).parent / "rich.yaml"
Edit = Callable[..., str]


@pytest.fixture(scope="session")
def rich_text() -> str:
    """The text of the rich scenario."""
    return RICH.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def rich(rich_text: str) -> Scenario:
    """The rich scenario, read."""
    return read_scenario_text(rich_text)


@pytest.fixture(scope="session")
def edited(rich_text: str) -> Edit:
    """Replace pieces of the rich scenario; every piece must be there."""

    def edit(*pairs: tuple[str, str]) -> str:
        text = rich_text
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new, 1)
        return text

    return edit


@pytest.fixture(scope="session")
def faults_of() -> Callable[[str], list[Fault]]:
    """List the faults of a scenario's text; none if it is sound."""

    def faults(text: str) -> list[Fault]:
        try:
            read_scenario_text(text)
        except CaseError as problem:
            return problem.faults
        return []

    return faults
