"""The outlook as a type: what ends it and when, what drives it, and how good the solution is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Annotated, Any, TypeAlias

from annotated_types import Ge, Interval, MinLen

from parley.files.results import Pattern, Result
from parley.game.names import Action, Ending
from parley.outlook.belief_checks import BeliefCheck

Probability: TypeAlias = Annotated[float, Interval(ge=-1e-12, le=1.000000001)]
Chances: TypeAlias = tuple[Probability, ...]
"""A probability by date."""
Digest: TypeAlias = Annotated[str, Pattern("^[0-9a-f]{64}$")]
Count: TypeAlias = Annotated[float, Ge(0)]
Size: TypeAlias = Annotated[int, Ge(1)]
Points: TypeAlias = tuple[float | None, ...]
"""Points by date, with gaps."""


@dataclass(frozen=True)
class Worth(Result):
    """What something is worth to a party, in points."""

    mean: float
    """under the party's own belief (of what it hides itself: under the analyst's weights)"""
    by_disposition: Mapping[str, float]
    """given each kind of each hidden side"""


@dataclass(frozen=True)
class Durability(Result):
    """How probable it is that a package, signed at once, is not broken later (Powell 2006)."""

    mean: Probability
    """under the analyst's weights"""
    by_disposition: Mapping[str, Probability]
    """given each kind of each hidden side"""
    wins: Probability | None = None
    """chance that the party that could break it would win the renewed war; None where nobody could"""


@dataclass(frozen=True)
class Levels(Result):
    """The level of a track by date, while no ending has been reached."""

    mean: tuple[float, ...]
    """mean level"""
    p10: tuple[float, ...]
    """level that one case in ten does not exceed"""
    p50: tuple[float, ...]
    """median level"""
    p90: tuple[float, ...]
    """level that nine cases in ten do not exceed"""


@dataclass(frozen=True)
class Expected(Result):
    """How often an action is expected in each round (T entries)."""

    expected: tuple[Count, ...]
    """expected number of times in each round"""
    by_disposition: Mapping[str, tuple[Count, ...]]
    """the same, given each kind of each hidden side"""


@dataclass(frozen=True)
class Answered(Result):
    """How often each answer is expected up to the horizon."""

    accept: Count
    """expected number of acceptances"""
    refuse: Count
    """expected number of refusals"""
    walk_out: Count
    """expected number of times it walks out"""


@dataclass(frozen=True)
class GainFromWaiting(Result):
    """Worth of fighting on (the round fought, nothing more agreed in it) minus worth of one package, in
    points by round (T entries), given still fighting."""

    mean: Points
    """under the analyst's weights, as play has moved them; null where the war is surely over"""
    by_disposition: Mapping[str, Points]
    """given each kind of each hidden side"""


@dataclass(frozen=True)
class BargainingRange(Result):
    """Which packages every signatory prefers to fighting on, while no ending has been reached."""

    plans: Mapping[str, Chances]
    """plan -> probability that every signatory prefers it, for each round (T entries)"""
    empty: Chances
    """probability that there is no such package, for each round (T entries)"""


@dataclass(frozen=True)
class Regret(Result):
    """What a party could gain by leaving its strategy once, in points."""

    points: float
    """the most the party could gain by one deviation anywhere that is reached"""
    allowed: float
    """the most its precision allows"""


@dataclass(frozen=True)
class Distance(Result):
    """How far two outlooks of one case lie apart."""

    probability: Count
    """largest difference in the probability of any ending at any date"""
    worth: Count
    """largest difference in any party's worth now, in points"""


@dataclass(frozen=True)
class Parting(Result):
    """Where two outlooks of one case part: what a party is expected to do most differently."""

    since: date
    """the first date from which an action is expected at least 0.001 times more or less often in a round"""
    date: date
    """the date of the round in which it differs most"""
    party: str
    """who acts"""
    action: Action
    """the action"""
    expected: Count
    """expected number of times in that round"""
    otherwise: Count
    """the same in the other outlook"""


@dataclass(frozen=True)
class Selection(Distance):
    """How far an outlook rests on which of several beliefs that agree with choices are taken."""

    parting: Parting | None = None
    """where that shows most in what anybody does; null where nothing is done differently"""


@dataclass(frozen=True)
class GridEnds(Result):
    """What a belief grid keeps back at its ends."""

    lower: Count
    """probability that the war goes on with public log-odds at the lower end"""
    upper: Count
    """probability that the war goes on with public log-odds at the upper end"""
    withheld: Count
    """certainty the ends keep back: probability there times the doubt left to whoever doubts most"""
    wide_enough: bool
    """whether that is too little to matter"""


@dataclass(frozen=True)
class Certificate(Result):
    """How good the solution is, and the size of what was solved."""

    residual: Count
    """largest belief residual, in log-odds"""
    regret: Mapping[str, Regret]
    """party -> its regret"""
    rounds: Size
    """number of rounds, T"""
    situations: Size
    """states of theatre and posture together"""
    belief_nodes: Size
    """nodes of the grid of log-odds"""
    belief_limit: Count
    """the largest log-odds of the grid; 0 where no party hides anything"""
    belief_ends: GridEnds
    """what stands at the ends of the grid, where evidence is thrown away: each the largest over all dates"""
    bytes: Annotated[int, Ge(0)]
    """memory the solution takes"""
    seconds: Count
    """time it took to solve; the only entry that differs between two runs of one case"""
    refinement: Distance | None = None
    """how far the outlook moves on a belief grid a third wider, with steps a third shorter; null if it was
    not asked for"""
    selection: Selection | None = None
    """how far the outlook moves if beliefs, where several agree with the choices they rest on, are followed
    from a low precision in every round; null if it was not asked for"""
    settled: bool = True
    """whether every belief follows from the choices it rests on, to 1e-6 in log-odds"""
    residual_reached: Count = 0.0
    """largest belief residual where play leads, in log-odds"""
    unsettled: Probability = 0.0
    """largest probability, over all dates, of standing where beliefs do not follow from choices to 1e-6"""
    unsettled_on: date | None = None
    """the date of that; null if it is nought"""
    residual_off_path: Count = 0.0
    """largest belief residual at nodes that one deviation from play leads to, in log-odds"""

    @property
    def check(self) -> BeliefCheck:
        """What of it tells how nearly beliefs follow from choices."""
        return BeliefCheck(**{one.name: getattr(self, one.name) for one in fields(BeliefCheck)})


@dataclass(frozen=True)
class HiddenSide(Result):
    """Something not everybody knows: what kind a party is of, or a fact nobody knows."""

    name: str
    """the name of the party, or of the fact"""
    party: str | None
    """the party that knows its kind; null for a fact nobody knows"""
    kinds: Mapping[str, str]
    """kind (SIDE.KIND where two sides have kinds of one name) -> name"""


@dataclass(frozen=True)
class GivenKind(Result):
    """How it ends, given that a hidden side is of one kind; the others as the analyst expects them."""

    endings: Mapping[Ending, Chances]
    """ending -> probability that it has been reached by each date (cumulative)"""
    still_fighting: Chances
    """probability that no ending has been reached by each date; with the endings it sums to 1"""


@dataclass(frozen=True)
class Head(Result):
    """What a result is about: the case, its state, and the names of what it mentions."""

    case: str
    """the case's folder name"""
    title: str
    """the scenario's title"""
    as_of: date
    """the date it is made for; nothing dated later was read"""
    version: str
    """the version of Parley that made it"""
    input_hashes: Mapping[str, Digest]
    """file of the case -> SHA-256 of what was read"""
    parties: Mapping[str, str]
    """party id -> name, in the scenario's order"""
    plans: Mapping[str, str]
    """plan id -> name"""
    hidden: str | None
    """the first party whose disposition the others do not know; null if there is none"""
    dispositions: Mapping[str, str]
    """disposition of that party -> name; empty if no party is hidden"""
    sides: Mapping[str, HiddenSide] = field(default_factory=dict, kw_only=True)
    """party with dispositions, or unknown -> what it may be: everything hidden, in the scenario's order"""

    @property
    def head(self) -> dict[str, Any]:
        """The head alone, for another result about the same."""
        return {one.name: getattr(self, one.name) for one in fields(Head)}


@dataclass(frozen=True)
class Gist(Result):
    """The parts of an outlook that a comparison keeps.

    Paths over rounds have one entry for the start of each round and a last one for the horizon (T + 1 in
    all), unless they say one for each round (T).
    """

    rounds: Annotated[tuple[date, ...], MinLen(2)]
    """the date each round starts, and the horizon last; the first is as_of"""
    endings: Mapping[Ending, Chances]
    """ending -> probability that it has been reached by each date (cumulative)"""
    still_fighting: Chances
    """probability that no ending has been reached by each date; with the endings it sums to 1"""
    beliefs: Mapping[str, Mapping[str, Chances]]
    """holder (each party, and analyst) -> kind of every side hidden from it -> mean probability given to it,
    while no ending has been reached; empty if nothing is hidden"""
    values: Mapping[str, Worth]
    """party -> what the game is worth to it now, in points"""
    gain_over_best: Mapping[str, Points]
    """party -> gain from waiting over the best package the signatories would take: worth of fighting on
    minus worth of the package, in points, for each round (T entries); positive where waiting pays, null
    where no package would be taken"""
    bargaining_range: BargainingRange
    """which packages every signatory prefers to fighting on, while no ending has been reached"""

    @property
    def horizon(self) -> date:
        """The last date looked at."""
        return self.rounds[-1]

    @property
    def settled(self) -> float:
        """The probability of any settlement by the horizon."""
        return float(sum(path[-1] for name, path in self.endings.items() if name.settles))

    @property
    def gist(self) -> dict[str, Any]:
        """These parts alone, for a comparison."""
        return {one.name: getattr(self, one.name) for one in fields(Gist)}


@dataclass(frozen=True)
class Outlook(Gist, Head):
    """What Parley reads off a solution: how it ends and when, what drives it, how good the solution is.

    Paths over rounds have one entry for the start of each round and a last one for the horizon (T + 1 in
    all), unless they say one for each round (T).
    """

    tracks: Mapping[str, Levels]
    """track of the theatre -> its level by date"""
    posture: Mapping[str, Mapping[str, Chances]]
    """lever, condition or accord -> setting -> probability by date, while no ending has been reached"""
    actions: Mapping[str, Mapping[Action, Expected]]
    """party -> action -> how often it is expected"""
    answers: Mapping[str, Mapping[Action, Answered]]
    """party -> action put to it -> how often each answer is expected"""
    gain_from_waiting: Mapping[str, Mapping[str, GainFromWaiting]]
    """party -> plan -> worth of fighting on minus that of the plan, in points: positive where waiting pays"""
    durability: Mapping[str, Durability]
    """plan -> probability that it is not broken, if signed at once"""
    solver: Certificate
    """the certificate and the size of what was solved"""
    given: Mapping[str, GivenKind] = field(default_factory=dict)
    """kind of each hidden side -> how it ends if that is so; empty if nothing is hidden"""
