"""ICEWS, POLECAT, GDELT, PLOVER and others as published, and this project's own exports, as raw events."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from parley.errors import UsageError
from parley.record.exchange.countries import CODE_BY_NAME
from parley.record.exchange.incoming import Incoming, LeftOut
from parley.record.exchange.own import CAMEO_COLUMNS, PAX_COLUMNS, cameo_raws, pax_raws
from parley.record.exchange.plover import plover_raws
from parley.record.exchange.qda import qda_raws
from parley.record.exchange.raw import Raw, RowError, machine_words
from parley.record.exchange.violence import (
    ACLED_COLUMNS,
    ACLED_MORE,
    GED_COLUMNS,
    GED_MORE,
    PAX_MORE,
    PAX_PUBLISHED,
    acled_raws,
    ged_raws,
    published_pax_raws,
)
from parley.vocabulary import CAMEO_ROOT_BY_PLOVER

GDELT_WIDTHS = (57, 58, 61)
"""Cells of a row before April 2013, which had no address; since; and of the second version."""
WITHHELD = "Headline"
"""A column POLECAT's header names in some years though the text is not published."""

Rows = Iterator[Raw | RowError]
Scheme = Callable[[Incoming, Mapping[str, str]], Iterable[Raw | RowError]]

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


def _icews(file: Incoming, states: Mapping[str, str]) -> Rows:
    code_by_name = {**CODE_BY_NAME, **states}
    sides = ("Source Country", "Source Sectors", "Target Country", "Target Sectors")
    needed = ("Event ID", "Event Date", "CAMEO Code", *sides)
    for line, row in _named(file, "ICEWS", needed, ("Event Text", "Publisher")):
        if isinstance(row, RowError):
            yield row
            continue
        codes = []
        for side in ("Source", "Target"):
            state = row[f"{side} Country"]
            code = code_by_name.get(state, "")
            if state and not code and state.upper() != "NONE":
                codes = [state]
                break
            codes.append(code + _icews_sector(row[f"{side} Sectors"]) if code else "")
        if len(codes) < 2:
            yield RowError(LeftOut.NO_STATE, line, codes[0])
            continue
        words = row["Event Text"] or f"CAMEO {row['CAMEO Code']}"
        actor, target = codes
        raw = _machine(
            "ICEWS", line, row["Event ID"], row["Event Date"], actor, target, words, row["Publisher"]
        )
        yield raw(cameo=row["CAMEO Code"])


@lru_cache(maxsize=4096)
def _icews_sector(words: str) -> str:
    return next((code for word, code in _ICEWS_SECTORS if word in words), "")


def _polecat(file: Incoming, states: Mapping[str, str]) -> Rows:
    needed = ("Event ID", "Event Date", "Event Type", "Actor Country", "Recipient Country")
    sectors = ("Primary Actor Sector", "Primary Recipient Sector")
    for line, row in _named(file, "POLECAT", needed, (*sectors, "Event Mode", "Source", "Publisher")):
        if isinstance(row, RowError):
            yield row
            continue
        event = row["Event Type"].upper()
        if event not in CAMEO_ROOT_BY_PLOVER:
            yield RowError(LeftOut.NO_CODE, line, row["Event Type"])
            continue
        actor, target = (
            _polecat_actor(row[f"{side} Country"], row[f"Primary {side} Sector"])
            for side in ("Actor", "Recipient")
        )
        words = "/".join(part for part in (row["Event Type"], row["Event Mode"]) if part)
        publisher = row["Source"] or row["Publisher"]
        yield _machine("POLECAT", line, row["Event ID"], row["Event Date"], actor, target, words, publisher)(
            event=event
        )


@lru_cache(maxsize=4096)
def _polecat_actor(country: str, sector: str) -> str:
    state = country[:3] if country.upper() != "NONE" else ""
    part = sector[:3].upper() if sector.upper() != "NONE" else ""
    # PLOVER writes MED for health; here as in CAMEO health is HLH, and journalists are JRN in both.
    return state + part.replace("MED", "HLH") if state else ""


def _gdelt(file: Incoming, states: Mapping[str, str]) -> Rows:
    known = False
    for line, text in file.lines():
        cells = text.split("\t")
        if len(cells) not in GDELT_WIDTHS:
            if not known:
                widths = ", ".join(map(str, GDELT_WIDTHS[:-1])) + f" or {GDELT_WIDTHS[-1]}"
                raise UsageError(
                    f"a GDELT event file has {widths} columns without a header, not {len(cells)}"
                )
            yield RowError(LeftOut.UNREADABLE, line, f"{len(cells)} cells")
            continue
        known = True
        # CAMEO's MED is the press, which is JRN here.
        actor, target = (cells[at].strip().replace("MED", "JRN") for at in (5, 15))
        code = cells[26].strip()
        address = cells[-1].strip() if len(cells) != GDELT_WIDTHS[0] else ""
        raw = _machine("GDELT", line, cells[0], cells[1], actor, target, f"CAMEO {code}", "")
        yield raw(cameo=code, url=address)


def _machine(
    kind: str, line: int, name: str, day: str, actor: str, target: str, words: str, publisher: str
) -> Callable[..., Raw]:
    """A raw event of a machine's, but for its code."""

    def made(cameo: str = "", event: str = "", url: str = "") -> Raw:
        return Raw(
            line,
            f"{kind}-{name}",
            day,
            actor,
            target,
            cameo,
            event,
            machine_words(actor, target, words),
            f"{kind} event {name}" + (f", {publisher}" if publisher else ""),
            url,
        )

    return made


def _named(
    file: Incoming, kind: str, needed: tuple[str, ...], more: tuple[str, ...]
) -> Iterator[tuple[int, dict[str, str] | RowError]]:
    """Rows under a header by the names of columns; a column that need not be there is empty."""
    lines = file.lines()
    first = next(lines, None)
    if first is None:
        raise UsageError(f"{file.path.name} is empty")
    mark = next((mark for mark in "\t;," if mark in first[1]), "\t")
    header = _cells(first[1], mark)
    missing = [name for name in needed if name not in header]
    if missing:
        raise UsageError(f"the file lacks the {kind} columns {', '.join(missing)}; is it a {kind} file?")
    short = [name for name in header if name != WITHHELD]
    where = {len(header): [(name, header.index(name)) for name in (*needed, *more) if name in header]}
    # Some years' files name a column whose text is withheld, and their rows lack it.
    if len(short) == len(header) - 1:
        where[len(short)] = [(name, short.index(name)) for name in (*needed, *more) if name in short]
    blank = dict.fromkeys((*needed, *more), "")
    for line, text in lines:
        cells = _cells(text, mark)
        at = where.get(len(cells))
        if at is None and len(cells) > len(header) and not any(cells[len(header) :]):
            at = where[len(header)]
        if at is None:
            why = LeftOut.TOO_FEW if len(cells) < len(header) else LeftOut.UNREADABLE
            yield line, RowError(why, line, f"{len(cells)} cells under {len(header)} headings")
        else:
            yield line, {**blank, **{name: cells[index].strip() for name, index in at}}


def _cells(text: str, mark: str) -> list[str]:
    if mark == "\t":
        return [
            cell[1:-1] if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell for cell in text.split("\t")
        ]
    return next(csv.reader([text], delimiter=mark), [])


def _cameo(file: Incoming, states: Mapping[str, str]) -> Rows:
    return cameo_raws(_named(file, "CAMEO export", CAMEO_COLUMNS, ()))


def _pax(file: Incoming, states: Mapping[str, str]) -> Rows:
    """This project's own export, or the database as it is published."""
    _, head = next(file.lines(), (0, ""))
    if "StageBasis" in head or "Loc1ISO" not in head:
        return pax_raws(_named(file, "PA-X export", PAX_COLUMNS, ()))
    return published_pax_raws(_named(file, "PA-X", PAX_PUBLISHED, PAX_MORE))


def _acled(file: Incoming, states: Mapping[str, str]) -> Rows:
    return acled_raws(_named(file, "ACLED", ACLED_COLUMNS, ACLED_MORE), states)


def _qdpx(file: Incoming, states: Mapping[str, str]) -> Rows:
    return qda_raws(file.path)


def _ged(file: Incoming, states: Mapping[str, str]) -> Rows:
    return ged_raws(_named(file, "UCDP GED", GED_COLUMNS, GED_MORE), states)


def _plover(file: Incoming, states: Mapping[str, str]) -> Rows:
    return plover_raws(file)


SCHEMES: Mapping[str, Scheme] = {
    "icews": _icews,
    "polecat": _polecat,
    "gdelt": _gdelt,
    "plover": _plover,
    "qdpx": _qdpx,
    "acled": _acled,
    "ged": _ged,
    "cameo": _cameo,
    "pax": _pax,
}
