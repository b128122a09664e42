"""Room for a deal, who gains by waiting, and who believes what, on the front page."""

from __future__ import annotations

from collections.abc import Sequence

from parley.dealing import Deal, DealTable, Stance
from parley.outlook import HiddenSide
from parley.report.front.expected import AS_GOOD_AS_KEPT, RARE
from parley.report.reading import Reading
from parley.report.wording import Wording

SLIGHT = 0.5
"""Below this a worth is not worth a word: half a point of a hundred."""
DISPUTED = 0.1
MOST_NAMED = 2
MOST_PLANS = 30
"""More packages than this are divisions of a pie, not plans somebody named."""


def room(reading: Reading, deals: DealTable | None, wording: Wording) -> tuple[str, ...]:
    """Whether there is a package everybody prefers to going on now, which, and who stands in the way."""
    said = []
    empty = reading.outlook.bargaining_range.empty
    if empty and RARE <= empty[0] <= AS_GOOD_AS_KEPT:
        day = wording.day(reading.as_of)
        said.append(wording.judgement(1 - empty[0], "that.room", day=day))
    if deals is None or not deals.deals:
        return tuple(said)
    ready = deals.in_range_by_kind()
    for under, found in ready.items():
        if not under or all(all(deal.in_range.values()) for deal in found):
            return (wording.say("room.all", plans=_plans([deal.name for deal in found], wording)),)
    for under, found in list(ready.items())[:MOST_NAMED]:
        said.append(
            wording.say(
                "room.kind" if len(ready) == 1 else "room.kinds",
                conditions=wording.listing(
                    [_condition(reading, side, kinds, wording) for side, kinds in under]
                ),
                plans=_plans([deal.name for deal in found], wording),
            )
        )
    return tuple(said) if ready else (wording.say("room.none"), _blocked(reading, deals, wording))


def _condition(reading: Reading, side: str, kinds: Sequence[str], wording: Wording) -> str:
    """That a hidden side is of one of some kinds."""
    known = reading.outlook.sides.get(side)
    of_party = side in reading.outlook.parties
    name = wording.party(side, reading) if of_party else wording.quoted(known.name if known else side)
    named = [wording.quoted(reading.kind_of(side, kind)) for kind in kinds]
    is_ = wording.say(f"verb.is.{'other' if of_party and reading.party_plural(side) else 'one'}")
    return wording.say("room.condition", **{"party": name, "is": is_, "kind": wording.either(named)})


def _plans(names: list[str], wording: Wording) -> str:
    if len(names) > MOST_NAMED + 1:
        return wording.count("package", len(names))
    return wording.listing([wording.quoted(name) for name in names])


def _blocked(reading: Reading, deals: DealTable, wording: Wording) -> str:
    """The package whose most unwilling signatory is least so, and who would rather go on."""

    def worst(deal: Deal) -> float:
        return min(stance.gain for stance in deal.stances)

    nearest = max(deals.deals, key=worst)
    who = [_blocker(reading, stance, wording) for stance in nearest.blockers[:MOST_NAMED]]
    return wording.say("room.blocked", plan=wording.quoted(nearest.name), parties=wording.listing(who))


def _blocker(reading: Reading, stance: Stance, wording: Wording) -> str:
    party, points = wording.party(stance.party, reading), wording.points(-stance.gain)
    if stance.disposition is None:
        return wording.say("room.blocker", party=party, points=points)
    kind = wording.quoted(reading.disposition(stance.disposition))
    return wording.say("room.blocker_kind", party=party, kind=kind, points=points)


def waiting(reading: Reading, wording: Wording) -> tuple[str, ...]:
    """Who gains and who loses by waiting, at the first date at which a package could be had at all."""
    gains = reading.outlook.gain_over_best
    rounds = range(len(reading.dates) - 1)
    first = next((t for t in rounds if any(path[t] is not None for path in gains.values())), None)
    if first is None:
        return (wording.say("waiting.never"),) if gains else ()
    when = wording.day(reading.dates[first])
    now = [
        (wording.party(party, reading), gain)
        for party, path in gains.items()
        if (gain := path[first]) is not None
    ]
    pays = [_item(name, gain, wording) for name, gain in now if gain >= SLIGHT]
    costs = [_item(name, -gain, wording) for name, gain in now if gain <= -SLIGHT]
    even = [name for name, gain in now if abs(gain) < SLIGHT]
    clauses = [
        wording.say(f"waiting.{key}", who=wording.listing(who))
        for key, who in (("pays", pays), ("costs", costs), ("even", even))
        if who
    ]
    sentence = wording.say("waiting.sentence", day=when, clauses=", ".join(clauses))
    return (wording.say("waiting.before", day=when), sentence) if first else (sentence,)


def _item(name: str, points: float, wording: Wording) -> str:
    return wording.say("waiting.item", party=name, points=wording.points(points))


def beliefs(reading: Reading, wording: Wording) -> tuple[str, ...]:
    """How differently the parties read each hidden side; nothing where they hardly differ."""
    return tuple(said for side in reading.sides for said in _disputed(reading, side, wording))


def _disputed(reading: Reading, side: HiddenSide, wording: Wording) -> tuple[str, ...]:
    kind = next(iter(side.kinds))
    first = {holder: paths[kind][0] for holder, paths in reading.outlook.beliefs.items() if kind in paths}
    held = sorted((p, wording.party(who, reading)) for who, p in first.items() if who != "analyst")
    if not held or held[-1][0] - held[0][0] < DISPUTED:
        return ()
    (low, doubter), (high, believer) = held[0], held[-1]
    named = wording.quoted(side.name) if side.party is None else wording.party(side.party, reading)
    said = wording.say(
        "beliefs.dispute",
        party=named,
        kind=wording.quoted(reading.disposition(kind)),
        low=wording.percent(low),
        doubter=doubter,
        high=wording.percent(high),
        believer=believer,
    )
    if "analyst" not in first:
        return (said,)
    return said, wording.say("beliefs.analyst", percent=wording.percent(first["analyst"]))
