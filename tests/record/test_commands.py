"""`parley ledger` and `parley record` from the outside."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest
import typer
from typer.testing import CliRunner

from parley.cli.ledger import command
from parley.cli.record import app
from parley.errors import CaseError, OutputError, UsageError
from parley.record.ledgers import LEDGERS

CASES = Path(__file__).parents[2] / "cases"
KOREA = str(CASES / "korea-1951")
shell = typer.Typer()
shell.command("ledger")(command)
shell.add_typer(app, name="record")


def run(*words: str) -> str:
    """What a command prints; its error where it fails."""
    result = CliRunner().invoke(shell, list(words), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_all_ledgers_are_printed_with_rules_options_and_sources() -> None:
    """Without a name every ledger is printed, each with its rule and the rows it rests on."""
    text = run("ledger", KOREA)
    assert text.count("Rule: ") == len(LEDGERS)
    assert "Options: window_days=30" in text
    assert "K19 (partial): Hermes, Truce Tent and Fighting Front" in text


def test_json_is_one_document() -> None:
    """The machine form has every ledger with its entries by field, and obeys its schema."""
    found = json.loads(run("ledger", KOREA, "standing", "levers", "--json", "--as-of", "1952-12-31"))
    assert found["as_of"] == "1952-12-31"
    assert [entry["name"] for entry in found["ledgers"]] == ["standing", "levers"]
    jsonschema.validate(found, json.loads(run("ledger", "--schema")))
    marker = found["ledgers"][0]["entries"][-1]
    assert (marker["id"], marker["holder"], marker["restated"]) == ("K23", ["PRK", "CHN"], 3)
    assert marker["finding"] == "unanswered"
    assert found["parties"]["PRK"] == {"name": "North Korea", "group": "northern side"}
    assert marker["ids"][:2] == ["K23", "K29"]
    assert marker["sources"][0].startswith("FRUS 1951")


def test_csv_is_for_a_spreadsheet() -> None:
    """Rows carry the ledger's name, its columns, ids and sources."""
    text = run("ledger", KOREA, "levers", "--csv")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows[2]["finding code"] == "released"
    assert {row["ledger"] for row in rows} == {"levers"}
    assert rows[2]["released"] == "K18"
    assert rows[2]["rests on"] == "K16 K18"


def test_an_option_changes_the_finding_and_is_printed() -> None:
    """A shorter window is printed with the result it gives."""
    case = str(CASES / "winter-war-1940")
    assert "no return recorded" not in run("ledger", case, "quid-pro-quo").partition("WB03")[2]
    short = run("ledger", case, "quid-pro-quo", "--option", "window_days=7")
    assert "Options: window_days=7" in short
    assert "no return recorded" in short.partition("WB03")[2]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["quidproquo"], "did you mean quid-pro-quo"),
        (["levers", "--option", "window=3"], "did you mean window_days"),
        (["levers", "--as-of", "soon"], "--as-of is a day"),
        (["levers", "--json", "--csv"], "exclude each other"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(words: list[str], message: str) -> None:
    """A wrong name, option or day is refused with what would do."""
    with pytest.raises(UsageError, match=message):
        run("ledger", KOREA, *words)


def test_a_case_without_moves_says_where_they_go(tmp_path: Path) -> None:
    """An empty record is no crash."""
    with pytest.raises(UsageError, match=r"moves\.csv"):
        run("ledger", str(tmp_path))


@pytest.mark.parametrize("scheme", ["plover", "cameo", "pax"])
def test_an_export_says_what_was_lost(scheme: str, tmp_path: Path) -> None:
    """Each export writes its file and lists its losses."""
    target = tmp_path / "out"
    text = run("record", "export", KOREA, "--to", scheme, str(target))
    assert "Lost on the way:" in text
    assert target.stat().st_size > 0


def test_a_shipped_record_is_exported_by_its_name(tmp_path: Path) -> None:
    """The name of a shipped case and its folder give the same file."""
    for case, target in (("korea-1951", "by-name"), (KOREA, "by-folder")):
        run("record", "export", case, "--to", "plover", str(tmp_path / target))
    assert (tmp_path / "by-name").read_bytes() == (tmp_path / "by-folder").read_bytes()


def test_an_export_that_cannot_be_written_or_named_is_refused(tmp_path: Path) -> None:
    """A bad destination and an unknown scheme are told in words; a folder that is missing is made."""
    run("record", "export", KOREA, "--to", "pax", str(tmp_path / "new" / "out"))
    assert (tmp_path / "new" / "out").stat().st_size > 0
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    with pytest.raises(OutputError, match="could not be written"):
        run("record", "export", KOREA, "--to", "pax", str(tmp_path / "file" / "out"))
    assert (tmp_path / "file").read_text(encoding="utf-8") == "kept"
    with pytest.raises(UsageError, match="did you mean plover"):
        run("record", "export", KOREA, "--to", "plovr", str(tmp_path / "out"))


def test_events_are_imported_beside_the_record(tmp_path: Path) -> None:
    """Events go to candidates.csv for the record's parties and days; a second import adds none."""
    (tmp_path / "moves.csv").write_bytes((CASES / "korea-1951" / "moves.csv").read_bytes())
    event = {
        "id": "E1",
        "date": "1951-07-12",
        "actor": ["PRKMIL"],
        "recipient": ["UNCMIL"],
        "event": "REJECT",
    }
    late = {**event, "id": "E2", "date": "1999-01-01"}
    (tmp_path / "events.jsonl").write_text(
        json.dumps(event) + "\n" + json.dumps(late) + "\n", encoding="utf-8"
    )
    words = ("record", "import", str(tmp_path / "events.jsonl"), str(tmp_path), "--from", "plover")
    assert "1 candidates" in run(*words)
    assert "0 new" in run(*words)
    assert "1 already" not in run("ledger", str(tmp_path), "tempo")


def test_icews_events_are_filtered_to_the_case(tmp_path: Path) -> None:
    """Parties come from the record or the command; a state the table lacks is named on the command."""
    (tmp_path / "moves.csv").write_bytes((CASES / "korea-1951" / "moves.csv").read_bytes())
    rows = ["Soviet Union", "United States", "Chile"]
    head = "Event ID,Event Date,Source Sectors,Source Country,CAMEO Code,Target Sectors,Target Country"
    text = (
        head + "".join(f"\n{n},1951-07-12,,{name},036,,United States" for n, name in enumerate(rows)) + "\nx"
    )
    (tmp_path / "events.tab").write_text(text.replace(",", "\t") + "\n", encoding="utf-8")
    words = ("record", "import", str(tmp_path / "events.tab"), str(tmp_path), "--from", "icews")
    assert "1 candidates for CHN" in run(*words)
    named = run(*words, "--actors", "SUN,USA", "--state", "Soviet Union=SUN", "--until", "1951-12-31")
    assert "2 candidates for SUN, USA from 1951-06-23 to 1951-12-31: 1 new" in named
    with pytest.raises(UsageError, match="icews, polecat, gdelt"):
        run(*words[:-1], "nobody")


def test_an_empty_record_cannot_say_which_events_it_wants(tmp_path: Path) -> None:
    """Without moves the parties and the first day have to be given."""
    with pytest.raises(UsageError, match="--actors and --since"):
        run("record", "import", str(tmp_path / "x"), str(tmp_path), "--from", "icews")


def test_disagreements_are_printed(tmp_path: Path) -> None:
    """Each differing code and each row of one coder alone is in the report."""
    first = CASES / "korea-1951" / "moves.csv"
    lines = first.read_text(encoding="utf-8").splitlines(keepends=True)
    other = [line.replace(",REJECT,,", ",EVADE,,", 1) if line.startswith("K08,") else line for line in lines]
    second = tmp_path / "moves.csv"
    second.write_text("".join(line for line in other if not line.startswith("K65,")), encoding="utf-8")
    text = run("record", "compare", str(first), str(second))
    assert "K08 / K08: REJECT / EVADE" in text
    assert "only in the first\n  K65 1953-05-22 THREAT" in text
    assert "79 events in both codings, 1 only in the first, 0 only in the second" in text


def test_codings_are_compared() -> None:
    """A coding compared with itself agrees fully."""
    moves = str(CASES / "korea-1951" / "moves.csv")
    found = json.loads(run("record", "compare", moves, moves, "--json"))
    assert [field["alpha"] for field in found["fields"]] == [1.0] * 4
    assert "80 events in both codings" in run("record", "compare", moves, moves)


def test_a_coding_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """A missing file is a fault in words."""
    with pytest.raises(CaseError, match="no-such-file"):
        run("record", "compare", str(tmp_path / "a.csv"), str(tmp_path / "b.csv"))


def test_an_export_that_fails_on_the_way_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is written whole or not at all: a disk that fills up takes no earlier export away."""
    place = tmp_path / "events.jsonl"
    place.write_text("earlier\n", encoding="utf-8")

    def full(path: Path, text: str) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr("parley.workbench.writing._to_disk", full)
    with pytest.raises(OutputError, match="No space left on device"):
        run("record", "export", KOREA, "--to", "plover", str(place))
    assert place.read_text(encoding="utf-8") == "earlier\n"
    assert [path.name for path in tmp_path.iterdir()] == ["events.jsonl"]
