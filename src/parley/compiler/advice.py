"""Advice on a scenario that is sound but may not say what its author means."""

from __future__ import annotations

import math
from itertools import pairwise

from parley.compiler.calendar import date_of, discount_per_round
from parley.compiler.idle_acts import idle_acts, twin_plans
from parley.scenario.parts import Issue, Scenario

FINE = 10
"""A step of a pie should be at most this part of what a round of waiting takes away."""

MOST_STEPS = 2000


def advise(scenario: Scenario) -> tuple[str, ...]:
    """What the author may want to change, each with its remedy, in the order of the file."""
    pies = (_coarse_pie(scenario, issue) for issue in scenario.issues.values())
    one_by_one = tuple(advice for advice in (_later_horizon(scenario), *pies) if advice is not None)
    return (*one_by_one, *twin_plans(scenario), *idle_acts(scenario))


def _later_horizon(scenario: Scenario) -> str | None:
    """A horizon within a round is moved to the end of that round."""
    last, stated = date_of(scenario, scenario.rounds), scenario.stated_horizon
    if stated is None or stated == last:
        return None
    return (
        f"horizon: {stated} lies within a round, and rounds are whole: the last one ends on {last}; "
        f"say `horizon: {last}` or another length of rounds"
    )


def _coarse_pie(scenario: Scenario, issue: Issue) -> str | None:
    """A pie whose steps outweigh a round of impatience is divided by who speaks last (Muthoo 1991)."""
    if not issue.split or issue.reservation or scenario.rounds < 2:
        return None
    impatience = min(_impatience(scenario, party) for party in issue.split)
    shares = sorted(issue.shares)
    step = max((after - before for before, after in pairwise(shares)), default=0.0)
    if impatience == 0.0 or step <= impatience / FINE * (1 + 1e-9):
        return None
    steps = math.ceil(FINE / impatience * (1 - 1e-9))
    remedies = [f"`steps: {steps}`"] if steps <= MOST_STEPS else []
    if len(scenario.issues) == 1 and len(scenario.parties) == 2 and scenario.hidden is None:
        remedies.append("`reservation: yes`")
    remedies = remedies or ["longer rounds"]
    return (
        f"issues.{issue.id}: a step of {100 * step:.3g} % of the pie is more than a tenth of what a round of "
        f"waiting takes away ({100 * impatience:.3g} %), so the division may be decided by who speaks last; "
        f"say {' or '.join(remedies)}"
    )


def _impatience(scenario: Scenario, party: str) -> float:
    """The part of a worth that a refusal takes away: by waiting a round, or by breakdown."""
    kept = discount_per_round(scenario, scenario.parties[party].patience)
    return 1.0 - kept * (1.0 - scenario.breakdown_chance.value)
