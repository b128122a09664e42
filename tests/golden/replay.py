"""A case's solution told as plain text: what is likely to happen, date by date, for a person to review."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from parley.scenario import read_scenario
from parley.workbench import outlook_of

NOTED = 0.0005
"""Smaller probabilities and counts are left out."""

DATES = 6


def replay(case: Path) -> str:
    """The replay of a case, one fact a line."""
    outlook = outlook_of(read_scenario(case), case.name, {}).document()
    return "\n".join(_lines(outlook)) + "\n"


def _lines(outlook: Mapping[str, Any]) -> Iterator[str]:
    solver, rounds = outlook["solver"], outlook["solver"]["rounds"]
    yield f"{outlook['case']}: {outlook['title']}"
    yield (
        f"{rounds} rounds from {outlook['rounds'][0]} to {outlook['rounds'][-1]}, "
        f"{solver['situations']} situations, {solver['belief_nodes']} belief nodes"
    )
    yield from _first_round(outlook)
    marks = sorted({1, *(round(rounds * k / (DATES - 1)) for k in range(DATES))} - {0})
    yield from _by_date(
        "by then", {**outlook["endings"], "still fighting": outlook["still_fighting"]}, outlook, marks
    )
    for holder, belief in outlook["beliefs"].items():
        yield from _by_date(f"{holder} believes", belief, outlook, marks)
    for name, track in outlook["tracks"].items():
        yield from _by_date(name, track, outlook, marks)
    for name, settings in outlook["posture"].items():
        yield from _by_date(name, settings, outlook, marks)
    yield from _whole_course(outlook)


def _first_round(outlook: Mapping[str, Any]) -> Iterator[str]:
    """What each party does in the first round, by disposition where that makes a difference."""
    yield "\nin the first round"
    for party, actions in outlook["actions"].items():
        for name, counts in actions.items():
            by = [series[0] for series in counts["by_disposition"].values()] or [counts["expected"][0]]
            if max(by) >= NOTED:
                yield f"  {party:<12} {name:<44}" + "".join(f"{chance:9.3f}" for chance in by)


def _by_date(
    title: str, named: Mapping[str, list[float]], outlook: Mapping[str, Any], marks: list[int]
) -> Iterator[str]:
    yield f"\n{title:<46}" + "".join(f"{outlook['rounds'][t][2:]:>10}" for t in marks)
    for name, series in named.items():
        if max(abs(value) for value in series) >= NOTED:
            yield f"  {name:<44}" + "".join(f"{series[t]:10.3f}" for t in marks)


def _whole_course(outlook: Mapping[str, Any]) -> Iterator[str]:
    """Counts over all rounds, worths now, how long a peace lasts, and the certificate."""
    yield "\nexpected times until the horizon"
    for party, actions in outlook["actions"].items():
        for name, counts in actions.items():
            if sum(counts["expected"]) >= NOTED:
                yield f"  {party:<12} {name:<44}{sum(counts['expected']):9.3f}"
    yield "\nanswers: accept, refuse, walk out"
    for party, asked in outlook["answers"].items():
        for name, counts in asked.items():
            if sum(counts.values()) >= NOTED:
                yield f"  {party:<12} {name:<44}" + "".join(f"{count:9.3f}" for count in counts.values())
    yield "\nworth now; gain from waiting in the first round; regret and what logit allows"
    for party, worth in outlook["values"].items():
        gain = outlook["gain_over_best"][party][0]
        regret = outlook["solver"]["regret"][party]
        yield (
            f"  {party:<12}{worth['mean']:10.3f}{'none' if gain is None else format(gain, '.3f'):>10}"
            f"{regret['points']:10.3f}{regret['allowed']:10.3f}"
        )
    yield "\na peace signed now is kept"
    kept = {plan: round(kept["mean"], 3) for plan, kept in outlook["durability"].items()}
    if set(kept.values()) == {1.0}:
        yield "  always"
        return
    for plan, chance in kept.items():
        yield f"  {plan:<44}{chance:10.3f}"
