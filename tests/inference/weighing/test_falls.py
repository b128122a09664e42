"""A war that ended in the field: a victory or a surrender coded as an ending, weighed and scored."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from tests.inference.weighing.small import SMALL

from parley import workbench
from parley.case import open_case
from parley.compiler import compile_game
from parley.errors import CaseError
from parley.inference.weighing import weigh
from parley.scenario.coding import code_record
from parley.scenario.coding.coded import CodedRecord
from parley.solver import Solution, solve

HEAD = "id,date,actor,act,extent,target,issue,option,source,verification,paraphrase\n"
CODING = {
    "from": "2025-01-01",
    "coder": "me",
    "actors": {"north": ["NORTH"], "south": ["SOUTH"], "patron": ["PATRON"]},
    "rules": {"speeches": {"when": {"act": "STATEMENT"}, "counts_as": "nothing", "reason": "words"}},
}
THEATRE = {
    "front": {
        "from": 0,
        "to": 3,
        "start": 2,
        "step": {
            "up": {"base": {"mild": "10 % per week", "hard": "30 % per week"}},
            "down": "10 % per week",
        },
        "collapse": {"top": {"of": "south", "worth": {"north": 100, "south": 0, "patron": 10}}},
    }
}


def case(folder: Path, day: str, word: str = "collapse:south") -> Path:
    """The small war with a front that can carry the south away, and a row that says it did."""
    scenario = {**SMALL, "theatre": THEATRE, "as_of": "2025-01-15", "horizon": "8 rounds"}
    row = f"M1,{day},SOUTH,CONTEXT,,,front,surrender,Paper,seen,The south lays down its arms.\n"
    coding = {**CODING, "moves": {"M1": {"counts_as": word, "reason": "it surrendered"}}}
    (folder / "scenario.yaml").write_text(json.dumps(scenario), encoding="utf-8")
    (folder / "coding.yaml").write_text(json.dumps(coding), encoding="utf-8")
    (folder / "moves.csv").write_text(HEAD + row, encoding="utf-8")
    return folder


@pytest.mark.parametrize("day", ["2025-01-03", "2025-01-10"])
def test_its_chance_is_what_the_fighting_leaves(tmp_path: Path, day: str) -> None:
    """The chance of the ending and that of going on are the whole of the round's fighting."""
    opened = open_case(case(tmp_path, day))
    solution = solve(compile_game(opened.coding.scenario))
    assert isinstance(solution, Solution)
    coded = code_record(opened.coding, opened.record, opened.as_of)
    weighed = weigh(solution, coded)
    fallen = weighed.seen[-1]
    assert (fallen.kind, fallen.what, fallen.move) == ("ending", "collapse:south", "M1")
    assert weighed.ended == "collapse:south"
    went_on = _without(solution, coded)
    assert math.isclose(fallen.chance + went_on, 1.0, rel_tol=1e-12)
    # A front that gives way so soon speaks for the disposition that fights harder.
    assert fallen.told < 0.0


def _without(solution: Solution, coded: CodedRecord) -> float:
    """The chance that the last round's fighting ended nothing, had nothing been recorded in it."""
    from dataclasses import replace

    last = coded.rounds[-1]
    quiet = replace(last, fall=None, closed=True)
    return weigh(solution, replace(coded, rounds=(*coded.rounds[:-1], quiet))).rounds[-1].went_on


def test_it_is_told_and_scored_under_its_own_name(tmp_path: Path) -> None:
    """Weighing says which ending it was, and scores count it as having come."""
    folder = case(tmp_path, "2025-01-10")
    weighing = workbench.weigh(folder).weighing
    assert weighing["ended"] == "collapse:south"
    assert [moment["kind"] for moment in weighing["moments"]][-1] == "ending"
    assert "ends the war" in weighing["moments"][-1]["text"]
    assert str(workbench.score(folder).scores.ended) == "collapse:south"


def test_an_ending_the_game_does_not_know_is_refused(tmp_path: Path) -> None:
    """A coding may name only endings that fighting can come to in its scenario."""
    with pytest.raises(CaseError, match="an ending of the fighting"):
        open_case(case(tmp_path, "2025-01-10", "collapse:north"))
