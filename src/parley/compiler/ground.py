"""The situations of a scenario as arrays, and sums of terms evaluated over all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from parley.compiler.calendar import flow_per_round, is_active, stated_periods
from parley.game import Component, Flags, Floats, Ints
from parley.scenario.parts import ACCORD_SETTINGS, LADDER, Accord, Scenario, Side
from parley.scenario.parts.instruments.statements import STATEMENT_SETTINGS
from parley.scenario.parts.table import TALKS, TALKS_SETTINGS
from parley.scenario.parts.tabling import tabled_by, tabled_settings
from parley.scenario.quantities import ForEach, Number, Quantity, Term, Terms, When


@dataclass(frozen=True)
class Ground:
    """The situations of a scenario: `setting` maps a component to its setting index in every situation [s].

    `sides` are hidden, and `kinds` [h, g] says what each is in every profile h, which takes the place of the
    disposition. `level` maps each track to its level (as stated, not as index) in every situation. The last
    components vary fastest; tracks come before the posture.
    """

    scenario: Scenario
    tracks: tuple[Component, ...]
    posture: tuple[Component, ...]
    setting: Mapping[str, Ints]
    level: Mapping[str, Ints]
    stride: Mapping[str, int]
    sides: tuple[Side, ...]
    kinds: Ints

    @cached_property
    def dispositions(self) -> int:
        """Number of profiles: ways the hidden sides can be, together; 1 where nothing is hidden."""
        return len(self.kinds)

    def under(self, quantity: Quantity, profile: int) -> Number:
        """The number of a quantity that holds under a profile of the hidden sides."""
        if not quantity.side:
            return quantity.numbers[0]
        side = next(g for g, one in enumerate(self.sides) if one.id == quantity.side)
        return quantity.numbers[int(self.kinds[profile, side])]

    def by_profile(self, quantity: Quantity) -> Floats:
        """A quantity as an array over profiles, shape [h]."""
        return np.array([self.under(quantity, h).value for h in range(self.dispositions)])

    @cached_property
    def situations(self) -> int:
        """Number of situations."""
        return int(np.prod([len(c.settings) for c in self.tracks + self.posture], dtype=np.int64))

    @cached_property
    def postures(self) -> int:
        """Number of postures."""
        return int(np.prod([len(c.settings) for c in self.posture], dtype=np.int64))

    @cached_property
    def talking(self) -> Flags:
        """Where the channel of the talks is open, shape [s]."""
        if self.scenario.talks is None:
            return np.ones(self.situations, dtype=np.bool_)
        return np.asarray(self.setting[TALKS] == TALKS_SETTINGS.index("open"))

    def index(self, component: str, setting: str) -> int:
        """The index of a setting of a part of the posture; of a fixed term the one with all rounds left."""
        return self.indices(component, setting)[-1]

    def indices(self, component: str, setting: str) -> list[int]:
        """The indices of a setting; a fixed term has one for each round that is left of it."""
        settings = next(c for c in self.posture if c.name == component).settings
        return [index for index, one in enumerate(settings) if one == setting]

    def holds(self, when: When) -> Flags:
        """In which situations all clauses hold, shape [s]."""
        result = np.ones(self.situations, dtype=np.bool_)
        for name, settings in when.posture.items():
            result &= np.isin(self.setting[name], [i for s in settings for i in self.indices(name, s)])
        for name, (lowest, highest) in when.levels.items():
            result &= (self.level[name] >= lowest) & (self.level[name] <= highest)
        for name, levels in when.among.items():
            result &= np.isin(self.level[name], levels)
        return result

    def times(self, for_each: ForEach | None) -> Floats:
        """The multiplier of a term in every situation, shape [s]."""
        if for_each is None:
            return np.ones(self.situations)
        level = self.level[for_each.track].astype(np.float64)
        if for_each.above is not None:
            return np.maximum(level - for_each.above, 0.0)
        return np.maximum((for_each.below or 0) - level, 0.0)

    def total(self, terms: Terms, t: int, amount: Callable[[Number], float]) -> Floats:
        """The sum of the terms that count in round t, shape [h, s]."""
        result = np.zeros((self.dispositions, self.situations))
        for term in terms:
            if not is_active(self.scenario, term, t):
                continue
            shape = self.holds(term.when) * self.times(term.for_each)
            for h in range(self.dispositions):
                result[h] += amount(self.under(term.amount, h)) * shape
        return result

    def worth(self, terms: Terms, t: int = 0) -> Floats:
        """A worth in points, shape [h, s]."""
        return self.total(terms, t, lambda number: number.value)

    def flow(self, terms: Terms, t: int) -> Floats:
        """A flow in points over round t, shape [h, s]."""
        return self.total(terms, t, lambda number: flow_per_round(self.scenario, number, t))

    def chances(self, sums: Sequence[Terms], t: int) -> list[Floats]:
        """Competing chances per round, each of shape [h, s].

        Their sum is brought from the period it is stated for to the length of a round by compounding the
        chance that none of them happens; its parts keep their proportions. What is stated for different
        periods is brought to the shortest of them first, each period's sum together.
        """
        numbers = [n for terms in sums for term in terms for n in term.amount.numbers]
        periods = stated_periods(self.scenario, numbers)
        by_period = [self._stated_for(sums, t, period, periods[0]) for period in periods]
        stated = [np.sum(parts, axis=0) for parts in zip(*by_period, strict=True)]
        return _compounded(stated, periods[0], self.scenario.pace.length(t))

    def _stated_for(self, sums: Sequence[Terms], t: int, period: float, common: float) -> list[Floats]:
        """What of these sums is stated for one period, brought to the common one."""

        def amount(number: Number) -> float:
            return number.value if (number.per_days or period) == period else 0.0

        return _compounded([self.total(terms, t, amount) for terms in sums], period, common)

    def shares(self, sums: Sequence[Terms], t: int) -> list[Floats]:
        """Chances of the floor per round, each of shape [h, s], in proportion to the length of a round.

        A party that speaks once in four weeks speaks as often whether weeks or days are counted; what is
        compounded in `chances`, that something happens at all, would make it speak more often in short
        rounds. Where rounds are so long that the shares exceed one, somebody always has the floor.
        """
        days = self.scenario.pace.length(t)
        stated = [self.total(terms, t, lambda n: n.value * days / (n.per_days or days)) for terms in sums]
        return [part / np.maximum(np.sum(stated, axis=0), 1.0) for part in stated]


def _compounded(parts: list[Floats], period: float, days: float) -> list[Floats]:
    """Bring chances that compete from one period to another, together; a negative sum is mirrored."""
    if period == days:
        return parts
    together = np.sum(parts, axis=0)
    any_of = np.clip(np.abs(together), 0.0, 1.0)
    rescaled = 1.0 - (1.0 - any_of) ** (days / period)
    share = np.divide(rescaled, any_of, out=np.zeros_like(any_of), where=any_of > 0)
    return [part * share for part in parts]


def components(scenario: Scenario) -> tuple[tuple[Component, ...], tuple[Component, ...]]:
    """The tracks and the parts of the posture, in the order of the file."""
    tracks = tuple(
        Component(track.id, tuple(str(level) for level in range(track.lowest, track.highest + 1)))
        for track in scenario.theatre.values()
    )
    posture = (
        *(Component(lever.id, lever.settings) for lever in scenario.levers.values()),
        *(Component(condition.id, LADDER) for condition in scenario.conditions.values()),
        *(Component(accord.id, _accord_settings(scenario, accord)) for accord in scenario.accords.values()),
        *(Component(event.id, event.states) for event in scenario.events.values()),
        *(Component(statement, STATEMENT_SETTINGS) for statement in scenario.statements),
        *((Component(TALKS, TALKS_SETTINGS),) if scenario.talks else ()),
        *(
            Component(tabled_by(party), tabled_settings(scenario.plans, party))
            for party in (scenario.tabling.by if scenario.tabling else ())
        ),
    )
    return tracks, posture


def _accord_settings(scenario: Scenario, accord: Accord) -> tuple[str, ...]:
    """Off, and in force: once, or once for each round that may be left of a fixed term."""
    return (ACCORD_SETTINGS[0], *[ACCORD_SETTINGS[1]] * accord.rounds(scenario.pace))


def lay_out(scenario: Scenario) -> Ground:
    """Lay out every situation of a scenario as index arrays."""
    tracks, posture = components(scenario)
    everything = tracks + posture
    sizes = [len(c.settings) for c in everything]
    total = int(np.prod(sizes, dtype=np.int64))
    grids = np.unravel_index(np.arange(total), sizes) if sizes else ()
    setting = {c.name: np.asarray(g, dtype=np.int64) for c, g in zip(everything, grids, strict=True)}
    strides = np.cumprod([1, *sizes[:0:-1]], dtype=np.int64)[::-1] if sizes else np.zeros(0, np.int64)
    return Ground(
        scenario=scenario,
        tracks=tracks,
        posture=posture,
        setting=setting,
        level={c.name: setting[c.name] + scenario.theatre[c.name].lowest for c in tracks},
        stride={c.name: int(stride) for c, stride in zip(everything, strides, strict=True)},
        sides=scenario.sides,
        kinds=_profiles([len(side.kinds) for side in scenario.sides]),
    )


def _profiles(counts: list[int]) -> Ints:
    """The kind of every hidden side in every profile, [h, g], the last side fastest."""
    if not counts:
        return np.zeros((1, 0), dtype=np.int64)
    return np.stack(np.unravel_index(np.arange(int(np.prod(counts))), counts), axis=1).astype(np.int64)


def paths_of(terms: Sequence[Term]) -> tuple[str, ...]:
    """The scenario paths of every number in a sum of terms."""
    return tuple(number.path for term in terms for number in term.amount.numbers)
