"""Time series of an outlook: endings, tracks, posture and actions by date."""

from __future__ import annotations

import numpy as np

from parley.game import NONE, Floats
from parley.game.names import Action, AnswerKind, Ending
from parley.outlook.hidden import kinds_of
from parley.outlook.result import Answered, Chances, Expected, Levels
from parley.solver import Course, Solution, analyst_prior

QUANTILES = {"p10": 0.10, "p50": 0.50, "p90": 0.90}


def endings(solution: Solution, course: Course) -> tuple[dict[Ending, Chances], Chances]:
    """Cumulative probability of each ending by the start of each round, and of still fighting."""
    by_round = np.cumsum(course.ended @ analyst_prior(solution), axis=0)
    names = solution.game.structure.endings
    cumulative = {Ending(name): (0.0, *by_round[:, e].tolist()) for e, name in enumerate(names)}
    fighting = course.situation.sum(axis=1) @ analyst_prior(solution)
    return cumulative, tuple(fighting.tolist())


def _conditional(solution: Solution, course: Course) -> Floats:
    """Probability of each situation given still fighting, [t, s]; the last known one where none is left."""
    mixed = course.situation @ analyst_prior(solution)
    total = mixed.sum(axis=1, keepdims=True)
    result = np.divide(mixed, total, out=np.zeros_like(mixed), where=total > 1e-12)
    for t in range(1, len(result)):
        if total[t, 0] <= 1e-12:
            result[t] = result[t - 1]
    return np.asarray(result)


def tracks(solution: Solution, course: Course, lowest: dict[str, int]) -> dict[str, Levels]:
    """Mean and quantiles of each track by round, given still fighting; `lowest` maps to its lowest level."""
    s = solution.game.structure
    chance = _conditional(solution, course)
    result = {}
    for k, component in enumerate(s.tracks):
        index = s.settings_of(k, track=True)
        levels = np.arange(len(component.settings)) + lowest[component.name]
        by_level = np.stack([chance[:, index == i].sum(axis=1) for i in range(len(levels))], axis=1)
        cumulative = np.cumsum(by_level, axis=1)
        result[component.name] = Levels(
            mean=tuple((by_level @ levels).tolist()),
            **{
                name: tuple(float(levels[int(np.searchsorted(row, p - 1e-12))]) for row in cumulative)
                for name, p in QUANTILES.items()
            },
        )
    return result


def posture(solution: Solution, course: Course) -> dict[str, dict[str, Chances]]:
    """Probability of each setting of each lever, condition and accord by round, given still fighting."""
    s = solution.game.structure
    chance = _conditional(solution, course)
    result = {}
    for k, component in enumerate(s.posture):
        index = s.settings_of(k, track=False)
        # A fixed term is one setting to readers, however many rounds are left of it.
        alike = {s: [i for i, one in enumerate(component.settings) if one == s] for s in component.settings}
        result[component.name] = {
            setting: tuple(chance[:, np.isin(index, indices)].sum(axis=1).tolist())
            for setting, indices in alike.items()
        }
    return result


def actions(solution: Solution, course: Course) -> dict[str, dict[Action, Expected]]:
    """Expected count of each action by round, and given each kind of each hidden side."""
    s, kinds = solution.game.structure, kinds_of(solution)
    mixed = course.actions @ analyst_prior(solution)
    result: dict[str, dict[Action, Expected]] = {}
    for a, name in enumerate(s.actions):
        given = {kind.key: tuple(kind.of(course.actions[:, a]).tolist()) for kind in kinds}
        entry = Expected(tuple(mixed[:, a].tolist()), given)
        result.setdefault(s.parties[s.action_party[a]], {})[Action(name)] = entry
    return result


def answers(solution: Solution, course: Course) -> dict[str, dict[Action, Answered]]:
    """Expected acceptances, refusals and walk-outs of each party, by what was put to it."""
    s = solution.game.structure
    mixed = course.answers @ analyst_prior(solution)
    counts: dict[str, dict[Action, Floats]] = {}
    for a, name in enumerate(s.actions):
        j = s.action_joint[a]
        if j == NONE:
            continue
        for k, signer in enumerate(s.signers[j]):
            if signer == NONE:
                continue
            by_action = counts.setdefault(s.parties[signer], {})
            by_action[Action(name)] = by_action.get(Action(name), np.zeros(len(AnswerKind))) + mixed[j, k]
    return {
        party: {
            action: Answered(**dict(zip(AnswerKind, count.tolist(), strict=True)))
            for action, count in by_action.items()
        }
        for party, by_action in counts.items()
    }
