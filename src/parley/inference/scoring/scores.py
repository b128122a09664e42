"""What scoring says, as `scores.json` has it. Scores are means over questions, the less the better."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, TypeAlias, cast

from pydantic import Field

from parley.files.results import Document, Result
from parley.game.names import Action, AnswerKind, Ending
from parley.outlook import BeliefCheck

Class: TypeAlias = Annotated[str | None, Field(alias="class")]
"""A class of action or a kind of ending; `class` in the document, which Python keeps for itself."""


@dataclass(frozen=True)
class Few(Result):
    """Whether there is too little to say much."""

    rounds: bool
    """fewer than thirty rounds"""
    happened: bool
    """fewer than twenty questions answered with yes"""


@dataclass(frozen=True)
class Interval(Result):
    """How intervals were found: by redrawing the rounds."""

    confidence: float
    """the part of redrawings an interval holds"""
    resamples: int
    """how many redrawings"""
    least_rounds: int
    """with fewer rounds no intervals are given"""
    seed: int
    """the number that decides them"""


@dataclass(frozen=True)
class Skill(Result):
    """The part of a base rate's score that the model saves: 1 is perfect, 0 no better, below 0 worse."""

    value: float | None
    """the skill; null where it is not defined"""
    low: float | None
    """low end of its interval; null where none is given"""
    high: float | None
    """high end of its interval; null where none is given"""


@dataclass(frozen=True)
class Scored(Result):
    """Scores of some questions, by forecaster and by rule."""

    party: str | None
    """whose actions or answers; null: everybody's"""
    class_: Class
    """of which class of action or kind of ending; null: of all"""
    questions: int
    """how many questions"""
    ruled_out: int
    """how many things happened that the model had given no probability at all"""
    scores: Mapping[str, Mapping[str, float | None]]
    """forecaster (model, past_frequency, nothing_changes) -> rule (log in bits, brier 0 to 1) -> mean score;
    null where it is infinite"""
    skill: Mapping[str, Mapping[str, Skill]]
    """base rate (past_frequency, nothing_changes) -> rule -> the model's skill against it"""


@dataclass(frozen=True)
class Row(Scored):
    """Scores of questions with yes or no for an answer."""

    happened: int
    """how many were answered with yes"""


@dataclass(frozen=True)
class AnswerRow(Scored):
    """Scores of answers to what was offered and proposed."""

    answered: Mapping[AnswerKind, int]
    """accept, refuse, walk_out -> how often it was the answer"""


@dataclass(frozen=True)
class AnswerColumns(Result):
    """Every scored answer, in columns."""

    round: tuple[dt.date, ...]
    """the day its round begins"""
    date: tuple[dt.date, ...]
    """the day it was given"""
    party: tuple[str, ...]
    """who gave it"""
    action: tuple[Action, ...]
    """what it answers"""
    to: tuple[str, ...]
    """the move it answers"""
    move: tuple[str | None, ...]
    """the move that gave it; null for a silence that the coding takes for an answer"""
    answer: tuple[AnswerKind, ...]
    """what was said"""
    model: tuple[Mapping[AnswerKind, float], ...]
    """the chance the model gave to each answer"""
    past_frequency: tuple[Mapping[AnswerKind, float], ...]
    """the chance of each answer if the party answers as often so as it did"""
    nothing_changes: tuple[Mapping[AnswerKind, float], ...]
    """the chance of each answer if the party answers as it did last"""


@dataclass(frozen=True)
class AnswerScores(AnswerRow):
    """Answers to what was offered and proposed: scores of all, and each by itself."""

    few: bool
    """fewer than twenty"""
    silences: int
    """how many are silences that the coding takes for an answer"""
    first: int
    """how many had no earlier one by the same party"""
    unanswered: int
    """offers and proposals without an answer on record by the last day scored"""
    not_allowed: int
    """answers to what the model did not allow, which cannot be scored"""
    by_party: tuple[AnswerRow, ...]
    """by who answered"""
    by_class: tuple[AnswerRow, ...]
    """by what was answered"""
    forecasts: AnswerColumns
    """every answer"""


@dataclass(frozen=True)
class Reliability(Result):
    """How often things came against how probable they were said to be."""

    said: tuple[float, ...]
    """probabilities that were said, lowest first"""
    times: tuple[int, ...]
    """how often each was said"""
    came: tuple[float, ...]
    """how often it came, by the fitted line"""
    low: tuple[float, ...]
    """low end of what chance alone would show nine times in ten"""
    high: tuple[float, ...]
    """high end of the same"""
    miscalibration: float
    """the part of the Brier score from probabilities that are off"""
    discrimination: float
    """the part it saves by telling cases apart"""
    uncertainty: float
    """the part nobody could know"""


@dataclass(frozen=True)
class ForecastColumns(Result):
    """Every question with what was said and what happened, in columns."""

    round: tuple[dt.date, ...]
    """the day its round begins"""
    party: tuple[str | None, ...]
    """whose action it is about; null: how the war ends"""
    class_: Annotated[tuple[str, ...], Field(alias="class")]
    """which class of action or kind of ending it is about"""
    happened: tuple[bool, ...]
    """whether it happened"""
    model: tuple[float, ...]
    """the probability the model gave to yes"""
    past_frequency: tuple[float, ...]
    """that of a party going on as often as it did"""
    nothing_changes: tuple[float, ...]
    """that of each doing what it did in the round before"""


@dataclass(frozen=True)
class ScoresHead(Result):
    """What scores are about: the case and its state, and the days."""

    case: str
    """the case's folder name"""
    title: str
    """the scenario's title"""
    version: str
    """the version of Parley that made it"""
    input_hashes: Mapping[str, str]
    """file that was read -> SHA-256 of it"""
    stated_on: dt.date
    """the day the scenario speaks from"""
    begins: dt.date
    """the day on which the coding begins"""
    from_: Annotated[dt.date, Field(alias="from")]
    """the first day scored"""
    to: dt.date
    """the last day scored"""
    parties: Mapping[str, str]
    """party id -> name"""


@dataclass(frozen=True)
class Scores(ScoresHead):
    """Forecasts made before each round, knowing what was on record by then, against what was recorded."""

    rounds: tuple[dt.date, ...]
    """the day each scored round begins"""
    questions: int
    """how many questions were asked"""
    happened: int
    """how many were answered with yes"""
    few: Few
    """whether that is too little to say much"""
    interval: Interval
    """how intervals were found"""
    ended: Ending | None
    """how the record ended the war; null if it did not"""
    uncovered: tuple[str, ...]
    """moves that no rule of the coding covers, which count as nothing"""
    actions: Row
    """scores of all questions about actions"""
    by_party: tuple[Row, ...]
    """by whose action"""
    by_class: tuple[Row, ...]
    """by class of action"""
    by_party_and_class: tuple[Row, ...]
    """by both"""
    endings: Row
    """scores of all questions about endings"""
    by_ending: tuple[Row, ...]
    """by kind of ending"""
    answers: AnswerScores
    """answers to what was offered and proposed"""
    reliability: Reliability
    """how often things came against how probable they were said to be"""
    by_end: Mapping[str, tuple[float, ...]]
    """ending, or still_fighting -> its probability by the last day, as it was said before each round"""
    forecasts: ForecastColumns
    """every question"""
    certificate: BeliefCheck | None = None
    """how nearly beliefs follow from choices in the game behind it; null in what earlier versions kept"""

    def document(self) -> Document:
        """The scores as a document; `class` and `from` are called so there."""
        from pydantic import TypeAdapter

        return cast(Document, TypeAdapter(Scores).dump_python(self, mode="json", by_alias=True))
