"""The inverse question: which preferences would make a state an equilibrium, with the smallest change.

What matters for a decision maker is only which states it ranks above the wanted one. Which of them those
should be is a program in whole numbers (solved by HiGHS): it keeps the concept's definition as constraints
and changes as few pairs of the stated ranking as possible. Rankings are never tried out one by one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.errors import TooLargeError, UsageError
from parley.graph.concepts.arcs import reached, states_of
from parley.graph.concepts.stability import Concept, stability
from parley.graph.model.conflict import Conflict
from parley.graph.model.preference import Preference, complete
from parley.graph.model.reach import Kind
from parley.graph.model.states import Levels

MOST_STATES_ASKED = 300
MOST_ROUNDS = 8
MOST_SECONDS = 10.0
"""After that long the best change found so far is taken, and said to be unproven."""


@dataclass(frozen=True)
class Change:
    """What one decision maker would have to think otherwise of.

    `lowered` are states it now prefers to the wanted one and would have to hold worse. `pairs` counts
    comparisons of the stated ranking that change. Without any it is content as stated.
    `proven` is False where the search for the fewest was cut short.
    """

    maker: int
    lowered: tuple[int, ...]
    pairs: int
    preference: Preference
    proven: bool = True


@dataclass(frozen=True)
class Inverse:
    """What would make a state an equilibrium under a concept.

    `changes` has one entry for each decision maker. `exact` says that no smaller change would do; where the
    sanctions of others depend on their own changed preferences it is the smallest found. `possible` is False
    where some decision maker could not be brought to stay.
    """

    state: int
    concept: Concept
    changes: tuple[Change, ...]
    exact: bool
    possible: bool = True

    @property
    def unwilling(self) -> tuple[int, ...]:
        """The decision makers who have to change their mind."""
        return tuple(change.maker for change in self.changes if change.pairs)

    @property
    def one_mind(self) -> int | None:
        """The only decision maker who has to change its mind; None where nobody or several have to."""
        return self.unwilling[0] if len(self.unwilling) == 1 else None

    @property
    def pairs(self) -> int:
        """How many comparisons change altogether."""
        return sum(change.pairs for change in self.changes)


def inverse(conflict: Conflict, state: int, concept: Concept) -> Inverse:
    """The least change of preferences that makes a state an equilibrium; UsageError if pairs are unknown."""
    if not conflict.complete:
        raise UsageError("the inverse question is asked of complete rankings; some pairs here are unknown")
    if conflict.states.count > MOST_STATES_ASKED:
        raise TooLargeError(
            f"{conflict.states.count:,} states; the inverse question is answered for "
            f"{MOST_STATES_ASKED:,} at most"
        )
    credible = concept in (Concept.SEQ, Concept.SSEQ)
    now = conflict
    changes: dict[int, Change] = {}
    for _ in range(MOST_ROUNDS if credible else 1):
        stable = stability(now, (concept,)).stable[concept][:, state]
        unwilling = np.flatnonzero(~stable).tolist()
        if not unwilling:
            break
        for maker in unwilling:
            changes[maker] = _least_change(conflict, now, maker, state, concept)
            now = now.preferring({maker: changes[maker].preference})
    held = bool(stability(now, (concept,)).equilibria(concept)[state])
    if not held:
        # Changed sanctions chase each other: that nothing tempts anybody does not depend on sanctions.
        for maker in range(len(conflict.makers)):
            changes[maker] = _least_change(conflict, conflict, maker, state, Concept.NASH)
        now = conflict.preferring({maker: change.preference for maker, change in changes.items()})
        held = bool(stability(now, (concept,)).equilibria(concept)[state])
    everybody = tuple(
        changes.get(maker) or Change(maker, (), 0, one.preference)
        for maker, one in enumerate(conflict.makers)
    )
    changed = any(change.pairs for change in everybody)
    exact = all(change.proven for change in everybody) and not (credible and changed)
    return Inverse(state, concept, everybody, exact, held)


def _least_change(stated: Conflict, now: Conflict, maker: int, state: int, concept: Concept) -> Change:
    """The least change of one stated ranking under which its holder stays, others as they are now."""
    levels = stated.makers[maker].preference.levels
    above = np.flatnonzero(levels > levels[state])
    keep, proven = _kept_above(levels, above, _demands(now, maker, state, concept, set(above.tolist())))
    lowered = [one for one in above.tolist() if not keep[one]]
    if not lowered:
        return Change(maker, (), 0, stated.makers[maker].preference)
    return Change(maker, tuple(lowered), *_rearranged(levels, state, keep), proven)


@dataclass(frozen=True)
class _Demand:
    """If `tempting` stays above, then for one of `sanctions` all its states must not be above."""

    tempting: int
    sanctions: tuple[frozenset[int], ...]


def _demands(conflict: Conflict, maker: int, state: int, concept: Concept, above: set[int]) -> list[_Demand]:
    """What the concept asks of the states above: each improvement sanctioned by states that are not above."""
    count = conflict.states.count
    kind: Kind = "improvements" if concept in (Concept.SEQ, Concept.SSEQ) else "moves"
    others = []
    for number, reach in enumerate(conflict.reaches):
        if number != maker:
            rows = []
            for one in range(count):
                near = 0
                for target in reach.targets(one, kind).tolist():
                    near |= 1 << target
                rows.append(near)
            others.append(rows)
    own = conflict.reaches[maker]
    found = []
    for tempting in own.targets(state).tolist():
        if tempting not in above:
            continue
        sanctions: list[frozenset[int]] = []
        if concept is not Concept.NASH and others:
            for one in states_of(reached(others, tempting)):
                needed = {one}
                if concept in (Concept.SMR, Concept.SSEQ):
                    needed |= set(own.targets(one).tolist())
                sanctions.append(frozenset(needed & above))
        found.append(_Demand(tempting, _smallest(sanctions)))
    return found


def _smallest(sanctions: list[frozenset[int]]) -> tuple[frozenset[int], ...]:
    """The sanctions that ask least; one that asks more than another is never needed."""
    found: list[frozenset[int]] = []
    for one in sorted(set(sanctions), key=len):
        if not any(kept <= one for kept in found):
            found.append(one)
    return tuple(found)


def _kept_above(
    levels: Levels, above: NDArray[np.int64], demands: list[_Demand]
) -> tuple[dict[int, bool], bool]:
    """Which states stay above so that every demand is met and as few pairs change as can be; and if proven.

    Lowering a state costs its comparison with the wanted one, and one with every state on the same or a lower
    level that stays above. So a state is lowered before those above it; the program has a variable for each
    state above, one for each sanction of each demand, and one for each pair that may turn round.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    order = [int(one) for one in above]
    if not demands:
        return dict.fromkeys(order, True), True
    column = {one: at for at, one in enumerate(order)}
    cost = [-1.0] * len(order)
    rows: list[dict[int, float]] = []
    least: list[float] = []

    def add(row: dict[int, float], bound: float) -> None:
        rows.append(row)
        least.append(bound)

    def variable(price: float) -> int:
        cost.append(price)
        return len(cost) - 1

    for demand in demands:
        if any(not one for one in demand.sanctions):
            continue
        picks = []
        for sanction in demand.sanctions:
            pick = variable(0.0)
            picks.append(pick)
            for one in sanction:
                # A sanction is picked only if what it needs is not above.
                add({pick: -1.0, column[one]: -1.0}, -1.0)
        add({column[demand.tempting]: -1.0, **dict.fromkeys(picks, 1.0)}, 0.0)
    for high in order:
        for low in order:
            if high != low and levels[high] >= levels[low]:
                turned = variable(1.0)
                add({turned: 1.0, column[high]: 1.0, column[low]: -1.0}, 0.0)
    if not rows:
        return dict.fromkeys(order, True), True
    entries = [(at, col, value) for at, row in enumerate(rows) for col, value in row.items()]
    table = csr_array(
        ([value for _, _, value in entries], ([at for at, _, _ in entries], [col for _, col, _ in entries])),
        shape=(len(rows), len(cost)),
    )
    solved = milp(
        np.array(cost),
        constraints=LinearConstraint(table, lb=np.array(least)),
        bounds=Bounds(0, 1),
        integrality=np.ones(len(cost)),
        options={"time_limit": MOST_SECONDS},
    )
    if solved.x is None:
        # Nothing was found in time: that nothing tempts is always enough.
        tempting = {demand.tempting for demand in demands}
        return {one: one not in tempting for one in order}, False
    return {one: bool(solved.x[column[one]] > 0.5) for one in order}, solved.status == 0


def _rearranged(levels: Levels, state: int, keep: dict[int, bool]) -> tuple[int, Preference]:
    """How many pairs change, and the ranking with the wanted state lifted over all that is not kept above it.

    Nothing else moves: what is kept stays in its order above, what is not in its order below.
    """
    top = int(levels.max()) + 1
    kept = [one for one, stays in keep.items() if stays]
    lowered = [one for one, stays in keep.items() if not stays]
    changed = levels.copy()
    changed[kept] += 2 * top
    changed[state] = top + 1
    pairs = len(lowered) + int((levels == levels[state]).sum()) - 1
    pairs += sum(1 for one in lowered for other in kept if levels[other] <= levels[one])
    return pairs, complete(changed)
