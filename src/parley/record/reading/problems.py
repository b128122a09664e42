"""What is wrong with one cell, wherever the row came from: a file of the record or an event of others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from parley.files import closest_name


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one cell: what was expected, what came, what to do."""

    column: str
    slug: str
    expected: str
    got: str
    advice: str = ""


def word_problem(column: str, slug: str, got: str, known: Sequence[str], where: str = "") -> Problem:
    """A word that is not in a list (of words allowed `where`), with the one probably meant."""
    expected = f"{where}one of {', '.join(known)}" if known else f"{where}an empty cell"
    return Problem(column, slug, expected, got, did_you_mean(got, known))


def did_you_mean(got: str, known: Sequence[str]) -> str:
    """A question naming the closest known word; empty when none is close."""
    near = closest_name(got, known) or closest_name(got.upper(), known) or closest_name(got.lower(), known)
    return f"did you mean {near}?" if near else ""
