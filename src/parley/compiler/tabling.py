"""Offers on the table: where a refused one leads, what it costs to offer less, and when it is gone again."""

from __future__ import annotations

import numpy as np

from parley.compiler.actions import Actions
from parley.compiler.events import falls_in
from parley.compiler.ground import Ground
from parley.compiler.packages import Packages
from parley.game import NONE, Floats, Ints, Stretched, constant
from parley.game.names import ActionKind
from parley.scenario.parts import Scenario
from parley.scenario.parts.table import TALKS, TALKS_SETTINGS
from parley.scenario.parts.tabling import tabled_by, tabled_settings

WORSE = 1e-9


def action_refused(ground: Ground, actions: Actions) -> Ints | None:
    """Where a refusal leads, [s, a]: a settlement refused may break off the talks, or lie on the table."""
    talks, tabling = ground.scenario.talks, ground.scenario.tabling
    shuts = talks is not None and talks.refusals
    if not shuts and tabling is None:
        return None
    plans, parties = ground.scenario.plans, list(ground.scenario.parties)
    result = []
    for a, x in enumerate(actions.package):
        there = actions.postures
        if x != NONE and shuts:
            there = there + _put(ground, TALKS, TALKS_SETTINGS.index("broken_off"))
        by = parties[actions.party[a]]
        if x != NONE and tabling and by in tabling.by and actions.names[a].kind is ActionKind.OFFER:
            setting = tabled_settings(plans, by)
            plan = list(plans)[x]
            if plan in setting:
                there = there + _put(ground, tabled_by(by), setting.index(plan))
        result.append(there)
    return np.stack(result, axis=1).astype(np.int64)


def _put(ground: Ground, part: str, index: int) -> Ints:
    """The step in the flat index that puts a part of the posture at a setting, [s]."""
    return np.asarray((index - ground.setting[part]) * ground.stride[part])


def retreat_costs(ground: Ground, actions: Actions, packages: Packages) -> Stretched[np.float64] | None:
    """Costs of acts by situation, [n, i, h, s, a]: whoever offers another less than it tabled retreats."""
    tabling, plans = ground.scenario.tabling, list(ground.scenario.plans.values())
    if tabling is None or not any(number.value for number in tabling.retreat.numbers):
        return None
    plain = actions.payments("cost")
    costs = np.repeat(plain[:, :, None, :], ground.situations, axis=2)
    parties = list(ground.scenario.parties)
    price = ground.by_profile(tabling.retreat)
    worth: Floats = packages.worth[..., actions.postures]
    for a, name in enumerate(actions.names):
        by = parties[actions.party[a]]
        if name.kind is not ActionKind.OFFER or by not in tabling.by:
            continue
        y = actions.package[a]
        for index, tabled in enumerate(tabled_settings(ground.scenario.plans, by)):
            lying = ground.setting[tabled_by(by)] == index
            if index == 0 or not lying.any():
                continue
            x = [plan.id for plan in plans].index(tabled)
            others = [parties.index(one) for one in plans[y].signatories if one != by]
            less = (worth[others][:, :, y] < worth[others][:, :, x] - WORSE).any(axis=0) & lying
            costs[actions.party[a], :, :, a] -= price[:, None] * less
    return constant(costs, ground.scenario.rounds)


def lapsing(scenario: Scenario) -> tuple[str, ...]:
    """The parties whose offers do not lie on the table for good."""
    tabling = scenario.tabling
    if tabling is None:
        return ()
    dated = any(plan.ends for plan in scenario.plans.values())
    return tabling.by if tabling.stands_for or dated else ()


def leaving_the_table(
    ground: Ground, party: str, representatives: tuple[int, ...]
) -> list[tuple[int | Ints, Floats]]:
    """The moves of what a party has tabled: a step in the flat index by situation, and a chance [n, h, s].

    It is withdrawn after `stands_for` on average, and lapses on the day from which its plan can be offered
    no more.
    """
    scenario, name = ground.scenario, tabled_by(party)
    lying, settings = ground.setting[name], tabled_settings(scenario.plans, party)
    stands_for = scenario.tabling.stands_for if scenario.tabling else None
    rows = []
    for t in representatives:
        rate = min(1.0, scenario.pace.length(t) / stands_for.value) if stands_for else 0.0
        gone = [plan.id for plan in scenario.plans.values() if falls_in(scenario, plan.ends, t)]
        lapsed = np.isin(lying, [settings.index(plan) for plan in gone if plan in settings])
        rows.append(np.where(lapsed, 1.0, rate * (lying > 0)))
    shape = (len(representatives), ground.dispositions, ground.situations)
    withdrawn = np.broadcast_to(np.array(rows)[:, None, :], shape)
    return [(0, 1.0 - withdrawn), (-lying * ground.stride[name], withdrawn)]
