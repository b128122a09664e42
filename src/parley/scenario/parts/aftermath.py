"""The aftermath: who may break a settlement, and what renewed war is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from parley.files import Place, dotted
from parley.scenario.parts.parties import Party, read_precision
from parley.scenario.quantities.amounts import read_quantity, read_terms
from parley.scenario.quantities.pen import Pen, block_map, defaulted, numbers_map
from parley.scenario.quantities.stated import Number, Quantity, Terms
from parley.scenario.quantities.units import LOG_ODDS, POINTS
from parley.scenario.reading.diagnostics import Diagnostics
from parley.scenario.reading.form import Form, LogOddsTerms, Name, PointsBySplit, Precision


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


@dataclass(frozen=True)
class Aftermath:
    """What a settlement leaves behind: who may break it, the odds of winning, what renewed war is worth.

    `balance` is the log-odds that the opportunist wins a renewed war before the options' strengths are
    counted. `wins` and `loses` are the worth to each party if the opportunist wins or loses; `cost` is
    what renewed war costs each.
    """

    opportunist: str
    precision: Number | None
    balance: Terms
    wins: Mapping[str, Quantity]
    loses: Mapping[str, Quantity]
    cost: Mapping[str, Quantity]


def read_aftermath(
    diag: Diagnostics, form: AftermathForm | None, parties: dict[str, Party]
) -> Aftermath | None:
    """Read who may break a settlement and what renewed war is worth; nothing stated is no aftermath."""
    if form is None:
        return None
    place: Place = ("aftermath",)
    diag.party(form.opportunist, (*place, "opportunist"))
    precision = read_precision(diag, form.precision, (*place, "precision"))
    opportunist = parties.get(form.opportunist)
    if form.precision is None and opportunist is not None:
        own = opportunist.precision
        path = dotted((*place, "precision"))
        # The opportunist's own precision is the default; its range and sources stay with the party.
        precision = None if own is None else Number(own.value, path, own.unit, stated=False)
    diag.by_party(form.worth, (*place, "worth"))
    return Aftermath(
        form.opportunist,
        precision,
        read_terms(diag, form.balance, (*place, "balance"), LOG_ODDS),
        *(_war_worth(diag, form, key) for key in ("wins", "loses", "cost")),
    )


def _war_worth(diag: Diagnostics, form: AftermathForm, key: str) -> dict[str, Quantity]:
    """Read one column of what renewed war is worth, for every party."""
    worth: dict[str, Quantity] = {}
    for party in diag.parties_in_order():
        raw = getattr(form.worth[party], key) if party in form.worth else None
        worth[party] = read_quantity(diag, raw, ("aftermath", "worth", party, key), POINTS, 0.0)
    return worth


def aftermath_form(pen: Pen, aftermath: Aftermath) -> Any:
    """Write the aftermath."""
    worth: dict[str, Any] = {}
    for party in aftermath.wins:
        columns = {key: getattr(aftermath, key)[party] for key in ("wins", "loses", "cost")}
        worth[party] = numbers_map(pen, columns)
    form: dict[str, Any] = {
        "opportunist": aftermath.opportunist,
        "precision": "perfect" if aftermath.precision is None else pen.number(aftermath.precision),
        "balance": pen.terms(aftermath.balance, "aftermath.balance"),
        "worth": block_map(worth),
    }
    return block_map(form, defaulted({"precision": aftermath.precision, "balance": aftermath.balance}))
