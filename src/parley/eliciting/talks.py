"""The talks in an interview: who has the floor when, how answers are given, what a refusal costs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from parley.eliciting.answers import Sheet
from parley.eliciting.figures import Tree, number, points
from parley.eliciting.question import Kind, Question, id_of

BY_CHANCE, BY_TURNS = "whoever has something to put forward", "one after another, by turns"
IN_ORDER, TOGETHER = "one after the other", "all at once"
WEEKS_IN_A_QUARTER = 13.0
HOW_OFTEN = (
    "what could be signed, not every word: 0.25, once a year, is what twelve past wars fit; with 2 they are"
    " given 58 % of an end within three months, with 0.25 24 %, and 17 % had ended"
)
"""What past talks say of it (`docs/reference/past_talks.md`)."""
BUSY = 0.9
"""Above this chance of somebody speaking in a week, rounds are made shorter."""


def talks_questions(sheet: Sheet, parties: list[str]) -> Iterator[Question]:
    """Who speaks when, how signatories answer, what it costs to be refused, and whether signatures hold."""
    yield Question(
        "floor",
        "Who puts something forward when?",
        Kind.CHOICE,
        options=(BY_CHANCE, BY_TURNS),
        default=BY_CHANCE,
    )
    if sheet.text("floor", BY_CHANCE) == BY_TURNS:
        yield Question(
            "turns",
            "In which order, from the first day on?",
            Kind.NAMES,
            options=tuple(parties),
            low=1,
            hint="names with commas between",
        )
        yield Question("turns/days", "How many days is a turn?", Kind.NUMBER, low=1, high=365, default="7")
    else:
        for party in parties:
            yield Question(
                f"speaks/{id_of(party)}",
                f"How often in three months does {party} put something forward?",
                Kind.NUMBER,
                low=0,
                high=30,
                default="0.25",
                hint=HOW_OFTEN,
                each=True,
            )
    if len(sheet.names("signatories")) > 2:
        yield Question(
            "answers",
            "Do those who must sign answer one after the other, or all at once?",
            Kind.CHOICE,
            options=(IN_ORDER, TOGETHER),
            default=IN_ORDER,
        )
    yield Question(
        "refused",
        "What does it cost whoever puts a package forward to see it refused, in points?",
        Kind.NUMBER,
        low=0,
        high=50,
        default="0",
        each=True,
    )
    yield Question(
        "holds",
        "Of a hundred settlements signed so, how many would be ratified at home?",
        Kind.NUMBER,
        low=1,
        high=100,
        default="100",
        each=True,
    )


def round_of(sheet: Sheet) -> str:
    """The length of a round: a turn, or short enough that somebody speaks in most but not all of them."""
    if sheet.text("floor", BY_CHANCE) == BY_TURNS:
        return f"{sheet.number('turns/days', 7.0):g} days"
    busy = sum(_weekly(sheet).values())
    return "7 days" if busy <= BUSY else "3 days" if busy <= 2 * BUSY else "1 days"


def _weekly(sheet: Sheet) -> dict[str, float]:
    parties = sheet.names("parties")
    return {party: sheet.number(f"speaks/{id_of(party)}") / WEEKS_IN_A_QUARTER for party in parties}


def table_tree(sheet: Sheet) -> Tree:
    """Floor and settlement, as the grammar of scenario.yaml has them."""
    settlement: Tree = {"signatories": [id_of(party) for party in sheet.names("signatories")]}
    if sheet.text("answers", IN_ORDER) == TOGETHER:
        settlement["answers"] = "together"
    if sheet.number("refused"):
        settlement["refused"] = points(sheet, "refused")
    if sheet.number("holds", 100.0) < 100.0:
        value = sheet.number("holds")
        settlement["ratified"] = number(sheet, "holds", value, sheet.spread("holds"), " %")
    return {"floor": _floor(sheet), "settlement": settlement}


def _floor(sheet: Sheet) -> Any:
    if sheet.text("floor", BY_CHANCE) == BY_TURNS:
        return {"alternate": [id_of(party) for party in sheet.names("turns")]}
    return {
        id_of(party): f"{100 * chance:.3g} % per week" for party, chance in _weekly(sheet).items() if chance
    }
