"""The situations in which a sum of terms can take its extremes, each once.

Between the levels and dates that terms mention a sum is linear in every track, so it is enough to look
at those levels and their neighbours, and at settings only as far as some term tells them apart.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from parley.scenario.parts import ACCORD_SETTINGS, LADDER, Scenario, Track
from parley.scenario.parts.instruments.statements import STATEMENT_SETTINGS
from parley.scenario.parts.table import TALKS, TALKS_SETTINGS
from parley.scenario.parts.tabling import tabled_by, tabled_settings
from parley.scenario.quantities import Term, When

MOST_SITUATIONS = 200_000


@dataclass(frozen=True)
class Situation:
    """Settings and levels of what the terms mention, on a day."""

    settings: Mapping[str, str]
    levels: Mapping[str, int]
    day: date

    def __str__(self) -> str:
        words = [f"{name} {setting}" for name, setting in self.settings.items()]
        words += [f"{name} at {level}" for name, level in self.levels.items()]
        return ", ".join(words)


def situations(scenario: Scenario, terms: Sequence[Term]) -> Iterator[Situation]:
    """Yield every situation these terms tell apart (at most MOST_SITUATIONS of them)."""
    settings = {name: list(_settings(scenario, name, terms)) for name in _mentioned(scenario, terms)}
    levels = {
        track.id: _levels(track, terms)
        for track in scenario.theatre.values()
        if any(_looks_at(term, track.id) for term in terms)
    }
    days = _days(scenario, terms)
    postures, grounds = itertools.product(*settings.values()), itertools.product(*levels.values())
    choices = itertools.product(days, postures, grounds)
    for day, words, numbers in itertools.islice(choices, MOST_SITUATIONS):
        yield Situation(dict(zip(settings, words, strict=True)), dict(zip(levels, numbers, strict=True)), day)


def multiple(term: Term, situation: Situation) -> int:
    """Return how often a term counts in a situation; 0 if it does not."""
    started = term.starts is None or term.starts <= situation.day
    ended = term.ends is not None and term.ends <= situation.day
    if not started or ended or not _holds(term.when, situation):
        return 0
    if term.for_each is None:
        return 1
    level = situation.levels.get(term.for_each.track, 0)
    if term.for_each.above is not None:
        return max(level - term.for_each.above, 0)
    return max((term.for_each.below or 0) - level, 0)


def _holds(when: When, situation: Situation) -> bool:
    return (
        all(situation.settings.get(name) in words for name, words in when.posture.items())
        and all(low <= situation.levels.get(name, low) <= high for name, (low, high) in when.levels.items())
        and all(situation.levels.get(name, levels[0]) in levels for name, levels in when.among.items())
    )


def _mentioned(scenario: Scenario, terms: Iterable[Term]) -> list[str]:
    """Return the levers, conditions and accords that some term depends on, in the scenario's order."""
    used = {name for term in terms for name in term.when.posture}
    parts = (
        *scenario.levers,
        *scenario.conditions,
        *scenario.accords,
        *scenario.events,
        *scenario.statements,
        TALKS,
    )
    parts = (*parts, *(tabled_by(party) for party in (scenario.tabling.by if scenario.tabling else ())))
    return [name for name in parts if name in used]


def _settings(scenario: Scenario, name: str, terms: Sequence[Term]) -> Iterator[str]:
    """Yield one setting of each class that the terms tell apart."""
    known: tuple[str, ...] = ACCORD_SETTINGS
    if name in scenario.levers:
        known = scenario.levers[name].settings
    elif name in scenario.conditions:
        known = LADDER
    elif scenario.tabling and name in map(tabled_by, scenario.tabling.by):
        known = tabled_settings(scenario.plans, name.removeprefix("tabled_"))
    elif name in scenario.statements:
        known = STATEMENT_SETTINGS
    elif name == TALKS:
        known = TALKS_SETTINGS
    elif name in scenario.events:
        known = scenario.events[name].states
    seen: set[tuple[bool, ...]] = set()
    for setting in known:
        told = tuple(setting in term.when.posture[name] for term in terms if name in term.when.posture)
        if told not in seen:
            seen.add(told)
            yield setting


def _looks_at(term: Term, track: str) -> bool:
    counts = term.for_each is not None and term.for_each.track == track
    return counts or track in term.when.levels or track in term.when.among


def _levels(track: Track, terms: Sequence[Term]) -> list[int]:
    """Return the levels at which a sum may bend, without those at which the war is over."""
    lowest = track.lowest + (1 if track.bottom else 0)
    highest = track.highest - (1 if track.top else 0)
    bends = {lowest, highest, track.start}
    for term in terms:
        if track.id in term.when.levels:
            low, high = term.when.levels[track.id]
            bends |= {low - 1, low, high, high + 1}
        for level in term.when.among.get(track.id, ()):
            bends |= {level - 1, level, level + 1}
        if term.for_each is not None and term.for_each.track == track.id:
            bends |= {term.for_each.above, term.for_each.below} - {None}  # type: ignore[arg-type]
    return sorted(level for level in bends if lowest <= level <= highest)


def _days(scenario: Scenario, terms: Sequence[Term]) -> list[date]:
    """Return the first day and every later one on which a term starts or stops counting."""
    stated = {day for term in terms for day in (term.starts, term.ends) if day is not None}
    return [scenario.as_of, *sorted(day for day in stated if scenario.as_of < day < scenario.last_day)]
