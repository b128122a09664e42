"""The two lenses side by side: what nobody would leave in the graph, and what the game reaches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from parley.errors import UsageError
from parley.files import closest_name
from parley.files.articles import agreeing, at_start
from parley.game.names import STILL_FIGHTING, Ending
from parley.graph.analysis import GraphAsked, analyse
from parley.graph.concepts.stability import CONCEPTS, Concept, Stability, stability
from parley.graph.derived import Derived, derive
from parley.graph.findings.reasons import in_words, reason
from parley.graph.model.conflict import Conflict
from parley.languages import worded, written
from parley.outlook import Outlook
from parley.report.context import Section
from parley.report.graph.lens import Lenses, LensRow
from parley.workbench.running import Run, run
from parley.workbench.stability import STATED, GraphSource, open_graph
from parley.workbench.stability import stability as static

REACHED = 0.10
"""How probable something must be for the game to be said to reach it."""
JUDGED = Concept.SEQ
"""The concept by which the graph is said to hold a state: others strike back if it serves them."""
MOST_FIGHTING = 3
BRIEF_STATES = 12
ENDING = "ending"


def lenses(case: str | Path, source: GraphSource = STATED) -> Lenses:
    """Solve a case, look at its graph, and say where the two agree and why not where they do not.

    The graph is graph.yaml, its states tied to the scenario by `in_scenario`; with `derive` in the source it
    is derived. Raises UsageError where no state is tied to anything.
    """
    if source.derive:
        return derived_lenses(run(case, dict(source.changes) or None), source.disposition)
    files, conflict, _ = open_graph(case, source)
    if not conflict.links:
        raise UsageError(
            f"no state of {files.path / 'graph.yaml'} says what it is in the scenario; add in_scenario to "
            "some states, or compare with the graph derived from the scenario: parley stability "
            f"{case} --derive --lenses"
        )
    return stated_lenses(conflict, run(case))


def stated_lenses(conflict: Conflict, result: Run) -> Lenses:
    """The comparison for a graph that was stated, over the states that are tied to the scenario."""
    found = analyse(conflict, GraphAsked(listed=1)).stability
    rows = []
    for state, link in conflict.links.items():
        name, ending = conflict.states.name(state), set(link) == {ENDING}
        rows.append(_row(conflict, found, result.outlook, state, name, _linked(result.outlook, link), ending))
    return _lenses(conflict, result, rows, derived=False)


def derived_lenses(result: Run, disposition: str | None = None) -> Lenses:
    """The comparison for the graph derived from the scenario: each plan signed, and the war going on."""
    made = derive(result.scenario, disposition)
    conflict, outlook = made.conflict, result.outlook
    found = stability(conflict)
    quo = conflict.status_quo or 0
    going_on = _posture_chance(made, result, quo)
    rows = [_row(conflict, found, outlook, quo, worded("The war goes on as it stands"), going_on)]
    for number, plan in enumerate(result.scenario.plans.values()):
        state, chance = _signed(made, number, quo), outlook.endings[Ending.settlement(plan.id)][-1]
        rows.append(
            _row(
                conflict,
                found,
                outlook,
                state,
                worded("Settled: {name}", name=plan.name),
                (chance, False),
                True,
            )
        )
    held = found.equilibria(JUDGED) & (made.settled < 0) & (made.consents == 0)
    others = [int(state) for state in np.flatnonzero(held) if state != quo]
    for state in sorted(others, key=lambda one: _distance(conflict, one, quo))[:MOST_FIGHTING]:
        name = conflict.states.name(state)
        rows.append(_row(conflict, found, outlook, state, name, _posture_chance(made, result, state)))
    return _lenses(conflict, result, rows, derived=True)


def _lenses(conflict: Conflict, result: Run, rows: list[LensRow], *, derived: bool) -> Lenses:
    outlook = result.outlook
    return Lenses(
        title=conflict.title,
        horizon=outlook.horizon.isoformat(),
        derived=derived,
        still_fighting=float(outlook.still_fighting[-1]),
        rows=tuple(rows),
        moved=_moved(outlook, result),
        lost=conflict.lost,
        certificate=outlook.solver.check,
    )


def _row(
    conflict: Conflict,
    found: Stability,
    outlook: Outlook,
    state: int,
    name: str,
    chance: tuple[float, bool],
    ending: bool = False,
) -> LensRow:
    concepts = tuple(one.value for one in CONCEPTS if found.equilibria(one)[state])
    holds = JUDGED.value in concepts
    reached = chance[0] >= REACHED
    verdict = {(True, True): "both", (True, False): "graph", (False, True): "game"}.get(
        (holds, reached), "neither"
    )
    because: list[str] = []
    if not holds:
        leaving = [maker for maker in range(len(conflict.makers)) if not found.stable[JUDGED][maker, state]]
        because += [in_words(conflict, reason(conflict, maker, state, JUDGED)) for maker in leaving[:2]]
        because += _waiting(outlook, [conflict.makers[maker].id for maker in leaving]) if reached else []
    return LensRow(state + 1, name, concepts, *chance, ending, verdict, tuple(because))


def _waiting(outlook: Outlook, parties: list[str]) -> list[str]:
    """What waiting does in the game to those who would leave in the graph, over the first months."""
    found = []
    for party in parties:
        series = [one for one in outlook.gain_over_best.get(party, []) if one is not None]
        if series and series[0] < 0:
            name = outlook.parties[party]
            found.append(
                worded(
                    "In the game {name} has no time: against the best package that would be signed,"
                    " waiting costs it {series} points.",
                    name=name,
                    series=written(-series[0], ".1f"),
                )
            )
    return found


def _signed(made: Derived, plan: int, quo: int) -> int:
    """The state in which a plan is settled and all else is as on the first day."""
    start = int(made.posture[quo])
    states = np.flatnonzero((made.settled == plan) & (made.posture == start))
    return min((int(one) for one in states), key=lambda one: _distance(made.conflict, one, quo))


def _distance(conflict: Conflict, state: int, other: int) -> int:
    masks = conflict.states.masks
    return (int(masks[state]) ^ int(masks[other])).bit_count()


def _posture_chance(made: Derived, result: Run, state: int) -> tuple[float, bool]:
    """At most how probable it is that the war goes on in a posture: the least of its parts' chances."""
    parts = result.outlook.posture
    number = int(made.posture[state])
    least = 1.0
    for name in reversed(list(parts)):
        settings = list(parts[name])
        number, at = divmod(number, len(settings))
        least = min(least, float(parts[name][settings[at]][-1]))
    return least * float(result.outlook.still_fighting[-1]), len(parts) > 1


def _linked(outlook: Outlook, link: Mapping[str, str]) -> tuple[float, bool]:
    """The chance by the horizon of what a state is in the scenario; a bound where it has several parts."""
    if set(link) == {ENDING}:
        name = Ending(link[ENDING])
        if name == STILL_FIGHTING:
            return float(outlook.still_fighting[-1]), False
        _known(name, outlook.endings, "an ending of the scenario")
        return float(outlook.endings[name][-1]), False
    least = 1.0
    for part, setting in link.items():
        _known(part, outlook.posture, "a lever, condition or accord of the scenario")
        _known(setting, outlook.posture[part], f"a setting of {part}")
        least = min(least, float(outlook.posture[part][setting][-1]))
    return least * float(outlook.still_fighting[-1]), len(link) > 1


def _known(word: str, names: Iterable[str], what: str) -> None:
    if word not in names:
        near = closest_name(word, names)
        meant = f"; did you mean '{near}'?" if near else ""
        raise UsageError(f"in_scenario: '{word}' is not {what} ({', '.join(names)}){meant}")


def _moved(outlook: Outlook, result: Run) -> tuple[str, ...]:
    """What changes in the game by the horizon, while a graph stands still."""
    found = []
    for name, series in outlook.tracks.items():
        first, last = float(series.mean[0]), float(series.mean[-1])
        if abs(last - first) >= 0.25:
            track = result.scenario.theatre[name].name
            found.append(
                worded(
                    "{track} goes from {first} to {last} on average.",
                    track=track,
                    first=written(first, ".1f"),
                    last=written(last, ".1f"),
                )
            )
    within = {side.id: side.in_sentence for side in result.scenario.sides}
    many = {side.id for side in result.scenario.sides if side.plural}
    within |= {party.id: party.in_sentence for party in result.scenario.parties.values()}
    for ident, side in outlook.sides.items():
        kind, what = next(iter(side.kinds.items()))
        for holder, beliefs in outlook.beliefs.items():
            belief = beliefs.get(kind, ())
            if holder != "analyst" and belief and abs(belief[-1] - belief[0]) >= 0.03:
                who = at_start(within.get(holder, holder))
                whose = "'" if who.endswith("s") else "'s"
                found.append(
                    worded(
                        "{who}'{whose} belief that {get} {agreeing} {text} goes from {part}\u00a0% to"
                        " {part2}\u00a0% on average, where the war goes on.",
                        who=who,
                        whose=whose,
                        get=within.get(ident, side.name),
                        agreeing=agreeing("is", ident in many),
                        text=what.lower(),
                        part=written(100 * belief[0], ".0f"),
                        part2=written(100 * belief[-1], ".0f"),
                    )
                )
    return tuple(found)


def graph_beside(result: Run) -> tuple[Section, ...]:
    """The sections of a brief on the case's graph, and the two lenses side by side."""
    from parley.report.graph.lens import lens_section
    from parley.report.graph.stability_sections import brief_section

    found = static(result.case, GraphAsked(only_equilibria=True, listed=BRIEF_STATES))
    shown = [brief_section(found.analysis, found.document)]
    if found.conflict.links:
        shown.append(lens_section(stated_lenses(found.conflict, result)))
    return tuple(shown)
