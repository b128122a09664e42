"""What would change an outlook, as the page and the terminal have it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import altair as alt
import pytest
from tests.outlook.small_case import SMALL, solved

from parley.game.names import Ending
from parley.report import Section, context_from, render_brief
from parley.report.context import Background
from parley.report.reading import Reading
from parley.report.sensitivity.along import along_section
from parley.report.sensitivity.influence import few_draws, influence_sections, method_notes, share
from parley.report.sensitivity.influence_markdown import influence_markdown
from parley.report.sensitivity.number_names import number_name, range_words, shift
from parley.report.sensitivity.sensitivity_printed import along_printed, influence_printed, what_ifs_printed
from parley.report.sensitivity.sentences import tipping_sentences, what_if_sentence
from parley.report.sensitivity.what_if import what_ifs
from parley.scenario import all_numbers, read_scenario_text
from parley.sensitivity.influence import Influence, Settings, Shares, influence, parse_outcome
from parley.sensitivity.influence.evidence import Group
from parley.sensitivity.influence.influence_result import GroupInfluence
from parley.sensitivity.tipping import Along, along, range_of
from parley.sensitivity.what_if import (
    Comparison,
    Difference,
    Quantity,
    Redone,
    Solved,
    WhatIfs,
    beside,
    changes_named,
    redo,
)
from parley.sensitivity.what_if import compared as compared_with


@pytest.fixture(scope="module")
def stated() -> Solved:
    """The small case as stated."""
    return solved()


@pytest.fixture(scope="module")
def reading(stated: Solved) -> Reading:
    """Its outlook with its names."""
    return Reading(stated.outlook, stated.scenario)


@pytest.fixture(scope="module")
def compared(stated: Solved) -> WhatIfs:
    """All its what-ifs."""
    found = []
    for asked in changes_named(stated.scenario, [], {}):
        again, redone = redo(stated, read_scenario_text(SMALL, asked.changes))
        found.append(compared_with(asked, redone, stated.outlook, again.outlook))
    return beside(stated.outlook, tuple(found))


@pytest.fixture(scope="module")
def moved(stated: Solved) -> Along:
    """One number of it along a stretch on which the answer tips."""
    stretch = range_of(stated.scenario, "endings.horizon.south", ("-20", "60"))
    return along(stated, stretch, 5)


@pytest.fixture(scope="module")
def carried(stated: Solved) -> Influence:
    """What carries two of its outcomes."""
    outcomes = [parse_outcome(text, stated.scenario) for text in ("settlement", "worth:south")]
    return influence(stated, outcomes, Settings(draws=220))


@pytest.fixture(scope="module")
def sections(
    reading: Reading, compared: WhatIfs, moved: Along, carried: Influence
) -> tuple[Section | None, ...]:
    """Every section of the page."""
    found = (what_ifs(reading, compared), along_section(reading, moved))
    return (*found, *influence_sections(reading, carried))


def _with(one: Comparison, *differences: Difference, **endings: float) -> Comparison:
    """A comparison with settlements by the horizon and differences of our own."""
    paths = {Ending.settlement(plan): (0.0, value) for plan, value in endings.items()}
    dates = (date(2025, 1, 6), date(2025, 2, 17))
    return replace(one, endings=paths, rounds=dates, differences=differences, changes_nothing=not differences)


def test_a_sentence_says_how_likely_a_settlement_would_be(reading: Reading, compared: WhatIfs) -> None:
    """The likelihood word would change or still be the same, with both figures, and who gains is said."""
    one = compared.what_ifs[0]
    worth = Difference.between(Quantity.WORTH, "south", date(2025, 1, 6), 30.0, 21.4)
    end = Difference.between(Quantity.ENDING, "settlement:line", date(2025, 2, 17), 0.38, 0.85)
    said = what_if_sentence(reading, _with(one, end, worth, line=0.85)).replace("\N{NO-BREAK SPACE}", " ")
    assert said == (
        "The south loses more each week: it would be very likely (85 %; unlikely, 38 %, as stated) that a"
        " settlement is reached by 17 February 2025; a settlement on “Line” moves most, from 38 % to 85 %;"
        " it is worse for the South (by 8.6 points)."
    )
    same = what_if_sentence(reading, _with(one, worth, line=0.30)).replace("\N{NO-BREAK SPACE}", " ")
    assert "it would still be unlikely (30 %; 38 % as stated)" in same
    even = what_if_sentence(reading, _with(one, worth, line=0.5)).replace("\N{NO-BREAK SPACE}", " ")
    assert "chances would be roughly even (50 %;" in even


def test_a_sentence_says_that_nothing_changes(reading: Reading, compared: WhatIfs) -> None:
    """Whether the game stays the same, or is another with no difference that shows."""
    one = compared.what_ifs[0]
    nothing = replace(one, redone=Redone.NOTHING)
    assert what_if_sentence(reading, nothing).endswith("changes nothing, for the game stays the same.")
    slight = replace(one, differences=(), changes_nothing=True)
    assert "changes nothing that shows" in what_if_sentence(reading, slight)
    unnamed = replace(nothing, name="a", note="patient", changes={})
    assert what_if_sentence(reading, unnamed).startswith("Patient: this changes nothing")


def test_every_chart_is_valid_and_has_words(sections: tuple[Section, ...]) -> None:
    """Each chart obeys the schema of Vega-Lite, is told in words, and has its data as a table."""
    figures = [figure for section in sections for figure in section.figures]
    assert [figure.id for figure in figures] == ["what-ifs", "along", "speed", "influence-1", "influence-2"]
    for figure in figures:
        kind = alt.FacetChart if figure.panels else alt.LayerChart
        kind.from_dict(dict(figure.spec), validate=True)
        assert len(figure.alt) > 20
        assert figure.table is not None and figure.table.rows


def test_panels_show_every_what_if_adding_up_to_one(sections: tuple[Section, ...]) -> None:
    """Each panel's shares add up to one at every date, but for what is too rare to draw."""
    rows: list[dict[str, Any]] = sections[0].figures[0].spec["datasets"]["rows"]
    panels = {row["panel"] for row in rows}
    assert panels == {"as stated", "hasty", "patient", "same", "slower", "trusting"}
    sums: dict[tuple[str, str], float] = {}
    for row in rows:
        sums[row["panel"], row["date"]] = sums.get((row["panel"], row["date"]), 0.0) + row["value"]
    assert all(total == pytest.approx(1.0, abs=0.01) for total in sums.values())


def test_bars_run_from_what_lowers_to_what_raises(carried: Influence, sections: tuple[Section, ...]) -> None:
    """A bar is as long as the mean absolute effect, and its middle is where the mean effect puts it."""
    rows = sections[2].figures[0].spec["datasets"]["rows"]
    by_size = sorted(carried.outcomes[0].numbers, key=lambda one: -one.size)
    for row, one in zip(rows, by_size, strict=False):
        assert row["high"] - row["low"] == pytest.approx(one.size)
        assert row["high"] + row["low"] == pytest.approx(one.mean)
        assert row["low"] <= 0 <= row["high"]


def test_the_page_has_them_under_one_heading(stated: Solved, sections: tuple[Section, ...]) -> None:
    """The brief shows every section, and none of it where nothing was asked."""
    numbers = all_numbers(stated.scenario)
    background = Background(scenario=stated.scenario, change=sections)
    page = render_brief(context_from(stated.outlook, numbers, background))
    for section in sections:
        assert f'<section id="{section.id}">' in page
    assert page.count('id="what-would-change-it"') == 1
    bare = render_brief(context_from(stated.outlook, numbers, Background(scenario=stated.scenario)))
    assert "what-would-change-it" not in bare


def test_tipping_is_told_in_sentences(reading: Reading, moved: Along) -> None:
    """Each tipping point has a sentence; a number along which nothing tips has one that says so."""
    said = tipping_sentences(reading, moved)
    assert len(said) == len(moved.tipping_points)
    assert "changes from a settlement on “Province” to still talking" in said[0]
    assert "opens for “Line” (with the North limited)" in " ".join(said)
    none = tipping_sentences(reading, replace(moved, tipping_points=()), named=True)
    assert len(none) == 1 and "nothing tips" in none[0] and none[0].startswith("South: worth of war")


def test_the_terminal_has_narrower_tables(
    reading: Reading, compared: WhatIfs, moved: Along, carried: Influence
) -> None:
    """No table of the terminal is wider than seven columns but for endings, and none has a picture."""
    found = [*what_ifs_printed(reading, compared), *along_printed(reading, moved)]
    found += influence_printed(reading, carried)
    assert len(found) == 4
    for section in found:
        assert section.tables and not section.figures
        assert all(len(table.columns) <= 8 for table in section.tables)


def test_a_section_for_a_readme_is_made(reading: Reading, carried: Influence, moved: Along) -> None:
    """It has a table for each outcome, the tipping points, and each number to find out once."""
    text = influence_markdown(reading, carried, (moved,))
    assert text.count("| number | stated | range |") == 2
    assert "- South: worth of war at the horizon: at about" in text
    listed = [line for line in text.splitlines() if line.startswith("1. ")]
    assert len(listed) == len(set(listed)) == 5
    assert max(len(line) for line in text.splitlines() if not line.startswith(("|", "1."))) <= 118


def test_draws_that_failed_are_told(reading: Reading, carried: Influence, stated: Solved) -> None:
    """What could not be solved stands in the notes of the first section and in the README's section."""
    from parley.sensitivity.influence import Failure

    failed = replace(carried, failures=(Failure("screening over the ranges", "no luck", 3),))
    [first, second] = influence_sections(reading, failed)
    assert "3 draws of screening over the ranges: no luck." in first.notes
    assert not second.notes
    text = " ".join(influence_markdown(reading, failed).split())
    assert "Not solved: 3 draws of screening over the ranges: no luck." in text


def test_groups_are_told_as_one(reading: Reading, carried: Influence) -> None:
    """What a group carries is on the page; a share within its margin is no finding."""
    one = carried.outcomes[0]
    known = [
        GroupInfluence(Group("party:south"), 2, 0.9, Shares(0.41, 0.1, 0.58, 0.12)),
        GroupInfluence(Group("party:north"), 3, 0.4, Shares(0.1, 0.2, 0.2, 0.3)),
        GroupInfluence(Group("aftermath:"), 2, 0.01, None),
    ]
    found = replace(carried, outcomes=(replace(one, groups=tuple(known)), *carried.outcomes[1:]))
    section = influence_sections(reading, found)[0]
    said = "By what the numbers are about, all of a kind together: South 58 ± 12\u00a0% of the spread."
    assert section.lead[1] == said
    [table] = [table for table in section.tables if table.columns[0] == "About"]
    assert table.rows == (
        ("South", "2", "41 ± 10\u00a0%", "58 ± 12\u00a0%"),
        ("North", "3", "10 ± 20\u00a0%", "20 ± 30\u00a0%"),
    )
    assert said.replace("\u00a0", " ") in " ".join(influence_markdown(reading, found).split())
    numbers = sum(number.shares is not None for number in one.numbers)
    assert f"{numbers + 4} solves each: two for the draw itself" in method_notes(found)[0]
    assert "solves each" not in method_notes(carried)[0]


def test_few_draws_are_owned_up_to(carried: Influence) -> None:
    """Where the draws tell only the large from the small the notes say so, and not where they were enough."""
    few = replace(carried, trajectories=2, bases=16)
    assert few_draws(few) in method_notes(few)
    assert not few_draws(replace(carried, trajectories=5, bases=64))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("parties.north.dispositions.limited.weight", "North: weight of “limited”"),
        ("parties.south.beliefs.north.limited", "South: belief that the North is “limited”"),
        ("parties.south.flow.fighting.add", "South: flow, fighting"),
        ("parties.north.values.border.line.limited", "North: border, line, limited"),
        ("endings.horizon.south", "South: worth of war at the horizon"),
        ("table.floor.south", "The floor: South"),
        ("aftermath.balance.base", "Aftermath: balance"),
        ("issues.border.line.deterrence", "Border: line, deterrence"),
    ],
)
def test_numbers_have_names(reading: Reading, path: str, name: str) -> None:
    """A number's path becomes whose it is and which."""
    assert number_name(reading, path) == name


def test_ranges_and_changes_are_written_shortly(carried: Influence) -> None:
    """A unit both ends share stands once; changes have a sign; a share is never below nothing."""
    assert range_words(1.0, 30.0, "a", "points", None) == "1 to 30 points"
    assert range_words(0.2, 0.6, "a", "chance", None) == "20 to 60\u00a0%"
    assert range_words(365.25, 2191.5, "a", "days", None) == "1 to 6 years"
    assert (shift(0.0612, False), shift(-0.0612, False), shift(1e-9, True)) == (
        "+6.1",
        "\N{MINUS SIGN}6.1",
        "0.0",
    )
    one = next(x for x in carried.outcomes[0].numbers if x.shares)
    assert one.shares is not None
    assert share(replace(one, shares=replace(one.shares, total=-0.2, total_margin=0.1))) == "0 ± 10\u00a0%"
