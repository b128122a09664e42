"""The record in other schemes: PLOVER JSON lines, CAMEO rows, PA-X style rows of texts."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass

from parley.files.spreadsheet import BYTE_ORDER_MARK, harmless
from parley.record.exchange.losses import Loss, field_losses, merged_acts
from parley.record.exchange.own import CAMEO_COLUMNS, CODED, PAX_COLUMNS, STATUS_BY_EXTENT
from parley.record.parties import cameo_code, plover_code
from parley.record.rows import Move, Record
from parley.vocabulary import Act

LOST_IN_EVENTS = (
    "issue",
    "option",
    "conditionality",
    "responds_to",
    "repeat_of",
    "affected",
    "justification",
    "weakens",
    "extent",
    "polarity",
    "voice",
    "reported_by",
)

# The stage an issue suggests where the coder named none; anything else is a partial settlement.
_STAGE_BY_ISSUE = {
    "process": "Pre",
    "ceasefire_general": "Cea",
    "ceasefire_scope": "Cea",
    "energy_truce": "Cea",
    "black_sea": "Cea",
    "demarcation": "Cea",
    "armistice": "Cea",
    "treaty": "SubComp",
}


@dataclass(frozen=True)
class Export:
    """The text of an export, how many rows it has, and what was lost on the way."""

    text: str
    rows: int
    losses: tuple[Loss, ...]


def to_plover(record: Record) -> Export:
    """One JSON object a line; what PLOVER has no field for goes into `comment`, so it can come back.

    Acts that PLOVER drops are written with the event STATEMENT and `standard: false`.
    """
    lines, pairs, dropped = [], [], []
    for move in record.moves:
        event, mode, context = plover_code(cameo_code(move))
        if not event:
            dropped.append(move.id)
        pairs.append((move, event))
        lines.append(json.dumps(_plover_event(move, event, mode, context), ensure_ascii=False))
    losses = [Loss("no PLOVER event; written as STATEMENT, not standard", tuple(dropped))] if dropped else []
    losses += merged_acts(pairs)
    losses += [
        Loss(loss.what.replace("has no place", "goes into comment"), loss.ids)
        for loss in field_losses(record.moves, LOST_IN_EVENTS)
    ]
    return Export("".join(line + "\n" for line in lines), len(lines), tuple(losses))


def _plover_event(move: Move, event: str, mode: str, context: str) -> dict[str, object]:
    along = (*LOST_IN_EVENTS, "locator", *(("precision",) if move.precision != "day" else ()))
    lost = {name: _jsonable(getattr(move, name)) for name in along if getattr(move, name)}
    return {
        "id": move.id,
        "date": move.date.isoformat(),
        "enddate": move.last_date.isoformat(),
        "actor": list(move.actor),
        "recipient": list(move.target),
        "event": event or "STATEMENT",
        "mode": mode,
        "context": context,
        "standard": bool(event),
        "text": move.paraphrase,
        "cite_info": " | ".join((move.source, move.url, move.locator)).rstrip(" |"),
        "coder": move.coder,
        "comment": json.dumps({"act": move.act.value, **lost}, ensure_ascii=False),
    }


def _jsonable(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def to_cameo(record: Record) -> Export:
    """One row for each pair of actor and target, as event data sets have them."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(CAMEO_COLUMNS)
    rows, no_code, pairs, split = 0, [], [], []
    for move in record.moves:
        code = cameo_code(move)
        if not code:
            no_code.append(move.id)
            continue
        pairs.append((move, code))
        couples = [(actor, target) for actor in move.actor for target in _partners(move, actor)]
        split += [move.id] if len(couples) > 1 else []
        for actor, target in couples:
            cells = (move.id, move.date.isoformat(), actor, target, code, move.source, move.url)
            writer.writerow([harmless(cell) for cell in cells])
            rows += 1
    losses = [Loss("no CAMEO code; left out", tuple(no_code))] if no_code else []
    losses += [Loss("one move becomes several rows", tuple(split))] if split else []
    losses += merged_acts(pairs) + field_losses(record.moves, (*LOST_IN_EVENTS, "paraphrase", "date_end"))
    return Export(BYTE_ORDER_MARK + buffer.getvalue(), rows, tuple(losses))


def _partners(move: Move, actor: str) -> list[str]:
    """Whom an actor meets in a row: its targets, or in a joint act the other actors."""
    return list(move.target) or [other for other in move.actor if other != actor] or [""]


def to_pax(record: Record) -> Export:
    """AGREE rows in the manner of PA-X, with the class a ceasefire data set would ask for."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(PAX_COLUMNS)
    texts = [move for move in record.moves if move.act is Act.AGREE]
    for move in texts:
        suggested = next((_STAGE_BY_ISSUE[name] for name in move.issue if name in _STAGE_BY_ISSUE), "SubPar")
        writer.writerow(
            harmless(cell)
            for cell in (
                move.id,
                move.pax_id,
                move.ucdp_id,
                move.date.isoformat(),
                move.option,
                "; ".join(move.actor),
                STATUS_BY_EXTENT.get(move.extent, "Status unclear"),
                move.pax_stage or suggested,
                CODED if move.pax_stage else "suggested by issue",
                move.ceasefire_class,
            )
        )
    others = tuple(move.id for move in record.moves if move.act is not Act.AGREE)
    losses = [Loss("no text, so not representable", others)] if others else []
    losses += field_losses(texts, ("responds_to", "repeat_of", "conditionality", "affected"))
    return Export(BYTE_ORDER_MARK + buffer.getvalue(), len(texts), tuple(losses))


EXPORTS: dict[str, tuple[str, Callable[[Record], Export]]] = {
    "plover": (".jsonl", to_plover),
    "cameo": (".csv", to_cameo),
    "pax": (".csv", to_pax),
}
