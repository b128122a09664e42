"""How the draws of a study were made, and how far off what is said of them may be, in words."""

from __future__ import annotations

from parley.game.names import Ending
from parley.languages import worded, written
from parley.report.words import count, listing, percent
from parley.sensitivity.study.finding import Levels, Summary


def how_solved(summary: Summary) -> str:
    """How the case was solved for the draws: each of them in full, or by levels."""
    draws = count(summary.solved, "draw")
    if summary.levels is None:
        return worded("the case solved for each of {draws}", draws=draws)
    return worded(
        "the case solved for some of {draws}: {by_levels}", draws=draws, by_levels=by_levels(summary.levels)
    )


def by_levels(levels: Levels) -> str:
    """How many draws of a study by levels were solved which way."""
    return worded(
        "{full} solved as stated, {coarse} more with rounds of {round_days} days and {nodes} nodes an axis"
        " of belief, {read_off} read off a regression on these",
        full=written(levels.full, ","),
        coarse=written(levels.coarse, ","),
        round_days=written(levels.round_days, "g"),
        nodes=levels.nodes,
        read_off=written(levels.read_off, ","),
    )


def accuracy_words(summary: Summary) -> tuple[str, ...]:
    """How far off a study by levels may be; nothing where every draw was solved in full."""
    levels = summary.levels
    if levels is None:
        return ()
    said = worded(
        "What was not solved as stated is corrected by what was, and carries the error of solves held out:"
        " for the chance of any settlement {points} read off and {points2} corrected (root mean square),"
        " where the solves themselves spread by {points3}. So single draws are rough, and what is said of"
        " all of them is good to: {points4} for the mean chance of a settlement, {points5} and {points6}"
        " for the ends of four draws in five (half of the interval that holds nine in ten resamplings).",
        points=_points(levels.error_read_off),
        points2=_points(levels.error_coarse),
        points3=_points(levels.spread),
        points4=_points(levels.accuracy.settled_mean),
        points5=_points(levels.accuracy.settled_p10),
        points6=_points(levels.accuracy.settled_p90),
    )
    return (said,)


def with_margin(summary: Summary, name: Ending, share: float) -> str:
    """A part of the draws, with how far off it may be where that is known."""
    margin = None if summary.levels is None else summary.levels.accuracy.leading.get(name)
    return (
        percent(share)
        if margin is None
        else worded(
            "{percent} (give or take {part} points)",
            percent=percent(share),
            part=written(100 * margin, ".0f"),
        )
    )


def leading_listed(summary: Summary, named: dict[Ending, str], most: int) -> str:
    """Which endings lead, in how many draws."""
    told = [
        worded("“{named}” in {with_margin}", named=named[name], with_margin=with_margin(summary, name, share))
        for name, share in summary.leading.items()
    ]
    return listing(told[:most])


def _points(chance: float) -> str:
    if chance < 0.005:
        return worded("under half a percentage point")
    return count(round(100 * chance), "percentage point")
