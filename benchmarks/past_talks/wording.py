"""What the page on past talks says in sentences, from the scores."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Mapping

import numpy as np
from benchmarks.past_talks.fitting import redrawn
from benchmarks.past_talks.forecasting import DATES, PRESENT, Frictions
from benchmarks.past_talks.scoring import COUNTED, Scored
from benchmarks.past_talks.study import NEEDED, Study

from parley.inference.scoring.by_date import CONSTANT, MODEL, OUTSIDE

WHO = (MODEL, CONSTANT, OUTSIDE, COUNTED)
LATE = 0.05
"""Probabilities and bits that differ by less are called about right."""
WIDTH = 110


def paragraph(*sentences: str) -> list[str]:
    """Sentences as a paragraph of lines."""
    return [*textwrap.wrap(" ".join(sentences), WIDTH, break_long_words=False, break_on_hyphens=False), ""]


def point(*sentences: str) -> list[str]:
    """Sentences as an item of a list."""
    return textwrap.wrap(
        "- " + " ".join(sentences),
        WIDTH,
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def finding(study: Study) -> list[str]:
    """What the scores say, as a list."""
    now, then = means(study.scored), means(study.adopted_scored)
    plain, stood = _differences(study, study.scored), _differences(study, study.adopted_scored)
    splits = len(study.splits)
    outside = sum(split.fitted < split.outside for split in study.splits)
    timing = "is worth less than nothing" if now.log2[CONSTANT] < now.log2[MODEL] else "is worth something"
    return [
        *point(
            f"**With the starting values of the time the model {_verdict(plain[0])} the outside view.** On",
            f"whether a war had ended it has {now.log2[MODEL]:.2f} bits of surprise, the outside view",
            f"{now.log2[OUTSIDE]:.2f}, a base rate counted on the other wars {now.log2[COUNTED]:.2f} (less",
            f"is better; the difference to the outside view is {now.log2[MODEL] - now.log2[OUTSIDE]:+.2f},",
            f"and {_ends(plain[0])} when the wars are redrawn). On how it stood it has {now.log[MODEL]:.2f}",
            f"against {now.log[OUTSIDE]:.2f} and {now.log[COUNTED]:.2f}.",
        ),
        *point(f"**It {_habit(study.scored)}.**", *_early(study)),
        *point(
            f"**Its timing {timing}.** The same probability of an end within two years, spread evenly, has",
            f"{now.log2[CONSTANT]:.2f} bits.",
        ),
        *point(
            f"**One friction removes most of it, also on wars it was not fitted to.** In {study.wins} of",
            f"{splits} splits into halves the fitted frictions did better on the other half. What they agree",
            f"on is how seldom anybody puts forward what could be signed: {_range(study)} times in three",
            f"months from each party, and not {PRESENT.speaks:g}.",
        ),
        *point(
            f"**Then the model {_verdict(stood[1])} the outside view and {_verdict(stood[2])} the counted",
            f"base rate on how it stood** ({then.log[MODEL]:.2f} bits against {then.log[OUTSIDE]:.2f} and",
            f"{then.log[COUNTED]:.2f}), and {_verdict(stood[0])} the outside view on whether the war had",
            f"ended ({then.log2[MODEL]:.2f} against {then.log2[OUTSIDE]:.2f}). On halves it was not fitted",
            f"to it did better than what was counted on the same half in {study.beats_counting} of {splits},",
            f"better than the outside view in {outside}. {_adds(stood[1], stood[2])}",
        ),
        *point(f"**What follows.** {_follows(study)}"),
        "",
    ]


class Means:
    """Means over wars, by forecaster."""

    def __init__(self, scored: Mapping[str, Scored]) -> None:
        def over(pick: Callable[[Scored], Mapping[str, float]]) -> dict[str, float]:
            return {who: mean(pick(one)[who] for one in scored.values()) for who in WHO}

        self.log, self.brier = over(lambda one: one.log), over(lambda one: one.brier)
        self.log2, self.brier2 = over(lambda one: one.log2), over(lambda one: one.brier2)


def means(scored: Mapping[str, Scored]) -> Means:
    """Means over wars of bits and Brier scores."""
    return Means(scored)


def mean(values: Iterable[float]) -> float:
    """The mean of some numbers."""
    return float(np.mean(list(values)))


def in_words(one: Frictions) -> str:
    """Frictions in words."""
    return (
        f"{one.speaks:g} packages in three months from each party, {one.errs:g} signatures by mistake in a "
        f"thousand and {one.refused:g} points for a refusal"
    )


def sure(was: float, would: float) -> str:
    """Whether a forecaster was surprised more than it expects to be."""
    if was > would + LATE:
        return "was too sure"
    return "was less sure than it might be" if was < would - LATE else "was about as sure as it may be"


def _differences(study: Study, scored: Mapping[str, Scored]) -> tuple[tuple[float, float], ...]:
    """Nine tenths of redrawn differences: ended or not to the outside view; how it stood to it, and to "
    "counting."""
    ones = [scored[war.slug] for war in study.wars]
    return (
        redrawn([one.log2[MODEL] - one.log2[OUTSIDE] for one in ones]),
        redrawn([one.log[MODEL] - one.log[OUTSIDE] for one in ones]),
        redrawn([one.log[MODEL] - one.log[COUNTED] for one in ones]),
    )


def _ends(interval: tuple[float, float]) -> str:
    return f"{interval[0]:+.2f} to {interval[1]:+.2f}"


def _verdict(interval: tuple[float, float]) -> str:
    if interval[0] > 0:
        return "is worse than"
    return "is better than" if interval[1] < 0 else "cannot be told from"


def _adds(outside: tuple[float, float], counted: tuple[float, float]) -> str:
    if outside[1] < 0 and counted[1] < 0:
        return "It adds to counting."
    return "**There is no sign here that solving a game adds anything to counting how wars end.**"


def _range(study: Study) -> str:
    rates = sorted({split.best.speaks for split in study.splits})
    return f"{rates[0]:g}" if len(rates) == 1 else f"{rates[0]:g} to {rates[-1]:g}"


def _habit(scored: Mapping[str, Scored]) -> str:
    """What the model says of an end less how often it had come, over the dates."""
    gaps = []
    for at in range(len(DATES)):
        ones = [one for one in scored.values() if len(one.over) > at]
        gaps.append(mean(one.ended[MODEL][at] for one in ones) - mean(float(one.over[at]) for one in ones))
    gap = mean(gaps)
    return "is too early" if gap > LATE else "is too late" if gap < -LATE else "is about on time"


def _early(study: Study) -> list[str]:
    at = 1
    ones = [one for one in study.scored.values() if len(one.over) > at]
    said, came = mean(one.ended[MODEL][at] for one in ones), sum(one.over[at] for one in ones)
    after = mean(one.ended[MODEL][at] for one in study.adopted_scored.values() if len(one.over) > at)
    return [
        f"To an end within three months it gives {said:.0%} on average, and {came} of {len(ones)} wars had",
        "ended by then. The rules give every war an even chance of a side that would sign the package in",
        "the middle, and such a side signs in the model as soon as somebody speaks. With the values adopted",
        f"below it gives {after:.0%}, and over all dates {_habit(study.adopted_scored)}.",
    ]


def _follows(study: Study) -> str:
    wanted = f"The rule wanted {NEEDED} of {len(study.splits)} splits"
    if not study.changes:
        return f"{wanted}; the starting values of the interview and of `parley new` stay as they were."
    return (
        f"{wanted}, so the starting values change. The best on all wars is {in_words(study.fitted)}; "
        f"{len(study.alike)} combinations lie within one standard error of it, and noise cannot tell them "
        "apart. Adopted "
        f"is the one of them that departs least from before: **{in_words(study.adopted)}**."
    )
