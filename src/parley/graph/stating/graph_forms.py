"""The grammar of graph.yaml as forms: which keys there are and what stands under each."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema

from parley.scenario.reading.form import Day, Form, Name

WAYS_OF_PREFERRING = ("ranking", "statements", "weights", "points", "partial")
FORM_KEY = "x_form"
"""Stands in a schema where a form may stand that only its reader knows by name."""
_PLAIN = {"type": ["string", "number", "boolean"]}


def _plain(raw: object) -> object:
    return str(raw) if isinstance(raw, bool | int | float) else raw


def _listed(raw: object) -> object:
    return raw if isinstance(raw, list) else [raw]


def _named(key: str) -> BeforeValidator:
    """A bare word stands for the form with that one key, nothing for the empty form."""

    def opened(raw: object) -> object:
        if raw is None:
            return {}
        return raw if isinstance(raw, dict | Form) else {key: raw}

    return BeforeValidator(opened)


def _short(form: str) -> WithJsonSchema:
    return WithJsonSchema({"anyOf": [{"type": "null"}, _PLAIN, {FORM_KEY: form}]})


Word = Annotated[str, BeforeValidator(_plain), WithJsonSchema(_PLAIN)]
"""A word or a sentence; a figure that stands where a word should is one."""
Words = Annotated[
    list[Word],
    BeforeValidator(_listed),
    WithJsonSchema({"anyOf": [_PLAIN, {"type": "array", "items": _PLAIN}]}),
]
"""One word or a list of them."""
Exact = Annotated[Any, WithJsonSchema({"type": ["number", "string"]})]
"""A number taken exactly as written; text such as 1/3 is one."""
Rank = Annotated[Any, WithJsonSchema({"anyOf": [_PLAIN, {"type": "array", "items": _PLAIN, "minItems": 1}]})]


class OneWayForm(Form):
    """An option that can be moved one way only, perhaps only in some states."""

    way: Literal["taken", "dropped"] = Field(
        description="`taken`: once taken never taken back; `dropped`: once dropped never taken again"
    )
    while_: Word | None = Field(
        default=None, alias="while", description="a statement; one-way only where it holds"
    )


class OptionForm(Form):
    """A yes/no choice of a decision maker."""

    name: Word | None = Field(default=None, description="what to call it")
    one_way: Annotated[OneWayForm, _named("way"), _short("OneWayForm")] | None = Field(
        default=None, description="`taken`, `dropped`, or {way, while}"
    )
    note: Word | None = Field(default=None, description="what it means, in words")


class PreferenceForm(Form):
    """What a decision maker prefers, stated in exactly one way."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        json_schema_extra={"oneOf": [{"required": [key]} for key in WAYS_OF_PREFERRING]}
    )

    ranking: list[Rank] | None = Field(
        default=None,
        description="states, the best first; a list inside is a tie, `much` between two is a wide gap, "
        "`rest` all states not named",
    )
    statements: list[Word] | None = Field(
        default=None, description="what it wants, the most important first; a pattern is a statement"
    )
    weights: dict[str, Exact] | None = Field(
        default=None, description="option -> weight; a state is worth the weights of what is taken in it"
    )
    points: dict[str, Exact] | None = Field(default=None, description="state -> points")
    partial: list[Word] | None = Field(
        default=None,
        description="what is known, such as `a > b > c` and `d ~ e`; what does not follow is unknown",
    )
    much: Exact = Field(
        default=None,
        description="what counts as much preferred: with statements, a difference in the first so many of "
        "them; with weights or points, a difference of so much",
    )
    sources: Words | None = Field(default=None, description="ids of rows of the record")
    holder: Word | None = Field(default=None, description="whose view this is")
    note: Word | None = Field(default=None, description="why, in words")


class MakerForm(Form):
    """One who decides: with options, or with moves between named states."""

    name: Word | None = Field(default=None, description="what to call it")
    options: dict[Name, Annotated[OptionForm, _named("name"), _short("OptionForm")]] | None = Field(
        default=None, description="its yes/no choices, in the order patterns are written"
    )
    moves: dict[str, Words] | None = Field(
        default=None, description="graph form: state -> states it can move to in one step"
    )
    preferences: PreferenceForm = Field(description="what it prefers")


Link = Annotated[
    dict[str, Word],
    BeforeValidator(lambda raw: {"ending": raw} if isinstance(raw, str) else raw),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": _PLAIN}]}),
]


class StateForm(Form):
    """A state with a name of its own."""

    name: Word | None = Field(default=None, description="what to call it")
    is_: Word | None = Field(
        default=None,
        alias="is",
        description="option form: its pattern, or a statement that holds in it alone",
    )
    in_scenario: Link | None = Field(
        default=None,
        description="what it is in the scenario of the same case: "
        "{lever, condition or accord: setting}, or an ending such as settlement:frozen_line",
    )
    note: Word | None = Field(default=None, description="what it means, in words")


class MergedForm(Form):
    """Joint choices that are one state for the purpose."""

    name: Word | None = Field(default=None, description="what to call it")
    is_: Word | None = Field(
        default=None, alias="is", description="a pattern or a statement; all states in which it holds are one"
    )
    note: Word | None = Field(default=None, description="why they are the same, in words")


class PerceptionForm(Form):
    """How a decision maker sees the conflict."""

    unseen: Words | None = Field(
        default=None, description="states it does not see: names, numbers, patterns or statements"
    )
    ascribes: dict[str, PreferenceForm] | None = Field(
        default=None, description="decision maker -> what it is wrongly taken to prefer"
    )
    note: Word | None = Field(default=None, description="why, in words")


Coalitions = Annotated[
    Any,
    WithJsonSchema(
        {"anyOf": [{"const": "all"}, {"type": "array", "items": {"type": "array", "items": _PLAIN}}]}
    ),
]
StatesWords = Annotated[
    dict[Name, Annotated[StateForm, _named("is"), _short("StateForm")]],
    BeforeValidator(lambda raw: {str(one): None for one in raw} if isinstance(raw, list) else raw),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "array", "items": _PLAIN},
                {
                    "type": "object",
                    "additionalProperties": {"anyOf": [{"type": "null"}, _PLAIN, {FORM_KEY: "StateForm"}]},
                },
            ]
        }
    ),
]


class GraphForm(Form):
    """A conflict as a graph model: the whole of graph.yaml."""

    title: Word = Field(description="what the conflict is, in a line")
    as_of: Day | None = Field(default=None, description="the day it is seen from; no later source is cited")
    note: Word | None = Field(default=None, description="what the reader should know of the model")
    decision_makers: dict[Name, MakerForm] = Field(description="who decides, and what each prefers")
    infeasible: list[Word] | None = Field(
        default=None,
        description="what cannot be: `at most one of a, b`, `at least one of a, b`, `exactly one of a, b`, "
        "`a needs b`, `a excludes b`, a pattern, or a statement",
    )
    merged: dict[Name, Annotated[MergedForm, _named("is"), _short("MergedForm")]] | None = Field(
        default=None, description="states that are one for the purpose: name -> pattern or statement"
    )
    states: StatesWords | None = Field(
        default=None,
        description="graph form: the states; option form: names for some, name -> pattern or statement",
    )
    status_quo: Word | None = Field(default=None, description="the state the conflict is in")
    coalitions: Coalitions = Field(
        default=None, description="coalitions to look at: `all` (the default), or lists of decision makers"
    )
    perception: dict[str, PerceptionForm] | None = Field(
        default=None, description="decision maker -> how it sees the conflict, where it sees it otherwise"
    )
