"""The interview as a library of steps: scenarios that check, revisions, experts, contradictions, comments."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path

import pytest
from tests.eliciting.scripts import FRONT, PIE, WAR

from parley.case import check_case
from parley.eliciting import contradictions, parse, points_of
from parley.eliciting.pooling import Pooling
from parley.eliciting.question import Kind, Question
from parley.eliciting.sitting import Sitting
from parley.errors import CaseError, UsageError
from parley.scenario import read_scenario_text


def _sat(folder: Path, script: dict[str, str], expert: str = "ada") -> Sitting:
    sitting = Sitting.begin(folder, expert, "2025-01-07")
    while (question := sitting.question()) is not None:
        sitting.answer(question, script[question.id])
    return sitting


@pytest.mark.parametrize("script", [PIE, WAR, FRONT], ids=["pie", "war", "front"])
def test_a_finished_interview_writes_a_scenario_without_faults(
    tmp_path: Path, script: dict[str, str]
) -> None:
    """Every question of the script is asked, and the case checks."""
    sitting = _sat(tmp_path, script)
    assert set(sitting.sheet.given) == set(script)
    path = sitting.write_scenario()
    assert check_case(tmp_path) == []
    scenario = read_scenario_text(path.read_text(encoding="utf-8"))
    assert scenario.title == script["title"]


def test_points_follow_from_swings(tmp_path: Path) -> None:
    """The weights are swings over their sum: 100 and 40 make 71.4 and 28.6 points; ranges go along."""
    points = points_of(_sat(tmp_path, WAR).sheet).values["norland.limited"]
    assert points["border"]["present_line"][0] == pytest.approx(100 * 100 / 140)
    value, spread = points["army"]["capped"]
    assert value == pytest.approx(100 * 40 / 140)
    assert spread == pytest.approx((value / 2, value * 1.5))
    assert points["army"]["free"] == (0.0, None)


def test_the_scenario_says_what_was_answered(tmp_path: Path) -> None:
    """Kinds with their odds and anchors, beliefs, patience, costs by the week, who said so and when."""
    scenario = read_scenario_text(_sat(tmp_path, WAR).write_scenario().read_text(encoding="utf-8"))
    hidden = scenario.hidden
    assert hidden is not None
    assert [d.weight.value for d in hidden.dispositions] == pytest.approx([0.4, 0.6])
    assert (hidden.dispositions[0].weight.low, hidden.dispositions[0].weight.high) == (0.2, 0.65)
    assert scenario.parties["patron"].beliefs["norland"]["limited"].value == pytest.approx(0.6)
    (horizon,) = scenario.horizon_worth["norland"]
    assert [number.value for number in horizon.amount.numbers] == [45, 75]
    (flow,) = scenario.parties["suderia"].flow
    assert flow.amount.under(0).value == pytest.approx(-1 / 4.348, abs=1e-3)
    assert flow.amount.under(0).note == "elicited from ada on 2025-01-07"


def test_a_third_kind_turns_theatre_and_aftermath_are_written(tmp_path: Path) -> None:
    """Three kinds with what is left for the last; by turns, all at once; a line, reserves, a war after."""
    sitting = _sat(tmp_path, FRONT)
    scenario = read_scenario_text(sitting.write_scenario().read_text(encoding="utf-8"))
    hidden = scenario.hidden
    assert hidden is not None
    assert [kind.weight.value for kind in hidden.dispositions] == pytest.approx([0.4, 0.35, 0.25])
    assert [n.value for n in scenario.parties["suderia"].beliefs["norland"].values()] == pytest.approx(
        [0.25, 0.25, 0.5]
    )
    assert scenario.floor.alternate == ("patron", "norland", "suderia")
    assert scenario.round_days == 14
    plan = scenario.plans["freeze"].offering
    assert plan.together
    assert plan.ratified is not None and plan.ratified[0].amount.under(0).value == pytest.approx(0.8)
    line, reserves = scenario.theatre["line"], scenario.theatre["reserves"]
    assert (line.lowest, line.highest, line.start) == (0, 5, 2)
    assert line.top is not None and (line.top.of, line.top.terms) == ("suderia", "diktat")
    # Four levels in eight months are half a level a month; two missing levels make 16 per cent.
    assert reserves.down[0].amount.under(0).value == pytest.approx(0.5)
    assert line.up[1].amount.under(0).value == pytest.approx(0.08)
    assert [term.amount.under(0).value for term in scenario.horizon_worth["suderia"]] == [35, -5, 5]
    after = scenario.aftermath
    assert after is not None and after.opportunist == "norland"
    assert after.balance[0].amount.under(0).value == pytest.approx(0.0)
    capped = next(one for one in scenario.issues["army"].options if one.id == "capped")
    assert capped.strength["norland"].value == pytest.approx(math.log(3), abs=1e-3)
    assert after.wins["suderia"].under(0).value == -10


def test_chances_of_kinds_that_leave_none_for_the_last_are_said(tmp_path: Path) -> None:
    """In the words of the answers, with what to ask again; so is a line beyond its last step."""
    odd = {**FRONT, "odds/analyst/wary": "70", "line/now": "7"}
    found = dict(contradictions(_sat(tmp_path, odd).sheet))
    assert "come to 110 %, which leaves none for conqueror" in found["odds/analyst/"]
    assert "step 7 today, but it has no more than 5" in found["line/"]


def test_floor_by_turns_takes_the_place_of_floor_by_chance(tmp_path: Path) -> None:
    """When that answer is revised the old floor goes, and the case still checks."""
    sitting = _sat(tmp_path, WAR)
    sitting.write_scenario()
    sitting.revise("floor")
    script = {**WAR, "floor": FRONT["floor"], "turns": FRONT["turns"], "turns/days": "7"}
    while (question := sitting.question()) is not None:
        sitting.answer(question, script[question.id])
    sitting.write_scenario()
    assert check_case(tmp_path) == []


def test_an_interview_can_be_left_and_gone_on_with(tmp_path: Path) -> None:
    """Each answer is kept as it is given; another sitting asks what is left, in order."""
    first = Sitting.begin(tmp_path, "ada", "2025-01-07")
    for _ in range(5):
        question = first.question()
        assert question is not None
        first.answer(question, PIE[question.id])
    again = Sitting.begin(tmp_path, "ada", "2025-01-08")
    question = again.question()
    assert question is not None and question.id == "issues"
    with pytest.raises(UsageError, match="not finished"):
        again.write_scenario()


def test_answers_are_revised_and_what_a_person_wrote_stays(tmp_path: Path) -> None:
    """After a revision the number is new, and comments and keys of a hand-edited file are as they were."""
    sitting = _sat(tmp_path, PIE)
    path = sitting.write_scenario()
    text = path.read_text(encoding="utf-8")
    mine = text.replace("endings:\n", "# agreed with Bob's lawyer\nendings:\n") + (
        "what_if:\n  slow: {note: hers, changes: {parties.ann.patience.yearly: 0.95}}  # keep this\n"
    )
    path.write_text(mine, encoding="utf-8")
    sitting.revise("goes_on/bob")
    question = sitting.question()
    assert question is not None and question.id == "goes_on/bob"
    sitting.answer(question, "35 (30 to 40)")
    revised = sitting.write_scenario().read_text(encoding="utf-8")
    assert "# agreed with Bob's lawyer" in revised and "# keep this" in revised
    scenario = read_scenario_text(revised)
    assert scenario.horizon_worth["bob"][0].amount.under(0).value == 35
    assert "slow" in scenario.what_ifs
    assert sum(a != b for a, b in zip(mine.splitlines(), revised.splitlines(), strict=False)) <= 6


def test_two_experts_make_a_range(tmp_path: Path) -> None:
    """The second is asked numbers only; the scenario has the mean and the span of both."""
    _sat(tmp_path, PIE)
    asked: list[str] = []
    second = Sitting.begin(tmp_path, "ben", "2025-02-01")
    while (question := second.question()) is not None:
        assert question.kind is Kind.NUMBER
        asked.append(question.id)
        second.answer(question, "40" if question.id == "goes_on/bob" else PIE[question.id])
    assert "title" not in asked and "order/ann/field" not in asked
    scenario = read_scenario_text(second.write_scenario().read_text(encoding="utf-8"))
    worth = scenario.horizon_worth["bob"][0].amount.under(0)
    assert (worth.value, worth.low, worth.high) == (27.5, 15, 40)
    assert "ada on 2025-01-07; ben on 2025-02-01 (mean: ada 15, ben 40)" in worth.note


@pytest.mark.parametrize(
    ("how", "value", "low", "high"),
    [(Pooling.MEAN, 30.0, 5, 70), (Pooling.MEDIAN, 20.0, 5, 70), (Pooling.QUANTILES, 30.0, 24, 40)],
)
def test_three_experts_are_pooled_as_asked(
    tmp_path: Path, how: Pooling, value: float, low: float, high: float
) -> None:
    """The mean, the median, or quantile by quantile; the way is kept, and what each said is in the note."""
    _sat(tmp_path, {**PIE, "goes_on/bob": "10 (5 to 20)"})
    for who, said in (
        ("ben", "20"),
        ("cy", "60 (47 to 80)" if how is Pooling.QUANTILES else "60 (50 to 70)"),
    ):
        sitting = _sat(tmp_path, {**PIE, "goes_on/bob": said}, who)
    sitting.pool(how)
    again = Sitting.begin(tmp_path, "ada", "2025-03-01")
    scenario = read_scenario_text(again.write_scenario().read_text(encoding="utf-8"))
    worth = scenario.horizon_worth["bob"][0].amount.under(0)
    assert worth.value == pytest.approx(value)
    assert (worth.low, worth.high) == pytest.approx((low, high))
    assert f"({how}: ada 10, ben 20, cy 60)" in worth.note


def test_contradictions_are_said_in_the_words_of_the_answers(tmp_path: Path) -> None:
    """A swing above the first one, and a liking the weights reverse; sound answers say nothing."""
    assert contradictions(_sat(tmp_path / "sound", WAR).sheet) == []
    script = {**WAR, "swing/suderia/border": "150", "likes/patron": "Diktat"}
    said = [text for _, text in contradictions(_sat(tmp_path / "odd", script).sheet)]
    assert any(
        "Suderia would first want “Army” moved, but moving “Border” counts more" in text for text in said
    )
    assert any(
        "you put “Diktat” above “Freeze” for Patron, but the weights say the reverse" in text for text in said
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20", (20.0, None, None, "")),
        ("20 (15-30); talks of March", (20.0, 15.0, 30.0, "talks of March")),
        ("20 % (15 to 30)", (20.0, 15.0, 30.0, "")),
        ("20, 15 to 30", (20.0, 15.0, 30.0, "")),
    ],
)
def test_a_number_may_carry_its_range_and_source(text: str, expected: tuple[object, ...]) -> None:
    """In brackets or after a comma; what follows a semicolon is what it rests on."""
    found = parse(Question("x", "?", Kind.NUMBER), text)
    assert (found.value, found.low, found.high, found.note) == expected


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        (Question("x", "?", Kind.NUMBER), "many", "a number such as 20"),
        (Question("x", "?", Kind.NUMBER), "20 (30 to 40)", "20 is not between 30 and 40"),
        (Question("x", "?", Kind.NUMBER), "120", "from 0 to 100"),
        (
            Question("x", "?", Kind.CHOICE, options=("old line", "new line")),
            "old lin",
            "did you mean 'old line'",
        ),
        (Question("x", "?", Kind.ORDER, options=("a", "b")), "a", "each of a, b once"),
        (Question("x", "?", Kind.NAMES, low=2), "one", "at least 2 names"),
        (Question("x", "?", Kind.DAY), "soon", "a day such as 2025-03-19"),
        (Question("x", "?", Kind.TEXT), "", "say something"),
        (Question("x", "?", Kind.TEXT), "the \x1b[31mwar", "U+001B, an escape character"),
    ],
)
def test_an_answer_that_cannot_be_read_says_what_was_expected(
    question: Question, text: str, said: str
) -> None:
    """In a sentence, with the nearest word where there is one."""
    with pytest.raises(ValueError, match=re.escape(said)):
        parse(question, text)


def test_kept_answers_that_are_broken_are_refused_whole(tmp_path: Path) -> None:
    """The file is named, and left as it is."""
    (tmp_path / "elicitation.json").write_text("{", encoding="utf-8")
    with pytest.raises(CaseError):
        Sitting.begin(tmp_path, "ada", "2025-01-07")


def test_an_interview_does_not_begin_in_a_file(tmp_path: Path) -> None:
    """A file named in place of the folder is refused before the first question, not after the last."""
    (tmp_path / "scenario.yaml").touch()
    with pytest.raises(UsageError, match="is a file"):
        Sitting.begin(tmp_path / "scenario.yaml", "analyst", "2025-01-06")


def test_who_looks_ahead_looks_past_the_day_spoken_from(tmp_path: Path) -> None:
    """A last day that is not after the first is refused at once, and said where the first was moved later."""
    for day in ("2025-01-06", "2024-12-31"):
        with pytest.raises(ValueError, match="a day after 2025-01-06 is expected"):
            parse(Question("horizon", "?", Kind.DAY, after="2025-01-06"), day)
    sitting = _sat(tmp_path, PIE)
    sitting.revise("as_of")
    question = sitting.question()
    assert question is not None
    (said,) = sitting.answer(question, PIE["horizon"])
    assert said.startswith(f"you look ahead to {PIE['horizon']}, which is not after {PIE['horizon']}")
    assert dict(contradictions(sitting.sheet))["horizon"] == said


def test_a_scenario_that_no_interview_wrote_is_not_written_over(tmp_path: Path) -> None:
    """It is refused before anything is asked, and the file is left as it is."""
    path = tmp_path / "scenario.yaml"
    path.write_text("title: by hand  # mine\n", encoding="utf-8")
    with pytest.raises(UsageError, match="no interview wrote"):
        Sitting.begin(tmp_path, "ada", "2025-01-07")
    assert path.read_text(encoding="utf-8") == "title: by hand  # mine\n"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        (b"title: [open", "yaml-syntax"),
        (b"title: \xff\xfe", "not-text"),
        (b"title: a\ntitle: b\n", "duplicate-key"),
        (b"- a\n- b\n", "wrong-type"),
    ],
)
def test_a_scenario_that_cannot_be_kept_is_a_fault_before_anything_is_asked(
    tmp_path: Path, spoilt: bytes, said: str
) -> None:
    """What was answered is not lost, and the scenario is left as it is."""
    sitting = _sat(tmp_path, PIE)
    path = sitting.write_scenario()
    path.write_bytes(spoilt)
    with pytest.raises(CaseError) as begun:
        Sitting.begin(tmp_path, "ada", "2025-01-08")
    with pytest.raises(CaseError):
        sitting.write_scenario()
    assert [fault.slug for fault in begun.value.faults] == [said]
    assert path.read_bytes() == spoilt


def test_yaml_that_cannot_be_written_back_is_said(tmp_path: Path) -> None:
    """An alias into itself parses and cannot be written: a sentence, no traceback."""
    sitting = _sat(tmp_path, PIE)
    path = sitting.write_scenario()
    text = path.read_text(encoding="utf-8") + "more: {<<: 5}\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises((UsageError, CaseError)):
        sitting.write_scenario()
    assert path.read_text(encoding="utf-8") == text


def test_a_ranking_changed_by_hand_that_lacks_an_option_is_said(tmp_path: Path) -> None:
    """It names what to ask again; a hunt for mutants found a KeyError here."""
    _sat(tmp_path, PIE)
    path = tmp_path / "elicitation.json"
    kept = json.loads(path.read_text(encoding="utf-8"))
    kept["answers"]["order/ann/field"]["ada"]["value"].remove("halves")
    path.write_text(json.dumps(kept), encoding="utf-8")
    sitting = Sitting.begin(tmp_path, "ada", "2025-01-08")
    with pytest.raises(UsageError, match="--revise order/ann/field"):
        sitting.write_scenario()
