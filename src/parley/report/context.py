"""What a brief is made of: everything its template shows, already worded and arranged.

Templates compute nothing, so every sentence, row and picture of the page is a field here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from parley.dealing import DealTable
from parley.outside_view import OutsideView
from parley.report.words import YardstickName
from parley.scenario.parts import Scenario

if TYPE_CHECKING:
    from parley.report.ranged import Ranged


@dataclass(frozen=True)
class Link:
    """A word that leads to a row of the page itself (`#anchor`) or, if it starts with http, elsewhere."""

    text: str
    to: str


Cell = str | Link | tuple[Link, ...]


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
class Background:
    """What a brief may show beside the outlook; every part may be absent.

    `left_out` is Markdown (the case README's own section). `record` holds the sections about what is new,
    repeated and missing. `scenario` gives names and units of its parts. `trust` holds the sections on how
    far the outlook can be relied on, `change` those on what would change it. `outside` is how wars of a
    reference class have ended, `deals` who would sign which package, `spread` how far the headline figures
    move over the stated ranges.
    """

    sources: Mapping[str, Source] = field(default_factory=dict)
    left_out: str = ""
    record: tuple[Section, ...] = ()
    scenario: Scenario | None = None
    yardstick: YardstickName = "icd203"
    trust: tuple[Section, ...] = ()
    change: tuple[Section, ...] = ()
    outside: OutsideView | None = None
    deals: DealTable | None = None
    spread: Ranged | None = None


@dataclass(frozen=True)
class Finding:
    """One finding of the bottom line: what it is about, and the sentences that say it."""

    about: str
    text: str


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
class BriefContext:
    """The whole page in reading order.

    `bottom_line` holds findings, most important first, and `basis` says what they rest on. `record`
    comes before the outlook. `outlook` and `drivers` hold the charts. `left_out` is Markdown.
    """

    masthead: Masthead
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
