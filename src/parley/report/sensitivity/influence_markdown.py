"""What carries the answer, as a section of a case's README."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from parley.report.context import Cell, Link, Table
from parley.report.outlook.certified import doubt
from parley.report.reading import CaseWords
from parley.report.sensitivity.by_levels import how_made, how_sure, without
from parley.report.sensitivity.influence import few_draws, groups_sentence, next_table, numbers_table
from parley.report.sensitivity.number_names import amount, number_name, outcome_name
from parley.report.sensitivity.sentences import tipping_sentences
from parley.report.words import count, listing
from parley.sensitivity.influence import Influence
from parley.sensitivity.influence.influence_result import OutcomeInfluence
from parley.sensitivity.tipping import Along

_MOST_NUMBERS = 6
_MOST_NEXT = 6
_WIDTH = 118


def influence_markdown(reading: CaseWords, found: Influence, along: Sequence[Along] = ()) -> str:
    """The section's text, without its heading: what carries each outcome, what tips it, what to find out."""
    parts = [_wrapped(_opening(reading, found))]
    for n, one in enumerate(found.outcomes):
        parts += [
            _wrapped(f"{_carried(reading, one)} {how_sure(reading, found, n)}".strip()),
            _grid(_columns(numbers_table(reading, one, _MOST_NUMBERS))),
        ]
    tips = [
        sentence
        for way in along
        for sentence in tipping_sentences(reading, way, named=True)
        if way.tipping_points
    ]
    if tips:
        parts.append(_wrapped("Where it tips, one number moved and the others as stated:"))
        parts.append("\n".join(_item(sentence) for sentence in tips))
    still = [number_name(reading, way.path) for way in along if not way.tipping_points]
    if still:
        parts.append(_wrapped(f"Nothing tips anywhere in the range of {listing(still)}."))
    parts.append(_wrapped("What to find out next, the most influential and worst sourced first:"))
    parts.append(_find_out_next(reading, found))
    parts.append(_wrapped(_how(found)))
    return "\n\n".join(parts) + "\n"


def _opening(reading: CaseWords, found: Influence) -> str:
    numbers = len(found.outcomes[0].numbers)
    if found.levels is not None:
        return (
            f"Each of the {numbers} numbers with a range was moved to both its ends, the others as stated."
            " These are findings about the model and its assumptions, not about the war. Effects are in"
            " percentage points, or points of worth: how far going from the low to the high end by way of the"
            " stated value *lowers / raises* the outcome."
        )
    return (
        f"Each of the {numbers} numbers with a range was moved over it, the others anywhere in theirs. These"
        " are findings about the model and its assumptions, not about the war. Effects are in percentage"
        " points, or points of worth, for a whole range: the *slope* at the stated value, and how far going"
        " from the low to the high end *lowers / raises* the outcome on average."
    )


def _carried(reading: CaseWords, one: OutcomeInfluence) -> str:
    in_points = one.outcome.in_points
    unit = " points" if in_points else ""
    said = f"**{outcome_name(reading, one.outcome)}**: {amount(one.stated, in_points)}{unit} as stated"
    if one.levels:
        low, high = (amount(level, in_points) for level in (one.levels[0], one.levels[2]))
        said += f"; {low} to {high}{unit} in four of five draws over the ranges"
    groups = groups_sentence(reading, one)
    return f"{said}. {groups}".strip()


def _columns(table: Table) -> Table:
    """The columns a README has room for; that of the shares only where some were worked out."""
    place = len(table.columns) - 2
    return table if any(row[place] for row in table.rows) else without(table, place)


def _find_out_next(reading: CaseWords, found: Influence) -> str:
    """The numbers to find out next over all outcomes, each once, in turn of their places."""
    ranked: dict[str, float] = {}
    for one in found.outcomes:
        for number in one.numbers:
            ranked[number.path] = max(ranked.get(number.path, 0.0), number.lacking)
    paths = sorted(ranked, key=lambda path: -ranked[path])[:_MOST_NEXT]
    rows = []
    for path in paths:
        for one in found.outcomes:
            cells = {row[0].to: row for row in next_table(reading, one).rows if isinstance(row[0], Link)}
            if f"#assumption-{path}" in cells:
                row = cells[f"#assumption-{path}"]
                rows.append(f"1. {_text(row[0])}: anywhere from {_text(row[1])}; {_text(row[3])}.")
                break
    return "\n".join(rows)


def _how(found: Influence) -> str:
    if found.levels is not None:
        return " ".join(one for one in (how_made(found), doubt(found.certificate)) if one)
    ways = f"{count(found.trajectories, 'way')} through all ranges"
    shares = f" and {count(found.bases, 'base draw')} for the shares of those that matter"
    ways += shares if found.bases else ""
    said = f"Found with {count(found.solved, 'solve')} (seed {found.seed}): {ways}."
    said = " ".join(one for one in (said, few_draws(found), doubt(found.certificate)) if one)
    failed = [f"{count(one.count, 'draw')} of {one.stage}: {one.reason}" for one in found.failures]
    return f"{said} Not solved: {'; '.join(failed)}." if failed else said


def _grid(table: Table) -> str:
    heads = "| " + " | ".join(head.lower() for head in table.columns) + " |"
    rule = "|" + "---|" * len(table.columns)
    rows = ["| " + " | ".join(_text(cell) for cell in row) + " |" for row in table.rows]
    return "\n".join((heads, rule, *rows))


def _text(cell: Cell) -> str:
    if isinstance(cell, Link):
        return _plain(cell.text)
    return _plain(cell) if isinstance(cell, str) else _list(link.text for link in cell)


def _list(words: Iterable[str]) -> str:
    """What a number rests on, its sources in brackets."""
    first, *rest = words
    return f"{_plain(first)} ({', '.join(rest)})" if rest else _plain(first)


def _plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def _item(sentence: str) -> str:
    return textwrap.fill(_plain(sentence), _WIDTH, initial_indent="- ", subsequent_indent="  ")


def _wrapped(text: str) -> str:
    return textwrap.fill(_plain(text), _WIDTH, break_long_words=False, break_on_hyphens=False)
