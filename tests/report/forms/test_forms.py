"""A brief in the forms one hands over: nothing of the page is lost, and what is only text is not obeyed."""

from __future__ import annotations

import csv
import io
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from parley.errors import UsageError
from parley.report.context import BriefContext, Section, Table
from parley.report.forms.apart import pictures, tables
from parley.report.forms.blocks import Heading, blocks, figures
from parley.report.forms.markdown import markdown
from parley.report.forms.pdf import pdf, source
from parley.report.forms.word import word
from parley.report.wording import wording_in

HOSTILE = 'a "quoted" \\ #panic() | *x* <b> $y$ _z_ ` [l](http://e.org) row'


@pytest.fixture(scope="module")
def hostile(context: BriefContext) -> BriefContext:
    """A brief whose record holds marks of every form."""
    section = Section("novelty", HOSTILE, (HOSTILE,), tables=(Table(("Row", "Says"), (("U1", HOSTILE),)),))
    return replace(context, record=(section, section))


def _titles(context: BriefContext) -> Iterator[str]:
    yield context.masthead.title
    for chapter in context.chapters:
        yield chapter.title
        yield from (section.title for section in chapter.headed)


def test_blocks_hold_every_question_figure_and_table(context: BriefContext) -> None:
    """The run of blocks has the title, the question of each chapter and section, and every figure."""
    found = list(blocks(context))
    assert [one.text for one in found if isinstance(one, Heading)] == list(_titles(context))
    sections = [section for chapter in context.chapters for section in chapter.sections]
    shown = {figure.id for section in sections for figure in section.figures}
    assert {figure.id for figure in figures(context)} == shown | {"front"}
    assert [one for section in sections for one in section.tables if one not in found] == []


def test_markdown_has_every_heading_and_is_not_obeyed(hostile: BriefContext) -> None:
    """Headings stand in order, tables have as many cells in each row, marks of the case are escaped."""
    text = markdown(hostile)
    heads = re.findall(r"^#{1,3} (.*)$", text, re.MULTILINE)
    assert len(heads) == len(list(_titles(hostile))) + 1, "and the contents"
    for row in re.findall(r"^\| U1 .*$", text, re.MULTILINE):
        assert len(re.findall(r"(?<!\\)\|", row)) == 3
    assert "http://e.org" in text and "[l](http" not in text
    assert "![" in text and "](figures/front.svg)" in text


def test_typst_holds_what_the_case_says_in_strings(hostile: BriefContext) -> None:
    """No text of the case stands outside a string, and inside its marks are escaped."""
    text = source(hostile)
    assert '"a \\"quoted\\" \\\\ #panic() |' in text
    outside = re.sub(r'"(?:[^"\\]|\\.)*"', "", text)
    assert "panic" not in outside and "e.org" not in outside


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_pdf_is_made_without_a_browser(hostile: BriefContext, language: str) -> None:
    """It is a tagged PDF, the same each time, and its front page is one page on either paper."""
    context = replace(hostile, wording=wording_in(language))
    made = pdf(context)
    assert made.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in made or b"/ObjStm" in made
    assert pdf(context) == made
    assert len(pdf(context, "us-letter")) > 10_000


def test_word_has_headings_tables_and_descriptions(hostile: BriefContext) -> None:
    """Headings are real ones, rows of heads repeat, and each picture says what it shows."""
    archive = zipfile.ZipFile(io.BytesIO(word(hostile)))
    text = archive.read("word/document.xml").decode("utf-8")
    tree = ElementTree.fromstring(text)
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    styles = [one.get(f"{w}val", "") for one in tree.iter(f"{w}pStyle")]
    assert styles.count("Title") == 1
    assert styles.count("Heading1") == len(hostile.chapters) + 1, "and the contents"
    drawn = list(tree.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"))
    assert [one.get("descr") for one in drawn] == [figure.alt for figure in figures(hostile)]
    assert len(list(tree.iter(f"{w}tblHeader"))) >= len(hostile.chapters)
    said = "".join(one.text or "" for one in tree.iter(f"{w}t"))
    assert said.count(HOSTILE) == 6, "twice a heading, a sentence and a cell"
    assert 'w:lang w:val="en-GB"' in text or "en-GB" in archive.read("word/styles.xml").decode("utf-8")


def test_figures_and_tables_are_files(context: BriefContext) -> None:
    """Each chart is an SVG and a PNG, each table a CSV whose cells a spreadsheet works nothing out from."""
    drawn = pictures(context)
    assert {name.rpartition(".")[0] for name in drawn} == {figure.id for figure in figures(context)}
    assert all(made.startswith(b"\x89PNG") for made in drawn.values() if isinstance(made, bytes))
    assert all(made.startswith("<svg") for made in drawn.values() if isinstance(made, str))
    bad = Table(("Row", "Says"), (("=1+1", "@x"),))
    found = tables(replace(context, sources=bad))
    assert list(csv.reader(io.StringIO(found["sources.csv"].lstrip("\ufeff"))))[1] == ["'=1+1", "'@x"]
    front = list(csv.reader(io.StringIO(found["front.csv"].lstrip("\ufeff"))))
    assert front[0] == list(context.front.table.columns)
    assert len(front) == len(context.front.table.rows) + 1


@pytest.mark.parametrize(("library", "make"), [("typst", pdf), ("docx", word)])
def test_what_is_not_installed_is_named(
    context: BriefContext,
    monkeypatch: pytest.MonkeyPatch,
    library: str,
    make: Callable[[BriefContext], bytes],
) -> None:
    """Without the library of a form one is told what to install."""
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(UsageError, match=r"pip install 'parley-workbench\[documents\]'"):
        make(context)
