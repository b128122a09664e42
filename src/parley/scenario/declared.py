"""Gather the names a scenario declares, before anything refers to them and whatever else is wrong."""

from __future__ import annotations

from collections.abc import Mapping

from parley.scenario.parts.instruments.accords import ACCORD_SETTINGS
from parley.scenario.parts.instruments.conditions import LADDER
from parley.scenario.parts.instruments.statements import STATEMENT_SETTINGS
from parley.scenario.parts.table import TALKS, TALKS_SETTINGS
from parley.scenario.parts.tabling import tabled_by
from parley.scenario.reading.diagnostics import Diagnostics, Names

SHARED = ("levers", "conditions", "accords", "events", "statements", "theatre")


def declared_names(diag: Diagnostics, data: Mapping[str, object]) -> Names:
    """Gather parties, dispositions, posture and tracks; report names used twice."""
    names = Names()
    parties = data.get("parties")
    names.parties = tuple(parties) if isinstance(parties, dict) else None
    _sides(diag, data, names)
    for lever, raw in _section(data, "levers").items():
        names.posture[lever] = _words(raw, "settings")
    names.posture.update(dict.fromkeys(_section(data, "conditions"), LADDER))
    names.posture.update(dict.fromkeys(_section(data, "accords"), ACCORD_SETTINGS))
    names.posture.update(dict.fromkeys(_section(data, "statements"), STATEMENT_SETTINGS))
    for event, raw in _section(data, "events").items():
        names.posture[event] = _words(raw, "states")
    names.events = tuple(_section(data, "events"))
    table = _section(data, "table")
    tabling = table.get("tabling")
    by = tabling.get("by") if isinstance(tabling, dict) else None
    for party in by if isinstance(by, list) else ():
        # What may lie on the table is known when the plans are.
        names.posture[tabled_by(str(party))] = None
    if table.get("talks") is not None:
        names.posture[TALKS] = TALKS_SETTINGS
        for key in SHARED:
            if TALKS in _section(data, key):
                expected = "a name other than talks, which is the channel of table.talks"
                diag.fault((key, TALKS), "duplicate-name", expected, "'talks'", at_key=True)
    for track, raw in _section(data, "theatre").items():
        names.tracks[track] = _ends(raw)
    _refuse_shared(diag, data, names)
    return names


def _words(raw: object, key: str) -> tuple[str, ...] | None:
    """The words listed under a key; None where the list is too broken to tell."""
    listed = raw.get(key) if isinstance(raw, dict) else None
    words = listed if isinstance(listed, list) else []
    known = len(words) > 1 and all(isinstance(word, str) for word in words)
    return tuple(words) if known else None


def _section(data: Mapping[str, object], key: str) -> Mapping[str, object]:
    section = data.get(key)
    return section if isinstance(section, dict) else {}


def _sides(diag: Diagnostics, data: Mapping[str, object], names: Names) -> None:
    """The hidden sides: parties with dispositions, and what nobody knows."""
    stated = dict.fromkeys(_section(data, "parties"), ("parties", "dispositions"))
    for name in _section(data, "unknowns"):
        if name in stated:
            diag.fault(("unknowns", name), "duplicate-name", "a name no party has", f"'{name}'", at_key=True)
        stated[name] = ("unknowns", "kinds")
    for name, (section, key) in stated.items():
        raw = _section(data, section).get(name)
        kinds = raw.get(key) if isinstance(raw, dict) else None
        if not isinstance(kinds, dict) or not kinds:
            continue
        names.sides[name] = tuple(kinds)
        if len(kinds) < 2:
            expected = "two or more, or none where nothing is hidden"
            got = f"{len(kinds)}: " + ", ".join(kinds)
            diag.fault((section, name, key), "disposition-count", expected, got, at_key=True)


def _ends(raw: object) -> tuple[int, int] | None:
    ends = [raw.get("from"), raw.get("to")] if isinstance(raw, dict) else []
    numbers = [end for end in ends if isinstance(end, int) and not isinstance(end, bool)]
    return (numbers[0], numbers[1]) if len(numbers) == 2 and numbers[0] < numbers[1] else None


def _refuse_shared(diag: Diagnostics, data: Mapping[str, object], names: Names) -> None:
    """Levers, conditions, accords and tracks share their names, because `when` refers to all of them."""
    first: dict[str, str] = {}
    for key in SHARED:
        for name in _section(data, key):
            if name in first:
                expected = f"a name not used among {', '.join(SHARED)}"
                got = f"'{name}', which is already under {first[name]}"
                diag.fault(
                    (key, name), "duplicate-name", expected, got, "call one of them differently", at_key=True
                )
                names.posture[name] = None
            first.setdefault(name, key)
