"""Reading large files of machine-coded events, filtered to the parties and dates of a case.

The filter runs inside the database engine, so a file of millions of rows needs neither much memory nor
much time; rows that tell of the same thing on the same day come back as one, with the number of reports.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parley.errors import UsageError
from parley.record.exchange.candidates import Candidate
from parley.record.exchange.countries import CODE_BY_NAME

if TYPE_CHECKING:
    import duckdb

MEMORY = "600MB"
GDELT_WIDTHS = (58, 61)


@dataclass(frozen=True)
class Filter:
    """Which events belong to a case: both sides among its parties, or either, within two days."""

    parties: tuple[str, ...]
    since: date
    until: date
    either: bool = False
    states: Mapping[str, str] = field(default_factory=dict)
    """Names of states, as ICEWS writes them, beside those the project knows."""


@dataclass(frozen=True)
class Events:
    """What a file held for a case: candidates in order of date, and how many rows were read and skipped."""

    candidates: tuple[Candidate, ...]
    read: int
    matched: int
    unreadable: int


def read_events(path: Path, kind: str, wanted: Filter) -> Events:
    """Candidates from a file of ICEWS, POLECAT or GDELT rows.

    Raises UsageError where the file is missing or lacks the columns of its kind.
    """
    import duckdb

    if kind not in EVENT_SOURCES:
        raise UsageError(f"events come from {', '.join(EVENT_SOURCES)}, not {kind}")
    if not path.is_file():
        raise UsageError(f"{path} is no file")
    with duckdb.connect(":memory:") as base:
        base.execute(f"SET memory_limit='{MEMORY}'")
        base.execute("SET threads=2")
        try:
            header = _header(base, path)
            columns = EVENT_SOURCES[kind](header)
            _load(base, path, kind, columns, wanted)
        except duckdb.Error as error:
            first = str(error).splitlines()[0]
            raise UsageError(f"{path.name} cannot be read as {kind}: {first}") from None
        return _collected(base, kind)


def _header(base: duckdb.DuckDBPyConnection, path: Path) -> list[str]:
    """The cells of the first line, whatever they are: GDELT files have no header."""
    found = base.execute(
        "SELECT line FROM read_csv(?, delim='\\x01', quote='', escape='', header=false, strict_mode=false, "
        "columns={'line': 'VARCHAR'}) LIMIT 1",
        [str(path)],
    ).fetchone()
    if not found or found[0] is None:
        raise UsageError(f"{path.name} is empty")
    return str(found[0]).rstrip("\r").split("\t")


def _load(
    base: duckdb.DuckDBPyConnection, path: Path, kind: str, columns: Mapping[str, str], wanted: Filter
) -> None:
    """Filter the file into the table `events`, one row for each (day, actor, target, code)."""
    base.execute("CREATE TABLE states (name VARCHAR, code VARCHAR)")
    base.executemany("INSERT INTO states VALUES (?, ?)", list({**CODE_BY_NAME, **wanted.states}.items()))
    base.execute(
        _FILTER.format(
            **columns, source=_source(kind, columns, "store_rejects"), both="OR" if wanted.either else "AND"
        ),
        {
            "path": str(path),
            "since": wanted.since.isoformat(),
            "until": wanted.until.isoformat(),
            "parties": list(wanted.parties),
        },
    )
    counted = _source(kind, columns, "ignore_errors")
    base.execute(f"CREATE TABLE totals AS SELECT count(*) AS read FROM {counted}", {"path": str(path)})


_FILTER = """
    CREATE TABLE events AS
    WITH coded AS (
        SELECT {id} AS id, {date} AS day, {actor} AS actor, {target} AS target,
               coalesce({cameo}, '') AS cameo, coalesce({event}, '') AS event,
               coalesce({label}, '') AS label, coalesce({publisher}, '') AS source,
               coalesce({url}, '') AS url
        FROM {source}
    ),
    placed AS (
        SELECT *, left(actor, 3) IN (SELECT unnest($parties)) AS from_case,
               left(target, 3) IN (SELECT unnest($parties)) AS to_case
        FROM coded
        WHERE day BETWEEN $since AND $until AND length(actor) >= 3
    )
    SELECT day, actor, target, cameo, event, min(id) AS id, min(label) AS label,
           min(source) AS source, min(url) AS url, count(*) AS reports
    FROM placed
    WHERE from_case {both} to_case
    GROUP BY day, actor, target, cameo, event
"""


def _source(kind: str, columns: Mapping[str, str], on_error: str) -> str:
    # All columns are text: a malformed number in a column nobody needs must not lose its row.
    headless = kind == "gdelt"
    names = f", names={[f'c{n}' for n in range(int(columns['width']))]}" if headless else ""
    reading = f"delim='\\t', quote='', escape='', header={not headless}{names}, all_varchar=true"
    return f"read_csv($path, {reading}, {on_error}=true)"


def _collected(base: duckdb.DuckDBPyConnection, kind: str) -> Events:
    rows = base.execute(
        "SELECT id, day, actor, coalesce(target, ''), cameo, event, label, source, url, reports "
        "FROM events ORDER BY day, id"
    ).fetchall()
    merged: dict[tuple[str, str, str, str], Candidate] = {}
    for row in rows:
        candidate = _candidate(kind, row)
        key = (candidate.date, candidate.actor, candidate.act[0], candidate.target)
        if key in merged:
            first = merged[key]
            candidate = replace(first, reports=first.reports + candidate.reports)
        merged[key] = candidate
    read = base.execute("SELECT read FROM totals").fetchone()
    rejected = base.execute("SELECT count(DISTINCT line) FROM reject_errors").fetchone()
    return Events(
        tuple(merged.values()),
        int(read[0]) if read else 0,
        sum(int(row[-1]) for row in rows),
        int(rejected[0]) if rejected else 0,
    )


def _candidate(kind: str, row: tuple[Any, ...]) -> Candidate:
    name, day, actor, target, cameo, event, label, source, url, reports = row
    words = label or event or f"CAMEO {cameo}"
    return Candidate(
        id=f"{kind.upper()}-{name}",
        date=day,
        actor=actor,
        target=target,
        cameo=cameo,
        event=event,
        text=f"Machine-coded: {actor} towards {target or 'nobody named'}, {words}.",
        source=f"{kind.upper()} event {name}" + (f", {source}" if source else ""),
        url=url,
        reports=int(reports),
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _require(kind: str, header: list[str], names: tuple[str, ...]) -> None:
    missing = [name for name in names if name not in header]
    if missing:
        raise UsageError(f"the file lacks the {kind} columns {', '.join(missing)}; is it a {kind} file?")


_ICEWS_SECTORS = (
    ("Military", "MIL"),
    ("Government", "GOV"),
    ("Legislative", "LEG"),
    ("Judicial", "JUD"),
    ("Opposition", "OPP"),
    ("Rebel", "REB"),
    ("Insurgent", "REB"),
    ("Media", "JRN"),
    ("Business", "BUS"),
    ("Civilian", "CVL"),
)


def _icews(header: list[str]) -> dict[str, str]:
    names = ("Event ID", "Event Date", "CAMEO Code", "Source Country", "Target Country")
    _require("ICEWS", header, (*names, "Source Sectors", "Target Sectors"))

    def actor(side: str) -> str:
        cases = " ".join(
            f"WHEN contains({_quoted(side + ' Sectors')}, '{word}') THEN '{code}'"
            for word, code in _ICEWS_SECTORS
        )
        state = f"(SELECT code FROM states WHERE name = {_quoted(side + ' Country')})"
        return f"{state} || CASE {cases} ELSE '' END"

    return {
        "id": '"Event ID"',
        "date": 'left("Event Date", 10)',
        "actor": actor("Source"),
        "target": actor("Target"),
        "cameo": '"CAMEO Code"',
        "event": "''",
        "label": '"Event Text"' if "Event Text" in header else "''",
        "publisher": '"Publisher"' if "Publisher" in header else "''",
        "url": "''",
    }


def _polecat(header: list[str]) -> dict[str, str]:
    names = ("Event ID", "Event Date", "Event Type", "Actor Country", "Recipient Country")
    _require("POLECAT", header, names)

    def actor(side: str) -> str:
        sector = f"Primary {side} Sector"
        if sector not in header:
            return _quoted(f"{side} Country")
        # PLOVER writes MED for health; here as in CAMEO health is HLH, and journalists are JRN in both.
        code = f"coalesce(replace(left({_quoted(sector)}, 3), 'MED', 'HLH'), '')"
        return f"left({_quoted(side + ' Country')}, 3) || {code}"

    publisher = next((name for name in ("Source", "Publisher") if name in header), "")
    return {
        "id": '"Event ID"',
        "date": 'left("Event Date", 10)',
        "actor": actor("Actor"),
        "target": actor("Recipient"),
        "cameo": "''",
        "event": '"Event Type"',
        "label": 'concat_ws(\'/\', "Event Type", "Event Mode")' if "Event Mode" in header else '"Event Type"',
        "publisher": _quoted(publisher) if publisher else "''",
        "url": "''",
    }


def _gdelt(header: list[str]) -> dict[str, str]:
    if len(header) not in GDELT_WIDTHS:
        widths = " or ".join(map(str, GDELT_WIDTHS))
        raise UsageError(f"a GDELT event file has {widths} columns without a header, not {len(header)}")

    def actor(code: str) -> str:
        return f"replace({code}, 'MED', 'JRN')"

    return {
        "width": str(len(header)),
        "id": "c0",
        "date": "concat_ws('-', left(c1, 4), substr(c1, 5, 2), substr(c1, 7, 2))",
        "actor": actor("c5"),
        "target": actor("c15"),
        "cameo": "c26",
        "event": "''",
        "label": "''",
        "publisher": "''",
        "url": f"c{len(header) - 1}",
    }


EVENT_SOURCES: dict[str, Callable[[list[str]], dict[str, str]]] = {
    "icews": _icews,
    "polecat": _polecat,
    "gdelt": _gdelt,
}
