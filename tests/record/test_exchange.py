"""The record in other schemes, and other people's events as candidates."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.record.coding import move, record

from parley.errors import UsageError
from parley.files.table import read_table
from parley.record import read_record
from parley.record.as_of import known_on
from parley.record.exchange import EXPORTS, Candidate, Filter, Saved, read_events, save_candidates
from parley.record.exchange.incoming import LeftOut
from parley.record.ledgers import LEDGERS, Options
from parley.vocabulary import DEFAULT_CAMEO, EXTENTS

CASES = Path(__file__).parents[2] / "cases"
UKRAINE = read_record(CASES / "ukraine-2025")
WANTED = Filter(("RUS", "UKR"), date(2025, 2, 1), date(2025, 3, 19))

EVERY_DAY = Filter(
    ("RUS", "UKR", "USA", "EUR", "GBR", "QAT"), date(1900, 1, 1), date(2100, 1, 1), either=True
)

ICEWS = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\t"
    "Target Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\n"
    "1\t2025-02-12\tA\tGovernment\tRussian Federation\tConsult\t040\t1\tB\tGovernment\tUkraine\t7\t1\tPaper\n"
    '2\t2025-02-12\tA\tGovernment\tRussian Federation\tSay "no\t042\t1\tB\tGovernment\tUkraine\t8\t1\tOther\n'
    "3\t2025-02-13\tA\tMilitary,Army\tRussian Federation\tFight\t190\t-9\tB\t\tUkraine\t8\t1\tOther\n"
    "4\t2025-04-01\tA\tMilitary\tRussian Federation\tFight\t190\t-9\tB\t\tUkraine\t8\t1\tOther\n"
    "5\t2025-02-13\tA\tMilitary\tRussian Federation\tFight\t190\t-9\tB\t\tFrance\t8\t1\tOther\n"
    "6\tbroken line\n"
)
POLECAT = (
    "Event ID\tEvent Date\tEvent Type\tEvent Mode\tActor Name\tActor Country\tPrimary Actor Sector\t"
    "Recipient Name\tRecipient Country\tPrimary Recipient Sector\tSource\n"
    "P1\t2025-02-12\tREQUEST\tassist\tX\tUKR\tGOV\tY\tRUS\tGOV\tPaper\n"
    "P2\t2025-02-12\tAGREE\t\tX\tUKR\tMED\tY\tRUS\tJRN\tPaper\n"
)


def gdelt() -> str:
    """Two rows of a file with 61 columns and no header."""
    rows = []
    for name, code in (("G1", "190"), ("G2", "0831")):
        cells = [""] * 61
        cells[0], cells[1], cells[5], cells[15], cells[26] = name, "20250212", "RUSMIL", "UKRMED", code
        cells[60] = "https://example.org"
        rows.append("\t".join(cells))
    return "\n".join(rows) + "\n"


def read_plover(path: Path) -> tuple[Candidate, ...]:
    """Candidates from a file of PLOVER lines, of whatever day."""
    return read_events(path, "plover", EVERY_DAY).candidates


def write(path: Path, text: str) -> Path:
    """A file with this text."""
    path.write_text(text, encoding="utf-8")
    return path


def test_plover_goes_out_and_comes_back(tmp_path: Path) -> None:
    """What PLOVER has no field for travels in its comment, so acts, issues and links come back unchanged."""
    path = write(tmp_path / "out.jsonl", EXPORTS["plover"][1](UKRAINE).text)
    back = {candidate.id: candidate.cells() for candidate in read_plover(path)}
    for one in UKRAINE.moves:
        cells = back[one.id]
        assert (cells["act"], cells["extent"]) == (one.act.value, one.extent)
        for name in ("issue", "responds_to", "repeat_of", "affected"):
            assert cells.get(name, "") == ";".join(getattr(one, name))
        assert (cells["actor"], cells["target"]) == (";".join(one.actor), ";".join(one.target))


def test_others_see_fewer_acts_in_plover(tmp_path: Path) -> None:
    """Without the comment, seven acts come back as one: the loss the export reports."""
    export = EXPORTS["plover"][1](UKRAINE)
    back: dict[str, Any] = {}
    for text in export.text.splitlines():
        path = write(tmp_path / "bare.jsonl", json.dumps({**json.loads(text), "comment": ""}))
        back |= {one.id: one.act[0] for one in _if_any(path)}
    merged = {one.act.value for one in UKRAINE.moves if back.get(one.id) == "OFFER"}
    assert merged == {"OFFER", "PROMISE", "ACCEPT", "AGREE", "GESTURE", "CONDITION", "EVADE"}
    loss = next(loss for loss in export.losses if loss.what.endswith("all become AGREE"))
    assert set(loss.what.removesuffix(" all become AGREE").split(", ")) == merged


def _if_any(path: Path) -> tuple[Candidate, ...]:
    """Candidates of one line; none where it names nobody who acts, as an election does not."""
    try:
        return read_plover(path)
    except UsageError:
        return ()


def test_plover_marks_what_is_not_standard() -> None:
    """Acts PLOVER drops are written as STATEMENT, flagged, and counted as a loss."""
    export = EXPORTS["plover"][1](UKRAINE)
    events = [json.loads(text) for text in export.text.splitlines()]
    odd = [event["id"] for event in events if not event["standard"]]
    assert {event["event"] for event in events if not event["standard"]} == {"STATEMENT"}
    assert export.losses[0].ids == tuple(odd)
    assert len(odd) == 15


def test_cameo_has_a_row_for_each_pair() -> None:
    """A joint act becomes a row for each pair, and each coded row keeps its own code."""
    export = EXPORTS["cameo"][1](UKRAINE)
    rows = list(csv.DictReader(io.StringIO(export.text.removeprefix("\ufeff"))))
    call = [(row["source"], row["target"], row["code"]) for row in rows if row["id"] == "U69"]
    assert call == [("USAGOV", "RUSGOV", "041"), ("RUSGOV", "USAGOV", "041")]
    assert {row["id"] for row in rows} == {one.id for one in UKRAINE.moves} - {"UB08"}


def test_every_act_has_a_default_code() -> None:
    """No act or extent is without an entry in the table of default codes, even if the entry is empty."""
    assert [act for act in EXTENTS if (act, "") not in DEFAULT_CAMEO] == []


def test_pax_holds_texts_only() -> None:
    """AGREE rows alone go out; a stage nobody coded is marked as suggested."""
    coded = record(
        move("A", 0, "AGREE", "USAGOV RUSGOV", extent="text", pax_stage="Cea", ceasefire_class="preliminary"),
        move("B", 1, "AGREE", "USAGOV RUSGOV", issue="process"),
        move("C", 2, "OFFER", "USAGOV", "RUSGOV"),
    )
    export = EXPORTS["pax"][1](coded)
    rows = [
        (row["AgtId"], row["Stage"], row["StageBasis"])
        for row in csv.DictReader(io.StringIO(export.text.removeprefix("\ufeff")))
    ]
    assert rows == [("A", "Cea", "coded"), ("B", "Pre", "suggested by issue")]
    assert export.losses[0].ids == ("C",)


def test_icews_rows_become_candidates(tmp_path: Path) -> None:
    """Rows of the case come in once, with the number of reports; broken lines are counted."""
    found = read_events(write(tmp_path / "icews.tab", ICEWS), "icews", WANTED)
    told = [(one.date, one.actor, one.act[0], one.target, one.reports) for one in found.candidates]
    assert told == [
        ("2025-02-12", "RUSGOV", "MEET", "UKRGOV", 2),
        ("2025-02-13", "RUSMIL", "FORCE", "UKR", 1),
    ]
    assert found.matched == 3
    assert found.reasons.counts == {LeftOut.OUTSIDE: 1, LeftOut.OTHERS: 1, LeftOut.TOO_FEW: 1}


def test_polecat_rows_become_candidates(tmp_path: Path) -> None:
    """PLOVER's sector codes are turned into the record's: its MED is health, its JRN the press."""
    found = read_events(write(tmp_path / "polecat.tsv", POLECAT), "polecat", WANTED)
    told = [(one.id, one.actor, one.act, one.target) for one in found.candidates]
    assert told == [
        ("POLECAT-P1", "UKRGOV", ("DEMAND", "", False), "RUSGOV"),
        ("POLECAT-P2", "UKRHLH", ("OFFER", "", True), "RUSJRN"),
    ]


def test_gdelt_rows_become_candidates(tmp_path: Path) -> None:
    """A file without header is read by position; CAMEO's MED is the press."""
    found = read_events(write(tmp_path / "gdelt.csv", gdelt()), "gdelt", WANTED)
    told = [(one.id, one.date, one.act, one.target) for one in found.candidates]
    assert told == [
        ("GDELT-G1", "2025-02-12", ("FORCE", "", False), "UKRJRN"),
        ("GDELT-G2", "2025-02-12", ("CONCEDE", "", True), "UKRJRN"),
    ]


def test_one_side_in_the_case_is_enough_if_asked(tmp_path: Path) -> None:
    """With `either` an event towards an outsider is kept as well."""
    wanted = Filter(("RUS",), date(2025, 2, 13), date(2025, 2, 13), either=True)
    found = read_events(write(tmp_path / "icews.tab", ICEWS), "icews", wanted)
    assert sorted(one.target for one in found.candidates) == ["FRA", "UKR"]


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    """A file that lacks the columns of its kind is refused by their names."""
    with pytest.raises(UsageError, match="lacks the ICEWS columns CAMEO Code"):
        read_events(write(tmp_path / "x.tab", POLECAT), "icews", WANTED)
    with pytest.raises(UsageError, match="57, 58 or 61 columns"):
        read_events(write(tmp_path / "y.csv", "a\tb\n"), "gdelt", WANTED)
    with pytest.raises(UsageError, match="no file"):
        read_events(tmp_path / "nowhere", "gdelt", WANTED)


def test_lines_that_are_no_plover_are_named(tmp_path: Path) -> None:
    """A line that is not a PLOVER event is left out and counted; a file of nothing else is refused."""
    with pytest.raises(UsageError, match=r"2 are no rows of this kind .first on line 1"):
        read_plover(write(tmp_path / "x.jsonl", '{"id": 1}\nnot json\n'))
    deep = "[" * 100_000
    good = '{"date": "2025-02-12", "actor": ["USA"], "event": "CONSULT"}'
    found = read_events(write(tmp_path / "y.jsonl", f"{deep}\n{good}\n"), "plover", EVERY_DAY)
    assert (len(found.candidates), found.reasons.counts) == (1, {LeftOut.UNREADABLE: 1})


def test_candidates_are_saved_once_and_left_alone(tmp_path: Path) -> None:
    """Importing again adds nothing, and does not touch a row a person has worked on."""
    candidate = Candidate("E1", "2025-02-12", "RUSGOV", "UKRGOV", "190", "", "Machine-coded.", "ICEWS", "")
    assert save_candidates(tmp_path, [candidate, candidate]) == Saved(1, 1, 0)
    path = tmp_path / "candidates.csv"
    worked_on = path.read_text(encoding="utf-8").replace("Machine-coded.", "Checked by a person.")
    path.write_text(worked_on, encoding="utf-8")
    assert save_candidates(tmp_path, [candidate]) == Saved(0, 1, 0)
    assert path.read_text(encoding="utf-8") == worked_on
    row = read_table(path).rows[0]
    table = read_table(path)
    assert table.cell(row, "verification") == "machine"
    assert table.cell(row, "question") == "issue and option? responds_to?"


def test_no_ledger_reads_candidates(tmp_path: Path) -> None:
    """A case with candidates has the same ledgers as without."""
    case = tmp_path / "case"
    case.mkdir()
    (case / "moves.csv").write_bytes((CASES / "ukraine-2025" / "moves.csv").read_bytes())
    before = [build(read_record(case), date(2025, 3, 19), Options()) for build in LEDGERS.values()]
    save_candidates(case, [Candidate("E1", "2025-02-12", "RUSGOV", "USAGOV", "057", "", "x", "ICEWS", "")])
    assert [build(read_record(case), date(2025, 3, 19), Options()) for build in LEDGERS.values()] == before


def test_an_export_of_an_early_day_holds_nothing_later() -> None:
    """The record cut at a day exports only what was known then."""
    early = known_on(UKRAINE, date(2025, 2, 12))
    assert "2025-02-14" not in EXPORTS["plover"][1](early).text
