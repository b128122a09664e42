"""A brief as a Word document, for those who will edit it: headings, tables, figures with descriptions."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from parley.errors import UsageError
from parley.report.charts.still import as_png, drawings
from parley.report.context import BriefContext, Figure, Table, cell_text
from parley.report.forms.blocks import (
    Block,
    Contents,
    Glance,
    Heading,
    Markdown,
    PageEnd,
    Paragraph,
    Terms,
    blocks,
    figures,
)
from parley.report.words import together

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph as Written

WIDE, SMALL, FRONT = 17.0, 10.5, 8.5
"""Widths of figures in centimetres."""
_LANGUAGES = {"en": "en-GB", "de": "de-DE", "fr": "fr-FR"}


def word(context: BriefContext) -> bytes:
    """The whole brief as a .docx; UsageError where python-docx is not installed."""
    try:
        from docx import Document
    except ImportError as missing:
        raise UsageError(
            "a Word document needs python-docx: pip install 'parley-workbench[documents]', or ask for another"
            " --format"
        ) from missing
    document = Document()
    _settings(document, context)
    drawn = drawings((figure.spec, figure.id) for figure in figures(context))
    writer = _Writer(document, context, {name: as_png(picture) for name, picture in drawn.items()})
    for block in blocks(context):
        writer.write(block)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _settings(document: Document, context: BriefContext) -> None:
    """Paper, margins, language and letters."""
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.9)
    section.top_margin, section.bottom_margin = Cm(1.5), Cm(1.5)
    language = _LANGUAGES[context.wording.language]
    styles = document.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(9.5)
    normal.paragraph_format.space_after = Pt(4)
    for style, size in (("Title", 20), ("Heading 1", 15), ("Heading 2", 12), ("Heading 3", 10.5)):
        found = styles[style]
        found.font.name, found.font.size = "Arial", Pt(size)
        found.font.color.rgb = RGBColor(0x1B, 0x1F, 0x24)
        fonts = found.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)
    styles["Title"].paragraph_format.space_after = Pt(2)
    styles["Caption"].font.size = Pt(8.5)
    properties = document.core_properties
    properties.title, properties.author = context.masthead.title, f"Parley {context.masthead.version}"
    properties.language, properties.comments = language, context.wording.say("page.model")
    rpr = normal.element.get_or_add_rPr()
    mark = rpr.makeelement(qn("w:lang"), {qn("w:val"): language})
    rpr.append(mark)


class _Writer:
    """Writes blocks into a document."""

    def __init__(self, document: Document, context: BriefContext, pictures: dict[str, bytes]):
        self.document, self.words, self.pictures = document, context.wording, pictures
        self.drawn = 0

    def write(self, block: Block) -> None:
        """Write one block."""
        from docx.enum.text import WD_BREAK
        from docx.shared import Pt

        match block:
            case Heading(text, level):
                self.document.add_heading(text, level)
            case Paragraph(text, kind):
                said = self.document.add_paragraph(text)
                run = said.runs[0] if said.runs else said.add_run()
                run.bold = kind == "headline"
                if kind in ("headline", "note", "stamp"):
                    run.font.size = Pt({"headline": 12.5, "note": 8, "stamp": 8.5}[kind])
                run.italic = kind == "banner"
            case Terms(pairs):
                self._terms(pairs)
            case Glance(figure, table):
                self._picture(figure, FRONT)
                self._grid(table, 8)
            case Contents(title, chapters):
                self.document.add_heading(title, 1)
                for n, (chapter, _) in enumerate(chapters, 1):
                    self.document.add_paragraph(f"{n}. {chapter}").paragraph_format.space_after = Pt(1)
            case Markdown(text):
                self._prose(text)
            case Figure():
                self._figure(block)
            case Table():
                if block.caption:
                    self._caption(block.caption).paragraph_format.keep_with_next = True
                self._grid(block, 8)
            case PageEnd():
                self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _figure(self, figure: Figure) -> None:
        self.drawn += 1
        self.document.add_heading(figure.title, 3)
        self._picture(figure, SMALL if figure.small else WIDE)
        number = self.words.say("page.figure", number=self.drawn)
        self._caption(f"{number}. {figure.caption or figure.title}")
        if figure.table is not None:
            self._grid(figure.table, 8)

    def _picture(self, figure: Figure, width: float) -> None:
        from docx.shared import Cm

        shape = self.document.add_picture(io.BytesIO(self.pictures[figure.id]), width=Cm(width))
        # What is read out where the picture cannot be seen.
        shape._inline.docPr.set("descr", figure.alt)
        shape._inline.docPr.set("title", figure.title)
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True

    def _caption(self, text: str) -> Written:
        return self.document.add_paragraph(text, style="Caption")

    def _terms(self, pairs: tuple[tuple[str, str], ...]) -> None:
        from docx.shared import Cm, Pt

        table = self.document.add_table(rows=0, cols=2)
        table.autofit = False
        for about, text in pairs:
            left, right = table.add_row().cells
            left.width, right.width = Cm(3.2), Cm(14)
            _fill(left, about, Pt(8.5), bold=True)
            _fill(right, text, Pt(8.5))
        self.document.add_paragraph()

    def _grid(self, table: Table, size: float) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml.ns import qn
        from docx.shared import Pt

        grid = self.document.add_table(rows=1, cols=len(table.columns), style="Light List")
        for cell, head in zip(grid.rows[0].cells, table.columns, strict=True):
            _fill(cell, head, Pt(size), bold=True)
        # The row of heads is repeated on every page.
        properties = grid.rows[0]._tr.get_or_add_trPr()
        properties.append(properties.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))
        for row in table.rows:
            for place, (cell, said) in enumerate(zip(grid.add_row().cells, row, strict=True)):
                _fill(cell, together(cell_text(said)), Pt(size))
                if place in table.figures:
                    cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self.document.add_paragraph().paragraph_format.space_after = Pt(2)

    def _prose(self, text: str) -> None:
        depth = 0
        for token in MarkdownIt("commonmark", {"html": False}).parse(text):
            depth += {"bullet_list_open": 1, "bullet_list_close": -1}.get(token.type, 0)
            if token.type == "inline":
                said = "".join(one.content or " " for one in token.children or ())
                self.document.add_paragraph(said, style="List Bullet" if depth else None)


def _fill(cell: _Cell, text: str, size: int, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = 0
    run = paragraph.add_run(text)
    run.font.size, run.bold = size, bold
