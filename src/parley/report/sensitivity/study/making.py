"""How the draws of a study were made, and how far off what is said of them may be, in words."""

from __future__ import annotations

from parley.game.names import Ending
from parley.report.words import count, listing, percent
from parley.sensitivity.study.finding import Levels, Summary


def how_solved(summary: Summary) -> str:
    """How the case was solved for the draws: each of them in full, or by levels."""
    draws = count(summary.solved, "draw")
    if summary.levels is None:
        return f"the case solved for each of {draws}"
    return f"the case solved for some of {draws}: {by_levels(summary.levels)}"


def by_levels(levels: Levels) -> str:
    """How many draws of a study by levels were solved which way."""
    return (
        f"{levels.full:,} solved as stated, {levels.coarse:,} more with rounds of {levels.round_days:g} days"
        f" and {levels.nodes} nodes an axis of belief, {levels.read_off:,} read off a regression on these"
    )


def accuracy_words(summary: Summary) -> tuple[str, ...]:
    """How far off a study by levels may be; nothing where every draw was solved in full."""
    levels = summary.levels
    if levels is None:
        return ()
    said = (
        "What was not solved as stated is corrected by what was, and carries the error of solves held out:"
        f" for the chance of any settlement {_points(levels.error_read_off)} read off and"
        f" {_points(levels.error_coarse)} corrected (root mean square), where the solves themselves spread by"
        f" {_points(levels.spread)}. So single draws are rough, and what is said of all of them is good to:"
        f" {_points(levels.accuracy.settled_mean)} for the mean chance of a settlement,"
        f" {_points(levels.accuracy.settled_p10)} and {_points(levels.accuracy.settled_p90)} for the ends of"
        " four draws in five (half of the interval that holds nine in ten resamplings)."
    )
    return (said,)


def with_margin(summary: Summary, name: Ending, share: float) -> str:
    """A part of the draws, with how far off it may be where that is known."""
    margin = None if summary.levels is None else summary.levels.accuracy.leading.get(name)
    return percent(share) if margin is None else f"{percent(share)} (give or take {100 * margin:.0f} points)"


def leading_listed(summary: Summary, named: dict[Ending, str], most: int) -> str:
    """Which endings lead, in how many draws."""
    told = [
        f"“{named[name]}” in {with_margin(summary, name, share)}" for name, share in summary.leading.items()
    ]
    return listing(told[:most])


def _points(chance: float) -> str:
    if chance < 0.005:
        return "under half a percentage point"
    return count(round(100 * chance), "percentage point")
