"""The languages of a brief: every sentence of ours has its counterpart in every catalogue."""

from __future__ import annotations

import re
from datetime import date
from string import Formatter

import pytest
from tests.languages.sentences import sentences

from parley.languages import CATALOGUES, catalogue, counted, speaking, spoken, worded, written
from parley.report.wording import LANGUAGES, Wording
from parley.report.words import count, day, listing, percent, points

SENTENCES = sentences()


def _parts(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", CATALOGUES)
def test_every_sentence_is_in_the_catalogue_and_no_other(language: str) -> None:
    """A sentence the code words is translated; what nobody words any more is taken out."""
    known = {key for key, forms in catalogue(language).items() if key not in SENTENCES.values()}
    assert set(SENTENCES) - known == set()
    assert known - set(SENTENCES) == set()


@pytest.mark.parametrize("language", CATALOGUES)
def test_parts_and_spaces_around_are_those_of_the_english_sentence(language: str) -> None:
    """Nothing that is filled in gets lost, and pieces that are put together keep their spaces."""
    for sentence, plural in SENTENCES.items():
        forms = catalogue(language)[sentence]
        assert len(forms) == (2 if plural else 1), sentence
        for form in forms:
            assert _parts(form) == _parts(sentence), sentence
            assert (form[:1] == " ", form[-1:] == " ") == (sentence[:1] == " ", sentence[-1:] == " "), form


@pytest.mark.parametrize("language", CATALOGUES)
def test_figures_stay_on_the_line_of_their_sign(language: str) -> None:
    """No line breaks before a per-cent sign or, in French, before a mark of two parts."""
    for forms in catalogue(language).values():
        for form in forms:
            assert not re.search(r"[}\d] %", form), form
            assert language != "fr" or not re.search(r" [:;?!»]|« ", form), form


def test_the_languages_of_the_annex_are_those_of_the_front_page() -> None:
    """Whoever can have the first page in a language can have the rest."""
    assert {"en", *CATALOGUES} == set(LANGUAGES)


def test_a_sentence_is_in_the_language_that_is_spoken() -> None:
    """English by itself; another inside `speaking`; English again behind it."""
    assert worded("Settlement: {plan}", plan="halt") == "Settlement: halt"
    with speaking("de"):
        assert (spoken(), worded("Settlement: {plan}", plan="halt")) == ("de", "Einigung: halt")
    with speaking("fr"):
        assert worded("Settlement: {plan}", plan="halt") == "Règlement\N{NO-BREAK SPACE}: halt"
    assert (spoken(), worded("Package")) == ("en", "Package")


def test_numbers_dates_and_plurals_are_those_of_the_language() -> None:
    """What is filled in is written as its readers write it, and counted by their plural rules."""
    with speaking("de"):
        assert [written(1234.5, ",.1f"), points(-2.5), count(1, "round")] == [
            "1.234,5",
            "\N{MINUS SIGN}2,5",
            "1 Runde",
        ]
        assert day(date(2025, 3, 9)) == Wording("de").day(date(2025, 3, 9))
        assert listing(["a", "b", "c"]) == "a, b und c"
    with speaking("fr"):
        assert [count(0, "round"), count(2, "round")] == ["0 tour", "2 tours"]
        assert percent(0.004) == Wording("fr").percent(0.004)
        assert worded("On {day}", day=date(2025, 3, 9)) == "Au 09/03/2025"
    assert counted(1200, "round", "rounds") == "1,200 rounds"
