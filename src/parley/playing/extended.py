"""Strategies of an extended game, solved again at the very log-odds a history stands at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from parley.game import Floats
from parley.playing.standing import Asked, Outcome, Place, Said
from parley.solver.general.sight import Sight, Way


@dataclass(frozen=True)
class ExtendedStand:
    """The strategies of a turn at any log-odds."""

    sight: Sight
    place: Place

    def __post_init__(self) -> None:
        self.look()

    def look(self) -> None:
        """Solve the node, unless it is the one that was solved last."""
        p = self.place
        self.sight.stand(p.round, p.turn, p.situation, p.log_odds)

    def floor(self) -> Floats:
        """As `Stand.floor`."""
        return np.asarray(
            self.sight.form.floor.at(self.place.round)[self.place.turn, :, self.place.situation]
        )

    def menu(self, party: int) -> list[int]:
        """As `Stand.menu`."""
        return self.sight.menu(self.place.round, self.place.turn, self.place.situation, party)

    def chance(self, a: int) -> Floats:
        """As `Stand.chance`."""
        self.look()
        return self.sight.chance(a)

    def told(self, a: int) -> Floats:
        """As `Stand.told`."""
        self.look()
        return self.sight.told(self.place.turn, a, self.place.log_odds)

    def asked(self, a: int, said: Said, log_odds: Floats) -> Asked | None:
        """As `Stand.asked`."""
        j = int(self.sight.structure.action_joint[a])
        party = self.sight.next_to_answer(j, said)
        if party is None:
            return None
        self.look()
        answers = self.sight.answers(self.place.turn, j, said, log_odds)
        return Asked(
            party,
            tuple(kind for kind, _, _ in answers),
            np.stack([chance for _, chance, _ in answers]),
            np.stack([after for _, _, after in answers]),
            bool(self.sight.form.together[j]),
        )

    def outcomes(self, a: int, said: Said) -> Sequence[Outcome]:
        """As `Stand.outcomes`."""
        sight, p = self.sight, self.place
        start = Way(np.ones(1), said, p.situation, p.log_odds, sight.walked_out(said))
        return tuple(
            Outcome(float(way.chance[0]), way.situation, way.ending) for way in sight.leads(p.round, a, start)
        )
