"""The other ledgers in the brief: each a section under the question it answers, where it has an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from parley.languages import worded
from parley.record.ledgers import LEDGERS, Options, View
from parley.report.context import Section
from parley.report.record.tables import cites_of, left_out, table_of

MOST_SHOWN = 12
"""Of these ledgers a page shows the latest rows, or those that come first where rows are not dated."""


@dataclass(frozen=True)
class Asked:
    """A ledger of the brief: what it is asked, and the columns that answer.

    `by_weight` says that rows stand in the order of their weight and not of their days.
    """

    ledger: str
    question: str
    columns: tuple[str, ...]
    by_weight: bool = False


QUESTIONS = (
    Asked(
        "participation",
        "Who was in the room, and whose affairs were dealt with without them?",
        ("date", "id", "form", "present", "about", "given or agreed there", "absent though affected"),
    ),
    Asked(
        "channels",
        "Between whom are talks open, what shut them, and what was fought meanwhile?",
        (
            "since",
            "between",
            "opened or shut by",
            "until",
            "ended by",
            "days",
            "agreed meanwhile",
            "force meanwhile",
            "ground gained meanwhile",
            "ground gained on days it was not open",
            "finding",
        ),
    ),
    Asked(
        "levers",
        "Who pulled a lever, what came of it, and who asked for the same afterwards?",
        (
            "date",
            "id",
            "holder",
            "setting",
            "issue",
            "on",
            "purpose",
            "next act",
            "days to it",
            "released",
            "days on",
            "asked for after by",
            "finding",
        ),
    ),
    Asked(
        "tempo",
        "How long do answers take, and what was fought meanwhile?",
        (
            "date",
            "id",
            "by",
            "act",
            "issue",
            "to",
            "answer",
            "days",
            "force by the asker meanwhile",
            "force by the asked meanwhile",
        ),
    ),
    Asked(
        "giveaways",
        "What was given away before talks began?",
        (
            "date",
            "id",
            "giver",
            "to",
            "issue",
            "what",
            "whose asset",
            "first meeting",
            "days before",
            "finding",
        ),
    ),
    Asked(
        "claims",
        "What was claimed, what was signed, and what is kept?",
        (
            "date",
            "id",
            "by",
            "form",
            "issue",
            "what",
            "claimed by",
            "signed",
            "kept",
            "broken or lapsed",
            "force after",
            "finding",
        ),
    ),
    Asked(
        "promises",
        "What was promised, and what was delivered of it?",
        (
            "date",
            "id",
            "by",
            "to",
            "issue",
            "what",
            "condition",
            "days since",
            "delivered by",
            "stopped by",
            "finding",
        ),
    ),
    Asked(
        "linkage",
        "Which questions are tied together?",
        ("issue", "tied to", "rows", "in one row", "by an answer", "in a condition (suggested)"),
        by_weight=True,
    ),
    Asked(
        "terms",
        "What became of each term?",
        (
            "issue",
            "first asked",
            "id",
            "by",
            "option",
            "repeated",
            "accepted",
            "refused",
            "carried into",
            "finding",
        ),
    ),
    Asked(
        "acceptable",
        "What would each side take, and how has that moved?",
        ("since", "party", "issue", "at first", "last row", "now", "finding"),
    ),
    Asked(
        "aims",
        "What terms does each side name, and how did things stand for it when it named them?",
        (
            "date",
            "id",
            "by",
            "issue",
            "what",
            "its force in the window",
            "force upon it in the window",
            "ground gained in the window",
            "events in the window",
            "finding",
        ),
    ),
    Asked(
        "pressure",
        "Who presses whom, and who gives to whom?",
        ("by", "on", "threats", "levers", "force", "pressing", "accusations", "favours", "giving", "taking"),
        by_weight=True,
    ),
    Asked(
        "framing",
        "What reason is given for what is asked, and whom would it weaken?",
        ("date", "id", "by", "act", "to", "issue", "what", "reason", "weakens", "finding"),
    ),
    Asked(
        "motives",
        "What is given to a party whose own motive was named?",
        ("date", "id", "by", "to", "what", "motive", "named on", "days since", "claimed by", "finding"),
    ),
    Asked(
        "context",
        "What happened that changed what things are worth?",
        (
            "date",
            "id",
            "about",
            "what",
            "overtakes",
            "acts in the window before",
            "acts in the window after",
            "finding",
        ),
    ),
    Asked(
        "supply",
        "What is needed of aid, and what is to be had, by month?",
        ("month", "what", "unit", "needed", "available", "missing", "run out", "finding"),
        by_weight=True,
    ),
)


def asked_sections(view: View, options: Options) -> tuple[Section, ...]:
    """A section for each of these ledgers that has an entry; a ledger without entries says nothing."""
    return tuple(section for asked in QUESTIONS if (section := _section(asked, view, options)) is not None)


def _section(asked: Asked, view: View, options: Options) -> Section | None:
    ledger: Any = LEDGERS[asked.ledger].of(view, options)
    if not ledger.entries:
        return None
    shown = ledger.entries[:MOST_SHOWN] if asked.by_weight else ledger.entries[-MOST_SHOWN:]
    caption = left_out(len(ledger.entries), ledger.name, MOST_SHOWN)
    said = "; ".join(ledger.notes)
    return Section(
        f"record-{asked.ledger}",
        worded(asked.question),
        (f"{said[0].upper()}{said[1:]}.",) if said else (),
        tables=(table_of(ledger, shown, asked.columns, caption),),
        notes=(
            worded(
                "The rule by which rows are found, and all of them: parley ledger CASE {ledger}",
                ledger=asked.ledger,
            ),
        ),
        cites=cites_of(shown),
    )
