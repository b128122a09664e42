"""A study's summary as a reader takes it in: names instead of ids and paths, values in their own units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from parley.game.names import STILL_FIGHTING, Ending
from parley.languages import wordable, worded
from parley.outlook import head_of
from parley.report.outlook.assumptions import stated
from parley.report.reading import CaseWords
from parley.report.sensitivity.number_names import number_name, range_words
from parley.report.words import listing, quoted
from parley.scenario import ranged_numbers
from parley.scenario.parts import Scenario
from parley.scenario.quantities import Number
from parley.sensitivity.study.finding import FEWEST_FOR_QUANTILES, EndingBand, Limit, Summary

ANY_SETTLEMENT = wordable("Any settlement")
Row = tuple[str, EndingBand]
"""An ending by its name, with its probability by date over the draws."""

# Quotation marks within quotation marks.
_INNER = str.maketrans("“”", "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}")


@dataclass(frozen=True)
class StudyReading:
    """The summary of a study beside its scenario."""

    summary: Summary
    scenario: Scenario

    @cached_property
    def words(self) -> CaseWords:
        """What names endings and dates, as for a single outlook."""
        head = head_of(self.scenario, self.summary.case, {})
        return CaseWords(head, self.summary.days, bool(self.scenario.theatre), self.scenario)

    @cached_property
    def numbers(self) -> dict[str, Number]:
        """The numbers that were drawn, by path."""
        return {number.path: number for number in ranged_numbers(self.scenario)}

    def ending(self, name: str) -> str:
        """An ending's name, or that of having reached none."""
        return self.words.ending(name)

    @cached_property
    def endings(self) -> list[Ending]:
        """The endings that come to anything, most probable first, and still fighting after them."""
        found = self.summary.endings
        weights = {name: band.mean[-1] for name, band in found.items() if name != STILL_FIGHTING}
        shown = [name for name in weights if max(found[name].p95) >= 0.01]
        return [*sorted(shown, key=lambda name: -weights[name]), STILL_FIGHTING]

    @property
    def enough(self) -> bool:
        """Whether there are draws enough to speak of quantiles."""
        return self.summary.solved >= FEWEST_FOR_QUANTILES

    @cached_property
    def rows(self) -> list[Row]:
        """Endings with their names; any settlement first, where there are several to settle on."""
        found = self.summary.endings
        rows = [(self.ending(name), found[name]) for name in self.endings]
        several = sum(name.settles for name in found) > 1
        return [*([(worded(ANY_SETTLEMENT), self.summary.any_settlement)] if several else []), *rows]

    @property
    def headlines(self) -> list[Row]:
        """The first two rows, and still fighting."""
        return [*self.rows[:2], *(self.rows[-1:] if len(self.rows) > 2 else [])]

    def assumption(self, path: str) -> str:
        """An assumption in words: whose it is, or what it is about, and what it is."""
        return number_name(self.words, path)

    def value(self, path: str, value: float) -> str:
        """A value of an assumption in its own unit, in three figures."""
        number = self.numbers[path]
        return stated(replace(number, value=_rounded(number, value)))

    def range(self, path: str) -> str:
        """The stated range of an assumption."""
        number = self.numbers[path]
        return range_words(number.low or 0.0, number.high or 0.0, path, number.unit, number.per_days)

    def circumstance(self, bound: Limit) -> str:
        """One circumstance in words: an assumption is above, below or between."""
        path, low, high = bound.path, bound.low, bound.high
        name = quoted(self.assumption(path).translate(_INNER))
        if low is not None and high is not None:
            return worded(
                "{name} is between {value} and {value2}",
                name=name,
                value=self.value(path, low),
                value2=self.value(path, high),
            )
        if low is not None:
            return worded("{name} is above {value}", name=name, value=self.value(path, low))
        return worded("{name} is below {value}", name=name, value=self.value(path, high or 0.0))

    def circumstances(self, bounds: Sequence[Limit]) -> str:
        """Circumstances as one clause."""
        return listing([self.circumstance(bound) for bound in bounds])


def _rounded(number: Number, value: float) -> float:
    """A value to three figures of the unit it is told in."""
    if number.unit == "days":
        for length in (365.25, 30.4375, 7.0):
            if value >= 2 * length:
                return round(value / length, 1) * length
        return float(round(value))
    return float(f"{value:.3g}")
