"""What follows from a graph model as a document: its parts, each a type."""

from __future__ import annotations

from dataclasses import dataclass, field

from parley.files.results import Result


@dataclass(frozen=True)
class OptionPart(Result):
    """A yes/no choice: its id and name, and how it may move if not both ways."""

    id: str
    """the option"""
    name: str
    """what readers call it"""
    one_way: str
    """how it may move if not both ways; empty if it may"""


@dataclass(frozen=True)
class MakerPart(Result):
    """A decision maker, its options in the order of patterns, and what its preference rests on."""

    id: str
    """the decision maker"""
    name: str
    """what readers call it"""
    options: list[OptionPart]
    """its options, in the order of patterns"""
    stated_as: str
    """how its preference was stated"""
    partial: bool
    """whether some pairs of states are not compared"""
    strength: bool
    """whether some preferences are marked as strong"""
    sources: list[str]
    """what the preference rests on"""
    holder: str
    """whose judgement it is"""
    note: str
    """a note beside it"""


@dataclass(frozen=True)
class StatePart(Result):
    """A state, and who would leave it."""

    number: int
    """its number, from 1"""
    name: str
    """what readers call it"""
    pattern: str
    """Y and N in the order of the options; empty in graph form"""
    ranks: list[int | None]
    """each decision maker's rank of it (1 is best; null if partial)"""
    stable: dict[str, list[bool]]
    """concept -> whether each decision maker would stay"""
    strong: dict[str, list[bool]]
    """concept -> whether every improvement could be sanctioned by something much worse"""
    equilibrium: list[str]
    """the concepts under which it is an equilibrium"""
    unseen_by: list[str]
    """decision makers who do not see it"""


@dataclass(frozen=True)
class StepPart(Result):
    """A move: who makes it, and the number of the state it leads to."""

    by: str
    """who makes it"""
    to: int
    """the number of the state it leads to"""


@dataclass(frozen=True)
class AnswerPart(Result):
    """What happens to an improvement: the moves that deter it, none where nothing does."""

    improvement: int
    """the state the improvement leads to"""
    sanction: list[StepPart]
    """the moves that deter it; empty where nothing does"""


@dataclass(frozen=True)
class ReasonPart(Result):
    """Why a decision maker stays at a state or leaves it under a concept."""

    state: int
    """the state"""
    by: str
    """the decision maker"""
    concept: str
    """the stability concept"""
    stable: bool
    """whether it stays"""
    answers: list[AnswerPart]
    """what would happen to each of its improvements"""
    sentence: str
    """the same in words"""


@dataclass(frozen=True)
class JumpPart(Result):
    """A coalition that would leave an equilibrium, where to, and under which concepts."""

    coalition: list[str]
    """its members"""
    state: int
    """the equilibrium it would leave"""
    to: list[int]
    """the states it would go to"""
    unstable_under: list[str]
    """the concepts under which it would leave"""


@dataclass(frozen=True)
class PathPart(Result):
    """The shortest way from the status quo to a state; `steps` is null where there is none."""

    to: int
    """the state"""
    kind: str
    """of which moves: any, or improvements only"""
    steps: list[StepPart] | None
    """the moves; null where there is no way"""


@dataclass(frozen=True)
class ChangePart(Result):
    """What a decision maker would have to think otherwise of: states it prefers now and would hold worse."""

    by: str
    """the decision maker"""
    lowered: list[int]
    """states it prefers now and would have to hold worse"""
    pairs: int
    """how many pairs of states it would have to compare otherwise"""


@dataclass(frozen=True)
class InversePart(Result):
    """What would make a state an equilibrium under a concept."""

    state: int
    """the state"""
    concept: str
    """the stability concept"""
    possible: bool
    """whether any change of preferences would do"""
    exact: bool
    """whether no smaller change would do"""
    pairs: int
    """how many pairs of states would have to be compared otherwise"""
    one_mind: str | None
    """the only decision maker who would have to change its mind; null where it takes several"""
    changes: list[ChangePart]
    """what each would have to change"""


@dataclass(frozen=True)
class SharePart(Result):
    """In what share of the ways looked at a state is an equilibrium, altogether and by concept."""

    state: int
    """the state"""
    share: float
    """share of the ways in which it is an equilibrium under some concept"""
    by_concept: dict[str, float]
    """concept -> the share"""


@dataclass(frozen=True)
class SweepPart(Result):
    """A sweep: how many ways were looked at, what was changed, and how often each state held."""

    ways: int
    """how many ways were looked at"""
    changes: list[str]
    """what was changed"""
    left_out: int
    """how many ways were left out"""
    states: list[SharePart]
    """how often each state held"""


@dataclass(frozen=True)
class ArcPart(Result):
    """A one-step move between two states, and whether its mover prefers where it leads."""

    by: str
    """who moves"""
    start: int
    """the state it starts from"""
    to: int
    """the state it leads to"""
    improvement: bool
    """whether its mover prefers where it leads"""


@dataclass(frozen=True)
class GraphDocument(Result):
    """Everything that was worked out of a graph model. Numbers of states count from 1."""

    title: str
    """the title of the graph"""
    case: str
    """the case's folder name; empty where it stands in none"""
    version: str
    """the version of Parley that made it"""
    input_hashes: dict[str, str]
    """file of the case -> SHA-256 of what was read"""
    as_of: str | None
    """the day it speaks of; null where none is stated"""
    note: str
    """a note of the graph"""
    form: str
    """`options` or `graph`"""
    decision_makers: list[MakerPart]
    """who decides"""
    status_quo: int | None
    """the number of the state that stands; null where none is stated"""
    total_states: int
    """how many states there are"""
    matching_states: int
    """how many match what was asked for"""
    concepts: list[str]
    """the stability concepts looked at"""
    attitude: str
    """the attitude of decision makers (Inohara and others 2007)"""
    once_each: bool
    """whether everybody moves once at most in a sanction"""
    equilibria: dict[str, list[int]]
    """concept -> numbers of the equilibria"""
    by_attitude: dict[str, dict[str, list[int]]]
    """attitude -> concept -> numbers of the equilibria"""
    states: list[StatePart]
    """the states listed"""
    arcs: list[ArcPart]
    """one-step moves among the states listed; empty where they are too many to draw"""
    reasons: list[ReasonPart]
    """why somebody stays or leaves, for what was asked"""
    coalitions: list[list[str]] | None
    """the coalitions looked at; null where none were asked for"""
    jumps: list[JumpPart] | None
    """coalitions that would leave an equilibrium; null where none were asked for"""
    paths: list[PathPart] | None
    """shortest ways from the status quo; null where none were asked for"""
    inverse: list[InversePart] | None
    """what would make a state an equilibrium; null where it was not asked for"""
    sweep: SweepPart | None
    """a sweep over ways the graph may be; null where none was asked for"""
    lost: list[str] = field(default_factory=list)
    """what of a scenario the derived graph has no place for"""
