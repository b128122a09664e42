"""The graph lens for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parley.graph.analysis import Analysis
from parley.graph.document import document_of
from parley.report.graph.lens import Lenses, lens_section
from parley.report.graph.stability_sections import all_sections
from parley.report.printed import print_section

if TYPE_CHECKING:
    from rich.console import Console


def print_stability(analysis: Analysis, console: Console) -> None:
    """Print what the graph lens found."""
    for number, section in enumerate(all_sections(analysis, document_of(analysis), whole=False)):
        if number:
            console.print()
        print_section(section, console)


def print_lenses(lenses: Lenses, console: Console) -> None:
    """Print the two lenses side by side."""
    print_section(lens_section(lenses), console)
