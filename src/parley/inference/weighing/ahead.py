"""What comes next, given the record: every action in the coming rounds, and every ending by date."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parley.errors import UsageError
from parley.game import NONE, Floats
from parley.game.names import ActionKind, AnswerKind
from parley.inference.weighing.board import Board, board_of_play
from parley.inference.weighing.general.cloud import Rounds
from parley.inference.weighing.steps import Answering, Table, empty, quiet, set_table
from parley.inference.weighing.strategies import Strategies
from parley.inference.weighing.weighed import Weighed
from parley.scenario.coding import Deed
from parley.solver import Beginning, Course, GeneralSolution, Solution, play_certified
from parley.solver.general.sight import Sight


@dataclass(frozen=True)
class NextMoves:
    """The coming rounds under the beliefs the record leaves the analyst with.

    `first` is the first of them. `chance` [t, a] that an action is taken in a round (a war that is over
    takes none); `quiet` [t] that nothing is recorded in it; `ended` [t, e] that an ending has been reached by
    its end; `fighting` [t] that none has.
    """

    first: int
    chance: Floats
    quiet: Floats
    ended: Floats
    fighting: Floats


def next_moves(
    solution: Solution, weighed: Weighed, rounds: int = 8, strategies: Strategies | None = None
) -> NextMoves:
    """The coming rounds, at most to the horizon; UsageError where the record ended the game.

    Nothing is observed in them, so beliefs may stand on the nodes of play.
    """
    if weighed.state is None:
        raise UsageError("the record ended the game or reached its horizon: no round is left to look at")
    if isinstance(solution, GeneralSolution):
        return _next_general(solution, weighed.state, rounds)
    board, kept = board_of_play(solution), strategies or Strategies(solution)
    s, weights = board.structure, weighed.state.weights
    first = weighed.state.round
    rounds = min(rounds, s.rounds - first)
    mass = weighed.state.mass
    found = NextMoves(
        first,
        np.zeros((rounds, len(s.actions))),
        np.zeros(rounds),
        np.zeros((rounds, len(s.endings))),
        np.zeros(rounds),
    )
    so_far = np.zeros(len(s.endings))
    for n in range(rounds):
        t = first + n
        if not mass.any():
            break
        table = set_table(board, kept, t, mass)
        still = quiet(table)
        chance, talked, ended = _unseen(table)
        mass, fallen = board.fight(t, still + talked)
        so_far = so_far + (ended + fallen) @ weights
        found.chance[n], found.quiet[n] = chance @ weights, weights @ still.sum(axis=(1, 2))
        found.ended[n], found.fighting[n] = so_far, weights @ mass.sum(axis=(1, 2))
    return found


def _next_general(solution: GeneralSolution, state: Beginning, rounds: int) -> NextMoves:
    """The same in an extended game, from its course: quiet rounds are exact where a round has one turn.

    With several, what turns bring is taken to be independent, given that the war goes on.
    """
    s, first = solution.game.structure, state.round
    course = play_certified(solution, 2, state)
    rows = slice(first, first + min(rounds, s.rounds - first))
    chance = course.actions[rows] @ state.weights
    ended = np.cumsum(course.ended[rows] @ state.weights, axis=0)
    still = course.situation[rows].sum(axis=1) @ state.weights
    turns = len(solution.form.turns)
    quiet = np.copy(still)
    for u in range(turns):
        held = np.array([name.kind is ActionKind.HOLD for name in s.actions])
        once = solution.form.action_turn.argmax(axis=0) == u
        busy = chance[:, once & ~held].sum(axis=1)
        quiet = quiet * np.clip(1.0 - np.divide(busy, still, out=np.zeros_like(busy), where=still > 0), 0, 1)
    after = course.situation[first + 1 : first + 1 + len(chance)].sum(axis=1) @ state.weights
    return NextMoves(first, chance, quiet, ended, after)


def _unseen(table: Table) -> tuple[Floats, Floats, Floats]:
    """All a round can bring besides holding: chances [a, h], the mass that goes on, and endings [e, h]."""
    board = table.board
    s = board.structure
    chance = np.zeros((len(s.actions), board.dispositions))
    ended = np.zeros((len(s.endings), board.dispositions))
    result = empty(board)
    for a in range(len(s.actions)):
        party = int(s.action_party[a])
        if not table.floor[party].any():
            continue
        choice, after = table.choice(a)
        amount = table.rows * table.floor[party][None, :, None] * choice
        chance[a] = amount.sum(axis=(1, 2))
        if a != board.holds[party]:
            Answering(table, a, result).every_way(amount, after, ended)
    return chance, result, ended


def answers_ahead(
    solution: Solution, weighed: Weighed, deed: Deed, strategies: Strategies | None = None
) -> dict[str, Floats]:
    """Chances of each answer [w] of everybody a deed asks, in that order, if those before accepted.

    `weighed` is the record until that deed, answers are in the order of ANSWERS. Empty where the deed asks
    nobody, or the model does not allow it.
    """
    if isinstance(solution, GeneralSolution):
        return _answers_general(solution, weighed, deed)
    board = Board(solution)
    s, a = board.structure, board.action(deed.party, deed.action)
    if a == NONE or weighed.ended is not None:
        return {}
    table = set_table(board, strategies or Strategies(solution), weighed.rounds[-1].round, weighed.mass)
    choice, log_odds = table.choice(a)
    amount = table.rows * table.floor[int(s.action_party[a])][None, :, None] * choice
    answering, found = Answering(table, a, empty(board)), dict[str, Floats]()
    for k, party in answering.asked:
        accept, refuse, walk, yes, _ = table.answer(answering.joint, k, party, log_odds)
        ways = [weighed.weights @ (amount * way).sum(axis=(1, 2)) for way in (accept, refuse, walk)]
        if not sum(ways) > 0.0:
            break
        found[s.parties[party]] = np.array(ways) / sum(ways)
        amount, log_odds = amount * accept, yes
    return found


def _answers_general(solution: GeneralSolution, weighed: Weighed, deed: Deed) -> dict[str, Floats]:
    """The same in an extended game, in the first turn in which the deed may be done."""
    steps, board = Rounds(Sight(solution)), Board(solution)
    a, t = board.action(deed.party, deed.action), weighed.rounds[-1].round
    if a == NONE or weighed.ended is not None:
        return {}
    cloud = steps.on_nodes(weighed.mass)
    turns = [u for u in range(len(solution.form.turns)) if steps.allowed(t, u, cloud, a)]
    ways = steps.ways(t, turns[0], cloud, a) if turns else []
    s, found = solution.game.structure, dict[str, Floats]()
    j = int(s.action_joint[a])
    for k, party in enumerate(int(i) for i in s.signers[j] if i != NONE) if j != NONE else ():
        said = np.zeros(len(AnswerKind))
        for mass, way in ways:
            before = [kind is AnswerKind.ACCEPT for _, kind in way.says[:k]]
            if len(way.says) > k and all(before):
                said[list(AnswerKind).index(way.says[k][1])] += float(weighed.weights @ mass)
        if not said.sum() > 0.0:
            break
        found[s.parties[party]] = said / said.sum()
    return found


def course_from(solution: Solution, weighed: Weighed, workers: int = 2) -> Course | None:
    """The solution played to the horizon from where a record leaves off; None if it ended the game.

    Raises SolutionError where beliefs do not follow from the choices they rest on.
    """
    return None if weighed.state is None else play_certified(solution, workers, weighed.state)


def endings_by_date(solution: Solution, weighed: Weighed, course: Course | None = None) -> Floats:
    """Probability that each ending has been reached at the start of every round to the horizon, [t + 1, e].

    Rounds before the record's end are zero. `course` is the one from there, if it was played already.
    """
    s = solution.game.structure
    result = np.zeros((s.rounds + 1, len(s.endings)))
    played = course or course_from(solution, weighed)
    if played is not None and weighed.state is not None:
        result[1:] = np.cumsum(played.ended @ weighed.state.weights, axis=0)
    return result
