"""A case goes in once: what is read of it, when, and what its day is."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from parley import workbench
from parley.case import Case, open_case, open_record
from parley.errors import CaseError, UsageError
from parley.files.table import Row, Table
from parley.record import RecordSource, read_record
from parley.scenario.starting import write_starter

ROOT = Path(__file__).parents[2]
UKRAINE = ROOT / "cases" / "ukraine-2025-plain"
# Theses are read by `parley theses` alone; the brief shows what that has kept.
FILES = sorted(entry.name for entry in UKRAINE.iterdir() if entry.name != "theses.yaml")
SHORT = "horizon=6 rounds"

COUNTING = """
import collections, json, os, sys
opened, parsed = collections.Counter(), collections.Counter()
case = os.path.realpath(sys.argv[1])

def hook(event, args):
    if event == "open" and isinstance(args[0], (str, os.PathLike)):
        path = os.path.realpath(args[0])
        if os.path.dirname(path) == case:
            opened[os.path.basename(path)] += 1

import csv
from ruamel.yaml import YAML
from parley.files import table

compose, records = YAML.compose, table._records
texts = {open(entry.path, encoding="utf-8").read(): entry.name for entry in os.scandir(case)}

def composing(self, text):
    parsed[texts.get(text, "--set")] += 1
    return compose(self, text)

def recording(lines, *rest):
    parsed[texts["".join(lines)]] += 1
    return records(lines, *rest)

YAML.compose, table._records = composing, recording
sys.addaudithook(hook)
from parley.cli.main import app
try:
    app(["run", *sys.argv[1:]])
except SystemExit:
    pass
print(json.dumps({"opened": opened, "parsed": parsed}), file=sys.stderr)
"""


@pytest.mark.parametrize("changes", [(), ("--set", SHORT)])
def test_a_run_reads_and_parses_each_file_of_the_case_once(changes: tuple[str, ...], tmp_path: Path) -> None:
    """One `parley run` of the shipped case with its brief opens no file of it twice, changed or not."""
    ran = subprocess.run(
        [sys.executable, "-c", COUNTING, str(UKRAINE), *changes, "--out", str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    counted = json.loads(ran.stderr.splitlines()[-1])
    assert (tmp_path / "brief.html").is_file()
    assert counted["opened"] == dict.fromkeys(FILES, 1)
    tables = {name: 1 for name in FILES if name.endswith((".csv", ".yaml"))}
    assert counted["parsed"] == tables | ({"--set": 1} if changes else {})


def test_the_hash_is_of_the_bytes_that_were_solved(tmp_path: Path) -> None:
    """A file that changes after it was read changes neither what is solved nor the hash in the outlook."""
    write_starter(tmp_path / "case")
    path = tmp_path / "case" / "scenario.yaml"
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    case = open_case(tmp_path / "case", {"horizon": "4 rounds"})
    path.write_text("title: [", encoding="utf-8")
    (tmp_path / "case" / "coding.yaml").write_text("from: [", encoding="utf-8")
    outlook = workbench.run(case).outlook
    assert outlook.input_hashes["scenario.yaml"] == before
    assert not case.has_coding
    assert case.with_changes({"horizon": "5 rounds"}).scenario.rounds == 5


def test_an_open_case_is_taken_as_it_is() -> None:
    """A verb that is given an open case keeps its changes; asked for others, it makes those instead."""
    case = open_case("pie", {"horizon": "4 rounds"})
    assert open_case(case) is case
    assert open_case(case, {"horizon": "5 rounds"}).scenario.rounds == 5
    assert open_case(case, {}).scenario == case.stated
    assert set(case.input_hashes) == {"scenario.yaml", "changes"}


def test_the_coding_is_of_the_changed_case() -> None:
    """What is weighed carries the changes; where none are made the coding that was checked is used."""
    stated = open_case(UKRAINE)
    assert stated.coding is stated.stated_coding
    changed = stated.with_changes({"parties.usa.precision": 0.5})
    precision = changed.coding.scenario.parties["usa"].precision
    assert precision is not None
    assert precision.value == 0.5


def test_a_case_without_a_coding_says_what_to_write() -> None:
    """Asked for the coding it has not got, a case says where it is explained."""
    with pytest.raises(UsageError, match=r"coding\.yaml"):
        open_case("pie").coding  # noqa: B018


@pytest.mark.parametrize("line", ['as_of: "2025-02-01"', "'as_of': 2025-02-01", "as_of:   !!str 2025-02-01"])
def test_the_day_of_the_case_cuts_the_ledgers_however_it_is_written(line: str, tmp_path: Path) -> None:
    """A quoted day, a quoted key and a tag say the same day as the plain line."""
    _with_moves(tmp_path, line + "\ntitle: x\n")
    assert open_record(tmp_path).day_to_read().isoformat() == "2025-02-01"


def test_a_scenario_in_flow_style_cuts_the_ledgers_too(tmp_path: Path) -> None:
    """In braces the day stands anywhere in a line, and the ledgers read nothing after it."""
    _with_moves(tmp_path, "{title: x, as_of: '2025-02-01'}\n")
    ran = subprocess.run(
        [sys.executable, "-m", "parley.cli.main", "ledger", str(tmp_path), "--json"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    said = json.loads(ran.stdout)
    assert said["as_of"] == "2025-02-01"
    assert "LATER" not in ran.stdout


def test_where_the_scenario_states_no_readable_day_nothing_is_read_past_it(tmp_path: Path) -> None:
    """Ledgers refuse to read on to the end of the record; a day that is asked for will do."""
    _with_moves(tmp_path, "title: x\n")
    with pytest.raises(UsageError, match="--as-of"):
        open_record(tmp_path).day_to_read()
    _with_moves(tmp_path, "title: [\n")
    with pytest.raises(CaseError):
        open_record(tmp_path).day_to_read()
    assert open_record(tmp_path).day_to_read("1.2.2025").isoformat() == "2025-02-01"


def test_without_a_scenario_the_record_is_read_to_its_end(tmp_path: Path) -> None:
    """A record alone states no day, so the last move's is taken."""
    _with_moves(tmp_path, "")
    (tmp_path / "scenario.yaml").unlink()
    assert open_record(tmp_path).day_to_read().isoformat() == "2025-03-01"


class Rows:
    """A record kept in memory, as a database might hand it out."""

    case, path = "kept", None

    def __init__(self, act: str) -> None:
        self.act = act

    def kept(self, names: Iterable[str]) -> list[str]:
        """The moves alone."""
        return [name for name in names if name == "moves.csv"]

    def table(self, name: str) -> Table | None:
        """One move, and nothing else."""
        if name != "moves.csv":
            return None
        header = ("id", "date", "actor", "act", "issue", "option", "source", "verification", "paraphrase")
        cells = ("A1", "2025-01-01", "RUSGOV", self.act, "truce", "x", "a", "seen", "They offer.")
        return Table(Path("db/moves"), Row(1, header), (Row(2, cells),))

    def save(self, table: Table) -> None:
        """Nothing is kept."""
        raise NotImplementedError


def test_a_record_may_be_kept_elsewhere_than_in_files() -> None:
    """Whatever hands out tables is read like a folder, and its faults name what it says of itself."""
    source: RecordSource = Rows("OFFER")
    assert [move.id for move in read_record(source).moves] == ["A1"]
    with pytest.raises(CaseError) as refusal:
        read_record(Rows("FIGHT"))
    assert [(fault.file, fault.slug) for fault in refusal.value.faults] == [("db/moves", "unknown-act")]


def test_a_case_is_no_less_frozen_for_what_it_works_out_later() -> None:
    """Nobody can put another scenario into an open case."""
    case: Case = open_case("pie")
    with pytest.raises(AttributeError):
        case.scenario = case.stated  # type: ignore[misc]


def _with_moves(folder: Path, scenario: str) -> None:
    (folder / "scenario.yaml").write_text(scenario, encoding="utf-8")
    head = "id,date,actor,act,extent,issue,option,source,verification,coder,paraphrase\n"
    cells = "RUSGOV,OFFER,,truce,x,a,seen,b,They offer."
    rows = f"A1,2025-01-01,{cells}\nLATER,2025-03-01,{cells}\n"
    (folder / "moves.csv").write_text(head + rows, encoding="utf-8")


@pytest.mark.parametrize("case", [5, None, b"pie", ["pie"], 1.5, "a\0b"], ids=repr)
def test_what_is_no_name_of_a_case_is_said(case: object) -> None:
    """A sentence says what was expected and what came; no TypeError from below."""
    with pytest.raises(UsageError, match="a case"):
        open_case(case)  # type: ignore[arg-type]
