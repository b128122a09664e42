"""What a party can do now: each act against holding, what it would tell, and the answers to expect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from parley.dealing.position import Position
from parley.dealing.standing import ANALYST, Move, Standing, stand_at
from parley.errors import UsageError
from parley.files import closest_name
from parley.files.results import Result
from parley.solver import Solution


@dataclass(frozen=True)
class Answer(Result):
    """How a party that is asked would answer, if those before it accept; by its kind if it hides one."""

    party: str
    """who is asked"""
    accept: Mapping[str, float]
    """kind of it (`all` where it hides none) -> the chance that it accepts"""
    walk_out: Mapping[str, float]
    """kind of it -> the chance that it walks out"""


@dataclass(frozen=True)
class Act(Result):
    """An act open to a party now."""

    act: str
    """the action"""
    turn: str
    """the turn of the round it is taken in; empty where a round has one turn"""
    gain: Mapping[str, float]
    """kind of the party (`all` where it hides none) -> worth of the act against holding, in points"""
    chance: Mapping[str, float]
    """kind of the party -> the probability of the act if it has the floor"""
    answers: tuple[Answer, ...]
    """how those who are asked would answer"""
    goes_through: Mapping[str, float]
    """kinds of all hidden sides together -> the chance that it goes through"""
    tells: Mapping[str, float]
    """kind of the party -> the analyst's probability of it after the act; empty where it hides none"""


@dataclass(frozen=True)
class Acts(Result):
    """What a party can do if it has the floor, best first, turn by turn."""

    party: str
    """whose acts they are"""
    floor: Mapping[str, float]
    """turn (`round` where there is one) -> the chance that the party has the floor in it"""
    acts: tuple[Act, ...]
    """the acts, turn by turn, in each the best first"""


def acts_now(solution: Solution, position: Position, party: str) -> Acts:
    """Every act of a party at a position, with what it is worth and what is likely to follow."""
    return acts_of(stand_at(solution, position), party)


def acts_of(standing: Standing, party: str) -> Acts:
    """Every act of a party where one stands; UsageError for a party that is not there."""
    i = party_index(standing, party)
    moves = standing.moves(i)
    acts = [act_of(standing, move) for move in moves]
    order = sorted(zip(moves, acts, strict=True), key=lambda one: (one[0].turn, -max(one[1].gain.values())))
    floors = {turn_name(standing, move) or "round": move.floor for move in moves}
    return Acts(party, floors, tuple(act for _, act in order))


def party_index(standing: Standing, party: str) -> int:
    """The place of a party by its name; UsageError with the nearest name."""
    names = standing.structure.parties
    if party not in names:
        near = closest_name(party, names)
        meant = f"; did you mean '{near}'?" if near else ""
        raise UsageError(f"no party called '{party}'{meant} ({', '.join(names)})")
    return names.index(party)


def turn_name(standing: Standing, move: Move) -> str:
    """The turn an act is taken in; empty where a round has one."""
    return standing.turns[move.turn] if standing.turns else ""


def act_of(standing: Standing, move: Move) -> Act:
    """A move as it is told."""
    s = standing.structure
    i = int(s.action_party[move.action])
    side = next((one.name for one in standing.sides if one.party == i), "")
    return Act(
        act=s.actions[move.action],
        turn=turn_name(standing, move),
        gain=standing.to(i, move.worth[i] - move.holding[i]),
        chance=standing.by_kind(i, move.chance),
        answers=tuple(
            Answer(
                s.parties[reply.party],
                standing.by_kind(reply.party, reply.accept),
                standing.by_kind(reply.party, reply.walk_out),
            )
            for reply in move.replies
        ),
        goes_through=dict(zip(standing.profiles, move.through.tolist(), strict=True)),
        tells=standing.believed(move.evidence)[ANALYST][side] if side else {},
    )
