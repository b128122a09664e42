"""The forms of parties: what they want, how patient and precise they are, what they believe."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from parley.scenario.forms.base import (
    Chance,
    Duration,
    Factor,
    FlowTerms,
    Form,
    Name,
    PointsBySplit,
    Precision,
    Times,
)


class PatienceForm(Form):
    """How fast later worth counts less; exactly one of the three."""

    half_life: Duration = Field(default=None, description="the time after which worth counts half")
    yearly: Factor = Field(default=None, description="the part of a worth that is left after a year")
    per_round: Factor = Field(default=None, description="the part of a worth that is left after a round")


def _patience_tag(raw: Any) -> str:
    return "<word or mapping>" if isinstance(raw, str) else "<patience>"


PatienceWords = Annotated[
    Annotated[Literal["unlimited"], Tag("<word or mapping>")] | Annotated[PatienceForm, Tag("<patience>")],
    Discriminator(_patience_tag),
]


class DispositionForm(Form):
    """A hidden kind of a party."""

    weight: Chance = Field(description="the analyst's own chance that the party is of this kind")
    name: str | None = Field(default=None, description="what readers call it; default from its id")


class AnyDealForm(Form):
    """A wish for a deal as such."""

    bonus: PointsBySplit = Field(description="points for any settlement")
    half_life: Duration = Field(
        default=None, description="the time in which the bonus halves; default it does not fade"
    )


class PartyForm(Form):
    """A side of the talks."""

    name: str | None = Field(default=None, description="what readers call it; default from its id")
    patience: PatienceWords = Field(
        default="unlimited", description="how fast later worth counts less, or `unlimited`"
    )
    precision: Precision = Field(
        default=None, description="precision of its choices in 1/points, or `perfect`; default 0.5"
    )
    dispositions: dict[Name, DispositionForm] = Field(
        default={}, description="its hidden kinds; one party may have two"
    )
    beliefs: dict[Name, dict[Name, Chance]] = Field(
        default={}, description="hidden party -> disposition -> chance; default the analyst's weights"
    )
    values: dict[Name, dict[str, PointsBySplit]] = Field(
        default={}, description="issue -> option -> points; default 0"
    )
    any_deal: AnyDealForm | None = Field(default=None, description="a wish for a deal as such; default none")
    loss_aversion: Times = Field(
        default=None, description="extra weight of falling short of the reference; default 0"
    )
    reference: dict[Name, Name] = Field(
        default={}, description="issue -> option the party measures losses from"
    )
    flow: FlowTerms = Field(default=None, description="points per time while the war goes on; default 0")
