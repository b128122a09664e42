"""A term that is a number: what was first asked, what others named, and where it ended."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from parley.languages import worded, written
from parley.record.parties import doers
from parley.record.rows import Move
from parley.vocabulary import Act

_NUMBER = re.compile(
    r"(?<![\w.,-])(\d{1,3}(?:[,\u00a0 ]\d{3})+|\d+)(?:\.(\d+))?(?![\w]*\d)\s*-?\s*(per cent|[A-Za-z%]+)?"
)
_TO = re.compile(r"\bto:(.*)", re.DOTALL)
_EMPTY_UNITS = frozenset(
    {"and", "or", "of", "in", "to", "the", "a", "for", "by", "from", "on", "with", "instead"}
)
NAMES_A_NUMBER = (
    Act.OFFER,
    Act.DEMAND,
    Act.CONDITION,
    Act.CONCEDE,
    Act.ACCEPT,
    Act.REJECT,
    Act.EVADE,
    Act.AGREE,
    Act.PROMISE,
)


@dataclass(frozen=True)
class Named:
    """A number somebody named for a term."""

    id: str
    by: tuple[str, ...]
    value: float
    unit: str
    written: str
    act: Act


@dataclass(frozen=True)
class Career:
    """The numbers named for one term, in order: the asker's, the others', and the one agreed, if it was."""

    asked: tuple[Named, ...]
    answered: tuple[Named, ...]
    agreed: Named | None

    @property
    def part_of_the_way(self) -> float | None:
        """How far towards the asker's first figure it ended, from the others': 0 is theirs, 1 the asker's."""
        if self.agreed is None or not self.answered:
            return None
        ours, theirs = self.asked[0].value, self.answered[0].value
        return None if ours == theirs else (self.agreed.value - theirs) / (ours - theirs)

    def __str__(self) -> str:
        first = self.asked[0]
        parts = [worded("first asked {figure} ({id})", figure=_figure(first), id=first.id)]
        for before, after in zip(self.asked, self.asked[1:], strict=False):
            word = worded("raised") if after.value > before.value else worded("lowered")
            parts.append(worded("{word} to {figure} ({id})", word=word, figure=_figure(after), id=after.id))
        parts += [
            worded("{list} named {figure} ({id})", list=" ".join(one.by), figure=_figure(one), id=one.id)
            for one in self.answered
        ]
        if self.agreed is not None:
            way = self.part_of_the_way
            between = way is not None and 0.0 < way < 1.0
            met = (
                worded(", {way} of the way to the figure first asked", way=written(way or 0.0, ".0%"))
                if between
                else ""
            )
            parts.append(
                worded(
                    "agreed at {figure} ({id}){met}", figure=_figure(self.agreed), id=self.agreed.id, met=met
                )
            )
        return "; ".join(parts)


def career(chain: list[Move], answers: Iterable[Move], texts: Iterable[Move]) -> Career | None:
    """The numbers of a term; None where its first statement names none, or nothing else does.

    `chain` are the moves that state it, `answers` those that answer one of them, `texts` the agreements.
    """
    first = number_in(chain[0])
    if first is None:
        return None
    asker = set(doers(chain[0]))
    named = sorted({move.id: move for move in (*chain, *answers)}.values(), key=lambda m: (m.date, m.line))
    figures = [
        found for move in named if move.act in NAMES_A_NUMBER if (found := number_in(move, first.unit))
    ]
    agreed = next((found for move in texts if (found := number_in(move, first.unit))), None)
    asked = _changes(one for one in figures if asker & set(one.by) and one.act is not Act.AGREE)
    others = _changes(one for one in figures if not asker & set(one.by))
    values = {one.value for one in (*asked, *others, *([agreed] if agreed else []))}
    # A chain may begin with a threat or a statement, which names a figure and asks for none.
    if not asked or len(values) < 2:
        return None
    return Career(tuple(asked), tuple(others), agreed)


def number_in(move: Move, unit: str | None = None) -> Named | None:
    """The first number in a move's option with its unit; with a unit given, the first number in that unit."""
    text = move.option
    if moved := _TO.search(text):
        text = moved[1]
    for found in _NUMBER.finditer(text):
        whole = re.sub(r"[,\u00a0 ]", "", found[1])
        word = (found[3] or "").lower().rstrip("s")
        named = "" if word in _EMPTY_UNITS else word
        if unit is None or named == unit:
            return Named(
                move.id,
                doers(move),
                float(f"{whole}.{found[2] or 0}"),
                named,
                found[3] if named else "",
                move.act,
            )
    return None


def _changes(figures: Iterable[Named]) -> list[Named]:
    kept: list[Named] = []
    for one in figures:
        if not kept or kept[-1].value != one.value:
            kept.append(one)
    return kept


def _figure(one: Named) -> str:
    return f"{one.value:,.10g} {one.written}".rstrip()
