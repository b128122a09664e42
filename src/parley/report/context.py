"""What a brief is made of: everything its template shows, already worded and arranged.

Templates compute nothing, so every sentence, row and picture of the page is a field here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from parley.dealing import DealTable
from parley.outlook.since import Since
from parley.outside_view import OutsideView
from parley.report.wording import ENGLISH, Wording
from parley.scenario.parts import Scenario

if TYPE_CHECKING:
    from parley.report.ranged import Ranged
    from parley.sensitivity.influence import Influence
    from parley.sensitivity.study.finding import Summary
    from parley.sensitivity.tipping import Along
    from parley.sensitivity.what_if import WhatIfs


@dataclass(frozen=True)
class Link:
    """A word that leads to a row of the page itself (`#anchor`) or, if it starts with http, elsewhere."""

    text: str
    to: str


Cell = str | Link | tuple[Link, ...]


def cell_text(cell: Cell) -> str:
    """The text of a cell where links lead nowhere: in a terminal, on paper, in a file of figures."""
    if isinstance(cell, str):
        return cell
    return cell.text if isinstance(cell, Link) else ", ".join(link.text for link in cell)


@dataclass(frozen=True)
class Table:
    """A table of text: column heads, rows of cells, and which columns hold figures (by position).

    `row_ids` gives each row an anchor, so that other parts of the page can link to it.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    figures: tuple[int, ...] = ()
    row_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A chart: its Vega-Lite specification, what it shows in words, and the same data as a table.

    `alt` is read out where the picture cannot be seen. `small` figures stand side by side.
    """

    id: str
    title: str
    spec: Mapping[str, Any]
    alt: str
    caption: str = ""
    table: Table | None = None
    small: bool = False

    @property
    def panels(self) -> bool:
        """Whether the chart is made of several panels, and so keeps its own width."""
        return "layer" not in self.spec and "mark" not in self.spec


@dataclass(frozen=True)
class Section:
    """A headed part of the page: sentences, then figures, then tables, then small notes.

    `cites` are ids of record rows that the section links to as `#source-ID`; the page lists them.
    """

    id: str
    title: str
    lead: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """A row of the case's record that an assumption or a finding rests on.

    `text` is in the record's own words; `reference` is publisher and date; `url` may be empty;
    `verification` says how far the row was checked.
    """

    id: str
    text: str
    reference: str = ""
    url: str = ""
    verification: str = ""


@dataclass(frozen=True)
class Found:
    """What was found out about a case besides and still holds, as the front page tells it.

    `weighable` says whether there is a coding by which the record could be weighed.
    """

    what_ifs: WhatIfs | None = None
    along: Along | None = None
    influence: Influence | None = None
    study: Summary | None = None
    weighable: bool = False
    weighed: bool = False
    scored: bool = False


@dataclass(frozen=True)
class Background:
    """What a brief may show beside the outlook; every part may be absent.

    `left_out` is Markdown (the case README's own section). `record` holds the sections about what is new,
    repeated and missing. `scenario` gives names and units of its parts. `trust` holds the sections on how
    far the outlook can be relied on, `change` those on what would change it. `outside` is how wars of a
    reference class have ended, `deals` who would sign which package, `spread` how far the headline figures
    move over the stated ranges, `since` what has moved since an earlier outlook. `wording` is the language
    and the yardstick of likelihood.
    """

    sources: Mapping[str, Source] = field(default_factory=dict)
    left_out: str = ""
    record: tuple[Section, ...] = ()
    scenario: Scenario | None = None
    wording: Wording = ENGLISH
    trust: tuple[Section, ...] = ()
    change: tuple[Section, ...] = ()
    outside: OutsideView | None = None
    deals: DealTable | None = None
    spread: Ranged | None = None
    found: Found = Found()
    since: Since | None = None


@dataclass(frozen=True)
class Finding:
    """One finding of the bottom line: what it is about, the sentences that say it, and a key for code."""

    about: str
    text: str
    key: str = ""


@dataclass(frozen=True)
class Masthead:
    """The head of the page: what it is about, as of when, up to when, made by what."""

    title: str
    case: str
    as_of: date
    horizon: date
    version: str
    banner: str


@dataclass(frozen=True)
class FrontPage:
    """What a person in a hurry reads, on one printed page.

    `headline` says what is expected by the horizon and how likely it is; `confidence` how sure that is and
    why. `findings` follow, weightiest first; `figure` and `table` show endings by date. `notes` are small.
    """

    headline: str
    confidence: str
    findings: tuple[Finding, ...]
    figure: Figure
    table: Table
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chapter:
    """A part of the annex under the question it answers; `prose` is Markdown, `table` stands alone.

    `records` marks parts whose tables are rows of text, which a narrow screen shows one below the other.
    """

    id: str
    title: str
    sections: tuple[Section, ...] = ()
    prose: str = ""
    table: Table | None = None
    records: bool = False

    @property
    def headed(self) -> tuple[Section, ...]:
        """Its sections that have a heading of their own; one that is the whole chapter has not."""
        return tuple(section for section in self.sections if section.id != self.id)


@dataclass(frozen=True)
class BriefContext:
    """The whole brief in reading order: a front page, then the annex chapter by chapter.

    `bottom_line` holds the findings of the front page, headline first. `record` comes before the outlook.
    `outlook` and `drivers` hold the charts. `left_out` is Markdown.
    """

    masthead: Masthead
    front: FrontPage
    bottom_line: tuple[Finding, ...]
    basis: str
    record: tuple[Section, ...]
    outlook: tuple[Section, ...]
    drivers: tuple[Section, ...]
    assumptions: Section
    left_out: str
    sources: Table
    method: Section
    trust: tuple[Section, ...] = ()
    change: tuple[Section, ...] = ()
    since: tuple[Section, ...] = ()
    wording: Wording = ENGLISH

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The annex: every part with something to show, under its question."""
        found = (
            self._chapter("since", self.since),
            self._chapter("the-record", self.record, records=True),
            self._chapter("the-outlook", self.outlook),
            self._chapter("what-drives-it", self.drivers),
            self._chapter("what-would-change-it", self.change),
            self._chapter("trust", self.trust),
            self._chapter("assumptions", (self.assumptions,), records=True),
            self._chapter("left-out", (), prose=self.left_out),
            self._chapter("sources", (), table=self.sources, records=True),
            self._chapter("method", (self.method,)),
        )
        return tuple(one for one in found if one.sections or one.prose or (one.table and one.table.rows))

    def _chapter(
        self,
        id: str,
        sections: tuple[Section, ...],
        prose: str = "",
        table: Table | None = None,
        records: bool = False,
    ) -> Chapter:
        return Chapter(id, self.wording.say(f"chapter.{id}"), sections, prose, table, records)
