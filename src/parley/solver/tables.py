"""A game laid out for the kernel: parties and dispositions share one axis, c = i * H + h, innermost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import numpy as np

from parley.game import (
    NONE,
    Aftermath,
    Flags,
    Floats,
    Game,
    Ints,
    Questions,
    Structure,
    find_questions,
)
from parley.solver.kernel.complete_information.runs import find_runs
from parley.solver.kernel.numbers.lanes import LANES, lanes_for
from parley.solver.kernel.numbers.structs import Struct


class Tables(Struct):
    """Arrays the kernel reads. Axes as in `parley.game`, and n for news slots.

    News slots keep the log-odds after each choice of the hidden party: one for each of its own actions
    (`act_slot` [a]), two for each question it may be asked (`answer_slot` [j, 2]: accepted, refused); those
    that no search starts from, acceptances that end the war, come last. `question` [j] tells what the hidden
    party is asked, `hidden_answer` [j] its place among those who answer. `move_shift` [n, m] is what a move
    of nature says of the disposition, in log-odds. `doubt` [i] are a party's prior odds against disposition
    0, `grid` [b] the belief nodes and `odds_against` [b] the public odds against disposition 0 there; whole
    rows, the last node repeated. `asked` [j, i] says who answers. A party's actions run from `first_action`
    [i] to before `first_action` [i + 1]; `run_of` [a], `run_size` [r] and `run_open` [s, r] are runs of
    offers (`find_runs`). `package_worth` [q, c, x], `tilt`, `deterrence` [q, x] and `cost_of` [c, a] are
    padded for whole rows.
    """

    fields: ClassVar = {
        "hidden": int,
        "lowest": float,
        "per_step": float,
        "nodes": int,
        "grid": (np.float64, 1),
        "odds_against": (np.float64, 1),
        "postures": int,
        "first_action": (np.int64, 1),
        "action_next": (np.int64, 2),
        "action_package": (np.int64, 1),
        "action_joint": (np.int64, 1),
        "reservation": (np.bool_, 1),
        "signers": (np.int64, 2),
        "asked": (np.bool_, 2),
        "action_party": (np.int64, 1),
        "run_of": (np.int64, 1),
        "run_size": (np.int64, 1),
        "run_open": (np.bool_, 2),
        "package_signers": (np.int64, 2),
        "reserved": (np.bool_, 1),
        "act_slot": (np.int64, 1),
        "answer_slot": (np.int64, 2),
        "question": (np.int64, 1),
        "hidden_answer": (np.int64, 1),
        "may_walk": (np.bool_, 1),
        "collapse": (np.int64, 1),
        "move_start": (np.int64, 1),
        "move_next": (np.int64, 1),
        "flow_of": (np.int64, 1),
        "law_of": (np.int64, 1),
        "floor_of": (np.int64, 1),
        "prior": (np.float64, 1),
        "doubt": (np.float64, 1),
        "discount": (np.float64, 2),
        "precision": (np.float64, 1),
        "flow": (np.float64, 3),
        "floor": (np.float64, 3),
        "move_chance": (np.float64, 3),
        "move_shift": (np.float64, 2),
        "action_cost": (np.float64, 2),
        "cost_of": (np.float64, 2),
        "action_gain": (np.float64, 2),
        "package_worth": (np.float64, 3),
        "bonus": (np.float64, 2),
        "breakdown_chance": float,
        "horizon": (np.float64, 2),
        "breakdown": (np.float64, 2),
        "walk_out": (np.float64, 3),
        "collapse_worth": (np.float64, 2),
        "opportunist": int,
        "breaking_precision": float,
        "balance": (np.float64, 2),
        "tilt": (np.float64, 2),
        "deterrence": (np.float64, 2),
        "wins": (np.float64, 2),
        "loses": (np.float64, 2),
        "pie": (np.float64, 2),
    }

    @property
    def slots(self) -> int:
        """The number of news slots."""
        return 1 + max(int(np.max(slots, initial=NONE)) for slots in (self.act_slot, self.answer_slot))

    @property
    def questions(self) -> int:
        """The number of questions the hidden party may be asked."""
        return 1 + int(np.max(self.question, initial=NONE))


def lay_out(game: Game) -> tuple[Tables, int]:
    """The tables of a game, and how many of its news slots a solution keeps."""
    s, n = game.structure, game.numbers
    act_slot = _act_slots(s)
    questions = find_questions(s, n.action_gain)
    answer_slot, kept = _answer_slots(questions, 1 + int(np.max(act_slot, initial=NONE)))
    runs = find_runs(s)
    step = 2 * s.belief_limit / (s.belief_nodes - 1) if s.belief_nodes > 1 else 1.0
    grid = np.zeros(1)
    if s.belief_nodes > 1:
        nodes = np.minimum(np.arange(lanes_for(s.belief_nodes)), s.belief_nodes - 1)
        grid = np.linspace(-s.belief_limit, s.belief_limit, s.belief_nodes)[nodes]
    tables = Tables(
        hidden=s.hidden,
        lowest=-s.belief_limit if s.belief_nodes > 1 else 0.0,
        per_step=1.0 / step,
        nodes=s.belief_nodes,
        grid=grid,
        odds_against=np.exp(-grid),
        postures=s.postures,
        first_action=np.searchsorted(s.action_party, np.arange(len(s.parties) + 1)).astype(np.int64),
        action_next=s.action_next,
        action_package=s.action_package,
        action_joint=s.action_joint,
        reservation=s.reservation,
        signers=s.signers,
        asked=np.any(s.signers[:, :, None] == np.arange(len(s.parties)), axis=1),
        action_party=s.action_party,
        run_of=runs.run_of,
        run_size=runs.size,
        run_open=runs.open,
        package_signers=s.package_signers,
        reserved=_reserved(game),
        act_slot=act_slot,
        answer_slot=answer_slot,
        question=questions.of,
        hidden_answer=questions.place,
        may_walk=s.may_walk,
        collapse=s.collapse,
        move_start=s.move_start,
        move_next=s.move_next,
        flow_of=s.flow_of,
        law_of=s.law_of,
        floor_of=s.floor_of,
        **number_tables(s, vars(n)),
        opportunist=n.aftermath.opportunist,
    )
    return tables, kept


def number_tables(s: Structure, numbers: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of `Numbers`, with any axes before their own, as the kernel reads them; some or all of them."""
    found: dict[str, Any] = {}
    for name, value in numbers.items():
        if name in _LAID_OUT:
            found.update(_LAID_OUT[name](s, value))
        elif name == "aftermath":
            found.update(_aftermath(value))
    return found


def _aftermath(after: Aftermath) -> dict[str, Any]:
    return {
        "breaking_precision": after.precision,
        "balance": after.balance,
        "tilt": _padded(np.swapaxes(after.tilt, -1, -2)),
        "deterrence": _padded(np.swapaxes(after.deterrence, -1, -2)),
        "wins": after.wins,
        "loses": after.loses,
    }


def _one(name: str, lay: Callable[[Any], Any]) -> Callable[[Structure, Any], dict[str, Any]]:
    return lambda _, value: {name: lay(value)}


def _as_it_is(value: Any) -> Any:
    return value


def _move_tables(_: Structure, chance: Floats) -> dict[str, Any]:
    return {"move_chance": chance, "move_shift": _shifts(chance)}


def _prior_tables(_: Structure, prior: Floats) -> dict[str, Any]:
    return {"prior": prior, "doubt": np.exp(-prior)}


def _cost_tables(_: Structure, cost: Floats) -> dict[str, Any]:
    by_column = cost.reshape(*cost.shape[:-3], -1, cost.shape[-1])
    return {"action_cost": _by_situation(cost), "cost_of": _padded(by_column)}


def _package_tables(_: Structure, worth: Floats) -> dict[str, Any]:
    by_posture = np.moveaxis(worth, -1, -4)
    return {"package_worth": _padded(by_posture.reshape(*by_posture.shape[:-3], -1, worth.shape[-2]))}


def _discount_tables(s: Structure, discount: Floats) -> dict[str, Any]:
    return {"discount": np.repeat(discount, max(len(s.dispositions), 1), axis=-1)}


def _bonus_tables(_: Structure, bonus: Floats) -> dict[str, Any]:
    return {"bonus": bonus.reshape(*bonus.shape[:-2], -1)}


_LAID_OUT: dict[str, Callable[[Structure, Any], dict[str, Any]]] = {
    "prior": _prior_tables,
    "discount": _discount_tables,
    "precision": _one("precision", np.array),
    "flow": _one("flow", lambda flow: _by_situation(flow)),
    "floor": _one("floor", lambda floor: np.ascontiguousarray(np.swapaxes(floor, -1, -2))),
    "move_chance": _move_tables,
    "action_cost": _cost_tables,
    "action_gain": _one("action_gain", lambda gain: _by_situation(gain)),
    "package_worth": _package_tables,
    "bonus": _bonus_tables,
    "breakdown_chance": _one("breakdown_chance", _as_it_is),
    "horizon": _one("horizon", lambda worth: _by_situation(worth)),
    "breakdown": _one("breakdown", lambda worth: _by_situation(worth)),
    "walk_out": _one("walk_out", lambda worth: _by_situation(worth)),
    "collapse": _one("collapse_worth", lambda worth: _by_situation(worth)),
    "pie": _one("pie", _as_it_is),
}


def _reserved(game: Game) -> Flags:
    """Which packages are reservation offers, whose terms are not fixed beforehand."""
    s = game.structure
    reserved = np.zeros(len(s.packages), dtype=np.bool_)
    reserved[s.action_package[s.reservation]] = True
    return reserved


def _padded(array: Floats) -> Floats:
    """Room for a whole row to be read or written from any place of the last axis."""
    room = lanes_for(array.shape[-1]) + LANES - array.shape[-1]
    return np.pad(array, [(0, 0)] * (array.ndim - 1) + [(0, room)])


def _by_situation(array: Floats) -> Floats:
    """[..., i, h, s] to [..., s, c]."""
    moved = np.moveaxis(array, -1, -3)
    return np.ascontiguousarray(moved.reshape(*moved.shape[:-2], -1))


def _shifts(chance: Floats) -> Floats:
    """Log-odds news of every move of nature, shape [..., n, m]; a move nobody expected says nothing."""
    if chance.shape[-2] == 1:
        return np.zeros((*chance.shape[:-2], chance.shape[-1]))
    first, second = chance[..., 0, :], chance[..., 1, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        shift = np.log(first) - np.log(second)
    return np.where(first == second, 0.0, shift)


def _act_slots(s: Structure) -> Ints:
    """A news slot for each action of the hidden party, NONE for those of others."""
    theirs = s.action_party == s.hidden
    return np.where(theirs, np.cumsum(theirs) - 1, NONE).astype(np.int64)


def _answer_slots(questions: Questions, taken: int) -> tuple[Ints, int]:
    """News slots [j, 2] of the hidden party's answers, after those `taken`; and how many come before those
    of acceptances that end the war."""
    slot = np.full((len(questions.of), 2), NONE, dtype=np.int64)
    asked = range(len(questions.ends))
    slots = [(r, 1) for r in asked] + [(r, 0) for r in sorted(asked, key=questions.ends.__getitem__)]
    for at, (r, answer) in enumerate(slots):
        slot[questions.of == r, answer] = taken + at
    return slot, taken + questions.answers_kept
