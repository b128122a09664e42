"""Forecasts of a record, made round by round with what was known, and what is made of them."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from tests.inference.scoring.about import ABOUT
from tests.inference.scoring.war import BEGINS, MOVES, SETTLED, rolled, write_case
from tests.inference.weighing.histories import Histories
from tests.inference.weighing.small import small_scenario, small_solution

from parley.compiler import compile_game
from parley.inference.scoring import Forecaster, Window, compose_scores
from parley.inference.scoring.base_rates import past_frequency
from parley.inference.scoring.reliability import reliability
from parley.inference.scoring.rules import brier
from parley.inference.scoring.sheet import FORECASTERS, MODEL, PAST, joined
from parley.inference.scoring.skill import skill
from parley.inference.weighing import Strategies
from parley.record import Fact, Move, Record, read_record
from parley.scenario import read_scenario
from parley.scenario.coding import Coding, read_coding
from parley.solver import solve
from parley.vocabulary import Act

Set = tuple[Forecaster, Record]


@pytest.fixture(scope="module")
def war(tmp_path_factory: pytest.TempPathFactory) -> Set:
    """The small war's forecaster and its record."""
    folder = write_case(tmp_path_factory.mktemp("war"))
    record = read_record(folder)
    coding = read_coding(folder, read_scenario(folder), record)
    return Forecaster(solve(compile_game(coding.scenario)), coding), record


def _poisoned(record: Record, day: date) -> Record:
    """The same record up to the day before, and another future: other moves, more moves, more facts."""
    kept = [move for move in record.moves if move.last_date < day]
    other = [
        replace(move, act=Act.GESTURE, actor=("NORTH",), responds_to=())
        for move in record.moves
        if move.last_date >= day
    ]
    more = [
        Move(f"P{n}", day + timedelta(days=n), ("PATRON",), Act.LEVER, extent="off", line=100 + n)
        for n in range(30)
    ]
    # It began before the day, but nobody could be certain of it before its end.
    spans = Move("P99", day - timedelta(days=3), ("NORTH",), Act.DEMAND, date_end=day, line=200)
    fact = Fact("F1", "x", "y", 1.0, 2.0, "z", "", day, "a", "", "seen", "", 2)
    moves = sorted([*kept, spans, *other, *more], key=lambda move: (move.date, move.line))
    return replace(record, moves=tuple(moves), facts=(*record.facts, fact))


def test_rounds_that_grow_are_scored_at_their_own_lengths(tmp_path: Path) -> None:
    """Weeks, then a fortnight, then months: every move falls in its own round, and own past is a rate."""
    lengths = [{"length": "7 days", "for": "3 rounds"}, {"length": "14 days", "for": "1 rounds"}, "28 days"]
    folder = write_case(tmp_path, round=lengths, horizon="6 rounds")
    record = read_record(folder)
    coding = read_coding(folder, read_scenario(folder), record)
    forecaster = Forecaster(solve(compile_game(coding.scenario)), coding)
    pace = coding.scenario.pace
    last = next(t for t in range(coding.scenario.rounds) if pace.length(t) == 28.0)
    scored = forecaster.score(record, Window(0, last + 1))
    assert [forecast.round for forecast in scored.forecasts] == list(range(last + 1))
    said = {
        (q.party, q.kind): scored.forecasts[last].said[PAST][n] for n, q in enumerate(forecaster.questions)
    }
    weeks = np.array([pace.length(t) for t in range(last)])
    favours = np.array([t in (0, 4, 6) for t in range(last)])
    (rate,) = past_frequency(favours[:, None], weeks, 28.0)
    assert said["north", "gesture"] == pytest.approx(float(rate))
    assert rate > favours.mean()


@pytest.mark.parametrize("t", range(1, 8))
def test_nothing_dated_later_is_read(war: Set, t: int) -> None:
    """With another future from the round on, every forecaster says the same of it to the last bit."""
    forecaster, record = war
    other = _poisoned(record, forecaster.day_before(t) + timedelta(days=1))
    said, again = (forecaster.forecast(one, t, 8) for one in (record, other))
    assert said is not None
    assert again is not None
    assert all(np.array_equal(said.said[who], again.said[who]) for who in FORECASTERS)
    assert said.by_end == again.by_end


def test_what_is_dated_earlier_is_read(war: Set) -> None:
    """The poison of the test above works: once its days have passed, forecasts differ."""
    forecaster, record = war
    other = _poisoned(record, forecaster.day_before(2) + timedelta(days=1))
    said, again = (forecaster.forecast(one, 3, 8) for one in (record, other))
    assert said is not None
    assert again is not None
    assert not np.array_equal(said.said[MODEL], again.said[MODEL])
    assert not np.array_equal(said.said[PAST], again.said[PAST])


def test_what_was_recorded_is_what_the_questions_are_answered_with(war: Set) -> None:
    """Each coded act is a yes in its own round, for its own party and class, and nothing else is."""
    forecaster, record = war
    sheet = forecaster.score(record, Window(0, 8)).sheet
    yes = {
        (int(sheet.rounds[n]), sheet.party[n], sheet.kind[n]) for n in range(len(sheet)) if sheet.happened[n]
    }
    assert yes == {
        (0, "north", "gesture"),
        (1, "patron", "set"),
        (2, "north", "demand"),
        (3, "patron", "propose"),
        (4, "north", "gesture"),
        (6, "patron", "set"),
        (7, "north", "gesture"),
    }


def test_a_question_with_no_room_for_yes_is_not_asked(war: Set) -> None:
    """Nobody is asked whether a truce that is not in force will be left, nor whether a party will hold."""
    forecaster, record = war
    sheet = forecaster.score(record, Window(0, 3)).sheet
    assert "leave" not in sheet.kind
    assert "hold" not in sheet.kind
    assert {"gesture", "offer", "settlement"} <= set(sheet.kind)


def test_the_end_of_the_war_is_answered_and_nothing_is_asked_after(tmp_path: Path) -> None:
    """A settlement on record is a yes for settlement in its round, which is the last one scored."""
    record = read_record(write_case(tmp_path, [*MOVES, *SETTLED]))
    coding = read_coding(tmp_path, read_scenario(tmp_path), record)
    forecaster = Forecaster(solve(compile_game(coding.scenario)), coding)
    scored = forecaster.score(record, Window(6, 12))
    assert scored.ended == "settlement:here"
    assert [forecast.round for forecast in scored.forecasts] == [6, 7, 8]
    ending = scored.sheet.of(party="", kind="settlement")
    assert list(ending.happened) == [False, False, True]


def test_what_the_model_ruled_out_scores_infinitely_badly(tmp_path: Path) -> None:
    """A claim that stands cannot be made: when the record says it was, the score is none, and says why."""
    again = "M3b,2025-01-23,NORTH,DEMAND,,SOUTH,land,x,a,seen,b,"
    record = read_record(write_case(tmp_path, [*MOVES[:3], again]))
    coding = read_coding(tmp_path, read_scenario(tmp_path), record)
    forecaster = Forecaster(solve(compile_game(coding.scenario)), coding)
    scored = forecaster.score(record, Window(3, 4))
    row = scored.sheet.of(party="north", kind="demand")
    assert (list(row.happened), list(row.said[MODEL])) == ([True], [0.0])
    days = [forecaster.day_before(t + 1) for t in range(5)]
    said = compose_scores(ABOUT, scored, days, seed=1).document()
    assert said["actions"]["ruled_out"] == 1
    assert said["actions"]["scores"][MODEL]["log"] is None
    assert said["actions"]["scores"][MODEL]["brier"] > 0
    assert said["actions"]["skill"][PAST]["log"] == {"value": None, "low": None, "high": None}


def test_moves_no_rule_covers_are_named(tmp_path: Path) -> None:
    """A move that no rule covers counts as nothing, and is named; one before the coding begins is not."""
    loose = [
        "E1,2024-12-01,NORTH,THREAT,,SOUTH,land,x,a,seen,b,",
        "X1,2025-01-03,NORTH,THREAT,,SOUTH,land,x,a,seen,b,",
    ]
    record = read_record(write_case(tmp_path, [loose[0], *MOVES, loose[1]]))
    coding = read_coding(tmp_path, read_scenario(tmp_path), record)
    forecaster = Forecaster(solve(compile_game(coding.scenario)), coding)
    assert forecaster.score(record, Window(0, 2)).uncovered == ("X1",)


@pytest.fixture(scope="module")
def rolls() -> tuple[Coding, list[tuple[Coding, Record]]]:
    """Forty records of eight rounds drawn from the small war itself."""
    coding = Coding(BEGINS, small_scenario(), {}, (), {}, (), {})
    histories = Histories(small_solution(), None)
    dice = np.random.default_rng(17)
    return coding, [rolled(histories, coding, 8, dice) for _ in range(40)]


@pytest.mark.slow
def test_on_its_own_records_the_model_is_calibrated_and_beats_base_rates(
    rolls: tuple[Coding, list[tuple[Coding, Record]]],
) -> None:
    """Where the model is the truth, its probabilities come as often as they are said, and it has skill."""
    solution = small_solution()
    shared = Strategies(solution)
    sheets = [
        Forecaster(solution, coding, shared).score(record, Window(0, 8)).sheet for coding, record in rolls[1]
    ]
    sheet = joined(sheets)
    records = np.repeat(np.arange(len(sheets)), [len(one) for one in sheets])
    found = reliability(sheet.said[MODEL], sheet.happened, seed=1)
    outside = (found.came < found.low) | (found.came > found.high)
    assert np.average(outside, weights=found.times) < 0.25
    assert abs(sheet.said[MODEL].mean() - sheet.happened.mean()) < 0.01
    better = skill(
        brier(sheet.said[MODEL], sheet.happened), brier(sheet.said[PAST], sheet.happened), records, seed=1
    )
    assert better.low is not None
    assert better.low > 0
    assert math.isfinite(better.value or math.nan)
