"""A scenario from utility spaces: their numbers as points, what they do not state as judgements."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from parley.exchange.utility_spaces import POINTS, Space, identifiers, require_same_issues

ROUNDS = 20


def domain_scenario(spaces: Sequence[Space], title: str, as_of: date) -> str:
    """The scenario of parties who bargain over one domain, as the text of scenario.yaml.

    Everybody must sign, and the floor goes round. A discount factor becomes a patience per round.
    """
    require_same_issues(spaces)
    parties = identifiers(space.name for space in spaces)
    issues = identifiers(spaces[0].worth)
    options = {issue: identifiers(values) for issue, values in spaces[0].worth.items()}
    lines = [
        "# Made from the utility spaces of another program: what a value is worth is theirs, in points (a",
        "# utility of 1 is 100). What such files do not state is judged: round, horizon, precision, floor.",
        f"title: {json.dumps(title, ensure_ascii=False)}",
        f"as_of: {as_of.isoformat()}",
        "round: 1 day  # judged",
        f"horizon: {ROUNDS} rounds  # judged",
        "parties:",
    ]
    for space in spaces:
        patience = (space.discount or 1.0) ** (1.0 / ROUNDS)
        lines += [
            f"  {parties[space.name]}:",
            f"    name: {json.dumps(space.name, ensure_ascii=False)}",
            f"    patience: {{per_round: {patience:.10g}}}",
            "    precision: 0.5  # judged",
            "    values:",
        ]
        for issue, values in space.worth.items():
            said = ", ".join(f"{options[issue][value]}: {_points(one)}" for value, one in values.items())
            lines.append(f"      {issues[issue]}: {{{said}}}")
    lines.append("issues:")
    for issue, named in options.items():
        lines.append(f"  {issues[issue]}:")
        lines.append(f"    name: {json.dumps(issue, ensure_ascii=False)}")
        lines.append("    options:")
        lines += [
            f"      {one}: {{name: {json.dumps(value, ensure_ascii=False)}}}" for value, one in named.items()
        ]
    everybody = ", ".join(parties.values())
    reserved = ", ".join(f"{parties[space.name]}: {_points(space.reserved)}" for space in spaces)
    lines += [
        "table:",
        f"  floor: {{alternate: [{everybody}]}}  # judged",
        f"  settlement: {{signatories: [{everybody}]}}",
        f"endings: {{horizon: {{{reserved}}}}}",
    ]
    return "\n".join(lines) + "\n"


def _points(utility: float) -> str:
    return f"{POINTS * utility:.10g}"
