"""The filed claims: each a folder with a small scenario and what must be seen when it is changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
GAMES = ROOT / "tests" / "claims" / "games"
CASE = ROOT / "cases" / "ukraine-2025-plain"


@dataclass(frozen=True)
class Row:
    """A scenario with changes; `x` and `series` say where it stands in the picture, if it does."""

    name: str
    changes: Mapping[str, object]
    x: float | str | None
    series: str


@dataclass(frozen=True)
class Expectation:
    """From place to place a figure `rises` or `falls` by at least `by`, or stays the `same` within it.

    A place is a row and the name of a figure: one figure over several rows, or several figures of one row.
    """

    way: str
    places: tuple[tuple[str, str], ...]
    by: float


@dataclass(frozen=True)
class Showing:
    """Rows solved from one scenario, what is read off each, and what is expected of the figures."""

    folder: Path
    read: Mapping[str, Mapping[str, Any]]
    rows: tuple[Row, ...]
    expect: tuple[Expectation, ...]


@dataclass(frozen=True)
class Elsewhere:
    """What another shipped case says of a claim, and the command whose figures it tells.

    `figures` name them as `says` has them in braces; `benchmarks.claims.elsewhere` says what they can be.
    """

    case: str
    command: str
    figures: Mapping[str, Mapping[str, Any]]
    says: str


@dataclass(frozen=True)
class Claim:
    """A claim, the small game that shows it, and how the shipped case bears on it."""

    number: int
    slug: str
    title: str
    claim: str
    game: str
    cite: str
    verdict: str
    found: str
    picture: Mapping[str, Any]
    small: Showing
    case: Showing | None
    case_says: str
    case_verdict: str
    elsewhere: tuple[Elsewhere, ...] = ()


def filed_claims() -> tuple[Claim, ...]:
    """Every filed claim, in the order of their numbers."""
    return tuple(_claim(path.parent) for path in sorted(GAMES.glob("*/claim.yaml")))


def _claim(folder: Path) -> Claim:
    data = YAML(typ="safe", pure=True).load((folder / "claim.yaml").read_text(encoding="utf-8"))
    number, _, slug = folder.name.partition("-")
    case = data.get("case", {})
    return Claim(
        number=int(number),
        slug=slug,
        title=data["title"],
        claim=data["claim"],
        game=data["game"],
        cite=data["cite"],
        verdict=data["verdict"],
        found=data.get("found", ""),
        picture=data["picture"],
        small=_showing(folder, data),
        case=_showing(CASE, case) if "rows" in case else None,
        case_says=case.get("says", ""),
        case_verdict=case.get("verdict", "not shown"),
        elsewhere=tuple(Elsewhere(**one) for one in data.get("elsewhere", ())),
    )


def _showing(folder: Path, data: Mapping[str, Any]) -> Showing:
    rows = tuple(
        Row(row["name"], row.get("changes", {}), row.get("x"), row.get("series", "")) for row in data["rows"]
    )
    return Showing(folder, data["read"], rows, tuple(_expectation(line) for line in data["expect"]))


def _expectation(line: Mapping[str, Any]) -> Expectation:
    (way,) = {"rises", "falls", "same"} & set(line)
    along = line[way]
    places = [(row, line["of"]) for row in along] if "of" in line else [(line["in"], name) for name in along]
    return Expectation(way, tuple(places), float(line["by"]))
