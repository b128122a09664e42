"""A case beside the outside view: how wars of a reference class have ended, and what the model says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from parley.case import Case, open_case
from parley.errors import UsageError
from parley.files import closest_name
from parley.game.size import DEFAULT_LIMIT
from parley.outside_view import FILE, OutsideView, StatedView, shipped_classes
from parley.workbench.running import beside_outlook, run


@dataclass(frozen=True)
class OutsideRun:
    """A case whose outlook was set beside a reference class."""

    case: Case
    view: OutsideView


def outside_view(
    case: str | Path | Case,
    changes: Mapping[str, object] | None = None,
    *,
    war_began: date | None = None,
    reference: str = "",
    weight: float | None = None,
    memory_limit: int | None = None,
) -> OutsideRun:
    """Solve a case and set it beside a reference class, its own or a shipped one named here.

    Raises UsageError where neither the case nor the caller says when the war began.
    """
    opened = open_case(case, changes)
    stated = opened.outside
    if war_began is not None:
        reference_class = stated.reference if stated else shipped_classes()["interstate 1816-2007"]
        stated = replace(stated, war_began=war_began) if stated else StatedView(war_began, reference_class)
    if stated is None:
        raise UsageError(
            f"{opened.folder} has no {FILE}, which says when the war began and which wars it is like; write "
            "one with a line such as war_began: 2022-02-24, or say --war-began 2022-02-24"
        )
    if reference:
        classes = shipped_classes()
        if reference not in classes:
            near = closest_name(reference, classes)
            meant = f"; did you mean '{near}'?" if near else ""
            raise UsageError(f"no class called '{reference}'{meant} (shipped: {', '.join(classes)})")
        stated = replace(stated, reference=classes[reference])
    if weight is not None:
        stated = replace(stated, weight=weight)
    found = run(opened, memory_limit=memory_limit or DEFAULT_LIMIT)
    return OutsideRun(opened, beside_outlook(stated, found.outlook))
