"""What is advised on a scenario as a whole, each with its remedy."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from parley.compiler.advice.idle_acts import idle_acts, twin_plans
from parley.compiler.advice.indifferent import indifferent_signatories
from parley.compiler.build import estimate_size
from parley.compiler.calendar import date_of, discount_per_round
from parley.compiler.ground import lay_out
from parley.game.size import COARSEST_NODES, LONG, time_in_words
from parley.scenario.parts import Issue, Scenario

FINE = 10
"""A step of a pie should be at most this part of what a round of waiting takes away."""

MOST_STEPS = 2000


def advise(scenario: Scenario) -> tuple[str, ...]:
    """What the author may want to change, each with its remedy, in the order of the file."""
    pies = (_coarse_pie(scenario, issue) for issue in scenario.issues.values())
    one_by_one = tuple(advice for advice in (_later_horizon(scenario), *pies) if advice is not None)
    return (
        *one_by_one,
        *twin_plans(scenario),
        *idle_acts(scenario),
        *indifferent_signatories(scenario),
        *_always_spoken(scenario),
        *_off_the_scale(scenario),
        *_dear(scenario),
    )


SILENT = 0.02
"""Where nobody has the floor in fewer rounds than this, somebody speaks in every round."""

SCALE = (-50.0, 150.0)
"""Settlements are worth 0 to 100 by convention; half of that beyond either end is far outside."""


def _always_spoken(scenario: Scenario) -> Iterator[str]:
    """Floors by chance that leave no quiet round: each is one more occasion to err in."""
    chances = scenario.floor.chances
    if scenario.floor.alternate or len(chances) < 2 or len(scenario.parties) < 2:
        return
    ground = lay_out(scenario)
    last = scenario.rounds - 1
    total = float(np.sum([part[0] for part in ground.shares(list(chances.values()), last)], axis=0).max())
    if total > 1.0 - SILENT:
        yield (
            f"table.floor: somebody has the floor in {total:.0%} of rounds of "
            f"{scenario.pace.length(last):g} days, and each is an occasion for logit choice to err in; if "
            "that is more often than talks are held, state smaller chances or longer rounds"
        )


def _dear(scenario: Scenario) -> Iterator[str]:
    """An extended game whose beliefs take long to solve, where a coarser grid would not."""
    size = estimate_size(scenario)
    if size.seconds <= LONG or size.coarsest.seconds > size.seconds / 2:
        return
    axes = sum(count for _, _, count in size.grids)
    nodes = " and ".join(str(nodes) for nodes in dict.fromkeys(nodes for _, nodes, _ in size.grids))
    yield (
        f"belief_grid: {axes} log-odds of belief on {nodes} nodes each make {size.belief_nodes:,} nodes, "
        f"which "
        f"take about {time_in_words(size.seconds)} to solve and play; "
        f"`belief_grid: {{nodes: {COARSEST_NODES}, play_parts: 1}}` takes about "
        f"{time_in_words(size.coarsest.seconds)}, and is coarse: worths between nodes are read off straight "
        f"lines"
    )


def _off_the_scale(scenario: Scenario) -> Iterator[str]:
    """Packages and horizons worth far less than 0 or far more than 100 points."""
    for party in scenario.parties.values():
        if not party.values or any(issue.split for issue in scenario.issues.values()):
            continue
        ground = lay_out(scenario)
        values = [
            [ground.worth(sums) for sums in options.values()] for options in party.values.values() if options
        ]
        best = float(sum(np.max(one) for one in values))
        worst = float(sum(np.min(one) for one in values))
        if best > SCALE[1] or worst < SCALE[0]:
            yield (
                f"parties.{party.id}.values: its best answers together are worth {best:.0f} points and its "
                f"worst {worst:.0f}; by convention these are 100 and 0, so that points and precision mean "
                "what they do elsewhere: scale them"
            )
        horizon = scenario.horizon_worth.get(party.id, ())
        if horizon:
            worth = ground.worth(horizon)
            low, high = float(worth.min()), float(worth.max())
            if low < SCALE[0] or high > SCALE[1]:
                yield (
                    f"endings.horizon.{party.id}: between {low:.0f} and {high:.0f} points, where its best "
                    f"and worst settlement are worth {best:.0f} and {worst:.0f}; ask which settlement going "
                    "on would be as good as"
                )


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
    if len(issue.split or ()) != 2 or issue.split is None or issue.reservation or scenario.rounds < 2:
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
    kept = discount_per_round(scenario, scenario.parties[party].patience, 0)
    return 1.0 - kept * (1.0 - scenario.breakdown_chance.value)
