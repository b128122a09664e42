"""Until which day a record may be asked about: what nobody recorded is not known."""

from __future__ import annotations

from datetime import date

from parley.compiler import date_of
from parley.errors import UsageError
from parley.record import Record
from parley.scenario.coding import Coding
from parley.scenario.parts import Scenario

HOW_TO_SAY = (
    "Where the days until then were watched and nothing happened, say so in scenario.yaml: "
    "record_until: {day}."
)


def day_to_weigh(scenario: Scenario, coding: Coding, record: Record, asked: date | None) -> date:
    """The day a record is weighed on: the one asked for, else the scenario's.

    Raises UsageError for a day before the coding begins, and for a day asked for after the horizon or after
    the day until which the record is kept.
    """
    day = asked or scenario.as_of
    if day < coding.begins:
        raise UsageError(
            f"--as-of {day} lies before {coding.begins}, where the coding begins: nothing is weighed yet"
        )
    if asked is None:
        return day
    horizon = date_of(coding.scenario, coding.scenario.rounds)
    if asked > horizon:
        raise UsageError(f"--as-of {asked} lies after the horizon, {horizon}: the game knows no such day")
    until = record.kept_until
    if until is None or asked > until:
        kept = f"{until}, until which the record is kept" if until else "the record, which is empty"
        raise UsageError(
            f"--as-of {asked} lies after {kept}: of the days after it nothing is known, and they are not "
            f"days on which nothing happened. {HOW_TO_SAY.format(day=asked)}"
        )
    return asked
