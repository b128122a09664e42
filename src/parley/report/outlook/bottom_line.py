"""The bottom line: what an outlook says, most important first, in sentences with likelihood words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from parley.game.names import EndingKind
from parley.outlook import HiddenSide
from parley.report.context import Finding
from parley.report.reading import Reading
from parley.report.words import YardstickName, count, day, judgement, listing, percent, points
from parley.scenario.quantities import Number

if TYPE_CHECKING:
    from parley.outside_view import OutsideView
    from parley.report.ranged import Ranged

# Below this a worth is not worth a word: half a point of a hundred.
_SLIGHT = 0.5
_RARE = 0.01
_DISPUTED = 0.1
_AT_AN_END = 0.005
_OVER = 0.05


def bottom_line(
    reading: Reading,
    yardstick: YardstickName = "icd203",
    outside: OutsideView | None = None,
    spread: Ranged | None = None,
) -> tuple[Finding, ...]:
    """The findings a reader in a hurry needs, most important first; those with nothing to say left out.

    Where it hardly can go on to the horizon, how it ends comes before that it does.
    """
    outcome = (
        Finding("Outlook", _outcome(reading, yardstick, spread)),
        Finding("Settlement", _settlement(reading, yardstick, spread)),
        Finding("Other endings", _other_endings(reading, yardstick)),
    )
    if _is_over(reading):
        settled = sum(p for _, p in reading.endings_by_weight(EndingKind.SETTLEMENT))
        ended, settlement, others = outcome
        outcome = (settlement, others, ended) if settled >= 0.5 else (others, settlement, ended)
    findings = (
        Finding("Caution", _at_the_ends(reading)),
        *outcome,
        Finding("Outside view", _outside(outside)),
        Finding("Room for a deal", _room(reading, yardstick)),
        Finding("Waiting", " ".join(waiting(reading))),
        Finding("Beliefs", _dispute(reading)),
    )
    return tuple(finding for finding in findings if finding.text)


def _at_the_ends(reading: Reading) -> str:
    """What a belief grid that is too narrow keeps back; nothing where it is wide enough."""
    solver = reading.outlook.solver
    ends = solver.belief_ends
    if ends.wide_enough:
        return ""
    limit = solver.belief_limit
    places = ((f"\N{MINUS SIGN}{limit:g}", ends.lower), (f"{limit:g}", ends.upper))
    where = [f"{place} ({percent(mass)})" for place, mass in places if mass >= _AT_AN_END]
    return (
        f"The belief grid is too narrow for this war. It may go on with beliefs at an end of it, log-odds"
        f" {listing(where)}, where further evidence is lost; that keeps back {percent(ends.withheld)} of"
        " certainty, and probabilities below may be off by several times as much. Leave out belief_grid, and"
        " one wide enough is chosen, or state a higher limit."
    )


def _is_over(reading: Reading) -> bool:
    """Whether it is as good as certain that some ending comes by the horizon."""
    return reading.outlook.still_fighting[-1] < _OVER


def _outcome(reading: Reading, yardstick: YardstickName, spread: Ranged | None) -> str:
    """Whether it goes on to the horizon and, before that, to a nearer day; by when it ends, where it must."""
    paths = reading.outlook.still_fighting
    end = f"{reading.subject} will still be going on at the horizon, {day(reading.horizon)}"
    sentences = [judgement(paths[-1], end, yardstick)]
    if spread is not None:
        sentences.append(spread.said(spread.fighting))
    quarter = reading.round_at(reading.as_of + timedelta(days=91))
    if _is_over(reading):
        half = next(t for t, path in enumerate(paths) if path < 0.5)
        by = day(reading.dates[half])
        sentences.insert(0, f"An ending is more likely than not by {by} ({percent(1 - paths[half])}).")
    elif reading.horizon - reading.as_of > timedelta(days=150) and 0 < quarter < len(paths) - 1:
        soon = f"no ending will be reached by {day(reading.dates[quarter])}"
        sentences.append(judgement(paths[quarter], soon, yardstick))
    return " ".join(sentence for sentence in sentences if sentence)


def _settlement(reading: Reading, yardstick: YardstickName, spread: Ranged | None) -> str:
    settlements = reading.endings_by_weight(EndingKind.SETTLEMENT)
    settled = sum(p for _, p in settlements)
    sentences = [judgement(settled, f"{reading.subject} will end in a settlement by the horizon", yardstick)]
    if spread is not None and spread.said(spread.settled):
        sentences.append(spread.said(spread.settled))
    if settled >= _RARE:
        plan = settlements[0][0].about
        name = reading.plan(plan)
        sentences.append(f"The most probable package is “{name}” ({percent(settlements[0][1])}).")
        kept = reading.outlook.durability.get(plan)
        if kept and kept.mean < 0.995:
            sentences.append(judgement(kept.mean, "this package, once signed, would be kept", yardstick))
        if reading.carried:
            sentences.append(reading.carried)
    return " ".join(sentences)


def _outside(view: OutsideView | None) -> str:
    if view is None:
        return ""
    from parley.report.outlook.outside_view import in_short

    return in_short(view)


def _other_endings(reading: Reading, yardstick: YardstickName) -> str:
    sentences = [
        judgement(
            weight,
            _collapsed(reading, ending.about),
            yardstick,
        )
        for ending, weight in reading.endings_by_weight(EndingKind.COLLAPSE)
        if weight >= _RARE
    ]
    sentences += [
        judgement(weight, "talks will break down for good by the horizon", yardstick)
        for _, weight in reading.endings_by_weight(EndingKind.BREAKDOWN)
        if weight >= _RARE
    ]
    return " ".join(sentences)


def _collapsed(reading: Reading, known_as: str) -> str:
    """A collapse as something that will be: of a party, or under a name of its own."""
    if known_as in reading.outlook.parties:
        return f"{reading.party_within(known_as)} will collapse by the horizon"
    return f"the war will end by the horizon in “{reading.party(known_as)}”"


def waiting(reading: Reading) -> tuple[str, ...]:
    """Who gains and who loses by waiting, at the first date at which a package could be had at all."""
    gains = reading.outlook.gain_over_best
    rounds = range(len(reading.dates) - 1)
    first = next((t for t in rounds if any(path[t] is not None for path in gains.values())), None)
    if first is None:
        return ("At no date is there a package that the signatories would take.",) if gains else ()
    when = day(reading.dates[first])
    none_yet = f"Before {when} there is no package that the signatories would take."
    now = [
        (reading.party_within(party), gain)
        for party, path in gains.items()
        if (gain := path[first]) is not None
    ]
    pays = [f"{name} ({points(gain)} points)" for name, gain in now if gain >= _SLIGHT]
    costs = [f"{name} ({points(-gain)} points)" for name, gain in now if gain <= -_SLIGHT]
    even = [name for name, gain in now if abs(gain) < _SLIGHT]
    clauses = [f"pays for {listing(pays)}"] if pays else []
    clauses += [f"costs {listing(costs)}"] if costs else []
    clauses += [f"is all one to {listing(even)}"] if even else []
    start = f"On {when}, against the best package the signatories would take, waiting "
    sentence = start + "; it ".join(clauses) + "."
    return (none_yet, sentence) if first else (sentence,)


def _room(reading: Reading, yardstick: YardstickName) -> str:
    empty: Sequence[float] = reading.outlook.bargaining_range.empty
    if not empty:
        return ""
    some = f"on {day(reading.as_of)} some package is better than going on for every signatory"
    return judgement(1 - empty[0], some, yardstick)


def _dispute(reading: Reading) -> str:
    return " ".join(filter(None, (_disputed(reading, side) for side in reading.sides)))


def _disputed(reading: Reading, side: HiddenSide) -> str:
    """How far the parties' first beliefs about one hidden side lie apart; empty where they hardly do."""
    kind = next(iter(side.kinds))
    first = {who: paths[kind][0] for who, paths in reading.outlook.beliefs.items() if kind in paths}
    held = sorted((p, reading.party_within(holder)) for holder, p in first.items() if holder != "analyst")
    if not held or held[-1][0] - held[0][0] < _DISPUTED:
        return ""
    (low, doubter), (high, believer) = held[0], held[-1]
    sentence = (
        f"The scenario lets the parties read {reading.party_within(side.party) if side.party else side.name}"
        f" differently. That it is {reading.disposition(kind)} is given {percent(low)} by {doubter}"
        f" and {percent(high)} by {believer}"
    )
    if "analyst" in first:
        sentence += f"; the analyst starts from {percent(first['analyst'])}"
    return sentence + "."


def basis(numbers: Sequence[Number]) -> str:
    """What the outlook rests on: how many numbers were stated, sourced, ranged, or left at a default."""
    stated = [number for number in numbers if number.stated]
    sourced = sum(bool(number.sources) for number in stated)
    ranged = sum(not number.sources and number.low is not None for number in stated)
    bare = len(stated) - sourced - ranged
    defaults = len(numbers) - len(stated)
    sentence = (
        f"The outlook rests on {count(len(stated), 'stated number')}: {sourced} with a source in the record,"
        f" {ranged} judged with a range, and {bare} judged without one"
    )
    if defaults:
        sentence += f"; {count(defaults, 'other keeps its default', 'others keep their defaults')}"
    return sentence + "."
