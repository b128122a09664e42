"""What observers name in prose, found in a shipped record by a ledger."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from parley.record import read_record
from parley.record.ledgers import LEDGERS, Options, cells_of

CASES = Path(__file__).parents[2] / "cases"
UKRAINE = read_record(CASES / "ukraine-2025")
KOREA = read_record(CASES / "korea-1951")
WINTER = read_record(CASES / "winter-war-1940")
ON = {"ukraine-2025": date(2025, 3, 19), "korea-1951": date(1953, 9, 6), "winter-war-1940": date(1940, 3, 25)}


def rows(name: str, record: Any, key: str = "id") -> dict[str, dict[str, Any]]:
    """The lines of a ledger of a case on its last day, by one of their columns."""
    ledger = LEDGERS[name](record, ON[record.case], Options())
    lines = [dict(zip(ledger.columns, cells_of(line), strict=True)) for line in ledger.entries]
    return {str(line[key]): line for line in lines}


def test_delay_shows_as_days_to_an_answer() -> None:
    """M02: Moscow takes two days to refuse the truce Kyiv accepts within the day."""
    ledger = LEDGERS["tempo"](UKRAINE, ON["ukraine-2025"], Options())
    answers = {
        cells_of(line)[5]: cells_of(line)[6:8] for line in ledger.entries if cells_of(line)[1] == "U48"
    }
    assert answers == {"RUS": ("REJECT U56", 2), "UKR": ("ACCEPT U49", 0)}


def test_truce_terms_grow_into_settlement_terms() -> None:
    """M03: the points of 13 March are restated on the 18th and taken up by nobody."""
    term = rows("terms", UKRAINE)["U58"]
    assert (term["repeated"], term["accepted"], term["finding"]) == (2, "", "repeated, refused")


def test_a_marker_stands_unanswered_and_uncountered() -> None:
    """M04 and M05: the demand to end aid met neither an answer nor a counter-demand of the United States."""
    marker = rows("standing", UKRAINE)["U58"]
    assert (marker["issue"], marker["restatements"]) == ("aid; intel", "U73")
    assert marker["silent"] == "USA EUR"
    assert marker["counter-demand"] == ""


def test_the_energy_truce_is_re_heated() -> None:
    """M06: what was presented on 18 March had been prepared through Qatar nine months before."""
    truce = rows("novelty", UKRAINE)["U70"]
    assert (truce["finding"], truce["first"], truce["first by"]) == ("re-heated", "UB05", "QAT")
    assert truce["days since"] == 290


def test_a_claimed_win_is_set_against_deeds() -> None:
    """M08: the accepted energy halt was claimed at once, and force is recorded against it the same night."""
    claim = rows("claims", UKRAINE)["U71"]
    assert (claim["claimed by"], claim["force after"], claim["kept"]) == ("U80", "U82", "")


def test_one_side_s_readout_carries_the_conditions_alone() -> None:
    """M09: the end of aid is in the Kremlin's account of the call and in no other."""
    item = rows("readouts", UKRAINE, "item")["end of foreign military aid"]
    assert item["told by"] == "kremlin"
    assert item["finding"] == "told by one, left out by 3"


def test_a_lever_on_one_s_own_client_works_and_teaches() -> None:
    """M11, M12, M26: aid off, yielding next day, on again after eight; then Russia asks for it for good."""
    aid = rows("levers", UKRAINE)["U37"]
    assert (aid["next act"], aid["days to it"], aid["days on"]) == ("UKR CONCEDE U38", 1, 8)
    assert aid["asked for after by"] == "RUS U58; RUS U73"


def test_issues_are_tied_to_each_other() -> None:
    """M17: airfields, inspection and prisoners are joined in the package of April 1952."""
    ledger = LEDGERS["linkage"](KOREA, ON["korea-1951"], Options())
    tied = {cells_of(line)[:2]: cells_of(line)[3] for line in ledger.entries}
    assert tied["airfields", "pow_repatriation"] == "K35"


def test_aims_rise_with_the_front() -> None:
    """M20: the Soviet terms of 8 March go beyond those of 23 February, after the front moved."""
    assert rows("novelty", WINTER)["W37"]["finding"] == "raised"


def test_an_ally_s_assets_are_given_before_talks_for_nothing() -> None:
    """M22 and M23: entry to NATO and the borders, both Ukraine's, went six days before talks for nothing."""
    before = rows("giveaways", UKRAINE)
    exchange = rows("quid-pro-quo", UKRAINE)
    for name in ("U02", "U03"):
        assert before[name]["days before"] == 6
        assert exchange[name]["whose asset"] == "UKR"
        assert exchange[name]["finding"] == "given for nothing"


def test_nothing_in_korea_or_finland_was_given_for_nothing() -> None:
    """Where historians see bargains, the ledger finds no gift without return."""
    for record in (KOREA, WINTER):
        findings = {line["finding"] for line in rows("quid-pro-quo", record).values()}
        assert not findings & {"given for nothing", "no return recorded"}


def test_pressure_on_the_client_outweighs_pressure_on_the_foe() -> None:
    """M24: the United States pulled three levers on Ukraine and one on Russia."""
    ledger = LEDGERS["pressure"](UKRAINE, ON["ukraine-2025"], Options())
    levers = {cells_of(line)[:2]: cells_of(line)[3] for line in ledger.entries}
    assert (levers["USA", "UKR"], levers["USA", "RUS"]) == (3, 1)


def test_the_principal_is_outside_the_room() -> None:
    """M25: Ukraine is affected and absent at Riyadh and at both leaders' calls."""
    absent = [name for name, row in rows("participation", UKRAINE).items() if row["absent though affected"]]
    assert absent == ["U05", "U14", "U69"]


def test_the_yield_of_a_meeting_is_listed() -> None:
    """M34: the call of 18 March gave an energy halt and a swap, and no general truce."""
    assert rows("participation", UKRAINE)["U69"]["given or agreed there"] == "U71 U76"


def test_the_long_marker_of_korea_is_given_up_at_last() -> None:
    """'All for all' stood from December 1951, was restated three times and softened in March 1953."""
    marker = rows("standing", KOREA)["K23"]
    assert marker["restated"] == 3
    assert marker["finding"] == "softened on 1953-03-30 (K57)"


def test_an_ally_s_breach_shows_against_the_text() -> None:
    """The release of prisoners by Rhee stands against the terms of reference of June 1953."""
    assert rows("claims", KOREA)["K70"]["broken or lapsed"] == "K72"
