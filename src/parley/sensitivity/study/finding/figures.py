"""The figures of a study as arrays, one row a draw that was solved."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from parley.errors import UsageError
from parley.game import Floats
from parley.sensitivity.study.store import Tables


@dataclass(frozen=True)
class Figures:
    """What was drawn and what came of it; n counts the draws that were solved, in order.

    `draws` [n] are their numbers. `assumptions` [n, p] along `paths`; `endings` [n, e, t] cumulative, the
    last one still fighting, along `ending_names` and `days`; `worths` [n, i]; `kept` [n, x]. `residuals`
    are the largest belief residuals of what was solved, in log-odds.
    """

    draws: tuple[int, ...]
    paths: tuple[str, ...]
    assumptions: Floats
    ending_names: tuple[str, ...]
    days: tuple[date, ...]
    endings: Floats
    parties: tuple[str, ...]
    worths: Floats
    plans: tuple[str, ...]
    kept: Floats
    residuals: Floats = field(default_factory=lambda: np.zeros(0))

    @property
    def leaders(self) -> tuple[str, ...]:
        """For each draw, the ending that is most probable at the horizon; still fighting is one of them."""
        return tuple(self.ending_names[e] for e in np.argmax(self.endings[:, :, -1], axis=1))


def read_figures(tables: Tables) -> Figures:
    """Read everything a study found that its summary needs."""
    names: dict[str, tuple[str, ...]] = {}
    arrays: dict[str, Floats] = {}
    solved = tuple(
        draw for (draw,) in tables.query("SELECT draw FROM draws WHERE failed IS NULL ORDER BY draw").rows
    )
    for what in ("assumption", "ending", "worth", "kept"):
        entries = [row for row in tables.header.rows if row.what == what]
        names[what] = tuple(dict.fromkeys(row.name for row in entries))
        arrays[what] = _column(tables, what).reshape(len(solved), len(entries))
    days = tuple(
        dict.fromkeys(row.day for row in tables.header.rows if row.what == "ending" and row.day is not None)
    )
    return Figures(
        draws=solved,
        paths=names["assumption"],
        assumptions=arrays["assumption"],
        ending_names=names["ending"],
        days=days,
        endings=arrays["ending"].reshape(len(solved), len(names["ending"]), len(days)),
        parties=names["worth"],
        worths=arrays["worth"],
        plans=names["kept"],
        kept=arrays["kept"],
        residuals=_column(tables, "residual"),
    )


def _column(tables: Tables, what: str) -> Floats:
    """The figures of one kind of the draws that were solved, in the order of draws and of the header."""
    found = tables.base.execute(
        "SELECT value FROM figures WHERE what = ? AND draw IN (SELECT draw FROM draws WHERE failed IS NULL)"
        " ORDER BY draw, place",
        [what],
    ).fetchnumpy()
    return np.asarray(found["value"], dtype=np.float64)


def first_solved(tables: Tables) -> tuple[int, Floats]:
    """The number of the first draw that was solved, and what was drawn and came of it, as they are kept.

    Raises UsageError where none was.
    """
    found = tables.query("SELECT min(draw) FROM draws WHERE failed IS NULL").rows
    draw = found[0][0] if found else None
    if draw is None:
        raise UsageError(f"no draw of the study in {tables.place} was solved.")
    kept = tables.base.execute(
        "SELECT value FROM figures WHERE draw = ? ORDER BY place", [int(draw)]
    ).fetchnumpy()
    return int(draw), np.asarray(kept["value"], dtype=np.float64)
