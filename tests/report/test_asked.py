"""Every ledger that has something to say reaches the brief, under the question it answers."""

from __future__ import annotations

from datetime import date

import pytest

from parley.case import open_record
from parley.record.ledgers import LEDGERS, build_ledgers
from parley.report.record.asked import MOST_SHOWN, QUESTIONS
from parley.report.record.happened import record_sections

# Shown by sections of their own, which take them together: what is new, repeated, missing, exchanged, told.
TAKEN_TOGETHER = {"quid-pro-quo", "novelty", "standing", "readouts"}
DAYS = {
    "ukraine-2025": date(2025, 3, 19),
    "korea-1951": date(1953, 9, 6),
    "winter-war-1940": date(1940, 3, 1),
}


def test_every_ledger_has_a_place_in_the_brief() -> None:
    """No ledger is left to the terminal alone, none is shown twice, and each is asked a question."""
    asked = [one.ledger for one in QUESTIONS]
    assert sorted([*asked, *TAKEN_TOGETHER]) == sorted(LEDGERS)
    assert all(one.question.endswith("?") for one in QUESTIONS)
    for one in QUESTIONS:
        assert len(set(one.columns)) == len(one.columns)


@pytest.mark.parametrize("case", DAYS)
def test_a_ledger_with_entries_is_a_section(case: str) -> None:
    """A section stands where the ledger has entries and only there, with as many rows as a page holds."""
    record = open_record(case).record
    sections = {one.id: one for one in record_sections(record, DAYS[case])}
    for asked in QUESTIONS:
        (ledger,) = build_ledgers(record, DAYS[case], [asked.ledger])
        section = sections.get(f"record-{asked.ledger}")
        assert (section is not None) == bool(ledger.entries)
        if section is None:
            continue
        assert section.title == asked.question
        (table,) = section.tables
        assert len(table.rows) == min(len(ledger.entries), MOST_SHOWN)
        assert ("more are in the ledger" in table.caption) == (len(ledger.entries) > MOST_SHOWN)
        assert {len(row) for row in table.rows} == {len(asked.columns)}
        assert set(section.cites) <= {move.id for move in record.moves} | {fact.id for fact in record.facts}


def test_pairs_that_press_most_come_first() -> None:
    """Where rows are not dated the page shows those that weigh most."""
    record = open_record("ukraine-2025").record
    sections = {one.id: one for one in record_sections(record, DAYS["ukraine-2025"])}
    (ledger,) = build_ledgers(record, DAYS["ukraine-2025"], ["pressure"])
    first = sections["record-pressure"].tables[0].rows[0]
    heaviest = ledger.entries[0]
    assert first[2:5] == (str(heaviest.threats), str(heaviest.levers), str(heaviest.force))
    assert len(heaviest.pressing) == max(len(one.pressing) for one in ledger.entries)
