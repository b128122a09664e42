"""What a scenario states beyond a plain game: turns, offers that cost, values that depend on the situation.

Everything here is None where nothing of its kind is stated, so that a plain scenario makes a plain game.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import fields

import numpy as np

from parley.compiler.actions import Actions
from parley.compiler.calendar import Dated, is_active, stretches
from parley.compiler.collapses import collapse_worth, collapses
from parley.compiler.ground import Ground
from parley.compiler.packages import Packages, value_terms, values_by_situation
from parley.compiler.tabling import action_refused, retreat_costs
from parley.game import NONE, Flags, Floats, GeneralNumbers, GeneralStructure, Hidden, Ints, Stretched
from parley.game.names import ActionKind
from parley.scenario.parts import Floor, Scenario, Side
from parley.scenario.quantities import Terms

ACT_OF = {
    ActionKind.OFFER: "plans",
    ActionKind.TAKE: "plans",
    ActionKind.TURN_DOWN: "plans",
    ActionKind.PROPOSE: "accords",
    ActionKind.LEAVE: "leave",
    ActionKind.DEMAND: "conditions",
    ActionKind.REBUFF: "conditions",
    ActionKind.CONCEDE: "conditions",
    ActionKind.WITHDRAW: "conditions",
    ActionKind.BARGAIN: "bargains",
    ActionKind.SET: "levers",
    ActionKind.GESTURE: "gestures",
    ActionKind.PAY: "transfers",
    ActionKind.STATE: "statements",
    ActionKind.BREAK_OFF: "talks",
    ActionKind.REOPEN: "talks",
    ActionKind.QUIT: "quit",
}
"""The kind of act that each action belongs to, as a turn names it."""


def extend_structure(ground: Ground, actions: Actions) -> GeneralStructure | None:
    """The shape of the game beyond that of a plain one; None where it has none."""
    scenario = ground.scenario
    turns = tuple(scenario.turns) or ("round",)
    made = GeneralStructure(
        turns=turns,
        hidden=None if is_quick(scenario) else _hidden(scenario),
        action_turn=_action_turn(scenario, actions) if scenario.turns else None,
        action_next=_action_next(ground, actions),
        action_refused=action_refused(ground, actions),
        together=_together(actions),
        agree=_agree(actions),
        action_ending=_action_ending(scenario, actions),
        action_outside=_action_outside(scenario, actions),
    )
    stated = any(getattr(made, field.name) is not None for field in fields(made) if field.name != "turns")
    return made if stated else None


def is_quick(scenario: Scenario) -> bool:
    """Whether what is hidden is at most one party with two dispositions, which has a way of its own."""
    sides = scenario.sides
    return not sides or (len(sides) == 1 and bool(sides[0].party) and len(sides[0].kinds) == 2)


def _hidden(scenario: Scenario) -> tuple[Hidden, ...]:
    """The hidden sides, each on the stated grid."""
    parties, grid = list(scenario.parties), scenario.belief_grid
    return tuple(
        Hidden(
            side.id,
            parties.index(side.party) if side.party else NONE,
            tuple(kind.id for kind in side.kinds),
            grid.nodes_for(side.id),
            grid.limit,
            grid.play_parts,
        )
        for side in scenario.sides
    )


def _weights(side: Side) -> list[float]:
    return [kind.weight.value for kind in side.kinds]


def _log_weights(weights: Sequence[float]) -> Floats:
    """Log-weights of kinds; one that is ruled out is held at a factor of e^-30 of the likeliest."""
    largest = max(weights)
    return np.log([max(weight, largest * math.exp(-30.0)) for weight in weights])


def _priors(scenario: Scenario) -> tuple[Floats, ...]:
    """Every party's log-weights of the kinds of each hidden side, [i, k]; of its own the analyst's."""
    return tuple(
        np.stack(
            [
                _log_weights([n.value for n in party.beliefs[side.id].values()] or _weights(side))
                if side.id in party.beliefs
                else _log_weights(_weights(side))
                for party in scenario.parties.values()
            ]
        )
        for side in scenario.sides
    )


def _action_turn(scenario: Scenario, actions: Actions) -> Flags:
    """What can be done in each turn, shape [u, a]."""
    result = np.zeros((len(scenario.turns), len(actions.names)), dtype=np.bool_)
    for u, turn in enumerate(scenario.turns.values()):
        for a, name in enumerate(actions.names):
            if name.kind is ActionKind.HOLD:
                result[u, a] = turn.holding
            else:
                result[u, a] = not turn.acts or ACT_OF[name.kind] in turn.acts
    return result


def _action_next(ground: Ground, actions: Actions) -> Stretched[np.int64] | None:
    """Where actions lead by date, [n, s, a]; None where no date is stated."""
    if not any(window.starts or window.ends for window in actions.window):
        return None
    of, representatives = stretches(ground.scenario, actions.window)
    always = np.stack(actions.next_posture, axis=1).astype(np.int64)
    rows = np.repeat(always[None], len(representatives), axis=0)
    for n, t in enumerate(representatives):
        for a, window in enumerate(actions.window):
            if not is_active(ground.scenario, window, t):
                rows[n, :, a] = NONE
    return Stretched(of, rows)


def _joint(actions: Actions) -> list[int]:
    return [a for a, signers in enumerate(actions.signers) if signers]


def _together(actions: Actions) -> Flags | None:
    """Which joint actions are answered by all at once, [j]."""
    joint = _joint(actions)
    marks = np.array([actions.together[a] and len(actions.signers[a]) > 1 for a in joint], dtype=np.bool_)
    return marks if marks.any() else None


def _agree(actions: Actions) -> Ints | None:
    """How many consents a joint action needs, [j]."""
    joint = _joint(actions)
    if all(actions.needed[a] == len(actions.signers[a]) for a in joint):
        return None
    return np.array([actions.needed[a] for a in joint], dtype=np.int64)


def _action_ending(scenario: Scenario, actions: Actions) -> Ints | None:
    """The ending an action leads to, [a]: who walks out with the floor breaks the talks for good."""
    if not scenario.quit_worth:
        return None
    quits = [name.kind is ActionKind.QUIT for name in actions.names]
    return np.where(quits, len(scenario.plans), NONE).astype(np.int64)


def _action_outside(scenario: Scenario, actions: Actions) -> Ints | None:
    """Which of the outside worths an action that ends the war has, [a]."""
    if not scenario.quit_worth:
        return None
    order = [list(scenario.parties).index(walker) for walker in scenario.quit_worth]
    of = [
        order.index(party) if name.kind is ActionKind.QUIT else NONE
        for name, party in zip(actions.names, actions.party, strict=True)
    ]
    return np.array(of, dtype=np.int64)


def _outside(ground: Ground) -> Stretched[np.float64] | None:
    """What walking out with the floor is worth, [n, o, i, h, s]."""
    scenario = ground.scenario
    if not scenario.quit_worth:
        return None
    every = [[worth.get(p, ()) for p in scenario.parties] for worth in scenario.quit_worth.values()]
    of, representatives = stretches(scenario, [term for worths in every for one in worths for term in one])
    rows = [[[ground.worth(w, t) for w in worths] for worths in every] for t in representatives]
    return Stretched(of, np.array(rows))


def extend_numbers(ground: Ground, actions: Actions, packages: Packages) -> GeneralNumbers | None:
    """The numbers of the game beyond those of a plain one; None where it has none."""
    scenario = ground.scenario
    values = values_by_situation(ground)
    quick = is_quick(scenario)
    made = GeneralNumbers(
        prior=None if quick else _priors(scenario),
        analyst_prior=None if quick else tuple(_log_weights(_weights(side)) for side in scenario.sides),
        floor=_floor(ground) if scenario.turns else None,
        package_worth=values,
        bonus=_bonus(ground),
        balance=_balance(ground),
        action_cost=retreat_costs(ground, actions, packages),
        refused_cost=actions.payments("refused") if any(actions.refused) else None,
        ratified=_ratified(ground, actions),
        unratified_cost=actions.payments("unratified") if any(actions.unratified) else None,
        breakdown=by_date(ground, [scenario.breakdown_worth.get(party, ()) for party in scenario.parties]),
        collapse=_collapse(ground, values, packages),
        walk_out=_walk_out(ground),
        outside=_outside(ground),
    )
    stated = any(getattr(made, field.name) is not None for field in fields(made))
    return made if stated else None


def _floor(ground: Ground) -> Stretched[np.float64]:
    """Chances of the floor in each turn, [n, u, i, s]."""
    scenario = ground.scenario
    by_turn = [floor_stretches(scenario, floor) for floor in scenario.floors]
    seen: dict[tuple[int, ...], int] = {}
    of = np.zeros(scenario.rounds, dtype=np.int64)
    for t in range(scenario.rounds):
        of[t] = seen.setdefault(tuple(int(index[t]) for index, _ in by_turn), len(seen))
    rows = [
        [
            floor_chances(ground, floor, representatives[n])
            for n, floor, (_, representatives) in zip(chosen, scenario.floors, by_turn, strict=True)
        ]
        for chosen in seen
    ]
    return Stretched(of, np.array(rows))


def floor_stretches(scenario: Scenario, floor: Floor) -> tuple[Ints, tuple[int, ...]]:
    """Stretches of rounds with the same chances of the floor; an alternation repeats with its length."""
    if floor.alternate:
        cycle = len(floor.alternate)
        return np.arange(scenario.rounds) % cycle, tuple(range(cycle))
    return stretches(scenario, [term for terms in floor.chances.values() for term in terms])


def floor_chances(ground: Ground, floor: Floor, t: int) -> Floats:
    """Chances of the floor in round t, shape [i, s]."""
    names = list(ground.scenario.parties)
    result = np.zeros((len(names), ground.situations))
    if floor.alternate:
        result[names.index(floor.alternate[t % len(floor.alternate)])] = 1.0
        return result
    chances = ground.shares(list(floor.chances.values()), t)
    for party, chance in zip(floor.chances, chances, strict=True):
        result[names.index(party)] = chance[0]
    return result


def _bonus(ground: Ground) -> Stretched[np.float64] | None:
    """What the wish for any deal is worth by situation, [n, i, h, s]; None where it depends on none."""
    parties = list(ground.scenario.parties.values())
    wishes = [party.any_deal for party in parties]
    if all(wish is None or all(term.everywhere for term in wish.bonus) for wish in wishes):
        return None
    fading = any(wish and wish.half_life for wish in wishes)
    terms = [term for wish in wishes if wish for term in wish.bonus]
    if fading:
        rounds = tuple(range(ground.scenario.rounds))
        of, representatives = np.arange(ground.scenario.rounds), rounds
    else:
        of, representatives = stretches(ground.scenario, terms)
    rows = np.zeros((len(representatives), len(parties), ground.dispositions, ground.situations))
    for n, t in enumerate(representatives):
        for i, wish in enumerate(wishes):
            if wish is not None:
                located = tuple(term for term in wish.bonus if not term.everywhere)
                rows[n, i] = wish.left_after(ground.scenario.pace.until(t)) * ground.worth(located, t)
    return Stretched(of, rows)


def _balance(ground: Ground) -> Stretched[np.float64] | None:
    aftermath = ground.scenario.aftermath
    if aftermath is None or not _dated(aftermath.balance):
        return None
    of, representatives = stretches(ground.scenario, aftermath.balance)
    return Stretched(of, np.stack([ground.worth(aftermath.balance, t) for t in representatives]))


def _ratified(ground: Ground, actions: Actions) -> Stretched[np.float64] | None:
    """The chance that signatures hold, [n, a, s]; None where they surely do."""
    if not any(actions.ratified):
        return None
    of, representatives = stretches(ground.scenario, [t for terms in actions.ratified for t in terms])
    rows = np.ones((len(representatives), len(actions.names), ground.situations))
    for n, t in enumerate(representatives):
        for a, terms in enumerate(actions.ratified):
            if terms:
                rows[n, a] = ground.worth(terms, t)[0]
    return Stretched(of, rows)


def by_date(ground: Ground, worths: Sequence[Terms]) -> Stretched[np.float64] | None:
    """Worths of an ending to every party by date, [n, i, h, s]; None where no date is stated."""
    terms = [term for one in worths for term in one]
    if not _dated(terms):
        return None
    of, representatives = stretches(ground.scenario, terms)
    return Stretched(of, np.stack([np.stack([ground.worth(w, t) for w in worths]) for t in representatives]))


def _collapse(
    ground: Ground, values: Stretched[np.float64] | None, packages: Packages
) -> Stretched[np.float64] | None:
    """What collapses are worth by date, [n, i, h, s]; None where neither dates nor the theatre matter."""
    found = [collapse for collapse, _ in collapses(ground)]
    terms = [term for collapse in found for sums in collapse.worth.values() for term in sums]
    imposed = any(collapse.terms is not None for collapse in found)
    if not _dated(terms) and not (imposed and values is not None):
        return None
    plain = packages.worth[..., np.arange(ground.situations) % ground.postures]
    moments = [*terms, *(value_terms(ground.scenario) if imposed else ())]
    of, representatives = stretches(ground.scenario, moments)
    rows = [collapse_worth(ground, plain if values is None else values.at(t), t) for t in representatives]
    return Stretched(of, np.stack(rows))


def _walk_out(ground: Ground) -> Stretched[np.float64] | None:
    scenario = ground.scenario
    every = [
        [scenario.walk_out_worth.get(walker, {}).get(party, ()) for party in scenario.parties]
        for walker in scenario.parties
    ]
    terms = [term for worths in every for one in worths for term in one]
    if not _dated(terms):
        return None
    of, representatives = stretches(scenario, terms)
    rows = [[[ground.worth(w, t) for w in worths] for worths in every] for t in representatives]
    return Stretched(of, np.array(rows))


def _dated(terms: Iterable[Dated]) -> bool:
    return any(term.starts or term.ends for term in terms)
