"""A case is stated as of several dates, and its record is kept once."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from parley import workbench
from parley.case import check_case, open_case, open_record
from parley.case.told import what_was_read
from parley.errors import UsageError
from parley.files.cases import find_case, shipped_cases
from parley.files.dated import case_above, case_name, dated_in, day_of, kept_at
from parley.web.archive import pack
from parley.web.shelf import Shelf

CASES = Path(__file__).parents[2] / "cases"
WAR = CASES / "winter-war-1940"
JANUARY = WAR / "as-of-1940-01-29"
DATED = [name for name, folder in shipped_cases().items() if day_of(folder)]


@pytest.mark.parametrize("name", DATED)
def test_every_shipped_date_is_sound(name: str) -> None:
    """A date of a shipped case has no faults, and speaks from the day its folder is named after."""
    folder = shipped_cases()[name]
    assert check_case(folder) == []
    assert open_case(name).as_of == day_of(folder)


def test_the_record_is_the_cases_own() -> None:
    """Moves and facts come from the case above; scenario and coding are the date's."""
    here, above = open_case(JANUARY), open_case(WAR)
    assert here.record.moves == above.record.moves
    assert here.input_hashes["moves.csv"] == above.input_hashes["moves.csv"]
    assert here.as_of == date(1940, 1, 29) != above.as_of
    assert here.coding.begins != above.coding.begins
    assert here.day_to_read() == here.as_of
    assert here.name == "winter-war-1940-as-of-1940-01-29"
    assert "its tables are those of the case above, winter-war-1940" in what_was_read(here)
    assert "the case as of other dates: winter-war-1940/as-of-1940-01-29" in what_was_read(above)


def test_a_date_is_found_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From anywhere, as the case's name and the folder's; a day that is not stated is not guessed."""
    monkeypatch.chdir(tmp_path)
    assert (
        find_case(Path("winter-war-1940/as-of-1940-01-29"))
        == shipped_cases()["winter-war-1940/as-of-1940-01-29"]
    )
    with pytest.raises(UsageError, match="did you mean 'winter-war-1940/as-of-1940-01-29'"):
        find_case(Path("winter-war-1940/as-of-1940-01-30"))


@pytest.mark.parametrize("name", ["as-of-1940-13-29", "as-of-soon", "january", "xas-of-1940-01-29"])
def test_other_folders_share_nothing(name: str, tmp_path: Path) -> None:
    """Only a folder named after a day is a date of the case above it."""
    shutil.copy(WAR / "moves.csv", tmp_path)
    (tmp_path / name).mkdir()
    assert day_of(tmp_path / name) is None
    assert case_above(tmp_path / name) is None
    assert case_name(tmp_path / name) == name
    assert kept_at(tmp_path / name, "moves.csv") == tmp_path / name / "moves.csv"
    assert dated_in(tmp_path) == []


def test_a_table_of_its_own_comes_first(tmp_path: Path) -> None:
    """A date with facts of its own reads those, and the other tables of the case."""
    case = tmp_path / "war"
    shutil.copytree(WAR, case)
    rows = (case / "facts.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (case / JANUARY.name / "facts.csv").write_text("".join(rows[:5]), encoding="utf-8")
    opened = open_record(case / JANUARY.name)
    assert len(opened.record.facts) == 4
    assert len(opened.record.moves) == len(open_record(WAR).record.moves)


def test_editing_a_date_edits_the_record_where_it_is_kept(tmp_path: Path) -> None:
    """What the browser saves of a shared table goes into the case's file, and no copy is made."""
    case = tmp_path / "war"
    shutil.copytree(WAR, case)
    opened = workbench.open_text(case / JANUARY.name, "facts.csv")
    assert opened.text == (case / "facts.csv").read_text(encoding="utf-8")
    workbench.save_text(case / JANUARY.name, "facts.csv", opened.text + "\n", opened.mark)
    assert (case / "facts.csv").read_text(encoding="utf-8") == opened.text + "\n"
    assert not (case / JANUARY.name / "facts.csv").exists()


def test_the_shelf_shows_every_date() -> None:
    """The browser lists a date under the case's name and the folder's, and hands it out with its tables."""
    folders = Shelf((CASES,)).folders()
    assert folders["winter-war-1940-as-of-1940-01-29"] == JANUARY
    assert b"winter-war-1940-as-of-1940-01-29/moves.csv" in pack(JANUARY)
