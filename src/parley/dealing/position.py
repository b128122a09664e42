"""Where a question is asked: a round, a situation, and the public evidence about the hidden party."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from parley.compiler import date_of
from parley.errors import UsageError
from parley.files import closest_name
from parley.game import NONE, Floats, Structure
from parley.scenario.parts import Scenario
from parley.solver import Course, GeneralSolution, Solution, analyst_prior


@dataclass(frozen=True)
class Position:
    """A round and a situation, and a belief node: `log_odds` is what the public has seen so far.

    `settings` maps every part of the situation (tracks, levers, conditions, accords) to where it stands.
    Where several log-odds tell of what is hidden they are `evidence` [d], and `log_odds` is the first.
    """

    round: int
    situation: int
    node: int
    log_odds: float
    day: date
    settings: Mapping[str, str]
    evidence: Floats = field(default_factory=lambda: np.zeros(0))


def beginning(scenario: Scenario, solution: Solution) -> Position:
    """The first day: the situation of the scenario, nothing seen yet."""
    s = solution.game.structure
    return _position(scenario, solution, 0, s.start, _no_news(solution))


def position_on(
    scenario: Scenario,
    solution: Solution,
    course: Course,
    day: date | None = None,
    given: Mapping[str, str] | None = None,
) -> Position:
    """The most probable situation on a day if no ending is reached before, with parts set as `given`.

    Public evidence is that expected on the day, at the nearest belief node; on the first day nothing has been
    seen. Raises UsageError for a day outside the scenario, an unknown part or setting, or a collapse.
    """
    s = solution.game.structure
    t = 0 if day is None else _round_of(scenario, day)
    prior = analyst_prior(solution)
    situation, node = s.start, _no_news(solution)
    if t > 0:
        chance = course.situation[t] @ prior
        if chance.sum() <= 1e-12:
            raise UsageError(f"by {day} an ending has been reached for sure; ask about an earlier day")
        situation = int(np.argmax(chance))
        weight = course.belief[t] @ prior
        node = _nearest(solution, weight @ course.log_odds / weight.sum())
    for part, setting in (given or {}).items():
        situation = _moved(s, situation, part, setting)
    if s.collapse[situation // s.postures] != NONE:
        raise UsageError("in the situation asked about a side has collapsed; nothing is left to negotiate")
    return _position(scenario, solution, t, situation, node)


def _position(scenario: Scenario, solution: Solution, t: int, situation: int, node: int) -> Position:
    s = solution.game.structure
    if isinstance(solution, GeneralSolution):
        evidence = solution.form.beliefs.log_odds[node]
    else:
        evidence = solution.log_odds[node : node + 1]
    log_odds = float(evidence[0]) if len(evidence) else 0.0
    day = date_of(scenario, t)
    return Position(t, situation, node, log_odds, day, settings_at(s, situation), evidence)


def _no_news(solution: Solution) -> int:
    """The belief node nearest to having seen nothing."""
    return _nearest(solution, np.zeros(solution.log_odds.shape[1:]))


def _nearest(solution: Solution, evidence: Floats) -> int:
    """The belief node nearest to some public log-odds."""
    apart = np.abs(solution.log_odds - evidence)
    return int(np.argmin(apart if apart.ndim == 1 else apart.sum(axis=1)))


def settings_at(structure: Structure, situation: int) -> dict[str, str]:
    """Where every part of a situation stands."""
    parts = (*structure.tracks, *structure.posture)
    places = np.unravel_index(situation, [len(p.settings) for p in parts] or [1])
    return {part.name: part.settings[int(at)] for part, at in zip(parts, places, strict=False)}


def _moved(structure: Structure, situation: int, part: str, setting: str) -> int:
    parts = (*structure.tracks, *structure.posture)
    names = [p.name for p in parts]
    if part not in names:
        raise UsageError(f"no track, lever, condition or accord called '{part}'{_near(part, names)}")
    k = names.index(part)
    if setting not in parts[k].settings:
        listed = ", ".join(parts[k].settings)
        raise UsageError(f"{part} has no setting '{setting}'{_near(setting, parts[k].settings)} ({listed})")
    shape = [len(p.settings) for p in parts]
    places = [int(at) for at in np.unravel_index(situation, shape)]
    places[k] = parts[k].settings.index(setting)
    return int(np.ravel_multi_index(places, shape))


def _near(word: str, names: object) -> str:
    near = closest_name(word, list(names))  # type: ignore[call-overload]
    return f"; did you mean '{near}'?" if near else ""


def _round_of(scenario: Scenario, day: date) -> int:
    last = date_of(scenario, scenario.rounds) - timedelta(days=1)
    if not scenario.as_of <= day <= last:
        raise UsageError(f"{day} is outside the scenario, which goes from {scenario.as_of} to {last}")
    return min(scenario.pace.round_of((day - scenario.as_of).days), scenario.rounds - 1)
