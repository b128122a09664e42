"""One picture a family, drawn from the filed scenarios with their parameters moved."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import altair as alt
from benchmarks.known_games.filing import HERE
from benchmarks.known_games.judging import solve_case
from benchmarks.known_games.reading import read_off

from parley.report.charts.still import still
from parley.report.charts.style import HUES, ROWS, dressed

Rows = list[dict[str, Any]]
HEIGHT = 300


def draw_all(folder: Path) -> list[Path]:
    """Draw every picture into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, (draw, said) in PICTURES.items():
        path = folder / f"{name}.svg"
        path.write_text(still(draw(), name, said) + "\n", encoding="utf-8")
        written.append(path)
    return written


def _read(slug: str, changes: Mapping[str, object], *specs: Mapping[str, Any]) -> list[float]:
    played = solve_case(HERE / slug, changes)
    return [read_off(played, spec) for spec in specs]


def _lines(rows: Rows, x: str, y: str, log: bool = False, dots: bool = False) -> dict[str, Any]:
    """Lines by `name` in the house style; rows with `point` set are dots of the same colour."""
    names = list(dict.fromkeys(row["name"] for row in rows))
    scale = alt.Scale(type="log", nice=False) if log else alt.Scale(zero=False, nice=False)
    whole: dict[str, Any] = (
        {"tickMinStep": 1, "format": "d"} if all(isinstance(row["x"], int) for row in rows) else {}
    )
    base = alt.Chart(alt.NamedData(name=ROWS)).encode(
        x=alt.X("x:Q", title=x, scale=scale, axis=alt.Axis(grid=False, **whole)),
        y=alt.Y("y:Q", title=y, scale=alt.Scale(zero=False)),
        color=alt.Color(
            "name:N",
            title=None,
            sort=names,
            scale=alt.Scale(domain=names, range=[HUES[k % len(HUES)] for k in range(len(names))]),
            legend=alt.Legend(orient="bottom", symbolType="stroke", labelLimit=400),
        ),
    )
    lines = base.transform_filter("!datum.point").mark_line(strokeWidth=2, point=dots)
    points = base.transform_filter("datum.point").mark_point(size=60, filled=True)
    return dressed(alt.layer(lines, points).to_dict(validate=False), rows, HEIGHT)


def _first_share() -> dict[str, Any]:
    rows: Rows = []
    for d in (0.9, 0.99):
        for parity, start in (("odd", 1), ("even", 2)):
            for offers in range(start, 101, 2):
                changes = {f"parties.{p}.patience.per_round": d for p in ("one", "two")}
                (share,) = _read(
                    "rubinstein-1982", {**changes, "horizon": f"{offers} rounds"}, {"worth": "one"}
                )
                rows.append({"name": f"discount {d}, {parity} number of offers", "x": offers, "y": share})
    return _lines(rows, "number of offers", "share of the first proposer")


def _demand() -> dict[str, Any]:
    rows: Rows = []
    menu = {f"d{k}": k / 20 for k in range(21)}
    for step in range(1, 50):
        q = step / 50
        kinds = {"parties.b.dispositions": {"tough": {"weight": q}, "weak": {"weight": 1 - q}}}
        (perfect,) = _read("fearon-1995-cost", kinds, {"demand": "a"})
        rows.append({"name": "perfect", "x": q, "y": perfect})
        for precision in (100, 20):
            changes = {**kinds, "parties.a.precision": precision, "parties.b.precision": precision}
            (mean,) = _read("fearon-1995-precision", changes, {"mean": {"demand": menu}})
            rows.append({"name": f"precision {precision}", "x": q, "y": mean})
    return _lines(rows, "belief that the other side is tough", "mean demand, share of the pie")


def _fall() -> dict[str, Any]:
    d, destroyed = 0.95, 0.2
    rows: Rows = []
    for side in ("decliner", "riser"):
        name = f"the {side} makes the offers"
        for chance in (0.5, 0.6, 0.7, 0.8, 0.9, 1.0):
            low, high = 0.0, chance
            for _ in range(9):
                middle = (low + high) / 2
                low, high = (middle, high) if _fights(side, chance, middle, d, destroyed) else (low, middle)
            rows.append({"name": name, "x": chance, "y": (low + high) / 2, "point": True})
        for step in range(51):
            chance = 0.5 + step / 100
            edge = (
                1 - (1 / (1 - destroyed) - chance) / d
                if side == "decliner"
                else (chance - (1 - d) / (1 - destroyed)) / d
            )
            rows.append({"name": name, "x": chance, "y": max(edge, 0.0)})
    return _lines(rows, "chance of winning now", "war if it falls below, next round")


def _fights(side: str, chance: float, later: float, d: float, destroyed: float) -> bool:
    """Whether there is war at once if a side's chance falls from one value to another."""
    whole, answers = 1 / (1 - d), "riser" if side == "decliner" else "decliner"
    worth = [
        {"decliner": p * (1 - destroyed) * whole, "riser": (1 - p) * (1 - destroyed) * whole}
        for p in (chance, later)
    ]
    changes: dict[str, object] = {f"parties.{p}.patience.per_round": d for p in ("decliner", "riser")}
    for phase, by_party in enumerate(worth):
        for party, points in by_party.items():
            changes[f"endings.walk_out.{answers}.{party}.p{phase}"] = points
            if side == "decliner":
                changes[f"theatre.war.collapse.top.worth.{party}.p{phase}"] = points / d
    changes["endings.horizon"] = {side: whole - worth[1][answers], answers: worth[1][answers]}
    (war,) = _read(f"powell-2006-{side}", changes, {"ending": ["breakdown", "collapse:riser"], "round": 0})
    return war > 0.5


def _division() -> dict[str, Any]:
    rows: Rows = []
    for d in (0.9, 0.99):
        changes: dict[str, object] = {}
        for party in ("one", "two"):
            changes[f"parties.{party}.patience.per_round"] = d
            changes[f"parties.{party}.flow"] = f"{0.3 * (1 - d):.6g} per round"
        fronts = range(1, 6)
        mine = _read("slantchev-2003", changes, *({"worth": "one", "at": {"front": k}} for k in fronts))
        theirs = _read(
            "slantchev-2003", changes, *({"worth": "two", "at": {"front": k}, "round": 1} for k in fronts)
        )
        rows += [
            {"name": f"first side offers, discount {d}", "x": k, "y": x}
            for k, x in zip(fronts, mine, strict=True)
        ]
        rows += [
            {"name": f"second side offers, discount {d}", "x": k, "y": 1 - y}
            for k, y in zip(fronts, theirs, strict=True)
        ]
    return _lines(rows, "front (at 6 the first side has won)", "share of the first side", dots=True)


def _belief() -> dict[str, Any]:
    rows: Rows = []
    for prior, first, second in ((0.5, 0.9, 0.7), (0.2, 0.95, 0.8)):
        name = f"prior {prior}; a battle is survived with {first} or {second}"
        changes = {
            "parties.d.dispositions": {"lasting": {"weight": prior}, "brittle": {"weight": 1 - prior}},
            "theatre.front.step.up": {
                "lasting": f"{1 - first:.4g} per round",
                "brittle": f"{1 - second:.4g} per round",
            },
            "horizon": "12 rounds",
            "belief_grid": {"nodes": 41, "limit": 20 * math.log(first / second)},
        }
        solved = _read(
            "powell-2004-learning", changes, *({"belief": "lasting", "round": n} for n in range(13))
        )
        for n, belief in enumerate(solved):
            known = prior * first**n / (prior * first**n + (1 - prior) * second**n)
            rows.append({"name": name, "x": n, "y": belief})
            rows.append({"name": name, "x": n, "y": known, "point": True})
    return _lines(rows, "battles survived", "belief that the side lasts")


def _proposer() -> dict[str, Any]:
    rows: Rows = []
    for n, steps in ((3, 20), (5, 25)):
        for to_come in range(1, 9):
            specs = [
                {"action": f"offer:one_{k}", "by": "one", "given floor": n, "round": 0}
                for k in range(steps + 1)
            ]
            chances = _read(f"baron-ferejohn-1989-{n}", {"horizon": f"{to_come} rounds"}, *specs)
            keeps = sum(k / steps * chance for k, chance in enumerate(chances))
            rows.append({"name": f"{n} parties", "x": to_come, "y": keeps})
    return _lines(rows, "rounds to come", "share the proposer keeps", dots=True)


def _reassurance() -> dict[str, Any]:
    rows: Rows = []
    p2, nice, sucker, tempted, mean = 0.1, 2.0, 1.0, 2.0, 1.0
    for step in range(61):
        a = 0.66 + step * 0.002
        changes = {
            "levers.signal.switch_cost.yes": {
                "nice": a * ((1 - p2) * sucker - p2 * nice),
                "mean": a * ((1 - p2) * sucker - p2 * mean),
            },
            "endings.horizon.sender.trusted.add": {"nice": nice * (1 - a), "mean": tempted * (1 - a)},
            "parties.sender.dispositions": {"nice": {"weight": 0.6}, "mean": {"weight": 0.4}},
            "belief_grid.limit": 2,
        }
        signal = {"chance": {"signal": "yes"}}
        chances = _read("kydd-2000", changes, {**signal, "under": "nice"}, {**signal, "under": "mean"})
        for kind, chance in zip(("nice", "mean"), chances, strict=True):
            rows.append({"name": f"{kind} kind reassures (precision 50)", "x": a, "y": chance})
    for edge, at in (("lower", 0.714286), ("upper", 0.740741)):
        rows += [{"name": f"{edge} end of the window", "x": at, "y": y} for y in (0.0, 1.0)]
    return _lines(rows, "stake a of the first step", "chance of reassuring")


def _take() -> dict[str, Any]:
    rows: Rows = []
    for step in range(41):
        precision = 0.1 * 10 ** (step * 2.5 / 40)
        changes = {"parties.one.precision": precision, "parties.two.precision": precision}
        specs = [{"chance": {"node": k}, "given": {"node": {"at_least": k}}} for k in range(4)]
        for move, chance in enumerate(_read("mckelvey-palfrey-1998-centipede", changes, *specs), start=1):
            rows.append({"name": f"move {move}", "x": precision, "y": chance})
    return _lines(rows, "precision, 1/dollar", "chance that the pile is taken", log=True)


PICTURES: dict[str, tuple[Callable[[], dict[str, Any]], str]] = {
    "first-share-by-horizon": (_first_share, "Share of the first proposer by number of offers."),
    "demand-by-belief": (_demand, "Mean demand by the belief that the other side is tough."),
    "war-by-fall": (_fall, "Chance below which a fall brings war, by the chance now."),
    "division-by-front": (_division, "Share of the first side by the position of the front."),
    "belief-by-battles": (_belief, "Belief that a side lasts by battles survived."),
    "proposer-by-rounds": (_proposer, "Share the proposer keeps by rounds to come."),
    "reassurance-by-stake": (_reassurance, "Chance that each kind reassures by stake."),
    "take-by-precision": (_take, "Chance that the pile is taken at each move by precision."),
}
