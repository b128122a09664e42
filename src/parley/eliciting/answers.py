"""The answers of an interview: who gave which, when, with what range and source."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from parley.eliciting.pooling import Pooling, Weighed, pooled, spanned
from parley.eliciting.question import Parsed, Value
from parley.eliciting.seeds import Seed, read_seeds
from parley.eliciting.weights import Points, Scored, score
from parley.errors import CaseError, Fault
from parley.files.kept import read_json
from parley.files.results import Result

FILE = "elicitation.json"
FORM = "parley elicitation 1"
LEAST_WEIGHT = 0.01
"""An expert whose weight among those who answered is less neither moves a number nor widens its range."""


def seed_id(seed: Seed) -> str:
    """The id of the question that a seed is put as."""
    return f"seed/{seed.id}"


@dataclass(frozen=True)
class Given(Result):
    """One expert's answer."""

    value: Value
    """what was answered: words, a number, or a list of names"""
    on: str
    """the day it was given"""
    low: float | None = None
    """the lower end of a number's range"""
    high: float | None = None
    """the upper end of a number's range"""
    note: str = ""
    """what it rests on"""


@dataclass(frozen=True)
class Elicitation(Result):
    """The answers of an interview as they are kept."""

    form: str
    """the form of the file"""
    experts: tuple[str, ...]
    """who answered, in the order they began"""
    answers: Mapping[str, Mapping[str, Given]]
    """question -> expert -> answer"""
    pooling: Pooling = Pooling.MEAN
    """how several experts' numbers are made into one: mean, median or quantiles"""


@dataclass(frozen=True)
class Sheet:
    """All answers: question id -> expert -> answer. The first expert's structure is everybody's.

    `seeds` are questions of the case with known answers. Once every expert has answered them all, experts are
    weighed by them (Cooke's classical model); before, and without any, they weigh the same.
    """

    experts: tuple[str, ...] = ()
    given: Mapping[str, Mapping[str, Given]] = field(default_factory=dict)
    seeds: tuple[Seed, ...] = ()
    pooling: Pooling = Pooling.MEAN

    def answered(self, question: str, expert: str) -> bool:
        """Whether an expert has answered a question."""
        return expert in self.given.get(question, {})

    def with_answer(self, question: str, expert: str, parsed: Parsed, day: str) -> Sheet:
        """The sheet with an answer, in the place of an earlier one."""
        answer = Given(parsed.value, day, parsed.low, parsed.high, parsed.note)
        experts = self.experts if expert in self.experts else (*self.experts, expert)
        row = {**self.given.get(question, {}), expert: answer}
        return replace(self, experts=experts, given={**self.given, question: row})

    def without(self, prefix: str, expert: str) -> Sheet:
        """The sheet without an expert's answers whose questions begin so, to be asked again."""
        kept = {
            question: {
                who: one for who, one in row.items() if who != expert or not question.startswith(prefix)
            }
            for question, row in self.given.items()
        }
        return replace(self, given={question: row for question, row in kept.items() if row})

    def value(self, question: str, default: Value = "") -> Value:
        """The answer of the first expert who gave one."""
        row = self.given.get(question, {})
        return next((row[who].value for who in self.experts if who in row), default)

    def text(self, question: str, default: str = "") -> str:
        """An answer in words."""
        return str(self.value(question, default))

    def names(self, question: str) -> list[str]:
        """An answer that is a list of names."""
        value = self.value(question, [])
        return list(value) if isinstance(value, list) else []

    @cached_property
    def scores(self) -> Mapping[str, Scored]:
        """How each expert did on the calibration questions; empty until all have answered all of them."""
        answers: dict[str, list[Points]] = {}
        for seed in self.seeds:
            row = self.given.get(seed_id(seed), {})
            for who in self.experts:
                one = row.get(who)
                if (
                    one is None
                    or one.low is None
                    or one.high is None
                    or not isinstance(one.value, int | float)
                ):
                    return {}
                answers.setdefault(who, []).append((one.low, float(one.value), one.high))
        return score(answers, [seed.answer for seed in self.seeds]) if len(answers) > 1 else {}

    def _weighed(self, question: str) -> list[tuple[float, Given]]:
        """Numbers given in answer, each with the weight of its giver; those that hardly count left out."""
        row = {
            who: one
            for who, one in self.given.get(question, {}).items()
            if isinstance(one.value, int | float)
        }
        weights = {who: self.scores[who].weight if who in self.scores else 1.0 for who in row}
        total = sum(weights.values()) or 1.0
        return [
            (weights[who] / total, one) for who, one in row.items() if weights[who] / total >= LEAST_WEIGHT
        ]

    def _points(self, question: str) -> list[Weighed]:
        return [
            (weight, middle if one.low is None else one.low, middle, middle if one.high is None else one.high)
            for weight, one in self._weighed(question)
            if isinstance(one.value, int | float)
            for middle in (float(one.value),)
        ]

    def number(self, question: str, default: float = 0.0) -> float:
        """The experts' numbers as one, by their weights."""
        found = self._points(question)
        return pooled(found, self.pooling) if found else default

    def spread(self, question: str) -> tuple[float, float] | None:
        """The range the experts' numbers and ranges come to; None for one bare number."""
        return spanned(self._points(question), self.pooling)

    def differ(self, question: str) -> str:
        """What each expert said, where several gave different numbers."""
        row = self.given.get(question, {})
        said = {who: one.value for who, one in row.items() if isinstance(one.value, int | float)}
        if len(set(said.values())) < 2:
            return ""
        return ", ".join(f"{who} {value:g}" for who, value in said.items())

    def note(self, question: str) -> str:
        """Who gave the answer, when, with what weight if they are weighed, and what it rests on."""
        row = self.given.get(question, {})
        parts = [
            f"{who}{self._weight_of(who)} on {one.on}" + (f": {one.note}" if one.note else "")
            for who, one in row.items()
        ]
        if not parts:
            return ""
        differ = self.differ(question)
        pool = f" ({self.pooling}: {differ})" if differ else ""
        return "elicited from " + "; ".join(parts) + pool

    def _weight_of(self, who: str) -> str:
        return f" (weight {100 * self.scores[who].weight:.0f} %)" if who in self.scores else ""


def sheet_text(sheet: Sheet) -> str:
    """The sheet as a file has it."""
    content = Elicitation(FORM, sheet.experts, sheet.given, sheet.pooling).document()
    if sheet.pooling is Pooling.MEAN:
        del content["pooling"]
    for row in content["answers"].values():
        for who, one in row.items():
            row[who] = {key: value for key, value in one.items() if value not in (None, "")}
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def read_sheet(folder: Path) -> Sheet:
    """The answers a case keeps; an empty sheet where it keeps none, CaseError where they cannot be read."""
    path, seeds = folder / FILE, read_seeds(folder)
    if not path.is_file():
        return Sheet(seeds=seeds)
    try:
        kept = Elicitation.read(read_json(path))
        if strange := [question for question, row in kept.answers.items() if not _finite(row)]:
            raise ValueError(f"a number that is none in answer to {', '.join(strange[:3])}")
        return Sheet(kept.experts, kept.answers, seeds, kept.pooling)
    except (OSError, ValueError) as problem:
        got = " ".join(str(problem).split()[:40])
        advice = "mend it, or put it away and begin anew"
        raise CaseError(
            [Fault(str(path), 0, 0, "elicitation", "the answers of an interview", got, advice)]
        ) from None


def _finite(row: Mapping[str, Given]) -> bool:
    """Whether all numbers of an answer are numbers."""
    said = [number for one in row.values() for number in (one.value, one.low, one.high)]
    return all(math.isfinite(number) for number in said if isinstance(number, int | float))
