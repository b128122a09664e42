"""A small war on file: a scenario, a coding and a record of seven weeks, in a folder of its own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from tests.inference.weighing.histories import Histories, Stand
from tests.inference.weighing.small import SMALL

from parley.record import Move, Record
from parley.scenario.coding import Coding
from parley.scenario.coding.parts import Counting
from parley.vocabulary import Act

BEGINS = date(2025, 1, 1)
HEAD = "id,date,actor,act,extent,target,issue,option,source,verification,paraphrase,responds_to"

CODING = """
from: 2025-01-01
coder: desk
actors: {north: [NORTH], south: [SOUTH], patron: [PATRON]}
rules:
  favour: {when: {actor: NORTH, act: GESTURE}, counts_as: gesture:favour, reason: a favour}
  claim: {when: {actor: NORTH, act: DEMAND}, counts_as: demand:claim, reason: the claim}
  cut: {when: {actor: PATRON, act: LEVER, extent: "off"}, counts_as: set:aid:off, reason: aid cut}
  back: {when: {actor: PATRON, act: LEVER, extent: "on"}, counts_as: set:aid:on, reason: aid restored}
  talk: {when: {actor: PATRON, act: OFFER}, counts_as: propose:truce, reason: a truce proposed}
  deal: {when: {actor: SOUTH, act: OFFER}, counts_as: offer:here, reason: terms put forward}
  yes: {when: {act: ACCEPT}, counts_as: accept, reason: an answer}
  no: {when: {act: REJECT}, counts_as: refuse, reason: an answer}
  words: {when: {act: STATEMENT}, counts_as: nothing, reason: words}
"""

MOVES = (
    "M1,2025-01-02,NORTH,GESTURE,,PATRON,pows,x,a,seen,b,",
    "M2,2025-01-09,PATRON,LEVER,off,SOUTH,aid,x,a,seen,b,",
    "M3,2025-01-17,NORTH,DEMAND,,SOUTH,land,x,a,seen,b,",
    "M4,2025-01-23,PATRON,OFFER,,NORTH;SOUTH,truce,x,a,seen,b,",
    "M5,2025-01-24,SOUTH,REJECT,,PATRON,truce,x,a,seen,b,M4",
    "M6,2025-01-30,NORTH,GESTURE,,PATRON,pows,x,a,seen,b,",
    "M7,2025-02-12,PATRON,LEVER,on,SOUTH,aid,x,a,seen,b,",
    "M8,2025-02-19,NORTH,GESTURE,,PATRON,pows,x,a,seen,b,",
)
SETTLED = (
    "M9,2025-02-26,SOUTH,OFFER,,NORTH,land,here,a,seen,b,",
    "M10,2025-02-27,NORTH,ACCEPT,,SOUTH,land,here,a,seen,b,M9",
)


def write_case(folder: Path, moves: Sequence[str] = MOVES, **changes: object) -> Path:
    """A case of the small war with these moves; its scenario speaks from 22 January, and ends on 26 March."""
    scenario = {
        **SMALL,
        "as_of": "2025-01-22",
        "record_until": "2025-01-22",
        "horizon": "9 rounds",
        **changes,
    }
    (folder / "scenario.yaml").write_text(json.dumps(scenario), encoding="utf-8")
    (folder / "coding.yaml").write_text(CODING, encoding="utf-8")
    (folder / "moves.csv").write_text("\n".join([HEAD, *moves, ""]), encoding="utf-8")
    return folder


def rolled(
    histories: Histories, coding: Coding, rounds: int, dice: np.random.Generator
) -> tuple[Coding, Record]:
    """A record drawn from the game itself, its ending included, with a coding of each of its moves."""
    weights = [1 / (1 + np.exp(-histories.solution.game.numbers.analyst_prior))]
    h = int(dice.random() >= weights[0])
    middle = float(histories.grid[len(histories.grid) // 2])
    at, moves, words = Stand(histories.s.start, middle), [], {}
    for t in range(rounds):
        outcomes = list(histories.floor(t, h, at))
        chances = np.array([outcome.chance for outcome in outcomes])
        outcome = outcomes[dice.choice(len(outcomes), p=chances / chances.sum())]
        if outcome.action not in ("", "hold"):
            day = coding.begins + timedelta(days=7 * t)
            name = f"M{t}"
            moves.append(Move(name, day, (outcome.party.upper(),), Act.STATEMENT, line=t + 2))
            words[name] = Counting(outcome.action, by=outcome.party, answers=dict(outcome.answers))
        if outcome.ended:
            break
        ways = list(histories.nature(t, h, outcome.stand))
        odds = np.array([way[0] for way in ways])
        at = ways[dice.choice(len(ways), p=odds / odds.sum())][2]
    return replace(coding, exceptions=words), Record("rolled", tuple(moves))
