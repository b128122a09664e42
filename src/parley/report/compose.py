"""Put a brief together: the outlook, the scenario's numbers and the record, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from parley.languages import speaking
from parley.outlook import Outlook
from parley.report.context import Background, BriefContext, Masthead, Section
from parley.report.deals.dealing import deal_section
from parley.report.front.front_page import bottom_line, front_page
from parley.report.front.since import since_section
from parley.report.outlook.assumptions import assumptions, basis, source_table
from parley.report.outlook.drivers import drivers
from parley.report.outlook.endings import durability, endings
from parley.report.outlook.hidden import given_kinds
from parley.report.outlook.method import method
from parley.report.outlook.outside_view import outside_section
from parley.report.reading import Reading
from parley.report.wording import Wording
from parley.scenario.quantities import Number

_HEADING = re.compile(r"(#+)\s+(.*)")


def compose(outlook: Outlook, numbers: Sequence[Number], background: Background) -> BriefContext:
    """Everything the page shows, from an outlook, the numbers it rests on, and what stands behind them."""
    with speaking(background.wording.language):
        return _composed(outlook, numbers, background)


def _composed(outlook: Outlook, numbers: Sequence[Number], background: Background) -> BriefContext:
    reading = Reading(outlook, background.scenario)
    outside, wording = background.outside, background.wording
    findings = bottom_line(reading, background, numbers)
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
        masthead=_masthead(reading, wording),
        front=front_page(reading, findings, background),
        bottom_line=findings,
        basis=basis(numbers),
        record=asking(background.record, wording),
        outlook=asking(outlook_sections, wording),
        drivers=asking(drivers(reading), wording),
        assumptions=assumptions(reading, numbers, background.sources),
        left_out=background.left_out,
        sources=source_table(cited, background.sources),
        method=method(reading, wording.yardstick),
        trust=asking(background.trust, wording),
        change=asking(background.change, wording),
        since=since_section(reading, background.since, wording),
        wording=wording,
    )


def asking(sections: Iterable[Section | None], wording: Wording) -> tuple[Section, ...]:
    """Sections under the question each answers, where the language's table has one for it."""
    return tuple(
        replace(section, title=wording.title(f"section.{section.id}", section.title))
        for section in sections
        if section is not None
    )


def deals_of(background: Background) -> Section | None:
    """The deal table of the first day, where there is one."""
    if background.deals is None or background.scenario is None:
        return None
    return deal_section(background.deals, background.scenario)


def _masthead(reading: Reading, wording: Wording) -> Masthead:
    outlook = reading.outlook
    return Masthead(
        title=outlook.title,
        case=outlook.case,
        as_of=reading.as_of,
        horizon=reading.horizon,
        version=outlook.version,
        banner=wording.say(
            "page.banner",
            rounds=wording.count("round", len(reading.dates) - 1),
            as_of=wording.day(reading.as_of),
            horizon=wording.day(reading.horizon),
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
