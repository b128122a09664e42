"""Rounds that grow: weeks first, months later; how they are stated, refused and written out."""

from __future__ import annotations

import copy
import json
from datetime import date, timedelta

import numpy as np
import pytest
from tests.compiler.scenes import WAR, Data

from parley.compiler import compile_game, date_of
from parley.errors import CaseError, UsageError
from parley.outlook import compose
from parley.scenario import (
    Pace,
    all_numbers,
    filled_yaml,
    json_schema,
    read_scenario_text,
    restate,
    value_in_words,
)
from parley.scenario.pace import Longer
from parley.scenario.parts import Scenario
from parley.solver import play, solve

GROWING = [{"length": "7 days", "for": "4 rounds"}, {"length": "14 days", "until": "2025-03-01"}, "28 days"]
PACE = Pace(7.0, (Longer(4, 14.0), Longer(7, 28.0)))


def stated(round_: object, **changes: object) -> Scenario:
    """The small war with rounds stated so."""
    data: Data = copy.deepcopy(WAR)
    data["round"] = round_
    data |= changes
    return read_scenario_text(json.dumps(data))


def test_each_length_holds_to_the_end_of_the_round_its_day_falls_in() -> None:
    """Four weeks from New Year, then fortnights until one ends on or after the first of March."""
    scenario = stated(GROWING, horizon="12 rounds")
    assert scenario.pace == PACE
    assert [date_of(scenario, t).isoformat() for t in (0, 4, 5, 7, 8, 12)] == [
        "2025-01-01", "2025-01-29", "2025-02-12", "2025-03-12", "2025-04-09", "2025-07-30",
    ]  # fmt: skip
    assert scenario.last_day == date(2025, 7, 30)


def test_a_day_falls_into_the_round_it_lies_in() -> None:
    """Rounds begin where the last ended, whatever their lengths."""
    starts = [PACE.until(t) for t in range(13)]
    assert starts == [0, 7, 14, 21, 28, 42, 56, 70, 98, 126, 154, 182, 210]
    assert [PACE.round_of(day) for day in (0, 27, 28, 41, 42, 69, 70, 97, 98)] == [0, 3, 4, 4, 5, 6, 7, 7, 8]
    assert [PACE.rounds_in(day) for day in (1, 28, 29, 70, 71, 98)] == [1, 4, 5, 7, 8, 8]
    assert [PACE.nearest(day) for day in (30, 36, 50)] == [4, 5, 6]
    assert PACE.stages(9) == ((4, 7.0), (3, 14.0), (2, 28.0))
    assert PACE.words(9) == "4 rounds of 7 days, then 3 of 14 days, then 2 of 28 days"


@pytest.mark.parametrize("horizon", ["2025-07-30", "12 rounds", "30 weeks"])
def test_a_horizon_is_a_date_a_time_or_a_number_of_rounds(horizon: str) -> None:
    """However it is stated, it lies where the rounds lead."""
    assert stated(GROWING, horizon=horizon).rounds == 12


def test_what_is_written_out_reads_the_same() -> None:
    """With every default filled in the file states the same lengths, and no number in rounds."""
    scenario = stated(GROWING, horizon="12 rounds")
    written = filled_yaml(scenario)
    assert read_scenario_text(written).pace == PACE
    assert "- {length: 7 days, for: 4 rounds}" in written
    assert "per round" not in written


def test_a_change_by_path_makes_rounds_grow() -> None:
    """A what-if or `--set round=...` gives the lengths whole."""
    data = copy.deepcopy(WAR)
    text = json.dumps(data | {"what_if": {"coarse": {"round": GROWING}}})
    change = read_scenario_text(text).what_ifs["coarse"].changes
    assert read_scenario_text(text, changes=change).pace == PACE


def test_numbers_are_restated_as_in_rounds_that_are_alike() -> None:
    """Draws and ranges change numbers and leave the lengths alone; a value in rounds is refused."""
    scenario = stated(GROWING, horizon="12 rounds")
    path = "conditions.no_force.sets_in"
    assert restate(scenario, {path: 0.03}).pace == PACE
    number = next(number for number in all_numbers(scenario) if number.path == path)
    assert value_in_words(scenario, number, "9 % per week") == 0.09
    with pytest.raises(UsageError, match="say it in days"):
        value_in_words(scenario, number, "9 % per round")


@pytest.mark.parametrize(
    ("round_", "changes", "said"),
    [
        ([{"length": "7 days"}, "28 days"], {}, "one of until and for"),
        ([{"length": "7 days", "for": "4 rounds"}], {}, "goes on to the horizon"),
        ([{"length": "7 days", "for": "2 weeks", "until": "2025-02-01"}, "14 days"], {}, "until and for"),
        ([{"length": "7 days", "until": "2024-02-01"}, "14 days"], {}, "a day after 2025-01-01"),
        ([{"length": "7 days", "for": "4"}, "14 days"], {}, "write the unit"),
        ([{"long": "7 days", "for": "4 weeks"}, "14 days"], {}, "did you mean 'length'"),
        ([{"length": "7 days", "for": "4 rounds"}, "2 rounds"], {}, "cannot be stated in rounds"),
        ([], {}, "a length of a round at least"),
        (GROWING, {"table": {**WAR["table"], "floor": {"north": "30 % per round"}}}, "say it in days"),
    ],
)
def test_lengths_that_make_no_sense_are_refused(round_: object, changes: Data, said: str) -> None:
    """Each with its place and what to do."""
    with pytest.raises(CaseError) as refused:
        stated(round_, **changes)
    assert said in "\n".join(map(str, refused.value.faults))


def test_a_fixed_term_needs_rounds_that_contain_the_shortest() -> None:
    """A term of 35 days is five weeks; a fortnight uses up two of them, and ten days are none."""
    accord = {**WAR["accords"]["truce"], "lasts": None, "runs": "35 days"}
    accords = {"truce": {key: value for key, value in accord.items() if value is not None}}
    game = compile_game(stated(GROWING, accords=accords))
    assert len(next(c for c in game.structure.posture if c.name == "truce").settings) == 6
    with pytest.raises(CaseError, match="so many of the shortest ones each"):
        stated([{"length": "7 days", "for": "4 rounds"}, "10 days"], accords=accords)


def test_one_length_in_a_list_is_one_length() -> None:
    """A list of one is the plain form."""
    assert stated(["7 days"]) == stated("7 days")


def test_equal_lengths_in_a_list_change_no_number() -> None:
    """Stated as weeks and then weeks, a game is the same to the last bit."""
    twice = stated([{"length": "7 days", "for": "2 rounds"}, "7 days"])
    one, other = (solve(compile_game(scenario)) for scenario in (stated("7 days"), twice))
    np.testing.assert_array_equal(one.values, other.values)


def waiting(round_: object) -> Scenario:
    """A war in which nobody ever speaks: a leader may be replaced, and the end is worth more to a new one."""
    party = {"patience": {"half_life": "300 days"}, "values": {"land": {"here": 1, "there": 0}}}
    data = {
        "title": "waiting", "as_of": "2025-01-01", "round": round_, "horizon": "140 days",
        "parties": {"one": party, "two": party}, "issues": {"land": ["here", "there"]},
        "events": {
            "leader": {
                "states": ["old", "new"], "becomes": {"new": {"chance": "3 % per week", "after": ["old"]}},
            },
        },
        "table": {"floor": {"one": "0 % per week"}, "settlement": {"signatories": ["one", "two"]}},
        "endings": {"horizon": {"one": {"base": 10, "then": {"add": 50, "when": {"leader": "new"}}}}},
    }  # fmt: skip
    return read_scenario_text(json.dumps(data))


def test_where_nothing_is_done_long_rounds_are_as_good_as_short_ones() -> None:
    """What is left of a worth, and the chance that an event has come, are those of the days that passed."""
    scenes = [waiting("7 days"), waiting([{"length": "7 days", "for": "8 weeks"}, "28 days"])]
    found = []
    for scenario in scenes:
        solution = solve(compile_game(scenario))
        outlook = compose(scenario, solution, play(solution), case="waiting", input_hashes={}, seconds=0.0)
        found.append(
            (solution.worth(0)[0], dict(zip(outlook.rounds, outlook.posture["leader"]["new"], strict=True)))
        )
    (weekly, by_week), (growing, by_stage) = found
    assert growing == pytest.approx(weekly, abs=1e-12)
    assert list(by_stage) == [date(2025, 1, 1) + timedelta(days=7 * n) for n in (*range(9), 12, 16, 20)]
    assert [by_stage[day] for day in by_stage] == pytest.approx([by_week[day] for day in by_stage], abs=1e-12)
    assert by_stage[date(2025, 5, 21)] == pytest.approx(1 - 0.97**20, abs=1e-12)


def test_the_schema_has_both_forms() -> None:
    """An editor completes the keys of a length in a list."""
    plain, several = json_schema()["properties"]["round"]["anyOf"]
    assert plain["type"] == "string"
    assert set(several["items"]["anyOf"][1]["properties"]) == {"length", "until", "for"}
