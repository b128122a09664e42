"""How far an outlook rests on which of several beliefs that agree with choices are taken, in words."""

from __future__ import annotations

from parley.languages import worded, written
from parley.outlook import Parting
from parley.report.reading import Reading
from parley.report.words import day

MATTERS = 0.001


def selected(reading: Reading) -> str:
    """A sentence on how far an outlook rests on which beliefs are taken; empty where that was not asked."""
    other = reading.outlook.solver.selection
    if other is None:
        return ""
    if other.parting is None and other.probability < MATTERS:
        return "With other beliefs, where several agree with choices, it would be the same."
    shown = f"; it shows most in {parting_words(reading, other.parting)}" if other.parting else ""
    return (
        "With other beliefs, where several agree with choices, an ending would be up to "
        f"{100 * other.probability:.1f} percentage points likelier or less likely{shown}."
    )


def parting_words(reading: Reading, found: Parting) -> str:
    """Who does what more or less often with other beliefs, when, and since when any act differs."""
    return worded(
        "the round of {day}: {party} {acts}, {expected} against {otherwise} times"
        " (acts differ from {since} on)",
        day=day(found.date),
        party=reading.party(found.party),
        acts=reading.action(found.action),
        expected=written(found.expected, ".3f"),
        otherwise=written(found.otherwise, ".3f"),
        since=day(found.since),
    )
