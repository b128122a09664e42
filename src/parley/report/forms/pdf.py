"""A brief as PDF, set by Typst without a browser: tagged, its figures drawn and described."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Literal, cast

from markdown_it import MarkdownIt

from parley.errors import UsageError
from parley.report.charts.still import drawings
from parley.report.context import BriefContext, Cell, Figure, Link, Table, cell_text
from parley.report.forms.blocks import (
    Block,
    Contents,
    Glance,
    Heading,
    Markdown,
    PageEnd,
    Paragraph,
    Terms,
    annex,
    figures,
    front,
)
from parley.report.words import together

Paper = Literal["a4", "us-letter"]

_SETTING = """
#set document(title: {title}, author: "Parley {version}", date: none)
#set text(lang: {language}, size: 9pt, font: {fonts}, hyphenate: true)
#set page(paper: {paper}, margin: (x: 15mm, top: 14mm, bottom: 16mm), footer: context [
  #set text(7.5pt, fill: luma(90))
  #{title} #h(1fr) #counter(page).display("1 / 1", both: true)])
#set par(leading: 0.58em, spacing: 0.85em)
#set table(stroke: (x, y) => if y > 0 {{ (bottom: 0.3pt + luma(215)) }}, inset: (x: 3pt, y: 2.2pt))
#set table.hline(stroke: 0.4pt + luma(150))
#show heading: set block(sticky: true)
#show heading.where(level: 1): it => block(above: 2em, below: 0.9em, sticky: true,
  stack(spacing: 0.6em, line(length: 100%, stroke: 1.4pt), text(14pt, it.body)))
#show heading.where(level: 2): set text(11pt)
#show heading.where(level: 3): set text(9pt)
#show table.cell: set text(hyphenate: false)
#let quiet(body) = text(7.8pt, fill: luma(80), body)
// The front page is set in the largest letters in which it is one page.
#let one-page(body) = layout(space => {{
  let sizes = (10.8pt, 10.4pt, 10pt, 9.6pt, 9.2pt, 8.8pt, 8.4pt, 8pt, 7.6pt, 7.2pt, 6.8pt, 6.4pt)
  let set-in(size) = block(width: space.width, {{ set text(size: size); body }})
  let fits = sizes.filter(size => measure(set-in(size)).height <= space.height)
  set-in(if fits.len() > 0 {{ fits.first() }} else {{ sizes.last() }})
}})
"""
_DATED = re.compile(r"(.*\S)\s(\d{4})")
_FONTS = ("Liberation Sans", "Arial", "Helvetica Neue", "DejaVu Sans", "Libertinus Serif")


def pdf(context: BriefContext, paper: Paper = "a4") -> bytes:
    """The whole brief as a PDF; UsageError where Typst is not installed."""
    try:
        import typst
    except ImportError as missing:
        raise UsageError(
            "a PDF needs Typst: pip install 'parley-workbench[documents]', or ask for another --format"
        ) from missing
    pictures = drawings((figure.spec, figure.id) for figure in figures(context))
    files = {f"{name}.svg": picture.encode("utf-8") for name, picture in pictures.items()}
    files["main.typ"] = source(context, paper).encode("utf-8")
    # A day of the case, not of the clock: the same brief is the same file.
    moment = int(datetime.combine(context.masthead.as_of, datetime.min.time()).timestamp())
    # It takes files by name, though its types do not say so.
    compile_files = cast(Callable[..., bytes], typst.compile)
    return compile_files(files, timestamp=max(0, moment))


def source(context: BriefContext, paper: Paper = "a4") -> str:
    """What Typst sets; every text of the case is a string, and none of it is obeyed."""
    head = context.masthead
    setting = _SETTING.format(
        title=_string(head.title),
        version=head.version,
        language=_string(context.wording.language),
        fonts="(" + ", ".join(map(_string, _FONTS)) + ")",
        paper=_string(paper),
    )
    first = "\n".join(line for block in front(context) for line in _block(block))
    rest = "\n".join(line for block in annex(context) for line in _block(block))
    return f"{setting}\n#one-page[\n{first}\n]\n#pagebreak()\n{rest}\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, 0):
            yield f'#block(below: 0.5em, text(1.9em, weight: "bold", {_string(text)}))'
        case Heading(text, level):
            yield f"#heading(level: {level}, {_string(text)})"
        case Paragraph(text, kind):
            yield _paragraph(text, kind)
        case Terms(pairs):
            yield "#table(columns: (7.6em, 1fr), inset: (x: 0pt, y: 0.32em),"
            yield "  stroke: (x, y) => (top: 0.4pt + luma(200)),"
            for about, text in pairs:
                yield f'  text(0.92em, weight: "bold", fill: luma(80), {_string(about)}), {_string(text)},'
            yield ")"
        case Glance(figure, table):
            yield "#grid(columns: (45%, 1fr), column-gutter: 1em, align: horizon,"
            yield f"  {_image(figure)},"
            yield f"  {{ set text(0.84em); {_grid(table)} }})"
        case Contents(title, _):
            yield f"#outline(title: {_string(title)}, depth: 2)"
        case Markdown(text):
            yield from _prose(text)
        case Figure():
            yield from _figure(block)
        case Table():
            if block.caption:
                yield f'#block(sticky: true, text(weight: "bold", {_string(block.caption)}))'
            yield f"#block({{ set text(0.85em); {_grid(block)} }})"
        case PageEnd():
            yield "#pagebreak()"


def _paragraph(text: str, kind: str) -> str:
    said = _string(text)
    match kind:
        case "headline":
            return f'#block(above: 0.9em, text(1.25em, weight: "bold", {said}))'
        case "confidence":
            return f'#block(inset: (left: 6pt), stroke: (left: 2pt + rgb("#e69f00")), {said})'
        case "banner":
            return f'#block(width: 100%, inset: 7pt, fill: rgb("#fdf6e7"), {said})'
        case "note" | "stamp":
            return f"#block(quiet({said}))"
        case _:
            return f"#par({said})"


def _figure(figure: Figure) -> Iterator[str]:
    width = "62%" if figure.small else "100%"
    yield f"#heading(level: 3, outlined: false, {_string(figure.title)})"
    caption = f", caption: {_string(figure.caption)}" if figure.caption else ""
    yield f"#figure(align(left, box(width: {width}, {_image(figure)})){caption})"
    if figure.table is not None:
        yield f"#block({{ set text(0.82em); {_grid(figure.table)} }})"


def _image(figure: Figure) -> str:
    return f"image({_string(figure.id + '.svg')}, width: 100%, alt: {_string(figure.alt)})"


def _grid(table: Table) -> str:
    """A table whose first row is repeated on every page it runs over."""
    words = [place for place in range(len(table.columns)) if place not in table.figures]
    # Columns of figures are as wide as they need to be; words share what is left by how many there are.
    widths = [
        f"{_share(table, place)}fr" if place in words else "auto" for place in range(len(table.columns))
    ]
    aligned = ["right" if place in table.figures else "left" for place in range(len(table.columns))]
    heads = ", ".join(f"text(0.92em, fill: luma(80), {_head(head)})" for head in table.columns)
    cells = ", ".join(_cell(cell) for row in table.rows for cell in row)
    return (
        f"table(columns: ({', '.join(widths)},), align: ({', '.join(aligned)},),"
        f" table.header({heads}), table.hline(), {cells})"
    )


def _head(head: str) -> str:
    """A head as content; the year of a date stands below its day."""
    found = _DATED.fullmatch(head)
    return f"[#{_string(found[1])} #linebreak() #{_string(found[2])}]" if found else _string(head)


def _share(table: Table, place: int) -> float:
    letters = [len(cell_text(row[place])) for row in table.rows] or [1]
    return round(min(6.0, max(1.0, (sum(letters) / len(letters)) / 12)), 2)


def _cell(cell: Cell) -> str:
    links = (cell,) if isinstance(cell, Link) else cell
    if isinstance(links, str) or not any(link.to.startswith("http") for link in links):
        return _string(together(cell_text(cell)))
    shown = [
        f"link({_string(one.to)}, {_string(one.text)})" if one.to.startswith("http") else _string(one.text)
        for one in links
    ]
    return "[" + ", ".join(f"#{one}" for one in shown) + "]"


def _prose(text: str) -> Iterator[str]:
    """Markdown of the case as paragraphs and points; its marks are dropped, its words kept."""
    depth = 0
    for token in MarkdownIt("commonmark", {"html": False}).parse(text):
        depth += {"bullet_list_open": 1, "bullet_list_close": -1}.get(token.type, 0)
        if token.type == "inline":
            said = "".join(one.content or " " for one in token.children or ())
            yield f"#list.item({_string(said)})" if depth else f"#par({_string(said)})"


def _string(text: str) -> str:
    """A string of Typst that holds exactly this text."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'
