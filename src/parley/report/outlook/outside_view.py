"""The outside view in words: how wars of a class ended, beside what the model says, date by date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from parley.languages import wordable, worded, written
from parley.outside_view import ANY, KIND_NAMES, SETTLEMENT, BandRow, OutsideView
from parley.report.charts.over_time import lines
from parley.report.context import Figure, Section, Table
from parley.report.words import chance, count, day, percent, short_day

_SHOWN = (wordable("compromise"), wordable("victory"), wordable("any ending"))
_KINDS = (SETTLEMENT, "victory", ANY)
_LOOK_AHEAD = (91, 182, 365, 730, 1461)


def outside_section(view: OutsideView) -> Section:
    """The section of a brief: what is counted, how far it carries, and both curves."""
    series = {
        worded("Model: settlement"): view.model[SETTLEMENT],
        worded("Class: stalemate or compromise"): view.outside.middle[SETTLEMENT],
        worded("Class: low"): view.outside.low[SETTLEMENT],
        worded("Class: high"): view.outside.high[SETTLEMENT],
    }
    if view.pooled is not None:
        series["Pooled"] = _pooled(view)
    figure = Figure(
        id="outside-view-curve",
        title=worded("A settlement by date: the model and wars of the class"),
        spec=lines(view.days, series, chances=True),
        alt=headline(view),
        caption=worded(
            "Low and high are the ends of the {percent} interval of the class.", percent=percent(view.level)
        ),
    )
    return Section(
        id="outside-view",
        title=worded("How have such wars ended?"),
        lead=(counted(view), headline(view), *disagreement_sentences(view), *pooled_sentences(view)),
        figures=(figure,),
        tables=(by_date(view), by_age(view)),
        notes=(f"{view.name}: {view.source}.", *((view.note,) if view.note else ())),
    )


def headline(view: OutsideView) -> str:
    """One sentence to stand beside the headline figures."""
    outside, model = view.outside, view.model
    settled = percent(outside.middle[SETTLEMENT][-1])
    return worded(
        "Of wars that had lasted as long, {part} ({span}) ended by stalemate or compromise by then,"
        " and {percent} ({span2}) in any way; the model says {percent2} and {percent3}.",
        part=settled if settled[0].isalpha() else worded("about {settled}", settled=settled),
        span=_span(view, SETTLEMENT),
        percent=percent(outside.middle[ANY][-1]),
        span2=_span(view, ANY),
        percent2=percent(model[SETTLEMENT][-1]),
        percent3=percent(model[ANY][-1]),
    )


def in_short(view: OutsideView) -> str:
    """The headline, and whether the model lies outside the class, for the bottom line."""
    said = [headline(view)]
    if found := view.disagreements():
        which = " and ".join(
            worded("a settlement") if one.kind == SETTLEMENT else worded("any ending") for one in found
        )
        where = worded("above") if found[0].above else worded("below")
        why = worded("the case says why") if view.reason else worded("the case does not say why")
        said.append(
            worded(
                "For {which} that is {where} what the class allows; {why}.", which=which, where=where, why=why
            )
        )
    return " ".join(said)


def _span(view: OutsideView, kind: str) -> str:
    return worded(
        "{percent} to {percent2}",
        percent=percent(view.outside.low[kind][-1]),
        percent2=percent(view.outside.high[kind][-1]),
    )


def outside_rows(view: OutsideView) -> dict[str, tuple[float, ...]]:
    """Rows to stand under a table of endings: what the class says of a settlement and of fighting on."""
    return {
        worded("Outside view: settled, middle"): view.outside.middle[SETTLEMENT],
        worded("  low"): view.outside.low[SETTLEMENT],
        worded("  high"): view.outside.high[SETTLEMENT],
    }


def counted(view: OutsideView) -> str:
    """What the class holds at the age of this war."""
    band = view.bands[view.now]
    settled, ended = band.hazards[SETTLEMENT], band.hazards[ANY]
    return worded(
        "This war is {age} months old. In the class “{name}”, {count} reached an age of {ages} months:"
        " {count2} ended there by stalemate or compromise and {count3} in any way, in {exposure}"
        " war-months; that is {part}\u00a0% a month ({part2} to {part3}\u00a0%) and {part4}\u00a0% ({part5}"
        " to {part6}\u00a0%).",
        age=written(view.age, ".0f"),
        name=view.name,
        count=count(band.at_risk, "war"),
        ages=_ages(band),
        count2=settled.count,
        count3=ended.count,
        exposure=written(ended.exposure, ",.0f"),
        part=written(100 * settled.rate, ".1f"),
        part2=written(100 * settled.low, ".1f"),
        part3=written(100 * settled.high, ".1f"),
        part4=written(100 * ended.rate, ".1f"),
        part5=written(100 * ended.low, ".1f"),
        part6=written(100 * ended.high, ".1f"),
    )


def disagreement_sentences(view: OutsideView) -> tuple[str, ...]:
    """Where the model lies outside the class, how far, and the reason the case gives or leaves out."""
    said = []
    for found in view.disagreements():
        what = worded("a settlement") if found.kind == SETTLEMENT else worded("any ending")
        said.append(
            worded(
                "The model puts {what} by {day} at {percent}, {part} the {percent2} interval of the class"
                " ({percent3} to {percent4}).",
                what=what,
                day=day(found.day),
                percent=percent(found.model),
                part=worded("above") if found.above else worded("below"),
                percent2=percent(view.level),
                percent3=percent(found.low),
                percent4=percent(found.high),
            )
        )
    if said and view.reason:
        said.append(worded("The reason given in the case: {text}.", text=view.reason.strip().rstrip(".")))
    elif said:
        said.append(
            worded("The case gives no reason why this war should differ (`reason` in outside_view.yaml).")
        )
    return tuple(said)


def pooled_sentences(view: OutsideView) -> tuple[str, ...]:
    """What the two come to together, where the case states a weight."""
    if view.pooled is None:
        return ()
    return (
        worded(
            "Pooled hazard by hazard with a weight of {percent} for the class, a settlement by {day} has"
            " {percent2} and fighting on {percent3}; the figures of the outlook are the model's alone.",
            percent=percent(view.weight),
            day=day(view.days[-1]),
            percent2=percent(_pooled(view)[-1]),
            percent3=percent(view.pooled.still_fighting[-1]),
        ),
    )


def by_date(view: OutsideView) -> Table:
    """Model and class at the few dates a reader looks at."""
    shown = shown_dates(view.days)
    rows: list[tuple[str, ...]] = []
    for kind, name in zip(_KINDS, _SHOWN, strict=True):
        rows.append(
            (worded("{name}: model", name=worded(name)), *(chance(view.model[kind][t]) for t in shown))
        )
        rows.append(
            (
                worded("{name}: class", name=worded(name)),
                *(chance(view.outside.middle[kind][t]) for t in shown),
            )
        )
        spans = (
            worded(
                "{chance} to {chance2}",
                chance=chance(view.outside.low[kind][t]),
                chance2=chance(view.outside.high[kind][t]),
            )
            for t in shown
        )
        rows.append((worded("  {percent} interval", percent=percent(view.level)), *spans))
    if view.pooled is not None:
        path = _pooled(view)
        rows.append((worded("settlement: pooled"), *(chance(path[t]) for t in shown)))
    columns = (worded("Ended by"), *(short_day(view.days[t]) for t in shown))
    return Table(
        columns, tuple(rows), worded("The model and the class"), figures=tuple(range(1, len(columns)))
    )


def by_age(view: OutsideView) -> Table:
    """The life table of the class: rates a month by age, with exact intervals."""
    columns = (
        worded("Age, months"),
        worded("At risk"),
        worded("Victory"),
        worded("Compromise"),
        worded("Other"),
        worded("Months"),
        worded("% a month"),
    )
    rows = []
    for n, band in enumerate(view.bands):
        settled = band.hazards[SETTLEMENT]
        counts = (str(band.hazards[kind].count) for kind in KIND_NAMES)
        rate = worded(
            "{part} ({part2} to {part3})",
            part=written(100 * settled.rate, ".1f"),
            part2=written(100 * settled.low, ".1f"),
            part3=written(100 * settled.high, ".1f"),
        )
        age = f"{_ages(band)}{' *' if n == view.now else ''}"
        rows.append((age, str(band.at_risk), *counts, written(settled.exposure, ",.1f"), rate))
    caption = worded(
        "How wars of the class ended, by age in months (*: this war), and the rate of compromise"
    )
    return Table(columns, tuple(rows), caption, figures=tuple(range(1, len(columns))))


def shown_dates(days: Sequence[date]) -> list[int]:
    """Positions of the last date and a few before it."""
    last = len(days) - 1
    ahead = (days[0] + timedelta(days=n) for n in _LOOK_AHEAD)
    wanted = [when for when in ahead if when <= days[-1] - timedelta(days=25)]
    return sorted({min(range(last + 1), key=lambda t: abs(days[t] - when)) for when in wanted} | {last})


def _pooled(view: OutsideView) -> tuple[float, ...]:
    """The pooled probability of a settlement by date."""
    assert view.pooled is not None
    paths = [path for name, path in view.pooled.endings.items() if view.kinds[name] == SETTLEMENT]
    return tuple(sum(values) for values in zip(*paths, strict=True)) if paths else (0.0,) * len(view.days)


def _ages(band: BandRow) -> str:
    return (
        worded("over {start}", start=written(band.start, "g"))
        if band.upto is None
        else worded("{start} to {upto}", start=written(band.start, "g"), upto=written(band.upto, "g"))
    )
