"""What the graph lens found, as sections: for the page with pictures, for the terminal without."""

from __future__ import annotations

from dataclasses import replace

from parley.graph.analysis import Analysis, explain
from parley.graph.concepts.coalitions import COALITION_CONCEPTS
from parley.graph.concepts.stability import CONCEPTS, Concept
from parley.graph.document import GraphDocument, StatePart, arcs_between, state_part
from parley.graph.findings.reasons import Reason, Step, in_words
from parley.report.context import Figure, Section, Table
from parley.report.graph.drawing import drawn_states, graph_chart, sweep_chart

WORDS = {
    "nash": "Nash",
    "gmr": "GMR",
    "smr": "SMR",
    "seq": "SEQ",
    "sseq": "SSEQ",
}
MEANINGS = {
    "nash": "nobody can move to anything it prefers",
    "gmr": "whatever somebody could gain, the others can take back, even at their own cost",
    "smr": "the same, and it could not escape by one more move",
    "seq": "whatever somebody could gain, the others would take back by moves they prefer themselves",
    "sseq": "the same, and it could not escape by one more move",
}
STABLE, STRONG, LEAVES, UNSEEN = "●", "◆", "·", "?"
MOST_EXPLAINED = 6
MOST_NAMED = 8
WIDEST_PATTERN = 12
"""More letters than that are read by nobody; the document and the CSV have them."""


def stability_section(analysis: Analysis, document: GraphDocument) -> Section:
    """The states with a mark for each concept and decision maker, equilibria first."""
    conflict = analysis.conflict
    makers = ", ".join(maker.name for maker in conflict.makers)
    count = conflict.states.count
    lead = [
        f"{document.title}: {count:,} state{'s' if count != 1 else ''}, {len(conflict.makers)} who "
        f"decide ({makers}). A graph says which states nobody would leave, not how probable they are."
    ]
    for concept in analysis.asked.concepts:
        lead.append(_equilibria_sentence(analysis, concept))
    if conflict.status_quo is not None:
        lead.append(f"The status quo is {_named(analysis, conflict.status_quo)}.")
    return Section(
        "stability",
        "What nobody would leave",
        tuple(lead),
        tables=(_table(analysis, document),),
        notes=_legend(analysis, document),
    )


def _equilibria_sentence(analysis: Analysis, concept: Concept) -> str:
    held = analysis.stability.equilibria(concept).nonzero()[0].tolist()
    word = WORDS[concept.value]
    if not held:
        return f"{word} ({MEANINGS[concept.value]}): no equilibrium."
    if len(held) > MOST_NAMED:
        quo = analysis.conflict.status_quo
        among = ", the status quo among them" if quo is not None and quo in held else ""
        return f"{word} ({MEANINGS[concept.value]}): {len(held):,} equilibria{among}."
    shown = "; ".join(_named(analysis, int(one)) for one in held)
    return f"{word} ({MEANINGS[concept.value]}): {shown}."


def _named(analysis: Analysis, state: int) -> str:
    return f"{state + 1} “{analysis.conflict.states.name(state)}”"


def _table(analysis: Analysis, document: GraphDocument) -> Table:
    concepts = [one.value for one in analysis.asked.concepts]
    with_pattern = 0 < len(analysis.conflict.states.options) <= WIDEST_PATTERN
    heads = [
        "State",
        "Name",
        *(["Pattern"] if with_pattern else []),
        "Ranks",
        *(WORDS[one] for one in concepts),
    ]
    rows = []
    for part in document.states:
        quo = " (status quo)" if part.number == document.status_quo else ""
        ranks = " ".join("-" if one is None else str(one) for one in part.ranks)
        cells = [str(part.number), part.name + quo, *([part.pattern] if with_pattern else []), ranks]
        rows.append((*cells, *(_marks(part, concept, document) for concept in concepts)))
    start = (analysis.asked.page - 1) * (analysis.asked.listed or analysis.matching) + 1
    end = start + len(rows) - 1
    whole = len(rows) == analysis.conflict.states.count
    caption = "States" if whole else f"States {start:,} to {end:,} of {analysis.matching:,}"
    if not rows:
        caption = "No state is like that"
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
        f"Marks and ranks in the order {order}: {STABLE} stays, {LEAVES} leaves, E an equilibrium; "
        "rank 1 is best."
    ]
    if any(maker.strength for maker in document.decision_makers):
        notes.append(f"{STRONG}: every gain could be answered by something much worse (strongly stable).")
    if analysis.unseen.any():
        notes.append(
            f"{UNSEEN}: does not see the state, and so cannot leave it knowingly. Everybody judges as "
            "it sees."
        )
    if analysis.by_attitude:
        notes.append(f"Some pairs of states are unknown; marks are under attitude {document.attitude}.")
    if document.once_each:
        notes.append("Each opponent moves at most once: for comparison with programs that reckon so.")
    return tuple(notes)


def _per_cent(share: float) -> str:
    return f"{100 * share:.0f} %"


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
    heads = ("Attitude", *(WORDS[one.value] for one in analysis.asked.concepts))
    return Section(
        "unknown",
        "Where pairs are unknown",
        ("Equilibria, by what everybody makes of states it cannot compare.",),
        tables=(Table(heads, tuple(rows)),),
        notes=(
            "a: leaves for the unknown, fears only what is certain. b: leaves for what is certainly "
            "better, fears only what is certain. c: leaves for the unknown and fears it. d: leaves for "
            "what is certainly better, fears the unknown.",
        ),
    )


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
        "Why",
        ("For each state and idea of foresight: what somebody could gain, and what deters it.",),
        tables=(Table(("State", "Under", "Because"), tuple(rows)),),
    )


def coalition_section(analysis: Analysis) -> Section | None:
    """Which coalition would leave which equilibrium, and where it would go."""
    if analysis.jumps is None:
        return None
    conflict = analysis.conflict
    looked = len(analysis.coalitions)
    lead = (
        f"{looked} coalition{'s' if looked != 1 else ''} looked at, {len(analysis.equilibria):,} equilibria."
    )
    if not analysis.jumps:
        return Section(
            "coalitions", "Coalitions", (lead, "None of them would leave an equilibrium together.")
        )
    rows = []
    for jump in analysis.jumps:
        to = "; ".join(_named(analysis, one) for one in jump.to[:MOST_NAMED])
        more = f"; and {len(jump.to) - MOST_NAMED:,} more" if len(jump.to) > MOST_NAMED else ""
        members = " and ".join(conflict.makers[one].name for one in jump.coalition)
        concepts = ", ".join(WORDS[one.value] for one in COALITION_CONCEPTS if one in jump.unstable_under)
        rows.append((_named(analysis, jump.state), members, to + more, concepts))
    heads = ("Equilibrium", "Coalition", "Would go to", "Not stable under")
    return Section("coalitions", "Coalitions", (lead,), tables=(Table(heads, tuple(rows)),))


def _way(analysis: Analysis, steps: tuple[Step, ...] | None) -> str:
    if steps is None:
        return "never"
    makers = analysis.conflict.makers
    return ", ".join(f"{makers[step.maker].name} to {step.to + 1}" for step in steps) or "there already"


def path_section(analysis: Analysis) -> Section | None:
    """How the status quo may lead to each listed state."""
    if analysis.moving is None:
        return None
    rows = []
    for state in analysis.listed:
        improving = _way(analysis, analysis.improving.path(state)) if analysis.improving else "unknown"
        rows.append((_named(analysis, state), improving, _way(analysis, analysis.moving.path(state))))
    heads = ("State", "By moves that better their maker", "By any moves")
    return Section(
        "paths",
        "From the status quo",
        (
            f"The shortest ways from {_named(analysis, analysis.moving.start)}; nobody moves twice in "
            "succession.",
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
            rows.append((word, "no ranking would do", "", ""))
        elif not found.unwilling:
            rows.append((word, "nothing: it is one", "", ""))
        for change in found.changes:
            if change.pairs and found.possible:
                lowered = "; ".join(_named(analysis, one) for one in change.lowered[:MOST_NAMED])
                more = (
                    f"; and {len(change.lowered) - MOST_NAMED} more"
                    if len(change.lowered) > MOST_NAMED
                    else ""
                )
                alone = " (its change alone is enough)" if found.one_mind == change.maker else ""
                rows.append((word, makers[change.maker].name + alone, lowered + more, f"{change.pairs}"))
    state = _named(analysis, analysis.inverses[0].state)
    notes = ["Pairs: how many comparisons of the stated ranking change, the fewest that do."]
    if not all(found.exact for found in analysis.inverses):
        notes.append(
            "Under SEQ and SSEQ what deters somebody depends on what others prefer: each change is the "
            "smallest given the others, together they need not be."
        )
    heads = ("Under", "Who would have to change its mind", "Would have to hold these worse", "Pairs")
    return Section(
        "inverse",
        "What would make it an equilibrium",
        (f"For {state} to be one that nobody leaves:",),
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
        ("State", "All", *(WORDS[one] for one in concepts)), rows, figures=tuple(range(1, 2 + len(concepts)))
    )
    figure = Figure(
        "sweep",
        "Share of the ways in which a state is an equilibrium",
        sweep_chart(data, list(names.values()), [WORDS[one] for one in concepts]),
        "A heat map of states by concept; the table beside it has the same shares.",
        table=table,
    )
    left = f" {sweep.left_out} swaps were not tried." if sweep.left_out else ""
    lead = (
        f"Looked at in {len(sweep.changes)} statements of the model: as it is stated, with two "
        f"neighbouring ranks of one decision maker swapped, with one one-way option free.{left}"
    )
    return Section("sweep", "If it were stated a little otherwise", (lead,), (figure,), (table,))


def drawing_figure(analysis: Analysis, document: GraphDocument) -> Figure:
    """The graph drawn."""
    states = drawn_states(analysis)
    parts = [state_part(analysis, state) for state in states]
    spec = graph_chart(replace(document, states=parts), arcs_between(analysis.conflict, states), states)
    some = (
        ""
        if len(states) == analysis.conflict.states.count
        else " Drawn are the status quo, equilibria and the ways between."
    )
    return Figure(
        "graph",
        "Who can move where",
        spec,
        f"{len(states)} states on a circle, with an arrow for every one-step move between them. The "
        "table lists them.",
        caption="Arrows in full colour better whoever moves, faint ones do not. Filled: an equilibrium "
        f"under some concept. Ringed: the status quo.{some}",
    )


def lost_section(document: GraphDocument) -> Section | None:
    """What of a scenario a derived graph does not carry."""
    if not document.lost:
        return None
    rows = tuple((one,) for one in document.lost)
    return Section(
        "lost",
        "What the graph does not carry of the scenario",
        ("The graph was derived from the scenario. A graph has no place for:",),
        tables=(Table(("Left out",), rows),),
    )


def basis_section(document: GraphDocument) -> Section:
    """Whose judgement the preferences are, and what they rest on."""
    rows = tuple(
        (maker.name, maker.stated_as, ", ".join(maker.sources), maker.holder, maker.note)
        for maker in document.decision_makers
    )
    heads = ("Who", "Preferences stated as", "Sources", "Held by", "Note")
    return Section("basis", "What the preferences rest on", tables=(Table(heads, rows),))


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
