"""A seat at the table: a person plays one party of a case, the model all the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from parley.case import Case, open_case
from parley.game.size import DEFAULT_LIMIT
from parley.outlook import Outlook
from parley.playing import LaidTable, Seat, SeatRequest, sit
from parley.playing.seat import kinds_of
from parley.report.context import Section
from parley.workbench.running import solve_and_compose


@dataclass(frozen=True)
class SeatTable:
    """A case that was solved to be played: its strategies, and the outlook that stands beside a story."""

    case: Case
    outlook: Outlook
    laid: LaidTable


def lay_table(
    case: str | Path | Case,
    changes: Mapping[str, object] | None = None,
    *,
    memory_limit: int = DEFAULT_LIMIT,
) -> SeatTable:
    """Solve a case so that its parties can be played; raises as `run`."""
    opened = open_case(case, changes)
    outlook, played = solve_and_compose(opened.scenario, opened.name, opened.input_hashes, memory_limit)
    return SeatTable(opened, outlook, LaidTable(played.scenario, played.solution))


def who_may_sit(table: SeatTable) -> dict[str, tuple[str, ...]]:
    """Every party that has anything to choose, with what it may be (nothing where it hides nothing)."""
    s = table.laid.solution.game.structure
    acting = {int(i) for i in [*s.action_party, *s.signers.ravel()] if i >= 0}
    return {party: kinds_of(table.laid, party) for i, party in enumerate(s.parties) if i in acting}


def take_seat(table: SeatTable, request: SeatRequest) -> Seat:
    """The story as far as the choices of a request lead, and the choice that is open.

    The same request on the same table is the same story. Raises UsageError for a party, kind or choice that
    there is not.
    """
    return sit(table.laid, request)


def seat_sections(table: SeatTable, seat: Seat) -> tuple[Section, ...]:
    """What the person in the chair may read: the story so far, and after its end what became of it."""
    from parley.report.outlook.certified import first_doubted
    from parley.report.reading import Reading
    from parley.report.seat.seat_sections import ended_sections, so_far_sections

    reading = Reading(table.outlook, table.laid.scenario)
    sections = ended_sections(reading, seat) if seat.ended else so_far_sections(reading, seat)
    return first_doubted(sections, table.outlook.solver.check)
