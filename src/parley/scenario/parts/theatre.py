"""The theatre: its tracks, how they move, and what reaching an end means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import Field

from parley.files import Place
from parley.scenario.parts.plans import RESERVATION
from parley.scenario.quantities.amounts import read_terms
from parley.scenario.quantities.pen import Pen, block_map, defaulted, flow_map, worth_map
from parley.scenario.quantities.stated import Terms
from parley.scenario.quantities.units import POINTS, RATE
from parley.scenario.reading.diagnostics import Diagnostics, title_of
from parley.scenario.reading.form import Form, Name, PointsTerms, RateTerms


class CollapseForm(Form):
    """What follows when a track reaches one of its ends."""

    of: str = Field(description="the party that collapses")
    ending: Name | None = Field(default=None, description="a name for this ending; default that of the party")
    terms: str | None = Field(default=None, description="the plan that is then imposed")
    worth: dict[Name, PointsTerms] | None = Field(
        default=None, description="party -> points, instead of a plan"
    )


class EndsForm(Form):
    """Which ends of a track are a collapse."""

    top: CollapseForm | None = Field(default=None, description="what reaching `to` means")
    bottom: CollapseForm | None = Field(default=None, description="what reaching `from` means")


class JumpForm(Form):
    """A move by several levels at once; past an end it stops there."""

    by: int = Field(description="the levels it moves, up, or down if negative")
    chance: RateTerms = Field(description="chance per time")


class StepForm(Form):
    """The chances that a track moves by one level."""

    up: RateTerms = Field(default=None, description="chance per time of a level up; default 0")
    down: RateTerms = Field(default=None, description="chance per time of a level down; default 0")
    jumps: dict[Name, JumpForm] = Field(default={}, description="name -> several levels at once")


class TrackForm(Form):
    """One discretised quantity of the theatre."""

    name: str | None = Field(default=None, description="what readers call it; default from its id")
    lowest: int = Field(alias="from", description="the lowest level, a whole number")
    highest: int = Field(alias="to", description="the highest level, a whole number")
    start: int = Field(description="the level at as_of")
    unit: str = Field(default="", description="what one level is, in words")
    step: StepForm = Field(default_factory=StepForm, description="how it moves; default it stays")
    collapse: EndsForm = Field(
        default_factory=EndsForm, description="which ends end the war; default neither"
    )


@dataclass(frozen=True)
class Collapse:
    """What follows when a track reaches one of its ends: whose collapse it is, and its worth to each party.

    Worth is either that of a plan (`terms`) or stated per party.
    """

    of: str
    terms: str | None
    worth: Mapping[str, Terms]
    ending: str = ""

    @property
    def known_as(self) -> str:
        """What the ending is called: its own name, or that of the party that collapses."""
        return self.ending or self.of


@dataclass(frozen=True)
class Jump:
    """A move of a track by several levels at once, with a chance per time; past an end it stops there."""

    by: int
    chance: Terms


@dataclass(frozen=True)
class Track:
    """One discretised quantity of the theatre that steps up or down by chance each round.

    `up` and `down` are chances (rates) of a step of one level; `top` and `bottom` say whether reaching
    that end is a collapse.
    """

    id: str
    name: str
    lowest: int
    highest: int
    start: int
    unit: str
    up: Terms
    down: Terms
    top: Collapse | None
    bottom: Collapse | None
    jumps: Mapping[str, Jump] = field(default_factory=dict)


MOST_LEVELS = 1000


def read_theatre(diag: Diagnostics, forms: Mapping[str, TrackForm]) -> dict[str, Track]:
    """Read every track, in the order of the file."""
    return {name: _read_track(diag, name, form, ("theatre", name)) for name, form in forms.items()}


def _read_track(diag: Diagnostics, name: str, form: TrackForm, place: Place) -> Track:
    track = Track(
        id=name,
        name=form.name or title_of(name),
        lowest=form.lowest,
        highest=form.highest,
        start=form.start,
        unit=form.unit,
        up=read_terms(diag, form.step.up, (*place, "step", "up"), RATE),
        down=read_terms(diag, form.step.down, (*place, "step", "down"), RATE),
        top=_read_collapse(diag, form.collapse.top, (*place, "collapse", "top")),
        bottom=_read_collapse(diag, form.collapse.bottom, (*place, "collapse", "bottom")),
        jumps={
            jump: Jump(one.by, read_terms(diag, one.chance, (*place, "step", "jumps", jump, "chance"), RATE))
            for jump, one in form.step.jumps.items()
        },
    )
    _check_levels(diag, track, place)
    for jump, one in form.step.jumps.items():
        if one.by == 0:
            expected = "a number of levels other than 0"
            diag.fault((*place, "step", "jumps", jump, "by"), "out-of-range", expected, "0")
    return track


def _check_levels(diag: Diagnostics, track: Track, place: Place) -> None:
    """The levels must run upwards, and the start lie among them and not at a collapse."""
    lowest, highest = track.lowest, track.highest
    if lowest >= highest or highest - lowest > MOST_LEVELS:
        expected = f"a level above `from` ({lowest}), at most {MOST_LEVELS} levels up"
        diag.fault((*place, "to"), "out-of-range", expected, str(highest))
        return
    lowest += 1 if track.bottom else 0
    highest -= 1 if track.top else 0
    if not lowest <= track.start <= highest:
        ends = " (an end that is a collapse is no start)" if track.top or track.bottom else ""
        expected = f"a level from {lowest} to {highest}{ends}"
        diag.fault((*place, "start"), "track-start-outside", expected, str(track.start))


def _read_collapse(diag: Diagnostics, form: CollapseForm | None, place: Place) -> Collapse | None:
    if form is None:
        return None
    diag.party(form.of, (*place, "of"))
    if (form.terms is None) == (form.worth is None):
        got = "neither" if form.terms is None else "both"
        diag.fault(place, "missing-key", "one of the keys 'terms' and 'worth'", got, at_key=True)
    if form.terms is not None:
        plans = None if diag.names.plans is None else [p for p in diag.names.plans if p != RESERVATION]
        diag.resolve(form.terms, plans, (*place, "terms"), "a plan")
        return Collapse(form.of, form.terms, {}, form.ending or "")
    worth = read_worth(diag, form.worth or {}, (*place, "worth"))
    return Collapse(form.of, None, worth, form.ending or "")


def read_worth(diag: Diagnostics, raw: Mapping[str, object], place: Place) -> dict[str, Terms]:
    """Read points by party; a party not named gets 0."""
    diag.by_party(raw, place)
    return {
        party: read_terms(diag, raw.get(party), (*place, party), POINTS) for party in diag.parties_in_order()
    }


def track_form(pen: Pen, track: Track) -> Any:
    """Write a track with its law of motion and its ends."""
    path = f"theatre.{track.id}"
    steps = {
        "up": pen.terms(track.up, f"{path}.step.up"),
        "down": pen.terms(track.down, f"{path}.step.down"),
    }
    step = block_map(steps, defaulted({"up": track.up, "down": track.down}))
    if track.jumps:
        jumps = {
            name: {"by": jump.by, "chance": pen.terms(jump.chance, f"{path}.step.jumps.{name}.chance")}
            for name, jump in track.jumps.items()
        }
        step["jumps"] = block_map({name: block_map(jump) for name, jump in jumps.items()})
    form: dict[str, Any] = {
        "name": track.name,
        "from": track.lowest,
        "to": track.highest,
        "start": track.start,
        "unit": track.unit,
        "step": step,
    }
    ends = {end: getattr(track, end) for end in ("top", "bottom") if getattr(track, end) is not None}
    if ends:
        forms = {end: _collapse_form(pen, one, f"{path}.collapse.{end}") for end, one in ends.items()}
        form["collapse"] = block_map(forms)
    return block_map(form)


def _collapse_form(pen: Pen, collapse: Collapse, path: str) -> Any:
    named = {"ending": collapse.ending} if collapse.ending else {}
    if collapse.terms is not None:
        return flow_map({"of": collapse.of, **named, "terms": collapse.terms})
    return block_map({"of": collapse.of, **named, "worth": worth_map(pen, collapse.worth, f"{path}.worth")})
