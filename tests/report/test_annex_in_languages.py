"""The annex in other languages: nothing of it is left in English but what the case says itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path

import pytest
from tests.report.fake_outlook import fake_numbers, fake_outlook

from parley import languages
from parley.outlook import Outlook
from parley.record import read_record
from parley.record.ledgers import LEDGERS
from parley.report import Background, context_from
from parley.report.context import BriefContext
from parley.report.record.happened import record_sections
from parley.report.wording import YARDSTICKS, tables, wording_in

UKRAINE = Path(__file__).parents[2] / "cases" / "ukraine-2025"
AS_OF = date(2025, 3, 19)
LEFT_ALONE = ("front", "bottom_line", "masthead", "sources", "wording", "id", "row_ids", "cites", "key", "to")
"""What has a table of its own, is nobody's prose, or is the case's."""
_WORD = re.compile(r"[A-Za-z]{3,}")


class _Foreign(dict[str, tuple[str, ...]]):
    """A language in which every sentence is a run of x, with its parts where they stood."""

    def get(self, sentence: str, default: object = None) -> tuple[str, ...]:
        said = re.sub(r"(\{[^}]*\})|[A-Za-z]", lambda found: found[1] or "x", sentence)
        return (said, said)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        return  # A chart's specification: its words are those of the table beside it.
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value):
        for part in fields(value):
            if part.name not in LEFT_ALONE:
                yield from _texts(getattr(value, part.name))


def _words(texts: Iterator[str] | list[str]) -> set[str]:
    return {word for text in texts for word in _WORD.findall(text) if set(word.lower()) != {"x"}}


def _annex(language: str) -> BriefContext:
    with languages.speaking(language):
        sections = record_sections(read_record(UKRAINE), AS_OF)
    background = Background(record=sections, wording=wording_in(language))
    return context_from(Outlook.read(fake_outlook()), fake_numbers(), background)


def _own() -> set[str]:
    """The words of the case: its record, and the names and paths of the invented outlook."""
    outlook = fake_outlook()
    named = [*outlook["parties"].values(), *outlook["plans"].values(), *outlook["dispositions"].values()]
    paths = [f"{number.path} {number.note}" for number in fake_numbers()]
    inputs = [f"{name} {digest}" for name, digest in outlook["input_hashes"].items()]
    parts = [
        *outlook["tracks"],
        *outlook["posture"],
        *(one for by in outlook["posture"].values() for one in by),
    ]
    deeds = [name.replace(":", " ") for by in outlook["actions"].values() for name in by]
    record = [path.read_text(encoding="utf-8") for path in UKRAINE.glob("*.csv")]
    capitals = [one.replace("_", " ").capitalize() for one in parts]
    return _words(
        [*named, *capitals, *paths, *inputs, *(one.replace("_", " ") for one in [*parts, *deeds]), *record]
    )


def _german() -> set[str]:
    """German that stands in no catalogue: the table of the front page, names of months."""
    months = [wording_in("de").day(date(2025, month, 1)) for month in range(1, 13)]
    return _words([*tables()["de"].values(), *months])


def test_only_what_the_case_says_is_left_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a language of x in place of German, no heading, table head or sentence of ours can be read."""
    monkeypatch.setattr(languages, "catalogue", lambda language: _Foreign())
    context = _annex("de")
    left = _words(_texts(context)) - _own() - _german()
    # References are those of the literature; a yardstick has its own name; commands and ledgers are names.
    references = _words([*context.method.notes, YARDSTICKS["icd203"].citation, YARDSTICKS["icd203"].name])
    commands = {"CASE", "SHA", "ledger", *LEDGERS}
    assert left - references - commands == set()


@pytest.mark.parametrize("language", languages.CATALOGUES)
def test_each_language_has_its_headings_and_figures(language: str) -> None:
    """Chapters, sections, tables and captions differ from the English ones wherever those are ours."""
    ours, english = _annex(language), _annex("en")
    for one, other in zip(ours.outlook, english.outlook, strict=True):
        assert one.title != other.title
        assert [figure.alt for figure in one.figures] != [
            figure.alt for figure in other.figures
        ] or not one.figures
    assert ours.method.lead[0] != english.method.lead[0]
    assert [section.id for section in ours.record] == [section.id for section in english.record]


def test_an_annex_in_another_language_leaves_the_next_one_english() -> None:
    """The language is that of one brief, not of the program."""
    before = _annex("en")
    _annex("fr")
    assert _annex("en") == before
