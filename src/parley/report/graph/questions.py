"""What was asked besides stability, as sections: reasons, coalitions, paths, the inverse question, sweeps."""

from __future__ import annotations

from parley.graph.analysis import Analysis
from parley.graph.concepts.coalitions import COALITION_CONCEPTS
from parley.graph.concepts.stability import CONCEPTS, Concept
from parley.graph.document_form import GraphDocument
from parley.graph.findings.reasons import Reason, Step, in_words
from parley.languages import wordable, worded, written
from parley.report.context import Figure, Section, Table
from parley.report.graph.graph_drawing import sweep_chart

WORDS = {
    "nash": wordable("Nash"),
    "gmr": "GMR",
    "smr": "SMR",
    "seq": "SEQ",
    "sseq": "SSEQ",
}
MOST_NAMED = 8
CREDIBLE = (Concept.SEQ, Concept.SSEQ)


def named_state(analysis: Analysis, state: int) -> str:
    """A state by number and name."""
    return f"{state + 1} “{analysis.conflict.states.name(state)}”"


def _per_cent(share: float) -> str:
    return f"{100 * share:.0f}\u00a0%"


def why_section(analysis: Analysis, reasons: tuple[Reason, ...]) -> Section | None:
    """Why everybody stays or leaves, a sentence for each decision maker and concept that differs."""
    if not reasons:
        return None
    rows: list[tuple[str, str, str]] = []
    seen: dict[tuple[int, str], int] = {}
    for why in reasons:
        sentence = in_words(analysis.conflict, why)
        key = (why.state, sentence)
        word = WORDS[why.concept.value]
        if key in seen:
            state, words, text = rows[seen[key]]
            rows[seen[key]] = (state, f"{words}, {word}", text)
            continue
        seen[key] = len(rows)
        rows.append((str(why.state + 1), word, sentence))
    return Section(
        "why",
        worded("Why"),
        (worded("For each state and idea of foresight: what somebody could gain, and what deters it."),),
        tables=(Table((worded("State"), worded("Under"), worded("Because")), tuple(rows)),),
    )


def coalition_section(analysis: Analysis) -> Section | None:
    """Which coalition would leave which equilibrium, and where it would go."""
    if analysis.jumps is None:
        return None
    conflict = analysis.conflict
    looked = len(analysis.coalitions)
    of = (
        worded("the first {looked} of ", looked=written(analysis.looked, ","))
        if analysis.looked < len(analysis.equilibria)
        else ""
    )
    noun = "coalition" if looked == 1 else "coalitions"
    lead = worded(
        "{looked} {noun} looked at, at {of}{number} equilibria.",
        looked=looked,
        noun=noun,
        of=of,
        number=written(len(analysis.equilibria), ","),
    )
    if not analysis.jumps:
        return Section(
            "coalitions",
            worded("Coalitions"),
            (lead, worded("None of them would leave an equilibrium together.")),
        )
    rows = []
    for jump in analysis.jumps:
        to = "; ".join(named_state(analysis, one) for one in jump.to[:MOST_NAMED])
        more = (
            worded("; and {number} more", number=written(len(jump.to) - MOST_NAMED, ","))
            if len(jump.to) > MOST_NAMED
            else ""
        )
        members = " and ".join(conflict.makers[one].name for one in jump.coalition)
        concepts = ", ".join(WORDS[one.value] for one in COALITION_CONCEPTS if one in jump.unstable_under)
        rows.append((named_state(analysis, jump.state), members, to + more, concepts))
    heads = (worded("Equilibrium"), worded("Coalition"), worded("Would go to"), worded("Not stable under"))
    return Section("coalitions", worded("Coalitions"), (lead,), tables=(Table(heads, tuple(rows)),))


def _way(analysis: Analysis, steps: tuple[Step, ...] | None) -> str:
    if steps is None:
        return "never"
    makers = analysis.conflict.makers
    return ", ".join(
        worded("{name} to {to}", name=makers[step.maker].name, to=step.to + 1) for step in steps
    ) or worded("there already")


def path_section(analysis: Analysis) -> Section | None:
    """How the status quo may lead to each listed state."""
    if analysis.moving is None:
        return None
    rows = []
    for state in analysis.listed:
        improving = _way(analysis, analysis.improving.path(state)) if analysis.improving else "unknown"
        rows.append((named_state(analysis, state), improving, _way(analysis, analysis.moving.path(state))))
    heads = (worded("State"), worded("By moves that better their maker"), worded("By any moves"))
    return Section(
        "paths",
        worded("From the status quo"),
        (
            worded(
                "The shortest ways from {named_state}; nobody moves twice in succession.",
                named_state=named_state(analysis, analysis.moving.start),
            ),
        ),
        tables=(Table(heads, tuple(rows)),),
    )


def inverse_section(analysis: Analysis) -> Section | None:
    """What would make a state an equilibrium, with the smallest change of minds."""
    if not analysis.inverses:
        return None
    makers = analysis.conflict.makers
    rows = []
    for found in analysis.inverses:
        word = WORDS[found.concept.value]
        if not found.possible:
            rows.append((word, worded("no ranking would do"), "", ""))
        elif not found.unwilling:
            rows.append((word, worded("nothing: it is one"), "", ""))
        for change in found.changes:
            if change.pairs and found.possible:
                lowered = "; ".join(named_state(analysis, one) for one in change.lowered[:MOST_NAMED])
                more = (
                    worded("; and {number} more", number=len(change.lowered) - MOST_NAMED)
                    if len(change.lowered) > MOST_NAMED
                    else ""
                )
                alone = worded(" (its change alone is enough)") if found.one_mind == change.maker else ""
                rows.append((word, makers[change.maker].name + alone, lowered + more, f"{change.pairs}"))
    state = named_state(analysis, analysis.inverses[0].state)
    notes = [worded("Pairs: how many comparisons of the stated ranking change, the fewest that do.")]
    if not all(change.proven for found in analysis.inverses for change in found.changes):
        notes.append(worded("Where the search was cut short after ten seconds, fewer may do."))
    if any(not found.exact and found.concept in CREDIBLE for found in analysis.inverses):
        notes.append(
            worded(
                "Under SEQ and SSEQ what deters somebody depends on what others prefer: each change is"
                " the smallest given the others, together they need not be."
            )
        )
    heads = (
        worded("Under"),
        worded("Who would have to change its mind"),
        worded("Would have to hold these worse"),
        worded("Pairs"),
    )
    return Section(
        "inverse",
        worded("What would make it an equilibrium"),
        (worded("For {state} to be one that nobody leaves:", state=state),),
        tables=(Table(heads, tuple(rows), figures=(3,)),),
        notes=tuple(notes),
    )


def sweep_section(analysis: Analysis, document: GraphDocument) -> Section | None:
    """How often each state is an equilibrium if the model is stated a little otherwise."""
    if document.sweep is None:
        return None
    sweep = document.sweep
    shown = [one for one in sorted(sweep.states, key=lambda one: -one.share) if one.share > 0][:20]
    concepts = [one.value for one in CONCEPTS if one in analysis.asked.concepts]
    names = {one.state: f"{one.state} {analysis.conflict.states.name(one.state - 1)}"[:60] for one in shown}
    rows = tuple(
        (
            names[one.state],
            _per_cent(one.share),
            *(_per_cent(one.by_concept[concept]) for concept in concepts),
        )
        for one in shown
    )
    data: list[dict[str, object]] = [
        {"state": names[one.state], "concept": WORDS[concept], "share": one.by_concept[concept]}
        for one in shown
        for concept in concepts
    ]
    table = Table(
        (worded("State"), worded("All"), *(WORDS[one] for one in concepts)),
        rows,
        figures=tuple(range(1, 2 + len(concepts))),
    )
    figure = Figure(
        "sweep",
        worded("Share of the ways in which a state is an equilibrium"),
        sweep_chart(data, list(names.values()), [WORDS[one] for one in concepts]),
        worded("A heat map of states by concept; the table beside it has the same shares."),
        table=table,
    )
    left = worded(" {left_out} swaps were not tried.", left_out=sweep.left_out) if sweep.left_out else ""
    lead = worded(
        "Looked at in {number} statements of the model: as it is stated, with two neighbouring ranks"
        " of one decision maker swapped, with one one-way option free.{left}",
        number=len(sweep.changes),
        left=left,
    )
    return Section("sweep", worded("If it were stated a little otherwise"), (lead,), (figure,), (table,))
