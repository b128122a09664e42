"""The two lenses side by side, in words: what the graph holds and what the game reaches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from parley.report.context import Section, Table
from parley.report.graph.sections import WORDS

VERDICTS = {
    "both": "both",
    "graph": "graph only",
    "game": "game only",
    "neither": "neither",
}


class RowShown(Protocol):
    """One state under both lenses."""

    @property
    def name(self) -> str:
        """What to call it."""

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concepts under which it is an equilibrium."""

    @property
    def chance(self) -> float | None:
        """Its probability in the game by the horizon."""

    @property
    def at_most(self) -> bool:
        """Whether that is a bound."""

    @property
    def verdict(self) -> str:
        """Who holds it: both, graph, game or neither."""

    @property
    def because(self) -> tuple[str, ...]:
        """Why, in sentences."""


class LensesShown(Protocol):
    """The comparison, as the workbench gives it."""

    @property
    def horizon(self) -> str:
        """The last day looked at."""

    @property
    def derived(self) -> bool:
        """Whether the graph was derived from the scenario."""

    @property
    def still_fighting(self) -> float:
        """The probability that the war goes on at the horizon."""

    @property
    def rows(self) -> Sequence[RowShown]:
        """One for each state compared."""

    @property
    def moved(self) -> tuple[str, ...]:
        """What changes in the game while the graph stands still."""

    @property
    def lost(self) -> tuple[str, ...]:
        """What the graph does not carry."""


def lens_section(lenses: LensesShown) -> Section:
    """The comparison as a section."""
    which = "derived from the scenario" if lenses.derived else "stated in graph.yaml"
    lead = (
        f"The graph ({which}) asks which states nobody would leave; the game asks what is reached, and "
        "when. The graph is said to hold a state that is an equilibrium under SEQ, the game to reach "
        f"one of at least 10 % by {lenses.horizon}, when the war still goes on with "
        f"{100 * lenses.still_fighting:.0f} %.",
    )
    rows = []
    for row in lenses.rows:
        chance = "-" if row.chance is None else f"{'at most ' if row.at_most else ''}{100 * row.chance:.0f} %"
        concepts = ", ".join(WORDS[one] for one in row.concepts) or "none"
        rows.append((row.name, concepts, chance, VERDICTS[row.verdict]))
    heads = ("State", "Equilibrium under", "In the game", "Held by")
    notes = list(_differences(lenses))
    because = tuple((row.name, " ".join(row.because)) for row in lenses.rows if row.because)
    tables = [Table(heads, tuple(rows), figures=(2,))]
    if because:
        tables.append(Table(("State", "Why the graph does not hold it"), because))
    return Section("lenses", "The two lenses side by side", lead, tables=tuple(tables), notes=tuple(notes))


def _differences(lenses: LensesShown) -> Sequence[str]:
    graph = [row.name for row in lenses.rows if row.verdict == "graph"]
    game = [row.name for row in lenses.rows if row.verdict == "game"]
    found = []
    if graph:
        found.append(
            "Stable in the graph and left, or hardly reached, in the game: "
            + "; ".join(f"“{name}”" for name in graph)
            + ". A graph stands still; in the game "
            + (
                " ".join(lenses.moved)
                if lenses.moved
                else "little moves by itself, but choices are not free of error."
            )
        )
    if game:
        found.append(
            "Reached in the game though the graph calls it unstable: "
            + "; ".join(f"“{name}”" for name in game)
            + ". In the graph consent can be taken back at no cost and nobody is in a hurry; in the game a "
            "signature ends the war, and waiting has a price."
        )
    if not graph and not game:
        found.append("Nowhere do the two differ.")
    if lenses.lost:
        found.append("Not in the graph: " + "; ".join(one.partition(":")[0] for one in lenses.lost) + ".")
    return found
