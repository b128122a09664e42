"""Every combination of options as a package: what it is worth to each party, and how long it would last."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from parley.compiler.packages import peace
from parley.dealing.package import signed_terms
from parley.dealing.standing import ALL, Standing
from parley.dealing.terms import Known, by_issue, known_at
from parley.errors import UsageError
from parley.game import Floats
from parley.scenario.parts import Scenario

MOST = 5_000_000
_CHUNK = 65_536


@dataclass(frozen=True)
class Column:
    """Whose gain a column holds: a signatory, and which kind of it if it is the hidden party."""

    party: str
    disposition: str | None

    @property
    def label(self) -> str:
        """The party, and its kind after a colon."""
        return self.party if self.disposition is None else f"{self.party}:{self.disposition}"


@dataclass(frozen=True)
class Combinations:
    """All combinations N of options; `shape` is the number of options of each issue, in C order.

    `gains` [N, g] are points by which signing beats a refusal, by column; `kept` [N, h] the probability that
    a package lasts. `profiles` are the kinds h of all hidden sides together; `under` map open signatories to
    the same gains under each [N, h]. `counted` maps what hidden signatories may be to the columns that count.
    """

    issues: tuple[str, ...]
    options: tuple[tuple[str, ...], ...]
    columns: tuple[Column, ...]
    gains: Floats
    kept: Floats
    profiles: tuple[str, ...]
    under: Mapping[str, Floats]
    counted: Mapping[str, list[int]]

    @property
    def kinds(self) -> tuple[str, ...]:
        """What hidden signatories may be, together."""
        return tuple(self.counted)

    @property
    def shape(self) -> tuple[int, ...]:
        """The number of options of each issue."""
        return tuple(len(options) for options in self.options)

    def terms(self, at: int) -> dict[str, str]:
        """The options of one combination, by issue."""
        places = np.unravel_index(at, self.shape)
        return {
            issue: options[int(place)]
            for issue, options, place in zip(self.issues, self.options, places, strict=True)
        }

    def place(self, terms: Mapping[str, str]) -> int | None:
        """Where a package stands; None if it has an option that nothing here has."""
        try:
            places = [
                options.index(terms[issue]) for issue, options in zip(self.issues, self.options, strict=True)
            ]
        except (KeyError, ValueError):
            return None
        return int(np.ravel_multi_index(places, self.shape))

    def of_kind(self, kind: str) -> list[int]:
        """The columns that count if hidden signatories are of a kind; all of them for any other word."""
        return self.counted.get(kind, list(range(len(self.columns))))


def combine(scenario: Scenario, standing: Standing, signatories: Sequence[str]) -> Combinations:
    """Value every combination of options at a position, for those who would sign.

    Options that conditions have settled stay as they are. Raises UsageError where there are too many.
    """
    s, position = standing.structure, standing.position
    known = known_at(scenario, position)
    issues = tuple(scenario.issues)
    options = tuple(
        (known.settled[name],) if name in known.settled else tuple(option.id for option in issue.options)
        for name, issue in scenario.issues.items()
    )
    count = math.prod(len(one) for one in options)
    if count > MOST:
        largest = max(zip(issues, options, strict=True), key=lambda pair: len(pair[1]))
        raise UsageError(
            f"{count:,} combinations of options are more than {MOST:,}; the issue with most is {largest[0]}, "
            f"with {len(largest[1])}. Hold some fixed with --fix ISSUE=OPTION"
        )
    profiles = standing.profiles
    terms = _terms(known, options, len(profiles))
    tilt, deterrence = _peace(known, options)
    on = standing.refusal()
    columns = tuple(
        Column(name, kind)
        for name in signatories
        for kind in (standing.kinds_of(s.parties.index(name)) or (None,))
    )
    gains, kept = np.zeros((count, len(columns))), np.zeros((count, len(profiles)))
    weights = [
        standing.weights(
            i := s.parties.index(column.party),
            None if column.disposition is None else standing.kinds_of(i).index(column.disposition),
        )
        for column in columns
    ]
    under = {c.party: np.zeros((count, len(profiles))) for c in columns if c.disposition is None}
    shape = tuple(len(one) for one in options)
    for start in range(0, count, _CHUNK):
        at = np.arange(start, min(start + _CHUNK, count))
        places = np.unravel_index(at, shape)
        worth = sum(table[:, :, place] for table, place in zip(terms, places, strict=True))
        found = signed_terms(
            standing.game,
            position.round,
            np.full(len(at), position.situation),
            np.asarray(worth),
            np.asarray(sum(t[place] for t, place in zip(tilt, places, strict=True))),
            np.asarray(sum(d[place] for d, place in zip(deterrence, places, strict=True))),
        )
        kept[at] = 1.0 - found.broken.T
        above = found.worth - on[:, :, None]
        for n, column in enumerate(columns):
            i = s.parties.index(column.party)
            gains[at, n] = weights[n] @ above[i]
            if column.disposition is None:
                under[column.party][at] = above[i].T
    return Combinations(issues, options, columns, gains, kept, profiles, under, _counted(standing, columns))


def _counted(standing: Standing, columns: Sequence[Column]) -> dict[str, list[int]]:
    """What hidden signatories may be, and the columns that count then.

    Where several sides hide something only those of signatories matter to who would sign.
    """
    s, found = standing.structure, dict[str, list[int]]()
    sign = [g for g, side in enumerate(standing.sides) if side.name in {c.party for c in columns}]
    for h, profile in enumerate(standing.profiles):
        name = profile
        if len(standing.sides) > 1:
            name = "+".join(standing.sides[g].kinds[standing.kinds[h, g]] for g in sign) or ALL
        found[name] = [
            n
            for n, column in enumerate(columns)
            if column.disposition is None
            or standing.kinds_of(i := s.parties.index(column.party)).index(column.disposition)
            == standing.kinds[h, standing.own(i)]
        ]
    return found


def held(combinations: Combinations, fixed: Mapping[str, str]) -> Floats:
    """Which combinations have the options that are held fixed, [N] as ones and zeros."""
    result = np.ones(combinations.shape)
    for issue, option in fixed.items():
        axis = combinations.issues.index(issue)
        wanted = np.array([one == option for one in combinations.options[axis]], dtype=np.float64)
        result *= wanted.reshape([-1 if n == axis else 1 for n in range(result.ndim)])
    return result.ravel()


def departures(combinations: Combinations, terms: Mapping[str, str]) -> Floats:
    """In how many issues each combination departs from a package, [N]."""
    result = np.zeros(combinations.shape)
    for axis, (issue, options) in enumerate(zip(combinations.issues, combinations.options, strict=True)):
        other = np.array([one != terms.get(issue) for one in options], dtype=np.float64)
        result += other.reshape([-1 if n == axis else 1 for n in range(result.ndim)])
    return result.ravel()


def _terms(known: Known, options: Sequence[Sequence[str]], kinds: int) -> list[Floats]:
    """For each issue what its options are worth, losses taken off, [i, h, option]."""
    scenario = known.scenario
    tables = []
    for issue, offered in zip(scenario.issues, options, strict=True):
        table = np.zeros((len(scenario.parties), kinds, len(offered)))
        for i, party in enumerate(scenario.parties.values()):
            for n, option in enumerate(offered):
                value, loss = by_issue(known, party, {issue: option}).get(issue, (0.0, 0.0))
                table[i, :, n] = value + loss
        tables.append(table)
    return tables


def _peace(known: Known, options: Sequence[Sequence[str]]) -> tuple[list[Floats], list[Floats]]:
    """For each issue what its options add to the tilt of the balance and the price of breaking the peace."""
    found = [
        [peace(known.ground, {name: option}) for option in offered]
        for name, offered in zip(known.scenario.issues, options, strict=True)
    ]
    tilt = [np.array([one[0] for one in issue]) for issue in found]
    return tilt, [np.array([one[1] for one in issue]) for issue in found]
