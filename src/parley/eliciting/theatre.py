"""The theatre in an interview: a line that moves in steps, reserves that run out, who collapses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from parley.eliciting.answers import Sheet
from parley.eliciting.figures import Tree, monthly, number, points, term
from parley.eliciting.question import Kind, Question, id_of

NO, LINE, BOTH = "no", "the line", "the line and somebody's reserves"
NOBODY = "nobody"
RESERVES = 4
"""Levels that reserves run down from."""
THIN = 2
"""Below so many levels, reserves are thin."""
MOST_A_MONTH = 90.0
"""Per cent a month; reserves that would go faster are written as going so fast."""


def theatre_questions(sheet: Sheet, parties: list[str]) -> Iterator[Question]:
    """Whether the war moves anything that talks turn on, and how."""
    yield Question(
        "theatre",
        "Does it matter for the talks how the war goes?",
        Kind.CHOICE,
        options=(NO, LINE, BOTH),
        default=NO,
    )
    if sheet.text("theatre", NO) == NO:
        return
    yield Question(
        "line/for", "Who gains where the line moves up a step?", Kind.CHOICE, options=tuple(parties)
    )
    gains = sheet.text("line/for")
    yield Question(
        "line/steps",
        f"In how many steps may the line move, from the worst for {gains or 'that side'} to the best?",
        Kind.NUMBER,
        low=1,
        high=8,
        default="4",
    )
    yield Question("line/now", "On which step does it stand today, from 0 on?", Kind.NUMBER, low=0, high=8)
    for way, text in (("up", "up"), ("down", "down")):
        yield Question(
            f"line/{way}",
            f"In per cent: how likely is a step {text} within a month?",
            Kind.NUMBER,
            low=0,
            high=45,
            each=True,
            hint="10, or 10 (5 to 20)",
        )
    for party in parties:
        yield Question(
            f"line/worth/{id_of(party)}",
            f"How many points is a step up worth to {party}, where the line freezes at the horizon?"
            " Below zero if it loses by it.",
            Kind.NUMBER,
            low=-50,
            high=50,
            default="0",
            each=True,
        )
    yield Question(
        "line/falls",
        "If the line reached its last step, who would collapse?",
        Kind.CHOICE,
        options=(NOBODY, *parties),
        default=NOBODY,
    )
    if sheet.text("line/falls", NOBODY) != NOBODY:
        yield Question(
            "line/terms",
            "On the terms of which package would it then end?",
            Kind.CHOICE,
            options=tuple(sheet.names("plans")),
        )
    if sheet.text("theatre") == BOTH:
        yield from _reserves(parties)


def _reserves(parties: list[str]) -> Iterator[Question]:
    yield Question("reserves/of", "Whose reserves are they?", Kind.CHOICE, options=tuple(parties))
    yield Question(
        "reserves/months",
        "For how many months would they last at the present rate?",
        Kind.NUMBER,
        low=0.5,
        high=120,
        each=True,
    )
    yield Question(
        "reserves/thin",
        "Once they are gone, how many per cent a month likelier is a step of the line against that side?",
        Kind.NUMBER,
        low=0,
        high=45,
        each=True,
        hint="15, or 15 (5 to 30)",
    )


def theatre_tree(sheet: Sheet) -> Tree:
    """The tracks, as the grammar of scenario.yaml has them; nothing where the war moves nothing."""
    if sheet.text("theatre", NO) == NO:
        return {}
    steps = max(1, round(sheet.number("line/steps", 4.0)))
    now = min(steps, round(sheet.number("line/now")))
    step: dict[str, Any] = {"up": monthly(sheet, "line/up"), "down": monthly(sheet, "line/down")}
    tracks: Tree = {"line": {"name": "The line", "from": 0, "to": steps, "start": now, "step": step}}
    falls = sheet.text("line/falls", NOBODY)
    if falls != NOBODY:
        tracks["line"]["collapse"] = {"top": {"of": id_of(falls), "terms": id_of(sheet.text("line/terms"))}}
    if sheet.text("theatre") == BOTH:
        whose = sheet.text("reserves/of")
        against = "down" if whose == sheet.text("line/for") else "up"
        thin = _part(sheet, "reserves/thin", 1.0 / THIN)
        step[against] = {
            "base": step[against],
            "thin_reserves": term(thin, for_each={"track": "reserves", "below": THIN}),
        }
        tracks["reserves"] = {
            "name": f"Reserves of {whose}",
            "from": 0,
            "to": RESERVES,
            "start": RESERVES,
            "step": {"down": _running_down(sheet)},
        }
    return tracks


def _part(sheet: Sheet, question: str, part: float) -> Any:
    """A part of a chance in per cent a month."""
    spread = sheet.spread(question)
    ends = None if spread is None else (part * spread[0], part * spread[1])
    return number(sheet, question, part * sheet.number(question), ends, " % per month")


def _running_down(sheet: Sheet) -> Any:
    """The chance of a level down, so that all are gone after the months that were said, on average."""

    def rate(months: float) -> float:
        return min(100.0 * RESERVES / months, MOST_A_MONTH)

    spread = sheet.spread("reserves/months")
    ends = None if spread is None else (rate(spread[1]), rate(spread[0]))
    months = sheet.number("reserves/months", 12.0)
    return number(sheet, "reserves/months", rate(months), ends, " % per month")


def at_the_line(sheet: Sheet, party: str, base: Any) -> Any:
    """What the horizon is worth to a party: as was said for the line of today, and more or less beyond it."""
    question = f"line/worth/{id_of(party)}"
    if sheet.text("theatre", NO) == NO or not sheet.number(question):
        return base
    now = round(sheet.number("line/now"))
    steps = max(1, round(sheet.number("line/steps", 4.0)))
    worth: Tree = {"base": base}
    if now < steps:
        up = points(sheet, question)
        worth["line_gained"] = term(up, for_each={"track": "line", "above": now})
    if now > 0:
        down = points(sheet, question, -1.0)
        worth["line_lost"] = term(down, for_each={"track": "line", "below": now})
    return worth
