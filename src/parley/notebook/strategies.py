"""What parties do and what things are worth to them at any round, situation and belief, by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from parley.compiler import date_of
from parley.dealing.position import Position, position_on
from parley.errors import UsageError
from parley.files import closest_name
from parley.game import NONE, Floats, Structure
from parley.notebook.extended import ByName, stand_at
from parley.outlook.belief_range import Played
from parley.solver import GeneralSolution, Policy, Solution, policy

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

ALL = "all"
ANALYST = "analyst"


@dataclass(frozen=True)
class Standpoint:
    """A round and a situation, and where public evidence stands between the solver's belief nodes.

    `weights` [b] over the nodes sum to one; strategies and worths are read off with them, as play reads them.
    Games of the extended form need none: they are solved where one stands.
    """

    position: Position
    weights: Floats


def standpoint(
    played: Played,
    when: date | None,
    situation: Mapping[str, str],
    belief: float | Mapping[str, float] | None,
    holder: str = ANALYST,
) -> Standpoint:
    """Where a question is asked: the most probable situation on a day, with parts of it set as named.

    `belief` is a holder's probability of the first disposition, or one by name; without it public evidence
    is that expected on the day. Raises UsageError for names there are none of, for beliefs where nobody is
    hidden. In games of the extended form beliefs are by name of a kind, of as many sides as are named.
    """
    if belief is None and holder != ANALYST:
        raise UsageError(f"'{holder}' is named as holder of a belief that is not given: say belief too")
    if not isinstance(situation, Mapping):
        raise UsageError(f"a situation is parts by name, such as {{'truce': 'in_force'}}, not {situation!r}")
    solution = played.solution
    if isinstance(solution, GeneralSolution):
        return Standpoint(stand_at(played, when, situation, belief, holder), np.zeros(0))
    position = position_on(played.scenario, solution, played.course, when, situation)
    nodes = len(solution.log_odds)
    weights = np.zeros(nodes)
    if belief is None:
        weights[position.node] = 1.0
        return Standpoint(position, weights)
    at = _public(solution, belief, holder)
    grid = solution.log_odds
    place = float(np.interp(at, grid, np.arange(nodes)))
    lower = min(int(place), nodes - 2)
    weights[lower], weights[lower + 1] = 1.0 - (place - lower), place - lower
    return Standpoint(position, weights)


def _public(solution: Solution, belief: float | Mapping[str, float], holder: str) -> float:
    """Public log-odds at which a holder believes something; UsageError for what nobody can believe."""
    s, n = solution.game.structure, solution.game.numbers
    if s.hidden == NONE:
        raise UsageError("nothing is hidden in this scenario, so there is nothing to believe")
    first, second = s.dispositions
    if isinstance(belief, Mapping):
        if strange := [name for name in belief if name not in s.dispositions]:
            near = closest_name(strange[0], s.dispositions)
            meant = f"; did you mean '{near}'?" if near else ""
            raise UsageError(f"no disposition is called '{strange[0]}'{meant} ({first}, {second})")
        chance = belief[first] if first in belief else 1.0 - belief[second]
    else:
        chance = belief
    if not 0.0 < chance < 1.0:
        raise UsageError(f"expected a probability of '{first}' between 0 and 1, got {chance:g}")
    holders = {ANALYST: n.analyst_prior} | {
        party: float(n.prior[i]) for i, party in enumerate(s.parties) if i != s.hidden
    }
    if holder not in holders:
        raise UsageError(f"'{holder}' holds no belief here; those who do: {', '.join(holders)}")
    return float(np.log(chance / (1.0 - chance)) - holders[holder])


def strategy_rows(played: Played, at: Standpoint) -> pd.DataFrame:
    """Everything open to anybody: a row for each action and disposition of who takes it.

    `floor` is the chance to have the floor in the round, `chance` that of the action given the floor. In
    games of the extended form there is a `turn` too; each is seen as if those before it passed quietly.
    """
    import pandas as pd

    if isinstance(played.solution, GeneralSolution):
        rows = list(ByName(played, at.position).strategy())
        return pd.DataFrame(rows, columns=["turn", "party", "action", "disposition", "floor", "chance"])
    s, plan, where = played.solution.game.structure, _policy(played, at), at.position.situation
    floor = played.solution.game.numbers.floor[s.floor_of[at.position.round]][:, where]
    rows = []
    for a, action in enumerate(s.actions):
        party = int(s.action_party[a])
        if s.action_next[where, a] == NONE or not floor[party] > 0.0:
            continue
        by_kind = at.weights @ plan.chance[0, :, a, :]
        rows += [
            (s.parties[party], action, kind, float(floor[party]), float(by_kind[h]))
            for h, kind in _kinds(s, party)
        ]
    return pd.DataFrame(rows, columns=["party", "action", "disposition", "floor", "chance"])


def answer_rows(played: Played, at: Standpoint) -> pd.DataFrame:
    """What everybody asked would say, if those asked before accept: a row for each answer and disposition."""
    import pandas as pd

    if isinstance(played.solution, GeneralSolution):
        columns = ["turn", "asking", "action", "answering", "disposition", "says", "chance"]
        return pd.DataFrame(list(ByName(played, at.position).answers()), columns=columns)
    s, plan, where = played.solution.game.structure, _policy(played, at), at.position.situation
    rows = []
    for a, action in enumerate(s.actions):
        j = int(s.action_joint[a])
        if j == NONE or s.action_next[where, a] == NONE:
            continue
        for k, party in enumerate(s.signers[j]):
            if party == NONE:
                continue
            accept, walk = (at.weights @ one[0, :, j, k, :] for one in (plan.accept, plan.walk))
            for h, kind in _kinds(s, int(party)):
                yes, out = float(accept[h]), float(walk[h])
                said = (("accept", yes), ("refuse", max(1.0 - yes - out, 0.0)), ("walk_out", out))
                asked = (s.parties[s.action_party[a]], action, s.parties[int(party)], kind)
                rows += [(*asked, word, chance) for word, chance in said]
    return pd.DataFrame(rows, columns=["asking", "action", "answering", "disposition", "says", "chance"])


def worth_rows(played: Played, at: Standpoint) -> pd.DataFrame:
    """What going on is worth to every party as the round begins, in points: a row for each disposition.

    In games of the extended form dispositions are a party's own, and it weighs the others as it believes.
    """
    import pandas as pd

    if isinstance(played.solution, GeneralSolution):
        worths = list(ByName(played, at.position).worths())
        return pd.DataFrame(worths, columns=["party", "disposition", "worth"])
    solution, s = played.solution, played.solution.game.structure
    worths = solution.values[at.position.round, at.position.situation]
    rows = [
        (party, kind, float(at.weights @ worths[:, i, h]))
        for i, party in enumerate(s.parties)
        for h, kind in _all_kinds(s)
    ]
    return pd.DataFrame(rows, columns=["party", "disposition", "worth"])


def value_function(played: Played, when: date | None) -> xr.DataArray:
    """Worths in every situation and at every belief node as the round of a day begins, in points.

    Dimensions: `situation` (with a coordinate for each track, lever, condition and accord), `node` (with
    the analyst's probability of the first disposition as `belief`), `party`, `disposition`.
    """
    import xarray as xr

    solution, s = played.solution, played.solution.game.structure
    t = 0 if when is None else position_on(played.scenario, solution, played.course, when).round
    parts = (*s.tracks, *s.posture)
    places = np.unravel_index(np.arange(s.situations), [len(part.settings) for part in parts] or [1])
    coords: dict[str, object] = {
        "party": list(s.parties),
        "disposition": [kind for _, kind in _all_kinds(s)],
        **{
            part.name: ("situation", np.array(part.settings)[at])
            for part, at in zip(parts, places, strict=False)
        },
    }
    if s.hidden != NONE and s.general is None:
        odds = solution.log_odds + solution.game.numbers.analyst_prior
        coords["belief"] = ("node", 1.0 / (1.0 + np.exp(-odds)))
    return xr.DataArray(
        np.array(solution.values[t]),
        dims=("situation", "node", "party", "disposition"),
        coords=coords,
        name="worth",
        attrs={"units": "points", "date": date_of(played.scenario, t).isoformat()},
    )


def _policy(played: Played, at: Standpoint) -> Policy:
    return policy(played.solution, at.position.round, np.array([at.position.situation]))


def _kinds(s: Structure, party: int) -> list[tuple[int, str]]:
    """The dispositions a party's own choice may differ by; one row for a party that hides nothing."""
    hides = party == s.hidden or s.general is not None
    return _all_kinds(s) if hides else [(0, ALL)]


def _all_kinds(s: Structure) -> list[tuple[int, str]]:
    return list(enumerate(s.dispositions)) or [(0, ALL)]
