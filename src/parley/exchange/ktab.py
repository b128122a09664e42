"""A scenario from the actors of KTAB's spatial model: influence, positions and salience, 0 to 100."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from parley.errors import CaseError, UsageError
from parley.exchange.utility_spaces import identifiers
from parley.files.text import read_bytes

STEPS = (0, 25, 50, 75, 100)
MOST_ACTORS = 8
LARGEST = 5_000_000
FLOOR_TAKEN = 80.0
"""Per cent of rounds in which somebody has the floor."""


@dataclass(frozen=True)
class Actor:
    """One actor: `position` and `salience` a dimension each."""

    name: str
    what: str
    influence: float
    position: tuple[float, ...]
    salience: tuple[float, ...]


def ktab_scenario(path: Path, as_of: date, only: Sequence[str] = ()) -> str:
    """The scenario of a file of actors, as the text of scenario.yaml; `only` names the actors to take.

    Each dimension is an issue with five options. An option is worth a party its closeness to the party's
    position, dimensions weighted by salience; the floor is shared by influence times salience. Raises
    UsageError for what is no such file, and for more actors than can be asked to sign.
    """
    title, dimensions, actors = _read(path)
    if strange := [name for name in only if name not in {actor.name for actor in actors}]:
        raise UsageError(
            f"{path.name} has no actor called {strange[0]} ({', '.join(a.name for a in actors)})"
        )
    taken = [actor for actor in actors if not only or actor.name in only]
    if not 2 <= len(taken) <= MOST_ACTORS:
        raise UsageError(
            f"{path.name} has {len(taken)} actors, and from 2 to {MOST_ACTORS} can be asked to sign: say "
            "which with --only, as in --only " + ",".join(actor.name for actor in actors[:2])
        )
    parties, issues = identifiers(actor.name for actor in taken), identifiers(dimensions)
    weights = [actor.influence * sum(actor.salience) for actor in taken]
    lines = [
        "# Made from a file of KTAB actors. Positions and salience are theirs; that an option is worth its",
        "# closeness, summed over dimensions, is judged, as are round, horizon, precision and no agreement.",
        f"title: {json.dumps(title, ensure_ascii=False)}",
        f"as_of: {as_of.isoformat()}",
        "round: 7 days  # judged",
        "horizon: 26 rounds  # judged",
        "parties:",
    ]
    for actor in taken:
        lines += [
            f"  {parties[actor.name]}:",
            f"    name: {json.dumps(actor.what or actor.name, ensure_ascii=False)}",
            "    patience: {half_life: 2 years}  # judged",
            "    precision: 0.2  # judged",
            "    values:",
        ]
        total = sum(actor.salience) or 1.0
        for k, dimension in enumerate(dimensions):
            worth = ", ".join(
                f"at_{step}: {actor.salience[k] / total * (100 - abs(step - actor.position[k])):.6g}"
                for step in STEPS
            )
            lines.append(f"      {issues[dimension]}: {{{worth}}}")
    lines.append("issues:")
    for dimension in dimensions:
        options = ", ".join(f'at_{step}: {{name: "{step}"}}' for step in STEPS)
        lines += [
            f"  {issues[dimension]}:",
            f"    name: {json.dumps(dimension, ensure_ascii=False)}",
            f"    options: {{{options}}}",
        ]
    lines += ["table:", "  floor:"]
    for actor, weight in zip(taken, weights, strict=True):
        share = FLOOR_TAKEN * weight / (sum(weights) or 1.0)
        lines.append(f"    {parties[actor.name]}: {share:.6g} % per round")
    everybody = ", ".join(parties.values())
    nothing = ", ".join(f"{party}: 40" for party in parties.values())
    lines += [
        f"  settlement: {{signatories: [{everybody}]}}",
        f"endings: {{horizon: {{{nothing}}}}}  # judged",
    ]
    return "\n".join(lines) + "\n"


def _read(path: Path) -> tuple[str, list[str], list[Actor]]:
    """The title, the names of the dimensions, and the actors; cells are padded with blanks in such files."""
    try:
        text = read_bytes(path, LARGEST).decode("utf-8-sig", "replace")
    except CaseError as problem:
        raise UsageError(str(problem)) from None
    rows = [
        [cell.strip() for cell in row] for row in csv.reader(io.StringIO(text)) if any(map(str.strip, row))
    ]
    if len(rows) < 3 or len(rows[0]) < 4 or rows[1][0].lower() != "actor":
        raise UsageError(
            f"{path.name} is no file of KTAB actors: the first line names the scenario with the numbers of "
            "actors and dimensions, the second begins with Actor"
        )
    numbers = [int(cell) for cell in rows[0] if cell.isdigit()]
    if len(numbers) < 2:
        raise UsageError(f"{path.name}: the first line ends with the numbers of actors and of dimensions")
    count, dimensions = numbers[-2:]
    actors = [_actor(path, n, row, dimensions) for n, row in enumerate(rows[2:], 3)]
    if count != len(actors):
        raise UsageError(f"{path.name} announces {count} actors and has {len(actors)}")
    heads = rows[1][3 : 3 + 2 * dimensions : 2]
    names = [head.replace("Position", "").strip() or f"dimension {k + 1}" for k, head in enumerate(heads)]
    names = [
        f"dimension {k + 1}" if name.lower().startswith("pstn") else name for k, name in enumerate(names)
    ]
    return rows[0][1] or rows[0][0], names, actors


def _actor(path: Path, line: int, row: Sequence[str], dimensions: int) -> Actor:
    cells = [cell for cell in row if cell != ""]
    try:
        figures = [float(cell) for cell in row[2 : 3 + 2 * dimensions]]
    except ValueError:
        figures = []
    if len(figures) != 1 + 2 * dimensions or not all(0 <= one <= 100 for one in figures[1:]):
        raise UsageError(
            f"{path.name}, row {line}: expected an actor, a description, an influence, and a position and a "
            f"salience from 0 to 100 for each of {dimensions} dimensions; got {', '.join(cells)}"
        )
    return Actor(row[0], row[1], figures[0], tuple(figures[1::2]), tuple(figures[2::2]))
