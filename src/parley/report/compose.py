"""Put a brief together: the outlook, the scenario's numbers and the record, in reading order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parley.outlook import Outlook
from parley.report.context import Background, BriefContext, Masthead, Section
from parley.report.deals.dealing import deal_section
from parley.report.outlook.assumptions import assumptions, source_table
from parley.report.outlook.bottom_line import basis, bottom_line
from parley.report.outlook.drivers import drivers
from parley.report.outlook.endings import durability, endings
from parley.report.outlook.hidden import given_kinds
from parley.report.outlook.method import method
from parley.report.outlook.outside_view import outside_section
from parley.report.reading import Reading
from parley.report.words import count, day
from parley.scenario.quantities import Number

_HEADING = re.compile(r"(#+)\s+(.*)")


def compose(outlook: Outlook, numbers: Sequence[Number], background: Background) -> BriefContext:
    """Everything the page shows, from an outlook, the numbers it rests on, and what stands behind them."""
    reading = Reading(outlook, background.scenario)
    outside = background.outside
    outlook_sections: tuple[Section | None, ...] = (
        endings(reading),
        outside_section(outside) if outside is not None else None,
        deals_of(background),
        given_kinds(reading),
        durability(reading),
    )
    cited = [source for number in numbers for source in number.sources]
    cited += [link for section in (*background.record, *background.change) for link in section.cites]
    return BriefContext(
        masthead=_masthead(reading),
        bottom_line=bottom_line(reading, background.yardstick, outside, background.spread),
        basis=basis(numbers),
        record=background.record,
        outlook=tuple(section for section in outlook_sections if section is not None),
        drivers=drivers(reading),
        assumptions=assumptions(reading, numbers, background.sources),
        left_out=background.left_out,
        sources=source_table(cited, background.sources),
        method=method(reading, background.yardstick),
        trust=background.trust,
        change=background.change,
    )


def deals_of(background: Background) -> Section | None:
    """The deal table of the first day, where there is one."""
    if background.deals is None or background.scenario is None:
        return None
    return deal_section(background.deals, background.scenario)


def _masthead(reading: Reading) -> Masthead:
    outlook = reading.outlook
    rounds = count(len(reading.dates) - 1, "round")
    return Masthead(
        title=outlook.title,
        case=outlook.case,
        as_of=reading.as_of,
        horizon=reading.horizon,
        version=outlook.version,
        banner=(
            "This is a model's outlook: it works out what the stated assumptions imply, in"
            f" {rounds} from {day(reading.as_of)} to {day(reading.horizon)}, and reads no fact dated later"
            " than its first day. It does not claim to foresee events. How far to trust the assumptions is"
            " for the analyst to say; they are listed below with their sources."
        ),
    )


def left_out_of(readme: str) -> str:
    """The section of a case's README that says what the case leaves out, without its heading; or nothing."""
    taken: list[str] = []
    level = 0
    for line in readme.splitlines():
        heading = _HEADING.match(line)
        if level and heading and len(heading[1]) <= level:
            break
        if level:
            taken.append(line)
        elif heading and "leaves out" in heading[2].lower():
            level = len(heading[1])
    return "\n".join(taken).strip()
