"""The outside view in words: how wars of a class ended, beside what the model says, date by date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from parley.outside_view import ANY, KIND_NAMES, SETTLEMENT, BandRow, OutsideView
from parley.report.charts.over_time import lines
from parley.report.context import Figure, Section, Table
from parley.report.words import chance, count, day, percent, short_day

_SHOWN = ("compromise", "victory", "any ending")
_KINDS = (SETTLEMENT, "victory", ANY)
_LOOK_AHEAD = (91, 182, 365, 730, 1461)


def outside_section(view: OutsideView) -> Section:
    """The section of a brief: what is counted, how far it carries, and both curves."""
    series = {
        "Model: settlement": view.model[SETTLEMENT],
        "Class: stalemate or compromise": view.outside.middle[SETTLEMENT],
        "Class: low": view.outside.low[SETTLEMENT],
        "Class: high": view.outside.high[SETTLEMENT],
    }
    if view.pooled is not None:
        series["Pooled"] = _pooled(view)
    figure = Figure(
        id="outside-view-curve",
        title="A settlement by date: the model and wars of the class",
        spec=lines(view.days, series, chances=True),
        alt=headline(view),
        caption=f"Low and high are the ends of the {percent(view.level)} interval of the class.",
    )
    return Section(
        id="outside-view",
        title="How have such wars ended?",
        lead=(counted(view), headline(view), *disagreement_sentences(view), *pooled_sentences(view)),
        figures=(figure,),
        tables=(by_date(view), by_age(view)),
        notes=(f"{view.name}: {view.source}.", *((view.note,) if view.note else ())),
    )


def headline(view: OutsideView) -> str:
    """One sentence to stand beside the headline figures."""
    outside, model = view.outside, view.model
    settled = percent(outside.middle[SETTLEMENT][-1])
    return (
        f"Of wars that had lasted as long, {settled if settled[0].isalpha() else f'about {settled}'}"
        f" ({_span(view, SETTLEMENT)}) ended by stalemate or compromise by then, and"
        f" {percent(outside.middle[ANY][-1])} ({_span(view, ANY)}) in any way; the model says"
        f" {percent(model[SETTLEMENT][-1])} and {percent(model[ANY][-1])}."
    )


def in_short(view: OutsideView) -> str:
    """The headline, and whether the model lies outside the class, for the bottom line."""
    said = [headline(view)]
    if found := view.disagreements():
        which = " and ".join("a settlement" if one.kind == SETTLEMENT else "any ending" for one in found)
        where = "above" if found[0].above else "below"
        why = "the case says why" if view.reason else "the case does not say why"
        said.append(f"For {which} that is {where} what the class allows; {why}.")
    return " ".join(said)


def _span(view: OutsideView, kind: str) -> str:
    return f"{percent(view.outside.low[kind][-1])} to {percent(view.outside.high[kind][-1])}"


def outside_rows(view: OutsideView) -> dict[str, tuple[float, ...]]:
    """Rows to stand under a table of endings: what the class says of a settlement and of fighting on."""
    return {
        "Outside view: settled, middle": view.outside.middle[SETTLEMENT],
        "  low": view.outside.low[SETTLEMENT],
        "  high": view.outside.high[SETTLEMENT],
    }


def counted(view: OutsideView) -> str:
    """What the class holds at the age of this war."""
    band = view.bands[view.now]
    settled, ended = band.hazards[SETTLEMENT], band.hazards[ANY]
    return (
        f"This war is {view.age:.0f} months old. In the class “{view.name}”, {count(band.at_risk, 'war')}"
        f" reached an age of {_ages(band)} months: {settled.count} ended there by stalemate or compromise and"
        f" {ended.count} in any way, in {ended.exposure:,.0f} war-months; that is"
        f" {100 * settled.rate:.1f}\u00a0% a month"
        f" ({100 * settled.low:.1f} to {100 * settled.high:.1f}\u00a0%) and"
        f" {100 * ended.rate:.1f}\u00a0% ({100 * ended.low:.1f} to {100 * ended.high:.1f}\u00a0%)."
    )


def disagreement_sentences(view: OutsideView) -> tuple[str, ...]:
    """Where the model lies outside the class, how far, and the reason the case gives or leaves out."""
    said = []
    for found in view.disagreements():
        what = "a settlement" if found.kind == SETTLEMENT else "any ending"
        said.append(
            f"The model puts {what} by {day(found.day)} at {percent(found.model)},"
            f" {'above' if found.above else 'below'} the {percent(view.level)} interval of the class"
            f" ({percent(found.low)} to {percent(found.high)})."
        )
    if said and view.reason:
        said.append(f"The reason given in the case: {view.reason.strip().rstrip('.')}.")
    elif said:
        said.append("The case gives no reason why this war should differ (`reason` in outside_view.yaml).")
    return tuple(said)


def pooled_sentences(view: OutsideView) -> tuple[str, ...]:
    """What the two come to together, where the case states a weight."""
    if view.pooled is None:
        return ()
    return (
        f"Pooled hazard by hazard with a weight of {percent(view.weight)} for the class, a settlement by"
        f" {day(view.days[-1])} has {percent(_pooled(view)[-1])} and fighting on"
        f" {percent(view.pooled.still_fighting[-1])}; the figures of the outlook are the model's alone.",
    )


def by_date(view: OutsideView) -> Table:
    """Model and class at the few dates a reader looks at."""
    shown = shown_dates(view.days)
    rows: list[tuple[str, ...]] = []
    for kind, name in zip(_KINDS, _SHOWN, strict=True):
        rows.append((f"{name}: model", *(chance(view.model[kind][t]) for t in shown)))
        rows.append((f"{name}: class", *(chance(view.outside.middle[kind][t]) for t in shown)))
        spans = (
            f"{chance(view.outside.low[kind][t])} to {chance(view.outside.high[kind][t])}" for t in shown
        )
        rows.append((f"  {percent(view.level)} interval", *spans))
    if view.pooled is not None:
        path = _pooled(view)
        rows.append(("settlement: pooled", *(chance(path[t]) for t in shown)))
    columns = ("Ended by", *(short_day(view.days[t]) for t in shown))
    return Table(columns, tuple(rows), "The model and the class", figures=tuple(range(1, len(columns))))


def by_age(view: OutsideView) -> Table:
    """The life table of the class: rates a month by age, with exact intervals."""
    columns = (
        "Age, months",
        "At risk",
        "Victory",
        "Compromise",
        "Other",
        "Months",
        "% a month",
    )
    rows = []
    for n, band in enumerate(view.bands):
        settled = band.hazards[SETTLEMENT]
        counts = (str(band.hazards[kind].count) for kind in KIND_NAMES)
        rate = f"{100 * settled.rate:.1f} ({100 * settled.low:.1f} to {100 * settled.high:.1f})"
        age = f"{_ages(band)}{' *' if n == view.now else ''}"
        rows.append((age, str(band.at_risk), *counts, f"{settled.exposure:,.1f}", rate))
    caption = "How wars of the class ended, by age in months (*: this war), and the rate of compromise"
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
    return f"over {band.start:g}" if band.upto is None else f"{band.start:g} to {band.upto:g}"
