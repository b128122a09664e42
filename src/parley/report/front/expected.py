"""What is expected, how sure, and what else may come: the first sentences of a brief."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from parley.game.names import WITHOUT_AGREEMENT, Ending, EndingKind
from parley.report.outlook.certified import SETTLED
from parley.report.reading import Reading
from parley.report.wording import Wording

if TYPE_CHECKING:
    from parley.report.ranged import Ranged

RARE = 0.01
"""What has less is not worth a sentence."""
EXPECTED = 0.45
"""Below this no outcome is expected above the others: it is the lower edge of even chances."""
STANDS_OUT = 0.25
"""A package with this part of all settlements is worth naming in the headline."""
AS_GOOD_AS_KEPT = 0.995


def going_on(reading: Reading) -> str:
    """Whether there is a war or only talks, as keys of the tables end."""
    return "war" if reading.fighting else "talks"


def by_kind(reading: Reading) -> dict[EndingKind, float]:
    """Probability of each kind of ending by the horizon, still fighting among them."""
    kinds = (EndingKind.SETTLEMENT, *WITHOUT_AGREEMENT)
    found = {kind: sum(p for _, p in reading.endings_by_weight(kind)) for kind in kinds}
    return {**found, EndingKind.STILL_FIGHTING: reading.outlook.still_fighting[-1]}


def headline(reading: Reading, wording: Wording) -> str:
    """What is expected by the horizon and how likely it is; the likeliest outcome leads."""
    weights = by_kind(reading)
    lead = max(weights, key=lambda kind: weights[kind])
    sentences = [_leading(reading, wording, lead, weights[lead])]
    if weights[lead] < EXPECTED:
        sentences.insert(0, wording.say("expected.open"))
    if lead is EndingKind.SETTLEMENT:
        sentences.append(_package(reading, wording, weights[lead]))
    return " ".join(sentences)


def _leading(reading: Reading, wording: Wording, lead: EndingKind, weight: float) -> str:
    day = wording.day(reading.horizon)
    if lead in (EndingKind.SETTLEMENT, EndingKind.STILL_FIGHTING):
        name = "still" if lead is EndingKind.STILL_FIGHTING else "settlement"
        return wording.judgement(weight, f"that.{name}.{going_on(reading)}", day=day)
    first, chance = reading.endings_by_weight(lead)[0]
    key, words = ending_key(reading, first, wording)
    return wording.judgement(chance, f"that.{key}", day=day, **words)


def ending_key(reading: Reading, ending: Ending, wording: Wording) -> tuple[str, dict[str, str]]:
    """Under which key the tables of words have an ending, and what is filled in there.

    It is its kind; `named` where it has a name of its own; of what goes on whether that is a war or talks.
    """
    if ending.kind is EndingKind.STILL_FIGHTING:
        return f"still.{going_on(reading)}", {}
    if ending.settles or not ending.kind.has_subject:
        return ending.kind, {}
    if ending.about in reading.outlook.parties:
        return ending.kind, {"party": wording.party(ending.about, reading)}
    return "named", {"what": wording.quoted(reading.party(ending.about))}


def _package(reading: Reading, wording: Wording, settled: float) -> str:
    (first, chance), *rest = reading.endings_by_weight(EndingKind.SETTLEMENT)
    if chance < STANDS_OUT * settled:
        packages = wording.count("package", len(rest) + 1)
        return wording.say("expected.no_package", packages=packages)
    plan = wording.quoted(reading.plan(first.about))
    return wording.say("expected.package", plan=plan, percent=wording.percent(chance))


def besides(reading: Reading, wording: Wording, spread: Ranged | None = None) -> tuple[str, ...]:
    """What else may come, how far figures move over the ranges, by when, and whether it would be kept."""
    weights = by_kind(reading)
    lead = max(weights, key=lambda kind: weights[kind])
    others = [part for kind in weights if kind is not lead for part in _parts(reading, wording, kind)]
    if lead is EndingKind.COLLAPSE:
        others = [*_parts(reading, wording, lead)[1:], *others]
    said = [wording.say("expected.otherwise", list=wording.listing(others))] if others else []
    said += _ranged(reading, wording, spread)
    settled = weights[EndingKind.SETTLEMENT]
    if settled < RARE:
        return tuple(said)
    if lead is EndingKind.SETTLEMENT:
        said.append(_half(reading, wording, settled))
    plan = reading.endings_by_weight(EndingKind.SETTLEMENT)[0][0].about
    kept = reading.outlook.durability.get(plan)
    if kept and kept.mean < AS_GOOD_AS_KEPT and lead is EndingKind.SETTLEMENT:
        said.append(wording.judgement(kept.mean, "that.kept"))
    if reading.carrying:
        conditions = wording.listing([wording.quoted(name) for name in reading.carrying])
        said.append(wording.say("expected.carried", conditions=conditions))
    return tuple(one for one in said if one)


def _ranged(reading: Reading, wording: Wording, spread: Ranged | None) -> list[str]:
    """Between which figures a settlement, or going on, has four of five draws over the stated ranges."""
    if spread is None:
        return []
    spans = {"settled": spread.settled, f"still.{going_on(reading)}": spread.fighting}
    said = [
        wording.say(
            f"ranged.{key}",
            low=wording.percent(span[0]),
            high=wording.percent(span[1]),
            draws=wording.number(spread.draws),
        )
        for key, span in spans.items()
        if span is not None
    ][:1]
    if said and spread.carried_over:
        said.append(wording.say("ranged.carried"))
    if said and spread.levels is not None:
        off = spread.levels.accuracy
        said.append(
            wording.say(
                "ranged.levels",
                full=wording.number(spread.levels.full),
                coarse=wording.number(spread.levels.coarse),
                points=wording.number(100 * max(off.settled_p10, off.settled_p90)),
            )
        )
    return said


def _parts(reading: Reading, wording: Wording, kind: EndingKind) -> list[str]:
    """The endings of a kind inside a list, each with its probability; settlements as one."""
    if kind in (EndingKind.SETTLEMENT, EndingKind.STILL_FIGHTING):
        weight = by_kind(reading)[kind]
        key = f"still.{going_on(reading)}" if kind is EndingKind.STILL_FIGHTING else kind.value
        return [wording.say(f"within.{key}", percent=wording.percent(weight))] if weight >= RARE else []
    found = []
    for ending, weight in reading.endings_by_weight(kind):
        if weight < RARE:
            continue
        key, words = ending_key(reading, ending, wording)
        found.append(wording.say(f"within.{key}", percent=wording.percent(weight), **words))
    return found


def settled_by(reading: Reading) -> list[float]:
    """Probability of any settlement by each date."""
    paths: list[Sequence[float]] = [p for name, p in reading.outlook.endings.items() if name.settles]
    return [sum(at) for at in zip(*paths, strict=True)] if paths else [0.0] * len(reading.dates)


def _half(reading: Reading, wording: Wording, settled: float) -> str:
    """The date by which half of the chance of a settlement has come; nothing where that is the last."""
    path = settled_by(reading)
    half = next(t for t, chance in enumerate(path) if chance >= settled / 2)
    if half >= len(path) - 1:
        return ""
    return wording.say("expected.half", day=wording.day(reading.dates[half]))


def caution(reading: Reading, wording: Wording) -> str:
    """What makes the figures less good than usual; nothing where they are as good as usual."""
    solver = reading.outlook.solver
    said = []
    if not solver.belief_ends.wide_enough:
        said.append(
            wording.say("caution.grid", withheld=wording.number(100 * solver.belief_ends.withheld, 1))
        )
    if not solver.settled and solver.unsettled > 0.0:
        said.append(wording.say("caution.unsettled"))
    elif solver.residual_off_path > SETTLED:
        said.append(wording.say("caution.off_path"))
    return " ".join(said)
