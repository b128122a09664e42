"""The interview on a page: the steps of `parley elicit`, kept one by one, for several experts and tabs."""

from __future__ import annotations

import json

from tests.eliciting.scripts import PIE
from tests.web.conftest import ORIGIN, Served

from parley.case import check_case
from parley.eliciting import read_sheet


def _answer(served: Served, case: str, question: str, value: str, **more: str) -> int:
    return served.post(f"/cases/{case}/elicit", question=question, value=value, **more)


def _interview(served: Served) -> None:
    assert served.post("/cases/interview", name="field") == 303
    for question, said in PIE.items():
        assert _answer(served, "field", question, said) == 303, question


def test_an_interview_begins_a_case_and_writes_its_scenario(served: Served) -> None:
    """Every question of the script is asked in its turn; what is written checks, and has an outlook."""
    _interview(served)
    page = served.client.get("/cases/field/elicit").text
    assert "Everything is answered" in page
    assert served.post("/cases/field/elicit/write") == 303
    assert list(check_case(served.places / "field")) == []
    assert served.client.get("/cases/field/outlook").status_code == 200


def test_a_scenario_by_hand_is_not_asked_about(served: Served) -> None:
    """The page says why and what to do instead; an answer sent all the same is refused, nothing is kept."""
    page = served.client.get("/cases/duo/elicit")
    assert page.status_code == 200
    assert "no interview wrote" in page.text
    assert "<form method" not in page.text.partition("<main")[2]
    before = sorted((served.places / "duo").iterdir())
    assert _answer(served, "duo", "title", "Ann and Bob") == 404
    assert sorted((served.places / "duo").iterdir()) == before


def test_an_unfinished_interview_stands_on_the_shelf(served: Served) -> None:
    """Whoever left it finds it among the cases, and goes on where it was left."""
    assert served.post("/cases/interview", name="field") == 303
    assert _answer(served, "field", "title", "Ann and Bob") == 303
    assert "an interview begun" in served.client.get("/").text
    page = served.client.get("/cases/field").text
    assert "From which day do you speak" in page
    assert "Ann and Bob" in page
    assert served.post("/cases/field/elicit/write") == 404


def test_an_answer_that_cannot_be_read_comes_back(served: Served) -> None:
    """What was expected is said beside it, what was typed stays, and nothing is kept."""
    served.post("/cases/interview", name="field")
    _answer(served, "field", "title", "Ann and Bob")
    answer = served.client.post(
        "/cases/field/elicit",
        data={"token": served.token, "question": "as_of", "value": "soonish", "note": "a hunch"},
        headers={"origin": ORIGIN},
    )
    assert answer.status_code == 422
    assert "a day such as 2025-03-19 is expected" in answer.text
    assert 'value="soonish"' in answer.text
    assert 'value="a hunch"' in answer.text
    assert "as_of" not in read_sheet(served.places / "field").given


def test_a_number_carries_its_range_and_what_it_rests_on(served: Served) -> None:
    """Three fields and a note are one answer; a range the wrong way round is refused."""
    _interview(served)
    where = "/cases/field/elicit/again"
    assert served.post(where, prefix="goes_on/ann", expert="analyst") == 303
    wrong = {"low": "30", "high": "10", "note": "talks of March"}
    assert _answer(served, "field", "goes_on/ann", "20", **wrong) == 422
    right = {"low": "10", "high": "30", "note": "talks of March"}
    assert _answer(served, "field", "goes_on/ann", "20", **right) == 303
    given = read_sheet(served.places / "field").given["goes_on/ann"]["analyst"]
    assert (given.value, given.low, given.high, given.note) == (20.0, 10.0, 30.0, "talks of March")


def test_a_second_tab_does_not_write_over_an_answer(served: Served) -> None:
    """The first to answer counts; the second is told, and can ask again."""
    served.post("/cases/interview", name="field")
    assert _answer(served, "field", "title", "first") == 303
    assert _answer(served, "field", "title", "second") == 409
    assert read_sheet(served.places / "field").text("title") == "first"
    assert served.post("/cases/field/elicit/again", prefix="title", expert="analyst") == 303
    assert _answer(served, "field", "title", "second") == 303


def test_a_second_expert_is_asked_what_every_expert_is(served: Served) -> None:
    """Structure is the first one's; numbers are everybody's, and each answer keeps its name."""
    _interview(served)
    page = served.client.get("/cases/field/elicit?expert=eve").text
    assert "where does “halves” stand" in page
    assert "What is this about" not in page.partition("Said so far")[0]
    assert _answer(served, "field", "between/ann/field/halves", "70", expert="eve") == 303
    rows = json.loads((served.places / "field" / "elicitation.json").read_text(encoding="utf-8"))
    assert set(rows["answers"]["between/ann/field/halves"]) == {"analyst", "eve"}


def test_what_goes_against_an_earlier_answer_is_said(served: Served) -> None:
    """At once, and as long as it stands, with a way to ask again."""
    _interview(served)
    served.post("/cases/field/elicit/again", prefix="likes/ann", expert="analyst")
    answer = served.client.post(
        "/cases/field/elicit",
        data={"token": served.token, "question": "likes/ann", "value": "Fair split"},
        headers={"origin": ORIGIN},
    )
    assert "the weights say the reverse" in answer.text
    assert "What goes against each other" in served.client.get("/cases/field/elicit").text


def test_answers_that_cannot_be_read_are_a_fault_with_its_place(served: Served) -> None:
    """A broken file of answers is named, and not written over."""
    path = served.places / "duo" / "elicitation.json"
    path.write_text("{", encoding="utf-8")
    assert served.client.get("/cases/duo/elicit").status_code == 422
    assert _answer(served, "duo", "title", "x") == 422
    assert path.read_text(encoding="utf-8") == "{"


def test_a_last_day_before_the_first_comes_back(served: Served) -> None:
    """It is refused while it can be mended in a word, not when the scenario is written."""
    served.post("/cases/interview", name="field")
    _answer(served, "field", "title", "Ann and Bob")
    assert _answer(served, "field", "as_of", "2025-01-06") == 303
    assert _answer(served, "field", "horizon", "2024-12-31") == 422
    assert _answer(served, "field", "horizon", "2025-06-30") == 303
