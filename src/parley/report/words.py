"""Probabilities, points and dates in words, by a stated yardstick of likelihood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from parley.languages import ENGLISH, counted, spoken, worded, written
from parley.report.wording import YARDSTICKS, Wording, YardstickName

# A figure and its sign, a day and its month, stay on one line.
_HARD = "\N{NO-BREAK SPACE}"


# How each word sits in "It is ... that": most are adjectives, some are nouns.
_OPENINGS = {
    "almost no chance": "There is almost no chance",
    "remote chance": "There is a remote chance",
    "realistic possibility": "It is a realistic possibility",
    "roughly even": "Chances are roughly even",
}


def likelihood_word(probability: float, yardstick: YardstickName = "icd203") -> str:
    """The likelihood word that a yardstick gives to a probability in 0..1."""
    return YARDSTICKS[yardstick].word(probability)


def judgement(probability: float, that: str, yardstick: YardstickName = "icd203") -> str:
    """A sentence giving the likelihood of something in words, then in figures.

    `that` is the clause the likelihood is about: "the war is still going on at the end of May".
    """
    word = likelihood_word(probability, yardstick)
    return f"{_OPENINGS.get(word, f'It is {word}')} ({percent(probability)}) that {that}."


def percent(probability: float) -> str:
    """A probability as whole per cent; what is not quite 0 or 1 is never rounded to it."""
    if spoken() != ENGLISH:
        return Wording(spoken()).percent(probability)
    if 0 < probability < 0.01:
        return f"under 1{_HARD}%"
    if 0.99 < probability < 1:
        return f"over 99{_HARD}%"
    return f"{probability * 100:.0f}{_HARD}%"


def chance(probability: float) -> str:
    """A probability as a table has it: as `percent`, with signs for words."""
    if spoken() != ENGLISH:
        return Wording(spoken()).chance(probability)
    return percent(probability).replace("under ", "<").replace("over ", ">")


def span_words(low: float, high: float) -> str:
    """Two probabilities as a narrow table has them: 3 to 38 %, or one figure where both round to it."""
    first, last = chance(low), chance(high)
    if first == last:
        return first
    return worded("{first} to {last}", first=first.removesuffix(f"{_HARD}%"), last=last)


def percentage_points(by: float) -> str:
    """A change of a probability with its sign: percentage points, which are no per cent."""
    figure = written(round(100 * by, 1) + 0.0, "+.1f").replace("-", "\N{MINUS SIGN}")
    return f"{figure}{_HARD}{worded('pp')}"


_PARTED = re.compile(r"(?<=\d) (?=%)")


def together(text: str) -> str:
    """Text in which no per-cent sign can be parted from its number, whoever wrote it."""
    return _PARTED.sub(_HARD, text)


def figure_and_unit(text: str) -> tuple[str, str]:
    """A figure in words cut at its first space, hard or soft: 5, and % per week."""
    figure, *unit = re.split(r"\s", text, maxsplit=1)
    return figure, "".join(unit)


def points(worth: float) -> str:
    """A worth in points with one decimal; a worth that rounds to nothing is 0.0, without a sign."""
    return written(round(worth, 1) + 0.0, ".1f").replace("-", "\N{MINUS SIGN}")


def day(when: date) -> str:
    """A date as 19 March 2025."""
    if spoken() != ENGLISH:
        return Wording(spoken()).day(when)
    return f"{when.day}{_HARD}{when:%B %Y}"


def short_day(when: date) -> str:
    """A date as 19 Mar 2025."""
    if spoken() != ENGLISH:
        return Wording(spoken()).short_day(when)
    return f"{when.day}{_HARD}{when:%b %Y}"


def quoted(text: str) -> str:
    """What the case says in its own words, in the quotation marks of the language that is spoken."""
    return Wording(spoken()).quoted(text)


def count(number: int, what: str, plural: str = "") -> str:
    """How many there are of something: 1 round, 2 rounds."""
    return counted(number, what, plural or f"{what}s")


def megabytes(size: int) -> str:
    """An amount of memory, in whole megabytes."""
    return f"{written(size / 1e6, ',.0f')} MB" if size >= 1e6 else worded("under 1 MB")


def listing(items: Sequence[str]) -> str:
    """Items as a sentence has them: a, b and c."""
    if len(items) < 2:
        return "".join(items)
    if spoken() != ENGLISH:
        return Wording(spoken()).listing(items)
    return ", ".join(items[:-1]) + " and " + items[-1]
