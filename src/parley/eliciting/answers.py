"""The answers of an interview: who gave which, when, with what range and source."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from parley.eliciting.question import Parsed, Value
from parley.errors import CaseError, Fault

FILE = "elicitation.json"
FORM = "parley elicitation 1"


@dataclass(frozen=True)
class Given:
    """One expert's answer: the value, for a number its range, what it rests on, and when it was given."""

    value: Value
    on: str
    low: float | None = None
    high: float | None = None
    note: str = ""


@dataclass(frozen=True)
class Sheet:
    """All answers: question id -> expert -> answer. The first expert's structure is everybody's."""

    experts: tuple[str, ...] = ()
    given: Mapping[str, Mapping[str, Given]] = field(default_factory=dict)

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

    def number(self, question: str, default: float = 0.0) -> float:
        """The mean of the experts' numbers (equal weights)."""
        values: list[float] = []
        for one in self.given.get(question, {}).values():
            value = one.value
            if isinstance(value, int | float):
                values.append(float(value))
        return sum(values) / len(values) if values else default

    def spread(self, question: str) -> tuple[float, float] | None:
        """The widest range the experts gave, or that their numbers span; None for one bare number."""
        ends: list[float] = []
        for one in self.given.get(question, {}).values():
            value = one.value
            if isinstance(value, int | float):
                ends += [end for end in (one.low, one.high, float(value)) if end is not None]
        return (min(ends), max(ends)) if ends and min(ends) < max(ends) else None

    def note(self, question: str) -> str:
        """Who gave the answer, when, and what it rests on."""
        row = self.given.get(question, {})
        parts = [f"{who} on {one.on}" + (f": {one.note}" if one.note else "") for who, one in row.items()]
        return "elicited from " + "; ".join(parts) if parts else ""


def sheet_text(sheet: Sheet) -> str:
    """The sheet as a file has it."""
    rows = {
        question: {
            who: {key: value for key, value in vars(one).items() if value not in (None, "")}
            for who, one in row.items()
        }
        for question, row in sheet.given.items()
    }
    content = {"form": FORM, "experts": list(sheet.experts), "answers": rows}
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def read_sheet(folder: Path) -> Sheet:
    """The answers a case keeps; an empty sheet where it keeps none, CaseError where they cannot be read."""
    path = folder / FILE
    if not path.is_file():
        return Sheet()
    try:
        content: Any = json.loads(path.read_text(encoding="utf-8"))
        rows = {
            question: {who: Given(**one) for who, one in row.items()}
            for question, row in content["answers"].items()
        }
        return Sheet(tuple(content["experts"]), rows)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        got = f"{type(problem).__name__}: {problem}"
        advice = "mend it, or put it away and begin anew"
        raise CaseError(
            [Fault(str(path), 0, 0, "elicitation", "the answers of an interview", got, advice)]
        ) from None
