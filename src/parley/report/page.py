"""Render a brief as one HTML page that needs nothing but itself."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from parley.report.charts.script import chart_library
from parley.report.charts.still import stills
from parley.report.context import BriefContext, Cell, Figure, Link, Section
from parley.report.wording import ENGLISH
from parley.report.words import day, together

if TYPE_CHECKING:
    from jinja2 import Environment
    from markdown_it.token import Token


def render(context: BriefContext) -> str:
    """The page as text: styles, still pictures, chart data and scripts inside, no address to fetch from."""
    return fill("brief.html", _sections(context), brief=context, words=context.wording)


def fill(template: str, sections: Iterable[Section], /, **shown: Any) -> str:
    """A template of ours as a whole page, with what the charts of its sections need, and `shown` to say."""
    drawn = [figure for section in sections for figure in section.figures]
    # Whoever was called in draws while the rest of the page is made ready.
    pictures = stills((figure.spec, figure.id, figure.alt) for figure in drawn)
    page = _environment().get_template(template)
    library = f"/*\n{_packaged('notices.txt')}*/\n{chart_library()}" if drawn else ""
    script = _packaged("brief.js") if drawn else ""
    return page.render(
        **shown,
        specs=Markup(_as_script_data(drawn)),
        style=Markup(_packaged("brief.css")),
        library=Markup(library),
        script=Markup(script),
        policy=_policy((library, script)),
        stills={name: Markup(picture) for name, picture in pictures().items()},
    )


def _sections(context: BriefContext) -> Iterable[Section]:
    yield Section("front", context.front.headline, figures=(context.front.figure,))
    for chapter in context.chapters:
        yield from chapter.sections


def _as_script_data(figures: Iterable[Figure]) -> str:
    """Chart specifications as JSON that cannot end the script element it stands in."""
    specs: dict[str, Any] = {figure.id: figure.spec for figure in figures}
    text = json.dumps(specs, separators=(",", ":"), ensure_ascii=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _policy(scripts: Iterable[str]) -> str:
    """A content security policy under which the page can reach nothing and runs only its own scripts."""
    hashes = " ".join(f"'sha256-{_digest(script)}'" for script in scripts if script) or "'none'"
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:;"
        " base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _packaged(name: str) -> str:
    return (files("parley.report") / "templates" / name).read_text(encoding="utf-8")


def _environment() -> Environment:
    return page_environment(_packaged)


def page_environment(find: Callable[[str], str | None]) -> Environment:
    """What templates are made with: text is shown, not obeyed, and so is any HTML inside Markdown.

    `find` gives the text of a template by its name.
    """
    from jinja2 import Environment, FunctionLoader, StrictUndefined
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"html": False})
    # A picture may be fetched from elsewhere by a reader that knows no policy: its description is shown.
    markdown.add_render_rule("image", _described)
    environment = Environment(
        loader=FunctionLoader(find),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_together,
    )
    environment.globals["words"] = ENGLISH
    environment.filters["day"] = _day
    environment.filters["markdown"] = lambda text: Markup(markdown.render(text))
    environment.tests["one_link"] = _is_one_link
    return environment


def _described(renderer: object, tokens: Sequence[Token], at: int, options: object, env: object) -> str:
    """A picture in Markdown as the words that describe it."""
    return str(escape(tokens[at].content))


def _together(shown: object) -> object:
    """What a template shows, with every per-cent sign on the line of its number; markup as it is."""
    return together(shown) if type(shown) is str else shown


def _is_one_link(cell: Cell) -> bool:
    return isinstance(cell, Link)


def _day(when: date) -> str:
    return day(when)
