"""From recorded moves to rounds of the game, by rule and by exception."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from parley.case import check_case
from parley.compiler import compile_game
from parley.errors import CaseError, UsageError
from parley.record import read_record
from parley.scenario import read_scenario
from parley.scenario.coding import (
    CodedRecord,
    Coding,
    Deed,
    Reading,
    code_record,
    coding_advice,
    coding_with_faults,
    menus,
    read_coding,
)
from parley.scenario.coding.words import a_step_off

UKRAINE = Path(__file__).parents[2] / "cases" / "ukraine-2025-plain"
SCENARIO = (Path(__file__).parents[1] / "refusals" / "move-unknown" / "scenario.yaml").read_text(
    encoding="utf-8"
)
MOVES = """\
id,date,date_end,precision,actor,act,extent,target,issue,option,conditionality,responds_to,source,verification,paraphrase
M1,2025-01-07,,day,RUSGOV,OFFER,,UKRGOV,truce,A truce of thirty days,,,A paper,seen,They offered a truce.
M2,2025-01-09,,day,UKRGOV,ACCEPT,,RUSGOV,truce,yes,,M1,A paper,seen,They said yes.
M3,2025-01-20,2025-01-22,range,RUSGOV,LEVER,on,UKRGOV,ports,the ports are closed,,,A paper,seen,Closed.
M4,2025-01-21,,day,UKRGOV,REJECT,,RUSGOV,ports,no to the closure,,M3,A paper,seen,They protested.
M5,2025-01-28,,day,QATGOV,MEET,held,RUSGOV,truce,talks,,,A paper,seen,They met.
"""
CODING = """\
from: 2025-01-06
coder: desk-1
actors: {russia: [RUSGOV], ukraine: [UKRGOV]}
rules:
  truces: {when: {act: OFFER, option: TRUCE}, counts_as: propose:truce, reason: the accord}
  yes: {when: {act: ACCEPT}, counts_as: accept, reason: a yes}
  no: {when: {act: REJECT}, counts_as: refuse, reason: a no}
moves:
  M3: {counts_as: "set:blockade:on", coder: desk-2, reason: the blockade}
readings:
  map: {date: 2025-01-14, part: front, at: 3, error: 20 %, reason: a map}
"""


def _case(folder: Path, coding: str = CODING) -> Path:
    (folder / "scenario.yaml").write_text(SCENARIO, encoding="utf-8")
    (folder / "moves.csv").write_text(MOVES, encoding="utf-8")
    (folder / "coding.yaml").write_text(coding, encoding="utf-8")
    return folder


def _read(folder: Path, coding: str = CODING) -> Coding:
    case = _case(folder, coding)
    return read_coding(case, read_scenario(case), read_record(case))


def _coded(folder: Path, as_of: str, coding: str = CODING) -> CodedRecord:
    return code_record(_read(folder, coding), read_record(folder), date.fromisoformat(as_of))


def test_moves_fall_into_rounds_in_order(tmp_path: Path) -> None:
    """Deeds and readings stand in the round their day falls in; a move of several days on its last."""
    coded = _coded(tmp_path, "2025-02-02")
    names = [[entry.move for entry in coded_round.seen] for coded_round in coded.rounds]
    assert names == [["M1"], ["map"], ["M3"]]
    assert coded.rounds[2].seen[0].date == date(2025, 1, 22)


def test_rounds_go_no_further_than_the_record_is_kept(tmp_path: Path) -> None:
    """A week nobody recorded is no week in which nothing happened, unless the case says it was watched."""
    coded = _coded(tmp_path, "2025-02-02")
    assert (len(coded.rounds), coded.asked) == (3, date(2025, 2, 2))
    watched = replace(read_record(tmp_path), stated_until=date(2025, 2, 2))
    kept = code_record(_read(tmp_path), watched, date(2025, 2, 2))
    assert [(entry.round, entry.closed) for entry in kept.rounds] == [(n, True) for n in range(4)]
    assert (coded.as_of < kept.as_of, kept.as_of) == (True, date(2025, 2, 2))


def test_an_answer_goes_to_the_deed_it_answers(tmp_path: Path) -> None:
    """A yes by rule is attached to the proposal it responds to; a no to what needs no consent is nothing."""
    coded = _coded(tmp_path, "2025-02-02")
    deed = coded.rounds[0].seen[0]
    assert isinstance(deed, Deed)
    assert [(answer.move, answer.party, answer.says) for answer in deed.answers] == [
        ("M2", "ukraine", "accept")
    ]
    refusal = next(entry for entry in coded.moves if entry.move == "M4")
    assert (refusal.kind, refusal.note) == ("nothing", "what it answers is no action that needs consent")


def test_no_move_is_dropped(tmp_path: Path) -> None:
    """Every known move is listed with what became of it, and one that no rule covers is said to be so."""
    coded = _coded(tmp_path, "2025-02-02")
    assert [entry.move for entry in coded.moves] == ["M1", "M2", "M4", "M3", "M5"]
    assert coded.uncovered == ("M5",)
    assert "no rule covers M5" in coding_advice(_read(tmp_path), read_record(tmp_path))[0]


def test_nothing_later_is_read(tmp_path: Path) -> None:
    """On the 8th the answer of the 9th is not known and the round is open; on the 4th nothing has begun."""
    coded = _coded(tmp_path, "2025-01-08")
    (only,) = coded.rounds
    assert (only.closed, only.spent) == (False, True)
    assert only.deeds[0].answers == ()
    assert _coded(tmp_path, "2025-01-04").rounds == ()


def test_an_open_round_without_a_deed_is_not_spent(tmp_path: Path) -> None:
    """A round that has begun and shows only a reading is left for the game to play."""
    coded = _coded(tmp_path, "2025-01-15")
    assert isinstance(coded.rounds[1].seen[0], Reading)
    assert not coded.rounds[1].spent


def test_the_weighed_game_begins_where_the_record_does(tmp_path: Path) -> None:
    """The scenario that is weighed speaks from the first day, with the stated starts, to the same horizon."""
    start = "start: {levers.blockade.start: on, conditions.annexation.start: expected}\n"
    coding = _read(tmp_path, CODING + start)
    stated, weighed = read_scenario(tmp_path), coding.scenario
    assert weighed.as_of == date(2025, 1, 6)
    assert (weighed.levers["blockade"].start, weighed.conditions["annexation"].start) == ("on", "expected")
    assert weighed.rounds == stated.rounds + 4


def test_a_silence_can_count_as_an_answer(tmp_path: Path) -> None:
    """Answers stated with an action stand unless a move of the record gives that party's answer."""
    silent = CODING.replace(
        "moves:\n", "moves:\n  M1: {counts_as: propose:truce, answers: {ukraine: refuse}}\n"
    )
    early, late = _coded(tmp_path, "2025-01-08", silent), _coded(tmp_path, "2025-01-12", silent)
    assert [(a.move, a.says) for a in early.rounds[0].deeds[0].answers] == [("", "refuse")]
    assert [(a.move, a.says) for a in late.rounds[0].deeds[0].answers] == [("M2", "accept")]


def test_a_reading_a_step_off_is_a_chance_under_each_level() -> None:
    """The chances of all readings under one true level sum to one, at the ends of a track too."""
    levels = ("0", "1", "2", "3")
    for true in levels:
        assert sum(a_step_off(at, 0.3, levels).get(true, 0.0) for at in levels) == pytest.approx(1.0)
    assert a_step_off("0", 0.3, levels) == {"0": 0.7, "1": 0.15}


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    """Unknown parties, parts, actions and words of the record are all reported, each with its place."""
    broken = """\
from: 2025-01-06
actors: {rusia: [RUSGOV]}
rules:
  one: {when: {act: OFER}, counts_as: propose:truse}
  two: {counts_as: nothing}
moves:
  M1: {counts_as: {part: frontt, at: 3}}
  M2: {counts_as: {part: front, at: 11}}
readings:
  map: {date: soon, part: front, at: 3, error: 120 %}
"""
    case = _case(tmp_path, broken)
    _, faults = coding_with_faults(case, read_scenario(case), read_record(case))
    slugs = [fault.slug for fault in faults]
    assert sorted(slugs) == sorted(
        ["unknown-name"] * 4 + ["missing-key", "unknown-setting", "bad-date", "out-of-range"]
    )
    assert all(fault.line > 0 for fault in faults)
    assert any("did you mean 'propose:truce'?" in fault.advice for fault in faults)


def test_an_answer_to_a_move_that_no_party_did_is_a_fault_and_no_crash(tmp_path: Path) -> None:
    """If the actor of a proposal is not mapped to a party, that is reported, though its answer is coded."""
    case = _case(tmp_path, CODING.replace("russia: [RUSGOV]", "russia: [RUSSGOV]"))
    assert {fault.slug for fault in check_case(case)} == {"actor-unclear"}


def test_an_action_left_empty_is_a_fault(tmp_path: Path) -> None:
    """A key with nothing after it where the action should stand is not taken for an action without a name."""
    case = _case(tmp_path, CODING.replace("counts_as: refuse, ", "counts_as: , "))
    assert [fault.slug for fault in check_case(case)] == ["wrong-type"]


def test_a_start_may_state_shorter_rounds(tmp_path: Path) -> None:
    """The record is weighed in short rounds where its coding says so, up to the horizon of the scenario."""
    coding = _read(tmp_path, CODING + "start: {round: 3 days}\n")
    stated, weighed = read_scenario(tmp_path), coding.scenario
    assert (weighed.as_of, tuple(weighed.pace.lengths)) == (date(2025, 1, 6), (3,))
    assert weighed.last_day >= stated.last_day


def test_a_start_that_cannot_be_is_a_fault_of_the_coding(tmp_path: Path) -> None:
    """A change of the start that the scenario refuses is reported at its line of coding.yaml."""
    case = _case(tmp_path, CODING + "start:\n  levers.blockade.start: half\n")
    faults = check_case(case)
    assert [(fault.slug, Path(fault.file).name) for fault in faults] == [("unknown-setting", "coding.yaml")]
    assert "half" in faults[0].source_line


def test_a_coding_that_begins_after_the_scenario_speaks_is_refused(tmp_path: Path) -> None:
    """The record that is weighed lies before as_of."""
    case = _case(tmp_path, CODING.replace("from: 2025-01-06", "from: 2025-03-06"))
    assert [fault.slug for fault in check_case(case)] == ["date-after-as-of"]


def test_a_case_without_a_coding_is_told_so(tmp_path: Path) -> None:
    """Weighing without a coding.yaml is a matter of usage, and the message names the file."""
    case = _case(tmp_path)
    (case / "coding.yaml").unlink()
    with pytest.raises(UsageError, match=r"coding\.yaml"):
        read_coding(case, read_scenario(case), read_record(case))


def test_faults_are_raised_together(tmp_path: Path) -> None:
    """A coding with faults is not returned half-read."""
    with pytest.raises(CaseError):
        _read(tmp_path, "rules: [a list]\n")


def test_menus_are_those_of_the_compiled_game() -> None:
    """What a coding may call an action is exactly what the game has, with the same parties asked."""
    scenario = read_scenario(UKRAINE)
    s = compile_game(scenario).structure
    compiled: dict[str, dict[str, Any]] = {party: {} for party in s.parties}
    for a, name in enumerate(s.actions):
        j = s.action_joint[a]
        asked = () if j < 0 else tuple(s.parties[p] for p in s.signers[j] if p >= 0)
        compiled[s.parties[s.action_party[a]]][name] = asked
    assert menus(scenario) == compiled


def test_a_record_is_dealt_into_rounds_of_their_own_lengths(tmp_path: Path) -> None:
    """Where rounds grow a day falls into the one it lies in, and lengths change on the scenario's day."""
    _case(tmp_path)
    growing = "round: [{length: 7 days, for: 2 rounds}, 14 days]"
    text = SCENARIO.replace("round: 7 days", growing).replace("per round", "per week")
    text = text.replace("as_of: 2025-02-03", "as_of: 2025-01-13")
    (tmp_path / "scenario.yaml").write_text(text, encoding="utf-8")
    coding = read_coding(tmp_path, read_scenario(tmp_path), read_record(tmp_path))
    coded = code_record(coding, read_record(tmp_path), date(2025, 1, 28))
    assert coding.scenario.pace.stages(5) == ((3, 7.0), (2, 14.0))
    assert [coded.begin(t).isoformat() for t in range(5)] == [
        "2025-01-06", "2025-01-13", "2025-01-20", "2025-01-27", "2025-02-10",
    ]  # fmt: skip
    assert [(one.round, one.closed, len(one.seen)) for one in coded.rounds] == [
        (0, True, 1),
        (1, True, 1),
        (2, True, 1),
    ]
