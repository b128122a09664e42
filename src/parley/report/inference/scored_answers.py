"""Answers to what was offered and proposed: each as it was expected, and the scores of all."""

from __future__ import annotations

from collections.abc import Callable

from parley.files.articles import at_start
from parley.game.names import AnswerKind
from parley.inference.scoring import AnswerColumns, AnswerRow, AnswerScores, Scored
from parley.languages import wordable, worded
from parley.report import phrases
from parley.report.calling import ScenarioNames
from parley.report.context import Table
from parley.report.words import chance, count, listing, quoted, short_day
from parley.scenario.parts import Scenario

_RULES = {"brier": wordable("Brier score of answers"), "log": wordable("Log score of answers, in bits")}
_MOST_SHOWN = 20
_Cells = Callable[[Scored, str], tuple[str, ...]]


def said_of_answers(found: AnswerScores) -> str:
    """What there is to score of answers, in a sentence or two."""
    if not found.questions:
        why = worded("nothing was offered or proposed to anybody")
        if found.not_allowed:
            why = worded("the model did not allow what was answered")
        elif found.unanswered:
            why = worded("no answer to what was offered or proposed is on record")
        return worded("Answers to offers and proposals are not scored: in these rounds {why}.", why=why)
    counted = [
        count(number, *phrases.ANSWER_NOUNS[word]) for word, number in found.answered.items() if number
    ]
    number = found.questions
    said = worded(
        "Beside these, {count} to what was offered or proposed {part} scored as a class of their own"
        " ({list}). Each was given its chance on the day it was asked for, knowing what was put to whom.",
        count=count(number, "answer"),
        part=worded("is") if number == 1 else worded("are"),
        list=listing(counted),
    )
    return worded("{said} So few say very little about the model.", said=said) if found.few else said


def answer_rows(found: AnswerScores, scenario: Scenario) -> tuple[tuple[str, AnswerRow], ...]:
    """Rows of scores with their names: all answers, then by who answered, then by what was answered."""
    return (
        (worded("All answers"), found),
        *((scenario.parties[row.party or ""].name, row) for row in found.by_party),
        *((worded(phrases.ANSWERED[row.class_ or ""]), row) for row in found.by_class),
    )


def answer_tables(found: AnswerScores, scenario: Scenario, scored: _Cells) -> list[Table]:
    """Each answer with the chance it was given, then a table of scores for each rule.

    `scored` gives the cells of a row under a rule: the model's score and its skill against each base rate.
    """
    if not found.questions:
        return []
    columns = (
        worded("Answers"),
        worded("Given"),
        worded("Accepted"),
        worded("Model"),
        worded("Skill against own past"),
        worded("Skill against nothing changes"),
    )
    tables = [
        Table(
            columns,
            tuple(
                (name, str(row.questions), str(row.answered[AnswerKind.ACCEPT]), *scored(row, rule))
                for name, row in answer_rows(found, scenario)
            ),
            caption=worded(caption),
            figures=tuple(range(1, len(columns))),
        )
        for rule, caption in _RULES.items()
    ]
    return [_each(found.forecasts, scenario), *tables]


def _each(listed: AnswerColumns, scenario: Scenario) -> Table:
    """Every answer, the latest where there are many, with the chance each forecaster gave to just that."""
    answers = zip(listed.date, listed.party, listed.answer, listed.action, listed.to, strict=True)
    chances = zip(listed.model, listed.past_frequency, listed.nothing_changes, strict=True)
    columns = list(zip(answers, chances, strict=True))[-_MOST_SHOWN:]
    names, rows = ScenarioNames(scenario), []
    for (when, party, word, action, to), said in columns:
        said_so = worded(phrases.ANSWERS[word], what=quoted(phrases.about(action, names)))
        what = f"{at_start(phrases.does(party, said_so, names))} ({to})"
        rows.append((short_day(when), what, *(chance(by[word]) for by in said)))
    return Table(
        (worded("Day"), worded("Answer"), worded("Model"), worded("Own past"), worded("Nothing changes")),
        tuple(rows),
        caption=worded("The chance each answer was given when it was asked for"),
        figures=(2, 3, 4),
    )


def notes_on_answers(found: AnswerScores) -> list[str]:
    """What the reader of the scores of answers should know."""
    notes = []
    if found.first:
        notes.append(
            worded(
                "Of the answers, {first} had no earlier one by the same party; to base rates every answer"
                " there is room for is then as probable as another.",
                first=found.first,
            )
        )
    if silences := found.silences:
        verb = worded("is a silence") if silences == 1 else worded("are silences")
        notes.append(
            worded(
                "Of the answers, {silences} {verb} that the coding takes for an answer.",
                silences=silences,
                verb=verb,
            )
        )
    if found.unanswered:
        asked = count(found.unanswered, "offer or proposal", "offers and proposals")
        notes.append(worded("{asked} had no answer on record by the last day scored.", asked=asked))
    if found.not_allowed:
        notes.append(
            worded(
                "{count} to what the model did not allow cannot be scored; `parley weigh` names it.",
                count=count(found.not_allowed, "answer"),
            )
        )
    return notes
