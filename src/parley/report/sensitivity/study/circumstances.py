"""Which ending leads under which circumstances, in sentences and tables."""

from __future__ import annotations

from parley.languages import wordable, worded, written
from parley.report.context import Table
from parley.report.sensitivity.study.study_reading import StudyReading
from parley.report.words import chance, percent, quoted
from parley.sensitivity.study.finding import FEWEST_FOR_QUANTILES, Circumstances

HOW_CIRCUMSTANCES_WERE_FOUND = wordable(
    "An ending leads in a draw if none is more probable by the horizon. Circumstances were found with one"
    " half of the draws and measured with the other. Density: of the draws that meet the circumstances, the"
    " part in which the ending leads. Coverage: of the draws in which it leads, the part that meet them"
    " (Bryant and Lempert 2010). Second and third circumstances are looked for among the draws left, and"
    " count only those; they are shown if they hold a tenth of the draws in which the ending leads, and go"
    " at least half of the way from how often it leads in all draws to always."
)
_PLACES = ("first", "second", "third")


def leading_words(reading: StudyReading) -> tuple[str, ...]:
    """A sentence on each ending that leads under circumstances that could be told, or that none could."""
    leading = reading.summary.leading
    if len(leading) == 1:
        (name,) = leading
        return (_leads_in_all(quoted(reading.ending(name)), reading.summary.solved),)
    told = {one.ending: one for one in reading.summary.circumstances}
    if not told:
        return (
            worded(
                "No few circumstances tell where which ending leads: with more draws there may be some, or"
                " it hangs on many assumptions together."
            ),
        )
    return tuple(_leads(reading, share, told[name]) for name, share in leading.items() if name in told)


def _leads_in_all(ending: str, draws: int) -> str:
    """What draws without an exception tell of the values that were not drawn."""
    if draws < FEWEST_FOR_QUANTILES:
        return worded(
            "{ending} leads in {all_of}. So few draws say nothing of other values within the stated ranges;"
            " --draws takes more.",
            ending=ending,
            all_of=_all_of(draws),
        )
    # Without any exception in n draws the exact one-sided interval is 1 - 0.05^(1/n) (Clopper and Pearson).
    return worded(
        "{ending} leads in all of the {draws} draws: of what the stated ranges allow, it leads in at least"
        " {part}\u00a0% (95\u00a0% confidence).",
        ending=ending,
        draws=written(draws, ","),
        part=written(100 * 0.05 ** (1 / draws), ".1f"),
    )


def _all_of(draws: int) -> str:
    return worded("the one draw there is") if draws == 1 else worded("all of the {draws} draws", draws=draws)


def _leads(reading: StudyReading, share: float, told: Circumstances) -> str:
    first, *further = told.boxes
    said = worded(
        "“{ending}” leads in {percent} of all draws, but in {percent2} of those in which {circumstances}."
        " They hold {percent3} of the draws in which it leads.",
        ending=reading.ending(told.ending),
        percent=percent(share),
        percent2=percent(first.density),
        circumstances=reading.circumstances(first.bounds),
        percent3=percent(first.coverage),
    )
    for box in further:
        said += worded(
            " Of the draws left, it leads in {percent} of those in which {circumstances}; they hold"
            " {percent2}.",
            percent=percent(box.density),
            circumstances=reading.circumstances(box.bounds),
            percent2=percent(box.coverage),
        )
    if further:
        said += worded(
            " Together that is {percent}, with a density of {percent2}.",
            percent=percent(told.coverage),
            percent2=percent(told.density),
        )
    return said


def circumstances_number(told: Circumstances, n: int) -> str:
    """Which of several circumstances; nothing where there are no others."""
    return worded(", {places} circumstances", places=worded(_PLACES[n])) if len(told.boxes) > 1 else ""


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
    caption = worded(
        "“{ending}”{circumstances_number}: density {percent}, coverage {percent2}",
        ending=reading.ending(told.ending),
        circumstances_number=circumstances_number(told, n),
        percent=percent(box.density),
        percent2=percent(box.coverage),
    )
    columns = (
        worded("Assumption"),
        worded("Stated range"),
        worded("Circumstance"),
        worded("Density without it"),
    )
    return Table(columns, rows, caption, figures=(3,))
