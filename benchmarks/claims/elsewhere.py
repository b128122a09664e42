"""Figures of other shipped cases that the page of claims tells: read off what a command gives, and kept.

    {settled: 1953-06-01, in: no_bonus}                 probability of a settlement by a date, in per cent
    {worth: usa, in: no_bonus, less: stated}            worth now, or the difference between two
    {waiting: bare_freeze, to: russia, given: waiter}   worth of fighting on less that of a plan, at once
    {stands: us_aid, at: sold, on: 2026-06-24}          probability that something stands so, in per cent
    {times: "gesture:x", by: russia, given: settler}    expected number of times, `within` so many rounds
    {told: U77}                                         how many times as likely a move is for the first kind

`in` names a what-if, or is `stated`, as it is where it is left out. Solving takes minutes, so figures are
kept in `elsewhere.json`, and a slow test solves again.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from benchmarks.claims.filing import GAMES, Claim, Elsewhere

KEPT = GAMES.parent / "elsewhere.json"
STATED = "stated"

Spec = Mapping[str, Any]
Document = Mapping[str, Any]


def kept() -> dict[str, dict[str, float]]:
    """Every figure by claim and name, as they were when they were last worked out."""
    found: dict[str, dict[str, float]] = json.loads(KEPT.read_text(encoding="utf-8"))
    return found


def work_out(claims: tuple[Claim, ...]) -> dict[str, dict[str, float]]:
    """Every figure by claim and name; of each case everything is solved once."""
    documents = _documents([other.command for claim in claims for other in claim.elsewhere])
    found: dict[str, dict[str, float]] = {}
    for claim in claims:
        for other in claim.elsewhere:
            figures = {name: _read(documents[other.command], spec) for name, spec in other.figures.items()}
            found[claim.slug] = found.get(claim.slug, {}) | figures
    return found


def keep(found: Mapping[str, Mapping[str, float]]) -> None:
    """Write figures where they are kept."""
    KEPT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def says(other: Elsewhere, figures: Mapping[str, float]) -> str:
    """What is said of another case, with its figures put in."""
    return other.says.format(**{name: printed(spec, figures[name]) for name, spec in other.figures.items()})


def printed(spec: Spec, figure: float) -> str:
    """A figure as the page prints it."""
    if "told" in spec or "within" in spec:
        return f"{figure:.2f}"
    return f"{figure:.0f}" if "stands" in spec else f"{figure:.1f}"


def _documents(commands: Sequence[str]) -> dict[str, Document]:
    """What each command gives; the what-ifs of one case are made together, as the figures are the same."""
    from parley import workbench

    asked: dict[str, list[tuple[str, str, list[str]]]] = {}
    for command in commands:
        _, verb, case, *names = command.split()
        asked.setdefault(case, []).append((command, verb, names))
    found: dict[str, Document] = {}
    for case, ways in asked.items():
        names = [name for _, verb, more in ways for name in more if verb == "what-if"]
        if names:
            made = workbench.what_if(case, names)
            found |= {command: made.what_ifs.document() for command, verb, _ in ways if verb == "what-if"}
            found |= {command: made.stated.outlook.document() for command, verb, _ in ways if verb == "run"}
        found |= {command: workbench.weigh(case).weighing for command, verb, _ in ways if verb == "weigh"}
    return found


def _read(document: Document, spec: Spec) -> float:
    if "less" in spec:
        other = {**spec, "in": spec["less"]}
        del other["less"]
        plain = {key: value for key, value in spec.items() if key != "less"}
        return float(_read(document, plain) - _read(document, other))
    if "told" in spec:
        seen = [one for one in document["moments"] if one["kind"] == "action"]
        (moment,) = [one for one in seen if one["move"] == spec["told"]]
        return math.exp(float(moment["told"]))
    found = _under(document, spec.get("in", STATED))
    if "worth" in spec:
        return float(found["values"][spec["worth"]]["mean"])
    if "settled" in spec:
        t = _round(found, spec["settled"])
        settled = [
            float(path[t]) for name, path in found["endings"].items() if name.startswith("settlement:")
        ]
        return 100.0 * sum(settled)
    if "stands" in spec:
        return 100.0 * float(found["posture"][spec["stands"]][spec["at"]][_round(found, spec["on"])])
    if "waiting" in spec:
        return float(
            found["gain_from_waiting"][spec["to"]][spec["waiting"]]["by_disposition"][spec["given"]][0]
        )
    counts = found["actions"][spec["by"]][spec["times"]]["by_disposition"][spec["given"]]
    return float(sum(counts[: spec.get("within")]))


def _under(document: Document, name: str) -> Document:
    if "what_ifs" not in document:
        return document
    if name == STATED:
        return dict(document[STATED])
    (found,) = [one for one in document["what_ifs"] if one["name"] == name]
    return dict(found)


def _round(found: Document, day: str | date) -> int:
    return bisect_right([str(one) for one in found["rounds"]], str(day)) - 1
