"""When going on stops paying: by party and plan, the day on which going on is worth no more than the plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from parley.languages import wordable, worded
from parley.outlook.breaking_even import breaks_even
from parley.report.charts.dots import dots
from parley.report.context import Figure, Section, Table
from parley.report.reading import Reading
from parley.report.words import count, day, listing

_MOST_PLANS = 3
_CALLED = (wordable("Party"), wordable("Plan"))


def breaking_even(reading: Reading) -> Section | None:
    """A line for each party, and each of its dispositions, and the day for each of the likeliest plans."""
    plans = list(reading.leading_plans[:_MOST_PLANS])
    found = {plan: _days(reading, plan) for plan in plans}
    names = list(dict.fromkeys(name for days in found.values() for name in days))
    later = {
        name: {reading.plan(plan): float(n) for plan in plans if (n := found[plan].get(name))}
        for name in names
    }
    # Who would rather sign from the first day, or go on to the last, breaks even on no day between.
    later = {name: days for name, days in later.items() if days}
    if not names:
        return None
    rows = tuple((name, *(_told(reading, found[plan], name) for plan in plans)) for name in names)
    table = Table((worded("Going on is worth more to"), *(reading.plan(plan) for plan in plans)), rows)
    title = worded("When going on stops paying")
    rule = worded(
        "The first day, of those on which a round begins, on which going on is worth no more to a party than "
        "the plan would be, given that nothing has ended the war before. What war costs a party, at home "
        "above all, and what it hopes to gain by it are both in that worth."
    )
    if not later:
        lead = worded("No party changes sides on any of these plans between the first day and the horizon.")
        return Section(id="breaking-even", title=title, lead=(lead,), tables=(table,), notes=(rule,))
    kinds = [
        reading.plan(plan) for plan in plans if any(reading.plan(plan) in days for days in later.values())
    ]
    told = listing(
        [f"{name}, {count(round(n), 'day')}" for name, days in later.items() for n in days.values()]
    )
    figure = Figure(
        id="breaking-even",
        title=title,
        spec=dots(later, kinds, worded("days until going on is worth no more"), _CALLED),
        alt=worded("A dot for each party and plan: {told}.", told=told),
        caption=rule,
        table=table,
        small=True,
    )
    return Section(id="breaking-even", title=title, figures=(figure,))


def _days(reading: Reading, plan: str) -> dict[str, int | None]:
    """Days to break even with a plan, by the name of each party and disposition it is worth something to."""
    found: dict[str, int | None] = {}
    rounds = reading.outlook.rounds
    for party, gains in reading.outlook.gain_from_waiting.items():
        if plan not in gains:
            continue
        paths: dict[str, Sequence[float | None]] = {
            f"{reading.party(party)}, {reading.disposition(kind)}": gains[plan].by_disposition[kind]
            for kind in reading.own_kinds(party)
        }
        for name, path in (paths or {reading.party(party): gains[plan].mean}).items():
            found[name] = breaks_even(rounds, path)
    return found


def _told(reading: Reading, found: dict[str, int | None], name: str) -> str:
    if name not in found:
        return worded("no part in it")
    days = found[name]
    if days is None:
        return worded("until {day} at least", day=day(reading.horizon))
    if days == 0:
        return worded("on no day")
    until = day(reading.as_of + timedelta(days=days))
    return worded("until {day} ({days})", day=until, days=count(days, "day"))
