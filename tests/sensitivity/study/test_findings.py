"""What a study says is what its draws have, and a reader finds it in words and pictures."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import altair as alt
import numpy as np
import pytest
from tests.sensitivity.study.studies import FRAIL, make, opened, plan_of

from parley.errors import UsageError
from parley.game import Floats
from parley.game.names import STILL_FIGHTING, Ending
from parley.report.context import Section, Table
from parley.report.sensitivity.study import render_study, study_sections
from parley.sensitivity.study.finding import Summary, read_figures, summarise
from parley.sensitivity.study.finding.bands import band, from_assumptions
from parley.sensitivity.study.finding.discovery import FEWEST_DRAWS, Flags, discover, grown, inside
from parley.sensitivity.study.store import TABLES, open_to_read

COUNT = 240


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished study, some of whose draws failed."""
    folder = tmp_path_factory.mktemp("study")
    make(folder, plan_of(FRAIL, COUNT))
    return folder


@pytest.fixture(scope="module")
def summary(place: Path) -> Summary:
    """What it says."""
    with open_to_read(place) as tables:
        return summarise(tables)


def test_figures_are_read_in_the_order_of_draws_and_dates(place: Path) -> None:
    """What SQL says of a draw, an ending and a day stands at that place of the arrays."""
    with open_to_read(place) as tables:
        figures = read_figures(tables)
        sql = "SELECT draw, ending, day, chance FROM endings WHERE hash(draw, ending, day) % 23 = 0"
        sample = tables.query(sql).rows
        drawn = tables.query("SELECT draw, path, value FROM assumptions WHERE draw % 31 = 0").rows
    assert len(sample) > 100
    for draw, ending, day, chance in sample:
        at = figures.draws.index(draw), figures.ending_names.index(ending), figures.days.index(day)
        assert figures.endings[at] == chance
    solved = [row for row in drawn if row[0] in figures.draws]
    assert solved
    for draw, path, value in solved:
        assert figures.assumptions[figures.draws.index(draw), figures.paths.index(path)] == value


def test_bands_hold_the_draws_they_say(place: Path, summary: Summary) -> None:
    """By every date nine draws in ten lie between p5 and p95; means are means; shares make a whole."""
    with open_to_read(place) as tables:
        figures = read_figures(tables)
    for e, name in enumerate(map(Ending, figures.ending_names)):
        found = summary.endings[name]
        for t in range(1, len(figures.days)):
            chances = figures.endings[:, e, t]
            within = np.mean((chances >= found.p5[t]) & (chances <= found.p95[t]))
            # Quantiles lie between draws: one draw on either side may be left out.
            assert within >= 0.9 - 2 / len(chances)
            assert found.mean[t] == pytest.approx(chances.mean(), abs=1e-15)
    assert sum(found.mean[-1] for found in summary.endings.values()) == pytest.approx(1.0, abs=1e-12)
    assert sum(summary.leading.values()) == pytest.approx(1.0, abs=1e-12)
    assert summary.solved + sum(summary.failed.values()) == COUNT == summary.draws
    assert 0 < summary.solved < COUNT


def test_doubt_is_split_between_assumptions_and_chance() -> None:
    """Odds that differ from 0 to 1 between draws are all assumption; equal odds are all chance."""
    assert from_assumptions(np.array([[0.0], [1.0], [1.0], [0.0]])) == pytest.approx(1.0)
    assert from_assumptions(np.full((10, 1), 0.3)) == pytest.approx(0.0, abs=1e-12)
    assert from_assumptions(np.zeros((10, 1))) == pytest.approx(0.0)
    # Chances of 0.2 and 0.6 in equal parts: variance 0.04 of a doubt of 0.4 * 0.6.
    assert from_assumptions(np.array([[0.2], [0.6]])) == pytest.approx(0.04 / 0.24)


def test_quantiles_are_those_of_the_draws() -> None:
    """Of the numbers 0 to 100, the band has 5, 10, 25, 50, 75, 90 and 95."""
    found = band(np.arange(101.0))
    assert [float(found[name]) for name in ("p5", "p10", "p25", "p50", "p75", "p90", "p95", "mean")] == [
        5,
        10,
        25,
        50,
        75,
        90,
        95,
        50,
    ]


@pytest.mark.parametrize("seed", range(4))
def test_a_planted_box_is_found_among_noise(seed: int) -> None:
    """Of eighty assumptions two matter: those two are named, with limits near the planted ones."""
    generator = np.random.default_rng(seed)
    values = generator.random((600, 80))
    truth = (values[:, 3] > 0.6) & (values[:, 10] < 0.5)
    cases = np.where(truth, generator.random(600) < 0.95, generator.random(600) < 0.05)
    told = discover(values, cases, seed=seed)
    assert told is not None
    (box,) = told.boxes
    assert [bound.assumption for bound in box.bounds] == [3, 10]
    first, second = box.bounds
    # A limit can be told no better than the distance between neighbouring cases; 0.05 is five of those.
    assert first.low == pytest.approx(0.6, abs=0.05)
    assert first.high is None
    assert second.high == pytest.approx(0.5, abs=0.05)
    assert second.low is None
    assert box.density > 0.8
    assert box.coverage > 0.7
    assert all(bound.without < box.density - 0.2 for bound in box.bounds)


def test_noise_has_no_box() -> None:
    """Cases that nothing tells give no circumstances, in any of thirty tries but at most one."""
    found = 0
    for seed in range(30):
        generator = np.random.default_rng(seed)
        found += discover(generator.random((400, 60)), generator.random(400) < 0.3, seed=seed) is not None
    assert found <= 1


def test_a_box_is_measured_on_draws_it_was_not_found_with() -> None:
    """Its density is that of the other half of the draws, which the seed decides."""
    generator = np.random.default_rng(0)
    values, n = generator.random((500, 5)), 500
    cases = (values[:, 1] > 0.7) | (generator.random(n) < 0.1)
    told = discover(values, cases, seed=9)
    assert told is not None
    (box,) = told.boxes
    order = np.random.default_rng(9).permutation(n)
    finding, judging = order[:250], order[250:]
    within = inside(grown(values[finding], cases[finding]), values[judging])
    assert box.density == cases[judging][within].mean()
    assert box.coverage == cases[judging][within].sum() / cases[judging].sum()
    assert box.support == within.mean()


def _two_corners(seed: int, flaw: float = 0.05) -> tuple[Floats, Flags]:
    """Draws of thirty assumptions, and cases that fill two corners which share none of them."""
    generator = np.random.default_rng(seed)
    values = generator.random((1000, 30))
    truth = (values[:, 4] > 0.6) & (values[:, 9] > 0.6)
    truth |= (values[:, 17] < 0.35) & (values[:, 20] < 0.5)
    return values, np.where(truth, generator.random(1000) < 1 - flaw, generator.random(1000) < flaw)


@pytest.mark.parametrize("seed", range(4))
def test_two_corners_are_told_as_two_boxes(seed: int) -> None:
    """Each corner has a box of its own assumptions and limits, and together they hold most cases."""
    values, cases = _two_corners(seed)
    told = discover(values, cases, seed=seed)
    assert told is not None
    limits = [{b.assumption: (b.low, b.high) for b in box.bounds} for box in told.boxes]
    assert sorted(map(sorted, limits)) == [[4, 9], [17, 20]]
    found = {assumption: ends for box in limits for assumption, ends in box.items()}
    assert [found[4][0], found[9][0]] == pytest.approx([0.6, 0.6], abs=0.07)
    assert [found[17][1], found[20][1]] == pytest.approx([0.35, 0.5], abs=0.07)
    assert told.coverage > 0.75
    assert told.density > 0.8


def test_a_further_box_counts_only_draws_in_no_earlier_one() -> None:
    """On the half that measures, the coverages of the boxes add up to that of all of them."""
    values, cases = _two_corners(3)
    told = discover(values, cases, seed=3)
    assert told is not None and len(told.boxes) == 2
    judging = np.random.default_rng(3).permutation(1000)[500:]
    boxes = [
        inside(
            {
                b.assumption: (-np.inf if b.low is None else b.low, np.inf if b.high is None else b.high)
                for b in box.bounds
            },
            values[judging],
        )
        for box in told.boxes
    ]
    assert (boxes[0] & boxes[1]).any(), "the corners overlap"
    second = boxes[1] & ~boxes[0]
    assert told.boxes[1].density == cases[judging][second].mean()
    assert told.boxes[1].support == second.mean()
    either = boxes[0] | boxes[1]
    assert told.coverage == pytest.approx(cases[judging][either].sum() / cases[judging].sum())
    assert told.density == pytest.approx(cases[judging][either].mean())
    assert told.base == cases[judging].mean()


def test_a_further_box_must_be_worth_showing() -> None:
    """One with a tenth of the cases and a density halfway to certainty is shown, one with less is not."""
    generator = np.random.default_rng(5)
    values = generator.random((1600, 8))
    large, small = values[:, 0] > 0.7, values[:, 5] < 0.2

    def told(chance: float, room: Flags) -> int:
        cases = large | (small & room & (generator.random(1600) < chance))
        found = discover(values, cases, seed=2)
        assert found is not None
        return len(found.boxes)

    assert told(1.0, values[:, 6] < 2) == 2
    assert told(0.4, values[:, 6] < 2) == 1, "density: too far from certain"
    assert told(1.0, values[:, 6] < 0.15) == 1, "coverage: less than a tenth of the cases"


def test_no_more_than_three_boxes_are_told() -> None:
    """Of four corners alike three are told."""
    values = np.random.default_rng(8).random((3000, 6))
    cases = np.asarray((values[:, :4] > 0.88).any(axis=1))
    told = discover(values, cases, seed=1)
    assert told is not None
    corners = [{b.assumption: b.low for b in box.bounds} for box in told.boxes]
    assert len(corners) == len({place for box in corners for place in box}) == 3
    assert {place for box in corners for place in box} < {0, 1, 2, 3}
    assert all(low == pytest.approx(0.88, abs=0.03) for box in corners for low in box.values())


def test_a_range_has_two_sides() -> None:
    """Cases in the middle of a range are told by a lower and an upper limit."""
    values = np.random.default_rng(0).random((800, 4))
    told = discover(values, (values[:, 2] > 0.4) & (values[:, 2] < 0.6), seed=1)
    assert told is not None
    (box,) = told.boxes
    (bound,) = box.bounds
    assert bound.low == pytest.approx(0.4, abs=0.02)
    assert bound.high == pytest.approx(0.6, abs=0.02)
    assert box.density > 0.9


def test_few_draws_tell_no_circumstances() -> None:
    """Below the stated number nothing is claimed; nor where all cases are alike."""
    values = np.random.default_rng(0).random((FEWEST_DRAWS, 3))
    told = values[:, 0] > 0.5
    assert discover(values[:-1], told[:-1], seed=1) is None
    assert discover(values, told, seed=1) is not None
    assert discover(values, np.ones(FEWEST_DRAWS, dtype=np.bool_), seed=1) is None


def test_the_page_says_what_the_summary_has(summary: Summary) -> None:
    """Bands, leaders, circumstances and failures are on the page, and every picture is sound."""
    plan = plan_of(FRAIL, COUNT)
    shown = study_sections(summary, plan.scenario)
    for section in shown:
        for figure in section.figures:
            alt.LayerChart.from_dict(dict(figure.spec), validate=True)
    sentences = " ".join(sentence for section in shown for sentence in section.lead)
    assert f"{summary.solved} draws of 4 assumptions" in sentences
    assert f"{COUNT - summary.solved} draws of {COUNT} could not be solved" in sentences
    assert summary.circumstances
    for told in summary.circumstances:
        for box in told.boxes:
            assert f"in {box.density * 100:.0f}" in sentences
            assert box.coverage > box.support
            assert all(bound.path in plan.draws.paths for bound in box.bounds)
    assert "“The floor: Ann” is above" in sentences
    assert len(summary.failed) == 1
    page = render_study(summary, plan.scenario)
    assert all(section.title in page for section in shown)
    assert page.count('class="still"') == sum(len(section.figures) for section in shown)


def test_further_circumstances_are_told_in_turn(summary: Summary) -> None:
    """Of a second box the page says what it adds, in words, in a table and in a picture of its own."""
    told = summary.circumstances[0]
    first = told.boxes[0]
    second = replace(first, density=0.91, coverage=0.17)
    two = replace(told, boxes=(first, second), coverage=0.88, density=0.79)
    shown = replace(summary, circumstances=(two,))
    section = study_sections(shown, plan_of(FRAIL, COUNT).scenario)[1]
    said = section.lead[0].replace("\N{NO-BREAK SPACE}", " ")
    assert "Of the draws left, it leads in 91 % of those in which" in said
    assert said.endswith("they hold 17 %. Together that is 88 %, with a density of 79 %.")
    assert [figure.title.rpartition(", ")[2] for figure in section.figures] == [
        "first circumstances",
        "second circumstances",
    ]
    assert len({figure.id for figure in section.figures}) == 2
    assert "second circumstances: density 91" in section.tables[2].caption


def test_an_ending_that_always_leads_is_said_to(summary: Summary) -> None:
    """Where one ending leads in all draws, no circumstances are looked for."""
    alone = replace(summary, leading={STILL_FIGHTING: 1.0}, circumstances=())
    section = study_sections(alone, plan_of().scenario)[1]
    floor = 100 * 0.05 ** (1 / summary.solved)
    assert section.lead[0].replace("\N{NO-BREAK SPACE}", " ") == (
        f"“Still talking” leads in all of the {summary.solved} draws: of what the stated ranges allow, it"
        f" leads in at least {floor:.1f} % (95 % confidence)."
    )
    assert not section.figures
    unclear = replace(summary, circumstances=())
    section = study_sections(unclear, plan_of().scenario)[1]
    assert section.lead[0].startswith("No few circumstances tell where which ending leads")


@pytest.mark.parametrize("solved", [1, 2, 19])
def test_a_handful_of_draws_claims_no_range(summary: Summary, solved: int) -> None:
    """With too few draws for quantiles none is printed, and nothing is said of values not drawn."""
    alone = replace(summary, solved=solved, leading={STILL_FIGHTING: 1.0}, circumstances=())
    shown = study_sections(alone, plan_of().scenario)
    said = " ".join(sentence for section in shown for sentence in section.lead)
    assert "begin at 20 draws" in said
    assert "So few draws say nothing of other values" in said
    for claim in ("nine draws", "no value within", "in every draw", "four of five"):
        assert claim not in said
    assert all(table.columns in (("Ending", "Mean"), ("Party", "Mean")) for table in _measured(shown))
    assert not [figure for section in shown for figure in section.figures]


def _measured(shown: tuple[Section, ...]) -> list[Table]:
    """The tables of figures over the draws."""
    return [table for section in shown for table in section.tables if "Mean" in table.columns]


def test_any_settlement_is_a_row(place: Path, summary: Summary) -> None:
    """Where there are several packages, the chance of any of them stands first, draw by draw their sum."""
    with open_to_read(place) as tables:
        figures = read_figures(tables)
    settlements = [e for e, name in enumerate(figures.ending_names) if name.startswith("settlement:")]
    settled = figures.endings[:, settlements].sum(axis=1)
    assert summary.any_settlement.mean == pytest.approx(settled.mean(axis=0))
    assert summary.any_settlement.p10[-1] == pytest.approx(np.quantile(settled[:, -1], 0.1))
    table = study_sections(summary, plan_of(FRAIL, COUNT).scenario)[0].tables[0]
    assert table.rows[0][0] == "Any settlement"


def test_a_study_without_draws_has_nothing_to_say(tmp_path: Path) -> None:
    """It says so, in a sentence."""
    with opened(tmp_path, plan_of()):
        pass
    with pytest.raises(UsageError, match="no draw was solved yet"), open_to_read(tmp_path) as tables:
        summarise(tables)


def test_the_page_on_studies_has_every_table_and_column(place: Path) -> None:
    """What the page says can be asked for in SQL is what is there."""
    page = (Path(__file__).parents[3] / "docs" / "how-to" / "study.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| [^|]*\| ([^|]*) \|$", page, re.MULTILINE)
    said = {
        name: [w for w in re.findall(r"`(\w+)`", columns) if w != STILL_FIGHTING] for name, columns in rows
    }
    statements = re.findall(r'study/?\S* \\\n +"(SELECT[^"]*)"', page)
    assert len(statements) == 2
    with open_to_read(place) as tables:
        there = {name: [row[0] for row in tables.query(f"DESCRIBE {name}").rows] for name in TABLES}
        for sql in statements:
            assert tables.query(sql).columns
    assert said == there
