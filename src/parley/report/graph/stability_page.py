"""The graph lens as a page of its own."""

from __future__ import annotations

from parley.graph.analysis import Analysis
from parley.graph.document_form import GraphDocument
from parley.report.graph.stability_sections import all_sections
from parley.report.page import fill

BANNER = (
    "A graph model's finding: which states nobody would leave, if the preferences are as stated. It has no "
    "probabilities and no dates."
)


def render_stability(analysis: Analysis, document: GraphDocument) -> str:
    """The page as text: styles, pictures and scripts inside, no address to fetch from."""
    sections = all_sections(analysis, document, whole=True)
    return fill(
        "stability.html",
        sections,
        title=document.title,
        case=document.case,
        banner=BANNER,
        sections=sections,
        stamp=f"As of {document.as_of}, made by Parley {document.version}."
        if document.as_of
        else f"Made by Parley {document.version}.",
    )
