"""PLOVER JSON lines back in: rows this project wrote come back whole, others as candidates."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from parley.errors import CONTROLS
from parley.record.exchange.incoming import Incoming, LeftOut
from parley.record.exchange.raw import NOTHING_KEPT, Raw, RowError, plain_id
from parley.vocabulary import ACTS, CAMEO_ROOT_BY_PLOVER

TAKEN_BACK = (
    "act",
    "issue",
    "option",
    "conditionality",
    "responds_to",
    "repeat_of",
    "affected",
    "extent",
    "polarity",
    "precision",
    "voice",
    "reported_by",
    "locator",
)
"""What a `comment` may say of a row: never whose it is, who verified or coded it, or where it comes from."""


def plover_raws(file: Incoming) -> Iterator[Raw | RowError]:
    """The events of a file, one JSON object a line."""
    for line, text in file.lines():
        try:
            event = json.loads(text)
        except (ValueError, RecursionError) as problem:
            yield RowError(LeftOut.UNREADABLE, line, type(problem).__name__)
            continue
        if not isinstance(event, dict) or not {"date", "actor", "event"} <= event.keys():
            yield RowError(LeftOut.UNREADABLE, line, "no object with date, actor and event")
            continue
        yield _raw(event, line)


def _raw(event: Mapping[str, object], line: int) -> Raw | RowError:
    kept = _kept(event.get("comment"))
    word = _text(event.get("event")).upper()
    if word not in CAMEO_ROOT_BY_PLOVER:
        return RowError(LeftOut.NO_CODE, line, word)
    cited = event.get("cite_info")
    parts = [_text(part) for part in cited.split(" | ")] if isinstance(cited, str) else []
    source, url, *_ = (*parts, "", "")
    ends = _text(event.get("enddate"))[:10]
    day = _text(event.get("date"))
    more = {"date_end": ends} if kept and ends and ends != day[:10] else {}
    return Raw(
        line,
        plain_id(_text(event.get("id")), f"PLOVER-{line}"),
        day,
        _codes(event.get("actor"), own=bool(kept)),
        _codes(event.get("recipient"), own=bool(kept)),
        event=word,
        text=_text(event.get("text")) or f"Machine-coded: {word}.",
        source=source or "PLOVER event",
        url=url,
        kept={**kept, **more},
    )


def _kept(comment: object) -> Mapping[str, str]:
    """The cells an export of this project put into a comment; nothing from anybody else's."""
    if not isinstance(comment, str) or not comment:
        return NOTHING_KEPT
    try:
        fields = json.loads(comment)
    except (ValueError, RecursionError):
        return NOTHING_KEPT
    if not isinstance(fields, dict) or fields.get("act") not in ACTS:
        return NOTHING_KEPT
    return {name: _joined(fields[name]) for name in TAKEN_BACK if name in fields}


def _joined(value: object) -> str:
    return ";".join(map(_text, value)) if isinstance(value, list) else _text(value)


def _codes(value: object, own: bool) -> str:
    """Codes as moves.csv joins them; PLOVER's MED is health, which is HLH here."""
    codes = value if isinstance(value, list) else [value]
    words = [_text(code).strip() for code in codes]
    if not own:
        words = [word[:3] + word[3:].replace("MED", "HLH") for word in words]
    return ";".join(word for word in words if word)


def _text(value: object) -> str:
    if not isinstance(value, str | int | float):
        return ""
    # JSON may write a control character as an escape, which the text of the line does not show.
    return " ".join(CONTROLS.sub(" ", str(value)).split())
