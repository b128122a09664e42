"""A language as its readers have it: sentences out of its table, dates and numbers by its locale."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from parley.errors import UsageError
from parley.files import closest_name
from parley.languages import without_hiatus
from parley.report.wording.yardsticks import YARDSTICKS, YardstickName

if TYPE_CHECKING:
    from babel import Locale

    from parley.report.phrases import Names

LANGUAGES: Mapping[str, str] = {"en": "en_GB", "de": "de_DE", "fr": "fr_FR"}
"""Language -> the locale by which dates, numbers and lists are written."""

_HARD = "\N{NO-BREAK SPACE}"
_MINUS = "\N{MINUS SIGN}"
_QUOTES = {"en": ("“", "”"), "de": ("„", "“"), "fr": (f"«{_HARD}", f"{_HARD}»")}
_PUNCTUATED = re.compile(r" (?=[:;?!»])")
_MOOD = re.compile(r"\[([^|\]]*)\|([^\]]*)\]")
_BEFORE_MONTH = re.compile(r"^(\d{1,2}(?:\.|er)?) ")


@dataclass(frozen=True)
class Wording:
    """How a brief is worded: in which language, and by which yardstick of likelihood.

    What the case says in its own words (names of parties, packages, sources) is never translated: it is
    quoted as it is written.
    """

    language: str = "en"
    yardstick: YardstickName = "icd203"

    def say(self, key: str, /, **parts: object) -> str:
        """A sentence of the table with its parts filled in; KeyError for a key that no table has."""
        return without_hiatus(_table(self.language)[key].format(**parts), self.language)

    def title(self, key: str, otherwise: str) -> str:
        """A heading of the table, or what it was called if the table leaves it as it is."""
        return _table(self.language).get(key, otherwise)

    @property
    def locale(self) -> Locale:
        """The locale of its dates and numbers."""
        return _locale(self.language)

    def day(self, when: date) -> str:
        """A date in full: 19 March 2025, 19. März 2025, 19 mars 2025."""
        from babel.dates import format_date

        said = "1er MMMM y" if self.language == "fr" and when.day == 1 else "long"
        if said == "long":
            return _BEFORE_MONTH.sub(rf"\1{_HARD}", format_date(when, "long", locale=self.locale))
        return f"1er{_HARD}" + format_date(when, "MMMM y", locale=self.locale)

    def short_day(self, when: date) -> str:
        """A date as a column has it: 19 Mar 2025, 19.03.2025, 19/03/2025."""
        from babel.dates import format_date

        if self.language == "en":
            return f"{when.day}{_HARD}{when:%b %Y}"
        return format_date(when, "dd.MM.y" if self.language == "de" else "dd/MM/y", locale=self.locale)

    def of_dates(self) -> dict[str, object]:
        """The names of months and days as a chart wants them."""
        from babel.dates import get_day_names, get_month_names

        months, short_months = (get_month_names(w, locale=self.locale) for w in ("wide", "abbreviated"))
        days, short_days = (get_day_names(w, locale=self.locale) for w in ("wide", "abbreviated"))
        # Weeks begin on Monday here; a chart's begin on Sunday.
        week = (6, 0, 1, 2, 3, 4, 5)
        return {
            "dateTime": "%d.%m.%Y %X",
            "date": "%d.%m.%Y",
            "time": "%H:%M:%S",
            "periods": ["", ""],
            "days": [days[day] for day in week],
            "shortDays": [short_days[day] for day in week],
            "months": [months[month] for month in range(1, 13)],
            "shortMonths": [short_months[month].rstrip(".") for month in range(1, 13)],
        }

    def of_numbers(self) -> dict[str, object]:
        """How a chart writes numbers: decimal sign, thousands, and a per-cent sign apart from its number."""
        point, group = (",", ".") if self.language == "de" else (",", "\N{NARROW NO-BREAK SPACE}")
        return {
            "decimal": point,
            "thousands": group,
            "grouping": [3],
            "currency": ["", ""],
            "percent": f"{_HARD}%",
        }

    def number(self, value: float, decimals: int = 0, signed: bool = False) -> str:
        """A number by the locale, with a real minus sign; what rounds to nothing has no sign."""
        from babel.numbers import format_decimal

        rounded = round(value, decimals) + 0.0
        form = "#,##0" + ("." + "0" * decimals if decimals else "")
        text = format_decimal(abs(rounded), form, locale=self.locale)
        sign = _MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
        return sign + text

    def percent(self, probability: float) -> str:
        """A probability in whole per cent; what is not quite 0 or 1 is never rounded to it."""
        if 0 < probability < 0.01:
            return self.say("percent.under")
        if 0.99 < probability < 1:
            return self.say("percent.over")
        return f"{self.number(100 * probability)}{_HARD}%"

    def chance(self, probability: float) -> str:
        """A probability as a table has it, with signs for words."""
        if 0 < probability < 0.01:
            return f"<1{_HARD}%"
        return f">99{_HARD}%" if 0.99 < probability < 1 else self.percent(probability)

    def points(self, worth: float, signed: bool = False) -> str:
        """A worth in points with one decimal."""
        return self.number(worth, 1, signed)

    def listing(self, items: Sequence[str]) -> str:
        """Items as a sentence has them: a, b and c."""
        from babel.lists import format_list

        return format_list(items, locale=self.locale) if items else ""

    def either(self, items: Sequence[str]) -> str:
        """Items of which one holds: a, b or c."""
        from babel.lists import format_list

        return format_list(items, style="or", locale=self.locale) if items else ""

    def count(self, key: str, number: int) -> str:
        """How many there are of something, by the plural rules of the language."""
        form = "one" if self.locale.plural_form(number) == "one" else "other"
        return self.say(f"{key}.{form}", number=self.number(number))

    def quoted(self, text: str) -> str:
        """What the case says in its own words, marked as such."""
        before, after = _QUOTES[self.language]
        return f"{before}{text}{after}"

    def party(self, party: str, names: Names) -> str:
        """A party's name inside a sentence: with an article, or as the case says, in English alone."""
        return names.party_within(party) if self.language == "en" else names.party(party)

    def word(self, probability: float) -> str:
        """The likelihood word the yardstick gives to a probability in 0..1."""
        return self.word_of(YARDSTICKS[self.yardstick].word(probability))

    def word_of(self, published: str) -> str:
        """A published likelihood word in this language."""
        return self.say(f"likelihood.{self.yardstick}.{_key(published)}")

    def judgement(self, probability: float, that: str, /, **parts: object) -> str:
        """A sentence giving a likelihood in words, then in figures.

        `that` is the key of a clause of the table, filled in with `parts`. Where a language says what is
        doubted in another mood than what is likely, the clause has both: [likely|doubted].
        """
        scale = YARDSTICKS[self.yardstick]
        published = scale.word(probability)
        words = [band.word for band in scale.bands]
        likely = words.index(published) >= words.index("likely")
        clause = _MOOD.sub(r"\1" if likely else r"\2", _table(self.language)[that]).format(**parts)
        opening = self.say(f"opening.{self.yardstick}.{_key(published)}")
        return self.say("judgement", opening=opening, percent=self.percent(probability), that=clause)


ENGLISH = Wording()


def wording_in(language: str, yardstick: YardstickName = "icd203") -> Wording:
    """The wording of a brief in a language; UsageError for one there is no table of."""
    if language not in LANGUAGES:
        near = closest_name(language, LANGUAGES)
        meant = f"; did you mean '{near}'?" if near else ""
        raise UsageError(f"no words in the language '{language}'{meant}; one of: {', '.join(LANGUAGES)}")
    return Wording(language, yardstick)


def tables() -> dict[str, dict[str, str]]:
    """Every table of wording by language: key -> sentence."""
    return {language: dict(_table(language)) for language in LANGUAGES}


@cache
def _table(language: str) -> Mapping[str, str]:
    text = (files("parley.report") / "wording" / f"{language}.toml").read_text(encoding="utf-8")
    return dict(_flat(tomllib.loads(text)))


def _flat(table: Mapping[str, object], before: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        name = f"{before}{key}"
        if isinstance(value, dict):
            found += _flat(value, f"{name}.")
        else:
            # A figure and its sign stay on one line in every language.
            found.append((name, _PUNCTUATED.sub(_HARD, str(value).replace("~", _HARD))))
    return found


@cache
def _locale(language: str) -> Locale:
    from babel import Locale

    return Locale.parse(LANGUAGES[language])


def _key(published: str) -> str:
    return published.replace(" ", "-")
