"""Answers to what was put to the parties: what was said of them, with nothing later read, and scores."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose
from tests.inference.scoring.about import ABOUT
from tests.inference.scoring.war import BEGINS, CODING, MOVES, SETTLED, rolled, write_case
from tests.inference.weighing.histories import Histories
from tests.inference.weighing.small import small_scenario, small_solution
from typer.testing import CliRunner

from parley import workbench
from parley.cli.main import app
from parley.compiler import compile_game
from parley.inference.scoring import Forecaster, Window, compose_scores
from parley.inference.scoring.answers import Answers
from parley.inference.scoring.base_rates import past_answers, same_answer
from parley.inference.scoring.rules import brier, brier_of, log_score, log_score_of
from parley.inference.scoring.sheet import FORECASTERS, MODEL, PAST, STILL
from parley.inference.weighing import Strategies, weigh
from parley.record import Move, Record, read_record
from parley.report.inference.trust import scoring
from parley.scenario import read_scenario
from parley.scenario.coding import ANSWERS, Coding, code_record, read_coding
from parley.solver import solve
from parley.vocabulary import Act

YES, NO, AWAY = range(3)
TRUCES = (
    "T1,2025-01-03,PATRON,OFFER,,NORTH;SOUTH,truce,x,a,seen,b,",
    "T2,2025-01-04,SOUTH,REJECT,,PATRON,truce,x,a,seen,b,T1",
    "T3,2025-01-05,NORTH,REJECT,,PATRON,truce,x,a,seen,b,T1",
    "T4,2025-01-09,PATRON,OFFER,,NORTH;SOUTH,truce,x,a,seen,b,",
    "T5,2025-01-10,SOUTH,ACCEPT,,PATRON,truce,x,a,seen,b,T4",
    "T6,2025-01-11,NORTH,REJECT,,PATRON,truce,x,a,seen,b,T4",
    "T7,2025-01-16,PATRON,OFFER,,NORTH;SOUTH,truce,x,a,seen,b,",
    "T8,2025-01-17,SOUTH,ACCEPT,,PATRON,truce,x,a,seen,b,T7",
    "T9,2025-01-18,NORTH,ACCEPT,,PATRON,truce,x,a,seen,b,T7",
)
AGAIN = (
    "T10,2025-01-23,PATRON,OFFER,,NORTH;SOUTH,truce,x,a,seen,b,",
    "T11,2025-01-24,SOUTH,ACCEPT,,PATRON,truce,x,a,seen,b,T10",
)
Set = tuple[Forecaster, Record]


def _set(folder: Path, moves: tuple[str, ...], coding: str = CODING, **changes: object) -> Set:
    write_case(folder, moves, **changes)
    (folder / "coding.yaml").write_text(coding, encoding="utf-8")
    record = read_record(folder)
    read = read_coding(folder, read_scenario(folder), record)
    return Forecaster(solve(compile_game(read.scenario)), read), record


@pytest.fixture(scope="module")
def truces(tmp_path_factory: pytest.TempPathFactory) -> Set:
    """A small war in which a truce is proposed three times and accepted at last."""
    return _set(tmp_path_factory.mktemp("truces"), TRUCES)


def _answers(case: Set, end: int = 4, first: int = 0) -> Answers:
    return case[0].score(case[1], Window(first, end)).answers


def _scores(case: Set, end: int) -> dict[str, Any]:
    scored = case[0].score(case[1], Window(0, end))
    days = [BEGINS + timedelta(days=7 * t) for t in range(end + 1)]
    return compose_scores(ABOUT, scored, days, seed=1).document()


def test_who_was_asked_and_answered_is_scored(truces: Set) -> None:
    """Each answer counts once, up to the first in the order of asking that is no acceptance."""
    found = _answers(truces)
    told = [(one.round, one.deed.move, one.party, one.answer.says, one.earlier) for one in found.askings]
    assert told == [
        (0, "T1", "south", "refuse", 0),
        (1, "T4", "south", "accept", 1),
        (1, "T4", "north", "refuse", 1),
        (2, "T7", "south", "accept", 2),
        (2, "T7", "north", "accept", 2),
    ]
    assert list(found.says) == [NO, YES, NO, YES, YES]
    assert (found.not_allowed, found.unanswered) == (0, 0)


def test_the_model_says_of_answers_what_weighing_finds(truces: Set) -> None:
    """The chance of the answer that came is the one the filter multiplies by."""
    forecaster, record = truces
    coded = code_record(forecaster.coding, record, date(2025, 1, 28))
    seen = {entry.move: entry.chance for entry in weigh(forecaster.solution, coded).seen}
    for one in _answers(truces).askings:
        assert one.said[MODEL][ANSWERS.index(one.answer.says)] == pytest.approx(
            seen[one.answer.move], rel=1e-9
        )
        assert one.said[MODEL].sum() == pytest.approx(1.0)


def test_an_offer_that_was_taken_is_scored_though_it_ended_the_war(tmp_path: Path) -> None:
    """The acceptance that ends the war was asked for like any other."""
    case = _set(tmp_path, (*MOVES, *SETTLED))
    last = _answers(case, 12).askings[-1]
    assert (last.deed.action, last.party, last.answer.says) == ("offer:here", "north", "accept")
    coded = code_record(case[0].coding, case[1], date(2025, 3, 5))
    seen = {entry.move: entry.chance for entry in weigh(case[0].solution, coded).seen}
    assert last.said[MODEL][YES] == pytest.approx(seen["M10"], rel=1e-9)


def test_base_rates_of_answers_are_those_of_the_party(truces: Set) -> None:
    """South refused once before it accepted, and then had one of each; nobody can walk out of this war."""
    said = {(one.deed.move, one.party): one.said for one in _answers(truces).askings}
    assert_allclose(said["T1", "south"][PAST], [1 / 2, 1 / 2, 0])
    assert_allclose(said["T4", "south"][PAST], [1 / 4, 3 / 4, 0])
    assert_allclose(said["T7", "south"][PAST], [1 / 2, 1 / 2, 0])
    assert_allclose(said["T1", "south"][STILL], [1 / 2, 1 / 2, 0])
    assert_allclose(said["T7", "north"][STILL], [1 / 4, 3 / 4, 0])


def test_shares_of_answers_leave_room_for_those_that_never_came() -> None:
    """Half a case is added to each answer there is room for, and none to others."""
    every, two = np.array([True, True, True]), np.array([True, True, False])
    assert_allclose(past_answers(np.array([YES, YES, NO]), every), [2.5 / 4.5, 1.5 / 4.5, 0.5 / 4.5])
    assert_allclose(past_answers(np.array([AWAY]), two), [0.5, 0.5, 0.0])
    assert_allclose(past_answers(np.array([], dtype=np.int64), every), [1 / 3] * 3)


def test_the_same_answer_again_is_trusted_as_far_as_it_was_right() -> None:
    """What is left is shared by the other answers; without a past, or room for the last, all are alike."""
    every, two, only = np.array([True] * 3), np.array([True, True, False]), np.array([True, False, False])
    assert_allclose(same_answer(np.array([NO, NO, NO]), every), [1 / 12, 5 / 6, 1 / 12])
    assert_allclose(same_answer(np.array([YES, NO]), two), [3 / 4, 1 / 4, 0.0])
    assert_allclose(same_answer(np.array([AWAY]), two), [0.5, 0.5, 0.0])
    assert_allclose(same_answer(np.array([YES]), only), [1.0, 0.0, 0.0])
    assert_allclose(same_answer(np.array([], dtype=np.int64), every), [1 / 3] * 3)


def test_with_two_answers_scores_are_those_of_a_yes_or_no() -> None:
    """An answer without a third way is scored as whether it is an acceptance; one ruled out costs no end."""
    chance, said = np.array([[0.8, 0.2, 0.0], [0.3, 0.7, 0.0]]), np.array([YES, YES])
    yes = np.array([True, True])
    assert_allclose(brier_of(chance, said), brier(chance[:, 0], yes))
    assert_allclose(log_score_of(chance, said), log_score(chance[:, 0], yes))
    assert log_score_of(chance[:1], np.array([AWAY]))[0] == np.inf
    assert brier_of(np.array([[0.5, 0.25, 0.25]]), np.array([YES]))[0] == pytest.approx(0.1875)


def _poisoned(record: Record, day: date, keep: set[str]) -> Record:
    """The same record up to a day and the answers named; from then on other moves, and more of them."""
    kept = [move for move in record.moves if move.date <= day or move.id in keep]
    more = [
        Move(f"P{n}", day + timedelta(days=1 + n), ("NORTH",), Act.GESTURE, line=100 + n) for n in range(10)
    ]
    back = Move("P99", day + timedelta(days=1), ("PATRON",), Act.LEVER, extent="off", line=200)
    moves = sorted([*kept, *more, back], key=lambda move: (move.date, move.line))
    return replace(record, moves=tuple(moves))


@pytest.mark.parametrize(
    ("deed", "day", "answers"),
    [
        ("T1", date(2025, 1, 3), {"T2", "T3"}),
        ("T4", date(2025, 1, 9), {"T5", "T6"}),
        ("T7", date(2025, 1, 16), {"T8", "T9"}),
    ],
)
def test_nothing_dated_later_than_the_question_is_read(
    truces: Set, deed: str, day: date, answers: set[str]
) -> None:
    """With another future from the day after a proposal on, the same is said of the answers to it."""
    forecaster, record = truces
    other = _answers((forecaster, _poisoned(record, day, answers)))
    mine, theirs = (
        {one.party: one for one in found.askings if one.deed.move == deed}
        for found in (_answers(truces), other)
    )
    assert mine.keys() == theirs.keys() != set()
    for party, one in mine.items():
        assert all(np.array_equal(one.said[who], theirs[party].said[who]) for who in FORECASTERS)


def test_an_answer_that_comes_late_is_not_known_before_it_came(tmp_path: Path) -> None:
    """A reply of 20 January to the first proposal bears on what is said of the third, not of the second."""
    said = []
    for act in ("REJECT", "ACCEPT"):
        folder = tmp_path / act
        folder.mkdir()
        late = f"L1,2025-01-20,SOUTH,{act},,PATRON,truce,x,a,seen,b,T1"
        again = [row.replace("2025-01-1", "2025-01-2") for row in TRUCES[6:8]]
        moves = (TRUCES[0], TRUCES[3], TRUCES[4].replace("ACCEPT", "REJECT"), late, *again)
        found = _answers(_set(folder, moves), 4)
        said.append({one.deed.move: one.said for one in found.askings})
    assert said[0].keys() == said[1].keys() == {"T1", "T4", "T7"}
    assert all(np.array_equal(said[0]["T4"][who], said[1]["T4"][who]) for who in FORECASTERS)
    assert not np.array_equal(said[0]["T7"][PAST], said[1]["T7"][PAST])
    assert not np.array_equal(said[0]["T7"][MODEL], said[1]["T7"][MODEL])


def test_what_is_dated_earlier_is_read(truces: Set) -> None:
    """The poison of the test above works: with another past, something else is said of a later answer."""
    forecaster, record = truces
    later = {move.id for move in record.moves if move.date >= date(2025, 1, 16)}
    other = _answers((forecaster, _poisoned(record, date(2025, 1, 5), later)))
    mine, theirs = (found.askings[-1] for found in (_answers(truces), other))
    assert mine.answer.move == theirs.answer.move == "T9"
    assert not np.array_equal(mine.said[MODEL], theirs.said[MODEL])
    assert not np.array_equal(mine.said[PAST], theirs.said[PAST])


def test_rounds_outside_the_window_are_not_scored_but_count_as_past(truces: Set) -> None:
    """Answers of earlier rounds are what base rates go by; what is recorded after the window is not read."""
    assert [one.deed.move for one in _answers(truces, 3, first=2).askings] == ["T7", "T7"]
    assert _answers(truces, 3, first=2).askings[0].earlier == 2
    assert [one.deed.move for one in _answers(truces, 1).askings] == ["T1"]


def test_what_was_not_answered_in_time_is_counted(tmp_path: Path) -> None:
    """A proposal whose answer is not on record by the end of the window is named as unanswered."""
    late = "M5,2025-02-24,SOUTH,REJECT,,PATRON,truce,x,a,seen,b,M4"
    scores = _scores(_set(tmp_path, (*MOVES[:4], late)), 5)
    assert (scores["answers"]["questions"], scores["answers"]["unanswered"]) == (0, 1)


def test_answers_to_what_the_model_did_not_allow_are_counted(tmp_path: Path) -> None:
    """A truce in force cannot be proposed again: the answer to that is not scored, and is said not to be."""
    lasting = {
        "truce": {"signatories": ["south", "north"], "proposers": ["patron"], "leave": {"by": ["north"]}}
    }
    scores = _scores(_set(tmp_path, (*TRUCES, *AGAIN), accords=lasting), 4)
    assert scores["answers"]["questions"] == 5
    assert scores["answers"]["not_allowed"] == 1


def test_a_silence_that_is_taken_for_an_answer_is_marked(tmp_path: Path) -> None:
    """An answer that no move states counts as one, and is counted apart."""
    silent = CODING + "moves: {M4: {counts_as: propose:truce, answers: {south: refuse}, reason: silence}}\n"
    scores = _scores(_set(tmp_path, MOVES[:4], silent), 4)
    assert (scores["answers"]["questions"], scores["answers"]["silences"]) == (1, 1)
    assert scores["answers"]["forecasts"]["move"] == [None]


def test_the_rows_of_answers_add_up(truces: Set) -> None:
    """By party and by class, answers are the same ones; the mean of all is the mean over parties."""
    found = _scores(truces, 4)["answers"]
    assert found["answered"] == {"accept": 3, "refuse": 2, "walk_out": 0}
    assert [(row["party"], row["questions"]) for row in found["by_party"]] == [("south", 3), ("north", 2)]
    assert [(row["class"], row["questions"]) for row in found["by_class"]] == [("propose", 5)]
    whole = sum(row["questions"] * row["scores"][MODEL]["brier"] for row in found["by_party"]) / 5
    assert found["scores"][MODEL]["brier"] == pytest.approx(whole)
    assert (found["first"], found["few"], found["ruled_out"]) == (1, True, 0)


def test_answers_are_printed_and_drawn(tmp_path: Path) -> None:
    """The command prints each answer with its chance, their scores, and that they are few."""
    folder = write_case(tmp_path, TRUCES, as_of="2025-01-29")
    ran = CliRunner().invoke(
        app, ["score", str(folder), "--from", "2025-01-01", "--out", str(tmp_path)], env={"COLUMNS": "120"}
    )
    assert ran.exit_code == 0, ran.output
    said = " ".join(ran.output.split())
    assert "5 answers to what was offered or proposed are scored as a class of their own" in said
    assert "(3 acceptances and 2 refusals)" in said
    assert "So few say very little about the model" in said
    assert "North accepts “Truce” (T7)" in said
    assert "Brier score of answers" in said
    assert "1 had no earlier one by the same party" in said
    assert "North accepts “Truce”" in (tmp_path / "scores.html").read_text(encoding="utf-8")
    result = workbench.score(folder)
    [_, skills] = scoring(result.scores, result.scenario).figures
    assert "All answers" in str(skills.spec)


@pytest.mark.parametrize(
    ("moves", "why"),
    [
        (MOVES[:3], "nothing was offered or proposed to anybody"),
        (MOVES[:4], "no answer to what was offered or proposed is on record"),
    ],
)
def test_where_there_are_no_answers_it_says_so(tmp_path: Path, moves: tuple[str, ...], why: str) -> None:
    """A record without answers is scored without them, and the output says why."""
    folder = write_case(tmp_path, moves, as_of="2025-01-29", record_until="2025-01-29")
    result = workbench.score(folder)
    section = scoring(result.scores, result.scenario)
    assert any("are not scored" in line and why in line for line in section.lead)
    assert not any("answer" in table.caption for table in section.tables)
    assert result.scores.answers.scores[MODEL] == {"log": None, "brier": None}


def test_every_key_of_answers_is_documented(truces: Set) -> None:
    """The page on the file has every key of the scores of answers."""
    page = (Path(__file__).parents[3] / "docs/reference/scores.md").read_text(encoding="utf-8")
    found = _scores(truces, 4)["answers"]
    assert [key for key in (*found, *found["forecasts"]) if f"`{key}`" not in page] == []


@pytest.mark.slow
def test_on_its_own_records_the_model_expects_as_many_acceptances_as_come() -> None:
    """Where the model is the truth, acceptances are as many as their chances add up to, within chance."""
    solution, coding = small_solution(), Coding(BEGINS, small_scenario(), {}, (), {}, (), {})
    histories, dice, shared = Histories(solution, None), np.random.default_rng(23), Strategies(solution)
    said, came = [], []
    for _ in range(40):
        worded, record = rolled(histories, coding, 8, dice)
        found = Forecaster(solution, worded, shared).score(record, Window(0, 8)).answers
        said += found.said(MODEL)[:, YES].tolist()
        came += (found.says == YES).tolist()
    expected, spread = np.sum(said), np.sqrt(np.sum(np.array(said) * (1 - np.array(said))))
    assert len(said) > 40
    assert abs(np.sum(came) - expected) < 2.5 * spread
    assert 0 < np.sum(came) < len(came)
