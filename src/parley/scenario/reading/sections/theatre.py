"""Read the tracks of the theatre: their levels, how they move, and what reaching an end means."""

from __future__ import annotations

from collections.abc import Mapping

from parley.files import Place
from parley.scenario.forms.ground import CollapseForm, TrackForm
from parley.scenario.parts import Collapse, Track
from parley.scenario.quantities import Terms
from parley.scenario.reading.desk import Desk, title_of
from parley.scenario.reading.numbers.amounts import read_terms
from parley.scenario.reading.numbers.units import POINTS, RATE
from parley.scenario.reading.sections.plans import RESERVATION

MOST_LEVELS = 1000


def read_theatre(desk: Desk, forms: Mapping[str, TrackForm]) -> dict[str, Track]:
    """Read every track, in the order of the file."""
    return {name: _track(desk, name, form, ("theatre", name)) for name, form in forms.items()}


def _track(desk: Desk, name: str, form: TrackForm, place: Place) -> Track:
    track = Track(
        id=name,
        name=form.name or title_of(name),
        lowest=form.lowest,
        highest=form.highest,
        start=form.start,
        unit=form.unit,
        up=read_terms(desk, form.step.up, (*place, "step", "up"), RATE),
        down=read_terms(desk, form.step.down, (*place, "step", "down"), RATE),
        top=_collapse(desk, form.collapse.top, (*place, "collapse", "top")),
        bottom=_collapse(desk, form.collapse.bottom, (*place, "collapse", "bottom")),
    )
    _check_levels(desk, track, place)
    return track


def _check_levels(desk: Desk, track: Track, place: Place) -> None:
    """The levels must run upwards, and the start lie among them and not at a collapse."""
    lowest, highest = track.lowest, track.highest
    if lowest >= highest or highest - lowest > MOST_LEVELS:
        expected = f"a level above `from` ({lowest}), at most {MOST_LEVELS} levels up"
        desk.fault((*place, "to"), "out-of-range", expected, str(highest))
        return
    lowest += 1 if track.bottom else 0
    highest -= 1 if track.top else 0
    if not lowest <= track.start <= highest:
        ends = " (an end that is a collapse is no start)" if track.top or track.bottom else ""
        expected = f"a level from {lowest} to {highest}{ends}"
        desk.fault((*place, "start"), "track-start-outside", expected, str(track.start))


def _collapse(desk: Desk, form: CollapseForm | None, place: Place) -> Collapse | None:
    if form is None:
        return None
    desk.party(form.of, (*place, "of"))
    if (form.terms is None) == (form.worth is None):
        got = "neither" if form.terms is None else "both"
        desk.fault(place, "missing-key", "one of the keys 'terms' and 'worth'", got, at_key=True)
    if form.terms is not None:
        plans = None if desk.names.plans is None else [p for p in desk.names.plans if p != RESERVATION]
        desk.resolve(form.terms, plans, (*place, "terms"), "a plan")
        return Collapse(form.of, form.terms, {})
    return Collapse(form.of, None, read_worth(desk, form.worth or {}, (*place, "worth")))


def read_worth(desk: Desk, raw: Mapping[str, object], place: Place) -> dict[str, Terms]:
    """Read points by party; a party not named gets 0."""
    desk.by_party(raw, place)
    return {
        party: read_terms(desk, raw.get(party), (*place, party), POINTS) for party in desk.parties_in_order()
    }
