"""The forms of what is talked about and where the war stands: issues, plans, theatre."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from parley.scenario.forms.base import Cost, Form, LogOdds, Name, Points, PointsTerms, RateTerms, YesNo


class OptionForm(Form):
    """One answer to an issue."""

    name: str | None = Field(default=None, description="what readers call it; default from its id")
    strength: dict[Name, LogOdds] = Field(
        default={}, description="party -> log-odds added to its side in a renewed war"
    )
    deterrence: Cost = Field(default=None, description="points that breaking the peace costs more; default 0")


def _option_tag(raw: Any) -> str:
    return "<none>" if raw is None else "<option>"


OptionWords = Annotated[
    Annotated[None, Tag("<none>")] | Annotated[OptionForm, Tag("<option>")], Discriminator(_option_tag)
]


class IssueForm(Form):
    """An issue with its options and a name of its own."""

    name: str | None = Field(default=None, description="what readers call it; default from its id")
    options: Annotated[
        Annotated[list[Name], Tag("<list>")] | Annotated[dict[Name, OptionWords], Tag("<options>")],
        Discriminator(lambda raw: "<list>" if isinstance(raw, list) else "<options>"),
    ] = Field(description="the answers it can have: a list of names, or a mapping of them")


class PieForm(Form):
    """An issue that is one pie, split between two parties."""

    name: str | None = Field(default=None, description="what readers call it; default from its id")
    split: list[Name] = Field(description="the two parties; shares are those of the first")
    steps: int | None = Field(
        default=None, description="number of equal steps from 0 to 100 per cent; default 20"
    )
    shares: list[float] | None = Field(
        default=None, description="the shares on offer, 0 to 1, instead of steps"
    )
    worth: Points = Field(default=None, description="points of the whole pie to either party; default 100")
    reservation: YesNo = Field(
        default=None, description="whether an exactly indifferent offer is on the menu; default no"
    )


def _issue_tag(raw: Any) -> str:
    if isinstance(raw, list):
        return "<list>"
    if isinstance(raw, dict) and "split" in raw:
        return "<pie>"
    return "<issue>" if isinstance(raw, dict) and "options" in raw else "<options>"


IssueWords = Annotated[
    Annotated[list[Name], Tag("<list>")]
    | Annotated[PieForm, Tag("<pie>")]
    | Annotated[IssueForm, Tag("<issue>")]
    | Annotated[dict[Name, OptionWords], Tag("<options>")],
    Discriminator(_issue_tag),
]


class PlanForm(Form):
    """A package with its own signatories or proposers."""

    terms: dict[Name, str] = Field(description="issue -> option, for every issue")
    name: str | None = Field(default=None, description="what readers call it; default from its id")
    signatories: list[str] | None = Field(
        default=None, description="who must agree, in order; default the table's"
    )
    proposers: list[str] | None = Field(default=None, description="who may offer it; default the table's")
    note: str = Field(default="", description="where the plan comes from, in words")


def _plan_tag(raw: Any) -> str:
    return "<plan>" if isinstance(raw, dict) and "terms" in raw else "<terms>"


PlanWords = Annotated[
    Annotated[dict[Name, str], Tag("<terms>")] | Annotated[PlanForm, Tag("<plan>")], Discriminator(_plan_tag)
]


class CollapseForm(Form):
    """What follows when a track reaches one of its ends."""

    of: str = Field(description="the party that collapses")
    terms: str | None = Field(default=None, description="the plan that is then imposed")
    worth: dict[Name, PointsTerms] | None = Field(
        default=None, description="party -> points, instead of a plan"
    )


class EndsForm(Form):
    """Which ends of a track are a collapse."""

    top: CollapseForm | None = Field(default=None, description="what reaching `to` means")
    bottom: CollapseForm | None = Field(default=None, description="what reaching `from` means")


class StepForm(Form):
    """The chances that a track moves by one level."""

    up: RateTerms = Field(default=None, description="chance per time of a level up; default 0")
    down: RateTerms = Field(default=None, description="chance per time of a level down; default 0")


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
