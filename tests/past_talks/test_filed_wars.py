"""Past talks are stated by the interview and nothing else, and what came of them lies apart."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from benchmarks.past_talks import filing, forecasting, solving
from benchmarks.past_talks.filing import KINDS, OUTCOMES, WARS, War, filed_wars, read_outcome

from parley.case import open_case
from parley.eliciting import contradictions, next_question, questions, scenario_text

ALL = tuple(filed_wars())
BASIS = re.compile(r"^(rule|record|judgement|start)\b")


def test_there_are_at_least_six_and_the_shipped_ones_are_among_them() -> None:
    """The three shipped cases are in the set, and each war has an outcome."""
    slugs = {war.slug for war in ALL}
    assert len(slugs) >= 6
    assert set(solving.SHIPPED.values()) <= slugs
    assert {path.stem for path in OUTCOMES.glob("*.yaml")} == slugs


@pytest.mark.parametrize("war", ALL, ids=lambda war: war.slug)
def test_a_scenario_is_what_the_interview_writes(war: War) -> None:
    """All questions are answered and no other, nothing contradicts, and the file was not edited."""
    asked = {question.id for question in questions(war.sheet)}
    assert next_question(war.sheet, war.sheet.experts[0]) is None
    assert set(war.sheet.given) == asked
    assert contradictions(war.sheet) == []
    written = (WARS / war.slug / "scenario.yaml").read_text(encoding="utf-8")
    assert written == scenario_text(war.sheet)


@pytest.mark.parametrize("war", ALL, ids=lambda war: war.slug)
def test_every_number_says_what_it_rests_on(war: War) -> None:
    """A number is by a rule, from the record, judgement, or a starting value, and says which."""
    notes = {
        question: one.note
        for question, row in war.sheet.given.items()
        for one in row.values()
        if isinstance(one.value, int | float)
    }
    assert [question for question, note in notes.items() if not BASIS.match(note)] == []


@pytest.mark.parametrize("war", ALL, ids=lambda war: war.slug)
def test_a_war_opens_as_a_case_and_cites_its_sources(war: War) -> None:
    """The folder has no faults, and every source that an answer names is in its README."""
    assert open_case(WARS / war.slug).outside is not None
    page = (WARS / war.slug / "README.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^- \*\*(\w+)\*\*", page, re.MULTILINE))
    notes = " ".join(one.note for row in war.sheet.given.values() for one in row.values())
    named = set(re.findall(r"\b([A-Z]\d)\b", notes.replace("U45", "")))
    assert named
    assert named <= listed


@pytest.mark.parametrize("war", ALL, ids=lambda war: war.slug)
def test_an_outcome_is_dated_and_has_a_source(war: War) -> None:
    """It lies after the day of the war, is of a known kind or none, and says where it is from."""
    outcome = read_outcome(war.slug)
    assert outcome.source
    assert outcome.until > war.as_of
    assert (outcome.kind is None) == (outcome.ended is None)
    if outcome.ended is not None:
        assert war.as_of < outcome.ended <= outcome.until
        assert outcome.kind in KINDS


def test_nothing_of_a_war_names_its_outcome() -> None:
    """No file of a war holds the date on which it ended, and what solves wars reads no outcome."""
    for war in ALL:
        ended = read_outcome(war.slug).ended
        for path in (WARS / war.slug).iterdir():
            assert ended is None or ended.isoformat() not in path.read_text(encoding="utf-8")
    for module in (forecasting, solving):
        text = Path(str(module.__file__)).read_text(encoding="utf-8")
        assert "read_outcome" not in text
        assert "OUTCOMES" not in text


def test_an_unknown_kind_of_ending_is_refused(tmp_path: Path) -> None:
    """A kind that is neither compromise nor victory is said to be none."""
    (tmp_path / "war.yaml").write_text("ended: 1950-01-01\nkind: draw\nuntil: 1950-01-01\n", encoding="utf-8")
    with pytest.raises(ValueError, match="not draw"):
        filing.read_outcome("war", tmp_path)
