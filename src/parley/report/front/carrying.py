"""Which assumption carries the answer, and what would change it, on the front page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parley.game.names import Ending, EndingKind
from parley.outlook import HiddenSide
from parley.report.context import Found
from parley.report.front.expected import ending_key, going_on, settled_by
from parley.report.reading import Reading
from parley.report.wording import Wording

if TYPE_CHECKING:
    from parley.sensitivity.influence import Influence
    from parley.sensitivity.tipping import Along
    from parley.sensitivity.what_if import WhatIfs

APART = 0.1
"""Chances less far apart by kind do not carry the answer."""
TOLD = 0.01
"""A change of less than a percentage point is none to tell."""
MOST_WHAT_IFS = 2
STILL_OPEN = 0.02


def carries(reading: Reading, found: Found, wording: Wording) -> tuple[str, ...]:
    """The hidden kind the answer turns on, and the stated number that carries it furthest."""
    said = []
    turns = turning(reading)
    if turns is not None and turns.apart >= APART:
        kinds = [
            wording.say(
                "carries.kind_item", percent=wording.percent(chance), kind=_kind(reading, kind, wording)
            )
            for kind, chance in turns.settled.items()
        ]
        side = turns.side
        named = wording.quoted(side.name) if side.party is None else wording.party(side.party, reading)
        weights = [wording.percent(weight) for weight in turns.weights]
        day = wording.day(reading.horizon)
        said.append(wording.say("carries.kind", side=named, day=day, list=wording.listing(kinds)))
        if weights:
            said.append(wording.say("carries.weights", weights=wording.listing(weights)))
    if found.influence is not None:
        said += _number(reading, found.influence, wording)
    return tuple(said)


@dataclass(frozen=True)
class Turning:
    """A hidden side, the chance of a settlement under each of its kinds, and the analyst's weights."""

    side: HiddenSide
    settled: Mapping[str, float]
    weights: tuple[float, ...]

    @property
    def apart(self) -> float:
        """How far the chances lie apart."""
        return max(self.settled.values()) - min(self.settled.values())


def turning(reading: Reading) -> Turning | None:
    """The hidden side whose kinds move the chance of a settlement furthest; None where nothing is hidden."""
    given, analyst = reading.outlook.given, reading.outlook.beliefs.get("analyst", {})
    found = []
    for side in reading.sides:
        settled = {
            kind: sum(path[-1] for name, path in given[kind].endings.items() if name.settles)
            for kind in side.kinds
            if kind in given
        }
        weights = tuple(analyst[kind][0] for kind in settled if kind in analyst)
        if len(settled) > 1:
            found.append(Turning(side, settled, weights if len(weights) == len(settled) else ()))
    return max(found, key=lambda one: one.apart, default=None)


def _kind(reading: Reading, kind: str, wording: Wording) -> str:
    return wording.quoted(reading.disposition(kind))


def _number(reading: Reading, influence: Influence, wording: Wording) -> list[str]:
    outcomes = [one for one in influence.outcomes if one.name == EndingKind.SETTLEMENT]
    if not outcomes or not outcomes[0].numbers or outcomes[0].numbers[0].size < TOLD:
        return []
    from parley.report.sensitivity.number_names import number_name

    most = outcomes[0].numbers[0]
    name = wording.quoted(number_name(reading, most.path))
    return [wording.say("carries.number", name=name, points=wording.number(100 * most.size))]


def changes(reading: Reading, found: Found, wording: Wording) -> tuple[str, ...]:
    """What would move the chance of a settlement most: what-ifs, a tipping point, the ranges, time."""
    said: list[str] = []
    if found.what_ifs is not None:
        said += _what_ifs(reading, found.what_ifs, wording)
    if found.along is not None:
        said += _tips(reading, found.along, wording)
    return (*said, *_time(reading, wording))


def _what_ifs(reading: Reading, found: WhatIfs, wording: Wording) -> list[str]:
    stated = found.stated.settled
    ranked = sorted(found.what_ifs, key=lambda one: -abs(one.settled - stated))
    return [
        wording.say(
            "change.what_if",
            name=wording.quoted(one.note.rstrip(".") or one.name.replace("_", " ")),
            day=wording.day(one.horizon),
            changed=wording.percent(one.settled),
            stated=wording.percent(stated),
        )
        for one in ranked[:MOST_WHAT_IFS]
        if abs(one.settled - stated) >= TOLD
    ]


def _tips(reading: Reading, found: Along, wording: Wording) -> list[str]:
    from parley.report.sensitivity.number_names import number_name, value_words
    from parley.sensitivity.tipping import Tipping

    leading = [one for one in found.tipping_points if one.kind is Tipping.LEADING_ENDING]
    if not leading:
        return []
    nearest = min(leading, key=lambda one: abs(one.low - found.stated))
    above = nearest.low >= found.stated
    before, after = (nearest.before, nearest.after) if above else (nearest.after, nearest.before)
    edge = nearest.high if above else nearest.low
    return [
        wording.say(
            "change.tips",
            name=wording.quoted(number_name(reading, found.path)),
            value=value_words(edge, found.path, found.unit, found.per_days),
            stated=value_words(found.stated, found.path, found.unit, found.per_days),
            before=_outcomes(reading, before, wording),
            after=_outcomes(reading, after, wording),
        )
    ]


def _outcomes(reading: Reading, names: Sequence[str], wording: Wording) -> str:
    """Endings by the words a sentence has for them."""
    said = []
    for name in names:
        ending = Ending(name)
        if ending.settles:
            said.append(wording.say("within.on", plan=wording.quoted(reading.plan(ending.about))))
        else:
            key, words = ending_key(reading, ending, wording)
            said.append(wording.say(f"since.{key}", **words))
    return wording.listing(said)


def _time(reading: Reading, wording: Wording) -> list[str]:
    """What is left of the chance of a settlement if none has come by a date that matters."""
    settled, still = settled_by(reading), reading.outlook.still_fighting
    if settled[-1] < TOLD:
        return []
    open_ = [t for t in reading.shown_rounds[:-1] if still[t] >= STILL_OPEN]
    if not open_:
        return []
    # The date at which waiting has moved the chance furthest tells most.
    later = {t: (settled[-1] - settled[t]) / still[t] for t in open_}
    told = max(open_, key=lambda t: abs(later[t] - settled[-1]))
    if abs(later[told] - settled[-1]) < TOLD:
        return []
    way = "falls" if later[told] < settled[-1] else "rises"
    return [
        wording.say(
            f"change.{way}.{going_on(reading)}",
            when=wording.day(reading.dates[told]),
            still=wording.percent(still[told]),
            day=wording.day(reading.horizon),
            chance=wording.percent(later[told]),
        )
    ]
