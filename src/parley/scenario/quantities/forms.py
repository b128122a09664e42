"""The forms around a number: its range and sources, and a term with when and how often it counts."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from parley.scenario.reading.form import Day, Form, Name, WhenWords


class LongNumber(Form):
    """A number with what is known about it."""

    value: Any = Field(description="the number, with its unit")
    range: Any = Field(default=None, description="[lowest, highest], in the unit of the value")
    spread: Literal["uniform", "triangular"] = Field(default="uniform", description="the shape of the range")
    sources: list[str] = Field(default=[], description="ids of rows of facts.csv or moves.csv")
    basis: Literal["sourced", "partly sourced", "judged"] | None = Field(
        default=None,
        description="what it rests on: sourced, partly sourced or judged; default sourced where it has"
        " sources, judged where it has only a note",
    )
    note: str = Field(default="", description="why this number, in words")


class ForEachForm(Form):
    """Levels of a track that a term is multiplied by."""

    track: Name = Field(description="the track counted")
    above: int | None = Field(default=None, description="count the levels above this one")
    below: int | None = Field(default=None, description="count the levels below this one")


class TermForm(Form):
    """One summand, with the situations and dates it counts in."""

    add: Any = Field(description="the number, long number or split by disposition that is added")
    when: WhenWords = Field(default={}, description="the situations the term counts in; default all")
    for_each: ForEachForm | None = Field(default=None, description="multiply by levels of a track")
    starts: Day = Field(
        default=None, alias="from", description="the first day the term counts; default from the start"
    )
    until: Day = Field(default=None, description="the day the term stops counting; default never")
    note: str = Field(default="", description="why this term, in words")


AtWords = Annotated[
    Annotated[int, Tag("<number or list>")] | Annotated[list[int], Tag("<list>")],
    Discriminator(lambda raw: "<list>" if isinstance(raw, list) else "<number or list>"),
]


class LevelForm(Form):
    """Bounds on the level of a track."""

    at_least: int | None = Field(default=None, description="the lowest level that counts")
    at_most: int | None = Field(default=None, description="the highest level that counts")
    at: AtWords | None = Field(default=None, description="the one level that counts, or a list of them")
