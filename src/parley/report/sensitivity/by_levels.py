"""What is said of an influence that was worked out by levels: how sure it is, and how it was made."""

from __future__ import annotations

from parley.languages import worded
from parley.report.context import Table
from parley.report.reading import CaseWords
from parley.report.sensitivity.number_names import number_name
from parley.report.words import count, listing
from parley.sensitivity.influence import Influence


def how_sure(reading: CaseWords, found: Influence, n: int) -> str:
    """How far off effects on an outcome may be; nothing where every one was solved as stated."""
    levels, one = found.levels, found.outcomes[n]
    if levels is None:
        return ""
    points_ = one.outcome.in_points
    error = levels.error[n] if points_ else 100 * levels.error[n]
    return worded(
        "How sure: what {checked} do was solved in full. What other numbers do is carried over from a coarse"
        " form of the game; where that was checked it missed by {error} {unit} (root mean square). The shares"
        " are of the spread of {draws} of all numbers at once, in that form: what single numbers do, added"
        " up, tells {told} of it, and what only several do together is in no share.",
        checked=listing([number_name(reading, path) for path in levels.checked]),
        error=f"{error:.1f}",
        unit="points" if points_ else worded("percentage points"),
        draws=count(levels.draws, "draw"),
        told=f"{100 * levels.added_up[n]:.0f}\u00a0%",
    )


def how_made(found: Influence) -> str:
    """How it was worked out; nothing where every effect was solved as stated."""
    levels = found.levels
    if levels is None:
        return ""
    return worded(
        "The game is too large to be solved {draws} times. Each of {screened} numbers with a range was moved"
        " to both its ends, the others as stated, with rounds of {days} days and {nodes} nodes an axis of"
        " belief; what that does, in log-odds, was carried over to the case as stated. Those that move an"
        " outcome furthest ({checked}) were moved in full. {solves} in all, seed {seed}; margins are"
        " 95\u00a0%"
        " bootstrap intervals. --full solves every time as stated, which takes hours.",
        draws=f"{found.draws:,}",
        screened=levels.screened,
        days=f"{levels.round_days:g}",
        nodes=levels.nodes,
        checked=len(levels.checked),
        solves=count(found.solved, "solve"),
        seed=found.seed,
    )


def bars_near(found: Influence) -> str:
    """What the bars of a picture are, where numbers were moved with the others as stated; else nothing."""
    if found.levels is None:
        return ""
    return worded(
        "Bars: change when a number goes from the low to the high end of its range, by way of the stated"
        " value, others as stated; to the right what raises the outcome, to the left what lowers it. Colours:"
        " what the number rests on."
    )


def without(table: Table, place: int) -> Table:
    """A table without the column at a place."""
    kept = [n for n in range(len(table.columns)) if n != place]
    return Table(
        tuple(table.columns[n] for n in kept),
        tuple(tuple(row[n] for n in kept) for row in table.rows),
        table.caption,
        figures=tuple(new for new, n in enumerate(kept) if n in table.figures),
    )
