"""Offers that stick, and that lie on the table: the last plan a party offered and saw refused is public."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from parley.files import Place
from parley.scenario.parts.plans import Plan
from parley.scenario.quantities.amounts import read_duration, read_quantity, read_yes
from parley.scenario.quantities.pen import Pen, block_map, flow_list
from parley.scenario.quantities.stated import Number, Quantity
from parley.scenario.quantities.units import POINTS
from parley.scenario.reading.diagnostics import Diagnostics
from parley.scenario.reading.form import Duration, Form, PointsBySplit, YesNo

NOTHING_TABLED = "nothing"


class TablingForm(Form):
    """Whose refused offers stick: what they offered last is what others come to expect."""

    by: list[str] = Field(description="the parties whose last refused offer stays on the table")
    retreat: PointsBySplit = Field(
        default=None, description="points it costs them to offer anybody less than that; default 0"
    )
    stands_for: Duration = Field(
        default=None, description="how long it lies there on average; default until another takes its place"
    )
    open_to_take: YesNo = Field(
        default=None, description="whether others may take it up while it lies there; default no"
    )
    turn_down: YesNo = Field(
        default=None,
        description="whether a signatory may turn it down for good, which clears the table; default no",
    )


@dataclass(frozen=True)
class Tabling:
    """Parties whose last refused offer is public state, `tabled_PARTY`, and moves what others expect.

    Offering less than what is tabled costs `retreat`. It lies there for `stands_for` on average (None: until
    another takes its place); where it is `open_to_take` a signatory with the floor may take it up, and where
    it can be `turned_down` clear the table of it.
    """

    by: tuple[str, ...]
    retreat: Quantity
    stands_for: Number | None
    open_to_take: bool
    turned_down: bool


def tabled_by(party: str) -> str:
    """The name of the part of the posture that holds a party's tabled offer."""
    return f"tabled_{party}"


def tabled_settings(plans: Mapping[str, Plan], party: str) -> tuple[str, ...]:
    """What may lie on the table from a party: nothing, or a plan it can offer."""
    return (NOTHING_TABLED, *(p.id for p in plans.values() if party in p.proposers and not p.reservation))


def turned_down_by(tabling: Tabling | None, party: str, plan: Plan) -> tuple[str, ...]:
    """Those whose tabled plan a party may turn down, clearing the table of it; none where it may not."""
    if tabling is None or not tabling.turned_down or party not in plan.signatories or plan.reservation:
        return ()
    return tuple(other for other in tabling.by if other != party and other in plan.proposers)


def read_tabling(diag: Diagnostics, form: TablingForm | None) -> Tabling | None:
    """Read whose refused offers stick; None where nobody's do."""
    if form is None:
        return None
    place: Place = ("table", "tabling")
    by = diag.party_list(form.by, (*place, "by"))
    if not by:
        diag.fault((*place, "by"), "missing-key", "at least one party", "none")
    return Tabling(
        by,
        read_quantity(diag, form.retreat, (*place, "retreat"), POINTS, 0.0),
        read_duration(diag, form.stands_for, (*place, "stands_for")),
        read_yes(diag, form.open_to_take, (*place, "open_to_take")),
        read_yes(diag, form.turn_down, (*place, "turn_down")),
    )


def tabling_form(pen: Pen, tabling: Tabling) -> Any:
    """Write whose refused offers stick."""
    form: dict[str, Any] = {"by": flow_list(list(tabling.by)), "retreat": pen.quantity(tabling.retreat)}
    if tabling.stands_for is not None:
        form["stands_for"] = pen.number(tabling.stands_for)
    said = {"open_to_take": tabling.open_to_take, "turn_down": tabling.turned_down}
    return block_map({**form, **{key: "yes" if value else "no" for key, value in said.items()}})
