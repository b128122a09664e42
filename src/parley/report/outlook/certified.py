"""What a reader should know of a solution that is less good than usual."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

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
    said = (
        f"The largest belief residual, {found.residual:.1g} in log-odds, is far above the usual {USUAL}: "
        "at some nodes beliefs do not follow from the choices they rest on."
    )
    if found.unsettled <= 0.0:
        return f"{said} Play does not lead there{_strays(found.residual_off_path)}."
    # Of all probabilities an even one moves furthest with log-odds.
    off = 100 * math.tanh(found.residual_reached / 4)
    when = f", around {day(found.unsettled_on)}" if found.unsettled_on else ""
    return (
        f"{said} Play stands where that matters with {_percent(found.unsettled)} at most{when}; "
        f"a belief there may be off by {off:.1g} percentage points."
    )


def _doubt_of_draws(found: DrawsCheck) -> str:
    refused = ""
    if found.refused:
        refused = (
            f"{count(found.refused, 'further draw')} had no solution that could be certified, and"
            f" {'is' if found.refused == 1 else 'are'} left out."
        )
    if not found.unsettled:
        return refused
    where = "In the one solution this rests on"
    if found.solutions > 1:
        where = f"In {found.unsettled:,} of {found.solutions:,} solutions this rests on"
    return (
        f"{where} the largest belief residual, {'' if found.unsettled == 1 else 'up to '}{found.residual:.1g}"
        f" in log-odds, is far above the usual {USUAL}: at some nodes beliefs do not follow from the choices"
        f" they rest on. {refused}"
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
        return ", nor does one deviation from it"
    return (
        f", but one deviation from it does, and there they differ by {residual:.1g}: what is worth doing may "
        "rest on that, so these figures are not certified"
    )


def doubt_under(name: str, found: BeliefCheck | None) -> str:
    """The same of another solution, by the name it has."""
    if found is None or found.settled:
        return ""
    where = (
        f"play stands there with {_percent(found.unsettled)} at most"
        if found.unsettled
        else f"play does not lead there{_strays(found.residual_off_path)}"
    )
    return (
        f"Under “{name}” the largest belief residual is {found.residual:.1g} in log-odds, far above the"
        f" usual {USUAL}: at some nodes beliefs do not follow from choices; {where}."
    )


def _percent(part: float) -> str:
    return "less than 0.1\N{NO-BREAK SPACE}%" if part < 0.001 else f"{100 * part:.1f}\N{NO-BREAK SPACE}%"
