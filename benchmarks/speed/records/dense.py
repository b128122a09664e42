"""A made-up record in which much happens every day and moves answer and repeat each other."""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from pathlib import Path

START, A_DAY = date(2000, 1, 1), 10
ACTORS = ("RUSGOV", "UKRGOV", "USAGOV", "FRAGOV", "DEUGOV", "TURGOV")
ISSUES = ("truce", "energy", "prisoners", "border", "aid", "grain", "sea", "sanctions")
WORDS = (
    "port", "energy", "halt", "ships", "strikes", "troops", "monitors", "line", "river", "old",
    "new", "full", "part", "lists", "forty", "aid", "arms", "exchange", "fuel", "cable",
    "grid", "dam", "bridge", "corridor",
)  # fmt: skip
ACTS = (
    "OFFER", "DEMAND", "CONDITION", "CONCEDE", "GESTURE", "PROMISE", "ACCEPT", "EVADE", "REJECT",
    "THREAT", "LEVER", "FORCE", "MEET", "READOUT", "STATEMENT", "AGREE", "IMPLEMENT", "CONTEXT",
)  # fmt: skip
BACK = 300
"""How far back a move may answer or repeat another."""
COLUMNS = (
    "id", "date", "actor", "act", "extent", "polarity", "target", "issue", "option",
    "conditionality", "responds_to", "repeat_of", "source", "verification", "confidence", "coder",
    "paraphrase",
)  # fmt: skip


def write(path: Path, moves: int, seed: int = 1) -> None:
    """Write so many moves, the same for the same seed."""
    chance = random.Random(seed)
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows(_row(chance, number) for number in range(moves))


def _row(chance: random.Random, number: int) -> dict[str, str]:
    act = chance.choice(ACTS) if number > BACK // 10 else "OFFER"
    who, other = chance.sample(ACTORS, 2)
    earlier = f"M{chance.randrange(max(0, number - BACK), max(1, number))}"
    answers = act in ("ACCEPT", "REJECT", "EVADE") or chance.random() < 0.3
    extents = {"AGREE": ("text", "oral"), "IMPLEMENT": ("comply", "breach", "lapse"), "LEVER": ("on",)}
    gates = {"CONDITION": "UNLESS it stops", "CONCEDE": "none asked", "THREAT": "IF you stop THEN we do"}
    return {
        "id": f"M{number}",
        "date": (START + timedelta(days=number // A_DAY)).isoformat(),
        "actor": f"{who};{other}" if act == "AGREE" else who,
        "act": act,
        "extent": chance.choice(extents.get(act, ("",))),
        "polarity": chance.choice(("gives", "withholds")) if act == "LEVER" else "",
        "target": "" if act == "AGREE" else other,
        "issue": chance.choice(ISSUES),
        "option": " ".join(chance.sample(WORDS, 3)),
        "conditionality": gates.get(act, ""),
        "responds_to": earlier if answers and number else "",
        "repeat_of": earlier if chance.random() < 0.2 and number else "",
        "source": "Wire",
        "verification": "gk",
        "confidence": "M",
        "coder": "ab",
        "paraphrase": "Something was said.",
    }
