"""What the things of a case are called: parties with their article, plans, parts of the situation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from parley.files.articles import at_start
from parley.scenario.parts import Scenario


def plainly(name: str) -> str:
    """An id as words."""
    return name.replace("_", " ")


@dataclass(frozen=True)
class ScenarioNames:
    """What a scenario calls its things; an id it does not know is given back as words."""

    scenario: Scenario

    def party(self, party: str) -> str:
        """A party's name."""
        known = self.scenario.parties
        return known[party].name if party in known else plainly(party)

    def party_within(self, party: str) -> str:
        """A party's name as it stands inside a sentence."""
        known = self.scenario.parties
        return known[party].in_sentence if party in known else plainly(party)

    def party_plural(self, party: str) -> bool:
        """Whether a party does things in the plural: the Separatists refuse."""
        known = self.scenario.parties
        return party in known and known[party].plural

    def party_first(self, party: str) -> str:
        """A party's name as a sentence begins with it."""
        return at_start(self.party_within(party))

    def plan(self, plan: str) -> str:
        """A plan's name."""
        return self.scenario.plans[plan].name if plan in self.scenario.plans else plainly(plan)

    def part(self, part: str) -> str:
        """The name of a track, lever, condition, accord, gesture or transfer."""
        kinds: Sequence[Mapping[str, Any]] = (
            self.scenario.theatre,
            self.scenario.levers,
            self.scenario.conditions,
            self.scenario.accords,
            self.scenario.gestures,
            self.scenario.transfers,
            self.scenario.bargains,
            self.scenario.statements,
            self.scenario.events,
        )
        return next((str(kind[part].name) for kind in kinds if part in kind), plainly(part))

    def setting(self, setting: str) -> str:
        """The name of a setting of a lever, a rung of a condition, or a state of an accord."""
        return plainly(setting)
