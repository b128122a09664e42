"""Every combination of options as a package: what it is worth to each party, and how long it would last."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from parley.compiler.packages import peace
from parley.dealing.fighting import belief, refused
from parley.dealing.package import signed_terms
from parley.dealing.position import Position, require_plain
from parley.dealing.terms import Known, by_issue, known_at
from parley.errors import UsageError
from parley.game import Floats
from parley.scenario.parts import Scenario
from parley.solver import Solution

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
    a package lasts. `under` map open signatories to the same gains under each disposition [N, h].
    """

    issues: tuple[str, ...]
    options: tuple[tuple[str, ...], ...]
    columns: tuple[Column, ...]
    gains: Floats
    kept: Floats
    kinds: tuple[str, ...]
    under: Mapping[str, Floats]

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
        """The columns that count if the hidden party is of a kind; all of them for any other word."""
        return [
            n
            for n, column in enumerate(self.columns)
            if column.disposition in (None, kind) or kind not in self.kinds
        ]


def combine(
    scenario: Scenario, solution: Solution, position: Position, signatories: Sequence[str]
) -> Combinations:
    """Value every combination of options at a position, for those who would sign.

    Options that conditions have settled stay as they are. Raises UsageError where there are too many.
    """
    s = solution.game.structure
    require_plain(s)
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
    kinds = s.dispositions or ("all",)
    terms = _terms(known, options, len(kinds))
    tilt, deterrence = _peace(known, options)
    on = refused(solution, position.round, position.situation, position.log_odds)
    columns = tuple(
        Column(name, kind)
        for name in signatories
        for kind in (s.dispositions if s.parties.index(name) == s.hidden else (None,))
    )
    gains, kept = np.zeros((count, len(columns))), np.zeros((count, len(kinds)))
    weights = {
        name: belief(solution, s.parties.index(name), position.log_odds)
        for name in signatories
        if s.parties.index(name) != s.hidden
    }
    under = {name: np.zeros((count, len(kinds))) for name in weights}
    shape = tuple(len(one) for one in options)
    for start in range(0, count, _CHUNK):
        at = np.arange(start, min(start + _CHUNK, count))
        places = np.unravel_index(at, shape)
        worth = sum(table[:, :, place] for table, place in zip(terms, places, strict=True))
        found = signed_terms(
            solution.game,
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
            if column.disposition is None:
                gains[at, n] = weights[column.party] @ above[i]
                under[column.party][at] = above[i].T
            else:
                gains[at, n] = above[i, s.dispositions.index(column.disposition)]
    return Combinations(issues, options, columns, gains, kept, kinds, under)


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
            for h in range(kinds):
                found = [
                    by_issue(known, party, {issue: option}, h).get(issue, (0.0, 0.0)) for option in offered
                ]
                table[i, h] = [value + loss for value, loss in found]
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
