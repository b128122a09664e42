"""What is out of the ordinary in a solved case, each with what to look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from parley.dealing.table import ALL, Deal, DealTable, Stance
from parley.outside_view import SETTLEMENT, OutsideView
from parley.scenario.parts import Scenario
from parley.solver import USUAL_RESIDUAL, Course, Solution, analyst_prior

APART = 0.6
"""Chances of a settlement so far apart by disposition make the analyst's prior the answer."""


MOST_PLANS = 30
"""More packages than this are divisions of a pie, not plans somebody named."""


AGAINST_WARS = "against-wars"
"""The kind of remark that says that the model and the outside view disagree."""


@dataclass(frozen=True)
class Remark:
    """Something out of the ordinary, and what to look at; `kind` names it for tests and machines."""

    kind: str
    text: str
    look_at: str

    def __str__(self) -> str:
        return f"{self.text}; {self.look_at}"


def remarks(
    scenario: Scenario,
    solution: Solution,
    course: Course,
    deals: DealTable | None,
    outside: OutsideView | None,
) -> tuple[Remark, ...]:
    """Everything out of the ordinary in what was solved."""
    found = [
        *(_against_wars(outside) if outside is not None else ()),
        *_prior_is_the_answer(scenario, solution, course),
        *_residual(solution, course),
    ]
    if deals is not None:
        found += [*_ready(scenario, deals), *_immovable(scenario, deals)]
    return tuple(found)


def _against_wars(outside: OutsideView) -> Iterator[Remark]:
    """The model's settlement lies outside what the reference class allows, and the case gives no reason."""
    for one in outside.disagreements():
        if one.kind == SETTLEMENT:
            where = "above" if one.above else "below"
            yield Remark(
                AGAINST_WARS,
                f"a settlement by {one.day} has {one.model:.0%}, {where} the {outside.level:.0%} interval of "
                f"{outside.name} ({one.low:.0%} to {one.high:.0%})",
                "see which numbers carry it with parley influence CASE --outcome settlement"
                + (
                    "; the reason the case gives stands in the brief"
                    if outside.reason
                    else ", and write why this war should differ into reason of outside_view.yaml"
                ),
            )


def _prior_is_the_answer(scenario: Scenario, solution: Solution, course: Course) -> Iterator[Remark]:
    """Whether it is settled depends on little but which kind the hidden party is."""
    s, hidden = solution.game.structure, scenario.hidden
    if hidden is None or len(s.dispositions) < 2:
        return
    settled = course.ended[:, : s.breakdown].sum(axis=(0, 1))
    if len(settled) != len(hidden.dispositions) or settled.max() - settled.min() < APART:
        return
    prior = analyst_prior(solution)
    by = ", ".join(
        f"{chance:.0%} if {disposition.name.lower()}"
        for disposition, chance in zip(hidden.dispositions, settled, strict=True)
    )
    paths = " and ".join(disposition.weight.path for disposition in hidden.dispositions)
    yield Remark(
        "prior-is-the-answer",
        f"the chance of a settlement, {float(settled @ prior):.0%}, is mostly your prior of {hidden.name}: "
        + by,
        f"look at {paths} before anything else",
    )


def _residual(solution: Solution, course: Course) -> Iterator[Remark]:
    """Beliefs and choices agree less well than they usually do."""
    residual = max(solution.residual, course.residual)
    if residual > USUAL_RESIDUAL:
        yield Remark(
            "residual",
            f"beliefs and choices disagree by up to {residual:.1g} in log-odds, where 1e-11 is usual",
            "look at the precision of the hidden party, and at parley run CASE --refine",
        )


def _ready(scenario: Scenario, deals: DealTable) -> Iterator[Remark]:
    """Packages that everybody prefers from the first day: why have they not been signed?"""
    for kind in deals.dispositions or (ALL,):
        ready = [deal.name for deal in deals.deals if deal.in_range[kind]]
        # A pie has a range by construction; that it does is no news.
        if not ready or len(deals.deals) > MOST_PLANS:
            continue
        hidden = scenario.hidden
        under = "" if kind == ALL or hidden is None else f" if {hidden.name} is {_name(kind, scenario)}"
        yield Remark(
            "ready",
            f"“{ready[0]}” is better than going on for all who would sign it{under}, from the first day",
            "say to yourself what has kept it from being signed, and whether the scenario has it",
        )


def _immovable(scenario: Scenario, deals: DealTable) -> Iterator[Remark]:
    """Somebody who would rather go on than have the best answer to every question."""
    least: dict[tuple[str, str | None], tuple[float, Deal, Stance]] = {}
    for deal in deals.deals:
        for stance in deal.stances:
            best = stance.signing + float(np.sum(list(stance.gives_up.values()))) - stance.going_on
            key = (stance.party, stance.disposition)
            if key not in least or best > least[key][0]:
                least[key] = (best, deal, stance)
    for (party, kind), (best, _, _) in least.items():
        if best < 0:
            name = scenario.parties[party].name
            who = name if kind is None else f"{name}, if {_name(kind, scenario)},"
            yield Remark(
                "immovable",
                f"{who} would rather go on than have its best answer to every question, by {-best:.0f} "
                "points",
                f"look at endings.horizon.{party} and at what the war costs it: no package can move it",
            )


def _name(kind: str, scenario: Scenario) -> str:
    hidden = scenario.hidden
    return next((d.name.lower() for d in hidden.dispositions if d.id == kind), kind) if hidden else kind
