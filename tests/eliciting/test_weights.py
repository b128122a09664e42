"""Cooke's weights: a published worked example, and how an interview weighs its experts by them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.eliciting.scripts import PIE

from parley.eliciting.answers import seed_id
from parley.eliciting.seeds import FILE, read_seeds
from parley.eliciting.sitting import Sitting
from parley.eliciting.weights import accuracy, score
from parley.errors import CaseError
from parley.scenario import read_scenario_text

# TU Delft OpenCourseWare, Decision Making Under Uncertainty: Introduction to Structured Expert Judgment,
# unit 3.7.3 "The calibration score of the DM (2)": three experts, five questions, fictional answers.
TRUTHS = [24.0, 11.0, 68.0, 47.0, 31.0]
ANSWERS = {
    "A": [(2.0, 5.0, 7.0), (12.0, 13.0, 15.0), (87.0, 89.0, 92.0), (2.0, 5.0, 8.0), (48.0, 50.0, 52.0)],
    "B": [(20.0, 23.0, 34.0), (8.0, 10.0, 11.0), (60.0, 70.0, 90.0), (20.0, 35.0, 45.0), (30.0, 35.0, 40.0)],
    "C": [(20.0, 25.0, 28.0), (10.0, 13.0, 15.0), (65.0, 67.0, 70.0), (42.0, 44.0, 46.0), (32.0, 33.0, 35.0)],
}


def test_a_published_example_comes_out() -> None:
    """Calibration and information to the digits that were published, and the weights that follow."""
    found = score(ANSWERS, TRUTHS)
    assert found["A"].accuracy == pytest.approx(3.621e-5, rel=1e-3)
    assert [round(found[who].accuracy, 3) for who in "BC"] == [0.608, 0.327]
    assert [round(found[who].information, 3) for who in "ABC"] == [1.418, 0.558, 1.354]
    # The published weights are those of the rounded scores; from scores that are not rounded they differ by
    # what rounding to three digits does, less than one part in a thousand.
    published = [0.00006565341, 0.4338007, 0.5661336]
    rounded = [3.621e-5 * 1.418, 0.608 * 0.558, 0.327 * 1.354]
    assert [one / sum(rounded) for one in rounded] == pytest.approx(published, rel=1e-6)
    weights = [found[who].weight for who in "ABC"]
    assert weights == pytest.approx(published, rel=1e-3)
    assert sum(weights) == pytest.approx(1.0)


def test_a_published_calibration_score_comes_out() -> None:
    """Unit 2.3.4 of the same course: of ten truths one, two, five and two between the points make 0.19."""
    points = [(1.0, 2.0, 3.0)] * 10
    truths = [0.0, *[1.5] * 2, *[2.5] * 5, *[4.0] * 2]
    assert round(accuracy(points, truths), 2) == 0.19


SEEDS = "id,question,answer,source\n" + "".join(
    f"q{n},How many were there in year {n}?,{truth:g},a handbook\n" for n, truth in enumerate(TRUTHS)
)


def _interviewed(folder: Path) -> Sitting:
    (folder / FILE).write_text(SEEDS, encoding="utf-8")
    sitting = Sitting.begin(folder, "ada", "2025-01-07")
    for who, name in (("ada", "B"), ("ben", "C")):
        script = {seed_id(seed): ANSWERS[name][n] for n, seed in enumerate(read_seeds(folder))}
        said = {id_: f"{middle:g} ({low:g} to {high:g})" for id_, (low, middle, high) in script.items()}
        answers = {**PIE, **said, "goes_on/bob": "15" if who == "ada" else "40"}
        sitting = Sitting.begin(folder, who, "2025-01-07")
        while (question := sitting.question()) is not None:
            sitting.answer(question, answers[question.id])
    return sitting


def test_experts_are_weighed_once_all_have_answered(tmp_path: Path) -> None:
    """Means are weighed by the scores of both; the note of a number says whose counts how much."""
    sitting = _interviewed(tmp_path)
    scores = score({"ada": ANSWERS["B"], "ben": ANSWERS["C"]}, TRUTHS)
    assert sitting.sheet.scores == scores
    scenario = read_scenario_text(sitting.write_scenario().read_text(encoding="utf-8"))
    worth = scenario.horizon_worth["bob"][0].amount.under(0)
    expected = 15 * scores["ada"].weight + 40 * scores["ben"].weight
    assert worth.value == pytest.approx(expected, abs=0.01)
    assert (worth.low, worth.high) == (15, 40)
    assert f"ada (weight {100 * scores['ada'].weight:.0f} %)" in worth.note
    # One who has not answered all of them leaves everybody with the same weight.
    sitting.revise("seed/q0")
    assert sitting.sheet.scores == {}
    assert sitting.sheet.number("goes_on/bob") == pytest.approx(27.5)


def test_a_calibration_question_needs_its_range(tmp_path: Path) -> None:
    """A bare number says nothing of how sure its giver is."""
    (tmp_path / FILE).write_text(SEEDS, encoding="utf-8")
    sitting = Sitting.begin(tmp_path, "ada", "2025-01-07")
    question = sitting.question()
    assert question is not None and question.id == "seed/q0"
    with pytest.raises(ValueError, match="its range is expected too"):
        sitting.answer(question, "24")
    assert sitting.answer(question, "24 (-3 to 40)") == []


def test_a_table_of_calibration_questions_with_faults_is_refused(tmp_path: Path) -> None:
    """All its faults at once, each with its line."""
    (tmp_path / FILE).write_text(
        "id,question,answer\na,How many?,many\n,Where?,3\na,Who?,2\na,Who?,2\n", "utf-8"
    )
    with pytest.raises(CaseError) as refused:
        Sitting.begin(tmp_path, "ada", "2025-01-07")
    said = str(refused.value)
    assert all(
        word in said for word in (":2:", ":3:", ":5:", "'many'", "something under id", "an id of its own")
    )
