"""What this project's own CAMEO and PA-X exports say, taken in again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from parley.files.spreadsheet import without_apostrophe
from parley.record.exchange.raw import Raw, RowError, machine_words, plain_id
from parley.vocabulary import CEASEFIRE_CLASSES, PAX_STAGES

PAX_COLUMNS = (
    "AgtId",
    "PaxId",
    "UcdpId",
    "Dat",
    "Agt",
    "Parties",
    "Status",
    "Stage",
    "StageBasis",
    "CeasefireClass",
)
CAMEO_COLUMNS = ("id", "date", "source", "target", "code", "source_text", "url")
STATUS_BY_EXTENT = {"text": "Signed or agreed text", "announced": "Announced", "oral": "Oral"}
CODED = "coded"

Named = Iterable[tuple[int, dict[str, str] | RowError]]


def cameo_raws(rows: Named) -> Iterator[Raw | RowError]:
    """Rows of one id are one move again: those who act towards each other act together."""
    held: list[Raw] = []
    for line, row in rows:
        if isinstance(row, RowError):
            yield row
            continue
        raw = Raw(
            line,
            plain_id(row["id"], f"CAMEO-{line}"),
            row["date"],
            row["source"],
            row["target"],
            row["code"],
            text=machine_words(row["source"], row["target"], f"CAMEO {row['code']}"),
            source=without_apostrophe(row["source_text"]),
            url=row["url"],
        )
        if held and held[0].id != raw.id:
            yield from _joined(held)
            held = []
        held.append(raw)
    if held:
        yield from _joined(held)


def _joined(held: list[Raw]) -> Iterator[Raw]:
    """The pairs of one move as one raw event, and the others as reports of the same."""
    actors = list(dict.fromkeys(one.actor for one in held if one.actor))
    targets = [name for name in dict.fromkeys(one.target for one in held) if name and name not in actors]
    first = held[0]
    for one in held:
        yield Raw(
            one.line,
            first.id,
            first.date,
            ";".join(actors),
            ";".join(targets),
            first.cameo,
            text=machine_words(";".join(actors), ";".join(targets), f"CAMEO {first.cameo}"),
            source=first.source,
            url=first.url,
            kept={"issue": ""},
        )


def pax_raws(rows: Named) -> Iterator[Raw | RowError]:
    """Texts as AGREE rows; a stage that was only suggested is left open again."""
    extents = {status: extent for extent, status in STATUS_BY_EXTENT.items()}
    for line, row in rows:
        if isinstance(row, RowError):
            yield row
            continue
        coded = row["StageBasis"] == CODED and row["Stage"] in PAX_STAGES
        kept = {
            "act": "AGREE",
            "extent": extents.get(row["Status"], ""),
            "option": without_apostrophe(row["Agt"]),
            "pax_id": without_apostrophe(row["PaxId"]),
            "ucdp_id": without_apostrophe(row["UcdpId"]),
            "pax_stage": row["Stage"] if coded else "",
            "ceasefire_class": row["CeasefireClass"] if row["CeasefireClass"] in CEASEFIRE_CLASSES else "",
        }
        yield Raw(
            line,
            plain_id(row["AgtId"], f"PAX-{line}"),
            row["Dat"],
            row["Parties"].replace(" ", ""),
            "",
            text=f"Text: {kept['option']}.",
            source=f"PA-X style row {row['AgtId']}",
            kept=kept,
        )
