"""The form of the whole file: its sections, the table, the endings and the aftermath."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from parley.scenario.forms.base import (
    Chance,
    Day,
    Form,
    LogOddsTerms,
    Name,
    PointsBySplit,
    PointsTerms,
    Precision,
    RateTerms,
)
from parley.scenario.forms.ground import IssueWords, PlanWords, TrackForm
from parley.scenario.forms.instruments import AccordForm, ConditionForm, GestureForm, LeverForm, TransferForm
from parley.scenario.forms.parties import PartyForm


class GridForm(Form):
    """The grid of log-odds on which beliefs are kept."""

    nodes: int = Field(default=21, description="number of nodes, odd, 3 to 201; default 21")
    limit: float = Field(default=6.0, description="the largest log-odds kept; default 6")


class AlternationForm(Form):
    """A fixed order in which parties have the floor."""

    alternate: list[str] = Field(description="the parties, in turn, the first in the first round")


FloorWords = Annotated[
    Annotated[AlternationForm, Tag("<alternation>")] | Annotated[dict[Name, RateTerms], Tag("<chances>")],
    Discriminator(
        lambda raw: "<alternation>" if isinstance(raw, dict) and "alternate" in raw else "<chances>"
    ),
]


def _word_tag(raw: Any) -> str:
    return "<word or list>" if isinstance(raw, str) else "<list>"


PlansOffered = Annotated[
    Annotated[Literal["all"], Tag("<word or list>")] | Annotated[list[str], Tag("<list>")],
    Discriminator(_word_tag),
]
ProposerWords = Annotated[
    Annotated[list[str], Tag("<list>")] | Annotated[dict[Name, PlansOffered], Tag("<by party>")],
    Discriminator(lambda raw: "<list>" if isinstance(raw, list) else "<by party>"),
]


class SettlementForm(Form):
    """Who must agree to a settlement and who may offer one."""

    signatories: list[str] = Field(description="who must agree, in the order they answer")
    proposers: ProposerWords | None = Field(
        default=None,
        description="who may offer plans: a list, or party -> plans or `all`; default the signatories",
    )


class TableForm(Form):
    """Who may speak and who must agree."""

    floor: FloorWords = Field(description="party -> chance per time of the floor, or {alternate: [...]}")
    settlement: SettlementForm = Field(description="who must agree to a settlement, and who may offer one")


class BreakdownForm(Form):
    """The chance that a refused settlement offer ends the talks for good, and what that is worth."""

    chance: Chance = Field(default=None, description="chance of breakdown after a refusal; default 0")
    worth: dict[Name, PointsTerms] = Field(default={}, description="party -> points; default 0")


class EndingsForm(Form):
    """What the endings other than settlement and collapse are worth."""

    horizon: dict[Name, PointsTerms] = Field(
        default={}, description="party -> points if the war goes on; default 0"
    )
    breakdown: BreakdownForm = Field(
        default=BreakdownForm(), description="talks that break off by chance; default never"
    )
    walk_out: dict[Name, dict[Name, PointsTerms]] = Field(
        default={}, description="who may walk out when answering -> party -> points; default nobody"
    )


class WarWorthForm(Form):
    """What renewed war is worth to a party."""

    wins: PointsBySplit = Field(default=None, description="points if the opportunist wins; default 0")
    loses: PointsBySplit = Field(default=None, description="points if the opportunist loses; default 0")
    cost: PointsBySplit = Field(default=None, description="points the war costs; default 0")


class AftermathForm(Form):
    """What a settlement leaves behind: who may break it, and what renewed war is worth."""

    opportunist: str = Field(description="the party that may break the settlement")
    precision: Precision = Field(
        default=None, description="precision of that choice; default the opportunist's own"
    )
    balance: LogOddsTerms = Field(
        default=None, description="log-odds that the opportunist wins a renewed war; default 0"
    )
    worth: dict[Name, WarWorthForm] = Field(
        default={}, description="party -> worth of renewed war; default 0"
    )


class WhatIfForm(Form):
    """Named changes with a note."""

    note: str = Field(default="", description="what the question is, in words")
    changes: dict[str, Any] = Field(description="path -> new value")


WhatIfWords = Annotated[
    Annotated[dict[str, Any], Tag("<changes>")] | Annotated[WhatIfForm, Tag("<what if>")],
    Discriminator(lambda raw: "<what if>" if isinstance(raw, dict) and "changes" in raw else "<changes>"),
]


class ScenarioForm(Form):
    """What the analyst assumes: the whole of scenario.yaml."""

    title: str = Field(description="what the case is, in a line")
    as_of: Day = Field(description="the day the scenario speaks from; nothing dated later is read")
    round: Any = Field(description="the length of a round, such as 7 days")
    horizon: Any = Field(description="the last day looked at, or a number of rounds or months from as_of")
    belief_grid: GridForm = Field(
        default_factory=GridForm, description="the grid of beliefs on which worths are worked out"
    )
    parties: dict[Name, PartyForm] = Field(description="the sides")
    issues: dict[Name, IssueWords] = Field(description="the questions to be settled")
    plans: Annotated[
        Annotated[Literal["all"], Tag("<word or mapping>")]
        | Annotated[dict[Name, PlanWords], Tag("<plans>")],
        Discriminator(lambda raw: "<word or mapping>" if isinstance(raw, str) else "<plans>"),
    ] = Field(default="all", description="packages somebody has named, or `all` (default)")
    theatre: dict[Name, TrackForm] = Field(default={}, description="the tracks of the military situation")
    levers: dict[Name, LeverForm] = Field(default={}, description="instruments one party holds")
    conditions: dict[Name, ConditionForm] = Field(default={}, description="claims on one option of one issue")
    accords: dict[Name, AccordForm] = Field(
        default={}, description="limited agreements in force during the war"
    )
    gestures: dict[Name, GestureForm] = Field(default={}, description="goodwill acts")
    transfers: dict[Name, TransferForm] = Field(
        default={}, description="payments for one round that need consent"
    )
    table: TableForm = Field(description="who may speak and who must agree")
    endings: EndingsForm = Field(default_factory=EndingsForm, description="what other endings are worth")
    aftermath: AftermathForm | None = Field(
        default=None, description="what a settlement leaves behind; default nothing"
    )
    what_if: dict[Name, WhatIfWords] = Field(default={}, description="named changes to the scenario, by path")
