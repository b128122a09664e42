"""Questions of the interview, and how the words of an answer are read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from parley.errors import CONTROLS
from parley.files import closest_name
from parley.files.controls import described

Value = str | float | list[str]


class Kind(StrEnum):
    """What an answer may be."""

    TEXT = "text"
    DAY = "day"
    NAMES = "names"
    CHOICE = "choice"
    ORDER = "order"
    NUMBER = "number"


@dataclass(frozen=True)
class Question:
    """A question: its id, what is asked, what an answer may be.

    `options` are the words of a choice or an order; `low` and `high` bound a number; a day is to lie after
    `after` (ISO 8601), where that is not empty; `default` is taken where nothing is said; `each` says that
    every expert is asked, not only the first; `ranged` that a number must come with its range.
    """

    id: str
    text: str
    kind: Kind
    options: tuple[str, ...] = ()
    low: float = 0.0
    high: float = 100.0
    after: str = ""
    default: str = ""
    hint: str = ""
    each: bool = False
    ranged: bool = False


@dataclass(frozen=True)
class Parsed:
    """What an answer says: a value, for numbers a range, and what stood after a semicolon."""

    value: Value
    low: float | None = None
    high: float | None = None
    note: str = ""


_FIGURE = r"-?\d+(?:\.\d+)?"
_NUMBER = re.compile(
    rf"^\s*({_FIGURE})\s*%?\s*(?:[(,]?\s*({_FIGURE})\s*%?\s*(?:-|to|\.\.)\s*({_FIGURE})\s*%?\s*\)?)?\s*$"
)


def id_of(name: str) -> str:
    """A name as a file has it: lower case, words joined by underscores."""
    plain = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    return plain if plain[:1].isalpha() else f"x_{plain}"


def parse(question: Question, text: str) -> Parsed:
    """Read an answer; ValueError says in a sentence what was expected."""
    if found := CONTROLS.search(text):
        raise ValueError(f"an answer is letters, and this one holds {described(found[0])}; type it again")
    said, _, note = text.partition(";")
    said, note = said.strip() or question.default, note.strip()
    if not said and not (question.kind is Kind.NAMES and question.default == ""):
        raise ValueError("say something, or stop with Ctrl-C: what is answered is kept")
    if question.kind is Kind.DAY:
        try:
            day = date.fromisoformat(said).isoformat()
        except ValueError:
            raise ValueError(f"a day such as 2025-03-19 is expected, and '{said}' is none") from None
        if day <= question.after:
            raise ValueError(f"a day after {question.after} is expected, and {day} is not")
        return Parsed(day, note=note)
    if question.kind is Kind.NUMBER:
        return _number(question, said, note)
    if question.kind is Kind.CHOICE:
        return Parsed(_one_of(said, question.options), note=note)
    if question.kind is Kind.NAMES:
        names = [name.strip() for name in said.split(",") if name.strip()]
        if len({id_of(name) for name in names}) < len(names):
            raise ValueError("each name once, please")
        if len(names) < question.low:
            raise ValueError(f"at least {question.low:.0f} names are expected, with commas between them")
        if question.options:
            names = [_one_of(name, question.options) for name in names]
        return Parsed(names, note=note)
    if question.kind is Kind.ORDER:
        names = [_one_of(name.strip(), question.options) for name in re.split(r"[,>]", said) if name.strip()]
        if sorted(names) != sorted(question.options):
            raise ValueError(f"each of {', '.join(question.options)} once, the best first")
        return Parsed(names, note=note)
    return Parsed(said, note=note)


def _number(question: Question, said: str, note: str) -> Parsed:
    found = _NUMBER.match(said)
    if not found:
        raise ValueError(f"a number such as 20, or 20 (15 to 30), is expected, and '{said}' is none")
    value = float(found[1])
    low, high = (float(found[2]), float(found[3])) if found[2] else (None, None)
    for figure in (value, low, high):
        if figure is not None and not question.low <= figure <= question.high:
            raise ValueError(f"a number from {question.low:g} to {question.high:g} is expected")
    if low is not None and high is not None and not low <= value <= high:
        raise ValueError(f"{value:g} is not between {low:g} and {high:g}")
    if question.ranged and (low is None or high is None or not low < value < high):
        raise ValueError(
            "its range is expected too, from what it is below once in twenty times to what it is above as "
            f"seldom, such as {value:g} ({0.8 * value:g} to {1.3 * value:g})"
        )
    return Parsed(value, low, high, note)


def _one_of(said: str, options: Sequence[str]) -> str:
    for option in options:
        if said.lower() == option.lower() or id_of(said) == id_of(option):
            return option
    if said.isdigit() and 1 <= int(said) <= len(options):
        return options[int(said) - 1]
    near = closest_name(said, options)
    meant = f"; did you mean '{near}'?" if near else ""
    raise ValueError(f"'{said}' is none of {', '.join(options)}{meant}")
