"""PLOVER JSON lines back in: rows this project wrote come back whole, others as candidates."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from parley.errors import CaseError, Fault
from parley.record.exchange.candidates import Candidate


def read_plover(path: Path) -> list[Candidate]:
    """Candidates from PLOVER JSON lines; raises CaseError naming every line that is not one."""
    candidates, faults = [], []
    for number, text in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if not text.strip():
            continue
        try:
            candidates.append(_candidate(json.loads(text), number))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            got = f"{type(error).__name__}: {error}"
            expected = "one PLOVER event as a JSON object: id, date, actor, recipient, event"
            faults.append(Fault(str(path), number, 1, "not-plover", expected, got))
    if faults:
        raise CaseError(faults)
    return candidates


def _candidate(event: dict[str, Any], number: int) -> Candidate:
    return Candidate(
        id=str(event.get("id") or f"PLOVER-{number}"),
        date=str(event["date"])[:10],
        actor=_codes(event["actor"]),
        target=_codes(event.get("recipient", ())),
        cameo="",
        event=str(event["event"]).upper(),
        text=str(event.get("text", "")) or f"Machine-coded: {event['event']}.",
        source=str(event.get("cite_info", "")) or "PLOVER event",
        url="",
        own=str(event.get("comment", "")),
    )


def _codes(value: object) -> str:
    return ";".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
