"""The checked parts of a scenario: who talks, about what, with which instruments, on what ground.

Every name here has been resolved and every default filled in by the reader; the compiler trusts them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from parley.scenario.quantities import Number, Quantity, Terms, When


@dataclass(frozen=True)
class Disposition:
    """A hidden kind of a party; `weight` is the analyst's own prior probability of it."""

    id: str
    name: str
    weight: Number


@dataclass(frozen=True)
class Patience:
    """How much of a worth remains for a party after time passes.

    `kind` is half_life (number in days), yearly (factor kept per year), per_round (factor kept per
    stated round; the number's per_days is that round) or unlimited (number is None).
    """

    kind: str
    number: Number | None


@dataclass(frozen=True)
class AnyDeal:
    """A party's own wish for a deal as such: a bonus in points, halving every `half_life` days."""

    bonus: Quantity
    half_life: Number | None


@dataclass(frozen=True)
class Party:
    """A side with preferences, a patience, a precision, and what it believes of the hidden party.

    `precision` None means perfect. `beliefs` maps dispositions of the hidden party to this party's own
    prior, and is empty for the hidden party itself. `values` maps issue -> option -> points.
    """

    id: str
    name: str
    patience: Patience
    precision: Number | None
    dispositions: tuple[Disposition, ...]
    beliefs: Mapping[str, Number]
    values: Mapping[str, Mapping[str, Quantity]]
    any_deal: AnyDeal | None
    loss_aversion: Number
    reference: Mapping[str, str]
    flow: Terms


@dataclass(frozen=True)
class Option:
    """One answer to an issue; it may change the later balance of force and the price of a broken peace."""

    id: str
    name: str
    strength: Mapping[str, Number] = field(default_factory=dict)
    deterrence: Number | None = None


@dataclass(frozen=True)
class Issue:
    """A question to be settled and the answers it can have, in the order stated.

    A pie (`split` names its two parties) has one option per division; with `reservation` an offer that
    makes the responder exactly indifferent is on the menu as well (plan id `reservation`). `shares` are
    the first party's, option by option, and `worth` is what the whole is worth to either of the two.
    """

    id: str
    name: str
    options: tuple[Option, ...]
    split: tuple[str, str] | None = None
    reservation: bool = False
    shares: tuple[float, ...] = ()
    worth: Number | None = None


@dataclass(frozen=True)
class Plan:
    """A named package: one option for every issue, who signs it in which order, who may offer it."""

    id: str
    name: str
    terms: Mapping[str, str]
    signatories: tuple[str, ...]
    proposers: tuple[str, ...]
    reservation: bool = False
    note: str = ""


@dataclass(frozen=True)
class Collapse:
    """What follows when a track reaches one of its ends: whose collapse it is, and its worth to each party.

    Worth is either that of a plan (`terms`) or stated per party.
    """

    of: str
    terms: str | None
    worth: Mapping[str, Terms]


@dataclass(frozen=True)
class Track:
    """One discretised quantity of the theatre that steps up or down by chance each round.

    `up` and `down` are chances (rates) of a step of one level; `top` and `bottom` say whether reaching
    that end is a collapse.
    """

    id: str
    name: str
    lowest: int
    highest: int
    start: int
    unit: str
    up: Terms
    down: Terms
    top: Collapse | None
    bottom: Collapse | None


@dataclass(frozen=True)
class Lever:
    """An instrument one party holds; `switch_cost` maps the setting moved to, to its holder's cost."""

    id: str
    name: str
    holder: str
    settings: tuple[str, ...]
    start: str
    switch_cost: Mapping[str, Quantity]
    when: When = field(default_factory=When)


LADDER = ("open", "demanded", "expected", "conceded")


@dataclass(frozen=True)
class Condition:
    """A claim, before any settlement, on one option of one issue; it climbs the steps of the LADDER.

    `sets_in` is the rate at which a demanded condition becomes expected. `costs` maps demand, rebuff
    and concede to what that act costs the party doing it.
    """

    id: str
    name: str
    issue: str
    option: str
    claimant: str
    target: str
    start: str
    sets_in: Terms
    costs: Mapping[str, Quantity]


ACCORD_SETTINGS = ("off", "in_force")


@dataclass(frozen=True)
class Accord:
    """A limited agreement in force during the war; it lapses after `lasts` on average and some can leave it.

    `lasts` None means it does not lapse by itself.
    """

    id: str
    name: str
    signatories: tuple[str, ...]
    proposers: tuple[str, ...]
    lasts: Number | None
    leavers: tuple[str, ...]
    leave_cost: Quantity
    propose_cost: Quantity
    start: str
    when: When = field(default_factory=When)


@dataclass(frozen=True)
class Gesture:
    """A goodwill act with no effect on the posture; `worth` is what it is worth, at once, to those named."""

    id: str
    name: str
    by: str
    worth: Mapping[str, Quantity]
    when: When = field(default_factory=When)


@dataclass(frozen=True)
class Transfer:
    """A payment for one round that ends nothing; `worth` is paid at once if all signatories accept."""

    id: str
    name: str
    by: str
    signatories: tuple[str, ...]
    worth: Mapping[str, Quantity]
    when: When = field(default_factory=When)


@dataclass(frozen=True)
class Floor:
    """Who may act in a round: a fixed alternation, or chances per round (terms, by party)."""

    alternate: tuple[str, ...]
    chances: Mapping[str, Terms]


@dataclass(frozen=True)
class Aftermath:
    """What a settlement leaves behind: who may break it, the odds of winning, what renewed war is worth.

    `balance` is the log-odds that the opportunist wins a renewed war before the options' strengths are
    counted. `wins` and `loses` are the worth to each party if the opportunist wins or loses; `cost` is
    what renewed war costs each.
    """

    opportunist: str
    precision: Number | None
    balance: Terms
    wins: Mapping[str, Quantity]
    loses: Mapping[str, Quantity]
    cost: Mapping[str, Quantity]


@dataclass(frozen=True)
class WhatIf:
    """Named changes to the scenario, by path, in the words of the file."""

    id: str
    note: str
    changes: Mapping[str, object]


@dataclass(frozen=True)
class BeliefGrid:
    """The grid of log-odds on which beliefs are kept: `nodes` of them from -limit to +limit."""

    nodes: int
    limit: float


@dataclass(frozen=True)
class Scenario:
    """What the analyst assumes, checked and with every default filled in.

    Mappings keep the order of the file. `round_days` is the length of a round, `rounds` their number
    from `as_of` to the horizon. `horizon_worth`, `breakdown_worth` and `walk_out_worth[walker]` map each
    party to the worth of that ending; `breakdown_chance` is the chance that a refused settlement offer
    ends the talks for good.
    """

    title: str
    as_of: date
    round_days: float
    rounds: int
    parties: Mapping[str, Party]
    issues: Mapping[str, Issue]
    plans: Mapping[str, Plan]
    theatre: Mapping[str, Track]
    levers: Mapping[str, Lever]
    conditions: Mapping[str, Condition]
    accords: Mapping[str, Accord]
    gestures: Mapping[str, Gesture]
    transfers: Mapping[str, Transfer]
    floor: Floor
    breakdown_chance: Number
    horizon_worth: Mapping[str, Terms]
    breakdown_worth: Mapping[str, Terms]
    walk_out_worth: Mapping[str, Mapping[str, Terms]]
    aftermath: Aftermath | None
    belief_grid: BeliefGrid
    what_ifs: Mapping[str, WhatIf]

    @property
    def hidden(self) -> Party | None:
        """The party with more than one disposition, if there is one."""
        return next((p for p in self.parties.values() if len(p.dispositions) > 1), None)
