"""How sure a brief may be and why, and what its front page does not know."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from parley.outside_view import OutsideView
from parley.report.context import Background, Found
from parley.report.front.carrying import turning
from parley.report.reading import Reading
from parley.report.wording import Wording
from parley.scenario.quantities import Number

if TYPE_CHECKING:
    from parley.report.ranged import Ranged

MOSTLY = 0.6
"""Chances of a settlement so far apart by kind make a judged weight the answer."""
FEW = 0.25
MANY = 0.5
NARROW = 0.2
MOST_WORDS = 150


class Confidence(StrEnum):
    """How far an outlook can be relied on: by its sources, by comparable wars, by what was varied."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


def confidence(
    reading: Reading,
    numbers: Sequence[Number],
    outside: OutsideView | None,
    spread: Ranged | None,
    found: Found,
) -> tuple[Confidence, tuple[str, ...]]:
    """The level of confidence, and the keys of the reasons for it, weightiest first.

    Low where the solution is less good than usual, the model lies outside the range of comparable wars, one
    judged weight decides, fewer than a quarter of the stated numbers rest on a source, or the chance of going
    on moves by more than twenty percentage points over the ranges. High only where none of this holds, at
    least half of the numbers rest on a source, and ranges and comparable wars have been looked at.
    """
    solver, turns = reading.outlook.solver, turning(reading)
    against = {
        "grid": not solver.belief_ends.wide_enough or not solver.settled,
        "outside": outside is not None and bool(outside.disagreements()),
        "prior": turns is not None and turns.apart >= MOSTLY,
    }
    span = None if spread is None else spread.fighting
    wide = span is not None and span[1] - span[0] > NARROW
    stated = [number for number in numbers if number.stated]
    sourced = sum(bool(number.sources) for number in stated) / len(stated) if stated else 0.0
    reasons = [key for key, holds in against.items() if holds]
    if span is not None:
        reasons.append("wide" if wide else "narrow")
    elif found.study is None and found.influence is None:
        reasons.append("unvaried")
    reasons.append("sources")
    if any(against.values()) or sourced < FEW or wide:
        return Confidence.LOW, tuple(reasons)
    sure = sourced >= MANY and span is not None and outside is not None
    return (Confidence.HIGH if sure else Confidence.MODERATE), tuple(reasons)


def confidence_sentence(reading: Reading, numbers: Sequence[Number], background: Background) -> str:
    """How sure, and why."""
    wording, spread = background.wording, background.spread
    level, reasons = confidence(reading, numbers, background.outside, spread, background.found)
    stated = [number for number in numbers if number.stated]
    low, high = (spread.fighting if spread is not None else None) or (0.0, 0.0)
    parts = {
        "sourced": wording.number(sum(bool(number.sources) for number in stated)),
        "ranged": wording.number(sum(not n.sources and n.low is not None for n in stated)),
        "stated": wording.number(len(stated)),
        "low": wording.percent(low),
        "high": wording.percent(high),
    }
    said = [wording.say(f"confidence.{reason}", **parts) for reason in reasons]
    return wording.say(f"confidence.{level.value}", reasons=wording.say("between").join(said))


def unknown(found: Found, left_out: str, wording: Wording) -> tuple[str, ...]:
    """What nobody has looked at yet, and what the case says it leaves out."""
    lacking = {
        "ranges": found.study is None,
        "influence": found.influence is None,
        "record": found.weighable and not found.weighed,
        "scores": not found.scored,
    }
    missing = [wording.say(f"unknown.{key}") for key, holds in lacking.items() if holds]
    said = [wording.say("unknown.list", list=wording.listing(missing))] if missing else []
    if text := _first_words(left_out):
        said.append(wording.say("unknown.left_out", text=wording.quoted(text)))
    return tuple(said)


_MARKS = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|[*_`]")


def _first_words(markdown: str) -> str:
    """The first sentence or points of a text in Markdown, without its marks."""
    plain = " ".join(line.strip().lstrip("-*0123456789. ") for line in markdown.splitlines() if line.strip())
    plain = _MARKS.sub(lambda found: found[1] or "", plain)
    if len(plain) <= MOST_WORDS:
        return plain
    sentence = re.match(rf".{{20,{MOST_WORDS}}}?[.;](?=\s)", plain)
    return sentence[0] if sentence else plain[:MOST_WORDS].rsplit(" ", 1)[0] + " …"
