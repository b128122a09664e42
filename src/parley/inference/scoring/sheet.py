"""Yes-or-no questions about what comes next, what each forecaster said, and what happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from parley.game import Flags, Floats, Ints

MODEL = "model"
PAST = "past_frequency"
STILL = "nothing_changes"
FORECASTERS = (MODEL, PAST, STILL)


@dataclass(frozen=True)
class Sheet:
    """Questions in order of date, one a row.

    `rounds` [n] is the round a question is about, `happened` [n] its answer, `said` the probability [n]
    each forecaster gave to yes before the round. `party` [n] and `kind` [n] say what it is about: a
    party's class of action, or (party empty) a kind of ending.
    """

    rounds: Ints
    party: tuple[str, ...]
    kind: tuple[str, ...]
    happened: Flags
    said: Mapping[str, Floats]

    def __len__(self) -> int:
        return len(self.rounds)

    def where(self, chosen: Flags) -> Sheet:
        """The questions at which `chosen` [n] holds."""
        rows = np.flatnonzero(chosen)
        return Sheet(
            rounds=self.rounds[rows],
            party=tuple(self.party[r] for r in rows),
            kind=tuple(self.kind[r] for r in rows),
            happened=self.happened[rows],
            said={name: chance[rows] for name, chance in self.said.items()},
        )

    def of(self, *, party: str | None = None, kind: str | None = None) -> Sheet:
        """The questions about a party, about a kind, or about both."""
        chosen = [
            (party is None or p == party) and (kind is None or k == kind)
            for p, k in zip(self.party, self.kind, strict=True)
        ]
        return self.where(np.array(chosen, dtype=np.bool_))


def joined(sheets: Sequence[Sheet]) -> Sheet:
    """The questions of several sheets, one after another; at least one sheet."""
    return Sheet(
        rounds=np.concatenate([sheet.rounds for sheet in sheets]),
        party=tuple(name for sheet in sheets for name in sheet.party),
        kind=tuple(name for sheet in sheets for name in sheet.kind),
        happened=np.concatenate([sheet.happened for sheet in sheets]),
        said={name: np.concatenate([sheet.said[name] for sheet in sheets]) for name in sheets[0].said},
    )
