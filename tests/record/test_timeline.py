"""The record as a picture, and the sections of the brief made of it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import altair as alt
import pytest
import vl_convert
from tests.record.coding import day, move, record

from parley.record import Record, read_record
from parley.report.context import Link
from parley.report.record.asked import QUESTIONS
from parley.report.record.happened import record_sections, record_sources
from parley.report.record.timeline import timeline

CASES = Path(__file__).parents[2] / "cases"
UKRAINE = read_record(CASES / "ukraine-2025")
AS_OF = date(2025, 3, 19)


def panels(held: Record, on: date, **more: Any) -> list[dict[str, Any]]:
    """The panels of a timeline as plain specifications, each with its rows in place."""
    return list(timeline(held, on, **more).spec["vconcat"])


def values(panel: dict[str, Any]) -> list[dict[str, Any]]:
    """All data rows of a panel."""
    return [row for layer in panel["layer"] for row in layer["data"]["values"]]


def test_each_party_of_a_joint_act_has_its_mark() -> None:
    """A meeting of two stands in both lanes, joined by an upright line."""
    held = record(move("A", 0, "MEET", "USAGOV RUSGOV"), move("B", 1, "OFFER", "USAGOV", "RUSGOV"))
    rows = values(panels(held, day(5))[0])
    assert {row["party"] for row in rows if row.get("id") == "A"} == {"USA", "RUS"}
    assert len([row for row in rows if "y2" in row and "date" in row and "link" not in row]) == 1


def test_an_event_nobody_did_is_drawn_with_the_others() -> None:
    """A death or a drought has no actor, and is in the picture all the same."""
    held = record(move("A", 0, "OFFER", "USAGOV", "RUSGOV"), move("B", 1, "CONTEXT", ""))
    rows = values(panels(held, day(5))[0])
    assert [row["party"] for row in rows if row.get("id") == "B"] == ["others"]


def test_links_lead_to_what_is_answered_and_repeated() -> None:
    """Each link inside the picture is a line of its kind."""
    held = record(
        move("A", 0, "OFFER", "USAGOV", "RUSGOV"),
        move("B", 1, "REJECT", "RUSGOV", "USAGOV", responds_to="A"),
        move("C", 2, "OFFER", "USAGOV", "RUSGOV", repeat_of="A"),
    )
    rows = values(panels(held, day(5))[0])
    links = {(row["from"], row["id"], row["link"]) for row in rows if "link" in row}
    assert links == {("B", "A", "answers"), ("C", "A", "repeats")}


def test_a_standing_demand_thickens() -> None:
    """Each restatement starts a thicker piece of the same bar."""
    held = record(
        move("A", 0, "DEMAND", "RUSGOV", "UKRGOV", extent="marker"),
        move("B", 5, "DEMAND", "RUSGOV", "UKRGOV", repeat_of="A"),
    )
    bars = [row for row in values(panels(held, day(9))[-1]) if "weight" in row]
    assert [row["id"] for row in bars] == ["A", "B"]
    assert bars[0]["weight"] < bars[1]["weight"]
    assert bars[0]["date2"] == bars[1]["date"] == day(5).isoformat()


def test_a_lever_is_a_bar_until_its_release() -> None:
    """The bar of a lever ends where it was released, or on the day if it was not."""
    held = record(
        move("A", 0, "LEVER", "USAGOV", "UKRGOV", polarity="withholds", issue="aid"),
        move("B", 8, "LEVER", "USAGOV", "UKRGOV", polarity="gives", issue="aid", responds_to="A"),
    )
    (bar,) = [row for row in values(panels(held, day(20))[1]) if "weight" in row]
    assert (bar["date2"], bar["state"]) == (day(8).isoformat(), "released")
    (open_bar,) = [row for row in values(panels(held, day(5))[1]) if "weight" in row]
    assert (open_bar["date2"], open_bar["state"]) == (day(5).isoformat(), "no release recorded")


def test_nothing_later_is_drawn() -> None:
    """The picture of a day holds no date after it, and none of the later ids."""
    early = date(2025, 3, 12)
    ids = {row.get("id") for panel in panels(UKRAINE, early) for row in values(panel)}
    assert "U53" in ids and "U55" not in ids
    assert json.dumps(timeline(UKRAINE, early).spec).count("2025-03-18") == 0


def test_a_few_early_moves_do_not_squeeze_the_rest() -> None:
    """The Ukraine picture starts where nine tenths of the moves lie and says how many come before."""
    picture = timeline(UKRAINE, AS_OF)
    assert picture.since == date(2025, 2, 12)
    assert picture.earlier == 9
    assert timeline(UKRAINE, AS_OF, since=date(2022, 1, 1)).earlier == 0


def test_a_thousand_moves_stay_one_readable_picture() -> None:
    """Lanes and bars do not multiply: one line a topic, and ids only when pointed at."""
    moves = [
        move(
            f"M{n}",
            n // 3,
            ("OFFER", "DEMAND", "LEVER", "REJECT")[n % 4],
            ("USAGOV", "RUSGOV", "UKRGOV")[n % 3],
            ("RUSGOV", "UKRGOV", "USAGOV")[n % 3],
            extent={1: "marker", 2: "off"}.get(n % 4, ""),
            polarity="withholds" if n % 4 == 2 else "",
            issue=("aid", "land")[n % 2],
        )
        for n in range(1000)
    ]
    many = panels(record(*moves), day(400))
    assert [panel["height"] for panel in many] == pytest.approx([12 * 15 + 2 * 7.5, 26 * 3, 26 * 3])
    assert not any(layer["mark"].get("fontSize") == 6.5 for layer in many[0]["layer"])


def test_the_picture_is_valid_vega_lite() -> None:
    """The specification obeys the Vega-Lite schema, data and all."""
    alt.VConcatChart.from_dict(timeline(UKRAINE, AS_OF).spec, validate=True)


def test_the_picture_can_be_drawn_without_a_browser() -> None:
    """Each shipped case gives a picture of its parties."""
    drawn = vl_convert.vegalite_to_svg(timeline(UKRAINE, AS_OF).spec)
    assert all(f">{name}<" in drawn for name in ("USA", "RUS", "UKR", "EUR"))


def test_the_brief_gets_what_is_new_repeated_and_missing() -> None:
    """The sections come in the order an analyst reads them, each citing its rows."""
    sections = {section.id: section for section in record_sections(UKRAINE, AS_OF)}
    assert list(sections) == [
        "record-timeline",
        "record-new",
        "record-repeated",
        "record-missing",
        "record-exchange",
        *(f"record-{asked.ledger}" for asked in QUESTIONS),
        "record-readouts-U69",
        "record-readouts-U83",
    ]
    sources = record_sources(UKRAINE, AS_OF)
    for section in sections.values():
        assert [name for name in section.cites if name not in sources] == []
        for table in section.tables:
            links = [link for row in table.rows for cell in row if isinstance(cell, tuple) for link in cell]
            assert all(isinstance(link, Link) and link.to == f"#source-{link.text}" for link in links)
            assert {link.text for link in links} <= set(section.cites)
    matrix = sections["record-readouts-U69"].tables[0]
    assert matrix.columns == ("item", "white house", "kremlin", "trump post", "kyiv", "note")
    assert len(matrix.rows) == 23


def test_a_case_without_moves_has_no_such_sections() -> None:
    """Nothing is said of a record that is not there."""
    assert record_sections(Record("empty"), AS_OF) == ()


def test_sections_of_an_early_day_speak_of_nothing_later() -> None:
    """A brief dated before the call knows nothing of it."""
    text = json.dumps([str(section) for section in record_sections(UKRAINE, AS_OF - timedelta(days=2))])
    assert "U69" not in text and "U73" not in text
