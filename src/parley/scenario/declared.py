"""Gather the names a scenario declares, before anything refers to them and whatever else is wrong."""

from __future__ import annotations

from collections.abc import Mapping

from parley.files import Place
from parley.scenario.parts.instruments.accords import ACCORD_SETTINGS
from parley.scenario.parts.instruments.conditions import LADDER
from parley.scenario.reading.diagnostics import Diagnostics, Names

SHARED = ("levers", "conditions", "accords", "events", "theatre")


def declared_names(diag: Diagnostics, data: Mapping[str, object]) -> Names:
    """Gather parties, dispositions, posture and tracks; report names used twice and a second hidden party."""
    names = Names()
    parties = data.get("parties")
    names.parties = tuple(parties) if isinstance(parties, dict) else None
    if isinstance(parties, dict):
        _dispositions(diag, parties, names)
    for lever, raw in _section(data, "levers").items():
        names.posture[lever] = _words(raw, "settings")
    names.posture.update(dict.fromkeys(_section(data, "conditions"), LADDER))
    names.posture.update(dict.fromkeys(_section(data, "accords"), ACCORD_SETTINGS))
    for event, raw in _section(data, "events").items():
        names.posture[event] = _words(raw, "states")
    names.events = tuple(_section(data, "events"))
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


def _dispositions(diag: Diagnostics, parties: Mapping[str, object], names: Names) -> None:
    for party, raw in parties.items():
        stated = raw.get("dispositions") if isinstance(raw, dict) else None
        if not isinstance(stated, dict) or not stated:
            continue
        place: Place = ("parties", party, "dispositions")
        if names.hidden is not None:
            expected = f"one party with dispositions (it is {names.hidden})"
            advice = "give the other party one set of values"
            diag.fault(place, "two-hidden-parties", expected, f"{party} as well", advice, at_key=True)
            continue
        names.hidden, names.dispositions = party, tuple(stated)
        if len(stated) != 2:
            expected = "exactly two dispositions"
            got = f"{len(stated)}: " + ", ".join(stated)
            diag.fault(place, "disposition-count", expected, got, at_key=True)


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
