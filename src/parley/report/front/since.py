"""What has moved since the last outlook and which inputs changed: a sentence or two, and a section."""

from __future__ import annotations

from collections.abc import Sequence

from parley.game.names import STILL_FIGHTING
from parley.languages import worded
from parley.outlook.since import Moved, Since, Stated
from parley.report.context import Section, Table
from parley.report.front.expected import ending_key
from parley.report.reading import Reading
from parley.report.wording import Wording

TOLD = 0.01
MOST_MOVED = 3
MOST_NUMBERS = 2


def since_sentences(reading: Reading, found: Since | None, wording: Wording) -> tuple[str, ...]:
    """Which endings have moved by a percentage point or more, and what changed."""
    if found is None:
        return ()
    moved = sorted((one for one in found.moved if abs(one.by) >= TOLD), key=lambda one: -abs(one.by))
    day = wording.day(found.day)
    if moved:
        told = [_figure(reading, one, wording) for one in moved[:MOST_MOVED]]
        said = [wording.say("since.moved", day=day, list=wording.listing(told))]
    else:
        said = [wording.say("since.same", day=day)]
    inputs = _inputs(reading, found, wording)
    said.append(
        wording.say("since.changed", list=wording.listing(inputs)) if inputs else wording.say("since.nothing")
    )
    return tuple(said)


def since_section(reading: Reading, found: Since | None, wording: Wording) -> tuple[Section, ...]:
    """Every ending then and now, and every number that changed."""
    if found is None:
        return ()
    rows: tuple[tuple[str, ...], ...] = tuple(
        (
            _what(reading, one, wording),
            wording.chance(one.before),
            wording.chance(one.after),
            f"{wording.number(100 * one.by, 1, signed=True)}\N{NO-BREAK SPACE}{worded('pp')}",
        )
        for one in found.moved
    )
    heads = ("figure", "before", "after", "by")
    columns = [wording.say(f"since.head.{head}", day=wording.day(found.by)) for head in heads]
    tables = [Table(tuple(columns), rows, figures=(1, 2, 3))]
    if found.numbers:
        from parley.report.sensitivity.number_names import number_name

        changed: tuple[tuple[str, ...], ...] = tuple(
            (number_name(reading, path), _stated(path, before), _stated(path, after))
            for path, (before, after) in found.numbers.items()
        )
        named = tuple(wording.say(f"since.head.{head}") for head in ("input", "before", "after"))
        tables.append(Table(named, changed, figures=(1, 2)))
    title = wording.say("since.table", day=wording.day(found.day))
    return (Section("since", title, since_sentences(reading, found, wording), tables=tuple(tables)),)


def _figure(reading: Reading, one: Moved, wording: Wording) -> str:
    key = "since.still_figure" if one.ending == STILL_FIGHTING else "since.figure"
    return wording.say(
        key,
        what=_what(reading, one, wording),
        day=wording.day(one.day),
        before=wording.percent(one.before),
        after=wording.percent(one.after),
    )


def _what(reading: Reading, one: Moved, wording: Wording) -> str:
    key, words = ending_key(reading, one.ending, wording)
    return wording.say(f"since.{key}", **words)


def _inputs(reading: Reading, found: Since, wording: Wording) -> Sequence[str]:
    """Everything that changed, a few words each."""
    said = []
    if days := (found.as_of - found.day).days:
        said.append(wording.say("since.time", days=wording.count("day", abs(days))))
    if found.numbers:
        from parley.report.sensitivity.number_names import number_name

        for path, (before, after) in list(found.numbers.items())[:MOST_NUMBERS]:
            name = wording.quoted(number_name(reading, path))
            then, now = _stated(path, before), _stated(path, after)
            said.append(wording.say("since.number", name=name, before=then, after=now))
        if more := len(found.numbers) - MOST_NUMBERS:
            said += [wording.count("since.numbers", more)] if more > 0 else []
    if found.new_rows:
        said.append(wording.count("since.rows", len(found.new_rows)))
    if found.gone_rows:
        said.append(wording.count("since.gone", len(found.gone_rows)))
    said += [wording.say("since.file", name=name) for name in found.files]
    if found.versions is not None:
        said.append(wording.say("since.version", before=found.versions[0], after=found.versions[1]))
    return said


def _stated(path: str, number: Stated | None) -> str:
    from parley.report.sensitivity.number_names import value_words

    return "\N{EN DASH}" if number is None else value_words(number.value, path, number.unit, number.per_days)
