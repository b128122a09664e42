"""A seat at the table: one party's chair is taken, the model plays the others; the address is the story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from parley import workbench
from parley.report.context import Section
from parley.report.reading import Reading
from parley.report.seat.seat_sections import opinion, option, question, sort_of
from parley.web.guard import session_of
from parley.web.hall import Changes, InHall, frame_of, frozen
from parley.web.rendering import fragment, render
from parley.web.waiting import in_time, waiting_page
from parley.workbench import Seat, SeatRequest, SeatTable

router = APIRouter()
LARGEST_SEED = 1_000_000
MOST_BUTTONS = 8
"""Options of one sort that stand as buttons; more of them are a list to choose from."""
MOST_OPINIONS = 12


@dataclass(frozen=True)
class Chair:
    """A chair that can be taken, and what its party may be to the others."""

    party: str
    name: str
    kinds: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class OptionShown:
    """Something the person in the chair may choose, and what the model thinks of it."""

    name: str
    text: str
    opinion: str


@dataclass(frozen=True)
class Sort:
    """Options of one sort that are too many for buttons, such as offers of every share."""

    name: str
    options: tuple[OptionShown, ...]


@dataclass(frozen=True)
class SeatPage:
    """The chairs, before one is taken; then the open choice and the story so far, or what became of it.

    `options` are buttons, `sorts` lists to choose from, `opinions` those the model would take most often, and
    `unsaid` counts the others. `kept` are the fields of the address that a choice goes on from.
    """

    chairs: tuple[Chair, ...]
    taken: str
    kind: str
    seed: int
    question: str
    options: tuple[OptionShown, ...]
    sorts: tuple[Sort, ...]
    opinions: tuple[OptionShown, ...]
    unsaid: int
    kept: tuple[tuple[str, str], ...]
    undo: str
    ended: bool
    body: str


@router.get("/cases/{name}/seat")
async def seat(
    request: Request,
    name: str,
    hall: InHall,
    asked: Changes,
    party: str = "",
    kind: str = "",
    seed: Annotated[int, Query(ge=0, le=LARGEST_SEED)] = 1,
    did: Annotated[tuple[str, ...], Query()] = (),
) -> Response:
    """Chairs to take, or the story as far as the choices in the address lead."""
    case = hall.case(name)
    changes = asked.changes(case)
    mark = (name, tuple(case.input_hashes.items()), "seat", frozen(changes))
    who = (session_of(request.scope).name, name, "seat")
    frame = frame_of(request, f"Seat: {case.scenario.title}", name, "seat")
    laying = hall.turns.newest(
        who,
        mark,
        lambda: workbench.lay_table(case, changes, memory_limit=hall.serving.memory_limit),
        large=True,
    )
    table = await in_time(request, laying)
    if table is None:
        return waiting_page(request, frame, "The parties are taking their seats: the case is being solved")
    reading = Reading(table.outlook, table.laid.scenario)
    chosen = SeatRequest(party, kind, seed, did)
    if not party:
        return HTMLResponse(render("seat.html", frame, _chairs(table, reading, chosen, request)))
    found, sections = await hall.turns.aside(lambda: _played(table, chosen))
    page = _page(reading, found, sections, request)
    return HTMLResponse(render("seat.html", frame, page, sections))


def _played(table: SeatTable, chosen: SeatRequest) -> tuple[Seat, tuple[Section, ...]]:
    found = workbench.take_seat(table, chosen)
    return found, workbench.seat_sections(table, found)


def _chairs(table: SeatTable, reading: Reading, chosen: SeatRequest, request: Request) -> SeatPage:
    chairs = tuple(
        Chair(party, reading.party(party), tuple((kind, reading.disposition(kind)) for kind in kinds))
        for party, kinds in workbench.who_may_sit(table).items()
    )
    kept = _fields(request, ("set", "if"))
    return SeatPage(chairs, "", "", chosen.seed, "", (), (), (), 0, kept, "", ended=False, body="")


def _page(reading: Reading, found: Seat, sections: tuple[Section, ...], request: Request) -> SeatPage:
    open_ = found.open
    options = (
        ()
        if open_ is None
        else tuple(
            OptionShown(one, _bidding(one, reading), opinion(open_, n)) for n, one in enumerate(open_.options)
        )
    )
    often = () if open_ is None else open_.chance
    opinions = tuple(one for _, one in sorted(zip(often, options, strict=True), key=_rarely))
    buttons, sorts = _sorted_out(options)
    return SeatPage(
        chairs=(),
        taken=reading.party(found.request.party),
        kind=reading.disposition(found.kind) if found.kind else "",
        seed=found.request.seed,
        question="" if open_ is None else question(open_, reading),
        options=buttons,
        sorts=sorts,
        opinions=opinions[:MOST_OPINIONS] if sorts else options,
        unsaid=len(options[MOST_OPINIONS:]) if sorts else 0,
        kept=_fields(request, ("set", "if", "party", "kind", "seed", "did")),
        undo=_undo(request, found),
        ended=found.ended,
        body=fragment(sections),
    )


def _bidding(name: str, reading: Reading) -> str:
    return "hold: do nothing this turn" if name == "hold" else option(name, reading)


def _rarely(told: tuple[float, OptionShown]) -> float:
    return -told[0]


def _sorted_out(options: tuple[OptionShown, ...]) -> tuple[tuple[OptionShown, ...], tuple[Sort, ...]]:
    """Options as buttons, and of a sort that has many a list to choose from."""
    by_sort: dict[str, list[OptionShown]] = {}
    for one in options:
        by_sort.setdefault(sort_of(one.name), []).append(one)
    many = {name: tuple(found) for name, found in by_sort.items() if len(found) > MOST_BUTTONS}
    buttons = tuple(one for one in options if sort_of(one.name) not in many)
    return buttons, tuple(Sort(name, found) for name, found in many.items())


def _fields(request: Request, names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The fields of an address that go on with it."""
    return tuple((key, value) for key, value in request.query_params.multi_items() if key in names and value)


def _undo(request: Request, found: Seat) -> str:
    """The address without the last choice; empty before the first."""
    if not found.request.choices:
        return ""
    others = [pair for pair in request.query_params.multi_items() if pair[0] != "did"]
    left = [("did", one) for one in found.request.choices[:-1]]
    return f"{request.url.path}?{urlencode([*others, *left])}"
