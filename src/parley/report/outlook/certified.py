"""What a reader should know of a solution that is less good than usual."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from parley.languages import worded, written
from parley.outlook import BeliefCheck, DrawsCheck
from parley.report.context import Section
from parley.report.words import count, day

USUAL = "1e-11"
SETTLED = 1e-6
"""A residual, in log-odds, up to which a belief follows from choices for all that is said of it."""


def doubt(found: BeliefCheck | DrawsCheck | None) -> str:
    """A sentence on beliefs that do not follow from the choices they rest on; empty where all is as usual.

    None is what an earlier version kept: nothing is known of it.
    """
    if isinstance(found, DrawsCheck):
        return _doubt_of_draws(found)
    if found is None or found.settled:
        return ""
    said = worded(
        "The largest belief residual, {residual} in log-odds, is far above the usual {usual}: at some nodes"
        " beliefs do not follow from the choices they rest on.",
        residual=written(found.residual, ".1g"),
        usual=USUAL,
    )
    if found.unsettled <= 0.0:
        return worded(
            "{said} Play does not lead there{strays}.", said=said, strays=_strays(found.residual_off_path)
        )
    # Of all probabilities an even one moves furthest with log-odds.
    off = 100 * math.tanh(found.residual_reached / 4)
    when = worded(", around {day}", day=day(found.unsettled_on)) if found.unsettled_on else ""
    return worded(
        "{said} Play stands where that matters with {percent} at most{when}; a belief there may be off by"
        " {off} percentage points.",
        said=said,
        percent=_percent(found.unsettled),
        when=when,
        off=written(off, ".1g"),
    )


def _doubt_of_draws(found: DrawsCheck) -> str:
    refused = ""
    if found.refused:
        refused = worded(
            "{count} had no solution that could be certified, and {part} left out.",
            count=count(found.refused, "further draw"),
            part=worded("is") if found.refused == 1 else worded("are"),
        )
    if not found.unsettled:
        return refused
    where = worded("In the one solution this rests on")
    if found.solutions > 1:
        where = worded(
            "In {unsettled} of {solutions} solutions this rests on",
            unsettled=written(found.unsettled, ","),
            solutions=written(found.solutions, ","),
        )
    return (
        worded(
            "{where} the largest belief residual, {part}{residual} in log-odds, is far above the usual"
            " {usual}: at some nodes beliefs do not follow from the choices they rest on. {refused}",
            where=where,
            part="" if found.unsettled == 1 else worded("up to "),
            residual=written(found.residual, ".1g"),
            usual=USUAL,
            refused=refused,
        )
    ).strip()


def doubted(section: Section, found: BeliefCheck | DrawsCheck | None) -> Section:
    """A section of a result, with what there is to doubt in the solutions that the result rests on."""
    said = doubt(found)
    return replace(section, lead=(*section.lead, said)) if said else section


def first_doubted(sections: Sequence[Section], found: BeliefCheck | DrawsCheck | None) -> tuple[Section, ...]:
    """The sections of a result, with what there is to doubt said in the first."""
    return (doubted(sections[0], found), *sections[1:]) if sections else ()


def _strays(residual: float) -> str:
    """What is to be said of nodes that one deviation leads to; nothing where they are as usual."""
    if residual <= SETTLED:
        return worded(", nor does one deviation from it")
    return worded(
        ", but one deviation from it does, and there they differ by {residual}: what is worth doing may"
        " rest on that, so these figures are not certified",
        residual=written(residual, ".1g"),
    )


def doubt_under(name: str, found: BeliefCheck | None) -> str:
    """The same of another solution, by the name it has."""
    if found is None or found.settled:
        return ""
    where = (
        worded("play stands there with {percent} at most", percent=_percent(found.unsettled))
        if found.unsettled
        else worded("play does not lead there{strays}", strays=_strays(found.residual_off_path))
    )
    return worded(
        "Under “{name}” the largest belief residual is {residual} in log-odds, far above the usual"
        " {usual}: at some nodes beliefs do not follow from choices; {where}.",
        name=name,
        residual=written(found.residual, ".1g"),
        usual=USUAL,
        where=where,
    )


def _percent(part: float) -> str:
    return worded("less than 0.1\u00a0%") if part < 0.001 else f"{100 * part:.1f}\N{NO-BREAK SPACE}%"
