"""Public war lists: their columns, how they code an ending, and the class that comes of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from parley.errors import CaseError
from parley.outside_view import life_table, read_wars
from parley.outside_view.life_table import selected

# The columns of Inter-StateWarData_v4.0.csv; the wars are made up.
INTER = (
    "WarNum,WarName,WarType,ccode,StateName,Side,StartMonth1,StartDay1,StartYear1,EndMonth1,EndDay1,EndYear1,"
    "StartMonth2,StartDay2,StartYear2,EndMonth2,EndDay2,EndYear2,TransFrom,WhereFought,Initiator,Outcome,"
    "TransTo,BatDeath,Version\r\n"
)
NO_MORE = "-8,-8,-8,-8,-8,-8,-8"
INTER_ROWS = (
    f"1,First War,1,2,Northland,1,3,1,1900,6,1,1900,{NO_MORE},2,1,1,-8,100,4\r\n"
    f"1,First War,1,3,Southland,2,3,10,1900,8,31,1900,{NO_MORE},2,2,2,-8,900,4\r\n"
    f"2,Paused War,1,2,Northland,1,1,1,1910,2,1,1910,6,1,1911,7,-9,1911,-8,7,1,6,-8,100,4\r\n"
    f"3,Curaçao War,1,2,Northland,1,1,1,1950,-9,-9,1950,{NO_MORE},7,1,3,-8,100,4\r\n"
    f"4,War That Became Another,1,2,Northland,1,1,1,1960,1,31,1960,{NO_MORE},7,1,4,99,100,4\r\n"
)
# The columns of INTRA-STATE WARS v5.1 CSV.csv that matter, under their names there.
INTRA = (
    "WarNum,WarName,WarType,CcodeA,SideA,CcodeB,SideB,StartMo1,StartDy1,StartYr1,EndMo1,EndDy1,EndYr1,"
    "StartMo2,StartDy2,StartYr2,EndMo2,EndDy2,EndYr2,Outcome\n"
    "500,Long Strife,4,10,Eastland,-8,Rebels,5,4,2001,-7,-7,-7,-8,-8,-8,-8,-8,-8,5\n"
    "501.5,Short Strife,5,10,Eastland,-8,Others,2,1,2003,12,30,2003,-8,-8,-8,-8,-8,-8,2\n"
)
# The columns of ucdp-term-acd-3-2021 that matter, days as published.
UCDP = (
    "conflictep_id,confterm,ependdate,outcome,conflict_id,year,location,type_of_conflict,start_date2\n"
    "100,0,,,1,1990,Eastland,3,15/11/1990\n"
    "100,1,20/03/1991,2.0,1,1991,Eastland,3,15/11/1990\n"
    "200,0,,,2,2020,Westland,2,01/02/2020\n"
)


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """A folder with one small list in each form; the first is in the encoding of the real one."""
    (tmp_path / "inter.csv").write_bytes((INTER + INTER_ROWS).encode("latin-1"))
    (tmp_path / "intra.csv").write_text(INTRA, encoding="utf-8")
    (tmp_path / "ucdp.csv").write_text(UCDP, encoding="utf-8")
    return tmp_path


def test_inter_state_wars_are_read_from_their_participants(lists: Path) -> None:
    """A war runs from the first day anybody fought to the last; a winner makes it a victory."""
    wars = {war.id: war for war in read_wars(lists / "inter.csv", "cow_inter_state")}
    assert (wars["1"].began, wars["1"].ended) == (date(1900, 3, 1), date(1900, 8, 31))
    assert [wars[n].kind for n in "1234"] == [
        "victory",
        "stalemate_or_compromise",
        "stalemate_or_compromise",
        "otherwise",
    ]
    assert wars["3"].name == "Curaçao War"


def test_both_spells_of_a_war_that_paused_are_one_and_unknown_days_the_middle(lists: Path) -> None:
    """A second spell extends the war; an unknown day is the 15th, an unknown month the middle of the year."""
    wars = {war.id: war for war in read_wars(lists / "inter.csv", "cow_inter_state")}
    assert (wars["2"].began, wars["2"].ended) == (date(1910, 1, 1), date(1911, 7, 15))
    assert wars["3"].ended == date(1950, 7, 1)


def test_an_intra_state_war_that_goes_on_is_known_of_until_the_list_ends(lists: Path) -> None:
    """An ongoing war has no kind and counts as exposure up to the last day in the list."""
    wars = {war.id: war for war in read_wars(lists / "intra.csv", "cow_intra_state")}
    assert (wars["500"].kind, wars["500"].ended) == (None, date(2003, 12, 30))
    assert wars["501.5"].kind == "victory"


def test_ucdp_episodes_are_read_with_the_day_first(lists: Path) -> None:
    """The rows of an episode are one war; a ceasefire is a compromise; no outcome is a war that goes on."""
    wars = {war.id: war for war in read_wars(lists / "ucdp.csv", "ucdp_termination")}
    assert (wars["100"].began, wars["100"].ended) == (date(1990, 11, 15), date(1991, 3, 20))
    assert wars["100"].kind == "stalemate_or_compromise"
    assert (wars["200"].kind, wars["200"].began) == (None, date(2020, 2, 1))


def test_a_life_table_counts_every_war_once(lists: Path) -> None:
    """Ended and still going on add up to those at risk, and exposure is the time all of them lasted."""
    wars = read_wars(lists / "inter.csv", "cow_inter_state")
    table = life_table(wars, "made up", "a test")
    assert table.wars == 4
    assert sum(band.any_end for band in table.bands) == 4
    months = sum((war.ended - war.began).days for war in wars) / (365.25 / 12)
    assert sum(band.exposure for band in table.bands) == pytest.approx(months)


@pytest.mark.parametrize(
    ("where", "numbers"),
    [
        ({"WhereFought": "2"}, ["1"]),
        ({"began": ">= 1945-01-01"}, ["3", "4"]),
        ({"StateName": "southland"}, ["1"]),
        ({"months": "> 3", "StartYear1": "< 1945"}, ["1", "2"]),
        ({"WarName": "!= First War", "Outcome": "6"}, ["2"]),
    ],
)
def test_a_filter_selects_wars_by_column(lists: Path, where: dict[str, str], numbers: list[str]) -> None:
    """Rules compare numbers as numbers and words without case; all of them must hold."""
    wars = read_wars(lists / "inter.csv", "cow_inter_state")
    assert [war.id for war in selected(wars, where)] == numbers


def test_a_filter_by_a_column_that_is_not_there_is_refused(lists: Path) -> None:
    """The message lists the columns there are."""
    with pytest.raises(ValueError, match=r"no column 'Region' in the list; it has began, .*warname"):
        selected(read_wars(lists / "inter.csv", "cow_inter_state"), {"Region": "2"})


def test_another_table_is_refused_with_what_is_missing(lists: Path) -> None:
    """A table without the columns of the list says which, and where the list is to be had."""
    with pytest.raises(CaseError) as refusal:
        read_wars(lists / "ucdp.csv", "cow_inter_state")
    (fault,) = refusal.value.faults
    assert fault.slug == "war-list"
    assert "no warnum" in fault.got
    assert "correlatesofwar.org" in fault.advice


def test_cells_that_cannot_be_read_are_all_reported(lists: Path) -> None:
    """Every row at fault is named with its line."""
    rows = INTER_ROWS.replace("1900,6", "19OO,6").replace("3,-8,100,4", "31,-8,100,4")
    (lists / "bad.csv").write_bytes((INTER + rows).encode("latin-1"))
    with pytest.raises(CaseError) as refusal:
        read_wars(lists / "bad.csv", "cow_inter_state")
    assert [fault.line for fault in refusal.value.faults] == [2, 2, 5]
