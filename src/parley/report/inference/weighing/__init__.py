"""A weighed record for a reader: beliefs and what moved them, what did not fit, what comes next."""

from __future__ import annotations

from parley.languages import worded
from parley.report.context import Section, Table
from parley.report.inference.weighing.ahead import coming
from parley.report.inference.weighing.coded import coding
from parley.report.inference.weighing.fit import unforeseen
from parley.report.inference.weighing.form import CodedPart, WeighedRecord
from parley.report.inference.weighing.moved import moved
from parley.report.inference.weighing.said import CodedSaid, Said
from parley.report.outlook.certified import first_doubted

__all__ = ["coding_section", "render_weighing", "weighing_sections"]


def weighing_sections(weighed: WeighedRecord) -> tuple[Section, ...]:
    """The sections of a weighed record."""
    said = Said(weighed)
    found = (_cast(said), moved(said), unforeseen(said), coming(said), coding(said))
    return first_doubted([section for section in found if section is not None], weighed.certificate)


def coding_section(coded: CodedPart) -> Section:
    """The section on how the record is coded."""
    return coding(CodedSaid(coded))


def _cast(said: Said) -> Section | None:
    """What the letters and numbers stand for, as far as it tells of nobody; with names nobody needs it."""
    if not said.found.blind:
        return None
    table = Table((worded("Part"), worded("What it is")), tuple(said.found.cast.items()))
    lead = worded("Parties are letters; what they can do is named after its kind.")
    if said.dispositions:
        kinds = " or ".join(said.dispositions)
        lead += worded(
            " {hidden} is {kinds}, and the others do not know which.", hidden=said.hidden, kinds=kinds
        )
    return Section("cast", worded("Who and what"), (lead,), tables=(table,))


def render_weighing(weighed: WeighedRecord) -> str:
    """A weighed record as one page that needs nothing but itself."""
    from parley.report.page import fill

    said, sections = Said(weighed), weighing_sections(weighed)
    banner = worded(
        "Every recorded move is held against what the model of this case gave it beforehand. A surprise is"
        " a fault of the model, of the coding, or of the world; which of these is for the reader to judge."
    )
    if weighed.blind:
        banner += worded(" Parties are letters, and dates are counted from the first day of 2001.")
    return fill(
        "weighing.html",
        sections,
        sections=sections,
        title=weighed.title,
        case=weighed.case,
        begins=said.begins,
        as_of=said.as_of,
        banner=banner,
    )
