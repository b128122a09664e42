"""What is out of the ordinary in a solved case, each with what to look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from parley.dealing.table import Deal, DealTable, Stance
from parley.files.articles import at_start
from parley.game import Flags, Floats, hidden_sides, profile_kinds
from parley.languages import Told, rewordable, wordable
from parley.outside_view import SETTLEMENT, OutsideView
from parley.scenario.parts import Disposition, Scenario
from parley.solver import USUAL_RESIDUAL, Course, Solution, analyst_prior

AND = wordable("{first} and {then}")
OR = wordable("{first} or {then}")
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
            where = rewordable("above") if one.above else rewordable("below")
            yield Remark(
                AGAINST_WARS,
                rewordable(
                    "a settlement by {day}, counted as {name} counts, has {chance}, {where} its {level}"
                    " interval"
                    " ({low} to {high})",
                    day=one.day,
                    name=outside.name,
                    chance=_percent(one.model),
                    where=where,
                    level=_percent(outside.level),
                    low=_percent(one.low),
                    high=_percent(one.high),
                ),
                rewordable(
                    "see which numbers carry it with parley influence CASE --outcome settlement; the reason"
                    " the"
                    " case gives stands in the brief"
                )
                if outside.reason
                else rewordable(
                    "see which numbers carry it with parley influence CASE --outcome settlement, and write"
                    " why"
                    " this war should differ into reason of outside_view.yaml"
                ),
            )


def _prior_is_the_answer(scenario: Scenario, solution: Solution, course: Course) -> Iterator[Remark]:
    """Whether it is settled depends on little but which kind a hidden side is."""
    s = solution.game.structure
    settled, prior = course.ended[:, : s.breakdown].sum(axis=(0, 1)), analyst_prior(solution)
    kinds = profile_kinds(hidden_sides(solution.game))
    for g, side in enumerate(scenario.sides if kinds.shape[1] == len(scenario.sides) else ()):
        chances = [_mean(settled, prior, kinds[:, g] == k) for k in range(len(side.kinds))]
        if len(chances) < 2 or max(chances) - min(chances) < APART:
            continue
        by = _listed(
            [
                rewordable("{chance} if “{kind}”", chance=_percent(chance), kind=kind.name.lower())
                for kind, chance in zip(side.kinds, chances, strict=True)
            ]
        )
        paths = " and ".join(kind.weight.path for kind in side.kinds)
        yield Remark(
            "prior-is-the-answer",
            rewordable(
                "the chance of a settlement, {chance}, is mostly your prior of {side}: {by}",
                chance=_percent(float(settled @ prior)),
                side=side.in_sentence,
                by=by,
            ),
            rewordable("look at {paths} before anything else", paths=paths),
        )


def _mean(settled: Floats, prior: Floats, among: Flags) -> float:
    """The mean over some profiles; over a single one what it has, however improbable it is."""
    if among.sum() == 1:
        return float(settled[among][0])
    return float((settled * prior)[among].sum() / max(float(prior[among].sum()), 1e-300))


def _residual(solution: Solution, course: Course) -> Iterator[Remark]:
    """Beliefs and choices agree less well than they usually do."""
    residual = max(solution.residual, course.residual)
    if residual > USUAL_RESIDUAL:
        yield Remark(
            "residual",
            rewordable(
                "beliefs and choices disagree by up to {residual} in log-odds, where 1e-11 is usual",
                residual=f"{residual:.1g}",
            ),
            rewordable("look at the precision of the hidden party, and at parley run CASE --refine"),
        )


def _ready(scenario: Scenario, deals: DealTable) -> Iterator[Remark]:
    """Packages that everybody prefers from the first day: why have they not been signed?"""
    # A pie has a range by construction; that it does is no news.
    if len(deals.deals) > MOST_PLANS:
        return
    named = {side.id: side for side in scenario.sides}
    for under, ready in deals.in_range_by_kind().items():
        hidden = [
            rewordable(
                "the hidden kind of {side} is {kinds}",
                side=named[side].in_sentence,
                kinds=_listed([Told(f"“{_name(kind, named[side].kinds)}”") for kind in kinds], OR),
            )
            for side, kinds in under
        ]
        yield Remark(
            "ready",
            rewordable(
                "“{name}” is better than going on for all who would sign it{when}, from the first day",
                name=ready[0].name,
                when=rewordable(" if {when}", when=_listed(hidden, AND)) if hidden else "",
            ),
            rewordable("say to yourself what has kept it from being signed, and whether the scenario has it"),
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
            found = scenario.parties[party]
            name, kinds = at_start(found.in_sentence), found.dispositions
            who = name if kind is None else f"{name}, if “{_name(kind, kinds)}”,"
            yield Remark(
                "immovable",
                rewordable(
                    "{who} would rather go on than have {whose} best answer to every question, by {points}"
                    " points",
                    who=who,
                    whose=rewordable("their") if found.plural else rewordable("its"),
                    points=f"{-best:.0f}",
                ),
                rewordable(
                    "look at endings.horizon.{party} and at what the war costs it: no package can move it",
                    party=party,
                ),
            )


def _listed(items: Sequence[Told], form: str = "{first}, {then}") -> Told:
    """Items one after the other, each of which can be told again."""
    first, *rest = items
    for one in rest:
        first = rewordable(form, first=first, then=one)
    return first


def _name(kind: str, kinds: Sequence[Disposition]) -> str:
    return next((one.name.lower() for one in kinds if one.id == kind), kind)


def _percent(probability: float) -> str:
    if 0.99 < probability < 1.0:
        return rewordable("over 99\N{NO-BREAK SPACE}%")
    if 0.0 < probability < 0.01:
        return rewordable("under 1\N{NO-BREAK SPACE}%")
    return f"{100 * probability:.0f}\N{NO-BREAK SPACE}%"
