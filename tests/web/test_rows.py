"""Moves of a record in a form: every other row to the letter, faults at the field, nobody's edit lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.web.conftest import ORIGIN, Served

from parley import workbench
from parley.errors import UsageError
from parley.workbench import RowEdit

CASE = "winter-war-1940"


def _file(served: Served) -> Path:
    return served.places / CASE / "moves.csv"


def _first(served: Served) -> str:
    return _file(served).read_text(encoding="utf-8").splitlines()[1].partition(",")[0]


def _send(
    served: Served, ident: str, was: dict[str, str], cells: dict[str, str], what: str = "save"
) -> tuple[int, str]:
    data = {"token": served.token, "was_id": ident, "was": json.dumps(was), "what": what}
    data |= {f"cell_{name}": text for name, text in cells.items()}
    answer = served.client.post(
        f"/cases/{CASE}/record/move", data=data, headers={"origin": ORIGIN}, follow_redirects=False
    )
    return answer.status_code, answer.text


def _open(served: Served, ident: str) -> dict[str, str]:
    return workbench.row_cells(served.places / CASE, "move", ident)


def test_a_cell_is_changed_and_every_other_row_stays(served: Served) -> None:
    """Only the row that was edited differs, and undo puts the file back to the letter."""
    before, ident = _file(served).read_bytes(), _first(served)
    was = _open(served, ident)
    assert _send(served, ident, was, {**was, "paraphrase": "In other words."})[0] == 303
    after = _file(served).read_bytes()
    changed = [(a, b) for a, b in zip(before.splitlines(), after.splitlines(), strict=True) if a != b]
    assert len(changed) == 1
    assert _open(served, ident) == {**was, "paraphrase": "In other words."}
    assert "Undo the last edit of a move" in served.client.get(f"/cases/{CASE}/record").text
    assert served.post(f"/cases/{CASE}/undo", file="moves.csv", back="record") == 303
    assert _file(served).read_bytes() == before


def test_a_move_is_added_and_removed(served: Served) -> None:
    """A new one stands at the end; removed again, the file is as it was but for a last line end."""
    before, ident = _file(served).read_bytes(), _first(served)
    new = {**_open(served, ident), "id": "W999", "paraphrase": "Something new.", "responds_to": ""}
    assert _send(served, "", {}, new)[0] == 303
    assert _open(served, "W999")["paraphrase"] == "Something new."
    assert _file(served).read_bytes().startswith(before.rstrip())
    assert "W999" in served.client.get(f"/cases/{CASE}/record").text
    assert _send(served, "W999", _open(served, "W999"), {}, "remove")[0] == 303
    assert _file(served).read_bytes().rstrip() == before.rstrip()


def test_a_fault_stands_at_its_field_and_nothing_is_saved(served: Served) -> None:
    """What was typed stays in the form beside what was expected."""
    before, ident = _file(served).read_bytes(), _first(served)
    was = _open(served, ident)
    status, page = _send(served, ident, was, {**was, "date": "the other day", "act": "SHRUG"})
    assert status == 422
    for name in ("date", "act"):
        assert f'id="f-{name}"' in page
    assert 'value="the other day"' in page
    assert _file(served).read_bytes() == before


def test_a_move_others_answer_is_not_removed(served: Served) -> None:
    """A removal that would leave a link without its end is refused, with the row that has it."""
    text = _file(served).read_text(encoding="utf-8")
    rows = [line.split(",") for line in text.splitlines()]
    at = rows[0].index("responds_to")
    answered = next(row[at].split(";")[0] for row in rows[1:] if len(row) > at and row[at].startswith("W"))
    status, page = _send(served, answered, _open(served, answered), {}, "remove")
    assert status == 422
    assert "Not saved" in page
    assert _file(served).read_text(encoding="utf-8") == text


def test_two_tabs_edit_two_cells_of_one_move(served: Served) -> None:
    """Edits of different cells are both there; the same cell twice is shown, and saved when sent again."""
    ident = _first(served)
    was = _open(served, ident)
    assert _send(served, ident, was, {**was, "paraphrase": "One."})[0] == 303
    assert _send(served, ident, was, {**was, "locator": "page 3"})[0] == 303
    assert (_open(served, ident)["paraphrase"], _open(served, ident)["locator"]) == ("One.", "page 3")
    status, page = _send(served, ident, was, {**was, "paraphrase": "Two."})
    assert status == 409
    assert "Somebody else put here: “One.”" in page
    assert _open(served, ident)["paraphrase"] == "One."
    seen = {**was, "paraphrase": "One."}
    assert _send(served, ident, seen, {**was, "locator": "page 3", "paraphrase": "Two."})[0] == 303
    assert _open(served, ident)["paraphrase"] == "Two."


def test_a_move_that_is_gone_is_said(served: Served) -> None:
    """Neither an edit nor a look at a move that was removed meanwhile breaks anything."""
    assert served.client.get(f"/cases/{CASE}/record/move?id=W000").status_code == 404
    assert _send(served, "W000", {}, {"id": "W000"})[0] == 409


@pytest.mark.parametrize("was", ["", "[1]", "{", "null"])
def test_a_form_that_is_none_is_refused(served: Served, was: str) -> None:
    """What no page of ours would send is a sentence."""
    data = {"token": served.token, "was_id": _first(served), "was": was}
    answer = served.client.post(f"/cases/{CASE}/record/move", data=data, headers={"origin": ORIGIN})
    assert answer.status_code == 404


def test_an_edit_keeps_what_a_spreadsheet_wrote(tmp_path: Path) -> None:
    """Byte order mark and line ends of the file stay as they are."""
    columns = "id,date,actor,act,issue,option,source,verification,paraphrase"
    row = "M1,2025-01-06,ANNGOV,MEET,talks,,a source,seen,They met."
    (tmp_path / "moves.csv").write_bytes(f"\ufeff{columns}\r\n{row}\r\n".encode())
    cells = workbench.row_cells(tmp_path, "move", "M1")
    saved = workbench.edit_row(tmp_path, RowEdit("move", "M1", {**cells, "paraphrase": "They sat."}, cells))
    assert saved.done, saved.faults
    after = (tmp_path / "moves.csv").read_bytes()
    assert after == f"\ufeff{columns}\r\n{row.replace('They met.', 'They sat.')}\r\n".encode()


def test_a_column_the_file_lacks_is_said(tmp_path: Path) -> None:
    """A cell cannot be put where there is no column."""
    (tmp_path / "moves.csv").write_text("id,date,actor,act,issue,option,source,verification,paraphrase\n")
    with pytest.raises(UsageError, match="has no column"):
        workbench.edit_row(tmp_path, RowEdit("move", "", {"id": "M1", "mood": "fair"}, {}))


def test_a_change_on_the_disk_is_seen(served: Served) -> None:
    """The state a page asks for differs once a file does."""
    before = served.client.get(f"/api/cases/{CASE}/state").json()
    _file(served).write_bytes(_file(served).read_bytes() + b"\n")
    assert served.client.get(f"/api/cases/{CASE}/state").json() != before


def test_what_cannot_be_kept_in_a_table_loses_nothing(served: Served) -> None:
    """A NUL byte is refused in the form that was sent, with everything typed still in it."""
    before, ident = _file(served).read_bytes(), _first(served)
    was = _open(served, ident)
    status, page = _send(served, ident, was, {**was, "paraphrase": "pasted\0", "source": "Typed by hand"})
    assert status == 422
    assert "it holds NUL" in page
    assert "Typed by hand" in page
    assert _file(served).read_bytes() == before


@pytest.mark.parametrize("was", ["[" * 50_000, "[]", "null", '"x"', "{"])
def test_a_form_that_no_page_sent_is_refused(served: Served, was: str) -> None:
    """Whatever stands where the cells of the beginning should, it is a refusal and no fault of Parley."""
    before = _file(served).read_bytes()
    assert served.post(f"/cases/{CASE}/record/move", was_id=_first(served), was=was, cell_id="x") == 404
    assert _file(served).read_bytes() == before


def test_a_file_in_the_place_of_a_cell_is_refused(served: Served) -> None:
    """A form that carries a file is none of these pages'."""
    answer = served.client.post(
        f"/cases/{CASE}/record/move",
        data={"token": served.token, "was": "{}"},
        files={"cell_id": ("x", b"\xff")},
        headers={"origin": ORIGIN},
    )
    assert answer.status_code == 404
    assert "UploadFile" not in answer.text
    assert "not one of these pages" in answer.text


def test_a_move_with_very_long_cells_can_be_edited_again(served: Served) -> None:
    """A whole document pasted into a cell does not lock its move."""
    ident = _first(served)
    was = _open(served, ident)
    long = {**was, "paraphrase": "word " * 60_000 + "end"}
    assert _send(served, ident, was, long)[0] == 303
    assert _send(served, ident, long, was)[0] == 303
    assert _open(served, ident) == was


def test_a_move_that_somebody_removed_meanwhile_is_not_lost_to_whoever_edits_it(served: Served) -> None:
    """The form comes back with what was typed, and says that the move is gone; nothing is written."""
    last = _file(served).read_text(encoding="utf-8").splitlines()[-1].partition(",")[0]
    was = _open(served, last)
    rows = _file(served).read_text(encoding="utf-8").splitlines(keepends=True)
    _file(served).write_text("".join(rows[:-1]), encoding="utf-8")
    left = _file(served).read_bytes()
    status, page = _send(served, last, was, {**was, "paraphrase": "An hour of typing."})
    assert status == 409
    assert "may have been removed meanwhile" in page
    assert "An hour of typing." in page
    assert _file(served).read_bytes() == left


def test_a_refused_form_says_at_its_head_that_nothing_was_saved(served: Served) -> None:
    """Fields at fault are named there, each a link to its field, for whoever does not see the red."""
    was = _open(served, _first(served))
    status, page = _send(served, _first(served), was, {**was, "date": "2025-01-0x"})
    assert status == 422
    assert 'Not saved; to be mended: <a href="#c-date">date</a>' in page


TABLES = {
    "fact": ("facts.csv", {"note": "Read again."}),
    "assessment": ("assessments.csv", {"text": "In other words."}),
    "readout": ("readouts.csv", {"note": "Read again."}),
    "actor": ("actors.csv", {"in_sentence": "the Finns"}),
}
READOUTS = """\
meeting,item,issue,finns,soviets,note,source,verification
MEETING,who spoke first,talks,present,absent,,Dagbok,seen
"""


@pytest.mark.parametrize("table", TABLES)
def test_rows_of_every_table_are_edited_added_removed_and_put_back(served: Served, table: str) -> None:
    """Facts, assessments, accounts and actors are changed as moves are: every other row to the letter."""
    file, change = TABLES[table]
    path = served.places / CASE / file
    if table == "readout":
        moves = workbench.record_rows(served.places / CASE, "move")
        meeting = next(ident for ident, cells in moves.items() if cells["act"] == "MEET")
        path.write_text(READOUTS.replace("MEETING", meeting), encoding="utf-8")
    before = path.read_bytes()
    rows = workbench.record_rows(served.places / CASE, table)
    ident, was = next(one for one in rows.items() if one[1].get("code", "FIN*").startswith("FIN"))
    page = served.client.get(f"/cases/{CASE}/record/{table}", params={"id": ident}).text
    assert "Remove this" in page
    where = f"/cases/{CASE}/record/{table}"
    sent = {f"cell_{name}": text for name, text in {**was, **change}.items()}
    assert served.post(where, was_id=ident, was=json.dumps(was), what="save", **sent) == 303
    assert workbench.row_cells(served.places / CASE, table, ident) == {**was, **change}
    changed = zip(before.splitlines(), path.read_bytes().splitlines(), strict=True)
    assert len([1 for a, b in changed if a != b]) == 1
    assert f"Undo the last edit of {file}" in served.client.get(f"/cases/{CASE}/record").text
    assert served.post(f"/cases/{CASE}/undo", file=file, back="record") == 303
    assert path.read_bytes() == before
    new = {
        "id": "X999",
        "code": "XYZGOV",
        "item": "a new item",
        "party": "XYZ",
        "name": "Xyz",
        "in_sentence": "Xyz",
    }
    cells = {**was, **{key: text for key, text in new.items() if key in was}}
    sent = {f"cell_{name}": text for name, text in cells.items()}
    assert served.post(where, was_id="", was="{}", what="save", **sent) == 303
    added = next(reversed(workbench.record_rows(served.places / CASE, table)))
    assert added != ident
    assert served.post(where, was_id=added, was=json.dumps(cells), what="remove") == 303
    assert path.read_bytes().rstrip() == before.rstrip()


@pytest.mark.parametrize("table", ["move", *TABLES])
def test_a_row_that_is_known_already_is_not_added_twice(served: Served, table: str) -> None:
    """The form comes back with what was typed, and the fault at the field that tells rows apart."""
    rows = workbench.record_rows(served.places / CASE, table)
    if not rows:
        pytest.skip("the case has no such table")
    was = next(iter(rows.values()))
    data = {"token": served.token, "was_id": "", "was": "{}", "what": "save"}
    data |= {f"cell_{name}": text for name, text in was.items()}
    answer = served.client.post(
        f"/cases/{CASE}/record/{table}", data=data, headers={"origin": ORIGIN}, follow_redirects=False
    )
    assert answer.status_code == 422
    assert "of its own" in answer.text


def test_a_table_there_is_not_is_refused(served: Served) -> None:
    """Neither looked at nor written."""
    assert served.client.get(f"/cases/{CASE}/record/scenario").status_code == 404
    assert served.post(f"/cases/{CASE}/record/scenario", was_id="", was="{}", cell_id="x") == 404
