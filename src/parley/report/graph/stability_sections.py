"""What the graph lens found, as sections: for the page with pictures, for the terminal without."""

from __future__ import annotations

from dataclasses import replace

from parley.graph.analysis import Analysis, explain
from parley.graph.concepts.stability import Concept
from parley.graph.document import arcs_between, state_part
from parley.graph.document_form import GraphDocument, StatePart
from parley.languages import counted, wordable, worded, written
from parley.report.context import Figure, Section, Table
from parley.report.graph.graph_drawing import drawn_states, graph_chart
from parley.report.graph.questions import (
    MOST_NAMED,
    WORDS,
    coalition_section,
    inverse_section,
    named_state,
    path_section,
    sweep_section,
    why_section,
)

MEANINGS = {
    "nash": wordable("nobody can move to anything it prefers"),
    "gmr": wordable("whatever somebody could gain, the others can take back, even at their own cost"),
    "smr": wordable("the same, and it could not escape by one more move"),
    "seq": wordable(
        "whatever somebody could gain, the others would take back by moves they prefer themselves"
    ),
    "sseq": wordable("the same, and it could not escape by one more move"),
}
STABLE, STRONG, LEAVES, UNSEEN = "●", "◆", "·", "?"
MOST_EXPLAINED = 6
WIDEST_PATTERN = 12
"""More letters than that are read by nobody; the document and the CSV have them."""


def stability_section(analysis: Analysis, document: GraphDocument) -> Section:
    """The states with a mark for each concept and decision maker, equilibria first."""
    conflict = analysis.conflict
    makers = ", ".join(maker.name for maker in conflict.makers)
    count = conflict.states.count
    lead = [
        worded(
            "{title}: {count}, {number} who decide ({makers}). A graph says which states nobody would"
            " leave, not how probable they are.",
            title=document.title,
            count=counted(count, "state", "states"),
            number=len(conflict.makers),
            makers=makers,
        )
    ]
    for concept in analysis.asked.concepts:
        lead.append(_equilibria_sentence(analysis, concept))
    if conflict.status_quo is not None:
        lead.append(
            worded("The status quo is {named_state}.", named_state=named_state(analysis, conflict.status_quo))
        )
    return Section(
        "stability",
        worded("What nobody would leave"),
        tuple(lead),
        tables=(_table(analysis, document),),
        notes=_legend(analysis, document),
    )


def _equilibria_sentence(analysis: Analysis, concept: Concept) -> str:
    held = analysis.stability.equilibria(concept).nonzero()[0].tolist()
    word = WORDS[concept.value]
    if not held:
        return worded(
            "{word} ({meanings}): no equilibrium.", word=word, meanings=worded(MEANINGS[concept.value])
        )
    if len(held) > MOST_NAMED:
        quo = analysis.conflict.status_quo
        among = worded(", the status quo among them") if quo is not None and quo in held else ""
        return worded(
            "{word} ({meanings}): {number} equilibria{among}.",
            word=word,
            meanings=worded(MEANINGS[concept.value]),
            number=written(len(held), ","),
            among=among,
        )
    shown = "; ".join(named_state(analysis, int(one)) for one in held)
    return f"{word} ({MEANINGS[concept.value]}): {shown}."


def _table(analysis: Analysis, document: GraphDocument) -> Table:
    concepts = [one.value for one in analysis.asked.concepts]
    with_pattern = 0 < len(analysis.conflict.states.options) <= WIDEST_PATTERN
    heads = [
        worded("State"),
        worded("Name"),
        *([worded("Pattern")] if with_pattern else []),
        worded("Ranks"),
        *(WORDS[one] for one in concepts),
    ]
    rows = []
    for part in document.states:
        quo = worded(" (status quo)") if part.number == document.status_quo else ""
        ranks = " ".join("-" if one is None else str(one) for one in part.ranks)
        cells = [str(part.number), part.name + quo, *([part.pattern] if with_pattern else []), ranks]
        rows.append((*cells, *(_marks(part, concept, document) for concept in concepts)))
    start = (analysis.asked.page - 1) * (analysis.asked.listed or analysis.matching) + 1
    end = start + len(rows) - 1
    whole = len(rows) == analysis.conflict.states.count
    caption = (
        worded("States")
        if whole
        else worded(
            "States {start} to {end} of {matching}",
            start=written(start, ","),
            end=written(end, ","),
            matching=written(analysis.matching, ","),
        )
    )
    if not rows:
        caption = worded("No state is like that")
    return Table(tuple(heads), tuple(rows), caption=caption, figures=(0,))


def _marks(part: StatePart, concept: str, document: GraphDocument) -> str:
    """A mark for each decision maker, and E where it is an equilibrium."""
    marks = []
    for maker, stable, strong in zip(
        document.decision_makers, part.stable[concept], part.strong[concept], strict=True
    ):
        if maker.id in part.unseen_by:
            marks.append(UNSEEN)
        else:
            marks.append((STRONG if strong and maker.strength else STABLE) if stable else LEAVES)
    return "".join(marks) + (" E" if concept in part.equilibrium else "")


def _legend(analysis: Analysis, document: GraphDocument) -> tuple[str, ...]:
    order = ", ".join(maker.name for maker in document.decision_makers)
    notes = [
        worded(
            "Marks and ranks in the order {order}: {stable} stays, {leaves} leaves, E an equilibrium;"
            " rank 1 is best.",
            order=order,
            stable=STABLE,
            leaves=LEAVES,
        )
    ]
    if any(maker.strength for maker in document.decision_makers):
        notes.append(
            worded(
                "{strong}: every gain could be answered by something much worse (strongly stable).",
                strong=STRONG,
            )
        )
    if analysis.unseen.any():
        notes.append(
            worded(
                "{unseen}: does not see the state, and so cannot leave it knowingly. Everybody judges as"
                " it sees.",
                unseen=UNSEEN,
            )
        )
    if analysis.by_attitude:
        notes.append(
            worded(
                "Some pairs of states are unknown; marks are under attitude {attitude}.",
                attitude=document.attitude,
            )
        )
    if document.once_each:
        notes.append(worded("Each opponent moves at most once: for comparison with programs that reckon so."))
    return tuple(notes)


def attitude_section(analysis: Analysis) -> Section | None:
    """Equilibria under each attitude to what cannot be compared."""
    if not analysis.by_attitude:
        return None
    rows = []
    for attitude, result in analysis.by_attitude.items():
        cells = [attitude.value]
        for concept in analysis.asked.concepts:
            held = result.equilibria(concept).nonzero()[0].tolist()
            cells.append(", ".join(str(one + 1) for one in held) or "none")
        rows.append(tuple(cells))
    heads = (worded("Attitude"), *(WORDS[one.value] for one in analysis.asked.concepts))
    return Section(
        "unknown",
        worded("Where pairs are unknown"),
        (worded("Equilibria, by what everybody makes of states it cannot compare."),),
        tables=(Table(heads, tuple(rows)),),
        notes=(
            worded(
                "a: leaves for the unknown, fears only what is certain. b: leaves for what is certainly"
                " better, fears only what is certain. c: leaves for the unknown and fears it. d: leaves"
                " for what is certainly better, fears the unknown."
            ),
        ),
    )


def drawing_figure(analysis: Analysis, document: GraphDocument) -> Figure:
    """The graph drawn."""
    states = drawn_states(analysis)
    parts = [state_part(analysis, state) for state in states]
    spec = graph_chart(replace(document, states=parts), arcs_between(analysis.conflict, states), states)
    some = (
        ""
        if len(states) == analysis.conflict.states.count
        else worded(" Drawn are the status quo, equilibria and the ways between.")
    )
    return Figure(
        "graph-moves",
        worded("Who can move where"),
        spec,
        worded(
            "{number} states on a circle, with an arrow for every one-step move between them. The table"
            " lists them.",
            number=len(states),
        ),
        caption=worded(
            "Arrows in full colour better whoever moves, faint ones do not. Filled: an equilibrium under"
            " some concept. Ringed: the status quo.{some}",
            some=some,
        ),
    )


def lost_section(document: GraphDocument) -> Section | None:
    """What of a scenario a derived graph does not carry."""
    if not document.lost:
        return None
    rows = tuple((one,) for one in document.lost)
    return Section(
        "lost",
        worded("What the graph does not carry of the scenario"),
        (worded("The graph was derived from the scenario. A graph has no place for:"),),
        tables=(Table((worded("Left out"),), rows),),
    )


def basis_section(document: GraphDocument) -> Section:
    """Whose judgement the preferences are, and what they rest on."""
    rows = tuple(
        (maker.name, maker.stated_as, ", ".join(maker.sources), maker.holder, maker.note)
        for maker in document.decision_makers
    )
    heads = (
        worded("Who"),
        worded("Preferences stated as"),
        worded("Sources"),
        worded("Held by"),
        worded("Note"),
    )
    return Section("basis", worded("What the preferences rest on"), tables=(Table(heads, rows),))


def all_sections(analysis: Analysis, document: GraphDocument, *, whole: bool) -> tuple[Section, ...]:
    """Every section there is something to say in; `whole` is for the page, with reasons and a picture."""
    reasons = analysis.reasons
    if whole and not reasons:
        states = [*analysis.equilibria[:MOST_EXPLAINED]]
        quo = analysis.conflict.status_quo
        if quo is not None and quo not in states:
            states.append(quo)
        reasons = tuple(why for state in states for why in explain(analysis, state))
    first = stability_section(analysis, document)
    if whole:
        first = replace(first, figures=(drawing_figure(analysis, document),))
    found = [
        first,
        attitude_section(analysis),
        why_section(analysis, reasons),
        coalition_section(analysis),
        path_section(analysis),
        inverse_section(analysis),
        sweep_section(analysis, document),
        lost_section(document),
        basis_section(document) if whole else None,
    ]
    return tuple(one for one in found if one is not None)


def brief_section(analysis: Analysis, document: GraphDocument) -> Section:
    """The graph in a brief: equilibria, the picture, and why the status quo stands or does not."""
    first = stability_section(analysis, document)
    quo = analysis.conflict.status_quo
    why = why_section(analysis, explain(analysis, quo)) if quo is not None else None
    return replace(
        first,
        id="graph",
        title=worded("Seen as a graph: what nobody would leave"),
        figures=(drawing_figure(analysis, document),),
        tables=(*first.tables, *(why.tables if why else ())),
    )
