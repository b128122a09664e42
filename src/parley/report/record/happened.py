"""What the ledgers say, arranged for the brief: new, repeated, missing, exchanged, and told by whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from parley.languages import worded
from parley.record import Record
from parley.record.as_of import known_on
from parley.record.ledgers import Entry, Ledger, Options, View
from parley.record.ledgers.rules.exchange import Exchange, Gift, quid_pro_quo
from parley.record.ledgers.rules.novelty import NEW, OLD, Novelty, Term, novelty
from parley.record.ledgers.rules.standing import Position, Stands, standing_conditions
from parley.record.ledgers.rules.talks.participation import Meeting, participation
from parley.record.ledgers.rules.talks.readouts import Item, Telling, readouts
from parley.report.context import Cell, Figure, Section, Source, Table
from parley.report.outlook.assumptions import sources_of
from parley.report.record.asked import asked_sections
from parley.report.record.tables import MOST_ROWS, cites_of, left_out, links, section_of, table_of
from parley.report.record.timeline import timeline

RECENT_DAYS = 30
AGAIN = ("date", "id", "by", "option", "finding", "first", "first by", "on", "days since")
RESTATED = (
    "since",
    "id",
    "holder",
    "issue",
    "option",
    "days standing",
    "restated",
    "restatements",
    "finding",
)
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
    view, chosen = View(known, as_of), options or Options()
    terms, positions = novelty.of(view, chosen), standing_conditions.of(view, chosen)
    gifts, rooms, told = (
        quid_pro_quo.of(view, chosen),
        participation.of(view, chosen),
        readouts.of(view, chosen),
    )
    since = view.until - timedelta(days=recent_days)
    found = (
        _timeline(record, as_of, options),
        _new(terms, since),
        _repeated(terms, positions, since),
        _missing(positions, gifts, rooms, told),
        _exchanged(gifts),
        *asked_sections(view, chosen),
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
    earlier = (
        worded("{earlier} earlier moves are not drawn. ", earlier=picture.earlier) if picture.earlier else ""
    )
    words = worded(
        "Moves of each party from {day} to {day2}, with what answers what, levers as bars and standing"
        " demands as bars that thicken with each restatement.",
        day=picture.since,
        day2=as_of,
    )
    unknown = worded(
        "The record is kept until {until}: of the days after it nothing is known. ", until=picture.until
    )
    earlier += unknown if picture.until < as_of else ""
    caption = worded(
        "{earlier}Thin lines lead to what a move answers, dashed ones to what it repeats, upright ones join"
        " the parties of a joint act. The ledgers below hold the same rows.",
        earlier=earlier,
    )
    title = worded("What happened, by party and act")
    figure = Figure("record-timeline", title, picture.spec, words, caption)
    return Section("record-timeline", worded("The record at a glance"), figures=(figure,))


def _new(terms: Ledger[Term], since: date) -> Section:
    new = [one for one in terms.entries if one.date >= since and one.finding in (*NEW, Novelty.RAISED)]
    table = table_of(terms, new, ("date", "id", "by", "act", "issue", "option", "finding"))
    lead = worded(
        "{number} terms appear for the first time since {day}, or go beyond earlier ones.",
        number=len(new),
        day=since,
    )
    return section_of("record-new", worded("What is new"), lead, table, new)


def _repeated(terms: Ledger[Term], positions: Ledger[Position], since: date) -> Section:
    old = [one for one in terms.entries if one.date >= since and one.finding in OLD]
    restated = [one for one in positions.entries if one.restated]
    tables = []
    if old:
        tables.append(table_of(terms, old, AGAIN, worded("Put forward again")))
    if restated:
        caption = worded("Demands and refusals that were restated")
        tables.append(table_of(positions, restated, RESTATED, caption))
    lead = worded(
        "{number} terms put forward since {day} were on the table before; {number2} positions have been"
        " restated.",
        number=len(old),
        day=since,
        number2=len(restated),
    )
    cites = cites_of([*old[-MOST_ROWS:], *restated[-MOST_ROWS:]])
    return Section("record-repeated", worded("What is repeated"), (lead,), tables=tuple(tables), cites=cites)


def _missing(
    positions: Ledger[Position], gifts: Ledger[Gift], rooms: Ledger[Meeting], told: Ledger[Item]
) -> Section:
    """What one would look for and does not find: answers, counter-demands, returns, people, words."""
    rows: list[tuple[str, Entry, str]] = [
        (worded("an answer"), one, f"{one.option} ({', '.join(one.issue)}): {one.sentence}")
        for one in positions.entries
        if one.finding is Stands.UNANSWERED
    ]
    rows += [
        (worded("something in return"), one, f"{one.what}: {one.sentence}")
        for one in gifts.entries
        if one.finding in (Exchange.FOR_NOTHING, Exchange.NO_RETURN)
    ]
    rows += [
        (
            worded("a party in the room"),
            one,
            worded("{about}: {list} was affected and absent", about=one.about, list=" ".join(one.absent)),
        )
        for one in rooms.entries
        if one.absent
    ]
    rows += [
        (worded("a word in any readout"), one, one.item)
        for one in told.entries
        if one.finding is Telling.NOBODY
    ]
    shown = rows[:MOST_ROWS]
    cells: list[tuple[Cell, ...]] = [(what, links(entry.ids[:1]), text) for what, entry, text in shown]
    table = (
        Table((worded("missing"), worded("row"), worded("where")), tuple(cells), left_out(len(rows)))
        if cells
        else None
    )
    lead = worded("Nothing is taken for refused because it is missing here: the record may be incomplete.")
    return section_of(
        "record-missing", worded("What is missing"), lead, table, [entry for _, entry, _ in shown]
    )


def _exchanged(gifts: Ledger[Gift]) -> Section:
    table = table_of(gifts, gifts.entries, EXCHANGED)
    said = "; ".join(gifts.notes)
    lead = f"{said[:1].upper()}{said[1:]}."
    section = section_of("record-exchange", worded("Who gave what for what"), lead, table, gifts.entries)
    options = ", ".join(f"{name} = {value}" for name, value in gifts.options.items())
    return replace(section, notes=(f"{worded(gifts.rule)} ({options})",))


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
        heads = (worded("item"), *(side.replace("_", " ") for side in sides), worded("note"))
        move = known.by_id[meeting]
        sections.append(
            Section(
                f"record-readouts-{meeting}",
                worded("Whose readout says what: {option}, {day}", option=move.option, day=move.date),
                tables=(Table(heads, tuple(rows)),),
                notes=tuple(
                    dict.fromkeys(worded("Sources: {source}.", source=item.source) for item in items)
                ),
                cites=(meeting,),
            )
        )
    return sections
