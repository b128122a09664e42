"""A brief as Markdown, its figures in files beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parley.report.context import BriefContext, Cell, Figure, Link, Table
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
)

FIGURES = "figures"
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")


def markdown(context: BriefContext) -> str:
    """The whole brief; figures are named as `figures/NAME.svg`."""
    parts = [text for block in blocks(context) for text in _block(block)]
    return "\n\n".join(parts) + "\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield f"{'#' * (level + 1)} {_plain(text)}"
        case Paragraph(text, kind):
            wrapped = {"headline": "**{}**", "banner": "> {}", "stamp": "*{}*", "confidence": "*{}*"}
            yield wrapped.get(kind, "{}").format(_plain(text))
        case Terms(pairs):
            yield "\n".join(f"- **{_plain(about)}:** {_plain(text)}" for about, text in pairs)
        case Glance(figure, table):
            yield _picture(figure)
            yield _grid(table)
        case Contents(title, chapters):
            yield f"## {_plain(title)}"
            lines = []
            for n, (chapter, sections) in enumerate(chapters, 1):
                lines.append(f"{n}. {_plain(chapter)}")
                lines += [f"   - {_plain(section)}" for section in sections]
            yield "\n".join(lines)
        case Markdown(text):
            # Its headings stand below those of the brief.
            yield re.sub(r"^(#+)", r"##\1", text, flags=re.MULTILINE)
        case Figure():
            yield f"#### {_plain(block.title)}"
            yield _picture(block)
            if block.caption:
                yield _plain(block.caption)
            if block.table is not None:
                yield _grid(block.table)
        case Table():
            if block.caption:
                yield f"**{_plain(block.caption)}**"
            yield _grid(block)
        case PageEnd():
            yield "---"


def _picture(figure: Figure) -> str:
    return f"![{_plain(figure.alt)}]({FIGURES}/{figure.id}.svg)"


def _grid(table: Table) -> str:
    rules = ("---:" if place in table.figures else "---" for place in range(len(table.columns)))
    rows = [" | ".join(map(_plain, table.columns)), " | ".join(rules)]
    rows += [" | ".join(_cell(cell) for cell in row) for row in table.rows]
    return "\n".join(f"| {row} |" for row in rows)


def _cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return _plain(cell)
    return ", ".join(_link(link) for link in ((cell,) if isinstance(cell, Link) else cell))


def _link(link: Link) -> str:
    return f"[{_plain(link.text)}]({link.to})" if link.to.startswith("http") else _plain(link.text)


def _plain(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split("\n")))
