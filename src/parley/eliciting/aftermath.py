"""The aftermath in an interview: who might break a settlement, and what war after it would mean."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from parley.eliciting.answers import Sheet
from parley.eliciting.figures import Tree, number, points
from parley.eliciting.question import Kind, Question, id_of

NOBODY = "nobody"


def aftermath_questions(sheet: Sheet, parties: list[str], issues: list[str]) -> Iterator[Question]:
    """Who would break a peace that no longer pays, how a new war would go, and what it would mean."""
    yield Question(
        "breaks",
        "Who might begin the war again after a settlement, if that looked better?",
        Kind.CHOICE,
        options=(NOBODY, *parties),
        default=NOBODY,
    )
    who = sheet.text("breaks", NOBODY)
    if who == NOBODY:
        return
    yield Question(
        "again/odds",
        f"In per cent: how likely would {who} win that war?",
        Kind.NUMBER,
        low=1,
        high=99,
        each=True,
    )
    for party in parties:
        for end, text in (("wins", "won"), ("loses", "lost")):
            yield Question(
                f"again/{end}/{id_of(party)}",
                f"If {who} began the war again and {text} it: how good is that for {party}, costs counted,"
                " from 0 (all its worst answers) to 100 (all its best)?",
                Kind.NUMBER,
                low=-100,
                high=200,
                each=True,
            )
    answers = tuple(
        called(issue, option) for issue in issues for option in sheet.names(f"options/{id_of(issue)}")
    )
    yield Question(
        "again/turns",
        f"Which answers in a settlement would change how likely {who} wins? None is an answer.",
        Kind.NAMES,
        options=answers,
        hint="answers with commas between, or nothing",
    )
    for option in sheet.names("again/turns"):
        yield Question(
            f"again/with/{id_of(option)}",
            f"In per cent: how likely would {who} win with “{option}”?",
            Kind.NUMBER,
            low=1,
            high=99,
            each=True,
        )


def aftermath_tree(sheet: Sheet, parties: list[str]) -> Tree:
    """The aftermath as the grammar of scenario.yaml has it; nothing where nobody would break a peace."""
    who = sheet.text("breaks", NOBODY)
    if who == NOBODY:
        return {}
    odds, spread = sheet.number("again/odds", 50.0), sheet.spread("again/odds")
    ends = None if spread is None else (_logit(spread[0]), _logit(spread[1]))
    return {
        "opportunist": id_of(who),
        "balance": number(sheet, "again/odds", _logit(odds), ends),
        "worth": {
            id_of(party): {end: points(sheet, f"again/{end}/{id_of(party)}") for end in ("wins", "loses")}
            for party in parties
        },
    }


def called(issue: str, option: str) -> str:
    """An answer with its question: answers to several questions may be called the same."""
    return f"{issue}: {option}"


def strength_of(sheet: Sheet, issue: str, option: str) -> Any:
    """What an answer adds to the strength of who might break the peace, in log-odds; None if nothing."""
    name = called(issue, option)
    if sheet.text("breaks", NOBODY) == NOBODY or name not in sheet.names("again/turns"):
        return None
    question = f"again/with/{id_of(name)}"
    plain, spread = _logit(sheet.number("again/odds", 50.0)), sheet.spread(question)
    ends = None if spread is None else (_logit(spread[0]) - plain, _logit(spread[1]) - plain)
    value = number(sheet, question, _logit(sheet.number(question, 50.0)) - plain, ends)
    return {id_of(sheet.text("breaks")): value}


def _logit(per_cent: float) -> float:
    return math.log(per_cent / (100.0 - per_cent))
