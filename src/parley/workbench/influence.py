"""Influence: which stated number of a case carries a chosen outcome."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from parley.case import Case, open_case
from parley.game.size import DEFAULT_LIMIT
from parley.outlook.belief_range import settle_grid
from parley.sensitivity.influence import Influence, Settings, parse_outcome
from parley.sensitivity.influence import influence as measured
from parley.sensitivity.what_if import solve_stated
from parley.workbench.attached import Finding, Kind
from parley.workbench.running import Run

USUAL = ("settlement",)
"""The outcome looked at where none is named: any settlement by the horizon."""
USUAL_DRAWS = Settings.draws


@dataclass(frozen=True)
class InfluenceRun:
    """A case as stated, and what carries its outcomes."""

    stated: Run
    influence: Influence

    @property
    def finding(self) -> Finding:
        """The influence as it is kept beside an outlook."""
        return Finding(Kind.INFLUENCE, self.influence.document())


def influence(
    case: str | Path | Case,
    outcomes: Sequence[str] = (),
    changes: Mapping[str, object] | None = None,
    *,
    settings: Settings | None = None,
    draws: int | None = None,
    memory_limit: int = DEFAULT_LIMIT,
    progress: Callable[[str, int, int], None] | None = None,
) -> InfluenceRun:
    """Work out which numbers with a range carry the named outcomes of a case.

    `settings` say how hard to look; where there are none, `draws` and `memory_limit` do. `progress` is called
    with a stage and how many of its solves are done. Raises UsageError for an outcome
    that is none, for a scenario without ranges, and for too few draws.
    """
    settings = settings or Settings(draws or USUAL_DRAWS, memory_limit=memory_limit)
    opened = open_case(case, changes)
    scenario, name, hashes = opened.scenario, opened.name, opened.input_hashes
    asked = [parse_outcome(text, scenario) for text in dict.fromkeys(outcomes or USUAL)]
    scenario = settle_grid(scenario, settings.memory_limit)
    stated = solve_stated(scenario, name, hashes, settings.memory_limit)
    found = measured(stated, asked, settings, progress or (lambda stage, done, of: None))
    return InfluenceRun(Run(opened, stated.outlook), found)
