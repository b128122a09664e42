"""The figures and tables of a brief as files of their own: SVG, PNG and CSV."""

from __future__ import annotations

import csv
import io
import re

from parley.files.spreadsheet import BYTE_ORDER_MARK, harmless
from parley.report.charts.still import as_png, drawings
from parley.report.context import BriefContext, Table, cell_text
from parley.report.forms.blocks import figures


def pictures(context: BriefContext, points: bool = True) -> dict[str, str | bytes]:
    """Every chart as NAME.svg and, with `points`, NAME.png; by file name."""
    drawn = drawings((figure.spec, figure.id) for figure in figures(context))
    found: dict[str, str | bytes] = {f"{name}.svg": picture for name, picture in drawn.items()}
    if points:
        found |= {f"{name}.png": as_png(picture) for name, picture in drawn.items()}
    return found


def tables(context: BriefContext) -> dict[str, str]:
    """Every table, and the figures behind every chart, as NAME.csv for a spreadsheet; by file name."""
    found: dict[str, Table] = {"front": context.front.table}
    for chapter in context.chapters:
        for section in chapter.sections:
            for figure in section.figures:
                if figure.table is not None:
                    found[figure.id] = figure.table
            for n, table in enumerate(section.tables, 1):
                found[section.id if len(section.tables) == 1 else f"{section.id}-{n}"] = table
        if chapter.table is not None:
            found[chapter.id] = chapter.table
    return {f"{_named(name)}.csv": _csv(table) for name, table in found.items()}


def _csv(table: Table) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([harmless(head) for head in table.columns])
    writer.writerows([harmless(cell_text(cell)) for cell in row] for row in table.rows)
    return BYTE_ORDER_MARK + out.getvalue()


def _named(name: str) -> str:
    """A name that every file system takes."""
    return re.sub(r"[^\w.-]+", "-", name)
