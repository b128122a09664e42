"""A weighed record as one dictionary: what `weighing.json` holds and everything shown is made from."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

from parley.files.articles import agreeing, at_start
from parley.game import Floats
from parley.game.structure import Component
from parley.inference.weighing.ahead import NextMoves
from parley.inference.weighing.board import Board
from parley.inference.weighing.weighed import Impossible, OutOfTurn, Seen, Weighed
from parley.record import Record, known_on
from parley.report import phrases
from parley.report.inference.weighing.meetings import meetings
from parley.report.inference.weighing.naming import Called, Naming, cast
from parley.report.inference.weighing.others import other_sides
from parley.report.inference.weighing.stakes import priced_acts
from parley.scenario.coding import CodedRecord, Coding
from parley.scenario.parts import Scenario
from parley.scenario.parts.table import TALKS
from parley.solver import Solution, analyst_prior

MOST_LISTED = 5
"""How many of the most surprising and most telling moves are named."""


@dataclass(frozen=True)
class Weighing:
    """Everything a document of a weighing is made from; `stated` is the scenario as the case has it."""

    stated: Scenario
    coding: Coding
    coded: CodedRecord
    record: Record
    solution: Solution
    weighed: Weighed
    ahead: NextMoves | None
    endings: Floats
    naming: Naming
    others: Mapping[str, Floats] = field(default_factory=dict)
    """belief [t, holder, kind] in the kinds of each further hidden side"""


def compose_weighing(weighing: Weighing) -> dict[str, Any]:
    """The document: numbers as they are, names by the weighing's naming, dates as ISO."""
    w, naming = weighing, weighing.naming
    hidden = w.coding.scenario.hidden
    moments = [_moment(w, entry) for entry in w.weighed.seen]
    return {
        "case": naming.case,
        "title": naming.title,
        "hidden": naming.party(hidden.id) if hidden else None,
        "dispositions": {named.key: named.name for named in naming.dispositions.values()},
        "rounds": _rounds(w),
        "rounds_over": sum(entry.spent for entry in w.coded.rounds),
        "beliefs": _beliefs(w),
        "other_sides": other_sides(w.others, w.weighed.holders, w.coding.scenario, naming),
        "moments": moments,
        "meetings": meetings(moments, w.weighed.seen, known_on(w.record, w.coded.as_of), naming),
        "impossible": [_impossible(w, entry) for entry in w.weighed.impossible],
        "out_of_turn": [_out_of_turn(w, entry) for entry in w.weighed.out_of_turn],
        "most_surprising": _largest([moment["surprise"] for moment in moments], moments),
        "most_telling": _largest([abs(moment["told"]) for moment in moments], moments),
        "log_likelihood": w.weighed.log_likelihood,
        "log_likelihood_by_disposition": {
            named.key: _finite(value)
            for named, value in zip(naming.dispositions.values(), _likelihood(w), strict=True)
        },
        "went_on": [entry.went_on for entry in w.weighed.rounds],
        "ended": None if w.weighed.ended is None else naming.key(w.weighed.ended),
        "ending_names": {naming.key(e): naming.ending(e) for e in _structure(w).endings},
        "posture": _posture(w),
        "part_names": {named.key: named.name for named in naming.parts.values()},
        "cast": cast(w.coding.scenario, naming),
        "next": _next(w),
        "endings": _endings(w),
        **compose_coding(w.coding, w.coded, w.record, naming),
    }


def _structure(w: Weighing) -> Any:
    return w.solution.game.structure


def _iso(naming: Naming, when: date) -> str:
    return naming.day(when).isoformat()


def _start(w: Weighing, t: int) -> str:
    return _iso(w.naming, w.coded.begin(t))


def _rounds(w: Weighing) -> list[str]:
    """The day each weighed round begins, and last the day on which beliefs stand where they end."""
    starts = [_start(w, t) for t in range(len(w.weighed.rounds) + 1)]
    if w.coded.rounds and not w.coded.rounds[-1].spent:
        starts[-1] = _iso(w.naming, w.coded.as_of)
    return starts


def _finite(value: float) -> float | None:
    """A number JSON can hold; what is infinite is left empty."""
    return float(value) if math.isfinite(value) else None


def _beliefs(w: Weighing) -> dict[str, dict[str, list[float]]]:
    """Each holder's probability of each disposition at the start of every round and at the end."""
    path = _by_kind(w, w.weighed.beliefs)
    return {
        w.naming.holder(holder): {
            named.key: [float(p) for p in path[:, n, h]]
            for h, named in enumerate(w.naming.dispositions.values())
        }
        for n, holder in enumerate(w.weighed.holders)
    }


def _by_kind(w: Weighing, by_profile: Floats) -> Floats:
    """Probabilities of profiles [..., h] as those of the dispositions of the hidden party."""
    kinds = len(w.naming.dispositions)
    if kinds < 2:
        return by_profile
    return np.asarray(by_profile.reshape(*by_profile.shape[:-1], kinds, -1).sum(axis=-1))


def _likelihood(w: Weighing) -> list[float]:
    """Log-likelihood of the record under each disposition, under the prior of whatever else is hidden."""
    kinds = len(w.naming.dispositions)
    if kinds < 2:
        return []
    found = np.asarray(w.weighed.by_disposition).reshape(kinds, -1)
    weights = analyst_prior(w.solution).reshape(kinds, -1)
    with np.errstate(divide="ignore"):
        shares = np.log(weights / weights.sum(axis=1, keepdims=True))
    return [float(one) for one in np.logaddexp.reduce(found + shares, axis=1)]


def _moment(w: Weighing, seen: Seen) -> dict[str, Any]:
    known = w.record.by_id.get(seen.move)
    return {
        "round": seen.round,
        "date": _iso(w.naming, seen.date),
        "kind": seen.kind,
        "move": w.naming.move(seen.move),
        "party": w.naming.party(seen.party),
        "what": w.naming.key(seen.what),
        "text": _text(w.naming, seen.kind, seen.party, seen.what),
        "record": w.naming.prose(known.paraphrase if known else ""),
        "chance": seen.chance,
        "surprise": seen.surprise,
        "choice_surprise": seen.choice_surprise,
        "told": _finite(seen.told),
        "beliefs": {
            w.naming.holder(holder): float(p)
            for holder, p in zip(w.weighed.holders, _by_kind(w, seen.beliefs)[:, 0], strict=True)
        },
    }


def _text(naming: Naming, kind: str, party: str, what: str) -> str:
    """What happened, as a sentence without its full stop."""
    if kind == "action":
        return naming.does(party, naming.deed(what))
    if kind == "not ratified":
        return f"What was signed does not hold: {phrases.does(party, naming.deed(what), Called(naming))}"
    if kind == "answer":
        return naming.does(party, naming.answer(what))
    if kind == "reading":
        return naming.sighting(what)
    if kind == "ending":
        return f"The fighting ends the war: {naming.ending(what)}"
    return "A round passes without a deed" if kind == "quiet" else "The war goes on"


def _largest(sizes: list[float], moments: list[dict[str, Any]]) -> list[int]:
    """Places of the largest among the recorded moments, largest first."""
    recorded = [n for n, moment in enumerate(moments) if moment["kind"] != "quiet" and sizes[n] > 0.0]
    return sorted(recorded, key=lambda n: -sizes[n])[:MOST_LISTED]


def _impossible(w: Weighing, found: Impossible) -> dict[str, Any]:
    """A moment the model did not allow, why, and the least change that would allow it."""
    naming = w.naming
    needed = [
        {
            "part": naming.parts[part].key,
            "name": naming.part(part),
            "stood_at": naming.setting(now),
            "would_have_to_stand_at": naming.setting(then),
            "path": naming.prose(_start_path(w.stated, part)),
        }
        for part, now, then in found.needed
    ]
    return {
        "round": found.round,
        "date": _iso(naming, found.date),
        "kind": found.kind,
        "move": naming.move(found.move),
        "party": naming.party(found.party),
        "what": naming.key(found.what),
        "text": _text(naming, found.kind, found.party, found.what),
        "because": found.because,
        "needed": needed,
        "why": _why(naming, found, [one["path"] for one in needed if one["path"]]),
    }


def _out_of_turn(w: Weighing, found: OutOfTurn) -> dict[str, Any]:
    """A deed that was read otherwise than recorded, and why."""
    naming, move = w.naming, w.naming.move(found.move)
    if found.because == "order":
        than = [naming.move(other) for other in found.than]
        why = f"{move} is read before {' and '.join(than)}, recorded earlier: its turn comes first."
    else:
        turns = w.coding.scenario.turns
        than = [naming.prose(turns[one].name if one in turns else one) for one in found.than]
        why = (
            f"No turn of its round was left for {move}: it is weighed as one more act in the turn "
            f"“{' and '.join(than)}”. Shorter rounds, or more turns, give it one of its own."
        )
    return {
        "round": found.round,
        "date": _iso(naming, found.date),
        "move": move,
        "because": found.because,
        "than": than,
        "why": why,
    }


def _start_path(scenario: Scenario, part: str) -> str:
    """Where the scenario says at what a part starts."""
    for section in ("theatre", "levers", "conditions", "accords"):
        if part in getattr(scenario, section):
            return f"{section}.{part}.start"
    return part


def _why(naming: Naming, found: Impossible, paths: list[str]) -> str:
    """Why a moment was not allowed and what would allow it, in a sentence or two."""
    names = Called(naming)
    party = names.party_within(found.party) if found.party else ""
    who, has = at_start(party), agreeing("has", names.party_plural(found.party))
    if found.because == "situation":
        stood = " and ".join(
            f"{naming.part(p)} stood at “{naming.setting(now)}”" for p, now, _ in found.needed
        )
        then = " and ".join(f"{naming.part(p)} at “{naming.setting(t)}”" for p, _, t in found.needed)
        start = f" (start: {', '.join(paths)})" if paths else ""
        return (
            f"{stood}. The least change is {then} on that day: code the move that brought it there, or start"
            f" it there{start}, or count this move as nothing."
        )
    return {
        "floor": f"{who} never {has} the floor in that round. The least change is a chance for it under"
        " table.floor, or to count this move as nothing.",
        "menu": f"The scenario as weighed has no such action of {party}.",
        "choice": "It could be done, but strategies give it no chance at all. The least change is a precision"
        " that is not perfect.",
        "ended": "The game was over by then: an earlier move is coded as what ended it.",
        "fate": "Every way on from there was an ending.",
    }[found.because]


def _posture(w: Weighing) -> dict[str, Any]:
    """Where every part stands at the end, where the scenario starts it, and how well the two agree."""
    board = Board(w.solution)
    s = board.structure
    standing = w.weighed.weights @ w.weighed.mass.sum(axis=2)
    result: dict[str, Any] = {}
    for component in (*s.tracks, *s.posture):
        _, stands = board.part(component.name)
        chances = np.bincount(stands, standing, len(component.settings))
        named = [w.naming.setting(setting) for setting in component.settings]
        result[w.naming.parts[component.name].key] = {
            "now": {name: float(p) for name, p in zip(named, chances, strict=True)},
            "scenario_starts_at": w.naming.setting(_starts_at(w.stated, component)),
        }
    return result


def _starts_at(scenario: Scenario, part: Component) -> str:
    """Where the scenario has a part stand; statements are unmade and nothing is tabled at the start."""
    sections: tuple[Mapping[str, Any], ...] = (
        scenario.theatre,
        scenario.levers,
        scenario.conditions,
        scenario.accords,
        scenario.events,
    )
    if part.name == TALKS and scenario.talks is not None:
        return scenario.talks.start
    stated = (str(section[part.name].start) for section in sections if part.name in section)
    return next(stated, part.settings[0])


def _next(w: Weighing) -> dict[str, Any] | None:
    """The coming rounds: every action by party, a quiet round, and every ending by the round's end."""
    if w.ahead is None:
        return None
    s, ahead = _structure(w), w.ahead
    actions: dict[str, dict[str, list[float]]] = {}
    names: dict[str, str] = {}
    for a, name in enumerate(s.actions):
        party = w.naming.party(s.parties[s.action_party[a]])
        actions.setdefault(party, {})[w.naming.key(name)] = [float(p) for p in ahead.chance[:, a]]
        names[w.naming.key(name)] = w.naming.deed(name)
    count = len(ahead.fighting)
    return {
        "rounds": [_start(w, ahead.first + n) for n in range(count + 1)],
        "actions": actions,
        "action_names": names,
        "quiet": [float(p) for p in ahead.quiet],
    }


def _endings(w: Weighing) -> dict[str, Any] | None:
    """Every ending by date from where the record leaves off to the horizon, and still fighting."""
    state = w.weighed.state
    if state is None:
        return None
    path = w.endings[state.round :]
    return {
        "rounds": [_start(w, state.round + n) for n in range(len(path))],
        "reached": {
            w.naming.key(ending): [float(p) for p in path[:, e]]
            for e, ending in enumerate(_structure(w).endings)
        },
        "still_fighting": [float(1.0 - p) for p in path.sum(axis=1)],
    }


def compose_coding(coding: Coding, coded: CodedRecord, record: Record, naming: Naming) -> dict[str, Any]:
    """The part of a document that says how the record was coded, which needs nothing solved."""
    return {
        "blind": naming.blind,
        "begins": _iso(naming, coded.begins),
        "as_of": _iso(naming, coded.as_of),
        "asked_for": _iso(naming, coded.asked or coded.as_of),
        "parties": {named.key: named.name for named in naming.parties.values()},
        "coding": _coding(coding, coded, record, naming),
        "stakes": priced_acts(coding.scenario, coded, known_on(record, coded.as_of), naming),
    }


def _coding(coding: Coding, coded: CodedRecord, record: Record, naming: Naming) -> dict[str, Any]:
    """Every known move with what it counts as, the readings, and what the weighed game starts from."""
    moves = [
        {
            "move": naming.move(entry.move),
            "date": _iso(naming, entry.date),
            "kind": entry.kind,
            "party": naming.party(entry.party),
            "what": naming.prose(entry.what),
            "by": naming.prose(entry.by),
            "coder": naming.prose(entry.coder),
            "reason": naming.prose(entry.reason),
            "note": naming.prose(entry.note),
            "record": naming.prose(record.by_id[entry.move].paraphrase),
        }
        for entry in coded.moves
    ]
    return {
        "moves": moves,
        "uncovered": [naming.move(name) for name in coded.uncovered],
        "start": {} if naming.blind else {path: str(value) for path, value in coding.start.items()},
        "readings": [
            {
                "date": _iso(naming, reading.date),
                "part": naming.parts[reading.sight.part].key,
                "chances": {naming.setting(k): v for k, v in reading.sight.chances.items()},
                "sources": [] if naming.blind else list(reading.sources),
                "coder": naming.prose(reading.coder),
                "reason": naming.prose(reading.reason),
            }
            for reading in coding.readings
        ],
    }
