"""The language of tests: one function, a comparison, what is expected. Nothing in it is run as code.

novelty(U70) is re-heated
absent(U05) includes UKRGOV
days(U37, U50) <= 10
ending(settlement) by 2025-06-18 < 20 %
gain_from_waiting(russia.maximalist, bare_freeze) > 0
what_if(no_bonus): worth(ukraine) rises by > 3
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from parley.files import closest_name


class Source(StrEnum):
    """What a function looks at."""

    RECORD = "record"
    OUTLOOK = "outlook"
    WEIGHING = "weighing"


class Kind(StrEnum):
    """What a function gives: a figure in a unit, a word, or several words."""

    CHANCE = "chance"
    POINTS = "points"
    DAYS = "days"
    COUNT = "count"
    LEVEL = "level"
    BITS = "bits"
    FACTOR = "times"
    WORD = "word"
    WORDS = "words"
    ANY = "any"


@dataclass(frozen=True)
class Function:
    """A function of the language: what it looks at, what it gives, and how many things it takes."""

    source: Source
    gives: Kind
    least: int
    most: int
    takes: str
    says: str
    by: bool = False


_R, _O, _W = Source.RECORD, Source.OUTLOOK, Source.WEIGHING
FUNCTIONS: dict[str, Function] = {
    "ledger": Function(_R, Kind.ANY, 3, 3, "LEDGER, ID, FIELD", "a field of a row's entry in a ledger"),
    "novelty": Function(_R, Kind.WORD, 1, 1, "ID", "whether a term is new or re-heated"),
    "absent": Function(_R, Kind.WORDS, 1, 1, "ID", "who was affected by a meeting and not in the room"),
    "given": Function(_R, Kind.WORD, 1, 1, "ID", "what became of something given"),
    "whose": Function(_R, Kind.WORDS, 1, 1, "ID", "whose asset was given away, where not the giver's own"),
    "replies": Function(_R, Kind.WORDS, 1, 1, "ID", "what was answered to a demand or condition"),
    "restated": Function(_R, Kind.COUNT, 1, 1, "ID", "how often a demand or condition was restated"),
    "released": Function(_R, Kind.WORD, 1, 1, "ID", "the row by which a lever was released"),
    "days": Function(_R, Kind.DAYS, 2, 2, "ID, ID", "days from one row to another"),
    "count": Function(_R, Kind.COUNT, 1, 3, "ACT[, WHO[, TO WHOM]]", "how many moves of a kind there are"),
    "pressure": Function(_R, Kind.COUNT, 2, 2, "BY, ON", "how many moves of one party press another"),
    "favours": Function(_R, Kind.COUNT, 2, 2, "BY, TO", "how many moves of one party give to another"),
    "fact": Function(_R, Kind.ANY, 1, 2, "ID[, low or high]", "a figure of facts.csv"),
    "ending": Function(_O, Kind.CHANCE, 1, 1, "settlement, collapse or an ending", "its chance", True),
    "still_fighting": Function(_O, Kind.CHANCE, 0, 0, "", "the chance that nothing has ended it", True),
    "belief": Function(_O, Kind.CHANCE, 2, 2, "HOLDER, DISPOSITION", "mean probability given to it", True),
    "worth": Function(_O, Kind.POINTS, 1, 1, "PARTY[.DISPOSITION]", "what going on is worth now"),
    "gain_from_waiting": Function(
        _O, Kind.POINTS, 2, 2, "PARTY[.DISPOSITION], PLAN", "fighting on less the plan", True
    ),
    "breaks_even": Function(
        _O,
        Kind.DAYS,
        2,
        2,
        "PARTY[.DISPOSITION], PLAN",
        "days until going on is worth no more than the plan",
    ),
    "durability": Function(_O, Kind.CHANCE, 1, 1, "PLAN[.DISPOSITION]", "the chance that it is kept"),
    "wins": Function(_O, Kind.CHANCE, 1, 1, "PLAN", "the chance that who breaks it wins the renewed war"),
    "in_range": Function(_O, Kind.CHANCE, 1, 1, "PLAN", "the chance that every signatory prefers it", True),
    "track": Function(_O, Kind.LEVEL, 1, 1, "TRACK", "its mean level while it goes on", True),
    "odds": Function(
        _W,
        Kind.FACTOR,
        1,
        1,
        "ID",
        "by what factor a move, or all done at a meeting, changed the odds of the first kind",
    ),
    "surprise": Function(_W, Kind.BITS, 1, 1, "ID", "how surprising a move was"),
}
NUMERIC = (Kind.CHANCE, Kind.POINTS, Kind.DAYS, Kind.COUNT, Kind.LEVEL, Kind.BITS, Kind.FACTOR, Kind.ANY)

_TEST = re.compile(
    r"\s*(?:what_if\(\s*(?P<what_if>[^()]+?)\s*\)\s*:)?\s*(?P<name>\w+)\s*\(\s*(?P<args>[^()]*?)\s*\)"
    r"(?:\s+by\s+(?P<by>\d{4}-\d{2}-\d{2}))?\s+(?P<rest>.+?)\s*"
)
_FIGURE = re.compile(
    r"(?P<op><=|>=|<|>|=)\s*(?P<value>[-\N{MINUS SIGN}]?\d+(?:\.\d+)?)"
    r"\s*(?P<unit>%|days?|points?|times|bits?|levels?)?"
)
_MOVES = re.compile(r"(?P<way>rises|falls)\s+by\s+(?P<figure>.+)")
_IS = re.compile(r"(?P<way>is not|is|includes|lacks)\s+(?P<word>.+)")


@dataclass(frozen=True)
class Misstated:
    """Why a test is none: what was expected, what came, and what to do."""

    expected: str
    got: str
    advice: str = ""


@dataclass(frozen=True)
class ThesisTest:
    """A test that was understood. `relation` is <, <=, =, >=, >, is, is not, includes, lacks.

    `way` is rises or falls where the change under a what-if is looked at, `expected` a figure in the unit of
    the function (chances from 0 to 1) or a word.
    """

    text: str
    name: str
    args: tuple[str, ...]
    relation: str
    figure: float = 0.0
    word: str = ""
    by: date | None = None
    what_if: str = ""
    way: str = ""

    @property
    def function(self) -> Function:
        """What is looked at."""
        return FUNCTIONS[self.name]


def parse(text: str) -> ThesisTest | Misstated:
    """Understand a test, or say why it is none."""
    found = _TEST.fullmatch(text)
    if found is None:
        return Misstated("a test such as: ending(settlement) by 2025-06-18 < 20 %", f"'{text}'")
    name = found["name"]
    if name not in FUNCTIONS:
        near = closest_name(name, FUNCTIONS)
        advice = f"did you mean '{near}'?" if near else ""
        return Misstated(f"one of {', '.join(FUNCTIONS)}", f"'{name}'", advice)
    function = FUNCTIONS[name]
    args = tuple(part.strip() for part in found["args"].split(",")) if found["args"] else ()
    if not function.least <= len(args) <= function.most or not all(args):
        return Misstated(f"{name}({function.takes})", f"{name}({found['args']})")
    if found["by"] and not function.by:
        return Misstated(f"{name}({function.takes}) without a date", f"by {found['by']}")
    if found["what_if"] and function.source is not Source.OUTLOOK:
        return Misstated("a function of the outlook under a what-if", f"{name}({found['args']})")
    try:
        by = date.fromisoformat(found["by"]) if found["by"] else None
    except ValueError:
        return Misstated("a day such as 2025-06-18", f"by {found['by']}")
    return _expected(text, name, args, by, found["what_if"] or "", found["rest"])


def _expected(
    text: str, name: str, args: tuple[str, ...], by: date | None, what_if: str, rest: str
) -> ThesisTest | Misstated:
    """The comparison of a test and what it expects."""
    gives, way = FUNCTIONS[name].gives, ""
    moves = _MOVES.fullmatch(rest)
    if moves:
        if not what_if:
            return Misstated("'rises' and 'falls' under a what_if(...)", f"'{rest}'")
        way, rest = moves["way"], moves["figure"]
    words = None if way else _IS.fullmatch(rest)
    if words:
        if gives in NUMERIC and gives is not Kind.ANY:
            return Misstated(f"a figure: {name} gives {gives.value}", f"'{rest}'")
        return ThesisTest(
            text, name, args, words["way"], word=words["word"].strip("'\" "), by=by, what_if=what_if
        )
    figure = _FIGURE.fullmatch(rest)
    if figure is None:
        return Misstated(
            "<, <=, =, >=, > and a figure, or is, is not, includes, lacks and a word", f"'{rest}'"
        )
    if gives not in NUMERIC:
        return Misstated(f"is, is not, includes or lacks and a word: {name} gives words", f"'{rest}'")
    value = float(figure["value"].replace("\N{MINUS SIGN}", "-"))
    if gives is Kind.CHANCE:
        if figure["unit"] != "%":
            return Misstated("a chance with its %, such as 20 %", f"'{rest}'")
        value /= 100
    elif figure["unit"] == "%":
        return Misstated(f"a figure without %: {name} gives {gives.value}", f"'{rest}'")
    return ThesisTest(text, name, args, figure["op"], figure=value, by=by, what_if=what_if, way=way)
