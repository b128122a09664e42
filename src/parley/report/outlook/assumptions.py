"""What is assumed: every stated number with unit, range, basis and note, and the rows behind them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from parley.languages import wordable, worded, written
from parley.record.rows import Record
from parley.report.context import Cell, Link, Section, Source, Table
from parley.report.reading import Reading
from parley.report.words import count
from parley.scenario.quantities import Number

_PERIODS = (
    (1.0, wordable("day")),
    (7.0, wordable("week")),
    (14.0, wordable("two weeks")),
    (30.4375, wordable("month")),
    (365.25, wordable("year")),
)
_LENGTHS = (
    (365.25, wordable("year"), wordable("years")),
    (30.4375, wordable("month"), wordable("months")),
    (7.0, wordable("week"), wordable("weeks")),
)
_UNITS = {
    "part": "",
    "times": "",
    "1/points": wordable("per point"),
    "points": wordable("points"),
    "point": wordable("point"),
}
_GROUPS = {
    "parties": "",
    "issues": wordable("Issues and what a settlement leaves behind"),
    "aftermath": wordable("Issues and what a settlement leaves behind"),
    "theatre": wordable("Theatre"),
    "levers": wordable("Levers, conditions and accords"),
    "conditions": wordable("Levers, conditions and accords"),
    "accords": wordable("Levers, conditions and accords"),
    "gestures": wordable("Gestures and payments"),
    "transfers": wordable("Gestures and payments"),
    "table": wordable("The table"),
    "endings": wordable("Other endings"),
}


def assumptions(reading: Reading, numbers: Sequence[Number], sources: Mapping[str, Source]) -> Section:
    """Every stated number, grouped by what it is about; defaults are counted, not listed."""
    groups: dict[str, list[Number]] = {}
    for number in numbers:
        if number.stated:
            groups.setdefault(_group(reading, number.path), []).append(number)
    tables = tuple(
        Table(
            columns=(worded("Assumption"), worded("Value"), worded("Range"), worded("Basis"), worded("Note")),
            rows=tuple(_row(number, sources) for number in group),
            caption=title,
            figures=(1, 2),
            row_ids=tuple(f"assumption-{number.path}" for number in group),
        )
        for title, group in groups.items()
    )
    lead = worded(
        "{basis} Names are the scenario's own, so that each row can be found and changed.",
        basis=basis(numbers),
    )
    return Section(id="assumptions", title=worded("Assumptions"), lead=(lead,), tables=tables)


def basis(numbers: Sequence[Number]) -> str:
    """What the outlook rests on: how many numbers were stated, sourced, ranged, or left at a default."""
    stated = [number for number in numbers if number.stated]
    sourced = sum(bool(number.sources) for number in stated)
    ranged = sum(not number.sources and number.low is not None for number in stated)
    bare = len(stated) - sourced - ranged
    defaults = len(numbers) - len(stated)
    sentence = worded(
        "The outlook rests on {count}: {sourced} with a source in the record, {ranged} judged with a range,"
        " and {bare} judged without one",
        count=count(len(stated), "stated number"),
        sourced=sourced,
        ranged=ranged,
        bare=bare,
    )
    if defaults:
        sentence += f"; {count(defaults, 'other keeps its default', 'others keep their defaults')}"
    return sentence + "."


def _group(reading: Reading, path: str) -> str:
    head, _, rest = path.partition(".")
    if head == "parties":
        return reading.party(rest.partition(".")[0])
    return worded(_GROUPS.get(head, "General"))


def _row(number: Number, sources: Mapping[str, Source]) -> tuple[Cell, ...]:
    stated_range = "" if number.low is None or number.high is None else _range(number)
    return (_name(number.path), stated(number), stated_range, _basis(number, sources), number.note)


def _name(path: str) -> str:
    """A path as words: the group's own head is left out, since it stands above the rows."""
    steps = path.split(".")
    steps = steps[2:] if steps[0] == "parties" else steps[1:]
    # In the file a term with conditions has its amount under `add`.
    steps = steps[:-1] if steps[-1:] == ["add"] else steps
    return ", ".join(step.replace("_", " ") for step in steps) or path


def _basis(number: Number, sources: Mapping[str, Source]) -> Cell:
    if not number.sources:
        return worded("judged")
    return tuple(Link(s, f"#source-{s}" if s in sources else "") for s in number.sources)


def stated(number: Number) -> str:
    """A number as a reader writes it: in its own unit and, for a rate, per its own period."""
    return f"{_in_unit(number, number.value)}{_per(number)}"


def _range(number: Number) -> str:
    if number.low is None or number.high is None:
        return ""
    if number.unit == "chance":
        return worded(
            "{figure} to {figure2}\u00a0%",
            figure=_figure(number.low * 100),
            figure2=_figure(number.high * 100),
        )
    if number.unit == "days":
        return worded(
            "{duration} to {duration2}", duration=_duration(number.low), duration2=_duration(number.high)
        )
    return worded("{figure} to {figure2}", figure=_figure(number.low), figure2=_figure(number.high))


def _in_unit(number: Number, value: float) -> str:
    if number.unit == "chance":
        return f"{_figure(value * 100)}\u00a0%"
    if number.unit == "days":
        return _duration(value)
    unit = number.unit if number.unit != "points" or value != 1 else "point"
    unit = _UNITS.get(unit, unit)
    return f"{_figure(value)} {worded(unit) if unit else unit}".strip()


def _duration(days: float) -> str:
    for length, one, other in _LENGTHS:
        if length == 7.0 and days % 7:
            continue
        if days >= length * 0.999 and abs(days / length - round(days / length, 1)) < 0.02:
            number = _figure(round(days / length, 1))
            return f"{number} {worded(one if number == '1' else other)}"
    return f"{_figure(days)} {worded('day' if days == 1 else 'days')}"


def _per(number: Number) -> str:
    if number.per_days is None:
        return ""
    for days, name in _PERIODS:
        if abs(number.per_days - days) < 1e-9:
            return worded(" per {name}", name=worded(name))
    return worded(" per {figure} days", figure=_figure(number.per_days))


def _figure(value: float) -> str:
    """At most four significant digits, and no more than needed."""
    return (
        written(value, ".4g").replace("-", "\N{MINUS SIGN}") if abs(value) < 1e4 else written(value, ",.0f")
    )


def sources_of(record: Record) -> dict[str, Source]:
    """The rows of a record that assumptions may cite, by id."""
    found = {
        move.id: Source(
            id=move.id,
            text=move.paraphrase,
            reference=", ".join(part for part in (move.source, move.date.isoformat()) if part),
            url=move.url,
            verification=move.verification,
        )
        for move in record.moves
    }
    for fact in record.facts:
        figures = [_figure(end) for end in (fact.low, fact.high) if end is not None]
        span = " to ".join(dict.fromkeys(figures))
        said = f"{fact.parameter}: {span} {fact.unit}".strip() if span else fact.parameter
        text = ". ".join(part.rstrip(".") for part in (said, fact.note) if part) + "."
        reference = ", ".join(part for part in (fact.source, fact.as_of) if part)
        found[fact.id] = Source(fact.id, text, reference, fact.url, fact.verification)
    return found


_ADDRESS = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/[^\s;]*)?")


def source_table(cited: Iterable[str], sources: Mapping[str, Source]) -> Table:
    """The cited rows of the record, each with its anchor, reference and how far it was checked."""
    rows = [sources[s] for s in dict.fromkeys(cited) if s in sources]
    return Table(
        columns=(worded("Row"), worded("What it says"), worded("Source"), worded("Checked")),
        rows=tuple(
            (row.id, row.text, _reference(row), worded(_CHECKED.get(row.verification, row.verification)))
            for row in rows
        ),
        row_ids=tuple(f"source-{row.id}" for row in rows),
    )


_CHECKED = {
    "seen": wordable("seen"),
    "partial": wordable("partly seen"),
    "gk": wordable("general knowledge, unverified"),
    "machine": wordable("machine-coded"),
}


def _reference(row: Source) -> Cell:
    if _ADDRESS.fullmatch(row.url):
        address = row.url if row.url.startswith("http") else f"https://{row.url}"
        return (Link(row.reference or row.url, address),)
    return "; ".join(part for part in (row.reference, row.url) if part)
