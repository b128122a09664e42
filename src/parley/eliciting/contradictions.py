"""What answers say against each other, in the words of the answers."""

from __future__ import annotations

from parley.eliciting.answers import Sheet
from parley.eliciting.interview import odds_of
from parley.eliciting.points import points_of, sides, swing
from parley.eliciting.question import id_of

NEAR = 5.0
"""Packages within so many points are as good as each other."""


def _odds(sheet: Sheet) -> list[tuple[str, str]]:
    """Kinds whose chances leave none for the last one."""
    kinds, hidden = sheet.names("kinds"), sheet.text("hidden")
    found = []
    for who in ("analyst", *(id_of(party) for party in sheet.names("parties") if party != hidden)):
        said = [odds_of(who, kind, kinds) for kind in kinds[:-1]]
        if len(kinds) < 3 or not all(sheet.given.get(one) for one in said):
            continue
        total = sum(sheet.number(one) for one in said)
        if total >= 100.0:
            name = "you" if who == "analyst" else who
            text = (
                f"the chances {name} gave to kinds of {hidden} come to {total:g} %, "
                f"which leaves none for {kinds[-1]}"
            )
            found.append((f"odds/{who}/", text))
    return found


def contradictions(sheet: Sheet) -> list[tuple[str, str]]:
    """Each contradiction with the beginning of the ids of the answers to look at again."""
    found: list[tuple[str, str]] = []
    points = points_of(sheet)
    found += _odds(sheet)
    begins, ends = sheet.text("as_of"), sheet.text("horizon")
    if ends and ends <= begins:
        found.append(
            ("horizon", f"you look ahead to {ends}, which is not after {begins}, the day you speak from")
        )
    steps, now = sheet.number("line/steps", 4.0), sheet.number("line/now")
    if sheet.given.get("line/now") and now > steps:
        text = f"you let the line stand on step {now:g} today, but it has no more than {steps:g}"
        found.append(("line/", text))
    issues, plans = sheet.names("issues"), sheet.names("plans")
    for who, name in sides(sheet):
        most = sheet.text(f"most/{who}")
        for issue in issues:
            counted = swing(sheet, who, issue)
            if most and issue != most and counted is not None and counted > 100.0:
                text = (
                    f"you said that {name} would first want “{most}” moved, but moving “{issue}” counts more "
                    f"for it ({counted:.0f} against 100)"
                )
                found.append((f"swing/{who}/{id_of(issue)}", text))
        liked = sheet.text(f"likes/{who}")
        if liked and points.complete(who):
            worth = {plan: points.plan(sheet, who, plan) for plan in plans}
            best = max(worth, key=lambda plan: worth[plan])
            if worth[best] - worth.get(liked, worth[best]) > NEAR:
                text = (
                    f"you put “{liked}” above “{best}” for {name}, but the weights say the reverse "
                    f"({worth[liked]:.0f} against {worth[best]:.0f} points)"
                )
                found.append((f"swing/{who}", text))
    return found
