"""How it was computed: the method with its citations, the solver's certificate, and the files it read."""

from __future__ import annotations

from parley.report.context import Cell, Section, Table
from parley.report.outlook.certified import doubt
from parley.report.reading import Reading
from parley.report.words import YARDSTICKS, YardstickName, count, megabytes, points

_METHOD = (
    "The scenario is compiled into a finite stochastic game and solved by backward induction for a Markov"
    " logit equilibrium (McKelvey and Palfrey 1998; in international relations Signorino 1999): every party"
    " looks ahead, and chooses better actions more often, not always. Parties may start from different"
    " beliefs and update in step (Smith and Stam 2004). A settlement may be broken when it shifts the balance"
    " of force (Powell 2006)."
    " Probabilities come from an exact forward pass under the analyst's own weights, not from sampling."
)
_SELECTION = (
    "Where a belief update has several solutions, the one that grows out of “no news” as choices become more"
    " precise is taken in the last round, and followed from there to earlier ones."
    " The certificate below says how nearly the solution satisfies its own conditions."
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
    bands = "; ".join(f"{b.word} {b.low * 100:.0f}\N{EN DASH}{b.high * 100:.0f}\u00a0%" for b in scale.bands)
    words = f"Likelihood words follow one yardstick, {scale.name} ({scale.citation}): {bands}."
    return Section(
        id="method",
        title="Method, certificate and inputs",
        lead=tuple(
            said for said in (_METHOD, _SELECTION, doubt(reading.outlook.solver.check), words) if said
        ),
        tables=(certificate(reading), _regret(reading), _inputs(reading)),
        notes=_REFERENCES,
    )


def certificate(reading: Reading) -> Table:
    """How good the solution is, and how large the game was."""
    solver = reading.outlook.solver
    rows: list[tuple[Cell, ...]] = [
        ("Largest belief residual (log-odds)", f"{solver.residual:.1e}"),
        (
            "Size",
            f"{count(solver.situations, 'situation')}, {count(solver.belief_nodes, 'belief node')},"
            f" {count(solver.rounds, 'round')}",
        ),
        *_belief_ends(reading),
        ("Memory", megabytes(solver.bytes)),
        ("Time to solve", f"{solver.seconds:.2f} s"),
    ]
    if finer := solver.refinement:
        moved = f"{finer.probability:.4f} in any probability, {points(finer.worth)} points"
        rows.insert(1, ("Moves on a wider and finer belief grid by at most", moved))
    if other := solver.selection:
        moved = f"{other.probability:.4f} in any probability, {points(other.worth)} points"
        rows.insert(1, ("Moves with other beliefs, where several agree with choices, by at most", moved))
    return Table(("Certificate", "Value"), tuple(rows), figures=(1,))


def _belief_ends(reading: Reading) -> tuple[tuple[Cell, ...], ...]:
    solver = reading.outlook.solver
    if not solver.belief_limit:
        return ()
    ends, limit = solver.belief_ends, f"{solver.belief_limit:g}"
    kept = f"{ends.lower * 100:.1f}\u00a0% below, {ends.upper * 100:.1f}\u00a0% above"
    found: tuple[tuple[Cell, ...], ...] = (
        (f"Probability at the ends of the belief grid (log-odds ±{limit})", kept),
        ("Certainty they keep back", f"{ends.withheld * 100:.2f}\u00a0%"),
    )
    if ends.wide_enough:
        return found
    remedy = "leave out belief_grid, and one wide enough is chosen where it fits; or state a higher limit"
    return (*found, ("What to change", remedy))


def _regret(reading: Reading) -> Table:
    rows = tuple(
        (reading.party(party), points(regret.points), points(regret.allowed))
        for party, regret in reading.outlook.solver.regret.items()
    )
    caption = "Regret: the most a party could gain by one deviation anywhere that is reached, in points"
    return Table(("Party", "Found", "Allowed by its precision"), rows, caption, figures=(1, 2))


def _inputs(reading: Reading) -> Table:
    rows = tuple((file, digest) for file, digest in reading.outlook.input_hashes.items())
    return Table(("Input file", "SHA-256"), rows)
