"""A case and its outlook as a reader takes them in: names instead of ids, a few dates instead of all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from parley.files.articles import agreeing, at_start, is_plural, with_article
from parley.game.names import Ending, EndingKind
from parley.languages import worded
from parley.outlook import Head, HiddenSide, Outlook
from parley.report import phrases
from parley.report.calling import ScenarioNames, plainly
from parley.report.words import listing, quoted
from parley.scenario.parts import Scenario

# How far ahead a reader looks, in days: a month, a quarter, half a year, one year, two, four.
_LOOK_AHEAD = (30, 91, 182, 365, 730, 1461)

# Below this share a condition's being conceded is not worth a sentence.
_WORTH_SAYING = 0.01


@dataclass(frozen=True)
class CaseWords:
    """The names and dates of a case; `scenario`, where given, names its smaller parts.

    `dates` are those at which each round starts, and the horizon last; `fighting` tells whether there is a
    war, or only talks.
    """

    head: Head
    dates: tuple[date, ...]
    fighting: bool
    scenario: Scenario | None

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
        return worded("the war") if self.fighting else worded("the talks")

    @property
    def still(self) -> str:
        """The name of having reached no ending yet."""
        return worded("Still fighting") if self.fighting else worded("Still talking")

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
        return self.head.parties.get(party, plainly(party))

    def party_within(self, party: str) -> str:
        """A party's name as it stands inside a sentence: the United States, but Ukraine."""
        known = self.scenario.parties if self.scenario is not None else {}
        return known[party].in_sentence if party in known else with_article(self.party(party))

    def party_plural(self, party: str) -> bool:
        """Whether a party does things in the plural: the Separatists refuse."""
        known = self.scenario.parties if self.scenario is not None else {}
        return known[party].plural if party in known else is_plural(self.party_within(party))

    def party_first(self, party: str) -> str:
        """A party's name as a sentence begins with it."""
        return at_start(self.party_within(party))

    def plan(self, plan: str) -> str:
        """A plan's name."""
        return self.head.plans.get(plan, plainly(plan))

    def disposition(self, disposition: str) -> str:
        """A disposition's name, as it stands inside a sentence."""
        side = self.side_of(disposition)
        return (side.kinds[disposition] if side else plainly(disposition)).lower()

    def side_of(self, kind: str) -> HiddenSide | None:
        """The hidden side a kind belongs to, if there is one."""
        return next((side for side in self.sides if kind in side.kinds), None)

    def kind_of(self, side: str, kind: str) -> str:
        """A kind of a hidden side, by the side's own name for it, inside a sentence."""
        known = self.head.sides.get(side)
        if known is None:
            return self.disposition(kind)
        named = next(
            (name for key, name in known.kinds.items() if key.rpartition(".")[2] == kind), plainly(kind)
        )
        return named.lower()

    @cached_property
    def sides(self) -> tuple[HiddenSide, ...]:
        """Everything that is hidden; what older documents name is the disposition of one party."""
        head = self.head
        if head.sides or head.hidden is None:
            return tuple(head.sides.values())
        return (HiddenSide(self.party(head.hidden), head.hidden, head.dispositions),)

    def own_kinds(self, party: str) -> tuple[str, ...]:
        """The kinds a party may be of, where it hides which."""
        return tuple(kind for side in self.sides if side.party == party for kind in side.kinds)

    def kind(self, kind: str) -> str:
        """A kind with what it is a kind of, for a heading: Russia, pragmatic."""
        side = self.side_of(kind)
        return f"{side.name}, {self.disposition(kind)}" if side else plainly(kind)

    def is_of(self, kind: str) -> str:
        """That a side is of a kind, inside a sentence: Russia is pragmatic."""
        side = self.side_of(kind)
        if side is None:
            return plainly(kind)
        who = quoted(side.name) if side.party is None else self.party_within(side.party)
        plural = side.party is not None and self.party_plural(side.party)
        return f"{who} {agreeing('is', plural)} {self.disposition(kind)}"

    def holder(self, holder: str) -> str:
        """Who holds a belief: a party, or the analyst."""
        return worded("the analyst") if holder == "analyst" else self.party_within(holder)

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


@dataclass(frozen=True, init=False)
class Reading(CaseWords):
    """An outlook with its names and dates."""

    outlook: Outlook

    def __init__(self, outlook: Outlook, scenario: Scenario | None = None):
        super().__init__(outlook, outlook.rounds, bool(outlook.tracks), scenario)
        object.__setattr__(self, "outlook", outlook)

    @property
    def carrying(self) -> tuple[str, ...]:
        """Names of conditions that may be conceded beforehand, and then bind every package."""
        if self.scenario is None:
            return ()
        posture = self.outlook.posture
        return tuple(
            condition.name
            for condition in self.scenario.conditions.values()
            if max(posture[condition.id]["conceded"]) >= _WORTH_SAYING
        )

    @property
    def carried(self) -> str:
        """What settlements carry beyond their names: a condition conceded beforehand binds every package."""
        if not self.carrying:
            return ""
        what = listing([quoted(name) for name in self.carrying])
        return worded(
            "Where {what} has been conceded beforehand, every settlement carries it, whatever its name.",
            what=what,
        )

    @property
    def leading_plans(self) -> tuple[str, ...]:
        """The plans a war may be settled on, the likeliest first."""
        known = {plan for gains in self.outlook.gain_from_waiting.values() for plan in gains}
        ranked = [ending.about for ending, _ in self.endings_by_weight(EndingKind.SETTLEMENT)]
        return tuple(plan for plan in ranked if plan in known)

    def endings_by_weight(self, kind: EndingKind | None = None) -> list[tuple[Ending, float]]:
        """Endings of a kind, or of all, with their probability by the horizon, most probable first."""
        endings = self.outlook.endings.items()
        found = [(name, path[-1]) for name, path in endings if kind in (None, name.kind)]
        return sorted(found, key=lambda pair: -pair[1])
