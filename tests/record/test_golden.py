"""The ledgers of the three shipped cases, as printed; a change of rule or record shows here.

Run with PARLEY_RENEW=1 to write them anew, and review the difference as you would code.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from parley.cli.ledger import ledger_text
from parley.record import read_record
from parley.record.as_of import day_to_read
from parley.record.ledgers import LEDGERS, Options

CASES = Path(__file__).parents[2] / "cases"
GOLDEN = Path(__file__).parent / "golden"
RECORDED = ("ukraine-2025", "korea-1951", "winter-war-1940")


@pytest.mark.parametrize("name", LEDGERS)
@pytest.mark.parametrize("case", RECORDED)
def test_a_ledger_reads_as_reviewed(case: str, name: str) -> None:
    """The printed ledger is, line by line, the one that was last reviewed."""
    record = read_record(CASES / case)
    as_of = date(2025, 3, 19) if case == "ukraine-2025" else day_to_read(record, None)
    text = ledger_text(LEDGERS[name](record, as_of, Options()), record) + "\n"
    path = GOLDEN / case / f"{name}.txt"
    if os.environ.get("PARLEY_RENEW"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_a_ledger_fits_a_narrow_terminal() -> None:
    """At 80 columns no line is wider, but for a word that is; nothing is lost by it."""
    record = read_record(CASES / "winter-war-1940")
    ledger = LEDGERS["quid-pro-quo"](record, record.moves[-1].date, Options())
    narrow, wide = ledger_text(ledger, record, 80), ledger_text(ledger, record)
    assert narrow.replace("=", "").split() == wide.replace("=", "").split()
    assert [line for line in narrow.splitlines() if len(line) > 80 and len(line.split()) > 1] == []
