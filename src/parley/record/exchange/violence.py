"""ACLED, UCDP GED and PA-X as they are published: fighting and texts, with actors named in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from parley.record.exchange.countries import CODE_BY_NAME
from parley.record.exchange.incoming import LeftOut
from parley.record.exchange.own import Named
from parley.record.exchange.raw import Raw, RowError, plain_id
from parley.vocabulary import PAX_STAGES

ACLED_COLUMNS = ("event_id_cnty", "event_date", "event_type", "sub_event_type", "actor1", "actor2")
ACLED_MORE = ("time_precision", "location", "source", "notes", "fatalities")
GED_COLUMNS = ("id", "type_of_violence", "side_a", "side_b", "date_start", "date_end")
GED_MORE = ("source_article", "where_description", "date_prec", "best", "low", "high")
PAX_PUBLISHED = ("AgtId", "Agt", "Dat", "Stage", "Loc1ISO")
PAX_MORE = ("PPName", "Status", "Loc2ISO", "UcdpCon")

_ACLED_CODES = {
    "Battles": "190",
    "Explosions/Remote violence": "190",
    "Violence against civilians": "180",
    "Protests": "141",
    "Riots": "145",
}
"""CAMEO codes of ACLED's types of events; of strategic developments an agreement alone has one."""
_GED_CODES = {"1": "190", "2": "190", "3": "180"}
_FORCES = (
    ("Military Forces of ", "MIL"),
    ("Police Forces of ", "COP"),
    ("Government of ", "GOV"),
)
_OTHER_NAMES = {
    "Russia": "RUS",
    "United States of America": "USA",
    "Bosnia-Herzegovina": "BIH",
    "DR Congo": "COD",
    "Democratic Republic of Congo": "COD",
    "Czechia": "CZE",
    "North Macedonia": "MKD",
    "Turkiye": "TUR",
    "Türkiye": "TUR",
    "Palestine": "PSE",
    "Burma": "MMR",
}
_MONTHS = {
    name: n
    for n, name in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        1,
    )
}
_IN_WORDS = re.compile(r"(\d{1,2})[ -]([A-Za-z]+)[ -](\d{4})$")
_YEARS = re.compile(r"\s*\([^)]*\).*$")


def acled_raws(rows: Named, states: Mapping[str, str]) -> Iterator[Raw | RowError]:
    """Events of ACLED; actors by `states` (whole names), or as forces of a state."""
    for line, row in rows:
        if isinstance(row, RowError):
            yield row
            continue
        code = _ACLED_CODES.get(row["event_type"], "")
        if row["event_type"] == "Strategic developments" and row["sub_event_type"] == "Agreement":
            code = "057"
        if not code:
            yield RowError(LeftOut.NO_CODE, line, row["sub_event_type"] or row["event_type"])
            continue
        actors = _both(line, row["actor1"], row["actor2"], states)
        if isinstance(actors, RowError):
            yield actors
            continue
        vague = {"2": ", in that week", "3": ", in that month"}.get(row["time_precision"], "")
        words = row["notes"] or f"{row['sub_event_type']} at {row['location']}"
        dead = f" {row['fatalities']} reported killed." if row["fatalities"] not in ("", "0") else ""
        yield Raw(
            line,
            plain_id(f"ACLED-{row['event_id_cnty']}", f"ACLED-{line}"),
            in_digits(row["event_date"]),
            *actors,
            cameo=code,
            text=f"ACLED{vague}: {words}{dead}",
            source=f"ACLED event {row['event_id_cnty']}" + (f", {row['source']}" if row["source"] else ""),
        )


def ged_raws(rows: Named, states: Mapping[str, str]) -> Iterator[Raw | RowError]:
    """Events of UCDP GED; one that lasts days stands on its first, and says so."""
    for line, row in rows:
        if isinstance(row, RowError):
            yield row
            continue
        code = _GED_CODES.get(row["type_of_violence"], "")
        if not code:
            yield RowError(LeftOut.NO_CODE, line, row["type_of_violence"])
            continue
        one_sided = row["type_of_violence"] == "3"
        actors = _both(line, row["side_a"], "" if one_sided else row["side_b"], states)
        if isinstance(actors, RowError):
            yield actors
            continue
        first, last = row["date_start"][:10], row["date_end"][:10]
        vague = f", some time from {first} to {last}" if last and last != first else ""
        where = row["where_description"] or "an unnamed place"
        dead = f" Best estimate {row['best']} killed ({row['low']} to {row['high']})." if row["best"] else ""
        against = " against civilians" if one_sided else ""
        yield Raw(
            line,
            plain_id(f"GED-{row['id']}", f"GED-{line}"),
            first,
            *actors,
            cameo=code,
            text=f"UCDP GED{vague}: violence{against} at {where}.{dead}",
            source=f"UCDP GED event {row['id']}"
            + (f", {row['source_article'][:200]}" if row["source_article"] else ""),
        )


def published_pax_raws(rows: Named) -> Iterator[Raw | RowError]:
    """Texts of PA-X; the states a conflict lies in stand for its parties, which it names in prose alone."""
    for line, row in rows:
        if isinstance(row, RowError):
            yield row
            continue
        states = [code for code in (row["Loc1ISO"].upper(), row["Loc2ISO"].upper()) if code]
        if not states:
            yield RowError(LeftOut.NO_STATE, line, row["PPName"] or row["Agt"])
            continue
        kept = {
            "act": "AGREE",
            "extent": "text" if row["Status"].startswith("Multiparty signed") else "",
            "option": row["Agt"],
            "pax_id": row["AgtId"],
            "ucdp_id": row["UcdpCon"],
            "pax_stage": row["Stage"] if row["Stage"] in PAX_STAGES else "",
        }
        yield Raw(
            line,
            plain_id(f"PAX-{row['AgtId']}", f"PAX-{line}"),
            in_digits(row["Dat"]),
            ";".join(dict.fromkeys(states)),
            "",
            text=f"Text: {row['Agt']}." + (f" {row['PPName']}." if row["PPName"] else ""),
            source=f"PA-X agreement {row['AgtId']}",
            kept=kept,
        )


def in_digits(day: str) -> str:
    """A day written with the month in words, as ISO has it; any other as it is."""
    if (found := _IN_WORDS.match(day.strip())) and (month := _MONTHS.get(found[2].lower())):
        return f"{found[3]}-{month:02}-{int(found[1]):02}"
    return day.strip()


def _both(line: int, first: str, second: str, states: Mapping[str, str]) -> tuple[str, str] | RowError:
    codes = []
    for name in (first, second):
        code = states.get(name) or actor_code(name) if name else ""
        if name and not code:
            return RowError(LeftOut.NO_STATE, line, name)
        codes.append(code)
    return codes[0], codes[1]


@lru_cache(maxsize=65_536)
def actor_code(name: str) -> str:
    """The code of an actor named in words: a state's forces, police, government, civilians; else empty."""
    for words, sector in _FORCES:
        if name.startswith(words):
            state = _state(name.removeprefix(words))
            return f"{state}{sector}" if state else ""
    if found := re.match(r"(?:Civilians|Protesters|Rioters) \(([^)]*)\)", name):
        state = _state(found[1])
        return f"{state}CVL" if state else ""
    return ""


def _state(name: str) -> str:
    plain = _YEARS.sub("", name).strip()
    return CODE_BY_NAME.get(plain) or _OTHER_NAMES.get(plain, "")
