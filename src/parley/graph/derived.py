"""A graph derived from a scenario: levers, conditions, accords and plans as options, points as preferences.

What a state is worth to a party is what the scenario's points come to if everything stayed as it is there:
the flow of each round to the horizon and then the horizon's worth, at the front and the reserves of the first
day; or, where every signatory consents to one plan, the plan's worth with the wish for any deal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from parley.compiler import compile_game
from parley.errors import UsageError
from parley.files import closest_name
from parley.files.articles import agreeing
from parley.game import Game, GeneralNumbers
from parley.graph.model.conflict import Conflict, DecisionMaker, Lock, moves_in_options
from parley.graph.model.preference import complete
from parley.graph.model.states import Cube, Flags, Masks, Option, Rule, States, feasible_masks
from parley.scenario.parts import Accord, Scenario, Side
from parley.scenario.quantities.stated import When

MOST_PLANS = 12
_DIGITS = 9
NO_LIMIT = When()
Floats = NDArray[np.float64]


@dataclass
class _Menu:
    """Options being listed, with what rules out combinations of them and what is one-way."""

    parties: list[str]
    options: list[Option] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    locks: list[Lock] = field(default_factory=list)
    at: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def add(self, kind: str, of: str, what: str, owner: str, name: str) -> int:
        """List an option and remember where it stands."""
        number = len(self.options)
        self.options.append(Option(f"{kind}_{of}_{what}".strip("_"), name, self.parties.index(owner)))
        self.at[kind, of, what] = number
        return number

    def apart(self, numbers: Sequence[int]) -> None:
        """At most one of some options."""
        for place, one in enumerate(numbers):
            for other in numbers[place + 1 :]:
                both = 1 << one | 1 << other
                self.rules.append(Cube(both, both))


@dataclass(frozen=True)
class Derived:
    """A derived graph with where its states stand in the scenario.

    `settled` [s] is the number of the plan every signatory consents to, -1 where the war goes on;
    `posture` [s] the posture of the game; `consents` [s] how many consented to plans not settled.
    """

    conflict: Conflict
    settled: NDArray[np.int64]
    posture: NDArray[np.int64]
    consents: NDArray[np.int64]


def derive(scenario: Scenario, disposition: str | None = None) -> Derived:
    """Derive a graph from a scenario, hidden sides being of one kind each: by default the weightiest.

    `disposition` names the kind of a side, or of several joined by + (`hard+weary`), each by itself or as
    `side.kind` where sides share names. Raises UsageError where there are too many plans, or no such kind.
    """
    if len(scenario.plans) > MOST_PLANS:
        raise UsageError(
            f"the scenario has {len(scenario.plans)} packages; a graph is derived from {MOST_PLANS} at most. "
            "Name the packages that matter as plans."
        )
    game = compile_game(scenario)
    kind, kind_name = _profile(scenario, disposition)
    menu = _menu(scenario)
    masks = feasible_masks(len(menu.options), menu.rules)
    settled = _settled(scenario, menu, masks)
    posture = _posture(scenario, game, menu, masks)
    consents = sum(
        (_taken(masks, at).astype(np.int64) for (what, _, _), at in menu.at.items() if what == "accept"),
        start=np.zeros(len(masks), dtype=np.int64),
    )
    worth = _worth(scenario, game, settled, posture, kind)
    makers = tuple(
        DecisionMaker(
            party.id,
            party.name,
            replace(
                complete(np.unique(np.round(worth[i], _DIGITS), return_inverse=True)[1].astype(np.int64)),
                basis="points",
                note="the scenario's points" + (f", if {kind_name}" if kind_name else ""),
            ),
        )
        for i, party in enumerate(scenario.parties.values())
    )
    owners = tuple(option.owner for option in menu.options)
    bare = np.where(settled >= 0, 0, consents)
    quo = int(np.flatnonzero((settled < 0) & (posture == _start(game)) & (bare == 0))[0])
    states = States(tuple(menu.options), masks, named=_Names(scenario, game, menu, masks, settled, posture))
    conflict = Conflict(
        title=f"{scenario.title}: derived from the scenario",
        makers=makers,
        states=states,
        blocks=moves_in_options(masks, owners, len(makers), tuple(menu.locks)),
        status_quo=quo,
        lost=tuple(_lost(scenario, kind_name)),
        locks=tuple(menu.locks),
        as_of=scenario.as_of,
    )
    return Derived(conflict, settled, posture, bare)


def _profile(scenario: Scenario, asked: str | None) -> tuple[int, str]:
    """The profile in which every hidden side is of the kind asked for, and what is said of it."""
    sides = scenario.sides
    if not sides:
        if asked is not None:
            raise UsageError("nobody in the scenario has a hidden disposition")
        return 0, ""
    chosen = {side.id: max(side.kinds, key=lambda one: one.weight.value).id for side in sides}
    for word in asked.split("+") if asked is not None else ():
        chosen |= [_kind_named(word, sides)]
    profile, said = 0, []
    for side in sides:
        place = [kind.id for kind in side.kinds].index(chosen[side.id])
        profile = profile * len(side.kinds) + place
        said.append(f"{side.in_sentence} {agreeing('is', side.plural)} {side.kinds[place].name.lower()}")
    return profile, " and ".join(said)


def _kind_named(word: str, sides: Sequence[Side]) -> tuple[str, str]:
    """The side and the kind that a word names: `kind`, or `side.kind`."""
    about, dot, name = word.strip().rpartition(".")
    known = [(side.id, kind.id) for side in sides for kind in side.kinds if not dot or side.id == about]
    found = [pair for pair in known if pair[1] == name]
    if len(found) == 1:
        return found[0]
    if found:
        ways = ", ".join(f"{side}.{kind}" for side, kind in found)
        raise UsageError(f"several hidden sides may be '{name}': say which ({ways})")
    ids = [kind for _, kind in known] if len(sides) == 1 or dot else [f"{s}.{k}" for s, k in known]
    near = closest_name(name if len(sides) == 1 or dot else word.strip(), ids)
    meant = f"; did you mean '{near}'?" if near else ""
    who = sides[0].id if len(sides) == 1 else about or "no hidden side"
    has = "has no disposition" if len(sides) == 1 or about else "may be"
    raise UsageError(f"{who} {has} '{name}' ({', '.join(ids)}){meant}")


def _menu(scenario: Scenario) -> _Menu:
    menu = _Menu(list(scenario.parties))
    names = {party.id: party.name for party in scenario.parties.values()}
    for lever in scenario.levers.values():
        other = [setting for setting in lever.settings if setting != lever.start]
        menu.apart(
            [
                menu.add("set", lever.id, setting, lever.holder, f"{lever.name}: {_plain(setting)}")
                for setting in other
            ]
        )
        for party in lever.consent:
            for setting in other:
                name = f"{names[party]} consents: {lever.name} {_plain(setting)}"
                menu.add("consent", lever.id, f"{setting}_{party}", party, name)
    for claim in scenario.conditions.values():
        demand = menu.add(
            "demand", claim.id, "", claim.claimant, f"{names[claim.claimant]} demands: {claim.name}"
        )
        concede = menu.add(
            "concede", claim.id, "", claim.target, f"{names[claim.target]} concedes: {claim.name}"
        )
        both = 1 << demand | 1 << concede
        menu.rules.append(Cube(both, 1 << concede))
        menu.locks.append(Lock(concede, "taken"))
    for accord in scenario.accords.values():
        for party in accord.signatories:
            at = menu.add("agree", accord.id, party, party, f"{names[party]} agrees: {accord.name}")
            if party not in accord.leavers:
                menu.locks.append(Lock(at, "taken"))
    for party in scenario.parties:
        signed = [plan for plan in scenario.plans.values() if party in plan.signatories]
        menu.apart(
            [
                menu.add("accept", plan.id, party, party, f"{names[party]} accepts: {plan.name}")
                for plan in signed
            ]
        )
    return menu


def _plain(word: str) -> str:
    return word.replace("_", " ")


def _taken(masks: Masks, at: int) -> Flags:
    return np.asarray((masks >> np.uint64(at) & np.uint64(1)) == 1, dtype=np.bool_)


def _settled(scenario: Scenario, menu: _Menu, masks: Masks) -> NDArray[np.int64]:
    found = np.full(len(masks), -1, dtype=np.int64)
    for number, plan in enumerate(scenario.plans.values()):
        yes = [_taken(masks, menu.at["accept", plan.id, party]) for party in plan.signatories]
        enough = np.sum(yes, axis=0) >= (plan.offering.agree or len(plan.signatories))
        # Where a majority is enough two plans may have one; what was settled first stays settled.
        found[enough & (found < 0)] = number
    return found


def _posture(scenario: Scenario, game: Game, menu: _Menu, masks: Masks) -> NDArray[np.int64]:
    """The posture of the game at each joint choice."""
    posture = np.zeros(len(masks), dtype=np.int64)
    for part in game.structure.posture:
        posture = posture * len(part.settings) + _setting(scenario, game, part.name, menu, masks)
    return posture


def _setting(scenario: Scenario, game: Game, name: str, menu: _Menu, masks: Masks) -> NDArray[np.int64]:
    """Where a part of the posture stands at each joint choice; what is nobody's choice stays where it is."""
    parts = game.structure.posture
    at = [part.name for part in parts].index(name)
    settings = parts[at].settings
    if name in scenario.levers:
        lever = scenario.levers[name]
        found = np.full(len(masks), settings.index(lever.start), dtype=np.int64)
        for number, setting in enumerate(settings):
            if ("set", name, setting) in menu.at:
                moved = _taken(masks, menu.at["set", name, setting])
                for party in lever.consent:
                    moved &= _taken(masks, menu.at["consent", name, f"{setting}_{party}"])
                found[moved] = number
        return found
    if name in scenario.conditions:
        claim = scenario.conditions[name]
        # A demand that has come to be expected stays so for as long as it stands.
        standing = settings.index("expected" if claim.start == "expected" else "demanded")
        demanded = _taken(masks, menu.at["demand", name, ""])
        conceded = _taken(masks, menu.at["concede", name, ""])
        return np.where(conceded, settings.index("conceded"), np.where(demanded, standing, 0))
    if name not in scenario.accords:
        standing_at = np.unravel_index(_start(game), [len(part.settings) for part in parts])[at]
        return np.full(len(masks), int(standing_at), dtype=np.int64)
    accord: Accord = scenario.accords[name]
    yes = [_taken(masks, menu.at["agree", name, party]) for party in accord.signatories]
    agreed = np.sum(yes, axis=0) >= (accord.agree or len(accord.signatories))
    # A fixed term counts as it does on the day it is agreed, with all its rounds left.
    return np.where(agreed, len(settings) - 1, 0).astype(np.int64)


def _start(game: Game) -> int:
    return int(game.structure.start) % game.structure.postures


def _worth(
    scenario: Scenario, game: Game, settled: NDArray[np.int64], posture: NDArray[np.int64], kind: int
) -> Floats:
    """What each state is worth to each party if it stayed so, shape [i, s]."""
    structure, numbers = game.structure, game.numbers
    general = numbers.general or GeneralNumbers()
    front = int(structure.start) // structure.postures * structure.postures
    here = front + posture
    found = np.zeros((len(structure.parties), len(posture)))
    for i in range(len(structure.parties)):
        waiting = np.zeros(len(posture))
        factor = 1.0
        for t in range(structure.rounds):
            waiting += factor * numbers.flow[structure.flow_of[t], i, kind][here]
            factor *= float(numbers.discount[t, i])
        waiting += factor * numbers.horizon[i, kind][here]
        plan, signed = np.maximum(settled, 0), numbers.bonus[0, i, kind]
        if general.package_worth is not None:
            signed = signed + general.package_worth.at(0)[i, kind][plan, here]
        else:
            signed = signed + numbers.package_worth[i, kind][plan, posture]
        if general.bonus is not None:
            signed = signed + general.bonus.at(0)[i, kind][here]
        found[i] = np.where(settled >= 0, signed, waiting)
    return found


class _Names(Mapping[int, str]):
    """Names of derived states, made when asked for: what is settled, and what differs from the first day."""

    def __init__(
        self,
        scenario: Scenario,
        game: Game,
        menu: _Menu,
        masks: Masks,
        settled: NDArray[np.int64],
        posture: NDArray[np.int64],
    ):
        self.ids = list(scenario.plans)
        self.plans = [plan.name for plan in scenario.plans.values()]
        self.menu, self.masks, self.settled = menu, masks, settled
        self.start = int(np.flatnonzero((settled < 0) & (posture == _start(game)))[0])
        self.parts = {part.name: part.settings for part in game.structure.posture}
        self.setting = {name: _setting(scenario, game, name, menu, masks) for name in self.parts}
        called = [scenario.levers, scenario.conditions, scenario.accords, scenario.plans, scenario.parties]
        self.called = {name: part.name for parts in called for name, part in parts.items()}  # type: ignore[attr-defined]

    def __getitem__(self, state: int) -> str:
        if not 0 <= state < len(self.masks):
            raise KeyError(state)
        plan = int(self.settled[state])
        parts = [f"Settled: {self.plans[plan]}" if plan >= 0 else "The war goes on"]
        for name, settings in self.parts.items():
            now = int(self.setting[name][state])
            if now != self.setting[name][self.start]:
                parts.append(f"{self.called[name]}: {_plain(settings[now])}")
        mask = int(self.masks[state])
        would: dict[str, list[str]] = {}
        for (kind, of, party), at in self.menu.at.items():
            if not mask >> at & 1:
                continue
            offered = kind == "accept" and not (plan >= 0 and of == self.ids[plan])
            if offered or (kind == "agree" and not self.setting[of][state]):
                would.setdefault(self.called[of], []).append(self.called[party])
        parts += [f"{' and '.join(who)} would agree to “{what}”" for what, who in would.items()]
        return "; ".join(parts)

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(range(len(self.masks)))

    def __len__(self) -> int:
        return len(self.masks)


def _lost(scenario: Scenario, kind: str) -> list[str]:
    """What of a scenario a graph has no place for."""
    found = [
        "chance: nothing is probable or improbable in a graph, and who has the floor does not matter",
        "dates: a state has no day, and what changes with time (patience, deadlines, a fading wish for "
        "a deal) counts as on the first day",
    ]
    if scenario.sides:
        found.append(f"beliefs: nobody doubts what anybody is after; everything is judged as if {kind}")
    if scenario.theatre:
        tracks = ", ".join(track.name for track in scenario.theatre.values())
        found.append(f"the theatre: {tracks} stay where they are, and nobody collapses")
    if scenario.levers or scenario.conditions or scenario.accords:
        found.append("the cost of moving: switching, proposing, leaving, demanding and conceding are free")
    if scenario.conditions:
        found.append("demands that come to be expected by themselves, and rebuffs")
    if any(accord.lasts for accord in scenario.accords.values()):
        found.append("the lapse of accords")
    if scenario.aftermath is not None:
        found.append("what a settlement is worth once it may be broken")
    if scenario.gestures or scenario.transfers:
        found.append("gestures and transfers")
    if scenario.bargains:
        found.append("bargains: what is set at once there is set one by one here")
    if scenario.statements:
        found.append("threats and promises, and what breaking them costs")
    if scenario.events:
        found.append("events: they stay as they are")
    if scenario.turns:
        found.append("turns: anybody may move at any time")
    if any(plan.offering.ratified or plan.offering.unratified for plan in scenario.plans.values()):
        found.append("signatures that may not hold")
    if scenario.talks is not None or scenario.tabling is not None:
        found.append("talks that open and close, and offers that lie on the table")
    limits = [lever.when for lever in scenario.levers.values()]
    limits += [accord.when for accord in scenario.accords.values()]
    if any(limit != NO_LIMIT for limit in limits):
        found.append("conditions under which a lever may be moved or an accord proposed")
    found.append("precision: everybody always does what is better for it")
    found.append("who may propose: any signatory may consent to any plan first")
    return found
