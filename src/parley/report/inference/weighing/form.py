"""The form of `weighing.json`: what a weighed record says, names as the case has them or withheld."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from parley.files.results import Result
from parley.outlook import BeliefCheck


@dataclass(frozen=True)
class Moment(Result):
    """One thing that was seen, and how the model took it."""

    round: int
    """the round it was seen in"""
    date: dt.date
    """the day it was seen"""
    kind: str
    """action, answer, not ratified, reading, ending, or quiet (a round in which nothing was recorded)"""
    move: str
    """the move of the record; empty where there is none"""
    party: str
    """who did it; empty where nobody did"""
    what: str
    """the action, answer, reading or ending, by its name"""
    text: str
    """the same in words"""
    record: str
    """what the record says of it"""
    chance: float
    """its probability given everything before it"""
    surprise: float
    """how improbable that was, in bits"""
    choice_surprise: float
    """how improbable that the party did just this, once it had the floor, in bits"""
    told: float | None
    """log-likelihood ratio, first disposition against second; null where it rules one out"""
    beliefs: Mapping[str, float]
    """holder -> probability of the first disposition after it"""


@dataclass(frozen=True)
class OtherSide(Result):
    """A further side that hides what it is, or a fact nobody knows, and what was believed of it."""

    side: str
    """the party or the unknown"""
    name: str
    """its name"""
    party: str | None
    """the party whose disposition it is; null for a fact nobody knows"""
    kinds: Mapping[str, str]
    """kind -> name"""
    beliefs: Mapping[str, Mapping[str, tuple[float, ...]]]
    """holder -> kind -> probability at each of the rounds"""


@dataclass(frozen=True)
class MeetingTold(Result):
    """A meeting, what was given at it, and what everything done at it told."""

    move: str
    """the row of the meeting"""
    date: dt.date
    """its first day"""
    about: str
    """what the record says it was about; empty where names are withheld"""
    gave: tuple[str, ...]
    """moves that agree, accept, concede, promise or favour there"""
    weighed: tuple[str, ...]
    """moves made there that count as something in the game"""
    told: float | None
    """log-likelihood ratio of these, first disposition against the others; null where one is ruled out"""


@dataclass(frozen=True)
class Needed(Result):
    """A part of the situation that would have to stand otherwise."""

    part: str
    """the part"""
    name: str
    """its name"""
    stood_at: str
    """where it most probably stood"""
    would_have_to_stand_at: str
    """where it would have to"""
    path: str
    """where the scenario says at what it starts"""


@dataclass(frozen=True)
class NotAllowed(Result):
    """A moment the model did not allow."""

    round: int
    """the round it was seen in"""
    date: dt.date
    """the day it was seen"""
    kind: str
    """action, answer, reading, ending, quiet or fighting"""
    move: str
    """the move of the record; empty where there is none"""
    party: str
    """who did it; empty where nobody did"""
    what: str
    """the action, answer or reading, by its name"""
    text: str
    """the same in words"""
    because: str
    """why: situation, floor, menu, choice, ended or fate"""
    needed: tuple[Needed, ...]
    """the fewest parts that would have to stand otherwise"""
    why: str
    """why, and the least change that would allow it, in words"""


@dataclass(frozen=True)
class ReadOutOfTurn(Result):
    """A deed that was not read in the record's order, or not in a turn of its own."""

    round: int
    """the round it was seen in"""
    date: dt.date
    """the day it was seen"""
    move: str
    """the move of the record"""
    because: str
    """order (its turn comes before that of moves recorded earlier) or no_turn (no turn was left for it)"""
    than: tuple[str, ...]
    """the moves recorded earlier that were read after it, or the turn, past already, it was weighed in"""
    why: str
    """the same in words"""


@dataclass(frozen=True)
class Standing(Result):
    """Where a part of the situation stands at the end of the record."""

    now: Mapping[str, float]
    """setting -> probability"""
    scenario_starts_at: str
    """where the scenario starts it"""


@dataclass(frozen=True)
class Coming(Result):
    """The coming rounds."""

    rounds: tuple[dt.date, ...]
    """the days they begin, and the day the last ends"""
    actions: Mapping[str, Mapping[str, tuple[float, ...]]]
    """party -> action -> probability that it is taken, in each"""
    action_names: Mapping[str, str]
    """action -> the same in words"""
    quiet: tuple[float, ...]
    """probability that nothing is recorded in it"""


@dataclass(frozen=True)
class EndingsAhead(Result):
    """Every ending by date, from where the record leaves off to the horizon."""

    rounds: tuple[dt.date, ...]
    """the days the rounds begin"""
    reached: Mapping[str, tuple[float, ...]]
    """ending -> probability that it has been reached by each"""
    still_fighting: tuple[float, ...]
    """probability that none has"""


@dataclass(frozen=True)
class CodedEntry(Result):
    """What a move of the record counts as."""

    move: str
    """the move"""
    date: dt.date
    """the day it is weighed on"""
    kind: str
    """action, answer, reading, earlier (before the coding begins), nothing or uncovered"""
    party: str
    """who does it"""
    what: str
    """what it counts as"""
    by: str
    """the rule it comes from, or exception"""
    coder: str
    """whose judgement that is"""
    reason: str
    """why"""
    note: str
    """why it counts as nothing though it was meant as an answer"""
    record: str
    """what the record says of it"""


@dataclass(frozen=True)
class StatedSight(Result):
    """A reading of the situation that rests on facts."""

    date: dt.date
    """the day"""
    part: str
    """the part that was read"""
    chances: Mapping[str, float]
    """where it may truly stand -> the chance of reading it so then"""
    sources: tuple[str, ...]
    """ids of the rows it rests on"""
    coder: str
    """whose judgement it is"""
    reason: str
    """why"""


@dataclass(frozen=True)
class CodedDocument(Result):
    """How the record was coded."""

    moves: tuple[CodedEntry, ...]
    """every known move"""
    uncovered: tuple[str, ...]
    """moves that no rule covers, which are not weighed"""
    start: Mapping[str, str]
    """path -> value from which the weighed game starts otherwise than the scenario"""
    readings: tuple[StatedSight, ...]
    """readings that rest on facts"""


@dataclass(frozen=True)
class PricedAct(Result):
    """A recorded act that the scenario gives a price, beside the claim made for it."""

    move: str
    """the move"""
    date: dt.date
    """the day it is weighed on"""
    text: str
    """what it counts as, in words"""
    by: str
    """who did it"""
    points: Mapping[str, Mapping[str, float]]
    """party -> kind (empty where none matters) -> points at once or while it lasts; below 0 it costs"""
    claimed_by: tuple[str, ...]
    """rows that present it as a success"""


@dataclass(frozen=True)
class CodedPart(Result):
    """How a record was coded, and when: the part of a weighing that needs nothing solved."""

    blind: bool
    """whether names are withheld"""
    begins: dt.date
    """the first day of the first round"""
    as_of: dt.date
    """the last day of which the record that was read speaks"""
    asked_for: dt.date
    """the day it was to be read on"""
    parties: Mapping[str, str]
    """party -> name"""
    coding: CodedDocument
    """how the record was coded"""
    stakes: tuple[PricedAct, ...] = ()
    """recorded acts that the scenario gives a price"""


@dataclass(frozen=True)
class WeighedRecord(Result):
    """A record held against the solved game: beliefs by date, surprises, and what comes next."""

    version: str
    """the version of Parley that made it"""
    case: str
    """the case's folder name; blind where names are withheld"""
    title: str
    """the scenario's title"""
    hidden: str | None
    """the party whose disposition the others do not know; null if there is none"""
    dispositions: Mapping[str, str]
    """disposition -> name"""
    rounds: tuple[dt.date, ...]
    """the day each weighed round begins, and last the day on which beliefs stand where they end"""
    rounds_over: int
    """how many of them are over for the game"""
    beliefs: Mapping[str, Mapping[str, tuple[float, ...]]]
    """holder (each open party, and analyst) -> disposition -> probability at each of the rounds"""
    moments: tuple[Moment, ...]
    """everything that was seen, in order"""
    meetings: tuple[MeetingTold, ...]
    """meetings at which something was done that the game knows"""
    other_sides: tuple[OtherSide, ...]
    """every hidden side after the first"""
    impossible: tuple[NotAllowed, ...]
    """what the model did not allow"""
    out_of_turn: tuple[ReadOutOfTurn, ...]
    """deeds not read in the record's order, or not in a turn of their own; none where rounds have one"""
    most_surprising: tuple[int, ...]
    """places among the moments, the most surprising first"""
    most_telling: tuple[int, ...]
    """places among the moments, the most telling first"""
    log_likelihood: float
    """of everything the model allowed, in nats"""
    log_likelihood_by_disposition: Mapping[str, float | None]
    """disposition -> the same under it; null where it is ruled out"""
    went_on: tuple[float, ...]
    """for each round the probability that its fighting ended nothing"""
    ended: str | None
    """the ending, if the record ended the war"""
    ending_names: Mapping[str, str]
    """ending -> the same in words"""
    posture: Mapping[str, Standing]
    """track, lever, condition or accord -> where it stands at the end"""
    part_names: Mapping[str, str]
    """part -> name"""
    cast: Mapping[str, str]
    """name of a part -> who holds, demands, proposes or signs it"""
    next: Coming | None
    """the coming rounds; null if the record ended the war"""
    endings: EndingsAhead | None
    """every ending by date; null if the record ended the war"""
    blind: bool
    """whether names are withheld"""
    begins: dt.date
    """the first day of the first round"""
    as_of: dt.date
    """the last day of which the record that was read speaks"""
    asked_for: dt.date
    """the day it was to be read on"""
    parties: Mapping[str, str]
    """party -> name"""
    coding: CodedDocument
    """how the record was coded"""
    stakes: tuple[PricedAct, ...] = ()
    """recorded acts that the scenario gives a price"""
    input_hashes: Mapping[str, str] | None = None
    """file of the case -> SHA-256 of what was read; not there where names are withheld"""
    certificate: BeliefCheck | None = None
    """how nearly beliefs follow from choices in the game behind it; null in what earlier versions kept"""
