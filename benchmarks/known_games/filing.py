"""The filed games: a scenario in the project's own language and, beside it, the answers it must give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Tolerance:
    """How far an answer may be off, and why it must be allowed to be."""

    amount: float
    reason: str


@dataclass(frozen=True)
class Row:
    """One set of parameters of a game: changes to its scenario, what to read off, and what that must be."""

    name: str
    changes: Mapping[str, object]
    read: Mapping[str, Mapping[str, Any]]
    answers: Mapping[str, float | str]
    tolerance: Mapping[str, Tolerance]
    slow: bool


@dataclass(frozen=True)
class Filed:
    """A filed game with its citation; `status` says how well its answers are known."""

    folder: Path
    id: str
    title: str
    cite: str
    status: str
    family: str
    about: str
    rows: tuple[Row, ...]

    @property
    def slug(self) -> str:
        """The name of its folder."""
        return self.folder.name


def filed_games(root: Path = HERE) -> tuple[Filed, ...]:
    """Every filed game, in the order of their ids."""
    games = [read_filed(path.parent) for path in root.glob("*/answers.yaml")]
    return tuple(sorted(games, key=lambda game: (int("".join(filter(str.isdigit, game.id))), game.id)))


def read_filed(folder: Path) -> Filed:
    """Read one game's answers."""
    data = YAML(typ="safe", pure=True).load((folder / "answers.yaml").read_text(encoding="utf-8"))
    return Filed(
        folder=folder,
        id=str(data["id"]),
        title=data["title"],
        cite=data["cite"],
        status=data["status"],
        family=data["family"],
        about=data["about"],
        rows=tuple(_row(data, row) for row in data["rows"]),
    )


def fast_rows(games: tuple[Filed, ...]) -> Iterator[tuple[Filed, Row]]:
    """The rows that the tests run: all but those marked slow."""
    for game in games:
        for row in game.rows:
            if not row.slow:
                yield game, row


def _row(data: Mapping[str, Any], row: Mapping[str, Any]) -> Row:
    stated = row.get("tolerance", data["tolerance"])
    by_answer = stated if "amount" not in stated else dict.fromkeys(row["answers"], stated)
    return Row(
        name=row["name"],
        changes=row.get("changes", {}),
        read={**data["read"], **row.get("read", {})},
        answers=row["answers"],
        tolerance={
            name: Tolerance(float(by_answer[name]["amount"]), by_answer[name]["reason"])
            for name in row["answers"]
        },
        slow=row.get("slow", "no") in ("yes", True),
    )
