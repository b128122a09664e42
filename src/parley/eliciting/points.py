"""From orders and swings to points: each party's best answers together are 100, its worst 0."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from parley.eliciting.answers import Sheet
from parley.eliciting.question import id_of


@dataclass(frozen=True)
class Points:
    """`values` map whom (a party, or `party.kind`), issue and option to points and their range."""

    values: Mapping[str, Mapping[str, Mapping[str, tuple[float, tuple[float, float] | None]]]]

    def complete(self, who: str) -> bool:
        """Whether a party's points follow from the answers so far."""
        return who in self.values

    def plan(self, sheet: Sheet, who: str, plan: str) -> float:
        """What a named package is worth to a party, in points."""
        return sum(
            options[id_of(sheet.text(f"plan/{id_of(plan)}/{issue}"))][0]
            for issue, options in self.values[who].items()
            if id_of(sheet.text(f"plan/{id_of(plan)}/{issue}")) in options
        )


def sides(sheet: Sheet) -> list[tuple[str, str]]:
    """Whose preferences are asked for: each party, the hidden one by kind; as ids and in words."""
    found = []
    for party in sheet.names("parties"):
        kinds = sheet.names("kinds") if party == sheet.text("hidden") else []
        if kinds:
            found += [(f"{id_of(party)}.{id_of(kind)}", f"{party} if {kind}") for kind in kinds]
        else:
            found.append((id_of(party), party))
    return found


def points_of(sheet: Sheet) -> Points:
    """Points of every party whose orders and swings are there: swing over the sum of swings, times 100."""
    issues = sheet.names("issues")
    values = {}
    for who, _ in sides(sheet):
        swings = {issue: swing(sheet, who, issue) for issue in issues}
        ranked = {issue: sheet.names(f"order/{who}/{id_of(issue)}") for issue in issues}
        if any(one is None for one in swings.values()) or not all(ranked.values()):
            continue
        total = sum(one or 0.0 for one in swings.values()) or 1.0
        values[who] = {
            id_of(issue): {
                id_of(option): _option(sheet, who, issue, option, 100.0 * (swings[issue] or 0.0) / total)
                for option in ranked[issue]
            }
            for issue in issues
        }
    return Points(values)


def swing(sheet: Sheet, who: str, issue: str) -> float | None:
    """How much moving an issue from worst to best counts; 100 for the one that counts most."""
    issues = sheet.names("issues")
    if len(issues) == 1 or sheet.text(f"most/{who}") == issue:
        return 100.0
    question = f"swing/{who}/{id_of(issue)}"
    return sheet.number(question) if sheet.given.get(question) else None


def _option(
    sheet: Sheet, who: str, issue: str, option: str, weight: float
) -> tuple[float, tuple[float, float] | None]:
    """Points of an option: none for the worst, the whole weight for the best, a part of it between."""
    ranked = sheet.names(f"order/{who}/{id_of(issue)}")
    question = f"swing/{who}/{id_of(issue)}"
    spread = sheet.spread(question)
    whole = sheet.number(question) or 100.0
    share = 1.0 if option == ranked[0] else 0.0
    if option in ranked[1:-1]:
        share = sheet.number(f"between/{who}/{id_of(issue)}/{id_of(option)}", 50.0) / 100.0
    points = weight * share
    if spread is None or share == 0.0:
        return points, None
    return points, (points * spread[0] / whole, points * spread[1] / whole)
