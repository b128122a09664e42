"""Time series of an outlook: endings, tracks, posture, beliefs and actions by date."""

from __future__ import annotations

import numpy as np

from parley.game import NONE, Floats
from parley.game.names import AnswerKind
from parley.solver import Course, Solution, analyst_prior

Series = list[float]

QUANTILES = {"p10": 0.10, "p50": 0.50, "p90": 0.90}


def endings(solution: Solution, course: Course) -> tuple[dict[str, Series], Series]:
    """Cumulative probability of each ending by the start of each round, and of still fighting."""
    by_round = np.cumsum(course.ended @ analyst_prior(solution), axis=0)
    names = solution.game.structure.endings
    cumulative = {name: [0.0, *by_round[:, e].tolist()] for e, name in enumerate(names)}
    fighting = course.situation.sum(axis=1) @ analyst_prior(solution)
    return cumulative, fighting.tolist()


def _conditional(solution: Solution, course: Course) -> Floats:
    """Probability of each situation given still fighting, [t, s]; the last known one where none is left."""
    mixed = course.situation @ analyst_prior(solution)
    total = mixed.sum(axis=1, keepdims=True)
    result = np.divide(mixed, total, out=np.zeros_like(mixed), where=total > 1e-12)
    for t in range(1, len(result)):
        if total[t, 0] <= 1e-12:
            result[t] = result[t - 1]
    return np.asarray(result)


def tracks(solution: Solution, course: Course, lowest: dict[str, int]) -> dict[str, dict[str, Series]]:
    """Mean and quantiles of each track by round, given still fighting; `lowest` maps to its lowest level."""
    s = solution.game.structure
    chance = _conditional(solution, course)
    result = {}
    for k, component in enumerate(s.tracks):
        index = s.settings_of(k, track=True)
        levels = np.arange(len(component.settings)) + lowest[component.name]
        by_level = np.stack([chance[:, index == i].sum(axis=1) for i in range(len(levels))], axis=1)
        cumulative = np.cumsum(by_level, axis=1)
        result[component.name] = {
            "mean": (by_level @ levels).tolist(),
            **{
                name: [float(levels[int(np.searchsorted(row, p - 1e-12))]) for row in cumulative]
                for name, p in QUANTILES.items()
            },
        }
    return result


def posture(solution: Solution, course: Course) -> dict[str, dict[str, Series]]:
    """Probability of each setting of each lever, condition and accord by round, given still fighting."""
    s = solution.game.structure
    chance = _conditional(solution, course)
    result = {}
    for k, component in enumerate(s.posture):
        index = s.settings_of(k, track=False)
        result[component.name] = {
            setting: chance[:, index == i].sum(axis=1).tolist()
            for i, setting in enumerate(component.settings)
        }
    return result


def beliefs(solution: Solution, course: Course) -> dict[str, dict[str, Series]]:
    """Mean probability each open party and the analyst give to each disposition, given still fighting."""
    s, numbers = solution.game.structure, solution.game.numbers
    if s.hidden == NONE:
        return {}
    weight = course.belief @ analyst_prior(solution)
    total = np.maximum(weight.sum(axis=1), 1e-300)
    holders = {p: numbers.prior[i] for i, p in enumerate(s.parties) if i != s.hidden}
    holders["analyst"] = numbers.analyst_prior
    result = {}
    for holder, prior in holders.items():
        first = 1.0 / (1.0 + np.exp(-(prior + course.log_odds)))
        mean = (weight @ first) / total
        result[holder] = dict(zip(s.dispositions, [mean.tolist(), (1.0 - mean).tolist()], strict=True))
    return result


def actions(solution: Solution, course: Course) -> dict[str, dict[str, object]]:
    """Expected count of each action by round, and given each disposition of the hidden party."""
    s = solution.game.structure
    mixed = course.actions @ analyst_prior(solution)
    result: dict[str, dict[str, object]] = {}
    for a, name in enumerate(s.actions):
        given = {d: course.actions[:, a, h].tolist() for h, d in enumerate(s.dispositions)}
        entry = {"expected": mixed[:, a].tolist(), "by_disposition": given}
        result.setdefault(s.parties[s.action_party[a]], {})[name] = entry
    return result


def answers(solution: Solution, course: Course) -> dict[str, dict[str, dict[str, float]]]:
    """Expected acceptances, refusals and walk-outs of each party, by what was put to it."""
    s = solution.game.structure
    mixed = course.answers @ analyst_prior(solution)
    result: dict[str, dict[str, dict[str, float]]] = {}
    for a, name in enumerate(s.actions):
        j = s.action_joint[a]
        if j == NONE:
            continue
        for k, signer in enumerate(s.signers[j]):
            if signer == NONE:
                continue
            entry = result.setdefault(s.parties[signer], {}).setdefault(
                name, {kind.value: 0.0 for kind in AnswerKind}
            )
            for kind, count in zip(entry, mixed[j, k], strict=True):
                entry[kind] += float(count)
    return result
