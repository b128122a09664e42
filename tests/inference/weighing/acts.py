"""Small wars in which every act of the language can be done, and records of each, coded as a case is.

`SCENES` are scenarios by name; `ACTS` are records by what they show: the scene, rows of days with what they
count as, and how the record ends, if it does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = tuple[int, Mapping[str, Any]]
"""The day of the first month, and what the row counts as."""

PARTIES = {
    "north": {
        "precision": 0.2,
        "dispositions": {"mild": {"weight": 0.6}, "hard": {"weight": 0.4}},
        "values": {"land": {"here": {"mild": 45, "hard": 20}, "there": {"mild": 55, "hard": 80}}},
        "flow": {"fighting": {"mild": "-3 per week", "hard": "-0.5 per week"}},
        "patience": {"half_life": "200 days"},
    },
    "south": {
        "precision": 0.15,
        "values": {"land": {"here": 60, "there": 10}},
        "flow": "-1 per week",
        "loss_aversion": 0.5,
        "reference": {"land": "here"},
    },
    "patron": {"precision": 0.15, "values": {"land": {"here": 50, "there": 30}}, "flow": "-0.5 per week"},
}
BASE = {
    "title": "Acts",
    "as_of": "2025-01-15",
    "record_until": "2025-01-14",
    "round": "7 days",
    "horizon": "1 rounds",
    "belief_grid": {"nodes": 3, "limit": 4},
    "parties": PARTIES,
    "issues": {"land": ["here", "there"]},
    "table": {
        "floor": {"north": "30 % per week", "south": "30 % per week", "patron": "25 % per week"},
        "settlement": {"signatories": ["south", "north"], "proposers": ["south"]},
    },
    "endings": {"horizon": {"north": {"mild": 30, "hard": 50}, "south": 35, "patron": 20}},
}
LEVER = {"holder": "patron", "settings": ["on", "off"], "switch_cost": 1}
FRONT = {
    "from": 0,
    "to": 3,
    "start": 1,
    "step": {
        "up": {"mild": "10 % per week", "hard": "25 % per week"},
        "down": "5 % per week",
        "jumps": {"rout": {"by": 2, "chance": "10 % per week"}},
    },
    "collapse": {"top": {"of": "south", "ending": "fall_of_the_capital", "worth": {"north": 90, "south": 5}}},
}

SCENES: Mapping[str, Mapping[str, Any]] = {
    "offers": {
        "table": {
            **BASE["table"],  # type: ignore[dict-item]
            "settlement": {
                "signatories": ["south", "north"],
                "proposers": ["south"],
                "cost": 0.5,
                "refused": 1,
                "ratified": "70 %",
                "unratified": {"south": 2},
            },
            "talks": {
                "break_off": {"by": ["north"], "cost": 1},
                "reopen": {"by": ["patron"], "consent": ["south"]},
            },
            "tabling": {"by": ["south"], "retreat": 2, "open_to_take": "yes", "turn_down": "yes"},
        },
        "endings": {
            **BASE["endings"],  # type: ignore[dict-item]
            "breakdown": {"chance": "10 %", "worth": {"north": 10, "south": 10}},
            "walk_out": {"north": {"north": 25, "south": 5}},
            "quit": {"patron": {"patron": 15}},
        },
    },
    "together": {
        "table": {
            **BASE["table"],  # type: ignore[dict-item]
            "settlement": {
                "signatories": ["south", "north", "patron"],
                "proposers": ["patron"],
                "answers": "together",
                "agree": 2,
            },
        }
    },
    "posture": {
        "levers": {"aid": {**LEVER, "consent": ["south"]}},
        "accords": {
            "truce": {
                "signatories": ["south", "north"],
                "proposers": ["patron"],
                "lasts": "60 days",
                "leave": {"by": ["north"], "cost": {"mild": 3, "hard": 0}},
            }
        },
        "bargains": {
            "swap": {
                "sets": {"aid": "off", "truce": "in_force"},
                "proposers": ["patron"],
                "signatories": ["south", "north"],
                "cost": 0.5,
            }
        },
        "conditions": {
            "claim": {
                "issue": "land",
                "option": "there",
                "claimant": "north",
                "target": "south",
                "sets_in": "20 % per week",
                "withdraw": "yes",
                "unasked": "yes",
            }
        },
        "gestures": {"favour": {"by": "north", "cost": {"mild": 0, "hard": 4}, "worth": {"patron": 1}}},
        "transfers": {
            "gift": {"by": "patron", "signatories": ["south"], "worth": {"south": 3, "patron": -1}}
        },
    },
    "things": {
        "levers": {"aid": LEVER},
        "theatre": {"front": FRONT},
        "events": {
            "leader": {
                "states": ["old", "new"],
                "becomes": {"new": {"chance": "20 % per week", "after": ["old"]}},
            }
        },
        "statements": {
            "threat": {
                "by": "patron",
                "if": {"leader": "new"},
                "then": {"aid": "off"},
                "within": "4 weeks",
                "breach": 3,
            }
        },
    },
    "turns": {
        "gestures": {"favour": {"by": "north", "cost": {"mild": 0, "hard": 4}, "worth": {"patron": 1}}},
        "table": {
            "settlement": BASE["table"]["settlement"],  # type: ignore[index]
            "holding": "no",
            "turns": {
                "deeds": {"floor": {"north": "40 % per week"}, "acts": ["gestures"], "holding": "yes"},
                "talks": {"floor": {"south": "35 % per week"}, "acts": ["plans"], "holding": "no"},
            },
        },
    },
}


@dataclass(frozen=True)
class Told:
    """A record: its scene, its rows, and the ending it comes to, if any."""

    scene: str
    rows: tuple[Row, ...]
    ends: str = ""


def _did(day: int, by: str, what: str, **answers: str) -> Row:
    return day, {"counts_as": what, "by": by, **({"answers": answers} if answers else {})}


def _stood(day: int, part: str, at: str) -> Row:
    return day, {"counts_as": {"part": part, "at": at}}


ACTS: Mapping[str, Told] = {
    "a quiet fortnight": Told("offers", ()),
    "holding": Told("offers", (_did(2, "north", "hold"),)),
    "an offer nobody answered": Told("offers", (_did(2, "south", "offer:here"),)),
    "an offer refused": Told("offers", (_did(2, "south", "offer:here", north="refuse"),)),
    "an offer signed, and the signatures hold": Told(
        "offers", (_did(2, "south", "offer:there", north="accept"),), "settlement:there"
    ),
    "an offer signed and not ratified": Told(
        "offers",
        (_did(2, "south", "offer:there", north="accept"), (5, {"counts_as": "not_ratified", "to": "M0"})),
    ),
    "walking out while answering": Told(
        "offers", (_did(2, "south", "offer:here", north="walk_out"),), "breakdown"
    ),
    "an offer taken up from the table": Told(
        "offers",
        (_did(2, "south", "offer:here", north="refuse"), _did(9, "north", "take:here")),
        "settlement:here",
    ),
    "an offer turned down for good": Told(
        "offers",
        (_did(2, "south", "offer:here", north="refuse"), _did(9, "north", "turn_down:here")),
    ),
    "breaking off and reopening": Told(
        "offers", (_did(2, "north", "break_off"), _did(9, "patron", "reopen", south="accept"))
    ),
    "walking out with the floor": Told("offers", (_did(9, "patron", "quit"),), "breakdown"),
    "answers together, outvoted": Told(
        "together", (_did(2, "patron", "offer:here", south="refuse", north="refuse"),)
    ),
    "answers together, a majority": Told(
        "together", (_did(2, "patron", "offer:there", south="refuse", north="accept"),), "settlement:there"
    ),
    "a lever with several keys": Told("posture", (_did(2, "patron", "set:aid:off", south="accept"),)),
    "a lever held back": Told("posture", (_did(2, "patron", "set:aid:off", south="refuse"),)),
    "levers for levers": Told(
        "posture",
        (_did(2, "patron", "bargain:swap", south="accept", north="accept"), _stood(8, "aid", "off")),
    ),
    "an accord, and leaving it": Told(
        "posture",
        (_did(2, "patron", "propose:truce", south="accept", north="accept"), _did(9, "north", "leave:truce")),
    ),
    "a gesture": Told("posture", (_did(2, "north", "gesture:favour"),)),
    "a payment": Told("posture", (_did(2, "patron", "pay:gift", south="accept"),)),
    "a demand rebuffed": Told(
        "posture", (_did(2, "north", "demand:claim"), _did(9, "south", "rebuff:claim"))
    ),
    "a demand withdrawn": Told(
        "posture", (_did(2, "north", "demand:claim"), _did(9, "north", "withdraw:claim"))
    ),
    "a concession on one issue": Told("posture", (_did(2, "south", "concede:claim"),)),
    "a threat, and what it was about": Told(
        "things",
        (_did(2, "patron", "state:threat"), _stood(8, "leader", "new"), _did(9, "patron", "set:aid:off")),
    ),
    "an event": Told("things", (_stood(8, "leader", "new"),)),
    "a jump": Told("things", (_stood(3, "front", "1"), _stood(8, "front", "2"))),
    "an ending with a name": Told(
        "things", ((10, {"counts_as": "collapse:fall_of_the_capital"}),), "collapse:fall_of_the_capital"
    ),
    "turns": Told(
        "turns", (_did(2, "south", "offer:here", north="refuse"), _did(3, "north", "gesture:favour"))
    ),
    "no holding": Told("turns", (_did(9, "south", "offer:there", north="refuse"),)),
}


def case(folder: Path, told: Told) -> Path:
    """A folder of a case: the scene, the rows, and a coding that says what each row counts as."""
    rows = [
        f"M{n},2025-01-{day:02d},DESK,CONTEXT,,,talks,it,Paper,seen,It was so.\n"
        for n, (day, _) in enumerate(told.rows)
    ]
    moves = {f"M{n}": {**counting, "reason": "it was so"} for n, (_, counting) in enumerate(told.rows)}
    coding = {"from": "2025-01-01", "coder": "me", "moves": moves}
    head = "id,date,actor,act,extent,target,issue,option,source,verification,paraphrase\n"
    (folder / "scenario.yaml").write_text(json.dumps({**BASE, **SCENES[told.scene]}), encoding="utf-8")
    (folder / "coding.yaml").write_text(json.dumps(coding), encoding="utf-8")
    (folder / "moves.csv").write_text(head + "".join(rows), encoding="utf-8")
    return folder
