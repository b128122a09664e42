"""Verdicts: every kind, with margins and what is missing."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

from parley import workbench
from parley.case import open_record
from parley.errors import CaseError, UsageError
from parley.files.results import schema_of
from parley.theses import Evidence, Stated, Theses, ThesisTest, Verdict, judge, parse, theses_with_faults

CASES = Path(__file__).parents[2] / "cases"


def _stated(name: str, *texts: str) -> Stated:
    tests = tuple(test for text in texts if isinstance(test := parse(text), ThesisTest))
    assert len(tests) == len(texts)
    return Stated(name, "said", tests=tests)


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    """The record of the Ukraine case with its ledgers, and nothing solved."""
    opened = open_record("ukraine-2025")
    day = opened.day_to_read()
    document = workbench.ledger("ukraine-2025").document()
    ledgers = {one["name"]: one["entries"] for one in document["ledgers"]}
    return Evidence(opened.record, day, ledgers)


@pytest.mark.parametrize(
    ("texts", "verdict"),
    [
        (("novelty(U70) is re-heated",), Verdict.BORNE_OUT),
        (("novelty(U70) is not re-heated",), Verdict.CONTRADICTED),
        (("absent(U05) includes UKR", "absent(U05) includes RUS"), Verdict.IN_PART),
        (("given(U03) is for nothing", "whose(U03) includes UKR"), Verdict.BORNE_OUT),
        (("days(U37, U50) <= 10",), Verdict.BORNE_OUT),
        (("days(U37, U50) = 9",), Verdict.CONTRADICTED),
        (("replies(U58) lacks USA",), Verdict.BORNE_OUT),
        (("count(CONDITION, USA, RUS) = 0",), Verdict.BORNE_OUT),
        (("fact(F42, low) <= 90",), Verdict.BORNE_OUT),
        (("ending(settlement) < 20 %",), Verdict.OUT_OF_REACH),
        (("odds(U70) > 1",), Verdict.OUT_OF_REACH),
        (("novelty(U999) is new",), Verdict.OUT_OF_REACH),
        (("ledger(novelti, U70, finding) is new",), Verdict.OUT_OF_REACH),
        (("ledger(novelty, U70, findng) is new",), Verdict.OUT_OF_REACH),
        (("novelty(U70) is re-heated", "novelty(U999) is new"), Verdict.IN_PART),
        ((), Verdict.UNTESTED),
    ],
)
def test_a_thesis_has_its_verdict(evidence: Evidence, texts: tuple[str, ...], verdict: Verdict) -> None:
    """Borne out, contradicted, in part, out of reach with what is missing, or untested."""
    found = judge("ukraine-2025", "Ukraine", [_stated("T", *texts)], evidence).theses[0]
    assert found.verdict is verdict
    for test in found.tests:
        assert bool(test.missing) == (test.verdict is Verdict.OUT_OF_REACH)


@pytest.mark.parametrize(
    ("told", "text", "verdict"),
    [
        (0.0, "odds(U70) < 0.9", Verdict.OUT_OF_REACH),
        (0.04, "odds(U70) < 0.9", Verdict.OUT_OF_REACH),
        (0.2, "odds(U70) < 0.9", Verdict.CONTRADICTED),
        (-0.2, "odds(U70) < 0.9", Verdict.BORNE_OUT),
        (0.0, "odds(U70) < 1.5", Verdict.BORNE_OUT),
    ],
)
def test_what_tells_nothing_contradicts_nobody(
    evidence: Evidence, told: float, text: str, verdict: Verdict
) -> None:
    """A row that moves the odds by less than a twentieth speaks neither for a statement nor against it."""
    weighed = replace(evidence, weighed=True, moments=({"move": "U70", "told": told, "surprise": 1.0},))
    (found,) = judge("x", "X", [_stated("T", text)], weighed).theses[0].tests
    assert found.verdict is verdict
    assert ("tells nothing either way" in found.missing) == (verdict is Verdict.OUT_OF_REACH)


def test_a_meeting_has_the_odds_of_all_done_at_it(evidence: Evidence) -> None:
    """The row of a meeting, which counts as nothing itself, has those of what was done there."""
    weighed = replace(evidence, weighed=True, meetings={"U69": math.log(2.0)})
    (found,) = judge("x", "X", [_stated("T", "odds(U69) > 1.5")], weighed).theses[0].tests
    assert (found.verdict, found.found) == (Verdict.BORNE_OUT, "2.00 times")


def test_a_margin_says_by_how_much(evidence: Evidence) -> None:
    """Positive where it holds, negative where it fails, in the unit of what is looked at."""
    found = judge("x", "X", [_stated("T", "days(U37, U50) <= 10", "days(U37, U50) > 10")], evidence)
    margins = [(test.margin, test.unit) for test in found.theses[0].tests]
    assert margins == [(2.0, "days"), (-2.0, "days")]


def test_what_is_missing_is_named_with_the_nearest(evidence: Evidence) -> None:
    """A field that is none has a suggestion."""
    (test,) = judge("x", "X", [_stated("T", "ledger(novelty, U70, findng) is new")], evidence).theses[0].tests
    assert "did you mean 'finding'?" in test.missing


def test_assessments_that_no_thesis_takes_up_are_shown(evidence: Evidence) -> None:
    """With holder and basis, after the theses."""
    found = judge("x", "X", [Stated("T", "", assessment="A02")], evidence)
    assert [one.id for one in found.theses] == ["T", "A01", "A03", "A04", "A05"]
    assert found.theses[0].says.startswith("Moscow expects Ukraine")
    assert all(one.verdict is Verdict.UNTESTED and one.holder for one in found.theses)


def test_the_outlook_of_a_small_case_is_put_to_the_test(tmp_path: Path) -> None:
    """Endings, worths and a what-if of a case that is solved in a blink."""
    small = (CASES / "pie" / "scenario.yaml").read_text(encoding="utf-8").replace("200", "50")
    small += "what_if:\n  ann_hurries: {parties.ann.patience.per_round: 0.7}\n"
    (tmp_path / "scenario.yaml").write_text(small, encoding="utf-8")
    (tmp_path / "theses.yaml").write_text(
        "T1: {says: it settles, test: 'ending(settlement) > 99 %'}\n"
        "T2: {says: hurry costs, test: 'what_if(ann_hurries): worth(ann) falls by > 0'}\n"
        "T3: {says: soon, test: 'still_fighting() by 2025-01-20 > 50 %'}\n"
        "T4: {says: nobody, test: 'worth(anna) > 0'}\n",
        encoding="utf-8",
    )
    found = {one.id: one for one in workbench.theses(tmp_path).theses.theses}
    assert found["T1"].verdict is Verdict.BORNE_OUT
    assert found["T2"].verdict is Verdict.BORNE_OUT
    assert "as stated" in found["T2"].tests[0].found
    assert found["T3"].verdict is Verdict.CONTRADICTED
    assert "did you mean 'ann'?" in found["T4"].tests[0].missing


def test_every_fault_of_a_file_comes_at_once(tmp_path: Path) -> None:
    """Each with its place and what was expected."""
    (tmp_path / "theses.yaml").write_text(
        "T1: {says: x, tst: 'novelty(U1) is new'}\n"
        "T2: {test: 'novelty(U1) is new'}\n"
        "T3: {says: x, test: 'no'}\n"
        "T4: 3\n",
        encoding="utf-8",
    )
    faults = theses_with_faults(tmp_path)[1]
    assert [fault.line for fault in sorted(faults)] == [1, 2, 3, 4]
    assert {fault.slug for fault in faults} == {"thesis"}
    with pytest.raises(CaseError):
        workbench.theses(tmp_path)


def test_the_shipped_theses_are_sound() -> None:
    """Thirty-one statements on the call of 18 March 2025, every one with a test."""
    theses, faults = theses_with_faults(CASES / "ukraine-2025")
    assert faults == []
    said = [one for one in theses if one.id.startswith("T")]
    assert len(said) == 31
    assert all(one.tests for one in said)


def test_the_document_is_what_its_schema_says(evidence: Evidence) -> None:
    """Written and read back, it is the same."""
    found = judge("x", "X", [_stated("T", "days(U37, U50) <= 10")], evidence)
    assert Theses.read(found.document()) == found
    assert schema_of(Theses, "theses")["type"] == "object"


def test_a_day_on_which_waiting_stops_paying() -> None:
    """Days until going on is worth no more than a plan, or that it stays worth more to the end."""
    from parley.workbench.theses import judged

    first = "breaks_even(finland, february_terms) = 0"
    never = "breaks_even(soviet.conquest, autumn_and_island) > 0"
    tests = _stated("T", first, "breaks_even(soviet.security, isthmus_without_hanko) = 51", never)
    found = judged("winter-war-1940", [tests]).theses[0].tests
    assert [one.verdict for one in found[:2]] == [Verdict.BORNE_OUT, Verdict.BORNE_OUT]
    assert found[2].missing == "going on stays worth more until the horizon"


def test_a_study_that_is_not_there_is_said(tmp_path: Path) -> None:
    """A folder named as a study that holds none is refused; verdicts are not given as if it had been read."""
    with pytest.raises(UsageError, match="there is no study"):
        workbench.theses("ukraine-2025-plain", study=tmp_path)
