"""The study of a case is shown in its brief, as long as it is a study of the same assumptions."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import altair as alt
import pytest
from tests.sensitivity.study.studies import DUO

from parley import workbench
from parley.cli.main import main
from parley.game.names import Ending
from parley.report import Section
from parley.report.context import Link
from parley.report.sensitivity.study import over_the_ranges
from parley.report.words import percent
from parley.sensitivity.study.finding import Summary
from parley.workbench.attached import kept
from parley.workbench.briefing import brief_context, change_sections

DRAWS = 128


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case whose outlook's folder keeps a study of it."""
    folder = tmp_path_factory.mktemp("cases") / "duo"
    folder.mkdir()
    (folder / "scenario.yaml").write_text(DUO, encoding="utf-8")
    asked = workbench.StudyAsked(draws=DRAWS, workers=1)
    workbench.write_study(workbench.study(folder, asked, out=folder.parent / "out" / "study"))
    return folder


@pytest.fixture(scope="module")
def out(case: Path) -> Path:
    """The folder of its outlook."""
    return case.parent / "out"


@pytest.fixture(scope="module")
def stated(case: Path) -> workbench.Run:
    """The case as stated."""
    return workbench.run(case)


def studied_sections(result: workbench.Run, out: Path) -> tuple[Section, ...]:
    """What the brief shows of the study that a folder keeps."""
    sections = change_sections(result, kept(out, result.case, outlook=result.outlook))
    return tuple(section for section in sections if section.id == "over-the-ranges")


def _summary(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / "study" / "study.json").read_text(encoding="utf-8"))
    return found


def test_a_study_of_the_case_is_on_the_page(stated: workbench.Run, out: Path) -> None:
    """The brief says how far each ending spreads over the draws, beside the outlook as stated, and why."""
    page = workbench.write(stated, out).brief.read_text(encoding="utf-8")
    assert 'id="over-the-ranges"' in page
    (section,) = studied_sections(stated, out)
    found = _summary(out)
    words = " ".join(section.lead).replace("\N{NO-BREAK SPACE}", " ")
    assert (
        f"all 4 that have a range were drawn from it at once, and the case solved for each of {DRAWS}"
        in words
    )
    for row in section.tables[0].rows:
        assert str(row[0]) in page
    name = Ending(max(found["leading"], key=found["leading"].get))
    assert f"{100 * found['leading'][name]:.0f} %" in words
    band = found["endings"][name]
    at_end = f"{100 * stated.outlook.endings[name][-1]:.0f} % as stated; over the draws"
    assert f"{at_end} {100 * band['mean'][-1]:.0f} % on average" in words
    assert found["circumstances"], "this case has some"
    assert "of those in which" in words


def test_its_picture_and_tables_are_those_of_the_study(stated: workbench.Run, out: Path) -> None:
    """Every ending has its quantiles and its stated chance; circumstances lead to the assumptions."""
    (section,) = studied_sections(stated, out)
    (figure,) = section.figures
    alt.LayerChart.from_dict(dict(figure.spec), validate=True)
    found = _summary(out)
    rows = figure.spec["datasets"]["rows"]
    means = sorted(row["mean"] for row in rows)
    shown = [one["mean"][-1] for one in found["endings"].values() if max(one["p95"]) >= 0.01]
    shown.append(found["any_settlement"]["mean"][-1])
    assert means == pytest.approx(sorted(shown)[-len(means) :])
    fighting = stated.outlook.still_fighting[-1]
    assert rows[-1]["stated"] == fighting
    at_horizon, *circumstances = section.tables
    assert at_horizon.columns[:3] == ("Ending", "As stated", "Mean")
    assert len(at_horizon.rows) == len(rows)
    assert len(circumstances) == sum(len(told["boxes"]) for told in found["circumstances"])
    linked = [row[0] for table in circumstances for row in table.rows]
    paths = [b["path"] for told in found["circumstances"] for box in told["boxes"] for b in box["bounds"]]
    assert [cell.to for cell in linked if isinstance(cell, Link)] == [f"#assumption-{path}" for path in paths]


def test_draws_that_failed_and_an_ending_that_always_leads_are_said(stated: workbench.Run, out: Path) -> None:
    """What could not be solved is counted, and of an ending without exception how often it leads."""
    name = next(iter(_summary(out)["leading"]))
    alone = {**_summary(out), "failed": {"why": 3}, "leading": {name: 1.0}, "circumstances": []}
    section = over_the_ranges(Summary.read(alone), stated.scenario, stated.outlook)
    assert section.lead[0].endswith("3 other draws could not be solved.")
    assert f"leads in all of the {DRAWS} draws" in section.lead[-1]
    assert not any("Most probable of all" in said for said in section.lead)
    assert len(section.tables) == 1
    assert len(section.notes) == 2, "nothing is said of how circumstances were found where there are none"


def test_no_study_no_section(stated: workbench.Run, tmp_path: Path) -> None:
    """Where the folder keeps none, nothing is shown."""
    assert studied_sections(stated, tmp_path) == ()
    assert "over-the-ranges" not in workbench.write(stated, tmp_path).brief.read_text(encoding="utf-8")


def test_a_study_of_other_assumptions_is_not_shown(case: Path, stated: workbench.Run, out: Path) -> None:
    """A changed number makes it another study; one made with the change is shown."""
    change = {"parties.bob.patience.per_round": 0.8}
    changed = workbench.run(case, change)
    assert studied_sections(changed, out) == ()
    asked = workbench.StudyAsked(draws=2, workers=1, changes=change)
    other = out.parent / "other"
    workbench.write_study(workbench.study(case, asked, out=other / "study"))
    assert len(studied_sections(changed, other)) == 1
    assert studied_sections(stated, other) == ()


def test_a_later_row_of_the_record_leaves_a_study_as_it_is(case: Path, out: Path, tmp_path: Path) -> None:
    """A study rests on the scenario alone: other files of the case may change."""
    later = shutil.copytree(case, tmp_path / case.name)
    (later / "moves.csv").write_text(
        "id,date,actor,act,issue,option,source,verification,paraphrase\n"
        "A1,2025-01-01,RUSGOV,OFFER,truce,x,a,seen,They offer.\n",
        encoding="utf-8",
    )
    assert len(studied_sections(workbench.run(later), out)) == 1


def _moved(stated: dict[str, Any], by: float) -> dict[str, Any]:
    """The figures of the case as stated, one of them moved."""
    half, last = stated["chances"]["still_fighting"]
    return {**stated, "chances": {**stated["chances"], "still_fighting": [half, last - by]}}


def test_a_study_holds_while_the_figures_of_the_case_as_stated_do(
    case: Path, stated: workbench.Run, out: Path, tmp_path: Path
) -> None:
    """Another version of the program that makes the same of the case leaves a study shown; words change
    nothing.
    """
    (tmp_path / "study").mkdir()
    found = _summary(out)
    other = {**found, "version": "0.0.9", "stated": _moved(found["stated"], 1e-11)}
    (tmp_path / "study" / "study.json").write_text(json.dumps(other), encoding="utf-8")
    assert len(studied_sections(stated, tmp_path)) == 1
    told = json.loads(json.dumps(other))
    told["stated"] = _moved(found["stated"], 1e-3)
    (tmp_path / "study" / "study.json").write_text(json.dumps(told), encoding="utf-8")
    (left_out,) = kept(tmp_path, stated.case, outlook=stated.outlook).left_out
    assert "because what Parley makes of the case as stated has changed" in str(left_out)
    reworded = shutil.copytree(case, tmp_path / case.name)
    text = (reworded / "scenario.yaml").read_text(encoding="utf-8")
    text = text.replace("title: Ann", "title: Anna").replace("note: judged", "note: guessed")
    (reworded / "scenario.yaml").write_text(text, encoding="utf-8")
    assert len(studied_sections(workbench.run(reworded), out)) == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda kept: {**kept, "version": "0.0.9", "stated": None},
        lambda kept: {**kept, "version": "0.0.9", "stated": _moved(kept["stated"], 2e-9)},
        lambda kept: {**kept, "case": "trio"},
        lambda kept: {**kept, "form": kept["form"] - 1},
        lambda kept: {key: value for key, value in kept.items() if key != "scenario"},
        lambda kept: [kept],
    ],
    ids=["other version", "other figures", "other case", "older form", "no scenario", "no findings"],
)
def test_findings_that_are_not_ours_to_show_are_left_out(
    stated: workbench.Run, out: Path, tmp_path: Path, spoil: Callable[[dict[str, Any]], object]
) -> None:
    """A file of another version, case or form is passed over, and the brief is made without it."""
    (tmp_path / "study").mkdir()
    (tmp_path / "study" / "study.json").write_text(json.dumps(spoil(_summary(out))), encoding="utf-8")
    assert studied_sections(stated, tmp_path) == ()
    (tmp_path / "study" / "study.json").write_text("{", encoding="utf-8")
    assert studied_sections(stated, tmp_path) == ()


def test_the_first_lines_say_how_far_the_answer_moves(
    case: Path,
    stated: workbench.Run,
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Once there is a study, the bottom line of run and brief gives the range of four draws in five."""
    written = workbench.write(stated, out)
    band = _summary(out)["any_settlement"]
    low, high = (percent(band[level][-1]).replace("\N{NO-BREAK SPACE}", " ") for level in ("p10", "p90"))
    said = f"Over the stated ranges a settlement has {low} to {high} in four of five of {DRAWS} draws."
    context = brief_context(stated, kept(out, stated.case, outlook=stated.outlook))
    texts = {found.about: found.text.replace("\N{NO-BREAK SPACE}", " ") for found in context.bottom_line}
    assert said in texts["Besides"]
    assert written.background.spread is not None
    assert written.background.spread.settled == pytest.approx((band["p10"][-1], band["p90"][-1]))
    monkeypatch.setattr(sys, "argv", ["parley", "run", str(case), "--out", str(out)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    printed = " ".join(capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ").split())
    assert said in printed[: printed.index("Room for a deal")]


def test_without_a_study_no_range_is_claimed(stated: workbench.Run, tmp_path: Path) -> None:
    """A run whose folder keeps no study says nothing of ranges."""
    written = workbench.write(stated, tmp_path)
    assert written.background.spread is None
    assert "Over the stated ranges" not in written.brief.read_text(encoding="utf-8")
