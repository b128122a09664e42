"""Which ending leads under which circumstances, in sentences and tables."""

from __future__ import annotations

from parley.report.context import Table
from parley.report.sensitivity.study.study_reading import StudyReading
from parley.report.words import chance, percent
from parley.sensitivity.study.finding import FEWEST_FOR_QUANTILES, Circumstances

HOW_CIRCUMSTANCES_WERE_FOUND = (
    "An ending leads in a draw if none is more probable by the horizon. Circumstances were found with"
    " one half of the draws and measured with the other. Density: of the draws that meet the"
    " circumstances, the part in which the ending leads. Coverage: of the draws in which it leads,"
    " the part that meet them (Bryant and Lempert 2010). Second and third circumstances are looked for among"
    " the draws left, and count only those; they are shown if they hold a tenth of the draws in which the"
    " ending leads, and go at least half of the way from how often it leads in all draws to always."
)
_PLACES = ("first", "second", "third")


def leading_words(reading: StudyReading) -> tuple[str, ...]:
    """A sentence on each ending that leads under circumstances that could be told, or that none could."""
    leading = reading.summary.leading
    if len(leading) == 1:
        (name,) = leading
        return (_leads_in_all(f"“{reading.ending(name)}”", reading.summary.solved),)
    told = {one.ending: one for one in reading.summary.circumstances}
    if not told:
        return (
            "No few circumstances tell where which ending leads: with more draws there may be some, or it"
            " hangs on many assumptions together.",
        )
    return tuple(_leads(reading, share, told[name]) for name, share in leading.items() if name in told)


def _leads_in_all(ending: str, draws: int) -> str:
    """What draws without an exception tell of the values that were not drawn."""
    if draws < FEWEST_FOR_QUANTILES:
        return (
            f"{ending} leads in {_all_of(draws)}. So few draws say nothing of other values within the stated"
            " ranges; --draws takes more."
        )
    # Without any exception in n draws the exact one-sided interval is 1 - 0.05^(1/n) (Clopper and Pearson).
    return (
        f"{ending} leads in all of the {draws:,} draws: of what the stated ranges allow, it leads in at least"
        f" {100 * 0.05 ** (1 / draws):.1f}\u00a0% (95\u00a0% confidence)."
    )


def _all_of(draws: int) -> str:
    return "the one draw there is" if draws == 1 else f"all of the {draws} draws"


def _leads(reading: StudyReading, share: float, told: Circumstances) -> str:
    first, *further = told.boxes
    said = (
        f"“{reading.ending(told.ending)}” leads in {percent(share)} of all draws, but in"
        f" {percent(first.density)} of those in which {reading.circumstances(first.bounds)}. They hold"
        f" {percent(first.coverage)} of the draws in which it leads."
    )
    for box in further:
        said += (
            f" Of the draws left, it leads in {percent(box.density)} of those in which"
            f" {reading.circumstances(box.bounds)}; they hold {percent(box.coverage)}."
        )
    if further:
        said += f" Together that is {percent(told.coverage)}, with a density of {percent(told.density)}."
    return said


def circumstances_number(told: Circumstances, n: int) -> str:
    """Which of several circumstances; nothing where there are no others."""
    return f", {_PLACES[n]} circumstances" if len(told.boxes) > 1 else ""


def circumstance_tables(reading: StudyReading, told: Circumstances) -> tuple[Table, ...]:
    """A table for each box of an ending: its circumstances, and what each of them does for the density."""
    return tuple(_table(reading, told, n) for n in range(len(told.boxes)))


def _table(reading: StudyReading, told: Circumstances, n: int) -> Table:
    box = told.boxes[n]
    rows = tuple(
        (
            reading.assumption(bound.path),
            reading.range(bound.path),
            reading.circumstance(bound).rpartition("” is ")[2],
            chance(bound.without),
        )
        for bound in box.bounds
    )
    caption = (
        f"“{reading.ending(told.ending)}”{circumstances_number(told, n)}: density"
        f" {percent(box.density)}, coverage {percent(box.coverage)}"
    )
    columns = ("Assumption", "Stated range", "Circumstance", "Density without it")
    return Table(columns, rows, caption, figures=(3,))
