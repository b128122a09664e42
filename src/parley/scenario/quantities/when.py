"""Read `when`: the settings and levels in which something counts."""

from __future__ import annotations

from parley.files import Place
from parley.scenario.quantities.forms import LevelForm
from parley.scenario.quantities.stated import When
from parley.scenario.reading.diagnostics import Diagnostics
from parley.scenario.reading.saying import described
from parley.scenario.reading.shape import shaped


def read_when(diag: Diagnostics, raw: object, place: Place) -> When:
    """Read clauses on levers, conditions, accords (settings) and tracks (bounds); none is always."""
    if raw is None:
        return When()
    if not isinstance(raw, dict):
        diag.fault(place, "wrong-type", "a mapping such as {us_support: paused}", described(raw))
        return When()
    posture: dict[str, tuple[str, ...]] = {}
    levels: dict[str, tuple[int, int]] = {}
    among: dict[str, tuple[int, ...]] = {}
    known = (*diag.names.posture, *diag.names.tracks)
    for word, clause in raw.items():
        here = (*place, word)
        if word in diag.names.tracks:
            listed = _listed(diag, clause, here, diag.names.tracks[word])
            bounds = None if listed else _bounds(diag, clause, here, diag.names.tracks[word])
            if listed:
                among[word] = listed
            elif bounds:
                levels[word] = bounds
        elif word in diag.names.posture:
            posture[word] = _settings(diag, clause, here, diag.names.posture[word], word)
        else:
            diag.resolve(word, known, here, "a lever, condition, accord, event or track", at_key=True)
    return When(posture, levels, among)


def _settings(
    diag: Diagnostics, raw: object, place: Place, known: tuple[str, ...] | None, component: str
) -> tuple[str, ...]:
    """Read one setting or a list of them."""
    words = raw if isinstance(raw, list) else [raw]
    settings: list[str] = []
    for index, word in enumerate(words):
        here = (*place, index) if isinstance(raw, list) else place
        if isinstance(word, str):
            settings.append(diag.resolve(word, known, here, f"a setting of {component}", "unknown-setting"))
        else:
            diag.fault(here, "wrong-type", f"a setting of {component}, or a list of them", described(word))
    if not words:
        diag.fault(place, "wrong-type", f"a setting of {component}, or a list of them", "an empty list")
    return tuple(dict.fromkeys(settings))


def _listed(
    diag: Diagnostics, raw: object, place: Place, ends: tuple[int, int] | None
) -> tuple[int, ...] | None:
    """Read a list of levels of a track; None where the clause states none."""
    if not isinstance(raw, dict) or not isinstance(raw.get("at"), list):
        return None
    form = shaped(diag, LevelForm, raw, place)
    if form is None or ends is None or not isinstance(form.at, list):
        return None
    here = (*place, "at")
    for index, level in enumerate(form.at):
        _check_level(diag, level, (*here, index), ends)
    if not form.at:
        diag.fault(here, "wrong-type", "a level of the track, or a list of them", "an empty list")
    if form.at_least is not None or form.at_most is not None:
        diag.fault(place, "wrong-type", "either 'at' or bounds", "both", at_key=True)
    return tuple(dict.fromkeys(form.at))


def _as_bounds(raw: object) -> str:
    """Advice to who wrote a level, or the two ends of a stretch of them."""
    if isinstance(raw, int) and not isinstance(raw, bool):
        return f"write {{at: {raw}}}"
    if isinstance(raw, list) and len(raw) == 2 and all(type(one) is int for one in raw):
        return (
            f"write {{at_least: {min(raw)}, at_most: {max(raw)}}}, or {{at: {list(raw)}}} for these two alone"
        )
    return ""


def _check_level(diag: Diagnostics, level: int, place: Place, ends: tuple[int, int]) -> None:
    if not ends[0] <= level <= ends[1]:
        expected = f"a level of the track, {ends[0]} to {ends[1]}"
        diag.fault(place, "out-of-range", expected, str(level))


def _bounds(
    diag: Diagnostics, raw: object, place: Place, ends: tuple[int, int] | None
) -> tuple[int, int] | None:
    """Read bounds on a track; an open bound is the track's own end."""
    if not isinstance(raw, dict):
        diag.fault(
            place,
            "wrong-type",
            "bounds such as {at_least: 4}, {at_most: 1} or {at: 2}",
            described(raw),
            _as_bounds(raw),
        )
        return None
    form = shaped(diag, LevelForm, raw, place)
    if form is None or ends is None:
        return None
    lowest, highest = ends
    for key, level in (("at_least", form.at_least), ("at_most", form.at_most), ("at", form.at)):
        if isinstance(level, int):
            _check_level(diag, level, (*place, key), ends)
    if isinstance(form.at, int):
        if form.at_least is not None or form.at_most is not None:
            diag.fault(place, "wrong-type", "either 'at' or bounds", "both", at_key=True)
        return form.at, form.at
    bounds = (
        lowest if form.at_least is None else form.at_least,
        highest if form.at_most is None else form.at_most,
    )
    if bounds[0] > bounds[1]:
        diag.fault(place, "out-of-range", "at_least up to at_most", f"{bounds[0]} above {bounds[1]}")
    return bounds
