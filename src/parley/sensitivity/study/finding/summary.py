"""The findings of a study in one dictionary, the same for the terminal, the page and `study.json`."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from parley.errors import UsageError
from parley.game import Floats
from parley.sensitivity.study.finding.bands import band, from_assumptions
from parley.sensitivity.study.finding.discovery import Discovery, discover
from parley.sensitivity.study.finding.figures import Figures, read_figures
from parley.sensitivity.study.store import Tables

Summary = dict[str, Any]

FORM = 2
"""The form of a summary; another number where its keys mean something else, so that none is misread."""

# An ending that leads more rarely is an exception, one that leads more often is the rule.
_SELDOM = 0.05


def summarise(tables: Tables) -> Summary:
    """Everything a study says: outcome bands by date, which ending leads where, worths and durability.

    Raises UsageError if no draw was solved.
    """
    header = tables.header
    reasons = tables.query("SELECT failed FROM draws WHERE failed IS NOT NULL ORDER BY draw").rows
    figures = read_figures(tables)
    if not figures.draws:
        why = f", for one because: {reasons[0][0]}" if reasons else " yet"
        raise UsageError(f"the study in {tables.place} has nothing to say: no draw was solved{why}.")
    leaders = Counter(figures.leaders)
    return {
        "form": FORM,
        "case": header.case,
        "title": header.title,
        "run_id": header.run_id,
        "scenario": header.marks["scenario"],
        "version": header.marks["version"],
        "changes": header.changes,
        "seed": header.seed,
        "method": header.method,
        "draws": header.count,
        "solved": len(figures.draws),
        "failed": dict(Counter(_kind(reason) for (reason,) in reasons).most_common()),
        "days": [day.isoformat() for day in figures.days],
        "endings": {
            name: _banded(figures.endings[:, e], share=True) for e, name in enumerate(figures.ending_names)
        },
        "leading": {name: count / len(figures.draws) for name, count in leaders.most_common()},
        "circumstances": _circumstances(figures, header.seed),
        "worths": {name: _banded(figures.worths[:, i]) for i, name in enumerate(figures.parties)},
        "durability": {name: _banded(figures.kept[:, x]) for x, name in enumerate(figures.plans)},
    }


def _kind(reason: str) -> str:
    """A reason without what differs from draw to draw."""
    return reason.partition(", got ")[0]


def _banded(values: Floats, *, share: bool = False) -> dict[str, Any]:
    found: dict[str, Any] = {name: line.tolist() for name, line in band(values).items()}
    if share:
        found["from_assumptions"] = from_assumptions(values).tolist()
    return found


def _circumstances(figures: Figures, seed: int) -> list[dict[str, Any]]:
    """For each ending that leads in some draws and not in others, the boxes that tell those draws."""
    found = []
    leaders = np.array(figures.leaders)
    for name, count in Counter(figures.leaders).most_common():
        if not _SELDOM <= count / len(leaders) <= 1 - _SELDOM:
            continue
        told = discover(figures.assumptions, leaders == name, seed=seed)
        if told is not None:
            found.append({"ending": name, **_told_data(told, figures.paths)})
    return found


def _told_data(told: Discovery, paths: tuple[str, ...]) -> dict[str, Any]:
    """Boxes with their assumptions by path, and what they are worth together."""
    return {
        "base": told.base,
        "coverage": told.coverage,
        "density": told.density,
        "boxes": [
            {
                "coverage": box.coverage,
                "density": box.density,
                "support": box.support,
                "bounds": [
                    {"path": paths[b.assumption], "low": b.low, "high": b.high, "without": b.without}
                    for b in box.bounds
                ],
            }
            for box in told.boxes
        ],
    }
