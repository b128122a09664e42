"""All that the page says, worked out from what was solved and what happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.past_talks.filing import Outcome, War, read_outcome
from benchmarks.past_talks.fitting import SPLITS, Split, best_of, halves, mean, simplest, within_noise
from benchmarks.past_talks.forecasting import PRESENT, Frictions, Path, Said
from benchmarks.past_talks.scoring import COUNTED, Scored, counted_path, score_war
from benchmarks.past_talks.solving import SHIPPED, Solved

from parley.inference.scoring.by_date import MODEL, OUTSIDE

TWO_YEARS = timedelta(days=731)
NEEDED = 18
"""Of the splits, how many fitted frictions must win for the starting values to change."""


@dataclass(frozen=True)
class Study:
    """Scores of every war and shipped case, and frictions fitted and tested.

    `fitted` is the combination with the least mean loss on all wars, `alike` are those that noise cannot
    tell from it, `adopted` is the one of these that departs least from what was proposed before.
    """

    solved: Solved
    wars: tuple[War, ...]
    outcomes: Mapping[str, Outcome]
    scored: Mapping[str, Scored]
    adopted_scored: Mapping[str, Scored]
    shipped: Mapping[str, Scored]
    losses: Mapping[Frictions, Mapping[str, float]]
    splits: tuple[Split, ...]
    fitted: Frictions
    alike: tuple[Frictions, ...]
    adopted: Frictions

    @property
    def wins(self) -> int:
        """In how many splits the fitted frictions did better on the wars they were not fitted to."""
        return sum(split.fitted < split.present for split in self.splits)

    @property
    def beats_counting(self) -> int:
        """In how many splits the fitted model did better than the base rate counted on the same half."""
        return sum(split.fitted < split.counted for split in self.splits)

    @property
    def changes(self) -> bool:
        """Whether the rule says that the starting values change."""
        return self.wins >= NEEDED


def study(wars: Sequence[War], solved: Solved) -> Study:
    """Score what was solved against what happened."""
    outcomes = {war.slug: read_outcome(war.slug) for war in wars}
    spans = {war.slug: (war.as_of, war.as_of + TWO_YEARS, outcomes[war.slug]) for war in wars}
    slugs = [war.slug for war in wars]

    def counted(without: Sequence[str], days: Sequence[date]) -> Path:
        return counted_path([spans[slug] for slug in slugs if slug not in without], days)

    def scored(said: Said, slug: str) -> Scored:
        return score_war(said, outcomes[slug], counted([slug], said.days))

    losses = {
        one: {slug: scored(solved.of(one, slug), slug).log[MODEL] for slug in slugs}
        for one in solved.complete
    }
    fitted = best_of(losses, slugs)
    alike = within_noise(losses, slugs)
    adopted = simplest(alike, losses)
    now = {slug: scored(solved.of(PRESENT, slug), slug) for slug in slugs}
    splits = []
    for seed in range(1, SPLITS + 1):
        fitted_on, tested_on = halves(slugs, seed)
        best = best_of(losses, fitted_on)
        tested = {
            slug: score_war(said := solved.of(best, slug), outcomes[slug], counted(tested_on, said.days))
            for slug in tested_on
        }
        splits.append(
            Split(
                seed,
                fitted_on,
                best,
                fitted=mean({slug: one.log[MODEL] for slug, one in tested.items()}, tested_on),
                present=mean(losses[PRESENT], tested_on),
                outside=mean({slug: one.log[OUTSIDE] for slug, one in tested.items()}, tested_on),
                counted=mean({slug: one.log[COUNTED] for slug, one in tested.items()}, tested_on),
            )
        )
    return Study(
        solved=solved,
        wars=tuple(wars),
        outcomes=outcomes,
        scored=now,
        adopted_scored={slug: scored(solved.of(adopted, slug), slug) for slug in slugs},
        shipped={case: scored(said, SHIPPED[case]) for case, said in solved.shipped.items()},
        losses=losses,
        splits=tuple(splits),
        fitted=fitted,
        alike=alike,
        adopted=adopted,
    )
