"""What the ledgers say, arranged for the brief: new, repeated, missing, exchanged, and told by whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from parley.record import Record
from parley.record.as_of import known_on
from parley.record.ledgers import Ledger, Line, Options, build_ledgers
from parley.report.context import Cell, Figure, Link, Section, Source, Table
from parley.report.sections.assumptions import sources_of
from parley.report.timeline import timeline

RECENT_DAYS = 30
SHOWN = ("novelty", "standing", "quid-pro-quo", "participation", "readouts")
AGAIN = ("date", "id", "by", "option", "finding", "first", "first by", "on", "days since")
RESTATED = ("since", "id", "holder", "option", "days standing", "restated", "restatements", "finding")
EXCHANGED = ("date", "id", "giver", "act", "what", "to", "whose asset", "came back", "finding")


def record_sections(
    record: Record, as_of: date, options: Options | None = None, recent_days: int = RECENT_DAYS
) -> tuple[Section, ...]:
    """The brief's sections on the record as it stood on a day; empty for a case without moves.

    `recent_days` says how far back 'new' and 'repeated' look; what is missing looks at everything.
    """
    known = known_on(record, as_of)
    if not known.moves:
        return ()
    ledgers = {entry.name: entry for entry in build_ledgers(record, as_of, SHOWN, options)}
    since = as_of - timedelta(days=recent_days)
    found = (
        _timeline(record, as_of, options),
        _new(ledgers["novelty"], since),
        _repeated(ledgers["novelty"], ledgers["standing"], since),
        _missing(ledgers),
        _exchanged(ledgers["quid-pro-quo"]),
        *_readouts(known),
    )
    return tuple(section for section in found if section.figures or section.tables or section.lead)


def record_figures(record: Record, as_of: date) -> tuple[Figure, ...]:
    """The charts of these sections; they rest on the record alone."""
    return _timeline(record, as_of, None).figures if known_on(record, as_of).moves else ()


def record_sources(record: Record, as_of: date) -> dict[str, Source]:
    """Every move and fact known on a day as a source the page can list, by id."""
    return sources_of(known_on(record, as_of))


def _timeline(record: Record, as_of: date, options: Options | None) -> Section:
    picture = timeline(record, as_of, options=options)
    earlier = f"{picture.earlier} earlier moves are not drawn. " if picture.earlier else ""
    words = (
        f"Moves of each party from {picture.since.isoformat()} to {as_of.isoformat()}, with what answers "
        "what, levers as bars and standing demands as bars that thicken with each restatement."
    )
    caption = (
        f"{earlier}Thin lines lead to what a move answers, dashed ones to what it repeats, upright ones "
        "join the parties of a joint act. The ledgers below hold the same rows."
    )
    title = "What happened, by party and act"
    figure = Figure("record-timeline", title, picture.spec, words, caption)
    return Section("record-timeline", "The record at a glance", figures=(figure,))


def _new(novelty: Ledger, since: date) -> Section:
    lines = [
        entry
        for entry in _recent(novelty, since)
        if _cell(novelty, entry, "finding").startswith(("new", "raised"))
    ]
    table = _table(novelty, lines, ("date", "id", "by", "act", "issue", "option", "finding"))
    lead = (
        f"{len(lines)} terms appear for the first time since {since.isoformat()}, or go beyond earlier ones."
    )
    return _section("record-new", "What is new", lead, table, lines)


def _repeated(novelty: Ledger, standing: Ledger, since: date) -> Section:
    old = [
        entry
        for entry in _recent(novelty, since)
        if _cell(novelty, entry, "finding").startswith(("re-heated", "near"))
    ]
    restated = [entry for entry in standing.lines if int(_cell(standing, entry, "restated") or 0)]
    tables = []
    if old:
        tables.append(_table(novelty, old, AGAIN, "Put forward again"))
    if restated:
        tables.append(_table(standing, restated, RESTATED, "Demands and refusals that were restated"))
    lead = (
        f"{len(old)} terms put forward since {since.isoformat()} were on the table before; "
        f"{len(restated)} positions have been restated."
    )
    cites = _cites([*old, *restated])
    return Section("record-repeated", "What is repeated", (lead,), tables=tuple(tables), cites=cites)


def _missing(ledgers: dict[str, Ledger]) -> Section:
    """What one would look for and does not find: answers, counter-demands, returns, people, words."""
    rows: list[tuple[str, Ledger, Line, str]] = []
    standing = ledgers["standing"]
    for entry in standing.lines:
        finding = _cell(standing, entry, "finding")
        if "unanswered" in finding:
            rows.append(("an answer", standing, entry, f"{_cell(standing, entry, 'option')}: {finding}"))
    exchange = ledgers["quid-pro-quo"]
    for entry in exchange.lines:
        finding = _cell(exchange, entry, "finding")
        if finding in ("given for nothing", "no return recorded"):
            rows.append(
                ("something in return", exchange, entry, f"{_cell(exchange, entry, 'what')}: {finding}")
            )
    room = ledgers["participation"]
    for entry in room.lines:
        absent = _cell(room, entry, "absent though affected")
        if absent:
            about = _cell(room, entry, "about")
            rows.append(("a party in the room", room, entry, f"{about}: {absent} was affected and absent"))
    told = ledgers["readouts"]
    for entry in told.lines:
        if _cell(told, entry, "finding") == "in nobody's account":
            rows.append(("a word in any readout", told, entry, _cell(told, entry, "item")))
    cells: list[tuple[Cell, ...]] = [(what, _links(entry.ids[:1]), text) for what, _, entry, text in rows]
    table = Table(("missing", "row", "where"), tuple(cells)) if cells else None
    lead = "Nothing is taken for refused because it is missing here: the record may be incomplete."
    return _section("record-missing", "What is missing", lead, table, [entry for _, _, entry, _ in rows])


def _exchanged(exchange: Ledger) -> Section:
    table = _table(exchange, exchange.lines, EXCHANGED)
    lead = "; ".join(exchange.notes).capitalize() + "."
    section = _section("record-exchange", "Who gave what for what", lead, table, exchange.lines)
    options = ", ".join(f"{name} = {value}" for name, value in exchange.options.items())
    return Section(
        section.id,
        section.title,
        section.lead,
        tables=section.tables,
        notes=(f"{exchange.rule} ({options})",),
        cites=section.cites,
    )


def _readouts(known: Record) -> list[Section]:
    """A matrix of items by sides for each meeting that has one."""
    sections = []
    for meeting in dict.fromkeys(item.meeting for item in known.readouts):
        items = [item for item in known.readouts if item.meeting == meeting]
        sides = list(dict.fromkeys(account.side for item in items for account in item.accounts))
        rows: list[tuple[Cell, ...]] = []
        for item in items:
            told = {account.side: account.cell for account in item.accounts}
            rows.append((item.item, *(told.get(side, "") for side in sides), item.note))
        heads = ("item", *(side.replace("_", " ") for side in sides), "note")
        move = known.by_id[meeting]
        sections.append(
            Section(
                f"record-readouts-{meeting}",
                f"Whose readout says what: {move.option}, {move.date.isoformat()}",
                tables=(Table(heads, tuple(rows)),),
                notes=tuple(dict.fromkeys(f"Sources: {item.source}." for item in items)),
                cites=(meeting,),
            )
        )
    return sections


def _recent(ledger: Ledger, since: date) -> list[Line]:
    return [entry for entry in ledger.lines if _cell(ledger, entry, "date") >= since.isoformat()]


def _section(name: str, title: str, lead: str, table: Table | None, lines: Sequence[Line]) -> Section:
    if not lines or table is None:
        return Section(name, title)
    return Section(name, title, (lead,), tables=(table,), cites=_cites(lines))


def _table(ledger: Ledger, lines: Sequence[Line], columns: tuple[str, ...], caption: str = "") -> Table:
    rows: list[tuple[Cell, ...]] = []
    for entry in lines:
        known = set(entry.ids)
        cells: list[Cell] = []
        for name in columns:
            text = _cell(ledger, entry, name)
            words = tuple(text.split())
            cells.append(_links(words) if words and known.issuperset(words) else text)
        rows.append(tuple(cells))
    figures = tuple(
        n for n, name in enumerate(columns) if name in ("days since", "days standing", "restated")
    )
    return Table(columns, tuple(rows), caption, figures)


def _cell(ledger: Ledger, entry: Line, name: str) -> str:
    value = entry.cells[ledger.columns.index(name)]
    return "" if value is None else str(value)


def _links(names: Iterable[str]) -> tuple[Link, ...]:
    return tuple(Link(name, f"#source-{name}") for name in names)


def _cites(lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for entry in lines for name in entry.ids))
