"""Event data as they are published: files under each project's own header become candidates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from parley.errors import UsageError
from parley.record.exchange import SCHEMES, Filter, read_events
from parley.record.exchange.incoming import LeftOut
from parley.record.exchange.violence import (
    ACLED_COLUMNS,
    GED_COLUMNS,
    PAX_PUBLISHED,
    actor_code,
    in_digits,
)

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "bring-in-events.md"
# Headers as the projects publish them: POLECAT and ICEWS on Harvard's Dataverse, ACLED's export since 2023,
# UCDP GED 22.1 to 26.1, and of PA-X 8 the columns that are read here. The rows are made up.
POLECAT = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
]
ICEWS = [
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
]
ACLED = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
]
GED = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
]
PAX = [
    "Con",
    "Contp",
    "PP",
    "PPName",
    "Reg",
    "AgtId",
    "Ver",
    "Agt",
    "Dat",
    "Status",
    "Lgt",
    "N_characters",
    "Agtp",
    "Stage",
    "StageSub",
    "Part",
    "ThrdPart",
    "OthAgr",
    "Loc1ISO",
    "Loc2ISO",
    "Loc1GWNO",
    "Loc2GWNO",
    "UcdpCon",
    "UcdpAgr",
    "PamAgr",
    "CowWar",
]
WANTED = Filter(("RUS", "UKR"), date(2025, 1, 1), date(2025, 12, 31))


def _file(path: Path, header: list[str], rows: list[dict[str, str]], mark: str) -> Path:
    lines = [mark.join(header), *(mark.join(row.get(name, "") for name in header) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_polecat_as_published(tmp_path: Path) -> None:
    """Forty columns, tabs between them."""
    row = {
        "Event ID": "20250301-1",
        "Event Date": "2025-03-01",
        "Event Type": "CONSULT",
        "Actor Country": "RUS",
        "Primary Actor Sector": "GOV",
        "Recipient Country": "UKR",
        "Source": "Paper",
    }
    (one,) = read_events(_file(tmp_path / "a.txt", POLECAT, [row], "\t"), "polecat", WANTED).candidates
    assert (one.actor, one.act[0], one.target) == ("RUSGOV", "MEET", "UKR")


def test_icews_as_published(tmp_path: Path) -> None:
    """Twenty columns; states in words."""
    row = {
        "Event ID": "1",
        "Event Date": "2025-03-01",
        "Source Sectors": "Military",
        "Source Country": "Russian Federation",
        "Target Country": "Ukraine",
        "CAMEO Code": "190",
        "Event Text": "Use force",
    }
    (one,) = read_events(_file(tmp_path / "a.tab", ICEWS, [row], "\t"), "icews", WANTED).candidates
    assert (one.actor, one.act[0], one.target) == ("RUSMIL", "FORCE", "UKR")


def test_acled_as_published(tmp_path: Path) -> None:
    """Forces of a state are known by their words, others by --state; days may have their month in words."""
    fight = {
        "event_id_cnty": "UKR1",
        "event_date": "01 March 2025",
        "event_type": "Battles",
        "time_precision": "2",
        "sub_event_type": "Armed clash",
        "location": "a town",
        "fatalities": "3",
        "source": "Paper",
        "actor1": "Military Forces of Russia (2000-)",
        "actor2": "Military Forces of Ukraine (2019-)",
    }
    strategic = {**fight, "event_type": "Strategic developments", "event_date": "2025-03-04"}
    rows = [
        fight,
        {**fight, "event_id_cnty": "UKR2", "actor1": "Wagner Group"},
        {**strategic, "event_id_cnty": "UKR3", "sub_event_type": "Arrests"},
        {**strategic, "event_id_cnty": "UKR4", "sub_event_type": "Agreement", "actor2": "Some Band"},
    ]
    named = Filter(WANTED.parties, WANTED.since, WANTED.until, states={"Some Band": "UKRREB"})
    found = read_events(_file(tmp_path / "a.csv", ACLED, rows, ","), "acled", named)
    assert [(one.date, one.actor, one.act[0], one.target) for one in found.candidates] == [
        ("2025-03-01", "RUSMIL", "FORCE", "UKRMIL"),
        ("2025-03-04", "RUSMIL", "AGREE", "UKRREB"),
    ]
    assert found.reasons.counts == {LeftOut.NO_STATE: 1, LeftOut.NO_CODE: 1}
    assert "in that week" in found.candidates[0].text and "3 reported killed" in found.candidates[0].text


def test_ged_as_published(tmp_path: Path) -> None:
    """Forty-nine columns; one-sided violence has no second side, and days that are a stretch are said."""
    row = {
        "id": "9",
        "type_of_violence": "1",
        "side_a": "Government of Russia (Soviet Union)",
        "side_b": "Government of Ukraine",
        "date_start": "2025-03-01 00:00:00.000",
        "date_end": "2025-03-07 00:00:00.000",
        "where_description": "a town",
        "best": "5",
        "low": "4",
        "high": "9",
    }
    one_sided = {**row, "id": "10", "type_of_violence": "3", "side_b": "Civilians"}
    path = _file(tmp_path / "a.csv", GED, [row, one_sided], ",")
    either = Filter(("RUS", "UKR"), WANTED.since, WANTED.until, either=True)
    found = {one.id: one for one in read_events(path, "ged", either).candidates}
    first, second = found["GED-9"], found["GED-10"]
    assert (first.date, first.actor, first.target) == ("2025-03-01", "RUSGOV", "UKRGOV")
    assert "from 2025-03-01 to 2025-03-07" in first.text and "5 killed (4 to 9)" in first.text
    assert (second.target, second.cells()["act"]) == ("", "FORCE")


def test_pax_as_published(tmp_path: Path) -> None:
    """Texts with the states of their conflict; this project's own export is told by its columns."""
    row = {
        "AgtId": "2345",
        "Agt": "A truce at sea",
        "Dat": "2025-03-25",
        "Stage": "Cea",
        "Loc1ISO": "RUS",
        "Loc2ISO": "UKR",
        "Status": "Multiparty signed/agreed",
        "PPName": "Talks",
    }
    nowhere = {**row, "AgtId": "2", "Loc1ISO": "", "Loc2ISO": ""}
    found = read_events(_file(tmp_path / "a.csv", PAX, [row, nowhere], ","), "pax", WANTED)
    (one,) = found.candidates
    assert (one.id, one.actor) == ("PAX-2345", "RUS;UKR")
    assert (one.cells()["act"], one.cells()["pax_stage"]) == ("AGREE", "Cea")
    assert found.reasons.counts == {LeftOut.NO_STATE: 1}


@pytest.mark.parametrize("kind", ["acled", "ged", "polecat", "icews"])
def test_a_header_of_another_project_is_refused(kind: str, tmp_path: Path) -> None:
    """With the columns that are lacking."""
    with pytest.raises(UsageError, match="lacks the"):
        read_events(_file(tmp_path / "a.csv", ["a", "b"], [], ","), kind, WANTED)


def test_names_and_days_in_words() -> None:
    """States with their years and other names; a month in words; what is neither stays as it is."""
    assert actor_code("Military Forces of Russia (2000-) Wagner") == "RUSMIL"
    assert actor_code("Civilians (Ukraine)") == "UKRCVL"
    assert actor_code("Military Forces of Nowhere (2000-)") == actor_code("Wagner Group") == ""
    assert in_digits("5 May 2025") == "2025-05-05" and in_digits("2025-05-05") == "2025-05-05"


def test_the_page_names_every_format_and_column_that_is_read() -> None:
    """Each format has its section, with the very columns."""
    page = PAGE.read_text(encoding="utf-8")
    for name in (*SCHEMES, *ACLED_COLUMNS, *GED_COLUMNS, *PAX_PUBLISHED):
        assert f"`{name}`" in page
