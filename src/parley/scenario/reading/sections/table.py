"""Read the table, the endings and the aftermath."""

from __future__ import annotations

from dataclasses import dataclass

from parley.files import Place, dotted
from parley.scenario.forms.scenario import AftermathForm, AlternationForm, EndingsForm, GridForm, TableForm
from parley.scenario.parts import Aftermath, BeliefGrid, Floor, Party
from parley.scenario.quantities import Number, Quantity, Terms
from parley.scenario.reading.desk import Desk
from parley.scenario.reading.numbers.amounts import read_number, read_quantity, read_terms
from parley.scenario.reading.numbers.units import CHANCE, LOG_ODDS, POINTS, RATE
from parley.scenario.reading.sections.parties import read_precision
from parley.scenario.reading.sections.theatre import read_worth


def read_floor(desk: Desk, form: TableForm) -> Floor:
    """Read who may act: a fixed alternation or chances; a party not named never has the floor."""
    place: Place = ("table", "floor")
    if isinstance(form.floor, AlternationForm):
        for index, word in enumerate(form.floor.alternate):
            desk.party(word, (*place, "alternate", index))
        if not form.floor.alternate:
            desk.fault((*place, "alternate"), "missing-key", "at least one party", "none")
        return Floor(tuple(form.floor.alternate), {})
    if not form.floor:
        desk.fault(place, "missing-key", "at least one party with a chance of the floor", "none", at_key=True)
    chances: dict[str, Terms] = {}
    for party in desk.by_party(form.floor, place):
        chances[party] = read_terms(desk, form.floor[party], (*place, party), RATE)
        for term in chances[party]:
            if len(term.amount.numbers) > 1:
                expected = "one chance: who has the floor does not depend on a disposition"
                desk.fault((*place, party), "split-misplaced", expected, "one for each disposition")
    return Floor((), chances)


@dataclass(frozen=True)
class Endings:
    """The worth by party of the endings that are neither settlement nor collapse."""

    horizon: dict[str, Terms]
    breakdown_chance: Number
    breakdown: dict[str, Terms]
    walk_out: dict[str, dict[str, Terms]]


def read_endings(desk: Desk, form: EndingsForm) -> Endings:
    """Read what the horizon, a breakdown and a walk-out are worth; what is not stated is 0."""
    place: Place = ("endings",)
    walkers = desk.by_party(form.walk_out, (*place, "walk_out"))
    return Endings(
        horizon=read_worth(desk, form.horizon, (*place, "horizon")),
        breakdown_chance=read_number(
            desk, form.breakdown.chance, (*place, "breakdown", "chance"), CHANCE, 0.0
        ),
        breakdown=read_worth(desk, form.breakdown.worth, (*place, "breakdown", "worth")),
        walk_out={
            walker: read_worth(desk, form.walk_out[walker], (*place, "walk_out", walker))
            for walker in walkers
        },
    )


def read_aftermath(desk: Desk, form: AftermathForm | None, parties: dict[str, Party]) -> Aftermath | None:
    """Read who may break a settlement and what renewed war is worth; nothing stated is no aftermath."""
    if form is None:
        return None
    place: Place = ("aftermath",)
    desk.party(form.opportunist, (*place, "opportunist"))
    precision = read_precision(desk, form.precision, (*place, "precision"))
    opportunist = parties.get(form.opportunist)
    if form.precision is None and opportunist is not None:
        own = opportunist.precision
        path = dotted((*place, "precision"))
        # The opportunist's own precision is the default; its range and sources stay with the party.
        precision = None if own is None else Number(own.value, path, own.unit, stated=False)
    desk.by_party(form.worth, (*place, "worth"))
    return Aftermath(
        form.opportunist,
        precision,
        read_terms(desk, form.balance, (*place, "balance"), LOG_ODDS),
        *(_war_worth(desk, form, key) for key in ("wins", "loses", "cost")),
    )


def _war_worth(desk: Desk, form: AftermathForm, key: str) -> dict[str, Quantity]:
    """Read one column of what renewed war is worth, for every party."""
    worth: dict[str, Quantity] = {}
    for party in desk.parties_in_order():
        raw = getattr(form.worth[party], key) if party in form.worth else None
        worth[party] = read_quantity(desk, raw, ("aftermath", "worth", party, key), POINTS, 0.0)
    return worth


def read_grid(desk: Desk, form: GridForm) -> BeliefGrid:
    """Read the grid of log-odds; an odd number of nodes keeps `no news` on it."""
    place: Place = ("belief_grid",)
    if not 3 <= form.nodes <= 201 or form.nodes % 2 == 0:
        desk.fault((*place, "nodes"), "out-of-range", "an odd number from 3 to 201", str(form.nodes))
    if not 0 < form.limit <= 50:
        desk.fault((*place, "limit"), "out-of-range", "log-odds above 0, at most 50", f"{form.limit:g}")
    return BeliefGrid(form.nodes, float(form.limit))
