"""Many games of one structure, solved in one call."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

import numpy as np

from parley.errors import UsageError
from parley.game import NONE, Floats, Game, Ints, needs_general
from parley.game.size import DEFAULT_LIMIT
from parley.solver.kernel import complete_information
from parley.solver.solution import Solution
from parley.solver.solving import solve
from parley.solver.tables import Tables, lay_out, number_tables

NOT_STACKED = ("aftermath", "labels", "analyst_prior", "general")


def solve_each(
    games: Iterable[Game],
    workers: int = 2,
    *,
    keep_rounds: bool = True,
    memory_limit: int = DEFAULT_LIMIT,
) -> Iterator[Solution]:
    """Solve games in order, each on a thread of its own, as they are asked for.

    No more solutions are held at once than `workers`, and no more than fit into `memory_limit` bytes.
    """
    waiting: deque[Future[Solution]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        for game in games:
            size = game.size.bytes if keep_rounds else game.size.bytes_at_once
            if len(waiting) >= max(1, min(workers, memory_limit // max(size, 1))):
                yield waiting.popleft().result()
            waiting.append(pool.submit(solve, game, 1, keep_rounds=keep_rounds))
        while waiting:
            yield waiting.popleft().result()


def solve_stack(game: Game, numbers: Mapping[str, Floats], workers: int = 2) -> Floats:
    """Worths at the start of the first round of games that differ from one another in some numbers only.

    `numbers` maps fields of `Numbers` to stacks of them, with the games as a new first axis k. Returns worths
    [k, s, b, i, h]. Where nothing is hidden all games of a worker are solved in one call of compiled code.
    Raises UsageError if the stacks differ in length or a field cannot be stacked.
    """
    count = _count(game, numbers)
    if game.structure.hidden == NONE and not needs_general(game):
        return _solve_open(game, numbers, count, workers)
    one_by_one = (
        replace(game, numbers=replace(game.numbers, **{name: stack[k] for name, stack in numbers.items()}))
        for k in range(count)
    )
    return np.stack([s.values[0] for s in solve_each(one_by_one, workers, keep_rounds=False)])


def _count(game: Game, numbers: Mapping[str, Floats]) -> int:
    lengths = {len(stack) for stack in numbers.values()}
    if len(lengths) != 1:
        raise UsageError(f"stacks of numbers must all be of one length, and these are of {sorted(lengths)}.")
    for name, stack in numbers.items():
        usable = name not in NOT_STACKED and hasattr(game.numbers, name)
        expected = np.shape(getattr(game.numbers, name)) if usable else ()
        if not usable or stack.shape[1:] != expected:
            raise UsageError(
                f"{name} cannot be stacked as an array of shape {stack.shape}: expected a field of numbers "
                f"of shape {expected} with the games before it."
            )
    return int(lengths.pop())


def _solve_open(game: Game, numbers: Mapping[str, Floats], count: int, workers: int) -> Floats:
    s = game.structure
    tables, _ = lay_out(game)
    stacks = {name: np.ascontiguousarray(stack) for name, stack in number_tables(s, numbers).items()}
    rows = tables.stacked(count, stacks)
    addresses = rows.ctypes.data + rows.strides[0] * np.arange(count, dtype=np.int64)
    out = np.zeros((count, s.situations, len(s.parties)))
    cuts = [count * w // workers for w in range(workers + 1)]
    with ThreadPoolExecutor(workers) as pool:
        jobs = [
            pool.submit(_solve_part, tables, game, addresses[first:last], out[first:last])
            for first, last in itertools.pairwise(cuts)
        ]
        for job in jobs:
            job.result()
    return out[:, :, None, :, None]


def _solve_part(tables: Tables, game: Game, addresses: Ints, out: Floats) -> None:
    s = game.structure
    workspace = complete_information.set_up_workspace(s, counting=False)
    scratch = np.zeros((2, s.situations, len(s.parties)))
    complete_information.solve_stack(tables, addresses, workspace, (0, s.theatres), scratch, out)
