"""What to watch, each with the date by which it tells."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parley.files.articles import agreeing
from parley.game.names import Action, ActionKind
from parley.report.phrases import OF_PLANS
from parley.report.reading import Reading
from parley.report.wording import Wording

MOST = 3
FREQUENT = 0.1
"""An act expected less often than this, under every kind, is not worth watching for."""
TELLING = math.log(2)
"""An act tells where it is at least twice as frequent under one kind as under another."""


@dataclass(frozen=True)
class _Sign:
    """An act that tells: who, what, how often under which kind, by which round."""

    party: str
    act: Action
    often: float
    seldom: float
    kind: str
    other: str
    round: int

    @property
    def tells(self) -> float:
        """How much it tells, counting how often it is seen."""
        return (self.often - self.seldom) * math.log(self.often / max(self.seldom, 1e-3))


def watch(reading: Reading, wording: Wording) -> tuple[str, ...]:
    """At most three things to watch, earliest first: dated events, an act that tells, a date that matters."""
    found = [*_events(reading, wording), *_acts(reading, wording), *_dates(reading, wording)]
    return tuple(said for _, said in sorted(found[:MOST], key=lambda one: one[0]))


def _events(reading: Reading, wording: Wording) -> Iterator[tuple[int, str]]:
    """What happens on a stated day, as the scenario has it."""
    if reading.scenario is None:
        return
    for event in reading.scenario.events.values():
        dated = sorted(
            (one.on, one.state)
            for one in event.becomes
            if one.on is not None and reading.as_of <= one.on <= reading.horizon
        )
        for day, state in dated[:1]:
            named, turned = wording.quoted(event.name), wording.quoted(reading.setting(state))
            yield (
                reading.round_at(day),
                wording.say("watch.event", day=wording.day(day), event=named, state=turned),
            )


def _acts(reading: Reading, wording: Wording) -> Iterator[tuple[int, str]]:
    """The act of the hidden party that tells most about its kind."""
    signs = list(_signs(reading))
    if not signs:
        return
    most = max(signs, key=lambda sign: sign.tells)
    what = reading.plan(most.act.subject) if most.act.kind in OF_PLANS else reading.part(most.act.subject)
    setting = wording.quoted(reading.setting(most.act.setting))
    deed = wording.say(f"deed.{most.act.kind.value}", what=wording.quoted(what), setting=setting)
    yield (
        most.round,
        wording.say(
            "watch.act",
            day=wording.day(reading.dates[most.round]),
            party=wording.party(most.party, reading),
            deed=agreeing(deed, wording.language == "en" and reading.party_plural(most.party)),
            often=wording.number(most.often, 1),
            seldom=wording.number(most.seldom, 1),
            kind=wording.quoted(reading.disposition(most.kind)),
            other=wording.quoted(reading.disposition(most.other)),
        ),
    )


def _signs(reading: Reading) -> Iterator[_Sign]:
    """Acts of a party that hides its kind, far more frequent under one of its kinds than under another."""
    for party, acts in reading.outlook.actions.items():
        kinds = reading.own_kinds(party)
        for name, expected in acts.items():
            times = {kind: sum(expected.by_disposition.get(kind, ())) for kind in kinds}
            if not times or name.kind is ActionKind.HOLD:
                continue
            kind, other = max(times, key=lambda k: times[k]), min(times, key=lambda k: times[k])
            often, seldom = times[kind], times[other]
            if often < FREQUENT or math.log(often / max(seldom, 1e-3)) < TELLING:
                continue
            yield _Sign(party, name, often, seldom, kind, other, _half_seen(expected.by_disposition[kind]))


def _half_seen(path: Sequence[float]) -> int:
    """The start of the round by which half of what is expected has come."""
    passed = itertools.accumulate(path)
    return next(t for t, so_far in enumerate(passed) if so_far >= sum(path) / 2 - 1e-12) + 1


def _dates(reading: Reading, wording: Wording) -> Iterator[tuple[int, str]]:
    """When room for a deal opens."""
    empty = reading.outlook.bargaining_range.empty
    opens = next((t for t, chance in enumerate(empty) if chance < 0.5), None)
    if opens:
        yield opens, wording.say("watch.room", day=wording.day(reading.dates[opens]))
