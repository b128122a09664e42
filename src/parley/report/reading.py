"""An outlook as a reader takes it in: real dates, names instead of ids, a few dates instead of all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from parley.game.names import Ending, EndingKind
from parley.report import phrases
from parley.report.calling import ScenarioNames, plainly, with_article
from parley.report.words import listing
from parley.scenario.parts import Scenario

# How far ahead a reader looks, in days: a month, a quarter, half a year, one year, two, four.
_LOOK_AHEAD = (30, 91, 182, 365, 730, 1461)

# Below this share a condition's being conceded is not worth a sentence.
_WORTH_SAYING = 0.01


@dataclass(frozen=True)
class Reading:
    """An outlook dictionary with its names and dates; `scenario`, where given, names its smaller parts."""

    outlook: Mapping[str, Any]
    scenario: Scenario | None = None

    @cached_property
    def dates(self) -> tuple[date, ...]:
        """The date at which each round starts, and the horizon last."""
        return tuple(date.fromisoformat(day) for day in self.outlook["rounds"])

    @property
    def as_of(self) -> date:
        """The date the outlook is made for."""
        return self.dates[0]

    @property
    def horizon(self) -> date:
        """The last date looked at."""
        return self.dates[-1]

    @property
    def subject(self) -> str:
        """What goes on until an ending: the war or, without a theatre, the talks."""
        return "the war" if self.outlook["tracks"] else "the talks"

    @property
    def still(self) -> str:
        """The name of having reached no ending yet."""
        return "Still fighting" if self.outlook["tracks"] else "Still talking"

    @cached_property
    def shown_rounds(self) -> tuple[int, ...]:
        """The few rounds shown in tables: those nearest a month, a quarter and so on ahead, and the last."""
        last = len(self.dates) - 1
        if last <= 4:
            return tuple(range(1, last + 1))
        ahead = (self.as_of + timedelta(days=days) for days in _LOOK_AHEAD)
        near = {self.round_at(when) for when in ahead if when <= self.horizon - timedelta(days=25)}
        shown = sorted((near | {last}) - {0})
        return tuple(shown if len(shown) > 2 else sorted({round(last * k / 4) for k in range(1, 5)} - {0}))

    def round_at(self, when: date) -> int:
        """The round that starts nearest to a date."""
        return min(range(len(self.dates)), key=lambda t: abs(self.dates[t] - when))

    def party(self, party: str) -> str:
        """A party's name."""
        return str(self.outlook["parties"].get(party, plainly(party)))

    def party_within(self, party: str) -> str:
        """A party's name as it stands inside a sentence: the United States, but Ukraine."""
        return with_article(self.party(party))

    def plan(self, plan: str) -> str:
        """A plan's name."""
        return str(self.outlook["plans"].get(plan, plainly(plan)))

    @property
    def carried(self) -> str:
        """What settlements carry beyond their names: a condition conceded beforehand binds every package."""
        if self.scenario is None:
            return ""
        posture = self.outlook["posture"]
        conceded = [
            f"“{condition.name}”"
            for condition in self.scenario.conditions.values()
            if max(posture[condition.id]["conceded"]) >= _WORTH_SAYING
        ]
        if not conceded:
            return ""
        what = listing(conceded)
        return f"Where {what} has been conceded beforehand, every settlement carries it, whatever its name."

    def disposition(self, disposition: str) -> str:
        """A disposition's name, as it stands inside a sentence."""
        return str(self.outlook["dispositions"].get(disposition, plainly(disposition))).lower()

    def holder(self, holder: str) -> str:
        """Who holds a belief: a party, or the analyst."""
        return "the analyst" if holder == "analyst" else self.party_within(holder)

    def part(self, part: str) -> str:
        """The name of a track, lever, condition, accord, gesture or transfer."""
        return plainly(part) if self.scenario is None else ScenarioNames(self.scenario).part(part)

    def unit(self, track: str) -> str:
        """What one step of a track stands for, if the scenario says."""
        if self.scenario is None or track not in self.scenario.theatre:
            return ""
        return self.scenario.theatre[track].unit

    def ending(self, ending: str) -> str:
        """An ending's name, or that of having reached none."""
        return phrases.ending(ending, self, self.still)

    def ending_within(self, ending: str) -> str:
        """An ending as it stands inside a sentence."""
        return phrases.ending_within(ending, self, self.still.lower())

    def ending_briefly(self, ending: str) -> str:
        """An ending as a narrow column has it: a settlement by its plan alone."""
        return phrases.ending_briefly(ending, self, self.still)

    def action(self, action: str) -> str:
        """What a party does, in words: offers this, proposes that."""
        return phrases.deed(action, self)

    def setting(self, setting: str) -> str:
        """The name of a setting of a lever, a rung of a condition, or a state of an accord."""
        return plainly(setting)

    def endings_by_weight(self, kind: EndingKind | None = None) -> list[tuple[Ending, float]]:
        """Endings of a kind, or of all, with their probability by the horizon, most probable first."""
        endings = ((Ending(name), path) for name, path in self.outlook["endings"].items())
        found = [(name, path[-1]) for name, path in endings if kind in (None, name.kind)]
        return sorted(found, key=lambda pair: -pair[1])
