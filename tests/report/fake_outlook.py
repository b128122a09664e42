"""An invented outlook of realistic shape, made by a few formulas so that its parts agree with each other."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Any

import numpy as np

from parley.scenario.quantities import Number

AS_OF = date(2025, 3, 19)
ROUNDS = 80
DISPOSITIONS = {"pragmatic": "Pragmatic", "maximalist": "Maximalist"}
WEIGHTS = {"pragmatic": 0.35, "maximalist": 0.65}
PLANS = {
    "kremlin_terms": "Kremlin terms",
    "frozen_line": "Frozen contact line",
    "freeze_with_force": "Freeze with a European force",
    "istanbul_plus": "Istanbul plus",
    "partition_by_stages": "Partition by stages",
}
HAZARDS = {  # per round, by disposition: early hazard, late hazard
    "settlement:kremlin_terms": ((0.0006, 0.0012), (0.0009, 0.0028)),
    "settlement:frozen_line": ((0.006, 0.004), (0.0006, 0.0004)),
    "settlement:freeze_with_force": ((0.0022, 0.0030), (0.0001, 0.0002)),
    "settlement:istanbul_plus": ((0.0010, 0.0012), (0.0008, 0.0012)),
    "settlement:partition_by_stages": ((0.0002, 0.0003), (0.0001, 0.0002)),
    "collapse:ukraine": ((0.0001, 0.0008), (0.0002, 0.0016)),
    "collapse:russia": ((0.00001, 0.00005), (0.00001, 0.00005)),
    "breakdown": ((0.0006, 0.0004), (0.0012, 0.0008)),
}
PARTIES = {"russia": "Russia", "ukraine": "Ukraine", "usa": "United States", "europe": "Europe"}


def _endings() -> tuple[dict[str, list[float]], list[float], dict[str, list[float]]]:
    """Cumulative endings and survival under the analyst's weights, and survival by disposition."""
    time = np.linspace(0, 1, ROUNDS)
    cumulative = {name: np.zeros(ROUNDS + 1) for name in HAZARDS}
    alive_by = {}
    for index, (disposition, weight) in enumerate(WEIGHTS.items()):
        hazards = {n: h[index][0] + (h[index][1] - h[index][0]) * time for n, h in HAZARDS.items()}
        alive = np.concatenate([[1.0], np.cumprod(1 - sum(hazards.values()))])
        alive_by[disposition] = alive.tolist()
        for name, hazard in hazards.items():
            cumulative[name][1:] += weight * np.cumsum(alive[:-1] * hazard)
    still = np.sum([WEIGHTS[d] * np.array(alive) for d, alive in alive_by.items()], axis=0)
    return {n: c.tolist() for n, c in cumulative.items()}, still.tolist(), alive_by


def _beliefs(alive_by: dict[str, list[float]]) -> dict[str, dict[str, list[float]]]:
    priors = {"ukraine": 0.12, "usa": 0.73, "europe": 0.2, "analyst": WEIGHTS["pragmatic"]}
    beliefs = {}
    for holder, prior in priors.items():
        odds = [
            prior * p / (prior * p + (1 - prior) * m)
            for p, m in zip(alive_by["pragmatic"], alive_by["maximalist"], strict=True)
        ]
        beliefs[holder] = {"pragmatic": odds, "maximalist": [1 - o for o in odds]}
    return beliefs


def _track(start: float, drift: float, spread: float, low: float, high: float) -> dict[str, list[float]]:
    mean = [start + drift * t for t in range(ROUNDS + 1)]
    wide = [spread * math.sqrt(t) for t in range(ROUNDS + 1)]

    def clip(sign: float) -> list[float]:
        return [float(round(min(high, max(low, m + sign * w)))) for m, w in zip(mean, wide, strict=True)]

    return {"mean": mean, "p10": clip(-1.28), "p50": clip(0), "p90": clip(1.28)}


def _two(start: float, end: float, first: str, second: str) -> dict[str, list[float]]:
    share = [end + (start - end) * math.exp(-t / 20) for t in range(ROUNDS + 1)]
    return {first: share, second: [1 - s for s in share]}


def _ladder() -> dict[str, list[float]]:
    demanded = [math.exp(-t / 18) for t in range(ROUNDS + 1)]
    conceded = [0.2 * (1 - math.exp(-t / 40)) for t in range(ROUNDS + 1)]
    expected = [1 - d - c if d + c < 1 else 0.0 for d, c in zip(demanded, conceded, strict=True)]
    return {"open": [0.0] * (ROUNDS + 1), "demanded": demanded, "expected": expected, "conceded": conceded}


def _action(
    pragmatic: float, maximalist: float, fade: float, alive: dict[str, list[float]]
) -> dict[str, Any]:
    rates = {"pragmatic": pragmatic, "maximalist": maximalist}
    by = {d: [r * math.exp(-fade * t) * alive[d][t] for t in range(ROUNDS)] for d, r in rates.items()}
    return {
        "expected": [sum(WEIGHTS[d] * by[d][t] for d in WEIGHTS) for t in range(ROUNDS)],
        "by_disposition": by,
    }


def _actions(alive: dict[str, list[float]]) -> dict[str, dict[str, Any]]:
    rates = {
        "russia": {
            "hold": (0.11, 0.16, 0.0),
            "offer:kremlin_terms": (0.015, 0.030, 0.0),
            "offer:frozen_line": (0.03, 0.003, 0.01),
            "propose:energy_truce": (0.02, 0.015, 0.02),
            "leave:energy_truce": (0.004, 0.008, 0.0),
            "demand:end_us_support": (0.006, 0.012, 0.03),
            "gesture:goodwill": (0.03, 0.018, 0.02),
        },
        "ukraine": {
            "hold": (0.09, 0.09, 0.0),
            "offer:freeze_with_force": (0.03, 0.03, 0.0),
            "offer:frozen_line": (0.02, 0.02, -0.005),
        },
        "usa": {
            "hold": (0.12, 0.10, 0.0),
            "offer:frozen_line": (0.06, 0.06, 0.01),
            "set:us_support:paused": (0.004, 0.004, -0.005),
            "set:us_support:on": (0.002, 0.003, 0.0),
            "concede:end_us_support": (0.003, 0.003, 0.0),
            "rebuff:end_us_support": (0.006, 0.006, 0.02),
            "propose:energy_truce": (0.02, 0.02, 0.01),
        },
        "europe": {"hold": (0.07, 0.07, 0.0), "set:eu_support:high": (0.02, 0.02, 0.0)},
    }
    return {
        party: {a: _action(p, m, fade, alive) for a, (p, m, fade) in acts.items()}
        for party, acts in rates.items()
    }


def fake_outlook() -> dict[str, Any]:
    """The outlook of an invented run of a case shaped like the talks of spring 2025."""
    endings, still, alive = _endings()
    rounds = [(AS_OF + timedelta(days=7 * t)).isoformat() for t in range(ROUNDS + 1)]
    empty = [0.93 - 0.25 * t / ROUNDS for t in range(ROUNDS)]
    peaks = {"frozen_line": 0.7, "freeze_with_force": 0.3, "istanbul_plus": 0.35, "kremlin_terms": 0.2}
    return {
        "case": "ukraine-2025",
        "title": "Ukraine: talks of spring 2025",
        "as_of": AS_OF.isoformat(),
        "version": "0.1.0",
        "input_hashes": {"scenario.yaml": "3f" * 32, "facts.csv": "a1" * 32, "moves.csv": "0c" * 32},
        "rounds": rounds,
        "endings": endings,
        "still_fighting": still,
        "beliefs": _beliefs(alive),
        "tracks": {
            "front": _track(3, 0.022, 0.16, 0, 10),
            "reserves": _track(4, -0.018, 0.13, 0, 6),
        },
        "posture": {
            "us_support": _two(1.0, 0.72, "on", "paused"),
            "eu_support": _two(1.0, 0.35, "low", "high"),
            "sanctions": _two(1.0, 0.999, "kept", "eased"),
            "end_us_support": _ladder(),
            "energy_truce": _two(1.0, 0.62, "off", "in_force"),
        },
        "actions": _actions(alive),
        "answers": {
            "ukraine": {
                "offer:frozen_line": {"accept": 0.30, "refuse": 2.1, "walk_out": 0.0},
                "offer:kremlin_terms": {"accept": 0.11, "refuse": 1.2, "walk_out": 0.0},
            },
            "russia": {
                "offer:frozen_line": {"accept": 0.21, "refuse": 2.9, "walk_out": 0.0},
                "offer:freeze_with_force": {"accept": 0.07, "refuse": 1.6, "walk_out": 0.0},
            },
        },
        "values": {
            "russia": {"mean": 51.2, "by_disposition": {"pragmatic": 47.9, "maximalist": 53.0}},
            "ukraine": {"mean": 33.4, "by_disposition": {"pragmatic": 39.8, "maximalist": 29.9}},
            "usa": {"mean": 28.1, "by_disposition": {"pragmatic": 33.1, "maximalist": 25.4}},
            "europe": {"mean": 36.0, "by_disposition": {"pragmatic": 41.0, "maximalist": 33.3}},
        },
        "gain_from_waiting": {
            party: {
                plan: {
                    "mean": [gain - 0.04 * t - 3 * x for t in range(ROUNDS)],
                    "by_disposition": {
                        "pragmatic": [gain - 4.0 - 0.04 * t - 3 * x for t in range(ROUNDS)],
                        "maximalist": [gain + 3.0 - 0.04 * t - 3 * x for t in range(ROUNDS)],
                    },
                }
                for x, plan in enumerate(PLANS)
            }
            for party, gain in (("russia", 6.0), ("ukraine", -2.0), ("usa", -11.0), ("europe", 1.0))
        },
        "gain_over_best": {
            "russia": [None if t < 6 else 6.0 - 0.05 * t for t in range(ROUNDS)],
            "ukraine": [None if t < 6 else -2.0 - 0.06 * t for t in range(ROUNDS)],
            "usa": [None if t < 6 else -11.0 + 0.08 * t for t in range(ROUNDS)],
            "europe": [None if t < 6 else 1.0 - 0.03 * t for t in range(ROUNDS)],
        },
        "bargaining_range": {
            "plans": {plan: [peaks.get(plan, 0.01) * (1 - e) for e in empty] for plan in PLANS},
            "empty": empty,
        },
        "durability": {
            "kremlin_terms": {"mean": 0.44, "by_disposition": {"pragmatic": 0.61, "maximalist": 0.35}},
            "frozen_line": {"mean": 0.58, "by_disposition": {"pragmatic": 0.74, "maximalist": 0.49}},
            "freeze_with_force": {"mean": 0.81, "by_disposition": {"pragmatic": 0.90, "maximalist": 0.76}},
            "istanbul_plus": {"mean": 0.52, "by_disposition": {"pragmatic": 0.70, "maximalist": 0.42}},
            "partition_by_stages": {"mean": 0.66, "by_disposition": {"pragmatic": 0.78, "maximalist": 0.60}},
        },
        "solver": {
            "residual": 3.1e-9,
            "regret": {p: {"points": 1.4, "allowed": 4.6} for p in PARTIES},
            "rounds": ROUNDS,
            "situations": 4928,
            "belief_nodes": 21,
            "belief_limit": 6.0,
            "belief_ends": {"lower": 0.04, "upper": 0.01, "withheld": 0.0004, "wide_enough": True},
            "bytes": 214_000_000,
            "seconds": 1.37,
        },
        "parties": PARTIES,
        "plans": PLANS,
        "hidden": "russia",
        "dispositions": DISPOSITIONS,
    }


def fake_numbers() -> tuple[Number, ...]:
    """Invented assumptions of every kind of number a scenario can state."""
    week = 7.0
    return (
        Number(1095.75, "parties.russia.patience.half_life", "days", None, 365.25, 3652.5, sources=("F17",)),
        Number(0.4, "parties.russia.precision", "1/points", None, 0.2, 0.8, note="Judgement: errs rarely."),
        Number(0.35, "parties.russia.dispositions.pragmatic.weight", "chance", None, 0.15, 0.6),
        Number(0.65, "parties.russia.dispositions.maximalist.weight", "chance", None, 0.4, 0.85),
        Number(100.0, "parties.russia.values.territory.four_regions.maximalist", "points", None, 80, 100),
        Number(-0.3, "parties.russia.flow.fighting", "points", week, -0.6, -0.1, sources=("F24", "U31")),
        Number(0.73, "parties.usa.beliefs.russia.pragmatic", "chance", None, 0.5, 0.9, sources=("U31",)),
        Number(25.0, "parties.usa.any_deal.bonus", "points", None, 10, 40, note="A wish for a deal as such."),
        Number(182.6, "parties.usa.any_deal.half_life", "days", None, 60.9, 365.25),
        Number(0.12, "theatre.front.step.up.base", "chance", week, 0.06, 0.2, sources=("F24",)),
        Number(30.0, "accords.energy_truce.lasts", "days", sources=("U73",)),
        Number(0.1, "conditions.end_us_support.sets_in", "chance", week, 0.05, 0.2),
        Number(0.25, "table.floor.russia", "chance", week),
        Number(0.0, "parties.europe.loss_aversion", "points", stated=False),
        Number(-0.4, "issues.foreign_forces.none.strength.ukraine", "log-odds", None, -0.8, 0.0),
    )


LEFT_OUT = """\
- Domestic politics other than the *any-deal bonus* of the United States.
- Third countries that supply weapons to Russia: their aid is taken as constant.

Nothing is said about how a settlement would be **verified**; see `durability`.
"""
