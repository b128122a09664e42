"""The interview: which questions there are, given the answers so far, in the order they are asked.

Swing weights (von Winterfeldt and Edwards 1986), going on as an anchor on the same scale, and ranges by
direct questions (O'Hagan et al. 2006). Nobody is asked for a utility.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from parley.eliciting.aftermath import aftermath_questions
from parley.eliciting.answers import Sheet, seed_id
from parley.eliciting.points import points_of, sides
from parley.eliciting.question import Kind, Question, id_of
from parley.eliciting.talks import talks_questions
from parley.eliciting.theatre import theatre_questions

NOBODY = "nobody"


def next_question(sheet: Sheet, expert: str) -> Question | None:
    """The first question this expert has not answered; None where all are."""
    first = not sheet.experts or expert == sheet.experts[0]
    for question in questions(sheet):
        if not sheet.answered(question.id, expert) and (first or question.each):
            return question
    return None


def questions(sheet: Sheet) -> Iterator[Question]:
    """All questions that the answers so far lead to, in order."""
    yield from _seeds(sheet)
    yield Question("title", "What is this about, in a line?", Kind.TEXT)
    yield Question("as_of", "From which day do you speak? Nothing later is known.", Kind.DAY)
    yield Question("horizon", "Up to which day do you look ahead?", Kind.DAY, after=sheet.text("as_of"))
    yield Question(
        "parties", "Who talks, fights or pays?", Kind.NAMES, low=2, hint="names with commas between"
    )
    parties = sheet.names("parties")
    if not parties:
        return
    yield Question(
        "signatories",
        "Who must sign a settlement, in the order they would answer?",
        Kind.NAMES,
        options=tuple(parties),
        low=1,
    )
    yield Question(
        "issues", "What is to be settled?", Kind.NAMES, low=1, hint="questions with commas between"
    )
    issues = sheet.names("issues")
    if not issues:
        return
    for issue in issues:
        yield Question(f"options/{id_of(issue)}", f"Which answers can “{issue}” have?", Kind.NAMES, low=2)
    if not all(sheet.names(f"options/{id_of(issue)}") for issue in issues):
        return
    yield from _hidden(sheet, parties)
    yield from _plans(sheet, issues)
    for who, name in sides(sheet):
        yield from _preferences(sheet, who, name, issues)
    for party in parties:
        yield from _time(party)
    yield from talks_questions(sheet, parties)
    yield _errs()
    yield from theatre_questions(sheet, parties)
    yield from aftermath_questions(sheet, parties, issues)


def _seeds(sheet: Sheet) -> Iterator[Question]:
    """Questions with known answers, where the case has some: what experts are weighed by."""
    for seed in sheet.seeds:
        yield Question(
            seed_id(seed),
            f"To be weighed by: {seed.question} Your middle estimate, and the range it lies in nine times of"
            " ten.",
            Kind.NUMBER,
            low=-math.inf,
            high=math.inf,
            each=True,
            ranged=True,
            hint="20 (15 to 30)",
        )


def _hidden(sheet: Sheet, parties: list[str]) -> Iterator[Question]:
    """Which party's aims are hidden, the kinds of it, and what each other party believes."""
    yield Question(
        "hidden",
        "Whose aims do the others not know?",
        Kind.CHOICE,
        options=(NOBODY, *parties),
        default=NOBODY,
    )
    hidden = sheet.text("hidden")
    if not hidden or hidden == NOBODY:
        return
    yield Question(
        "kinds", f"Which kinds of {hidden} could it be?", Kind.NAMES, low=2, hint="moderate, hardline"
    )
    kinds = sheet.names("kinds")
    if len(kinds) < 2:
        return
    others = [party for party in parties if party != hidden]
    for kind in kinds[:-1]:
        yield Question(
            odds_of("analyst", kind, kinds),
            f"In per cent: how likely do you think it that {hidden} is {kind}?",
            Kind.NUMBER,
            low=1,
            high=99,
            each=True,
            hint="40, or 40 (20 to 65)",
        )
        for party in others:
            yield Question(
                odds_of(id_of(party), kind, kinds),
                f"And how likely does {party} think it?",
                Kind.NUMBER,
                low=1,
                high=99,
                each=True,
            )


def odds_of(who: str, kind: str, kinds: list[str]) -> str:
    """The id of the question how likely somebody thinks a kind; of two kinds the first alone is asked for."""
    return f"odds/{who}" if len(kinds) == 2 else f"odds/{who}/{id_of(kind)}"


def _plans(sheet: Sheet, issues: list[str]) -> Iterator[Question]:
    """Packages somebody has named, with an answer to every question."""
    yield Question(
        "plans",
        "Which packages have been named, or could be?",
        Kind.NAMES,
        low=1,
        hint="short names with commas between",
    )
    for plan in sheet.names("plans"):
        for issue in issues:
            yield Question(
                f"plan/{id_of(plan)}/{id_of(issue)}",
                f"In “{plan}”, what is the answer to “{issue}”?",
                Kind.CHOICE,
                options=tuple(sheet.names(f"options/{id_of(issue)}")),
            )


def _preferences(sheet: Sheet, who: str, name: str, issues: list[str]) -> Iterator[Question]:
    """Order of answers, swing weights, the plan liked best, and going on as an anchor."""
    for issue in issues:
        options = sheet.names(f"options/{id_of(issue)}")
        order = f"order/{who}/{id_of(issue)}"
        yield Question(
            order, f"For {name}: the answers to “{issue}”, best first?", Kind.ORDER, options=tuple(options)
        )
        ranked = sheet.names(order)
        for middle in ranked[1:-1]:
            yield Question(
                f"between/{who}/{id_of(issue)}/{id_of(middle)}",
                f"For {name}, from “{ranked[-1]}” (0) to “{ranked[0]}” (100): where does “{middle}” stand?",
                Kind.NUMBER,
                each=True,
            )
    if len(issues) > 1:
        yield Question(
            f"most/{who}",
            f"Suppose every answer were {name}'s worst. Which question would it first want moved to its"
            " best answer?",
            Kind.CHOICE,
            options=tuple(issues),
        )
        most = sheet.text(f"most/{who}")
        for issue in issues:
            if most and issue != most:
                yield Question(
                    f"swing/{who}/{id_of(issue)}",
                    f"If moving “{most}” counts 100 for {name}, how much does moving “{issue}” from worst to"
                    " best count?",
                    Kind.NUMBER,
                    high=1000,
                    each=True,
                )
    plans = sheet.names("plans")
    if len(plans) > 1:
        yield Question(
            f"likes/{who}",
            f"Which of the packages would {name} like best?",
            Kind.CHOICE,
            options=tuple(plans),
        )
    found = points_of(sheet)
    worth = (
        ", ".join(f"{plan} {found.plan(sheet, who, plan):.0f}" for plan in plans)
        if found.complete(who)
        else ""
    )
    yield Question(
        f"goes_on/{who}",
        f"If the war simply went on to the horizon and froze where it stands then, how good is that for"
        f" {name}, from 0 (all its worst answers) to 100 (all its best)?",
        Kind.NUMBER,
        low=-100,
        high=200,
        each=True,
        hint=f"for comparison: {worth}" if worth else "",
    )


def _time(party: str) -> Iterator[Question]:
    """Patience and the cost of a month of war."""
    who = id_of(party)
    yield Question(
        f"later/{who}",
        f"The same settlement a year later: how many per cent as good is it to {party}?",
        Kind.NUMBER,
        low=5,
        high=100,
        default="85",
        each=True,
    )
    yield Question(
        f"month/{who}",
        f"What does a month of war cost {party}, in points of the same scale?",
        Kind.NUMBER,
        low=0,
        high=50,
        each=True,
        hint="0.5, or 0.5 (0.2 to 1)",
    )


def _errs() -> Question:
    """How often a party signs what it should not."""
    return Question(
        "errs",
        "Of a thousand times that a settlement ten points worse than going on is put to a party, how often"
        " does it sign?",
        Kind.NUMBER,
        low=0.001,
        high=400,
        default="2.5",
        each=True,
    )
