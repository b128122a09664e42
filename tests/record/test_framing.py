"""The reason a party gives for what it asks stands beside whom it would weaken."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from parley.errors import CaseError
from parley.record import read_record
from parley.record.ledgers import LEDGERS, Ledger, Options
from parley.record.ledgers.rules.framing import Framed, Framing

HEAD = "id,date,actor,act,target,issue,option,justification,weakens,source,verification,paraphrase\n"


def _framing(folder: Path, *rows: str) -> Ledger[Framed]:
    lines = [f"{row},Paper,seen,Said.\n" for row in rows]
    (folder / "moves.csv").write_text(HEAD + "".join(lines), encoding="utf-8")
    found: Ledger[Framed] = LEDGERS["framing"](read_record(folder), date(2025, 3, 1), Options())
    return found


def test_a_demand_is_told_by_reason_and_by_content(tmp_path: Path) -> None:
    """Peace against one side, another reason, both sides, nobody; a row with neither is not listed."""
    found = _framing(
        tmp_path,
        "M1,2025-01-01,NOR,DEMAND,SOU,aid,end of arms for the south,peace,SOU",
        "M2,2025-01-02,NOR,DEMAND,SOU,army,a cap on its army,security,SOU",
        "M3,2025-01-03,NOR,OFFER,SOU,army,both armies halved,peace,NOR;SOU",
        "M4,2025-01-04,SOU,OFFER,NOR,truce,thirty days,peace,",
        "M5,2025-01-05,SOU,DEMAND,NOR,truce,at once,,",
        "M6,2025-01-06,SOU,THREAT,NOR,sanctions,more of them,peace,NOR",
    )
    assert [(one.id, one.finding) for one in found.entries] == [
        ("M1", Framing.PEACE_AGAINST_ONE),
        ("M2", Framing.AGAINST_ONE),
        ("M3", Framing.AGAINST_BOTH),
        ("M4", Framing.NOBODY),
        ("M6", Framing.PEACE_AGAINST_ONE),
    ]
    assert found.notes[0].startswith("5 rows with a reason or an effect coded, 2 in the name of peace")


@pytest.mark.parametrize(("reason", "whom"), [("peaceful", "SOU"), ("peace", "the south")])
def test_a_word_that_is_none_is_a_fault(reason: str, whom: str, tmp_path: Path) -> None:
    """Reasons are a closed list, and who is weakened is named by code."""
    with pytest.raises(CaseError):
        _framing(tmp_path, f"M1,2025-01-01,NOR,DEMAND,SOU,aid,end of arms,{reason},{whom}")
