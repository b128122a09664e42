"""A brief in the forms one hands over: HTML, Markdown, PDF, Word, in a language; figures and tables apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from parley.case import Case
from parley.game.size import DEFAULT_LIMIT
from parley.workbench.attached import kept
from parley.workbench.briefing import brief_context, write
from parley.workbench.running import Run, run
from parley.workbench.since import kept_run, since_last
from parley.workbench.writing import write_whole

if TYPE_CHECKING:
    from parley.report import BriefContext
    from parley.report.wording import Wording


class Form(StrEnum):
    """What a brief can be handed over as."""

    HTML = "html"
    MARKDOWN = "md"
    PDF = "pdf"
    WORD = "docx"


@dataclass(frozen=True)
class HandedOver:
    """A brief in the forms that were asked for: its files, and whether the case had to be solved."""

    result: Run
    files: tuple[Path, ...]
    solved: bool


def brief(
    case: Case,
    out: Path,
    forms: Sequence[Form] = (Form.HTML,),
    *,
    wording: Wording | None = None,
    since_folder: Path | None = None,
    apart: bool = False,
    letter: bool = False,
    memory_limit: int = DEFAULT_LIMIT,
) -> HandedOver:
    """Write the brief of a case as each form; raise OutputError where it cannot be written.

    What the folder keeps of a run of the very same case is taken, and the case is solved only where there is
    none. A brief in another language than English has it in its name. With `apart` figures and tables are
    written to the folders `figures` and `tables`; with `letter` a PDF is on US Letter, not on A4.
    """
    result = kept_run(case, out)
    solved = result is None
    if result is None:
        result = run(case, memory_limit=memory_limit)
        write(result, out, wording=wording, since_folder=since_folder)
    found, _ = since_last(result, out, since_folder)
    context = brief_context(result, kept(out, result.case, outlook=result.outlook), wording, found)
    language = context.wording.language
    stem = "brief" if language == "en" else f"brief.{language}"
    files = {
        out / f"{stem}.{form.value}": brief_as(context, form, letter=letter) for form in dict.fromkeys(forms)
    }
    write_whole(out, files)
    return HandedOver(result, (*files, *_apart(context, out, forms, apart)), solved)


def brief_as(context: BriefContext, form: Form, *, letter: bool = False) -> str | bytes:
    """A brief as one form; UsageError where what makes it is not installed.

    As Markdown it names its figures, which stand in files of their own.
    """
    match form:
        case Form.HTML:
            from parley.report import render_brief

            return render_brief(context)
        case Form.MARKDOWN:
            from parley.report.forms.markdown import markdown

            return markdown(context)
        case Form.PDF:
            from parley.report.forms.pdf import pdf

            return pdf(context, "us-letter" if letter else "a4")
        case Form.WORD:
            from parley.report.forms.word import word

            return word(context)


def _apart(context: BriefContext, out: Path, forms: Sequence[Form], apart: bool) -> tuple[Path, ...]:
    """The folders of figures and tables; Markdown needs its figures beside it in any case."""
    from parley.report.forms.apart import pictures, tables

    folders: dict[Path, Mapping[str, str | bytes]] = {}
    if apart or Form.MARKDOWN in forms:
        folders[out / "figures"] = pictures(context, points=apart)
    if apart:
        folders[out / "tables"] = tables(context)
    for folder, named in folders.items():
        write_whole(folder, {folder / name: made for name, made in named.items()})
    return tuple(folders)
