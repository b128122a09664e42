"""The concepts over again by plain enumeration of sets, straight from the definitions; slow on purpose.

Nothing here is shared with the package: a model is a dictionary of sets of states, a preference a function
of two states, a joint move a set of (state, last mover) pairs found one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

Better = Callable[[int, int], bool]


@dataclass(frozen=True)
class Plain:
    """`moves[i][s]` is a set of states; `better[i](t, s)` says that i prefers t to s for certain.

    `unknown[i](t, s)` says that it cannot tell; `much_worse[i](t, s)` that t is much worse than s.
    """

    states: range
    moves: list[dict[int, set[int]]]
    better: list[Better]
    unknown: list[Better]
    much_worse: list[Better]

    @property
    def makers(self) -> range:
        """The decision makers by number."""
        return range(len(self.moves))


def joint(moves: Sequence[Callable[[int], Iterable[int]]], start: int) -> set[int]:
    """All states reached by legal sequences: nobody twice in succession."""
    pairs: set[tuple[int, int]] = set()
    todo = [(start, -1)]
    while todo:
        state, last = todo.pop()
        for mover, own in enumerate(moves):
            if mover != last:
                for target in own(state):
                    if (target, mover) not in pairs:
                        pairs.add((target, mover))
                        todo.append((target, mover))
    return {state for state, _ in pairs}


def once(moves: Sequence[Callable[[int], Iterable[int]]], start: int) -> set[int]:
    """All states reached by sequences in which nobody moves more than once."""
    found: set[int] = set()

    def walk(state: int, left: frozenset[int]) -> None:
        for mover in left:
            for target in moves[mover](state):
                found.add(target)
                walk(target, left - {mover})

    walk(start, frozenset(range(len(moves))))
    return found


def stable(
    model: Plain,
    maker: int,
    state: int,
    concept: str,
    *,
    attitude: str = "b",
    once_each: bool = False,
    strong: bool = False,
) -> bool:
    """Whether a decision maker stays at a state, by the letter of the definition."""
    wide_leave, wide_fear = attitude in "ac", attitude in "cd"

    def leaves_for(target: int) -> bool:
        return model.better[maker](target, state) or (wide_leave and model.unknown[maker](target, state))

    def fears(target: int) -> bool:
        if strong:
            return model.much_worse[maker](target, state)
        if model.better[maker](target, state):
            return False
        return wide_fear or not model.unknown[maker](target, state)

    def willing(other: int) -> Callable[[int], set[int]]:
        return lambda here: {
            target
            for target in model.moves[other][here]
            if model.better[other](target, here) or model.unknown[other](target, here)
        }

    tempting = {target for target in model.moves[maker][state] if leaves_for(target)}
    if concept == "nash":
        return not tempting
    others = [other for other in model.makers if other != maker]
    if concept in ("seq", "sseq"):
        moves = [willing(other) for other in others]
    else:
        moves = [model.moves[other].__getitem__ for other in others]
    for first in tempting:
        answers = once(moves, first) if once_each else joint(moves, first)
        sanctions = {answer for answer in answers if fears(answer)}
        if concept in ("smr", "sseq"):
            sanctions = {
                answer for answer in sanctions if all(fears(escape) for escape in model.moves[maker][answer])
            }
        if not sanctions:
            return False
    return True


def coalition_improvements(model: Plain, members: frozenset[int], state: int) -> set[int]:
    """The states a coalition can bring about that each member prefers."""
    moves = [model.moves[one].__getitem__ for one in sorted(members)]
    return {
        target for target in joint(moves, state) if all(model.better[one](target, state) for one in members)
    }


def coalition_stable(model: Plain, members: frozenset[int], state: int, concept: str) -> bool:
    """Whether a coalition stays at a state, by the letter of the definition."""
    others = frozenset(model.makers) - members

    def feared(target: int) -> bool:
        return any(not model.better[one](target, state) for one in members)

    tempting = coalition_improvements(model, members, state)
    if concept == "nash":
        return not tempting
    own = [model.moves[one].__getitem__ for one in sorted(members)]
    for first in tempting:
        if concept == "seq":
            parts = _subsets(others)
            moves: list[Callable[[int], set[int]]] = [
                partial(coalition_improvements, model, part) for part in parts
            ]
        else:
            moves = [model.moves[one].__getitem__ for one in sorted(others)]
        sanctions = {answer for answer in joint(moves, first) if feared(answer)}
        if concept == "smr":
            sanctions = {one for one in sanctions if all(feared(escape) for escape in joint(own, one))}
        if not sanctions:
            return False
    return True


def _subsets(members: frozenset[int]) -> list[frozenset[int]]:
    found: list[frozenset[int]] = [frozenset()]
    for one in sorted(members):
        found += [part | {one} for part in found]
    return [part for part in found if part]
