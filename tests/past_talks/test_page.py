"""The page on past talks is what the kept figures say, and these are what solving gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.past_talks.filing import filed_wars
from benchmarks.past_talks.forecasting import GRID, PRESENT, Frictions, fingerprint, forecast
from benchmarks.past_talks.page import page
from benchmarks.past_talks.solving import SHIPPED, Solved, read_solved, write_solved
from benchmarks.past_talks.study import Study, study

from parley.eliciting import questions

ROOT = Path(__file__).parents[2]
WARS = tuple(filed_wars())


@pytest.fixture(scope="module")
def solved() -> Solved:
    """What is kept."""
    found = read_solved()
    assert found is not None
    return found


@pytest.fixture(scope="module")
def scored(solved: Solved) -> Study:
    """The study of what is kept."""
    return study(WARS, solved)


def test_the_page_is_what_the_kept_figures_say(scored: Study) -> None:
    """The page equals what `report.py --kept` writes."""
    written = (ROOT / "docs" / "reference" / "past_talks.md").read_text(encoding="utf-8")
    assert written == page(scored)


def test_what_is_kept_is_whole_and_of_these_wars(solved: Solved) -> None:
    """Every war was solved for every combination as it is stated now, and every shipped case scored."""
    for war in WARS:
        assert solved.fingerprints[war.slug] == fingerprint(war), f"{war.slug}: make past-talks"
    assert all(set(solved.said[one]) == {war.slug for war in WARS} for one in GRID)
    assert set(solved.shipped) == set(SHIPPED)


def test_what_is_kept_comes_back_as_it_was(solved: Solved, tmp_path: Path) -> None:
    """Writing and reading lose nothing."""
    write_solved(solved, tmp_path / "results.json")
    assert read_solved(tmp_path / "results.json") == solved


def test_a_war_solved_again_gives_the_kept_figures(solved: Solved) -> None:
    """One war at the values of the time and at those adopted, to the last kept digit but one."""
    war = next(war for war in WARS if war.slug == "korea-1951")
    for one in (PRESENT, Frictions(0.25, 2.5, 0.0)):
        found, kept = forecast(war, one), solved.of(one, war.slug)
        assert found.days == kept.days
        for row, known in zip((*found.model, *found.outside), (*kept.model, *kept.outside), strict=True):
            # Figures are kept to six digits.
            assert row == pytest.approx(known, abs=2e-6)


def test_the_interview_proposes_what_was_adopted(scored: Study) -> None:
    """How often a party speaks, mistakes and the cost of a refusal start where the rule put them."""
    sheet = WARS[0].sheet
    proposed = {question.id.split("/")[0]: question.default for question in questions(sheet)}
    wanted = scored.adopted if scored.changes else PRESENT
    assert float(proposed["speaks"]) == wanted.speaks
    assert float(proposed["errs"]) == wanted.errs
    assert float(proposed["refused"]) == wanted.refused


def test_the_sentence_of_the_interview_has_the_figures_of_the_page(scored: Study) -> None:
    """Where the interview proposes how often a party speaks, it says what past talks showed."""
    (hint,) = {one.hint for one in questions(WARS[0].sheet) if one.id.startswith("speaks/")}
    said = page(scored).split("## The wars")[0].replace("\n  ", " ")
    ones = [one for one in scored.scored.values() if len(one.over) > 1]
    then = sum(one.ended["model"][1] for one in ones) / len(ones)
    after = sum(one.ended["model"][1] for one in scored.adopted_scored.values() if len(one.over) > 1) / len(
        ones
    )
    had = sum(one.over[1] for one in ones) / len(ones)
    assert f"{then:.0%} on average" in said
    for share in (then, after, had):
        assert f"{100 * share:.0f} %" in hint
