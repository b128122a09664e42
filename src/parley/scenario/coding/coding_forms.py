"""The grammar of coding.yaml as forms: which keys there are and what stands under each.

What the words mean depends on the scenario and the record, so `parley.scenario.coding.coding_reader` holds
them against those. A section with nothing under its key is as good as none.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, Tag, WithJsonSchema

from parley.game.names import ACTION_PATTERN
from parley.scenario.coding.parts import ANSWERS, NOT_RATIFIED, NOTHING
from parley.scenario.reading.form import Day, Form
from parley.vocabulary import ACTS, EXTENTS

PER_CENT = r" *([0-9]+(\.[0-9]*)?|\.[0-9]+) *% *"
EXTENT_WORDS = tuple(dict.fromkeys(extent for extents in EXTENTS.values() for extent in extents))
_PLAIN = {"type": ["string", "number", "boolean"]}
_COUNTED = f"^({'|'.join((NOTHING, NOT_RATIFIED, *ANSWERS, ACTION_PATTERN))})$"


def _plain(raw: object) -> object:
    return str(raw) if isinstance(raw, bool | int | float) else raw


def _listed(raw: object) -> object:
    return raw if isinstance(raw, list) else [raw]


def _one_or_more(item: dict[str, Any]) -> WithJsonSchema:
    return WithJsonSchema({"anyOf": [item, {"type": "array", "items": item}]})


Word = Annotated[str, BeforeValidator(_plain), WithJsonSchema(_PLAIN)]
"""A word or a sentence; a figure that stands where a word should is one."""
Words = Annotated[list[Word], BeforeValidator(_listed), _one_or_more(_PLAIN)]
"""One word or a list of them."""
ActWords = Annotated[list[Word], BeforeValidator(_listed), _one_or_more({"enum": list(ACTS)})]
ExtentWords = Annotated[list[Word], BeforeValidator(_listed), _one_or_more({"enum": list(EXTENT_WORDS)})]
AnswerWord = Annotated[Word, WithJsonSchema({"enum": list(ANSWERS)})]
CountedWord = Annotated[Word, WithJsonSchema({"type": "string", "pattern": _COUNTED})]
Part = Annotated[
    Any,
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "minimum": 0, "maximum": 1},
                {"type": "string", "pattern": f"^{PER_CENT}$"},
            ]
        }
    ),
]
"""A chance, as a number from 0 to 1 or in per cent."""


class SightForm(Form):
    """Where a part of the situation was seen to stand; `at` or `chances` is needed."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["at"]}, {"required": ["chances"]}]}
    )

    part: Word = Field(description="a track, lever, condition or accord of the scenario")
    at: Word | None = Field(default=None, description="where it was seen to stand")
    error: Part = Field(
        default=0.0, description="chance of being a step off, to either side alike; default 0"
    )
    chances: dict[str, Part] | None = Field(
        default=None, description="instead of `at`: where it may truly stand -> chance of this reading then"
    )


class ReadingForm(SightForm):
    """A reading of the situation that rests on facts instead of a move."""

    date: Day = Field(description="the day of the reading")
    sources: Words | None = Field(default=None, description="ids of rows of facts.csv or moves.csv")
    coder: Word | None = Field(default=None, description="whose judgement; default the file's")
    reason: Word | None = Field(default=None, description="why, in words")


class MatchForm(Form):
    """Clauses that the moves of a rule meet, all of them; of a list any word will do. One at least."""

    model_config: ClassVar[ConfigDict] = ConfigDict(json_schema_extra={"minProperties": 1})

    actor: Words | None = Field(default=None, description="who acts, in the record's codes")
    act: ActWords | None = Field(default=None, description="the act, in capitals")
    extent: ExtentWords | None = Field(default=None, description="how far the act goes")
    issue: Words | None = Field(default=None, description="an issue of the record")
    option: Words | None = Field(
        default=None, description="a text that stands somewhere in the option, capitals or not"
    )
    target: Words | None = Field(default=None, description="whom the act is aimed at, in the record's codes")


CountedAs = Annotated[
    Annotated[CountedWord, Tag("<word>")] | Annotated[SightForm, Tag("<reading>")],
    Discriminator(lambda raw: "<reading>" if isinstance(raw, dict | SightForm) else "<word>"),
]


class CountingForm(Form):
    """What one move counts as, whatever the rules say of it."""

    counts_as: CountedAs = Field(
        description="an action of the game, `accept`, `refuse`, `walk_out` or `not_ratified`, an ending of "
        "the fighting (`collapse:NAME`), a reading, or `nothing`"
    )
    by: Word | None = Field(
        default=None, description="the party that acts or answers, where the actors of the move do not tell"
    )
    to: Word | None = Field(
        default=None, description="the move that is answered, where `responds_to` of the move does not tell"
    )
    answers: dict[str, AnswerWord] | None = Field(
        default=None,
        description="party -> answer, where no move states it: a silence that is taken for an answer",
    )
    coder: Word | None = Field(default=None, description="whose judgement; default the file's")
    reason: Word | None = Field(default=None, description="why, in words")


class RuleForm(CountingForm):
    """Which moves a rule covers, and what they count as."""

    # Told apart from the other keys when it is missing, so that a rule without it is read to its end.
    model_config: ClassVar[ConfigDict] = ConfigDict(json_schema_extra={"required": ["when", "counts_as"]})

    when: MatchForm | None = Field(default=None, description="the moves it covers")


class CodingForm(Form):
    """What recorded moves count as in the game: the whole of coding.yaml."""

    begins: Day = Field(
        alias="from", description="the first day of round 0 of the game that is weighed; not after `as_of`"
    )
    start: dict[str, Any] | None = Field(
        default=None,
        description="path -> what stood otherwise on that day than the scenario says of `as_of`",
    )
    coder: Word | None = Field(
        default=None, description="whose judgement it is where a rule or an exception names nobody"
    )
    actors: dict[str, Words] | None = Field(
        default=None, description="party -> the record's codes for those who act for it"
    )
    rules: dict[str, RuleForm] | None = Field(default=None, description="name -> rule")
    moves: dict[str, CountingForm] | None = Field(
        default=None, description="id of a move -> exception, which wins over every rule"
    )
    readings: dict[str, ReadingForm] | None = Field(
        default=None, description="name -> reading that rests on facts"
    )
