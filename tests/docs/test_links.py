"""Pages lead where they say: what they link to is there, and every page says whom it is for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md") if "_build" not in path.parts)
TOP = sorted(ROOT.glob("*.md"))
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^(`{3,}|~{3,}).*?^\1", re.MULTILINE | re.DOTALL)


def _text(path: Path) -> str:
    """A page without what stands in fences."""
    return FENCE.sub("", path.read_text(encoding="utf-8"))


def _anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub and MyST make them."""
    headings = re.findall(r"^#{1,6} (.+)$", _text(path), re.MULTILINE)
    plain = (
        re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", one).replace("`", "").replace("*", "") for one in headings
    )
    return {re.sub(r"[^\w\- ]", "", one.lower()).strip().replace(" ", "-") for one in plain}


def _broken(path: Path) -> list[str]:
    found = []
    for match in LINK.finditer(_text(path)):
        to = match[1] or match[2]
        if re.match(r"[a-z]+:", to):
            continue
        name, _, anchor = to.partition("#")
        target = (path.parent / name).resolve() if name else path
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in _anchors(target)):
            found.append(to)
    return found


@pytest.mark.parametrize("path", [*PAGES, *TOP], ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_within_leads_somewhere(path: Path) -> None:
    """To a file that is there and, after a #, to a heading of it."""
    assert _broken(path) == []


@pytest.mark.parametrize(
    "path",
    [path for path in PAGES if path.parent.name in ("tutorials", "how-to", "explanation")],
    ids=lambda path: path.stem,
)
def test_a_page_says_whom_it_is_for(path: Path) -> None:
    """In its first line below the heading; the reference and decisions have one line for all their pages."""
    head, blank, said, *_ = path.read_text(encoding="utf-8").splitlines()
    assert head.startswith("# ") and blank == "" and said.startswith("*For ")


def test_every_page_can_be_reached() -> None:
    """Each folder of pages is in the table of contents of the first page."""
    contents = (DOCS / "index.md").read_text(encoding="utf-8")
    for path in [*PAGES, *DOCS.rglob("*.ipynb")]:
        folder = path.parent.relative_to(DOCS)
        if path.name != "index.md":
            assert f"{folder}/*" in contents or f"{folder}/{path.stem}\n" in contents, path
