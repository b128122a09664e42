"""How it was computed: the method with its citations, the solver's certificate, and the files it read."""

from __future__ import annotations

from parley.languages import spoken, wordable, worded, written
from parley.report.context import Cell, Section, Table
from parley.report.outlook.certified import doubt
from parley.report.outlook.selected import parting_words
from parley.report.reading import Reading
from parley.report.wording import YARDSTICKS, Wording, YardstickName
from parley.report.words import count, megabytes, points

_METHOD = wordable(
    "The scenario is compiled into a finite stochastic game and solved by backward induction for a Markov"
    " logit equilibrium (McKelvey and Palfrey 1998; in international relations Signorino 1999): every party"
    " looks ahead, and chooses better actions more often, not always. Parties may start from different"
    " beliefs and update in step (Smith and Stam 2004). A settlement may be broken when it shifts the"
    " balance of force (Powell 2006). Probabilities come from an exact forward pass under the analyst's own"
    " weights, not from sampling."
)
_SELECTION = wordable(
    "Where a belief update has several solutions, the one that grows out of “no news” as choices become"
    " more precise is taken in the last round, and followed from there to earlier ones. The certificate"
    " below says how nearly the solution satisfies its own conditions."
)
_REFERENCES = (
    "McKelvey, R. D. and Palfrey, T. R. (1998). Quantal response equilibria for extensive form games."
    " Experimental Economics 1, 9\N{EN DASH}41.",
    "Powell, R. (2006). War as a commitment problem. International Organization 60, 169\N{EN DASH}203.",
    "Signorino, C. S. (1999). Strategic interaction and the statistical analysis of international conflict."
    " American Political Science Review 93, 279\N{EN DASH}297.",
    "Smith, A. and Stam, A. C. (2004). Bargaining and the nature of war."
    " Journal of Conflict Resolution 48, 783\N{EN DASH}813.",
)


def method(reading: Reading, yardstick: YardstickName) -> Section:
    """Method, certificate, references and input hashes."""
    scale = YARDSTICKS[yardstick]
    told = Wording(spoken(), yardstick)
    bands = "; ".join(
        f"{told.word_of(b.word)} {b.low * 100:.0f}\N{EN DASH}{b.high * 100:.0f}\u00a0%" for b in scale.bands
    )
    words = worded(
        "Likelihood words follow one yardstick, {name} ({citation}): {bands}.",
        name=scale.name,
        citation=scale.citation,
        bands=bands,
    )
    return Section(
        id="method",
        title=worded("Method, certificate and inputs"),
        lead=tuple(
            said
            for said in (worded(_METHOD), worded(_SELECTION), doubt(reading.outlook.solver.check), words)
            if said
        ),
        tables=(certificate(reading), _regret(reading), _inputs(reading)),
        notes=_REFERENCES,
    )


def certificate(reading: Reading) -> Table:
    """How good the solution is, and how large the game was."""
    solver = reading.outlook.solver
    rows: list[tuple[Cell, ...]] = [
        (worded("Largest belief residual (log-odds)"), f"{solver.residual:.1e}"),
        (
            worded("Size"),
            f"{count(solver.situations, 'situation')}, {count(solver.belief_nodes, 'belief node')},"
            f" {count(solver.rounds, 'round')}",
        ),
        *_belief_ends(reading),
        (worded("Memory"), megabytes(solver.bytes)),
        (worded("Time to solve"), f"{solver.seconds:.2f} s"),
    ]
    if finer := solver.refinement:
        moved = worded(
            "{probability} in any probability, {points} points",
            probability=written(finer.probability, ".4f"),
            points=points(finer.worth),
        )
        rows.insert(1, (worded("Moves on a wider and finer belief grid by at most"), moved))
    if other := solver.selection:
        moved = worded(
            "{probability} in any probability, {points} points",
            probability=written(other.probability, ".4f"),
            points=points(other.worth),
        )
        rows.insert(
            1, (worded("Moves with other beliefs, where several agree with choices, by at most"), moved)
        )
        if other.parting:
            rows.insert(2, (worded("That shows most in"), parting_words(reading, other.parting)))
    return Table((worded("Certificate"), worded("Value")), tuple(rows), figures=(1,))


def _belief_ends(reading: Reading) -> tuple[tuple[Cell, ...], ...]:
    solver = reading.outlook.solver
    if not solver.belief_limit:
        return ()
    ends, limit = solver.belief_ends, f"{solver.belief_limit:g}"
    kept = worded(
        "{text}\u00a0% below, {upper}\u00a0% above",
        text=written(ends.lower * 100, ".1f"),
        upper=written(ends.upper * 100, ".1f"),
    )
    found: tuple[tuple[Cell, ...], ...] = (
        (worded("Probability at the ends of the belief grid (log-odds ±{limit})", limit=limit), kept),
        (worded("Certainty they keep back"), f"{ends.withheld * 100:.2f}\u00a0%"),
    )
    if ends.wide_enough:
        return found
    remedy = worded(
        "leave out belief_grid, and one wide enough is chosen where it fits; or state a higher limit"
    )
    return (*found, (worded("What to change"), remedy))


def _regret(reading: Reading) -> Table:
    rows = tuple(
        (reading.party(party), points(regret.points), points(regret.allowed))
        for party, regret in reading.outlook.solver.regret.items()
    )
    caption = worded(
        "Regret: the most a party could gain by one deviation anywhere that is reached, in points"
    )
    return Table(
        (worded("Party"), worded("Found"), worded("Allowed by its precision")), rows, caption, figures=(1, 2)
    )


def _inputs(reading: Reading) -> Table:
    rows = tuple((file, digest) for file, digest in reading.outlook.input_hashes.items())
    return Table((worded("Input file"), "SHA-256"), rows)
