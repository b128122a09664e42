"""Pages as text: templates of ours with those of the brief beside them; text is shown, never obeyed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from parley import __version__
from parley.report.context import Figure, Section
from parley.report.page import page_environment
from parley.web.wording import on_pages

if TYPE_CHECKING:
    from jinja2 import Environment

PAGES = (
    ("outlook", "Outlook"),
    ("assumptions", "Assumptions"),
    ("elicit", "Elicit"),
    ("record", "Record"),
    ("weigh", "Weigh"),
    ("sensitivity", "Sensitivity"),
    ("studies", "Studies"),
    ("stability", "Stability"),
    ("seat", "Seat"),
    ("brief", "Brief"),
)
CARRYING = ("outlook", "weigh", "seat", "brief")
"""Pages that show a case under changes, and hand these on to one another."""


class _NoStills(dict[str, Markup]):
    """On these pages charts are live; each has its table for whoever sees none."""

    def __missing__(self, name: str) -> Markup:
        return Markup("")


@dataclass(frozen=True)
class Frame:
    """What stands around every page: where one is, what may be done, and the token of forms.

    `carried` are the changes in force, as an address has them: pages of `CARRYING` are opened with them.
    `problem` says what did not work; `faulty` that faults of the case's files are what is in the way.
    """

    title: str
    token: str
    case: str = ""
    page: str = ""
    carried: str = ""
    read_only: bool = False
    problem: str = ""
    faulty: bool = False


def render(template: str, frame: Frame, context: object = None, sections: Iterable[Section] = ()) -> str:
    """A page: its frame, and the fields of its context, which are all that its template shows."""
    shown: Mapping[str, Any] = (
        {} if context is None else {field.name: getattr(context, field.name) for field in fields(context)}  # type: ignore[arg-type]
    )
    return (
        _environment()
        .get_template(template)
        .render(
            frame=frame,
            pages=PAGES,
            carrying=CARRYING,
            version=__version__,
            stills=_NoStills(),
            specs=specs_of(sections),
            **shown,
        )
    )


def fragment(sections: Iterable[Section], level: str = "h3", *, contents: bool = False) -> str:
    """Sections as they stand within a page, with links to each before them where there are many."""
    made = _environment().get_template("sections.html")
    return on_pages(made.render(sections=list(sections), level=level, contents=contents, stills=_NoStills()))


def specs_of(sections: Iterable[Section]) -> dict[str, Any]:
    """The chart specifications of sections by figure."""
    figures: list[Figure] = [figure for section in sections for figure in section.figures]
    return {figure.id: figure.spec for figure in figures}


def plain(value: object) -> dict[str, Any]:
    """A small dataclass as plain data for the page's script."""
    return asdict(value)  # type: ignore[call-overload, no-any-return]


@cache
def _environment() -> Environment:
    environment = page_environment(_packaged)
    # Only for what `fragment` made: a template of ours, with every text in it escaped already.
    environment.filters["safe_html"] = Markup
    # What is sent back must be what the file says: elsewhere figures are tied to their per-cent signs.
    environment.filters["exact"] = lambda text: escape(str(text))
    return environment


def _packaged(name: str) -> str | None:
    """A template of this room, or one of the brief's."""
    for room in ("parley.web", "parley.report"):
        path = files(room) / "templates" / name
        if path.is_file():
            return path.read_text(encoding="utf-8")
    return None
