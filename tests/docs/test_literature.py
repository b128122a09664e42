"""The list of literature has every work that is cited anywhere, and none that nobody cites."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from parley.workbench.citing import WORKS

ROOT = Path(__file__).parents[2]
LIST = ROOT / "docs" / "reference" / "literature.md"
NAME = r"[A-Z][\w'\N{RIGHT SINGLE QUOTATION MARK}-]+"
CITED = re.compile(rf"((?:{NAME}, )*{NAME}(?: and (?:{NAME}|others))?) \(?((?:18|19|20)\d\d)\b")
# What stands before a year without being an author: months, the record's own words, programs, headings.
MONTHS = "January February March April May June July August September October November December"
NO_AUTHORS = {*MONTHS.split(), *(name[:3] for name in MONTHS.split())} | {"Sept", "Since", "In", "From"}
NO_AUTHORS |= {"Russia", "Ukraine", "Until", "Of", "By", "Before", "After", "During", "Correlates", "Marz"}


def _key(authors: str, year: str) -> tuple[str, str]:
    """First author and year, without marks, possessives and words in capitals before it."""
    names = [name for name in re.split(r", | and ", authors) if not name.isupper()] or [authors]
    first = re.sub(r"['\N{RIGHT SINGLE QUOTATION MARK}]s$", "", names[0])
    plain = unicodedata.normalize("NFKD", first).encode("ascii", "ignore").decode()
    return plain, year


def _cited_in(path: Path) -> set[tuple[str, str]]:
    text = " ".join(path.read_text(encoding="utf-8").split())
    found = {_key(*match) for match in CITED.findall(text)}
    return {key for key in found if key[0] not in NO_AUTHORS}


def _listed() -> set[tuple[str, str]]:
    rows = re.findall(
        r"^- \*\*(?:van |von )?(.+?) (\d{4})\*\*\. ", LIST.read_text(encoding="utf-8"), re.MULTILINE
    )
    return {_key(*row) for row in rows}


def _pages() -> list[Path]:
    docs = [path for path in (ROOT / "docs").rglob("*.md") if path != LIST and "_build" not in path.parts]
    return [*docs, *(ROOT / "src").rglob("*.py"), *(ROOT / name for name in ("README.md", "GLOSSARY.md"))]


def test_every_work_that_is_cited_is_listed_and_the_other_way_round() -> None:
    """By first author and year, in pages, docstrings and what `parley cite` gives."""
    cited: dict[tuple[str, str], str] = {}
    for path in _pages():
        cited |= dict.fromkeys(_cited_in(path), path.name)
    for _, work in WORKS:
        cited[_key(work.fields["author"].split(",")[0], work.fields["year"])] = "parley cite"
    listed = _listed()
    assert {key: where for key, where in cited.items() if key not in listed} == {}
    assert sorted(listed - cited.keys()) == []


def test_the_list_is_in_order() -> None:
    """By first author; each has a title after the year."""
    rows = [line for line in LIST.read_text(encoding="utf-8").splitlines() if line.startswith("- **")]
    keys = [
        unicodedata.normalize("NFKD", re.sub(r"^- \*\*(?:van |von )?", "", row))
        .encode("ascii", "ignore")
        .lower()
        for row in rows
    ]
    first = [re.split(rb"[ ,]", key)[0] for key in keys]
    assert first == sorted(first)
