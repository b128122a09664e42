"""From a list of wars to a reference class: a life table by age, and the filter that selects the wars."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from parley.outside_view.classes import KINDS, Band, ReferenceClass, bands_between
from parley.outside_view.curve import age_in_months
from parley.outside_view.war_lists import War

EDGES = (0.0, 1.0, 3.0, 6.0, 12.0, 24.0, 36.0, 60.0, 120.0)
_RULE = re.compile(r"^\s*(>=|<=|!=|>|<)?\s*(.*?)\s*$")
OWN = ("began", "ended", "months")
"""What can be filtered by beside the columns of the list: days of a war, and how long it lasted."""


def life_table(
    wars: Iterable[War], name: str, source: str, edges: Sequence[float] = EDGES, note: str = ""
) -> ReferenceClass:
    """Count the wars at risk, ended by kind, and the months spent, band by band of age.

    A war that was not over when the list was closed counts as long as it was known of.
    """
    ages = [(_months(war), war.kind) for war in wars]
    bands = []
    for start, upto in bands_between(edges):
        stop = float("inf") if upto is None else upto
        at_risk = [(age, kind) for age, kind in ages if age >= start]
        ended = {kind: sum(k == kind and age < stop for age, k in at_risk) for kind in KINDS}
        exposure = sum(min(age, stop) - start for age, _ in at_risk)
        if exposure > 0:
            bands.append(Band(start, upto, len(at_risk), ended, exposure))
    return ReferenceClass(name, source, tuple(bands), note)


def selected(wars: Iterable[War], where: Mapping[str, str]) -> list[War]:
    """The wars that meet every rule of a filter; `where` maps a column to a value or a comparison.

    `StartYear1: ">= 1945"`, `WhereFought: 2`, `began: ">= 1946-01-01"`. Where the rows of a war differ in a
    column, one that meets the rule is enough. ValueError names a column no war has.
    """
    wars = list(wars)
    for column in where:
        if wars and _key(column) not in {*OWN, *wars[0].columns}:
            raise ValueError(
                f"no column '{column}' in the list; it has {', '.join([*OWN, *wars[0].columns])}"
            )
    return [war for war in wars if all(_meets(war, column, rule) for column, rule in where.items())]


def _months(war: War) -> float:
    return age_in_months(war.began, war.ended)


def _key(column: str) -> str:
    return column.strip().lower().replace(" ", "_")


def _meets(war: War, column: str, rule: str) -> bool:
    key = _key(column)
    if key == "months":
        values = [f"{_months(war):.3f}"]
    elif key in OWN:
        values = [str(getattr(war, key))]
    else:
        values = war.columns[key].split("|")
    match = _RULE.match(rule)
    operator, wanted = (match[1] or "=", match[2]) if match else ("=", rule)
    return any(_compares(value, operator, wanted) for value in values)


def _compares(value: str, operator: str, wanted: str) -> bool:
    try:
        left: float | str = float(value)
        right: float | str = float(wanted)
    except ValueError:
        left, right = value.lower(), wanted.lower()
    return {
        "=": left == right,
        "!=": left != right,
        ">=": left >= right,  # type: ignore[operator]
        "<=": left <= right,  # type: ignore[operator]
        ">": left > right,  # type: ignore[operator]
        "<": left < right,  # type: ignore[operator]
    }[operator]
