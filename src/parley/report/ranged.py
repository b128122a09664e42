"""How far the headline figures move over the stated ranges, where a study or an influence says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from parley.game.names import STILL_FIGHTING, EndingKind
from parley.report.words import percent
from parley.sensitivity.influence import Influence
from parley.sensitivity.study.finding import FEWEST_FOR_QUANTILES, Levels, Summary

Span = tuple[float, float]


@dataclass(frozen=True)
class Ranged:
    """The probabilities, by the horizon, between which four of five of so many draws lie.

    `carried_over` where all draws were solved in a coarser form.
    """

    draws: int
    settled: Span | None
    fighting: Span | None
    levels: Levels | None = None
    carried_over: bool = False

    def said(self, span: Span | None) -> str:
        """A sentence to stand behind a headline figure; nothing where its span is not known."""
        if span is None:
            return ""
        low, high = percent(span[0]), percent(span[1])
        between = f"about {low}" if low == high else f"{low} to {high}"
        return (
            f"That is with every number as stated; over their ranges it is {between} in four of five of"
            f" {self.draws:,} draws{self._made()}."
        )

    def _made(self) -> str:
        """How few of the draws were solved, where not all were."""
        if self.carried_over:
            return ", solved in a coarser form and carried over"
        if self.levels is None:
            return ""
        full, coarse = f"{self.levels.full:,}", f"{self.levels.coarse:,}"
        return f" ({full} solved as stated, {coarse} in a coarser form, the rest read off)"


def ranged(study: Summary | None, influence: Influence | None, horizon: date) -> Ranged | None:
    """What is known of the spread: a study's draws first, else those behind the shares of an influence."""
    if study is not None and study.solved >= FEWEST_FOR_QUANTILES:
        settled, fighting = study.any_settlement, study.endings[STILL_FIGHTING]
        return Ranged(
            study.solved,
            (settled.p10[-1], settled.p90[-1]) if study.settles else None,
            (fighting.p10[-1], fighting.p90[-1]),
            study.levels,
        )
    if influence is None:
        return None
    form = influence.levels
    draws = 2 * influence.bases if form is None else form.draws
    if draws < FEWEST_FOR_QUANTILES:
        return None
    spans = {
        one.outcome.kind.value: (one.levels[0], one.levels[2])
        for one in influence.outcomes
        if one.levels and not one.outcome.which and one.outcome.when == horizon.isoformat()
    }
    found = Ranged(
        draws,
        spans.get(EndingKind.SETTLEMENT),
        spans.get(EndingKind.STILL_FIGHTING),
        carried_over=form is not None,
    )
    return found if found.settled or found.fighting else None
