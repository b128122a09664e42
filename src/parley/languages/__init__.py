"""The language in which a brief is being worded, and the catalogues of its sentences.

Sentences stand in the code in English, as gettext has it, and are looked up in the catalogue of the language
that is spoken while the brief is put together. English needs none. Documents are data and stay English:
nobody speaks another language while one is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import SupportsFloat

ENGLISH = "en"
CATALOGUES = ("de", "fr")
"""Languages that have a catalogue: `LANGUAGE.po` in this folder."""

_SPOKEN: ContextVar[str] = ContextVar("spoken", default=ENGLISH)
_ELIDED = re.compile(r"\b(d|qu|D|Qu)e (?=[AEIOUÉÈÊÎaeiouéèêî])")
_SEPARATORS = {"de": (".", ","), "fr": ("\N{NARROW NO-BREAK SPACE}", ",")}
_DAYS = {"de": "%d.%m.%Y", "fr": "%d/%m/%Y"}


def spoken() -> str:
    """The language in which sentences are worded now."""
    return _SPOKEN.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Let sentences be worded in a language; what is worded inside has to be finished inside."""
    before = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def worded(sentence: str, /, **parts: object) -> str:
    """A sentence of ours in the language that is spoken, with its parts filled in.

    `sentence` is the English one with {parts}; a language that lacks it has it in English. Dates are written
    as the language has them in tables, in English as 2025-03-19.
    """
    language = spoken()
    if language == ENGLISH:
        return sentence.format(**parts) if parts else sentence
    said = catalogue(language).get(sentence, (sentence,))[0]
    days = {name: part.strftime(_DAYS[language]) for name, part in parts.items() if isinstance(part, date)}
    return without_hiatus(said.format(**{**parts, **days}) if parts else said, language)


class Told(str):
    """A sentence told in English that knows what it is made of, and so can be told again."""

    sentence: str = ""
    parts: Mapping[str, object] = MappingProxyType({})


def rewordable(sentence: str, /, **parts: object) -> Told:
    """A sentence found out long before a brief is put together, in English; `reworded` tells it again."""
    told = Told(sentence.format(**parts) if parts else sentence)
    told.sentence, told.parts = sentence, parts
    return told


def reworded(text: str) -> str:
    """What was told in English, in the language that is spoken; other texts as they are."""
    if spoken() == ENGLISH or not isinstance(text, Told) or not text.sentence:
        return text
    parts = {name: reworded(part) if isinstance(part, str) else part for name, part in text.parts.items()}
    return worded(text.sentence, **parts)


def wordable(sentence: str) -> str:
    """A sentence that stands in a table, and is worded where it is used."""
    return sentence


def counted(number: int, one: str, other: str) -> str:
    """How many there are of something, by the plural rules of the language that is spoken."""
    language = spoken()
    if language == ENGLISH:
        return f"{number:,} {one if number == 1 else other}"
    first, *more = catalogue(language).get(one, (one, other))
    # French counts nothing as one thing.
    single = number == 1 or (number == 0 and language == "fr")
    return f"{written(number, ',')} {first if single or not more else more[0]}"


def written(value: SupportsFloat, form: str) -> str:
    """A figure by a format of Python's, with the separators of the language that is spoken."""
    text = format(value, form)
    if spoken() == ENGLISH:
        return text
    thousands, point = _SEPARATORS[spoken()]
    return text.translate({ord(","): thousands, ord("."): point})


def without_hiatus(text: str, language: str) -> str:
    """A sentence in which no vowel meets another where French will not have it: d'Ukraine."""
    return _ELIDED.sub(r"\1'", text) if language == "fr" else text


@cache
def catalogue(language: str) -> Mapping[str, tuple[str, ...]]:
    """The sentences of a language by the English one: one form each, or a singular and a plural."""
    from babel.messages.pofile import read_po

    with (files("parley") / "languages" / f"{language}.po").open("rb") as file:
        entries = read_po(file, locale=language)
    found: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        if entry.id and entry.string:
            key = entry.id if isinstance(entry.id, str) else entry.id[0]
            forms = (entry.string,) if isinstance(entry.string, str) else tuple(entry.string)
            # Some catalogues have a third form, for millions.
            found[key] = forms[:2]
            if not isinstance(entry.id, str):
                found.setdefault(entry.id[1], found[key][1:])
    return found
