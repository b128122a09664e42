"""What a study says, in sections: for a page of its own, for the terminal and for the brief."""

from __future__ import annotations

from parley.outlook import Outlook
from parley.report.context import Section
from parley.scenario.parts import Scenario
from parley.sensitivity.study.finding import Summary

__all__ = ["over_the_ranges", "render_study", "study_sections"]


def study_sections(summary: Summary, scenario: Scenario) -> tuple[Section, ...]:
    """The sections of a study, from its summary and the scenario it is a study of."""
    from parley.report.sensitivity.study.over_all_draws import sections

    return sections(summary, scenario)


def over_the_ranges(summary: Summary, scenario: Scenario, outlook: Outlook) -> Section:
    """The findings of a study as one section of the brief, beside the outlook as stated."""
    from parley.report.sensitivity.study.ranges import over_the_ranges as section

    return section(summary, scenario, outlook)


def render_study(summary: Summary, scenario: Scenario) -> str:
    """The findings of a study as one HTML page that needs nothing but itself."""
    from parley.report.sensitivity.study.study_page import render

    return render(summary, scenario)
