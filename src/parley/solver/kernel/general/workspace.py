"""Working space for one worker on an extended game."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from parley.solver.general_form import Form
from parley.solver.kernel import branch
from parley.solver.kernel.closing import ROWS, STATES
from parley.solver.kernel.general.node import node_solver
from parley.solver.kernel.general.settling import SETTLED
from parley.solver.kernel.general.tables import Tables, answers_of, assign_slots, votes_of
from parley.solver.kernel.numbers.lanes import LANES, lanes_for
from parley.solver.kernel.numbers.structs import Struct, roomy

INT, FLOAT = np.int64, np.float64


class Workspace(Struct):
    """Space of one worker, reused for every node; level l is how deep a choice lies among those it rests on.

    `onward` [u, q, b, c] is what going on is worth before turn u in the theatre state at hand (last: at the
    start of the fighting). `at` [l, d] are the log-odds of a level, `corner`, `share` [l, n] the nodes around
    them and their parts, `corners` [l] how many. `out` [l, c] is what a level comes to; `z` [l, o, c] the
    worths of its options, `own` [l, o, k] those to who chooses, by kind, `mixed` [l, o, k] its chances and
    `log_mixed` their logarithms. Of the search: `point`, `implied`, `before`, `base`, `direction` [l, o, m]
    and `slope` [l, o, m, k]; `frame` and `pace` [l] say where a choice stands, `closing` [l, row, o] and
    `closed` [l] where closing in on its point does (`kernel.closing`), `branch` [l, row, n], `branched` [l]
    and `bordered` where its branch is followed (`kernel.branch`; last: that of answers given together), with
    `aside` [l, o, k] worths a little aside; `way` [l] where play follows answers.
    `news` [n] are slots of what choices tell at a node. `answers` [j, v, o, k] and `chance` [a, k]
    are kept where strategies are read. `seen` [x, c] are packages, and last fighting on, as each
    party sees them. `vector` [row, n] and `matrix` serve answers given together, `pattern`
    [p, c] what patterns of answers come to. `residual` [2] is the largest gap so
    far and that of the node at hand, `settled` [1] that at which a search ends; `fought` [b, c] is what
    fighting on is worth at the nodes of a situation, `chances` [c] those of a move of nature. While a search
    is to know how fast worths move along the axes of its side,
    `leaning` [2] is how many these are and the first; `lean` [l, m, n] of parts, `rise` [l, m, c] of what a
    level comes to, `rises` [l, o, m, c] of options, `sway` [l, m, h] of beliefs. `gap_of`
    and `slack_of` [i] are regrets. Where `anything` goes all answers are given. `node_solver` is the address
    of what solves a node.
    """

    fields: ClassVar = {
        "node_solver": int,
        "onward": (FLOAT, 4),
        "at": (FLOAT, 2),
        "corner": (INT, 2),
        "share": (FLOAT, 2),
        "corners": (INT, 1),
        "out": (FLOAT, 2),
        "z": (FLOAT, 3),
        "own": (FLOAT, 3),
        "mixed": (FLOAT, 3),
        "log_mixed": (FLOAT, 3),
        "point": (FLOAT, 3),
        "implied": (FLOAT, 3),
        "before": (FLOAT, 3),
        "base": (FLOAT, 3),
        "base_own": (FLOAT, 3),
        "base_gap": (FLOAT, 3),
        "direction": (FLOAT, 3),
        "slope": (FLOAT, 4),
        "alike": (INT, 2),
        "frame": (INT, 2),
        "pace": (FLOAT, 2),
        "closing": (FLOAT, 3),
        "closed": (FLOAT, 2),
        "branch": (FLOAT, 3),
        "branched": (FLOAT, 2),
        "bordered": (FLOAT, 2),
        "aside": (FLOAT, 3),
        "way": (INT, 2),
        "menu": (INT, 1),
        "belief": (FLOAT, 2),
        "small": (FLOAT, 2),
        "wide": (FLOAT, 2),
        "block": (FLOAT, 3),
        "news": (FLOAT, 1),
        "agreed": (FLOAT, 2),
        "seen": (FLOAT, 2),
        "answers": (FLOAT, 4),
        "chance": (FLOAT, 2),
        "vector": (FLOAT, 2),
        "matrix": (FLOAT, 2),
        "pattern": (FLOAT, 2),
        "digits": (INT, 1),
        "plan": (INT, 2),
        "leaning": (INT, 1),
        "lean": (FLOAT, 3),
        "rise": (FLOAT, 3),
        "rises": (FLOAT, 4),
        "sway": (FLOAT, 3),
        "value": (FLOAT, 1),
        "fought": (FLOAT, 2),
        "chances": (FLOAT, 1),
        "mass": (FLOAT, 2),
        "residual": (FLOAT, 1),
        "settled": (FLOAT, 1),
        "counting": (INT, 1),
        "anything": (INT, 1),
        "gap_of": (FLOAT, 1),
        "slack_of": (FLOAT, 1),
    }


def set_up_workspace(form: Form) -> Workspace:
    """Make the working space of one worker for a game."""
    s, beliefs = form.game.structure, form.beliefs
    most_signers = s.signers.shape[1] if len(s.signers) else 1
    levels, options = 3 + most_signers, max(len(s.actions), 3)
    kinds = max((len(side.kinds) for side in beliefs.sides), default=1)
    width, columns = max(kinds - 1, 1), len(s.parties) * beliefs.profiles
    corners = 2 ** len(beliefs.side)
    longest, patterns = 1, 1
    for j in np.flatnonzero(form.together):
        signers = [int(i) for i in s.signers[j] if i >= 0]
        longest = max(longest, sum(answers_of(form, i) * (2 * kinds - 1) for i in signers))
        patterns = max(patterns, int(np.prod([answers_of(form, i) for i in signers])))
    search, unknown = (levels, options, width), max(options * width, longest)
    # Whole rows of what is read and written in rows; a party's part of them may begin in their middle.
    held, side_by_side, options_of = lanes_for(columns), lanes_for(kinds), (levels, options)
    return Workspace(
        node_solver=node_solver(Tables.kind, Workspace.kind),
        onward=roomy(np.zeros((len(form.turns) + 1, s.postures, len(beliefs.log_odds), columns))),
        at=np.zeros((levels, max(len(beliefs.side), 1))),
        corner=np.zeros((levels, corners), dtype=INT),
        share=np.zeros((levels, corners)),
        corners=np.zeros(levels, dtype=INT),
        out=np.zeros((levels, held + LANES)),
        z=np.zeros((*options_of, held)),
        own=np.zeros((*options_of, side_by_side)),
        mixed=np.zeros((*options_of, side_by_side)),
        log_mixed=np.zeros((*options_of, side_by_side)),
        point=np.zeros(search),
        implied=np.zeros(search),
        before=np.zeros(search),
        base=np.zeros(search),
        base_own=np.zeros((levels, options, kinds)),
        base_gap=np.zeros(search),
        direction=np.zeros(search),
        slope=np.zeros((levels, options, width, side_by_side)),
        frame=np.zeros((levels, 15), dtype=INT),
        pace=np.zeros((levels, 3)),
        closing=np.zeros((levels, ROWS, options)),
        closed=np.zeros((levels, STATES)),
        branch=np.zeros((levels + 1, branch.ROWS, unknown + 1)),
        branched=np.zeros((levels + 1, branch.STATES)),
        bordered=np.zeros((unknown + 1, unknown + 2)),
        aside=np.zeros((*options_of, kinds)),
        way=np.zeros((levels, 3), dtype=INT),
        alike=np.zeros((levels, options), dtype=INT),
        menu=np.zeros(options, dtype=INT),
        belief=np.zeros((levels, lanes_for(beliefs.profiles))),
        small=np.zeros((width + 2, 2 * width + 2)),
        wide=np.zeros((width, 2 * width + 1)),
        block=np.zeros((options, width, width + 1)),
        news=np.zeros(max(assign_slots(form)[3], 1)),
        agreed=np.zeros((max(len(s.packages), 1), held)),
        seen=np.zeros((len(s.packages) + 1, columns)),
        answers=np.zeros((max(len(s.signers), 1), votes_of(form) + most_signers, 3, kinds)),
        chance=np.zeros((len(s.actions), kinds)),
        vector=np.zeros((8, longest)),
        matrix=np.zeros((longest, longest + 1)),
        pattern=np.zeros((patterns, columns)),
        digits=np.zeros(most_signers, dtype=INT),
        plan=np.zeros((4, most_signers), dtype=INT),
        leaning=np.zeros(2, dtype=INT),
        lean=np.zeros((levels, width, corners)),
        rise=np.zeros((levels, width, held + LANES)),
        rises=np.zeros((levels, options, width, held)),
        sway=np.zeros((levels, width, lanes_for(beliefs.profiles))),
        value=np.zeros(held),
        fought=np.zeros((len(beliefs.log_odds), held)),
        chances=np.zeros(held + LANES),
        mass=np.zeros((2 * levels, beliefs.profiles)),
        residual=np.zeros(2),
        settled=np.full(1, SETTLED),
        counting=np.zeros(1, dtype=INT),
        anything=np.zeros(1, dtype=INT),
        gap_of=np.zeros(len(s.parties)),
        slack_of=np.zeros(len(s.parties)),
    )
