"""A brief as one run of blocks in reading order, which every form but the page is made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from parley.report.context import BriefContext, Figure, Section, Table
from parley.report.words import together


@dataclass(frozen=True)
class Heading:
    """A heading: 0 the title, 1 a chapter, 2 a section, 3 what stands above a figure or a table."""

    text: str
    level: int


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `kind` is plain, stamp, headline, confidence, banner or note."""

    text: str
    kind: str = "plain"


@dataclass(frozen=True)
class Terms:
    """Findings, each with what it is about."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Glance:
    """The chart of the front page and its table, side by side."""

    figure: Figure
    table: Table


@dataclass(frozen=True)
class Contents:
    """The questions of the annex, each with those of its sections."""

    title: str
    chapters: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Markdown:
    """The case's own prose."""

    text: str


class PageEnd:
    """The end of the front page."""


Block = Heading | Paragraph | Terms | Glance | Contents | Markdown | Figure | Table | PageEnd


def blocks(context: BriefContext) -> Iterator[Block]:
    """Everything a brief shows: the front page, then contents and annex."""
    yield from front(context)
    yield PageEnd()
    yield from annex(context)


def front(context: BriefContext) -> Iterator[Block]:
    """The blocks of the front page."""
    words, head, page = context.wording, context.masthead, context.front
    yield Heading(head.title, 0)
    as_of = words.say("page.as_of", as_of=words.day(head.as_of), horizon=words.day(head.horizon))
    case = words.say("page.case", case=head.case, version=head.version)
    yield Paragraph(f"{words.say('page.kind')}. {as_of} {case}", "stamp")
    yield Paragraph(together(page.headline), "headline")
    if page.confidence:
        yield Paragraph(together(page.confidence), "confidence")
    yield Glance(page.figure, page.table)
    yield Terms(tuple((one.about, together(one.text)) for one in page.findings))
    for note in page.notes:
        yield Paragraph(note, "note")


def annex(context: BriefContext) -> Iterator[Block]:
    """Contents, and every chapter with its sections."""
    words = context.wording
    chapters = context.chapters
    yield Contents(
        words.say("page.contents"),
        tuple((one.title, tuple(section.title for section in one.headed)) for one in chapters),
    )
    yield Paragraph(context.masthead.banner, "banner")
    yield Paragraph(context.basis, "note")
    if words.language != "en":
        yield Paragraph(words.say("page.annex_language"), "note")
    for one in chapters:
        yield Heading(one.title, 1)
        for section in one.sections:
            if section in one.headed:
                yield Heading(section.title, 2)
            yield from _section(section)
        if one.prose:
            yield Markdown(one.prose)
        if one.table is not None:
            yield one.table


def _section(section: Section) -> Iterator[Block]:
    for sentence in section.lead:
        yield Paragraph(together(sentence))
    yield from section.figures
    yield from section.tables
    for note in section.notes:
        yield Paragraph(together(note), "note")


def figures(context: BriefContext) -> tuple[Figure, ...]:
    """Every chart of a brief, the front page's first."""
    found = [context.front.figure]
    found += [figure for one in context.chapters for part in one.sections for figure in part.figures]
    return tuple(found)
