"""Who stands where: a lane for each party, and in it a row for each family of acts."""

from __future__ import annotations

from dataclasses import dataclass

from parley.record import Move
from parley.record.parties import doers

ROW = 15
MAX_LANES = 7
TOGETHER = 0.75
"""Parties with this share of their moves in common are drawn in one lane."""
OTHERS = "others"

# Families of acts from top to bottom of each party's lane: name, hue, acts with their shapes.
FAMILIES: tuple[tuple[str, str, dict[str, str]], ...] = (
    (
        "gives",
        "#009e73",
        {"OFFER": "circle", "CONCEDE": "triangle-down", "GESTURE": "diamond", "PROMISE": "square"},
    ),
    ("asks", "#0072b2", {"DEMAND": "circle", "CONDITION": "square"}),
    ("answers", "#cc79a7", {"ACCEPT": "circle", "EVADE": "diamond", "REJECT": "cross"}),
    ("presses", "#d55e00", {"THREAT": "triangle-up", "LEVER": "square", "FORCE": "cross"}),
    ("meets", "#7a6a9b", {"MEET": "circle", "AGREE": "square", "IMPLEMENT": "diamond"}),
    ("speaks", "#5b6470", {"READOUT": "square", "STATEMENT": "circle", "CONTEXT": "diamond"}),
)
FAMILY_OF = {act: name for name, _, acts in FAMILIES for act in acts}
ACTS = [act for _, _, acts in FAMILIES for act in acts]


@dataclass(frozen=True)
class Lanes:
    """Where each party and family of acts stands, in pixels from the top, and what is written beside it."""

    lane_of: dict[str, str]
    at: dict[tuple[str, str], float]
    spans: tuple[tuple[str, float, float], ...]
    height: float

    def lanes(self, move: Move) -> list[str]:
        """The lanes a move stands in."""
        return list(dict.fromkeys(self.lane_of[name] for name in _who(move)))


def lay_out(moves: list[Move]) -> Lanes:
    """Lanes for these moves, busiest party first, with the rows that are used and no others."""
    lane_of = _shared_lanes(moves)
    used = {(lane_of[name], FAMILY_OF[move.act]) for move in moves for name in _who(move)}
    at: dict[tuple[str, str], float] = {}
    spans = []
    top = 0.0
    for lane in dict.fromkeys(lane_of.values()):
        first = top
        for family, _, _ in FAMILIES:
            if (lane, family) in used:
                at[lane, family] = top + ROW / 2
                top += ROW
        spans.append((lane, first, top))
        top += ROW / 2
    return Lanes(lane_of, at, tuple(spans), max(top - ROW / 2, ROW))


def _shared_lanes(moves: list[Move]) -> dict[str, str]:
    """The lane of each party, busiest first: parties that nearly always act together share one."""
    acts: dict[str, set[str]] = {}
    for move in moves:
        for name in _who(move):
            acts.setdefault(name, set()).add(move.id)
    ranked = sorted(acts, key=lambda name: (-len(acts[name]), name))
    groups: list[list[str]] = []
    for name in ranked:
        for group in groups:
            if all(len(acts[name] & acts[one]) >= TOGETHER * len(acts[name] | acts[one]) for one in group):
                group.append(name)
                break
        else:
            groups.append([name])
    kept = groups if len(groups) <= MAX_LANES else groups[: MAX_LANES - 1]
    lane_of = {name: " ".join(group) for group in kept for name in group}
    return lane_of | {name: OTHERS for name in ranked if name not in lane_of}


def _who(move: Move) -> tuple[str, ...]:
    """The parties of a move; an event nobody did stands with the others."""
    return doers(move) or (OTHERS,)
