"""Of many rows behind one entry of a ledger a page names and cites the first few, and counts the others."""

from __future__ import annotations

from pathlib import Path

from parley import workbench
from parley.report.context import Link
from parley.report.record.tables import MOST_LINKED, cites_of, table_of

HEAD = "id,date,actor,target,act,issue,option,source,verification,paraphrase\n"


def test_a_page_names_what_a_person_can_read(tmp_path: Path) -> None:
    """Three hundred rows behind one entry come to some links and a number, each link with its source."""
    rows = "".join(f"M{n:03},2025-01-10,NORGOV,SUDGOV,THREAT,border,x,made up,gk,{n}\n" for n in range(300))
    tmp_path.joinpath("moves.csv").write_text(HEAD + rows, encoding="utf-8")
    found = workbench.ledger(tmp_path).ledgers
    many = [(ledger, entry) for ledger in found for entry in ledger.entries if len(entry.ids) > MOST_LINKED]
    assert many, "some ledger has an entry that rests on all of them"
    for ledger, entry in many:
        cited = set(cites_of([entry]))
        assert len(cited) == MOST_LINKED
        (row,) = table_of(ledger, [entry], ledger.columns).rows
        for cell in row:
            links = [one for one in cell if isinstance(one, Link)] if isinstance(cell, tuple) else []
            assert len(links) <= MOST_LINKED + 1
            assert {one.text for one in links if one.to} <= cited
