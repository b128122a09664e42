"""The scenario as a whole: its sections and the grid of beliefs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, WithJsonSchema

from parley.files import Place
from parley.scenario.pace import Longer, Pace
from parley.scenario.parts.aftermath import Aftermath, AftermathForm
from parley.scenario.parts.endings import EndingsForm
from parley.scenario.parts.events import Event, EventForm
from parley.scenario.parts.hidden import Side, Unknown, UnknownForm
from parley.scenario.parts.instruments.accords import Accord, AccordForm
from parley.scenario.parts.instruments.bargains import Bargain, BargainForm
from parley.scenario.parts.instruments.conditions import Condition, ConditionForm
from parley.scenario.parts.instruments.levers import Lever, LeverForm
from parley.scenario.parts.instruments.payments import Gesture, GestureForm, Transfer, TransferForm
from parley.scenario.parts.instruments.statements import Statement, StatementForm
from parley.scenario.parts.issues import Issue, IssueWords
from parley.scenario.parts.parties import Party, PartyForm
from parley.scenario.parts.plans import Plan, PlanWords
from parley.scenario.parts.table import Floor, TableForm, Talks, Turn
from parley.scenario.parts.tabling import Tabling
from parley.scenario.parts.theatre import Track, TrackForm
from parley.scenario.parts.what_ifs import WhatIf, WhatIfWords
from parley.scenario.quantities.stated import Number, Terms
from parley.scenario.reading.diagnostics import Diagnostics
from parley.scenario.reading.form import ROUND_LENGTH, Day, Form, Name, RoundLength, RoundsSpan


class GridForm(Form):
    """The grid of log-odds on which beliefs are kept."""

    nodes: int = Field(default=21, description="number of nodes, odd, 3 to 201; default 21")
    limit: float = Field(default=6.0, description="the largest log-odds kept; default 6")
    nodes_of: dict[Name, int] = Field(
        default={}, description="hidden side -> nodes of its own grid, where several sides are hidden"
    )
    play_parts: int | None = Field(
        default=None,
        description="into how many parts play divides a step of the grid, where a game is of the extended "
        "form; default as many as 400 nodes allow",
    )


class RoundsForm(Form):
    """Rounds of one length, in a list of several: the last goes on to the horizon."""

    length: RoundLength = Field(description="the length of a round")
    until: Day = Field(default=None, description="the day on or after which the first longer round begins")
    lasting: RoundsSpan = Field(
        default=None, alias="for", description="for how long, instead of a day: a time, or a number of rounds"
    )


_LENGTH = {"type": "string", "pattern": ROUND_LENGTH}
_ONE_OF_SEVERAL = {"anyOf": [_LENGTH, RoundsForm.model_json_schema(by_alias=True)]}
_LENGTHS = {"type": "array", "minItems": 1, "items": _ONE_OF_SEVERAL}
_ROUND_SCHEMA = {"anyOf": [_LENGTH, _LENGTHS]}


class ScenarioForm(Form):
    """What the analyst assumes: the whole of scenario.yaml."""

    title: str = Field(description="what the case is, in a line")
    as_of: Day = Field(description="the day the scenario speaks from; nothing dated later is read")
    round: Annotated[Any, WithJsonSchema(_ROUND_SCHEMA)] = Field(
        description="the length of a round, such as 7 days, or a list of lengths: weeks first, months later"
    )
    record_until: Day = Field(
        default=None,
        description="the day until which the record is kept; default its last row's. Later days are unknown, "
        "not uneventful",
    )
    horizon: Any = Field(description="the last day looked at, or a number of rounds or months from as_of")
    belief_grid: GridForm = Field(
        default_factory=GridForm,
        description="the grid of beliefs on which worths are worked out; left out, one wide enough is chosen",
    )
    parties: dict[Name, PartyForm] = Field(description="the sides")
    unknowns: dict[Name, UnknownForm] = Field(
        default={}, description="facts nobody knows, such as who would win"
    )
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
    bargains: dict[Name, BargainForm] = Field(
        default={}, description="joint acts that set several levers, accords and conditions at once"
    )
    statements: dict[Name, StatementForm] = Field(
        default={}, description="threats and promises: if so, then that, or a breach that costs"
    )
    events: dict[Name, EventForm] = Field(
        default={}, description="public states that change by chance or on a date"
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


@dataclass(frozen=True)
class BeliefGrid:
    """The grid of log-odds on which beliefs are kept: `nodes` of them from -limit to +limit.

    One that is not `stated` is where a grid wide enough is looked for first.
    """

    nodes: int
    limit: float
    stated: bool = True
    nodes_of: Mapping[str, int] = field(default_factory=dict)
    play_parts: int | None = None

    def nodes_for(self, side: str) -> int:
        """The nodes of a hidden side's own grid."""
        return self.nodes_of.get(side, self.nodes)


@dataclass(frozen=True)
class Scenario:
    """What the analyst assumes, checked and with every default filled in.

    Mappings keep the order of the file. `round_days` is the length of the first round, `rounds` their
    number from `as_of` to the horizon, `longer` from which rounds on they last otherwise. `horizon_worth`,
    `breakdown_worth` and `walk_out_worth[walker]` map each party to the worth of that ending;
    `breakdown_chance` is the chance that a refused settlement offer ends the talks for good.
    `stated_horizon` is the last day as stated, where it was a date.
    """

    title: str
    as_of: date
    round_days: float
    rounds: int
    parties: Mapping[str, Party]
    unknowns: Mapping[str, Unknown]
    issues: Mapping[str, Issue]
    plans: Mapping[str, Plan]
    theatre: Mapping[str, Track]
    levers: Mapping[str, Lever]
    conditions: Mapping[str, Condition]
    accords: Mapping[str, Accord]
    bargains: Mapping[str, Bargain]
    statements: Mapping[str, Statement]
    events: Mapping[str, Event]
    gestures: Mapping[str, Gesture]
    transfers: Mapping[str, Transfer]
    floor: Floor
    turns: Mapping[str, Turn]
    holding: bool
    talks: Talks | None
    tabling: Tabling | None
    breakdown_chance: Number
    horizon_worth: Mapping[str, Terms]
    breakdown_worth: Mapping[str, Terms]
    walk_out_worth: Mapping[str, Mapping[str, Terms]]
    quit_worth: Mapping[str, Mapping[str, Terms]]
    aftermath: Aftermath | None
    belief_grid: BeliefGrid
    what_ifs: Mapping[str, WhatIf]
    stated_horizon: date | None = field(default=None, compare=False)
    record_until: date | None = field(default=None, compare=False)
    longer: tuple[Longer, ...] = ()

    @property
    def pace(self) -> Pace:
        """How long each round is."""
        return Pace(self.round_days, self.longer)

    @property
    def last_day(self) -> date:
        """The day on which the last round ends: the horizon."""
        return self.as_of + timedelta(days=self.pace.until(self.rounds))

    @property
    def floors(self) -> tuple[Floor, ...]:
        """Who may have the floor, turn by turn; one of them where no turns are stated."""
        return tuple(turn.floor for turn in self.turns.values()) or (self.floor,)

    @property
    def speakers(self) -> tuple[str, ...]:
        """The parties that can ever have the floor."""
        found = [party for floor in self.floors for party in (*floor.alternate, *floor.chances)]
        return tuple(dict.fromkeys(found))

    @property
    def sides(self) -> tuple[Side, ...]:
        """What is hidden: parties with dispositions, then unknowns."""
        parties = [party for party in self.parties.values() if party.dispositions]
        return (
            *(Side(p.id, p.name, p.id, p.dispositions, p.in_sentence, p.plural) for p in parties),
            *(Side(one.id, one.name, "", one.kinds, f"“{one.name}”") for one in self.unknowns.values()),
        )

    @property
    def hidden(self) -> Party | None:
        """The first party with dispositions, if there is one."""
        return next((p for p in self.parties.values() if len(p.dispositions) > 1), None)


def read_grid(diag: Diagnostics, form: GridForm, sides: Sequence[str]) -> BeliefGrid:
    """Read the grid of log-odds; an odd number of nodes keeps `no news` on it. `sides` may hide something."""
    place: Place = ("belief_grid",)
    if not 3 <= form.nodes <= 201 or form.nodes % 2 == 0:
        diag.fault((*place, "nodes"), "out-of-range", "an odd number from 3 to 201", str(form.nodes))
    if not 0 < form.limit <= 50:
        diag.fault((*place, "limit"), "out-of-range", "log-odds above 0, at most 50", f"{form.limit:g}")
    for side, nodes in form.nodes_of.items():
        diag.resolve(side, sides, (*place, "nodes_of", side), "hidden side", at_key=True)
        if not 3 <= nodes <= 201 or nodes % 2 == 0:
            diag.fault((*place, "nodes_of", side), "out-of-range", "an odd number from 3 to 201", str(nodes))
    if form.play_parts is not None and not 1 <= form.play_parts <= 6:
        diag.fault((*place, "play_parts"), "out-of-range", "a whole number from 1 to 6", str(form.play_parts))
    return BeliefGrid(
        form.nodes,
        float(form.limit),
        stated=bool(form.model_fields_set),
        nodes_of=form.nodes_of,
        play_parts=form.play_parts,
    )
