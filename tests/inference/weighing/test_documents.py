"""A weighed record as data, as a page and in the terminal; blind, with nobody's name in it."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.testing import CliRunner

from parley import workbench
from parley.cli.main import app
from parley.compiler import compile_game
from parley.errors import UsageError
from parley.record import Record, read_record
from parley.report.inference.weighing import render_weighing
from parley.report.inference.weighing.form import WeighedRecord
from parley.report.results import result_schema
from parley.scenario import read_scenario
from parley.scenario.coding import Coding, read_coding
from parley.scenario.parts import Scenario
from parley.solver import Solution, solve
from parley.workbench import WeighRequest, WeighRun, weigh_record, write_weighing

CASE = Path(__file__).parents[3] / "cases" / "ukraine-2025-plain"
SHORT = {"horizon": "2025-04-16"}
TELLING = re.compile(
    r"russia|ukrain|\busa\b|united states|europe|kremlin|kyiv|moscow|trump|putin|zelensky|nato|"
    r"energy_|us_aid|RUSGOV|UKRGOV|\bU\d\d\b|\bUB?\d\d\b|(?<![\d.])2025-|(?<![\d.])20[012]5\b(?![\d\"'])",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def weighed_case() -> tuple[Scenario, Coding, Record, Solution]:
    """The shipped case with a near horizon, solved from where its coding begins."""
    scenario, record = read_scenario(CASE, SHORT), read_record(CASE)
    coding = read_coding(CASE, scenario, record, SHORT)
    return scenario, coding, record, solve(compile_game(coding.scenario))


def _document(case: tuple[Scenario, Coding, Record, Solution], **asked: Any) -> dict[str, Any]:
    scenario, coding, record, solution = case
    return {"version": "0", **weigh_record(solution, scenario, coding, record, WeighRequest(**asked))}


def test_the_document_holds_its_own_arithmetic(weighed_case: Any) -> None:
    """Beliefs sum to one, moments follow the coding, probabilities ahead and endings sum to one."""
    document = _document(weighed_case)
    assert json.loads(json.dumps(document)) == document
    assert WeighedRecord.read(document).document() == {**document, "input_hashes": None, "certificate": None}
    jsonschema.Draft202012Validator(result_schema("weighing")).validate(document)
    for path in document["beliefs"].values():
        assert [sum(both) for both in zip(*path.values(), strict=True)] == pytest.approx(
            [1.0] * len(document["rounds"])
        )
    counted = [move["move"] for move in document["coding"]["moves"] if move["kind"] in ("action", "answer")]
    seen = [moment["move"] for moment in document["moments"] if moment["kind"] in ("action", "answer")]
    assert sorted(counted) == sorted(move for move in seen if move)
    endings = document["endings"]
    for t, still in enumerate(endings["still_fighting"]):
        assert sum(path[t] for path in endings["reached"].values()) + still == pytest.approx(1.0)


def test_a_meeting_tells_what_was_done_at_it(weighed_case: Any) -> None:
    """Its likelihood ratio is that of the moves made there between those who met; nobody else's count."""
    document = _document(weighed_case)
    told = {moment["move"]: moment["told"] for moment in document["moments"] if moment["move"]}
    by_row = {one["move"]: one for one in document["meetings"]}
    call = by_row["U69"]
    assert (call["date"], call["gave"]) == ("2025-03-18", ["U71", "U76"])
    assert set(call["weighed"]) == {"U70", "U71", "U73", "U76", "U77"}
    for one in by_row.values():
        assert one["told"] == pytest.approx(sum(told[name] for name in one["weighed"]))
    assert document["other_sides"] == []
    # On the day before the call nothing is known of it.
    assert "U69" not in json.dumps(_document(weighed_case, as_of=date(2025, 3, 17))["meetings"])


def test_the_day_of_reading_is_the_last_day_read(weighed_case: Any) -> None:
    """As of 11 March nothing later is in the document, and the answer of the 13th is not known."""
    document = _document(weighed_case, as_of=date(2025, 3, 11))
    assert max(moment["date"] for moment in document["moments"]) == "2025-03-11"
    assert "U56" not in json.dumps(document)
    assert _document(weighed_case)["log_likelihood"] < document["log_likelihood"]


def test_a_day_before_the_coding_begins_is_refused(weighed_case: Any) -> None:
    """There is nothing to weigh before the first round."""
    with pytest.raises(UsageError, match="before 2025-02-12"):
        _document(weighed_case, as_of=date(2025, 2, 1))


def test_blind_names_nobody(weighed_case: Any) -> None:
    """No name, code, date or word of the case is in the blind document or on its page, nor in print."""
    document = _document(weighed_case, blind=True)
    assert TELLING.findall(json.dumps(document)) == []
    page = render_weighing(WeighedRecord.read(document))
    shown = re.sub(r"<script>.*?</script>|<style>.*?</style>|sha256-[^']*", "", page, flags=re.DOTALL)
    assert TELLING.findall(shown) == []


def test_blind_changes_no_number(weighed_case: Any) -> None:
    """Letters for names leave every surprise and belief as it is."""
    named, blind = _document(weighed_case), _document(weighed_case, blind=True)
    for key in ("surprise", "choice_surprise", "told"):
        assert [m[key] for m in named["moments"]] == [m[key] for m in blind["moments"]]
    assert list(named["beliefs"]["analyst"].values()) == list(blind["beliefs"]["analyst"].values())


def test_written_whole_beside_each_other(weighed_case: Any, tmp_path: Path) -> None:
    """A blind weighing does not overwrite the open one; the page holds the chart and every coded move."""
    for blind in (False, True):
        result = WeighRun(workbench.open_case(CASE), _document(weighed_case, blind=blind))
        write_weighing(result, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "blind-weighing.html",
        "blind-weighing.json",
        "findings.json",
        "weighing.html",
        "weighing.json",
    ]
    page = (tmp_path / "weighing.html").read_text(encoding="utf-8")
    assert "figure-beliefs-weighed" in page
    for move in ("U37", "U48", "U73"):
        assert move in page


@pytest.fixture
def small_case(tmp_path: Path) -> Path:
    """A case of three moves: one counts, one cannot have happened, one is not covered."""
    refusals = Path(__file__).parents[2] / "refusals" / "move-unknown"
    for name in ("scenario.yaml", "moves.csv"):
        (tmp_path / name).write_text((refusals / name).read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "coding.yaml").write_text(
        "from: 2025-01-06\ncoder: desk-1\nactors: {russia: [RUSGOV], ukraine: [UKRGOV]}\n"
        "start: {levers.blockade.start: on}\n"
        "moves:\n  M1: {counts_as: propose:truce, reason: x}\n"
        '  M3: {counts_as: "set:blockade:on", reason: x}\n',
        encoding="utf-8",
    )
    return tmp_path


def test_the_command_says_what_did_not_fit(small_case: Path) -> None:
    """`parley weigh` prints the least change that would allow an impossible move, and what nobody covered."""
    ran = CliRunner().invoke(app, ["weigh", str(small_case), "--out", str(small_case / "out")])
    said = " ".join(ran.output.split())
    assert ran.exit_code == 0, ran.output
    assert "1 moment of the record could not happen" in said
    assert "blockade" in said.lower()
    assert "No rule covers M2" in said
    assert (small_case / "out" / "weighing.json").is_file()


def test_the_command_prints_data(small_case: Path) -> None:
    """`parley weigh --json` prints the document, with the file it came from fingerprinted."""
    ran = CliRunner().invoke(app, ["weigh", str(small_case), "--json", "--out", str(small_case / "out")])
    document = json.loads(ran.output)
    assert set(document["input_hashes"]) == {"scenario.yaml", "moves.csv", "coding.yaml"}
    assert document["impossible"][0]["needed"][0]["path"] == "levers.blockade.start"


def test_a_brief_cannot_be_blind(small_case: Path) -> None:
    """The brief names the parties, so asking for both is refused."""
    ran = CliRunner().invoke(app, ["weigh", str(small_case), "--blind", "--brief"])
    assert isinstance(ran.exception, UsageError)


def test_a_case_with_nothing_hidden_is_weighed_without_beliefs(small_case: Path) -> None:
    """Where nobody hides a disposition there are surprises and what comes next, and no beliefs or chart."""
    scenario = (small_case / "scenario.yaml").read_text(encoding="utf-8")
    for line in ("dispositions:", "beliefs:"):
        scenario = re.sub(rf"^ +{line}.*\n", "", scenario, flags=re.MULTILINE)
    open_values = scenario.replace("{pragmatic: 60, maximalist: 100}", "100")
    (small_case / "scenario.yaml").write_text(open_values, encoding="utf-8")
    ran = CliRunner().invoke(app, ["weigh", str(small_case), "--out", str(small_case / "out")])
    assert ran.exit_code == 0, ran.output
    document = json.loads((small_case / "out" / "weighing.json").read_text(encoding="utf-8"))
    assert (document["beliefs"], document["hidden"], document["most_telling"]) == ({}, None, [])
    assert "figure-" not in (small_case / "out" / "weighing.html").read_text(encoding="utf-8")


def test_check_covers_the_coding(small_case: Path) -> None:
    """`parley check` says what the coding makes of the record and advises on what no rule covers."""
    ran = CliRunner().invoke(app, ["check", str(small_case)])
    assert "coding.yaml: of 3 moves 2 actions, 0 answers" in ran.output
    assert "no rule covers M2" in ran.output
    assert workbench.open_case(small_case).folder == small_case


def test_every_key_of_the_document_is_explained(weighed_case: Any) -> None:
    """The reference page names every key the document has, and the keys of its moments."""
    page = (Path(__file__).parents[3] / "docs" / "reference" / "weighing.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"`([a-z_]+)`", page))
    document = _document(weighed_case)
    keys = {*document, *document["moments"][0], *document["next"], *document["endings"], *document["coding"]}
    assert keys - explained == set()


def test_events_and_a_collapse_with_a_name_of_its_own_are_told() -> None:
    """A scenario with events is weighed: where each stands is told, and a named collapse by its name."""
    case = CASE.with_name("winter-war-1940")
    changes = {"theatre.front.collapse.top.ending": "fall_of_the_army", "horizon": "1940-03-13"}
    scenario, record = read_scenario(case, changes), read_record(case)
    coding = read_coding(case, scenario, record, changes)
    told = weigh_record(solve(compile_game(coding.scenario)), scenario, coding, record, WeighRequest())
    assert told["posture"]["window"]["scenario_starts_at"] == "open"
    assert "fall of the army" in json.dumps(told).lower()
