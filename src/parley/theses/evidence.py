"""What theses are held against: the record with its ledgers, the outlook, what-ifs, the record weighed."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from parley.files import closest_name
from parley.game.names import Ending, EndingKind
from parley.outlook import Gist, Outlook
from parley.outlook.breaking_even import breaks_even
from parley.record import Record
from parley.record.rows import Move
from parley.theses.language import ThesisTest

Found = float | str | tuple[str, ...]
Asker = Callable[[str, tuple[object, ...]], Sequence[float]]
LEDGER_FIELDS = {
    "novelty": ("novelty", "sentence"),
    "absent": ("participation", "absent"),
    "given": ("quid-pro-quo", "finding"),
    "whose": ("quid-pro-quo", "whose_asset"),
    "replies": ("standing", "replies"),
    "restated": ("standing", "restated"),
    "released": ("levers", "released"),
}
ROWS = (*LEDGER_FIELDS, "days", "odds", "surprise")


class NotThereError(Exception):
    """What a test looks at is not there; the message says what is missing."""


@dataclass(frozen=True)
class Evidence:
    """What was found of a case. Anything may be missing: a test that needs it is out of reach.

    `ledgers` maps a ledger's name to its entries as plain data. `moments` are those of the weighing,
    `meetings` what all that was done at a meeting told: a log-likelihood ratio by the meeting's row, None
    where a kind is ruled out.
    `draws` asks the kept study for a figure in each draw.
    """

    record: Record
    as_of: date
    ledgers: Mapping[str, Sequence[Mapping[str, Any]]]
    outlook: Outlook | None = None
    what_ifs: Mapping[str, Gist] = field(default_factory=dict)
    moments: Sequence[Mapping[str, Any]] = ()
    meetings: Mapping[str, float | None] = field(default_factory=dict)
    weighed: bool = False
    draws: Asker | None = None

    def find(self, test: ThesisTest) -> Found:
        """What a test looks at, as stated or under its what-if; raise NotThereError with what is missing."""
        if test.name in LEDGER_FIELDS:
            return self._entry(*LEDGER_FIELDS[test.name][:1], test.args[0], LEDGER_FIELDS[test.name][1])
        if test.name == "ledger":
            return self._entry(test.args[0], test.args[1], test.args[2])
        if test.name in ("days", "count", "fact", "pressure", "favours"):
            return float(getattr(self, f"_{test.name}")(*test.args))
        if test.name in ("odds", "surprise"):
            return self._moment(test.name, test.args[0])
        return self.figure(test, self._gist(test.what_if))

    def _gist(self, what_if: str) -> Gist:
        if what_if:
            if what_if not in self.what_ifs:
                raise NotThereError(f"the scenario has no what-if '{what_if}'{_near(what_if, self.what_ifs)}")
            return self.what_ifs[what_if]
        if self.outlook is None:
            raise NotThereError("the case has no scenario to solve")
        return self.outlook

    def stated(self) -> Gist:
        """The outlook as stated."""
        return self._gist("")

    # What the record says.

    def _move(self, name: str) -> Move:
        if name not in self.record.by_id:
            raise NotThereError(f"the record has no row '{name}'")
        return self.record.by_id[name]

    def _entry(self, ledger: str, row: str, key: str) -> Found:
        if ledger not in self.ledgers:
            raise NotThereError(f"there is no ledger '{ledger}'{_near(ledger, self.ledgers)}")
        found = [entry for entry in self.ledgers[ledger] if entry.get("id") == row]
        if not found:
            self._move(row)
        if found and key not in found[0]:
            raise NotThereError(f"the ledger '{ledger}' has no field '{key}'{_near(key, found[0])}")
        values = [_plain(entry[key]) for entry in found]
        if len(values) > 1 and not isinstance(values[0], float):
            # A row with several terms or addressees has an entry for each.
            words = [value if isinstance(value, tuple) else (str(value),) for value in values]
            return tuple(dict.fromkeys(word for several in words for word in several))
        if values:
            return values[0]
        raise NotThereError(f"row {row} stands in no line of the ledger '{ledger}'")

    def _days(self, first: str, second: str) -> float:
        return float((self._move(second).date - self._move(first).date).days)

    def _count(self, act: str, who: str = "", to: str = "") -> float:
        def fits(codes: Sequence[str], wanted: str) -> bool:
            return not wanted or any(code.startswith(wanted) for code in codes)

        return float(
            sum(
                move.act.value == act and fits(move.actor, who) and fits(move.target, to)
                for move in self.record.moves
                if move.date <= self.as_of
            )
        )

    def _pressure(self, by: str, on: str) -> float:
        return self._between("pressing", by, on)

    def _favours(self, by: str, on: str) -> float:
        return self._between("giving", by, on)

    def _between(self, key: str, by: str, on: str) -> float:
        for entry in self.ledgers.get("pressure", ()):
            if entry["by"] == by and entry["on"] == on:
                return float(len(entry[key]))
        raise NotThereError(f"nothing is recorded of {by} upon {on}")

    def _fact(self, name: str, which: str = "") -> float:
        fact = next((one for one in self.record.facts if one.id == name), None)
        if fact is None:
            raise NotThereError(f"facts.csv has no row '{name}'")
        low, high = fact.low, fact.high
        if low is None and high is None:
            raise NotThereError(f"row {name} of facts.csv states no figure")
        low = high if low is None else low
        high = low if high is None else high
        assert low is not None
        assert high is not None
        return low if which == "low" else high if which == "high" else 0.5 * (low + high)

    def _moment(self, name: str, row: str) -> float:
        self._move(row)
        if not self.weighed:
            raise NotThereError("the record is not weighed: the case has no coding")
        if name == "odds" and row in self.meetings:
            of_all = self.meetings[row]
            return math.inf if of_all is None else math.exp(of_all)
        told = [moment for moment in self.moments if moment.get("move") == row]
        if not told:
            raise NotThereError(f"row {row} counts as no action of the game")
        if name == "surprise":
            return float(sum(moment["surprise"] for moment in told))
        if any(moment["told"] is None for moment in told):
            return math.inf
        return math.exp(sum(moment["told"] for moment in told))

    # What the outlook says.

    def figure(self, test: ThesisTest, gist: Gist) -> float:
        """A figure of an outlook, at the test's date or at the horizon."""
        at = self._round(gist, test.by)
        match test.name:
            case "ending":
                return self._ending(gist, test.args[0], at)
            case "still_fighting":
                return float(gist.still_fighting[at])
            case "belief":
                holder, kind = test.args
                by_kind = _of(gist.beliefs, holder, "holds a belief")
                return float(_of(by_kind, kind, "is a disposition")[at])
            case "worth":
                party, kind = _split(test.args[0])
                worth = _of(gist.values, party, "is a party")
                return float(_of(worth.by_disposition, kind, "is a disposition") if kind else worth.mean)
            case "in_range":
                paths = gist.bargaining_range.plans
                return float(_of(paths, test.args[0], "is a plan")[min(at, len(gist.rounds) - 2)])
        return self._of_outlook(test, gist, at)

    def _of_outlook(self, test: ThesisTest, gist: Gist, at: int) -> float:
        """A figure that a comparison does not keep."""
        if not isinstance(gist, Outlook):
            raise NotThereError(f"{test.name} is not kept of what-ifs; endings, worths and beliefs are")
        if test.name == "track":
            return float(_of(gist.tracks, test.args[0], "is a track").mean[at])
        if test.name == "durability":
            plan, kind = _split(test.args[0])
            durability = _of(gist.durability, plan, "is a plan")
            found = _of(durability.by_disposition, kind, "is a disposition") if kind else durability.mean
            return float(found)
        if test.name == "wins":
            won = _of(gist.durability, test.args[0], "is a plan").wins
            if won is None:
                raise NotThereError("nobody could break a settlement")
            return float(won)
        party, kind = _split(test.args[0])
        gain = _of(_of(gist.gain_from_waiting, party, "is a party"), test.args[1], "is a plan")
        path = _of(gain.by_disposition, kind, "is a disposition") if kind else gain.mean
        if test.name == "breaks_even":
            return self._days_until_even(gist, path)
        value = path[0 if test.by is None else min(at, len(path) - 1)]
        if value is None:
            raise NotThereError("the war is surely over by then")
        return float(value)

    def _days_until_even(self, gist: Outlook, gains: Sequence[float | None]) -> float:
        """Days until a gain from waiting is gone; 0 where there is none to begin with."""
        days = breaks_even(gist.rounds, gains)
        if days is None:
            raise NotThereError("going on stays worth more until the horizon")
        return float(days)

    def _ending(self, gist: Gist, name: str, at: int) -> float:
        if name in tuple(EndingKind) and EndingKind(name).has_subject:
            return float(sum(path[at] for ending, path in gist.endings.items() if ending.kind == name))
        return float(_of({str(k): v for k, v in gist.endings.items()}, str(Ending(name)), "is an ending")[at])

    def _round(self, gist: Gist, by: date | None) -> int:
        if by is None:
            return len(gist.rounds) - 1
        if not gist.rounds[0] <= by <= gist.rounds[-1]:
            raise NotThereError(f"{by} is not from {gist.rounds[0]} to {gist.rounds[-1]}, which is looked at")
        return bisect_right(gist.rounds, by) - 1

    # What a study says.

    def share_of_draws(self, test: ThesisTest, holds: Callable[[float], bool]) -> float | None:
        """In which part of the kept study's draws a test holds; None where draws do not tell."""
        if self.draws is None or test.what_if:
            return None
        last = test.by or (self.outlook.rounds[-1] if self.outlook else self.as_of)
        found: Sequence[float] = ()
        match test.name:
            case "ending" | "still_fighting":
                found = self.draws(test.name, (*test.args, last))
            case "worth" if "." not in test.args[0]:
                found = self.draws("worth", test.args)
            case "durability" if "." not in test.args[0]:
                found = self.draws("durability", test.args)
            case "belief":
                found = self.draws("belief", (*test.args, last))
        return sum(map(holds, found)) / len(found) if found else None


def rows_of(test: ThesisTest) -> tuple[str, ...]:
    """The rows of the record that a test names."""
    if test.name == "ledger":
        return (test.args[1],)
    return test.args if test.name in ROWS else ()


def _plain(value: object) -> Found:
    if isinstance(value, bool) or value is None:
        return "" if value is None else "yes" if value else "no"
    if isinstance(value, int | float):
        return float(value)
    return tuple(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _of(known: Mapping[str, Any], name: str, what: str) -> Any:
    if name not in known:
        raise NotThereError(f"nothing called '{name}' {what}{_near(name, known)}")
    return known[name]


def _near(name: str, known: Mapping[str, Any]) -> str:
    near = closest_name(name, [str(one) for one in known])
    return f"; did you mean '{near}'?" if near else ""


def _split(name: str) -> tuple[str, str]:
    head, _, rest = name.partition(".")
    return head, rest
