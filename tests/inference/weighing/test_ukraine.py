"""The README of the Ukraine case tells what weighing its record gives, number for number.

Run `PARLEY_RENEW=1 python -m pytest tests/inference/weighing/test_ukraine.py -m slow` to write its tables
anew, and review the difference: the sentences around the tables speak of them.
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from parley.compiler import compile_game
from parley.inference.weighing import Strategies, Weighed, next_moves, weigh
from parley.inference.weighing.ahead import endings_by_date
from parley.record import read_record
from parley.report.inference.weighing.naming import open_naming
from parley.scenario import read_scenario
from parley.scenario.coding import Coding, code_record, read_coding
from parley.scenario.coding.parts import Counting
from parley.solver import solve

CASE = Path(__file__).parents[3] / "cases" / "ukraine-2025-plain"
BLOCK = re.compile(r"(<!-- weighed: begin -->\n).*?(<!-- weighed: end -->)", re.DOTALL)
DAYS = (date(2025, 2, 11), date(2025, 3, 17), date(2025, 3, 19))
OTHERWISE = {
    "the three favours of Russia (U26, U76, U77) count as nothing": dict.fromkeys(
        ("U26", "U76", "U77"), "nothing"
    ),
    "the demand (U73) counts as nothing": {"U73": "nothing"},
    "the general truce (U48) counts as nothing": {"U48": "nothing"},
    "the condition of 13 March (U58) counts as the demand": {"U58": "demand:end_us_support"},
    "the lapsed licence (U53) counts as raised sanctions": {"U53": "set:sanctions_pressure:raised"},
}


class UkraineWeighed:
    """The shipped case solved from where its coding begins, and what the README says of it."""

    def __init__(self) -> None:
        scenario, self.record = read_scenario(CASE), read_record(CASE)
        self.coding = read_coding(CASE, scenario, self.record)
        self.solution = solve(compile_game(self.coding.scenario))
        self.strategies = Strategies(self.solution)
        self.naming = open_naming(self.coding.scenario, "", [])

    def weighed(self, as_of: date = DAYS[-1], coding: Coding | None = None) -> Weighed:
        """The record to a day, weighed."""
        coded = code_record(coding or self.coding, self.record, as_of)
        return weigh(self.solution, coded, strategies=self.strategies)

    def tables(self) -> str:
        """The three tables of the README, and how odd it is that nobody offered a settlement."""
        parts = (self._moves(), self._endings(), self._otherwise(), self._no_offer())
        return "\n\n".join("\n".join(rows) for rows in parts)

    def _moves(self) -> Iterator[str]:
        yield "| date | move | what | one in | once it had the floor | odds for pragmatic | analyst |"
        yield "|---|---|---|---|---|---|---|"
        for seen in self.weighed().seen:
            if seen.kind == "action":
                what = f"{self.naming.parties[seen.party].name} {self.naming.deed(seen.what)}"
            elif seen.kind == "answer":
                what = f"{self.naming.parties[seen.party].name} {self.naming.answer(seen.what)}"
            else:
                what = {"quiet": "a week without a deed", "reading": "the front is where it was"}[seen.kind]
            once = f"{1 / seen.choice:.0f}" if seen.kind == "action" else ""
            move = seen.move if seen.move in self.record.by_id else ""
            cells = [f"{seen.date.day} {seen.date:%b}", move, what, f"{1 / seen.chance:.0f}", once]
            yield (
                "| "
                + " | ".join([*cells, f"x {math.exp(seen.told):.2f}", _percent(seen.beliefs[-1, 0])])
                + " |"
            )

    def _endings(self) -> Iterator[str]:
        paths = []
        for day in DAYS:
            path = endings_by_date(self.solution, self.weighed(day))[-1]
            paths.append([*path, 1.0 - path.sum()])
        yield "| by the horizon, as of | " + " | ".join(f"{day.day} {day:%B}" for day in DAYS) + " |"
        yield "|---|" + "---|" * len(DAYS)
        names = [self.naming.ending(ending) for ending in self.solution.game.structure.endings]
        for name, row in zip([*names, "Still fighting"], np.array(paths).T, strict=True):
            if row.max() >= 0.01:
                yield f"| {name} | " + " | ".join(_percent(p) for p in row) + " |"

    def _otherwise(self) -> Iterator[str]:
        yield "| if ... | analyst | disarmed by the horizon | could not have happened |"
        yield "|---|---|---|---|"
        for words, counts in {"as coded": {}, **OTHERWISE}.items():
            changed = {name: Counting(word) for name, word in counts.items()}
            coding = replace(self.coding, exceptions={**self.coding.exceptions, **changed})
            weighed = self.weighed(coding=coding)
            missing = ", ".join(entry.move for entry in weighed.impossible) or "nothing"
            disarmed = endings_by_date(self.solution, weighed)[-1, self._disarmed]
            yield f"| {words} | {_percent(weighed.weights[0])} | {_percent(disarmed)} | {missing} |"

    @property
    def _disarmed(self) -> int:
        return self.solution.game.structure.endings.index("settlement:disarmed_freeze")

    def _no_offer(self) -> Iterator[str]:
        """How probable it was, turn by turn, that no settlement would be offered."""
        s, none, turns = self.solution.game.structure, 1.0, 0
        offers = [a for a, name in enumerate(s.actions) if name.startswith("offer:")]
        coded = code_record(self.coding, self.record, DAYS[-1])
        for entry in coded.rounds:
            if entry.spent:
                before = weigh(self.solution, coded, until=entry.round, strategies=self.strategies)
                chance = next_moves(self.solution, before, 1, self.strategies).chance[0, offers].sum()
                turns += max(1, len(entry.deeds))
                none *= (1.0 - chance) ** max(1, len(entry.deeds))
        yield f"No settlement offered in any of {turns} turns at the table: one in {round(1 / none, -1):.0f}."


def _percent(p: float) -> str:
    return f"{100 * p:.0f} %"


@pytest.fixture(scope="module")
def ukraine() -> UkraineWeighed:
    """The shipped case, weighed."""
    return UkraineWeighed()


@pytest.mark.slow
def test_the_readme_of_the_case_tells_what_weighing_gives(ukraine: UkraineWeighed) -> None:
    """The tables between the marks of the README are those the program gives."""
    page = (CASE / "README.md").read_text(encoding="utf-8")
    told = BLOCK.sub(lambda found: f"{found[1]}{ukraine.tables()}\n{found[2]}", page)
    if os.environ.get("PARLEY_RENEW"):
        (CASE / "README.md").write_text(told, encoding="utf-8")
        page = told
    assert BLOCK.search(page) is not None
    assert page == told


@pytest.mark.slow
def test_what_the_readme_says_of_the_tables_is_so(ukraine: UkraineWeighed) -> None:
    """Restoring aid surprises most, then a truce; the demand tells most; favours next to nothing."""
    moves = [entry for entry in ukraine.weighed().seen if entry.kind in ("action", "answer")]
    by_surprise = sorted(moves, key=lambda entry: -entry.surprise)
    assert [entry.move for entry in by_surprise[:2]] == ["U50", "U48"]
    assert max(moves, key=lambda entry: abs(entry.told)).move == "U73"
    assert all(-0.05 < entry.told < 0.0 for entry in moves if entry.what == "gesture:goodwill")
    answers = [entry for entry in moves if entry.kind == "answer"]
    assert all(0.4 < entry.chance < 0.6 and abs(entry.told) < 0.05 for entry in answers)
    assert ukraine.weighed().impossible == ()
