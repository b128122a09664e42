"""An extended game laid out for the kernel: parties and profiles share one axis, c = i * H + h, innermost."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from parley.game import NONE, Floats, Ints, Stretched
from parley.solver.general_form import Beliefs, Form
from parley.solver.kernel.numbers.lanes import LANES, lanes_for
from parley.solver.kernel.numbers.structs import Struct, roomy

INT, FLOAT, FLAG = np.int64, np.float64, np.bool_
FLOW, LAW, FLOOR, DISCOUNT, NEXT, PACKAGE, BONUS = range(7)
BALANCE, COST, RATIFIED, BREAKDOWN, COLLAPSE, WALK, OUTSIDE = range(7, 14)
"""Rows of `of`: which set of numbers of each kind holds in a round."""

SMALL = 20_000
"""Situations times belief nodes up to which a game is solved in every situation."""


class Tables(Struct):
    """Arrays the kernel reads. Axes as in `parley.game.general`, z a situation or the one row for all.

    `of` [table, t] names the row that holds in a round. `first` [g] and `width` [g] are the axes of evidence
    of a side, `own_kinds` [i] how many kinds a party may be of and `kind_of` [i, h] which it is (open
    parties: one), `knows` [i] marks those to whom that tells the profile, `stride` [d] says how far apart
    neighbouring nodes stand.
    `live` [s] marks the situations that are solved: of a large game those play can come to from the start.
    `care` [a, i] marks whose worths the answers to an action, or its choice, turn on. The log-odds after each
    choice of a hidden party are kept in slots: `act_slot` [u, a] of actions, `vote_slot` [u, j, v] of answers
    by the place v in the tree of votes (`vote_place`), `joint_slot` [u, j] of answers given together.
    """

    fields: ClassVar = {
        "rounds": int,
        "postures": int,
        "parties": int,
        "profiles": int,
        "rows": int,
        "profile_rows": int,
        "kind_rows": int,
        "sides": int,
        "axes": int,
        "nodes": int,
        "turns": int,
        "packages": int,
        "breakdown": int,
        "opportunist": int,
        "slots": int,
        "breaking_precision": float,
        "breakdown_chance": float,
        "of": (INT, 2),
        "kinds": (INT, 2),
        "own": (INT, 1),
        "own_kinds": (INT, 1),
        "kind_of": (INT, 2),
        "knows": (FLAG, 1),
        "first": (INT, 1),
        "width": (INT, 1),
        "axis_nodes": (INT, 1),
        "axis_limit": (FLOAT, 1),
        "per_step": (FLOAT, 1),
        "stride": (INT, 1),
        "grid": (FLOAT, 2),
        "ground": (FLOAT, 2),
        "tells": (FLOAT, 3),
        "of_kind": (FLOAT, 3),
        "column_kind": (FLOAT, 3),
        "action_turn": (FLAG, 2),
        "action_party": (INT, 1),
        "action_package": (INT, 1),
        "action_joint": (INT, 1),
        "action_ending": (INT, 1),
        "action_outside": (INT, 1),
        "reservation": (FLAG, 1),
        "reserved": (FLAG, 1),
        "signers": (INT, 2),
        "signer_count": (INT, 1),
        "agree": (INT, 1),
        "together": (FLAG, 1),
        "care": (FLAG, 2),
        "told_openly": (FLAG, 2),
        "package_signers": (INT, 2),
        "action_next": (INT, 3),
        "action_refused": (INT, 2),
        "act_slot": (INT, 2),
        "vote_slot": (INT, 3),
        "joint_slot": (INT, 2),
        "may_walk": (FLAG, 1),
        "walk_ending": (INT, 1),
        "collapse": (INT, 1),
        "live": (FLAG, 1),
        "move_start": (INT, 1),
        "move_next": (INT, 1),
        "move_chance": (FLOAT, 3),
        "move_shift": (FLOAT, 3),
        "move_tells": (FLAG, 2),
        "precision": (FLOAT, 1),
        "flow": (FLOAT, 3),
        "floor": (FLOAT, 4),
        "discount": (FLOAT, 2),
        "package_worth": (FLOAT, 4),
        "bonus_of_round": (FLOAT, 2),
        "bonus": (FLOAT, 3),
        "balance": (FLOAT, 3),
        "action_cost": (FLOAT, 4),
        "action_gain": (FLOAT, 2),
        "refused_cost": (FLOAT, 2),
        "unratified_cost": (FLOAT, 2),
        "ratified": (FLOAT, 3),
        "horizon": (FLOAT, 2),
        "breakdown_worth": (FLOAT, 3),
        "collapse_worth": (FLOAT, 3),
        "walk_out": (FLOAT, 4),
        "outside": (FLOAT, 4),
        "tilt": (FLOAT, 2),
        "deterrence": (FLOAT, 2),
        "wins": (FLOAT, 2),
        "loses": (FLOAT, 2),
        "pie": (FLOAT, 2),
    }


def lay_out(form: Form) -> Tables:
    """The tables of a game."""
    s, n, beliefs = form.game.structure, form.game.numbers, form.beliefs
    sides, parties = beliefs.sides, len(s.parties)
    most = max((len(side.kinds) for side in sides), default=1)
    own_kinds = np.array([1 if g == NONE else len(sides[g].kinds) for g in beliefs.own], dtype=INT)
    kind_of = np.array([[0] * beliefs.profiles if g == NONE else beliefs.kinds[:, g] for g in beliefs.own])
    of_kind = (kind_of[:, None] == np.arange(most)[:, None]).astype(FLOAT)
    strides = [int(np.prod(beliefs.nodes[d + 1 :], dtype=INT)) for d in range(len(beliefs.nodes))]
    act_slot, vote_slot, joint_slot, slots = assign_slots(form)
    plain = Stretched(np.zeros(s.rounds, dtype=INT), np.zeros((1, parties, n.horizon.shape[1], s.situations)))
    stretched = {
        FLOW: s.flow_of,
        LAW: s.law_of,
        FLOOR: form.floor.of,
        DISCOUNT: form.discount.of,
        NEXT: form.action_next.of,
        PACKAGE: form.package_worth.of,
        BONUS: (form.bonus or plain).of,
        BALANCE: form.balance.of,
        COST: form.action_cost.of,
        RATIFIED: form.ratified.of,
        BREAKDOWN: form.breakdown.of,
        COLLAPSE: form.collapse.of,
        WALK: form.walk_out.of,
        OUTSIDE: form.outside.of,
    }
    after, told_by_moves = n.aftermath, shifts(form, n.move_chance)
    return Tables(
        rounds=s.rounds,
        postures=s.postures,
        parties=parties,
        profiles=beliefs.profiles,
        rows=lanes_for(parties * beliefs.profiles) // LANES,
        profile_rows=lanes_for(beliefs.profiles) // LANES,
        kind_rows=lanes_for(most) // LANES,
        sides=len(sides),
        axes=len(beliefs.side),
        nodes=len(beliefs.log_odds),
        turns=len(form.turns),
        packages=len(s.packages),
        breakdown=s.breakdown,
        opportunist=after.opportunist,
        slots=slots,
        breaking_precision=after.precision,
        breakdown_chance=n.breakdown_chance,
        of=np.stack([_to_the_end(stretched[table], s.rounds) for table in range(len(stretched))]),
        kinds=beliefs.kinds,
        own=beliefs.own,
        own_kinds=own_kinds,
        kind_of=kind_of,
        knows=np.array([np.array_equal(kinds, np.arange(beliefs.profiles)) for kinds in kind_of]),
        first=beliefs.first,
        width=np.array([len(side.kinds) - 1 for side in sides], dtype=INT),
        axis_nodes=beliefs.nodes,
        axis_limit=beliefs.limit,
        per_step=(beliefs.nodes - 1) / (2 * beliefs.limit),
        stride=np.array(strides, dtype=INT),
        grid=beliefs.log_odds,
        ground=roomy(_ground(beliefs)),
        tells=roomy(_tells(beliefs)),
        of_kind=roomy(of_kind),
        column_kind=roomy(np.tile(of_kind, parties)),
        action_turn=form.action_turn,
        action_party=s.action_party,
        action_package=s.action_package,
        action_joint=s.action_joint,
        action_ending=form.action_ending,
        action_outside=form.action_outside,
        reservation=s.reservation,
        reserved=np.isin(np.arange(len(s.packages)), s.action_package[s.reservation]),
        signers=s.signers,
        signer_count=(s.signers != NONE).sum(axis=1),
        agree=form.agree,
        together=form.together,
        care=_care(form),
        told_openly=_told_openly(form),
        package_signers=s.package_signers,
        action_next=form.action_next.rows,
        action_refused=form.action_refused,
        act_slot=act_slot,
        vote_slot=vote_slot,
        joint_slot=joint_slot,
        may_walk=s.may_walk,
        walk_ending=form.walk_ending,
        collapse=s.collapse,
        live=reachable(form) if len(beliefs.log_odds) * s.situations > SMALL else np.ones(s.situations, FLAG),
        move_start=s.move_start,
        move_next=s.move_next,
        move_chance=roomy(np.swapaxes(n.move_chance, 1, 2)),
        move_shift=told_by_moves,
        move_tells=(told_by_moves != 0.0).any(axis=2),
        # Its own: precisions are led up from nothing while a solver works.
        precision=n.precision.copy(),
        flow=_by_column(n.flow),
        floor=np.moveaxis(form.floor.rows, -1, 2),
        discount=np.repeat(form.discount.rows, beliefs.profiles, axis=1),
        package_worth=_flat(form.package_worth.rows).transpose(0, 3, 2, 1),
        bonus_of_round=n.bonus.reshape(len(n.bonus), -1),
        bonus=_by_column((form.bonus or plain).rows),
        balance=np.swapaxes(form.balance.rows, 1, 2),
        action_cost=roomy(np.moveaxis(_flat(form.action_cost.rows), 1, 3)),
        action_gain=roomy(_flat(n.action_gain[None])[0].T),
        refused_cost=roomy(_flat(form.refused_cost[None])[0].T),
        unratified_cost=roomy(_flat(form.unratified_cost[None])[0].T),
        ratified=np.swapaxes(form.ratified.rows, 1, 2),
        horizon=_by_column(n.horizon[None])[0],
        breakdown_worth=roomy(_by_column(form.breakdown.rows)),
        collapse_worth=_by_column(form.collapse.rows),
        walk_out=roomy(_outside(form.walk_out.rows)),
        outside=roomy(_outside(form.outside.rows)),
        tilt=after.tilt,
        deterrence=after.deterrence,
        wins=after.wins,
        loses=after.loses,
        pie=n.pie,
    )


def reachable(form: Form) -> np.ndarray:
    """The situations play can come to from the start, by any act, refusal or move of nature; flags [s]."""
    s = form.game.structure
    postures, theatre = s.postures, np.repeat(np.arange(s.theatres), s.postures)
    stands = theatre * postures
    edges = [np.repeat(np.arange(s.situations), np.diff(s.move_start)), s.move_next]
    for leads in (*form.action_next.rows, form.action_refused):
        origin, _ = np.nonzero(leads != NONE)
        edges[0] = np.concatenate([edges[0], origin])
        edges[1] = np.concatenate([edges[1], stands[origin] + leads[leads != NONE]])
    found = np.zeros(s.situations, dtype=FLAG)
    found[s.start] = True
    count = 0
    while count < (count := int(found.sum())):
        found[edges[1][found[edges[0]]]] = True
    return found


def _ground(beliefs: Beliefs) -> Floats:
    """Log-weights of profiles to each party before anything is told, of all sides but its own; [i, h]."""
    result = np.zeros((len(beliefs.own), beliefs.profiles))
    for g, weights in enumerate(beliefs.weights):
        result += np.where((beliefs.own == g)[:, None], 0.0, weights[:, beliefs.kinds[:, g]])
    return result


def _tells(beliefs: Beliefs) -> Floats:
    """One where an axis of evidence speaks for a profile and a party learns from it, else zero; [i, d, h]."""
    speaks = beliefs.kind[:, None] == beliefs.kinds[:, beliefs.side].T
    return np.where((beliefs.own[:, None] != beliefs.side)[..., None], speaks, 0.0)


def _to_the_end(of: Ints, rounds: int) -> Ints:
    """One row for every round and for the horizon."""
    return np.asarray(of[np.minimum(np.arange(rounds + 1), len(of) - 1)])


def _flat(array: Floats) -> Floats:
    """[n, i, h, ...] to [n, c, ...]."""
    return array.reshape(len(array), -1, *array.shape[3:])


def _by_column(array: Floats) -> Floats:
    """[n, i, h, s] to [n, s, c]."""
    return np.swapaxes(_flat(array), 1, 2)


def _outside(array: Floats) -> Floats:
    """[n, o, i, h, s] to [n, s, o, c]."""
    flat = array.reshape(*array.shape[:2], array.shape[2] * array.shape[3], array.shape[-1])
    return np.moveaxis(flat, -1, 1)


def _care(form: Form) -> np.ndarray:
    s = form.game.structure
    result = np.zeros((len(s.actions), len(s.parties)), dtype=FLAG)
    for a, party in enumerate(s.action_party):
        result[a, party] = True
        if s.action_joint[a] != NONE:
            signers = s.signers[s.action_joint[a]]
            result[a, signers[signers != NONE]] = True
    return result


def _told_openly(form: Form) -> np.ndarray:
    """Whether all who answer after the first k do so one by one and have nothing to hide; [a, k]."""
    s = form.game.structure
    hides = (s.signers != NONE) & (form.beliefs.own[s.signers] != NONE)
    result = np.ones((len(s.actions), s.signers.shape[1] + 1 if len(s.signers) else 2), dtype=FLAG)
    for a, j in enumerate(s.action_joint):
        if j != NONE:
            later = np.append(np.cumsum(hides[j][::-1])[::-1] == 0, True)
            result[a] = later & ~form.together[j] & ~s.reservation[a]
    return result


def shifts(form: Form, chance: Floats) -> Floats:
    """What every move of nature says of every side, in log-odds, shape [n, m, d], given chances [n, h, m]."""
    kinds, beliefs = form.beliefs.kinds, form.beliefs
    result = np.zeros((chance.shape[0], chance.shape[2], len(beliefs.side)))
    index = np.zeros(tuple(kinds.max(axis=0) + 1), dtype=INT)
    index[tuple(kinds.T)] = np.arange(len(kinds)) if kinds.size else 0
    likeliest = kinds[chance.argmax(axis=1)]
    for d, (g, k) in enumerate(zip(beliefs.side, beliefs.kind, strict=True)):
        chances = []
        for other in (int(k), len(beliefs.sides[g].kinds) - 1):
            moved = likeliest.copy()
            moved[..., g] = other
            at = index[tuple(np.moveaxis(moved, -1, 0))]
            chances.append(np.take_along_axis(chance, at[:, None], axis=1)[:, 0])
        with np.errstate(divide="ignore", invalid="ignore"):
            shift = np.log(chances[0]) - np.log(chances[1])
        result[..., d] = np.where(chances[0] == chances[1], 0.0, shift)
    return result


def votes_of(form: Form) -> int:
    """How many places the largest tree of votes has: one for each that answers where all must agree."""
    s = form.game.structure
    counts = (s.signers != NONE).sum(axis=1)
    return max(
        (int(c) if c == g else 2 ** int(c) - 1 for c, g in zip(counts, form.agree, strict=True)), default=1
    )


def assign_slots(form: Form) -> tuple[Ints, Ints, Ints, int]:
    """Where what the choices of hidden parties tell is kept, and how many numbers that takes at a node."""
    s, beliefs = form.game.structure, form.beliefs
    turns, joint = len(form.turns), len(s.signers)
    act = np.full((turns, len(s.actions)), NONE, dtype=INT)
    vote = np.full((turns, max(joint, 1), votes_of(form)), NONE, dtype=INT)
    together = np.full((turns, max(joint, 1)), NONE, dtype=INT)
    used = 0
    for u in range(turns):
        for a in np.flatnonzero(form.action_turn[u]):
            own = beliefs.own[s.action_party[a]]
            if own != NONE:
                act[u, a], used = used, used + len(beliefs.sides[own].kinds) - 1
            j = int(s.action_joint[a])
            if j == NONE:
                continue
            signers = [int(i) for i in s.signers[j] if i != NONE]
            if form.together[j]:
                together[u, j], used = used, used + sum(_together_size(form, i) for i in signers)
                continue
            every = len(signers) == form.agree[j]
            for k, party in enumerate(signers):
                if beliefs.own[party] == NONE:
                    continue
                for path in range(1 if every else 2**k):
                    vote[u, j, k if every else 2**k - 1 + path] = used
                    used += answers_of(form, party) * (len(beliefs.sides[beliefs.own[party]].kinds) - 1)
    return act, vote, together, used


def answers_of(form: Form, party: int) -> int:
    """How many answers a party may give."""
    return 3 if form.game.structure.may_walk[party] else 2


def _together_size(form: Form, party: int) -> int:
    """Numbers a party adds to a search for answers given together: chances by kind, and what they tell."""
    own = form.beliefs.own[party]
    kinds = 1 if own == NONE else len(form.beliefs.sides[own].kinds)
    return answers_of(form, party) * (2 * kinds - 1)
