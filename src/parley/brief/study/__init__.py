"""What a study says, in sections: for a page of its own and for the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from parley.brief.context import Section
from parley.scenario.parts import Scenario

__all__ = ["render_study", "study_sections"]


def study_sections(summary: Mapping[str, Any], scenario: Scenario) -> tuple[Section, ...]:
    """The sections of a study, from its summary and the scenario it is a study of."""
    from parley.brief.study.sections import sections

    return sections(summary, scenario)


def render_study(summary: Mapping[str, Any], scenario: Scenario) -> str:
    """The findings of a study as one HTML page that needs nothing but itself."""
    from parley.brief.study.page import render

    return render(summary, scenario)
