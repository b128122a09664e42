"""Endings other than settlement and collapse: the horizon, a breakdown, a walk-out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from parley.files import Place
from parley.scenario.parts.theatre import read_worth
from parley.scenario.quantities.amounts import read_number
from parley.scenario.quantities.pen import Pen, block_map, defaulted, worth_map
from parley.scenario.quantities.stated import Number, Terms
from parley.scenario.quantities.units import CHANCE
from parley.scenario.reading.diagnostics import Diagnostics
from parley.scenario.reading.form import Chance, Form, Name, PointsTerms


class BreakdownForm(Form):
    """The chance that a refused settlement offer ends the talks for good, and what that is worth."""

    chance: Chance = Field(default=None, description="chance of breakdown after a refusal; default 0")
    worth: dict[Name, PointsTerms] = Field(default={}, description="party -> points; default 0")


class EndingsForm(Form):
    """What the endings other than settlement and collapse are worth."""

    horizon: dict[Name, PointsTerms] = Field(
        default={}, description="party -> points if the war goes on; default 0"
    )
    breakdown: BreakdownForm = Field(
        default=BreakdownForm(), description="talks that break off by chance; default never"
    )
    quit: dict[Name, dict[Name, PointsTerms]] = Field(
        default={}, description="who may walk out when it has the floor -> party -> points; default nobody"
    )
    walk_out: dict[Name, dict[Name, PointsTerms]] = Field(
        default={}, description="who may walk out when answering -> party -> points; default nobody"
    )


@dataclass(frozen=True)
class Endings:
    """The worth by party of the endings that are neither settlement nor collapse."""

    horizon: Mapping[str, Terms]
    breakdown_chance: Number
    breakdown: Mapping[str, Terms]
    walk_out: Mapping[str, Mapping[str, Terms]]
    quit: Mapping[str, Mapping[str, Terms]]


def read_endings(diag: Diagnostics, form: EndingsForm) -> Endings:
    """Read what the horizon, a breakdown and a walk-out are worth; what is not stated is 0."""
    place: Place = ("endings",)
    walkers = diag.by_party(form.walk_out, (*place, "walk_out"))
    return Endings(
        horizon=read_worth(diag, form.horizon, (*place, "horizon")),
        breakdown_chance=read_number(
            diag, form.breakdown.chance, (*place, "breakdown", "chance"), CHANCE, 0.0
        ),
        breakdown=read_worth(diag, form.breakdown.worth, (*place, "breakdown", "worth")),
        walk_out={
            walker: read_worth(diag, form.walk_out[walker], (*place, "walk_out", walker))
            for walker in walkers
        },
        quit={
            walker: read_worth(diag, form.quit[walker], (*place, "quit", walker))
            for walker in diag.by_party(form.quit, (*place, "quit"))
        },
    )


def endings_form(pen: Pen, endings: Endings) -> Any:
    """Write what the other endings are worth."""
    breakdown = {
        "chance": pen.number(endings.breakdown_chance),
        "worth": worth_map(pen, endings.breakdown, "endings.breakdown.worth"),
    }
    walk_out = {
        walker: worth_map(pen, worth, f"endings.walk_out.{walker}")
        for walker, worth in endings.walk_out.items()
    }
    return block_map(
        {
            "horizon": worth_map(pen, endings.horizon, "endings.horizon"),
            "breakdown": block_map(breakdown, defaulted({"chance": endings.breakdown_chance})),
            "walk_out": block_map(walk_out),
            "quit": block_map(
                {
                    walker: worth_map(pen, worth, f"endings.quit.{walker}")
                    for walker, worth in endings.quit.items()
                }
            ),
        }
    )
