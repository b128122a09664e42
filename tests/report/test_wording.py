"""One table of wording a language: nothing missing in any, words told apart, dates and numbers by locale."""

from __future__ import annotations

import re
import string
from datetime import date
from typing import Any

import pytest
from tests.report.fake_outlook import fake_numbers

from parley.errors import UsageError
from parley.outlook import Outlook
from parley.report import context_from
from parley.report.context import Background
from parley.report.front.front_page import bottom_line
from parley.report.reading import Reading
from parley.report.wording import LANGUAGES, YARDSTICKS, Wording, tables, wording_in
from parley.report.words import day, percent, points, short_day

HARD = "\N{NO-BREAK SPACE}"


def _parts(sentence: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(sentence) if name)


def _words(sentence: str) -> list[str]:
    return re.findall(r"[^\W\d]+", re.sub(r"{\w+}", "", sentence))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_missing_in_any_language(language: str) -> None:
    """Every language has every sentence, with the same parts to fill in, and none is empty."""
    english, other = tables()["en"], tables()[language]
    assert sorted(other) == sorted(english)
    assert [key for key in english if _parts(english[key]) != _parts(other[key])] == []
    assert [key for key, sentence in other.items() if not sentence.strip()] == []


def test_translations_are_no_copies() -> None:
    """A sentence of several words is worded anew in each language."""
    english = tables()["en"]
    for language in set(LANGUAGES) - {"en"}:
        table = tables()[language]
        assert [k for k, v in table.items() if v == english[k] and len(_words(v)) > 2] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("yardstick", YARDSTICKS)
def test_every_likelihood_word_has_one_of_its_own(language: str, yardstick: str) -> None:
    """Words and openings of a yardstick are as many in each language as are published, none used twice."""
    wording = wording_in(language, yardstick)  # type: ignore[arg-type]
    bands = YARDSTICKS[yardstick].bands  # type: ignore[index]
    assert len({wording.word_of(band.word) for band in bands}) == len(bands)
    said = [wording.judgement((band.low + band.high) / 2, "that.kept") for band in bands]
    assert len(set(said)) == len(bands)
    assert all(sentence.endswith(".") and "{" not in sentence and "[" not in sentence for sentence in said)


def test_english_is_as_the_terminal_says_it() -> None:
    """The English brief writes dates, chances and points as everything else in English does."""
    wording = Wording()
    when = date(2025, 3, 19)
    assert wording.day(when) == day(when)
    assert wording.short_day(when) == short_day(when)
    for probability in (0.0, 0.004, 0.5, 0.996, 1.0):
        assert wording.percent(probability) == percent(probability)
    for worth in (-12.34, -0.04, 0.0, 7.25):
        assert wording.points(worth) == points(worth)


@pytest.mark.parametrize(
    ("language", "day_said", "percent_said", "number_said"),
    [
        ("en", f"1{HARD}March 1940", f"47{HARD}%", "1,234.5"),
        ("de", f"1.{HARD}März 1940", f"47{HARD}%", "1.234,5"),
        ("fr", f"1er{HARD}mars 1940", f"47{HARD}%", "1\N{NARROW NO-BREAK SPACE}234,5"),
    ],
)
def test_dates_and_numbers_follow_the_locale(
    language: str, day_said: str, percent_said: str, number_said: str
) -> None:
    """A day, a chance and a number are written as readers of the language write them."""
    wording = wording_in(language)
    assert wording.day(date(1940, 3, 1)) == day_said
    assert wording.percent(0.47) == percent_said
    assert wording.number(1234.5, 1) == number_said


def test_french_doubts_in_the_subjunctive() -> None:
    """What is likely is said in the indicative, what is doubted in the subjunctive."""
    french = wording_in("fr")
    likely = french.judgement(0.65, "that.settlement.war", day=french.day(date(1940, 4, 30)))
    doubted = french.judgement(0.3, "that.settlement.war", day=french.day(date(1940, 4, 30)))
    assert likely.startswith(f"Il est probable (65{HARD}%) que la guerre prendra fin")
    assert doubted.startswith(f"Il est peu probable (30{HARD}%) que la guerre prenne fin")


def test_french_elides() -> None:
    """No de or que stands before a vowel."""
    said = wording_in("fr").say("since.collapse", party="Ukraine")
    assert said == "un effondrement d'Ukraine"


def test_a_language_without_a_table_is_refused() -> None:
    """What there is to choose from is said."""
    with pytest.raises(
        UsageError, match=r"no words in the language 'dee'; did you mean 'de'\?; one of: en, de, fr"
    ):
        wording_in("dee")


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
def test_a_whole_bottom_line_leaves_no_english(language: str, outlook: dict[str, Any]) -> None:
    """Outside the case's own words, which are quoted or names, no English word is left."""
    reading = Reading(Outlook.read(outlook))
    found = bottom_line(reading, Background(wording=wording_in(language)))
    text = " ".join(f"{one.about} {one.text}" for one in found)
    text = re.sub("„[^“]*“|«[^»]*»", "", text)
    for name in reading.outlook.parties.values():
        text = text.replace(name, "")
    assert not set(re.findall(r"\w+", text)) & {
        "the",
        "of",
        "is",
        "will",
        "and",
        "that",
        "with",
        "settlement",
    }


def test_charts_name_months_in_the_language(outlook: dict[str, Any]) -> None:
    """The chart of the front page has the months of its language; in English it has its own."""
    assert wording_in("de").of_dates()["shortMonths"][9] == "Okt"  # type: ignore[index]
    assert wording_in("fr").of_dates()["days"][0] == "dimanche"  # type: ignore[index]
    for language in LANGUAGES:
        context = context_from(
            Outlook.read(outlook), fake_numbers(), Background(wording=wording_in(language))
        )
        assert ("locale" in context.front.figure.spec["config"]) == (language != "en")
