"""`parley score`: what it prints and writes, files of outcomes, and what it refuses."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import altair as alt
import pytest
from tests.inference.scoring.war import HEAD, MOVES, SETTLED, write_case
from typer.testing import CliRunner

from parley import workbench
from parley.cli.main import app
from parley.errors import CaseError, UsageError
from parley.inference.scoring import Scores
from parley.report.inference.trust import scoring
from parley.workbench import Asked

KNOWN, LATER = MOVES[:4], [*MOVES[4:], *SETTLED]


@pytest.fixture(scope="module")
def split(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A case whose record ends on 23 January, and a file of what happened later."""
    folder = tmp_path_factory.mktemp("split")
    outcomes = folder / "later" / "outcomes.csv"
    outcomes.parent.mkdir()
    outcomes.write_text("\n".join([HEAD, *LATER, ""]), encoding="utf-8")
    return write_case(folder, KNOWN), outcomes


@pytest.fixture(scope="module")
def scored(split: tuple[Path, Path]) -> dict[str, Any]:
    """The scores of the case with its outcomes."""
    return workbench.score(split[0], Asked(outcomes=split[1])).scores.document()


def test_outcomes_from_a_file_count_as_the_record_does(scored: dict[str, Any], tmp_path: Path) -> None:
    """A record in two files is scored as the same record in one."""
    whole = workbench.score(write_case(tmp_path, [*MOVES, *SETTLED])).scores.document()
    own = {"case", "input_hashes"}
    assert {k: v for k, v in scored.items() if k not in own} == {
        k: v for k, v in whole.items() if k not in own
    }
    assert scored["ended"] == "settlement:here"


def test_the_file_of_outcomes_is_among_the_inputs(scored: dict[str, Any]) -> None:
    """The fingerprint of the outcomes stands beside those of the case's own files."""
    assert {"scenario.yaml", "coding.yaml", "moves.csv", "outcomes outcomes.csv"} == set(
        scored["input_hashes"]
    )


def test_without_outcomes_scoring_ends_with_the_record(split: tuple[Path, Path]) -> None:
    """The last round scored is the last one that is over on the last day on record."""
    scores = workbench.score(split[0]).scores.document()
    assert (scores["from"], scores["to"]) == ("2025-01-01", "2025-01-21")
    assert len(scores["rounds"]) == 3


def test_days_choose_whole_rounds(split: tuple[Path, Path]) -> None:
    """Rounds that lie wholly between the days asked for are scored, and no other."""
    asked = Asked(date(2025, 1, 5), date(2025, 1, 30), split[1])
    scores = workbench.score(split[0], asked).scores.document()
    assert scores["rounds"] == ["2025-01-08", "2025-01-15", "2025-01-22"]
    assert scores["to"] == "2025-01-28"


def test_few_observations_are_said_plainly(split: tuple[Path, Path]) -> None:
    """A short record's scores are printed with the warning that no verdict should rest on them."""
    ran = CliRunner().invoke(
        app, ["score", str(split[0]), "--out", str(split[1].parent)], env={"COLUMNS": "100"}
    )
    assert ran.exit_code == 0, ran.output
    said = " ".join(ran.output.split())
    assert "These are few observations (3 rounds, 3 times that anything happened)" in said
    assert "No intervals are given" in said
    assert "which is not foresight" in said
    page = (split[1].parent / "scores.html").read_text(encoding="utf-8")
    assert "Were earlier forecasts any good?" in page
    assert json.loads((split[1].parent / "scores.json").read_text(encoding="utf-8"))["questions"] > 0


def test_json_is_what_is_written(split: tuple[Path, Path], tmp_path: Path) -> None:
    """With --json the scores are printed as the file has them."""
    ran = CliRunner().invoke(app, ["score", str(split[0]), "--json", "--out", str(tmp_path)])
    assert json.loads(ran.stdout) == json.loads((tmp_path / "scores.json").read_text(encoding="utf-8"))


def test_the_brief_can_carry_the_scores(split: tuple[Path, Path], tmp_path: Path) -> None:
    """With --brief the case is solved as it stands and its page has the scores in a part of their own."""
    ran = CliRunner().invoke(app, ["score", str(split[0]), "--brief", "--out", str(tmp_path)])
    assert ran.exit_code == 0, ran.output
    page = (tmp_path / "brief.html").read_text(encoding="utf-8")
    assert page.index('id="trust"') < page.index('id="scoring"') < page.index('id="assumptions"')


def test_the_charts_are_valid_and_have_words(split: tuple[Path, Path], scored: dict[str, Any]) -> None:
    """Both charts obey the Vega-Lite schema, and each says in words what it shows."""
    figures = scoring(Scores.read(scored), workbench.open_case(split[0]).scenario).figures
    assert [figure.id for figure in figures] == ["reliability", "skill"]
    for figure in figures:
        alt.LayerChart.from_dict(dict(figure.spec), validate=True)
        assert len(figure.alt) > 20


def test_every_key_is_documented(scored: dict[str, Any]) -> None:
    """The page on the file has every key of it, and of a row of scores."""
    page = (Path(__file__).parents[3] / "docs/reference/scores.md").read_text(encoding="utf-8")
    assert [key for key in (*scored, *scored["actions"], *scored["reliability"]) if key not in page] == []


@pytest.mark.parametrize(
    ("row", "slug"),
    [
        ("M1,2025-02-20,NORTH,GESTURE,,PATRON,pows,x,a,seen,b,", "duplicate-id"),
        ("N1,2025-02-20,SOUTH,REJECT,,PATRON,pows,x,a,seen,b,M77", "link-nowhere"),
        ("N1,someday,NORTH,GESTURE,,PATRON,pows,x,a,seen,b,", "bad-date"),
    ],
)
def test_faults_of_outcomes_are_those_of_a_record(
    split: tuple[Path, Path], tmp_path: Path, row: str, slug: str
) -> None:
    """A file of outcomes is checked as moves.csv is, ids and links against the case's own."""
    path = tmp_path / "later.csv"
    path.write_text(f"{HEAD}\n{row}\n", encoding="utf-8")
    with pytest.raises(CaseError) as refusal:
        workbench.score(split[0], Asked(outcomes=path))
    assert [fault.slug for fault in refusal.value.faults] == [slug]


def test_a_file_of_outcomes_that_is_not_there_is_refused(split: tuple[Path, Path], tmp_path: Path) -> None:
    """A path that leads nowhere is a fault, not a traceback."""
    with pytest.raises(CaseError) as refusal:
        workbench.score(split[0], Asked(outcomes=tmp_path / "none.csv"))
    assert [fault.slug for fault in refusal.value.faults] == ["no-such-file"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--from", "2025-01-20", "--to", "2025-01-10"], "no whole round"),
        (["--to", "2025-06-01"], "--outcomes FILE"),
        (["--from", "spring"], "--from is a day"),
    ],
)
def test_days_that_make_no_sense_are_refused(split: tuple[Path, Path], options: list[str], said: str) -> None:
    """Days the wrong way round, beyond the record, or no days at all are refused in a sentence."""
    ran = CliRunner().invoke(app, ["score", str(split[0]), *options])
    assert isinstance(ran.exception, UsageError)
    assert said in str(ran.exception)


def test_a_record_that_ended_earlier_is_refused(split: tuple[Path, Path]) -> None:
    """Where the war was over before the first day asked for there is nothing to forecast."""
    folder, outcomes = split
    longer = outcomes.parent / "longer.csv"
    after = "M11,2025-03-20,NORTH,STATEMENT,,SOUTH,land,x,a,seen,b,"
    longer.write_text("\n".join([HEAD, *LATER, after, ""]), encoding="utf-8")
    with pytest.raises(UsageError, match="ended the war"):
        workbench.score(folder, Asked(first=date(2025, 3, 5), outcomes=longer))
