"""The two lenses side by side, in words: what the graph holds and what the game reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from parley.files.results import Result
from parley.languages import wordable, worded, written
from parley.outlook import BeliefCheck
from parley.report.context import Section, Table
from parley.report.graph.questions import WORDS
from parley.report.outlook.certified import doubted
from parley.report.words import quoted

SIGNED = wordable(
    ". In the graph consent can be taken back at no cost and nobody is in a hurry; in the game a signature"
    " ends the war, and waiting has a price."
)
MOVED = wordable(
    ". In the graph whoever would rather be elsewhere goes there, at once and at no cost; in the game a"
    " move waits for the floor, costs something, and may not be worth that."
)
VERDICTS = {
    "both": wordable("both"),
    "graph": wordable("graph only"),
    "game": wordable("game only"),
    "neither": wordable("neither"),
}


@dataclass(frozen=True)
class LensRow(Result):
    """One state under both lenses."""

    state: int
    """the number of the state, from 1"""
    name: str
    """what readers call it"""
    concepts: tuple[str, ...]
    """the concepts under which it is an equilibrium"""
    chance: float | None
    """its probability by the horizon in the game; null where the game has no such thing"""
    at_most: bool
    """whether that is a bound from above"""
    ending: bool
    """whether it is an ending"""
    verdict: str
    """who holds it: both, graph, game or neither"""
    because: tuple[str, ...]
    """why they differ, in sentences"""


@dataclass(frozen=True)
class Lenses(Result):
    """Both lenses on one case."""

    title: str
    """the title of the graph"""
    horizon: str
    """the last day looked at"""
    derived: bool
    """whether the graph was derived from the scenario"""
    still_fighting: float
    """the probability in the game that the war goes on at the horizon"""
    rows: tuple[LensRow, ...]
    """the states compared"""
    moved: tuple[str, ...]
    """what changes in the game while the graph stands still"""
    lost: tuple[str, ...]
    """what of a scenario the graph has no place for"""
    certificate: BeliefCheck | None = None
    """how nearly beliefs follow from choices in the game"""


def lens_section(lenses: Lenses) -> Section:
    """The comparison as a section."""
    which = worded("derived from the scenario") if lenses.derived else worded("stated in graph.yaml")
    lead = (
        worded(
            "The graph ({which}) asks which states nobody would leave; the game asks what is reached, and"
            " when. The graph is said to hold a state that is an equilibrium under SEQ, the game to reach"
            " one of at least 10\u00a0% by {horizon}, when the war still goes on with {part}\u00a0%.",
            which=which,
            horizon=lenses.horizon,
            part=written(100 * lenses.still_fighting, ".0f"),
        ),
    )
    rows = []
    for row in lenses.rows:
        chance = (
            "-" if row.chance is None else f"{'at most ' if row.at_most else ''}{100 * row.chance:.0f}\u00a0%"
        )
        concepts = ", ".join(WORDS[one] for one in row.concepts) or worded("none")
        rows.append((row.name, concepts, chance, worded(VERDICTS[row.verdict])))
    heads = (worded("State"), worded("Equilibrium under"), worded("In the game"), worded("Held by"))
    notes = list(_differences(lenses))
    because = tuple((row.name, " ".join(row.because)) for row in lenses.rows if row.because)
    tables = [Table(heads, tuple(rows), figures=(2,))]
    if because:
        tables.append(Table((worded("State"), worded("Why the graph does not hold it")), because))
    title = worded("The two lenses side by side")
    return doubted(
        Section("lenses", title, lead, tables=tuple(tables), notes=tuple(notes)), lenses.certificate
    )


def _differences(lenses: Lenses) -> Sequence[str]:
    graph = [row.name for row in lenses.rows if row.verdict == "graph"]
    game = [row.name for row in lenses.rows if row.verdict == "game"]
    settled = any(row.ending for row in lenses.rows if row.verdict == "game")
    found = []
    if graph:
        found.append(
            worded("Stable in the graph and left, or hardly reached, in the game: ")
            + "; ".join(quoted(name) for name in graph)
            + worded(". A graph stands still; in the game ")
            + (
                " ".join(lenses.moved)
                if lenses.moved
                else worded("little moves by itself, but choices are not free of error.")
            )
        )
    if game:
        found.append(
            worded("Reached in the game though the graph calls it unstable: ")
            + "; ".join(quoted(name) for name in game)
            + worded(SIGNED if settled else MOVED)
        )
    if not graph and not game:
        found.append(worded("Nowhere do the two differ."))
    if lenses.lost:
        found.append(
            worded("Not in the graph: ") + "; ".join(one.split(": ")[0] for one in lenses.lost) + "."
        )
    return found
