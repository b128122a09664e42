"""Random small games of arrays with the features of the extended form, drawn from a seed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

import numpy as np

from parley.game import (
    NONE,
    Aftermath,
    Component,
    Floats,
    Game,
    GeneralNumbers,
    GeneralStructure,
    Hidden,
    Ints,
    Numbers,
    Size,
    Stretched,
    Structure,
)
from parley.game.names import Action

NORTH, SOUTH, PATRON = range(3)
FEATURES = (
    "turns",
    "two hidden",
    "three kinds",
    "a fact",
    "costs",
    "refusals",
    "ratified",
    "worths",
    "balance",
    "together",
    "votes",
    "walking out",
    "nothing to do",
    "menus",
    "discount",
    "perfect",
)
LEVELS, POSTURES = 2, 2
SITUATIONS = LEVELS * POSTURES


@dataclass
class Listed:
    """Actions being listed, with who answers them."""

    names: list[str] = field(default_factory=list)
    party: list[int] = field(default_factory=list)
    to: list[Ints] = field(default_factory=list)
    package: list[int] = field(default_factory=list)
    signers: list[list[int]] = field(default_factory=list)

    def add(
        self, name: str, party: int, to: int | Ints | None, package: int = NONE, signers: Iterable[int] = ()
    ) -> None:
        """List an action that leads to posture `to` (NONE: stay) from where it is available."""
        here = np.arange(SITUATIONS) % POSTURES
        self.names.append(name)
        self.party.append(party)
        self.to.append(here if to is None else np.where(here == to, NONE, to))
        self.package.append(package)
        self.signers.append([i for i in list(signers) if i != party])


def sides_of(features: Collection[str], nodes: int, limit: float) -> tuple[Hidden, ...]:
    """The hidden sides a set of features asks for; none of them asks for none."""
    sides = []
    three = ("mild", "firm", "hard") if "three kinds" in features else ("mild", "hard")
    if {"two hidden", "three kinds", "one hidden"} & set(features):
        sides.append(Hidden("north", NORTH, three, nodes, limit))
    if "two hidden" in features:
        sides.append(Hidden("south", SOUTH, ("weary", "fresh"), nodes, limit))
    if "a fact" in features:
        sides.append(Hidden("fortune", NONE, ("fair", "foul"), nodes, limit))
    return tuple(sides)


def small_game(
    seed: int, features: Collection[str], rounds: int = 2, nodes: int = 3, limit: float = 3.0
) -> Game:
    """A random game with these features; the same one for the same arguments."""
    rng = np.random.default_rng(seed)
    sides = sides_of(features, nodes, limit)
    counts = [len(side.kinds) for side in sides]
    kinds = np.stack(np.unravel_index(np.arange(int(np.prod(counts))), counts), 1) if sides else None
    h = int(np.prod(counts)) if sides else 1
    acts = _actions(rng, features)
    a, j = len(acts.names), sum(bool(signers) for signers in acts.signers)
    joint = np.full(a, NONE, dtype=np.int64)
    table = np.full((max(j, 1), 2), NONE, dtype=np.int64)[:j]
    for row, action in enumerate(x for x in range(a) if acts.signers[x]):
        joint[action] = row
        table[row, : len(acts.signers[action])] = acts.signers[action]
    start, to, chance = _law(rng, kinds, sides, h)
    turns = ("deeds", "talks") if "turns" in features else ("round",)
    structure = Structure(
        parties=("north", "south", "patron"),
        hidden=next((side.party for side in sides if side.party != NONE), NONE),
        dispositions=tuple(map(str, range(h))) if sides else (),
        rounds=rounds,
        tracks=(Component("front", ("low", "high")),),
        posture=(Component("aid", ("on", "off")),),
        packages=("first", "second"),
        actions=tuple(map(Action, acts.names)),
        endings=("settlement:first", "settlement:second", "breakdown", "collapse:south", "exit"),
        start=0,
        belief_nodes=int(np.prod([nodes ** (c - 1) for c in counts], dtype=np.int64)),
        belief_limit=limit,
        action_party=np.array(acts.party),
        action_next=np.ascontiguousarray(np.stack(acts.to, axis=1)),
        action_package=np.array(acts.package),
        action_joint=joint,
        reservation=np.zeros(a, dtype=np.bool_),
        signers=table,
        package_signers=np.array([[NORTH, SOUTH], [NORTH, SOUTH]]),
        may_walk=np.array([False, "walking out" in features, False]),
        collapse=np.array([NONE, NONE]) if seed % 2 else np.array([NONE, 3]),
        move_start=start,
        move_next=to,
        flow_of=np.zeros(rounds, dtype=np.int64),
        law_of=np.zeros(rounds, dtype=np.int64),
        floor_of=np.zeros(rounds, dtype=np.int64),
        general=_structure(rng, features, acts, sides, turns, joint, rounds),
    )
    numbers = _numbers(rng, features, structure, sides, kinds, chance, h, len(turns))
    size = Size({}, SITUATIONS, structure.belief_nodes, rounds, 3, h, a, 0, len(to))
    return Game(structure, numbers, size)


def _actions(rng: np.random.Generator, features: Collection[str]) -> Listed:
    acts = Listed()
    voters = [SOUTH, PATRON] if {"votes", "together"} & set(features) else [SOUTH]
    holding = "no holding" not in features
    if holding and "nothing to do" not in features:
        acts.add("hold", NORTH, None)
    acts.add("offer:first", NORTH, None, 0, voters)
    acts.add("set:aid:off", NORTH, 1)
    if "walking out" in features:
        acts.add("leave", NORTH, None)
    if holding:
        acts.add("hold", SOUTH, None)
    acts.add("offer:second", SOUTH, None, 1, [NORTH, PATRON] if len(voters) > 1 else [NORTH])
    acts.add("propose:aid", SOUTH, 0, NONE, [NORTH])
    if holding and "nothing to do" not in features:
        acts.add("hold", PATRON, None)
    acts.add("set:aid:on", PATRON, 0)
    if {"votes", "two hidden"} & set(features):
        acts.add("offer:first", PATRON, None, 0, [NORTH, SOUTH])
    return acts


def _law(
    rng: np.random.Generator, kinds: Ints | None, sides: tuple[Hidden, ...], h: int
) -> tuple[Ints, Ints, Floats]:
    """The front rises or falls with chances that tell of a side, if `kinds` are; aid goes on by itself."""
    rates = rng.uniform(0.2, 0.5, (len(sides), 3))
    told = rates[-1][kinds[:, -1]] if kinds is not None else np.array([0.3])
    to, chance = [], []
    for s in range(SITUATIONS):
        w, q = divmod(s, POSTURES)
        for moved, part in ((w, 1.0 - told), (1 - w, told)):
            if q == 0:
                to.append(moved * POSTURES)
                chance.append(part)
                continue
            again = rates[0][kinds[:, 0]] if kinds is not None and len(sides) > 1 else np.full(h, 0.2)
            to += [moved * POSTURES, moved * POSTURES + 1]
            chance += [part * again, part * (1.0 - again)]
    counts = [2, 4] * LEVELS
    start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    return start, np.array(to), np.ascontiguousarray(np.array(chance).T[None])


def _structure(
    rng: np.random.Generator,
    features: Collection[str],
    acts: Listed,
    sides: tuple[Hidden, ...],
    turns: tuple[str, ...],
    joint: Ints,
    rounds: int,
) -> GeneralStructure:
    a = len(acts.names)
    by = np.arange(rounds) % 2
    first = np.ascontiguousarray(np.stack(acts.to, axis=1))
    menus = np.stack([first, first])
    if "menus" in features:
        menus[1][0, acts.names.index("offer:first")] = NONE
    joint_party = [acts.party[x] for x in range(a) if joint[x] != NONE]
    here = np.arange(SITUATIONS) % POSTURES
    refused = np.repeat(here[:, None], a, axis=1)
    refused[:, acts.names.index("offer:first")] = 1
    talks = np.array([joint[x] != NONE or acts.names[x] == "hold" for x in range(a)])
    deeds = np.array([joint[x] == NONE for x in range(a)])
    ending = np.array([4 if name == "leave" else NONE for name in acts.names])
    counts = np.array([sum(i != NONE for i in acts.signers[x]) for x in range(a) if joint[x] != NONE])
    return GeneralStructure(
        turns=turns,
        action_turn=np.stack([deeds, talks]) if len(turns) > 1 else None,
        hidden=sides,
        action_next=Stretched(by, menus) if "menus" in features else None,
        action_refused=refused if "refusals" in features else None,
        together=np.array([p != PATRON or rng.random() < 0.5 for p in joint_party])
        if "together" in features
        else None,
        agree=np.maximum(counts - 1, 1) if "votes" in features else None,
        action_ending=ending if "walking out" in features else None,
        action_outside=np.where(ending == NONE, NONE, 0) if "walking out" in features else None,
        walk_ending=np.array([2, 4, 2]) if "walking out" in features else None,
    )


def _numbers(
    rng: np.random.Generator,
    features: Collection[str],
    s: Structure,
    sides: tuple[Hidden, ...],
    kinds: Ints | None,
    chance: Floats,
    h: int,
    turns: int,
) -> Numbers:
    a, x, i = len(s.actions), 2, 3
    rounds, by = s.rounds, np.arange(s.rounds) % 2

    def table(low: float, high: float, *shape: int) -> Floats:
        return rng.uniform(low, high, shape)

    def stretched(wanted: str, low: float, high: float, *shape: int) -> Stretched[np.float64] | None:
        return Stretched(by, table(low, high, 2, *shape)) if wanted in features else None

    def by_side(*shape: int) -> Floats:
        """Numbers that a party's own kind moves, as preferences are stated."""
        result = np.repeat(table(0, 60, i, 1, *shape), h, axis=1)
        for g, side in enumerate(sides):
            moved = table(-20, 20, len(side.kinds), *shape)
            who = side.party if side.party != NONE else int(rng.integers(3))
            result[who] += moved[kinds[:, g]]  # type: ignore[index]
        return result

    precision = table(0.03, 0.15, i)
    if "perfect" in features:
        precision[PATRON] = np.inf
    floor = table(0.1, 0.3, 2, turns, i, SITUATIONS)
    tilt, opportunist = table(-1, 1, x, POSTURES), NORTH if "balance" in features else NONE
    sides_believe = tuple(table(-1, 1, i, len(side.kinds)) for side in sides)
    analyst_believes = tuple(table(-1, 1, len(side.kinds)) for side in sides)
    by_round = table(0.7, 1.0, 2, i) if "discount" in features else None
    general = GeneralNumbers(
        prior=sides_believe,
        analyst_prior=analyst_believes,
        floor=Stretched(by, floor) if turns > 1 else None,
        package_worth=Stretched(by, np.stack([by_side(x, SITUATIONS) for _ in range(2)]))
        if "worths" in features
        else None,
        bonus=stretched("worths", 0, 20, i, h, SITUATIONS),
        balance=stretched("balance", -1, 1, h, SITUATIONS),
        action_cost=stretched("costs", -3, 0, i, h, SITUATIONS, a),
        refused_cost=table(-4, 0, i, h, a) if "refusals" in features else None,
        ratified=stretched("ratified", 0.3, 1.0, a, SITUATIONS),
        unratified_cost=table(-4, 0, i, h, a) if "ratified" in features else None,
        breakdown=stretched("worths", 0, 30, i, h, SITUATIONS),
        collapse=stretched("worths", 0, 30, i, h, SITUATIONS),
        walk_out=stretched("walking out", 10, 40, i, i, h, SITUATIONS),
        outside=stretched("walking out", 10, 40, 1, i, h, SITUATIONS),
    )
    return Numbers(
        prior=table(-1, 1, i),
        analyst_prior=0.3,
        discount=np.repeat(table(0.8, 1.0, i)[None], rounds, axis=0) if by_round is None else by_round[by],
        precision=precision,
        flow=np.stack([by_side(SITUATIONS) / 20 - 2]),
        floor=floor[:1, 0],
        move_chance=chance,
        action_cost=table(-2, 0, i, h, a),
        action_gain=table(-1, 1, i, h, a),
        package_worth=by_side(x, POSTURES),
        bonus=table(0, 10, rounds, i, h),
        breakdown_chance=0.1,
        horizon=by_side(SITUATIONS),
        breakdown=by_side(SITUATIONS) / 2,
        walk_out=table(0, 30, i, i, h, SITUATIONS),
        collapse=by_side(SITUATIONS),
        aftermath=Aftermath(
            opportunist,
            0.1,
            table(-1, 1, h, SITUATIONS),
            tilt,
            table(0, 20, x, POSTURES),
            table(20, 90, i, h),
            table(0, 40, i, h),
        ),
        pie=np.zeros((i, 2)),
        labels={},
        general=general,
    )
