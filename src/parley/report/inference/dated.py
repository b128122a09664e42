"""The dated probabilities of an outlook against what happened, in words and a table."""

from __future__ import annotations

from parley.game.names import Ending
from parley.inference.scoring.by_date import MODEL, ByDate
from parley.report.calling import plainly
from parley.report.context import Section, Table
from parley.report.words import chance, day, short_day


def dated_section(found: ByDate) -> Section:
    """What happened, what each forecaster gave to it by date, and the scores."""
    who = list(found.mean_brier)
    happened = found.happened
    if happened.ending is not None and happened.on is not None:
        what = f"It ended on {day(happened.on)}: {_stood(happened.ending)}."
    else:
        what = f"On {day(happened.until)} it was still going on."
    best = min(who, key=lambda name: found.mean_brier[name])
    lead = [what, f"Over the dates that have passed the best Brier score is that of the {best}."]
    if best != MODEL:
        lead.append("The model did worse than a forecast that knows nothing of the game.")
    heads = ["By", "Stood", *(f"{name}: gave" for name in who), *(f"{name}: Brier" for name in who)]
    rows = [
        (
            short_day(one.day),
            _stood(one.stood),
            *(chance(one.given[name]) for name in who),
            *(f"{one.brier[name]:.3f}" for name in who),
        )
        for one in found.dates
    ]
    means = (
        ("mean Brier", *(f"{found.mean_brier[name]:.3f}" for name in who)),
        ("mean log, bits", *(_bits(found.mean_log[name]) for name in who)),
        ("whole course, bits", *(_bits(found.course[name]) for name in who)),
    )
    tables = (
        Table(tuple(heads), tuple(rows), "By date", figures=tuple(range(2, len(heads)))),
        Table(("", *who), means, "Over all", figures=tuple(range(1, len(who) + 1))),
    )
    notes = (
        "Less is better. Brier: half the squared distance of all probabilities from what happened. Log: bits"
        " of surprise. Whole course: bits of surprise at how and in which round it ended. Constant hazards"
        " have the model's probabilities at the horizon, spread evenly; the outside view shares a kind of"
        " ending among the model's as the model does. Dates of one war stand or fall together: this is one"
        " case, not many.",
    )
    title = f"The outlook of {day(found.as_of)} against what happened"
    return Section("by-date", title, tuple(lead), tables=tables, notes=notes)


def _bits(value: float | None) -> str:
    return "ruled out" if value is None else f"{value:.2f}"


def _stood(name: str) -> str:
    ending = Ending(name)
    if ending.kind.has_subject:
        return f"{ending.kind} {plainly(ending.about)}"
    return plainly(name)
