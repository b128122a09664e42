"""What a reader should know of a solution that is less good than usual."""

from __future__ import annotations

import math

from parley.outlook.result import Certificate
from parley.report.words import day

USUAL = "1e-11"
SETTLED = 1e-6
"""A residual, in log-odds, up to which a belief follows from choices for all that is said of it."""


def doubt(found: Certificate) -> str:
    """A sentence on beliefs that do not follow from the choices they rest on; empty where all is as usual."""
    if found.settled:
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


def _strays(residual: float) -> str:
    """What is to be said of nodes that one deviation leads to; nothing where they are as usual."""
    if residual <= SETTLED:
        return ", nor does one deviation from it"
    return (
        f", but one deviation from it does, and there they differ by {residual:.1g}: what is worth doing may "
        "rest on that, so these figures are not certified"
    )


def doubt_under(name: str, residual: float, unsettled: float, off_path: float = 0.0) -> str:
    """The same of another solution that is not settled everywhere, by the name it has."""
    where = (
        f"play stands there with {_percent(unsettled)} at most"
        if unsettled
        else f"play does not lead there{_strays(off_path)}"
    )
    return (
        f"Under “{name}” the largest belief residual is {residual:.1g} in log-odds, far above the usual "
        f"{USUAL}: at some nodes beliefs do not follow from choices; {where}."
    )


def _percent(part: float) -> str:
    return "less than 0.1\N{NO-BREAK SPACE}%" if part < 0.001 else f"{100 * part:.1f}\N{NO-BREAK SPACE}%"
