"""The filed wars: how each was stated, and, read by nobody but the scorer, what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from parley.eliciting import Sheet, read_sheet
from parley.outside_view import StatedView, read_stated

HERE = Path(__file__).parent
WARS, OUTCOMES, RESULTS = HERE / "wars", HERE / "outcomes", HERE / "results.json"
KINDS = ("compromise", "victory")
"""How a war ends, in the words of the rules."""


@dataclass(frozen=True)
class War:
    """A war as it was stated: the answers of the interview, and the class of the outside view."""

    slug: str
    sheet: Sheet
    view: StatedView

    @property
    def as_of(self) -> date:
        """The day it is stated for."""
        return date.fromisoformat(self.sheet.text("as_of"))


@dataclass(frozen=True)
class Outcome:
    """What came of a war; `ended` and `kind` are None where it goes on, `until` the last day known of."""

    ended: date | None
    kind: str | None
    until: date
    what: str
    source: str
    doubt: str


def filed_wars(root: Path = WARS) -> Iterator[War]:
    """Every war of the set, by the day it is stated for."""
    wars = []
    for folder in (path.parent for path in root.glob("*/elicitation.json")):
        view = read_stated(folder)
        if view is None:
            raise ValueError(f"{folder} does not say when the war began")
        wars.append(War(folder.name, read_sheet(folder), view))
    yield from sorted(wars, key=lambda war: war.as_of)


def read_outcome(slug: str, root: Path = OUTCOMES) -> Outcome:
    """What came of a war."""
    path = root / f"{slug}.yaml"
    data: dict[str, Any] = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    kind = data["kind"]
    if kind is not None and kind not in KINDS:
        raise ValueError(f"{path}: kind is {', '.join(KINDS)} or null, not {kind}")
    return Outcome(data["ended"], kind, data["until"], data["what"], data["source"], data["doubt"])
