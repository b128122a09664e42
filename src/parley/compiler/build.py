"""Compile a scenario to a finite game of arrays."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence

import numpy as np

from parley.compiler.actions import Actions, list_actions
from parley.compiler.calendar import discount_per_round, stretches
from parley.compiler.collapses import collapse_worth, collapses
from parley.compiler.extended import (
    extend_numbers,
    extend_structure,
    floor_chances,
    floor_stretches,
    is_quick,
)
from parley.compiler.extended_size import belief_axes, with_extended_size
from parley.compiler.ground import Ground, components, lay_out
from parley.compiler.labels import label
from parley.compiler.law import Law, build_law
from parley.compiler.packages import Packages, build_packages
from parley.compiler.statements import breach_flow
from parley.game import NONE, Aftermath, Floats, Game, Ints, Numbers, Size, Structure, find_questions
from parley.game.names import BREAKDOWN, Ending
from parley.game.size import DEFAULT_LIMIT
from parley.scenario.parts import Accord, Condition, Event, Lever, Scenario
from parley.scenario.parts.table import TALKS
from parley.scenario.quantities import Number, Quantity, Terms


def compile_game(scenario: Scenario, memory_limit: int = DEFAULT_LIMIT) -> Game:
    """The finite game a scenario states.

    Raises TooLargeError before any large array is made if the game would exceed `memory_limit` bytes.
    """
    estimate_size(scenario).require_within(memory_limit)
    ground = lay_out(scenario)
    packages = build_packages(ground)
    actions = list_actions(ground, packages)
    law = build_law(ground)
    structure = _structure(ground, actions, law)
    size = _measure(ground, actions, law, structure)
    size.require_within(memory_limit)
    game = Game(structure, _numbers(ground, actions, law, packages, structure), size)
    game = with_extended_size(game)
    game.size.require_within(memory_limit)
    return game


def estimate_size(scenario: Scenario) -> Size:
    """The size of a scenario's game, counted without laying it out."""
    tracks, posture = components(scenario)
    axes = {c.name: len(c.settings) for c in tracks + posture}
    dispositions = math.prod(len(side.kinds) for side in scenario.sides)
    grid = scenario.belief_grid
    nodes = math.prod(grid.nodes_for(side.id) ** (len(side.kinds) - 1) for side in scenario.sides)
    situations = math.prod(axes.values())
    offers = sum(len(plan.proposers) for plan in scenario.plans.values())
    asked = [len(plan.signatories) for plan in scenario.plans.values()]
    asked += [len(accord.signatories) for accord in scenario.accords.values()]
    asked += [len(transfer.signatories) for transfer in scenario.transfers.values()]
    joint = offers + sum(len(a.proposers) for a in scenario.accords.values()) + len(scenario.transfers)
    offers += sum(len(bargain.proposers) for bargain in scenario.bargains.values())
    asked += [len(bargain.signatories) for bargain in scenario.bargains.values()]
    asked += [len(lever.consent) for lever in scenario.levers.values()]
    joint += sum(len(bargain.proposers) for bargain in scenario.bargains.values())
    joint += sum(len(lever.settings) for lever in scenario.levers.values() if lever.consent)
    # Where all answer at once, everybody's chances and what each answer tells are kept.
    widest = max((len(side.kinds) for side in scenario.sides), default=1)
    at_once = _answers_at_once(scenario) * 3 * (2 * widest - 1) * max(len(scenario.turns), 1)
    spread = 3 ** len(tracks) * 1.5 ** len(scenario.accords) * 1.25 ** len(scenario.conditions)
    spread *= 1.25 ** len(scenario.events)
    return Size(
        axes={**axes, **belief_axes(scenario), "rounds": scenario.rounds},
        situations=situations,
        belief_nodes=nodes,
        rounds=scenario.rounds,
        parties=len(scenario.parties),
        dispositions=dispositions,
        actions=joint + sum(axes.values()) + len(scenario.parties) + len(scenario.gestures),
        news=(offers * 3 + sum(axes.values()) if scenario.sides else 0) + at_once,
        moves=int(situations * spread),
        packages=max(len(scenario.plans), 1),
        answers=joint * max(asked, default=1),
        postures=math.prod(len(c.settings) for c in posture),
        general=bool(scenario.turns) or at_once > 0 or not is_quick(scenario),
        grids=tuple((s.id, grid.nodes_for(s.id), len(s.kinds) - 1) for s in scenario.sides),
        play_parts=grid.play_parts,
        turns=max(len(scenario.turns), 1),
    )


def _answers_at_once(scenario: Scenario) -> int:
    """How many answer joint actions together, all such actions counted."""
    plans, accords = scenario.plans.values(), scenario.accords.values()
    asked = [(p.proposers, p.signatories) for p in plans if p.offering.together and len(p.signatories) > 1]
    asked += [(accord.proposers, accord.signatories) for accord in accords if accord.together]
    asked += [(b.proposers, b.signatories) for b in scenario.bargains.values() if b.together]
    return sum(len(proposers) * len(signatories) for proposers, signatories in asked)


def _measure(ground: Ground, actions: Actions, law: Law, structure: Structure) -> Size:
    """The exact size, once the actions and the law of motion are known."""
    estimate = estimate_size(ground.scenario)
    return Size(
        axes={**estimate.axes, "actions": len(actions.names)},
        situations=ground.situations,
        belief_nodes=estimate.belief_nodes,
        rounds=estimate.rounds,
        parties=estimate.parties,
        dispositions=ground.dispositions,
        actions=len(actions.names),
        news=_news_kept(structure, actions),
        moves=len(law.to),
        packages=estimate.packages,
        answers=structure.signers.size,
        postures=structure.postures,
        grids=estimate.grids,
        play_parts=estimate.play_parts,
        turns=estimate.turns,
    )


def _news_kept(structure: Structure, actions: Actions) -> int:
    """How many log-odds a solution keeps at a node: after the acts and answers of the hidden party."""
    own = np.count_nonzero(structure.action_party == structure.hidden)
    return int(own) + find_questions(structure, actions.payments("gain")).answers_kept


def _structure(ground: Ground, actions: Actions, law: Law) -> Structure:
    scenario = ground.scenario
    parties = list(scenario.parties)
    hidden = scenario.hidden if len(scenario.sides) == 1 else None
    joint, signers = actions.signer_table()
    flow_of, _ = stretches(scenario, _flow_terms(scenario))
    floor_of, _ = floor_stretches(scenario, scenario.floors[0])
    plans = list(scenario.plans.values())
    longest = max((len(p.signatories) for p in plans), default=1)
    package_signers = np.full((len(plans), longest), NONE, dtype=np.int64)
    for x, plan in enumerate(plans):
        package_signers[x, : len(plan.signatories)] = [parties.index(s) for s in plan.signatories]
    collapses = [c for track in scenario.theatre.values() for c in (track.top, track.bottom) if c]
    fallen = list(dict.fromkeys(c.known_as for c in collapses))
    return Structure(
        parties=tuple(parties),
        hidden=parties.index(hidden.id) if hidden else NONE,
        dispositions=_profile_names(scenario),
        rounds=scenario.rounds,
        tracks=ground.tracks,
        posture=ground.posture,
        packages=tuple(scenario.plans),
        actions=tuple(actions.names),
        endings=(
            *(Ending.settlement(plan) for plan in scenario.plans),
            BREAKDOWN,
            *(Ending.collapse(party) for party in fallen),
        ),
        start=_start(ground),
        belief_nodes=estimate_size(scenario).belief_nodes,
        belief_limit=scenario.belief_grid.limit,
        action_party=np.array(actions.party, dtype=np.int64),
        action_next=np.ascontiguousarray(np.stack(actions.next_posture, axis=1).astype(np.int64)),
        action_package=np.array(actions.package, dtype=np.int64),
        action_joint=joint,
        reservation=np.array(actions.reservation, dtype=np.bool_),
        signers=signers,
        package_signers=package_signers,
        may_walk=np.array([p in scenario.walk_out_worth for p in parties], dtype=np.bool_),
        collapse=_collapse_index(ground, fallen, len(plans) + 1),
        move_start=law.start,
        move_next=law.to,
        flow_of=flow_of,
        law_of=law.of_round,
        floor_of=floor_of,
        general=extend_structure(ground, actions),
    )


def _profile_names(scenario: Scenario) -> tuple[str, ...]:
    """What the profiles of hidden sides are called: dispositions, joined by + where several sides hide."""
    kinds = [[kind.id for kind in side.kinds] for side in scenario.sides]
    return tuple("+".join(profile) for profile in itertools.product(*kinds)) if kinds else ()


def _start(ground: Ground) -> int:
    scenario = ground.scenario
    start = sum((t.start - t.lowest) * ground.stride[t.id] for t in scenario.theatre.values())
    parts: list[Lever | Condition | Accord | Event] = [
        *scenario.levers.values(),
        *scenario.conditions.values(),
        *scenario.accords.values(),
        *scenario.events.values(),
    ]
    stands = {part.id: part.start for part in parts}
    if scenario.talks is not None:
        stands[TALKS] = scenario.talks.start
    # Nothing lies on the table at the start.
    for name, setting in stands.items():
        start += ground.index(name, setting) * ground.stride[name]
    return int(start)


def _collapse_index(ground: Ground, fallen: Sequence[str], offset: int) -> Ints:
    by_situation = np.full(ground.situations, NONE, dtype=np.int64)
    for collapse, where in reversed(collapses(ground)):
        by_situation[where] = offset + fallen.index(collapse.known_as)
    return by_situation[:: ground.postures].copy()


def _numbers(ground: Ground, actions: Actions, law: Law, packages: Packages, structure: Structure) -> Numbers:
    scenario = ground.scenario
    parties = list(scenario.parties.values())
    # Several hidden sides have weights of their own among the extended numbers.
    side = scenario.sides[0] if is_quick(scenario) and scenario.sides else None
    weights = {kind.id: kind.weight for kind in side.kinds} if side else {}
    limit = scenario.belief_grid.limit
    return Numbers(
        prior=np.array([_log_odds(p.beliefs.get(side.id, weights) if side else {}, limit) for p in parties]),
        analyst_prior=_log_odds(weights, limit),
        discount=_discounts(scenario),
        precision=np.array([p.precision.value if p.precision else math.inf for p in parties]),
        flow=_flow(ground),
        floor=_floor(ground),
        move_chance=law.chance,
        action_cost=actions.payments("cost"),
        action_gain=actions.payments("gain"),
        package_worth=packages.worth,
        bonus=_bonus(ground),
        breakdown_chance=scenario.breakdown_chance.value,
        horizon=_worths(ground, scenario.horizon_worth, scenario.rounds),
        breakdown=_worths(ground, scenario.breakdown_worth),
        walk_out=np.stack([_worths(ground, scenario.walk_out_worth.get(p.id, {})) for p in parties]),
        collapse=collapse_worth(
            ground, packages.worth[..., np.arange(ground.situations) % ground.postures], 0
        ),
        aftermath=_aftermath(ground, packages, structure.parties),
        pie=_pie(scenario),
        labels=label(scenario, actions, law),
        general=extend_numbers(ground, actions, packages),
    )


def _discounts(scenario: Scenario) -> Floats:
    """What is left of a worth after each round, [t, i]."""
    parties = scenario.parties.values()
    by_stage = [
        ([discount_per_round(scenario, p.patience, start) for p in parties], count)
        for start, count in _stages(scenario)
    ]
    return np.concatenate([np.repeat([row], count, axis=0) for row, count in by_stage])


def _stages(scenario: Scenario) -> list[tuple[int, int]]:
    """The first round of each length, and how many of them there are."""
    counts = [count for count, _ in scenario.pace.stages(scenario.rounds)]
    return list(zip(itertools.accumulate([0, *counts]), counts, strict=False))


def _log_odds(weights: Mapping[str, Number], limit: float) -> float:
    """Log-odds of the first disposition; a certainty is held at a factor of e^30."""
    if len(weights) < 2:
        return 0.0
    first, second = (max(number.value, 1e-300) for number in list(weights.values())[:2])
    return float(np.clip(math.log(first) - math.log(second), -30.0 - limit, 30.0 + limit))


def _flow_terms(scenario: Scenario) -> Terms:
    return tuple(term for party in scenario.parties.values() for term in party.flow)


def _flow(ground: Ground) -> Floats:
    scenario = ground.scenario
    _, representatives = stretches(scenario, _flow_terms(scenario))
    return np.stack(
        [
            np.stack(
                [
                    ground.flow(party.flow, t) + breach_flow(ground, party.id)
                    for party in scenario.parties.values()
                ]
            )
            for t in representatives
        ]
    )


def _floor(ground: Ground) -> Floats:
    scenario = ground.scenario
    _, representatives = floor_stretches(scenario, scenario.floors[0])
    return np.stack([floor_chances(ground, scenario.floors[0], t) for t in representatives])


def _worths(ground: Ground, worths: Mapping[str, Terms], t: int = 0) -> Floats:
    """Worth of an ending to every party, shape [i, h, s]; a party not named gets nothing."""
    return np.stack([ground.worth(worths.get(party, ()), t) for party in ground.scenario.parties])


def _bonus(ground: Ground) -> Floats:
    scenario = ground.scenario
    days = np.array([scenario.pace.until(t) for t in range(scenario.rounds)])
    result = np.zeros((scenario.rounds, len(scenario.parties), ground.dispositions))
    for i, party in enumerate(scenario.parties.values()):
        if party.any_deal is None:
            continue
        half_life = party.any_deal.half_life
        fade = 0.5 ** (days / half_life.value) if half_life else np.ones(scenario.rounds)
        # What depends on the situation stands in the extended numbers.
        anywhere = tuple(term for term in party.any_deal.bonus if term.everywhere)
        of, representatives = stretches(scenario, anywhere)
        amounts = np.stack([ground.worth(anywhere, t)[:, 0] for t in representatives])
        result[:, i, :] = fade[:, None] * amounts[of]
    return result


def _aftermath(ground: Ground, packages: Packages, parties: Sequence[str]) -> Aftermath:
    stated = ground.scenario.aftermath
    none = np.zeros((len(parties), ground.dispositions))
    if stated is None:
        balance = np.zeros((ground.dispositions, ground.situations))
        return Aftermath(NONE, 1.0, balance, packages.tilt, packages.deterrence, none, none)
    own = ground.scenario.parties[stated.opportunist].precision
    precision = stated.precision or own

    def table(worths: Mapping[str, Quantity]) -> Floats:
        rows = [ground.by_profile(worths[p]) if p in worths else none[0] for p in parties]
        return np.stack(rows)

    cost = table(stated.cost)
    return Aftermath(
        opportunist=list(parties).index(stated.opportunist),
        precision=precision.value if precision else math.inf,
        balance=ground.worth(stated.balance),
        tilt=packages.tilt,
        deterrence=packages.deterrence,
        wins=table(stated.wins) - cost,
        loses=table(stated.loses) - cost,
    )


def _pie(scenario: Scenario) -> Floats:
    """Least and most of the pie for each party, shape [i, 2]; zeros without a reservation offer."""
    result = np.zeros((len(scenario.parties), 2))
    for issue in scenario.issues.values():
        if not issue.reservation or not issue.split:
            continue
        for i, party in enumerate(scenario.parties.values()):
            worths = [sums[0].amount.numbers[0].value for sums in party.values.get(issue.id, {}).values()]
            if worths:
                result[i] = min(worths), max(worths)
    return result
