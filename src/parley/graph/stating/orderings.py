"""Read what a decision maker prefers, in whichever way it was stated."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

import numpy as np

from parley.errors import TooLargeError
from parley.files import Place
from parley.graph.model.preference import (
    BETTER,
    EQUAL,
    NO_STRENGTH,
    UNKNOWN,
    WORSE,
    Preference,
    by_distance,
    complete,
    lexicographic,
    tiers,
)
from parley.graph.model.states import Levels
from parley.graph.stating.formula import StatementError
from parley.graph.stating.graph_forms import WAYS_OF_PREFERRING, PreferenceForm
from parley.graph.stating.statebook import StateBook
from parley.scenario.reading.diagnostics import Diagnostics
from parley.scenario.reading.saying import described

MUCH, REST = "much", "rest"
MOST_PARTIAL = 3_000
_GREATEST = 1 << 60


class Orderings:
    """A reader of preferences over the states of one file; it reports faults and carries on."""

    def __init__(self, diagnostics: Diagnostics, book: StateBook):
        self.diagnostics, self.book = diagnostics, book

    def read(self, form: PreferenceForm, place: Place) -> Preference | None:
        """The preference a form states; None where it has faults."""
        stated = [key for key in WAYS_OF_PREFERRING if getattr(form, key) is not None]
        broken = [key for key in WAYS_OF_PREFERRING if self.diagnostics.is_broken((*place, key))]
        if len(stated) != 1:
            if stated:
                got = " and ".join(stated)
                expected = "one way of stating what is preferred: " + ", ".join(WAYS_OF_PREFERRING)
                self.diagnostics.fault(
                    place, "two-preferences", expected, got, "keep one of them", at_key=True
                )
            elif not broken:
                expected = "what is preferred, as one of " + ", ".join(WAYS_OF_PREFERRING)
                self.diagnostics.fault(place, "missing-key", expected, "nothing", at_key=True)
            return None
        way = stated[0]
        if form.much is not None and way in ("ranking", "partial"):
            advice = "in a ranking, put the word `much` between two states" if way == "ranking" else ""
            expected = "`much` only beside statements, weights or points"
            self.diagnostics.fault((*place, "much"), "much-misplaced", expected, f"it beside {way}", advice)
        before = len(self.diagnostics.faults)
        readers: dict[str, Callable[[], Preference | None]] = {
            "ranking": lambda: self._ranking(form.ranking or [], (*place, "ranking")),
            "statements": lambda: self._statements(form, place),
            "weights": lambda: self._weights(form, place),
            "points": lambda: self._points(form, place),
            "partial": lambda: self._partial(form.partial or [], (*place, "partial")),
        }
        found = readers[way]()
        if found is None or len(self.diagnostics.faults) > before:
            return None
        return Preference(
            found.levels,
            found.much_below,
            found.relation,
            way,
            tuple(form.sources or ()),
            form.holder or "",
            form.note or "",
        )

    def _say(self, place: Place, problem: StatementError) -> None:
        self.diagnostics.fault(place, problem.slug, problem.expected, problem.got, problem.advice)

    def _ranking(self, items: Sequence[object], place: Place) -> Preference | None:
        """States from best to worst; lists are ties, `much` cuts tiers, `rest` is all that are not named."""
        groups: list[tuple[list[int], int]] = []
        seen: dict[int, Place] = {}
        rest_at, tier = -1, 0
        for index, item in enumerate(items):
            here = (*place, index)
            if isinstance(item, str) and item == MUCH:
                tier += 1
                continue
            if isinstance(item, str) and item == REST:
                rest_at = len(groups)
                groups.append(([], tier))
                continue
            tied = item if isinstance(item, list) else [item]
            group: list[int] = []
            for inner, word in enumerate(tied):
                at = (*here, inner) if isinstance(item, list) else here
                group += self._new_states(word, at, seen)
            groups.append((group, tier))
        missing = [state for state in range(self.book.states.count) if state not in seen]
        if rest_at >= 0:
            groups[rest_at] = (missing, groups[rest_at][1])
        elif missing and not self.diagnostics.is_broken(place):
            self._incomplete(place, missing, "list them, or write `rest` where they belong")
            return None
        levels = np.zeros(self.book.states.count, dtype=np.int64)
        steps = np.zeros(self.book.states.count, dtype=np.int64)
        for down, (group, cut) in enumerate(groups):
            levels[group], steps[group] = len(groups) - down, tier - cut
        found = complete(levels)
        return complete(levels, tiers(found.levels, steps)) if tier else found

    def _new_states(self, word: object, place: Place, seen: dict[int, Place]) -> list[int]:
        if isinstance(word, list | dict) or word is None:
            self.diagnostics.fault(place, "wrong-type", "a state", described(word))
            return []
        try:
            states = self.book.several(str(word))
        except StatementError as problem:
            self._say(place, problem)
            return []
        for state in states:
            if state in seen:
                first = self.diagnostics.document.mark(seen[state]).line
                got = f"{self.book.listed([state])} again (first on line {first})"
                self.diagnostics.fault(
                    place, "ranking-repeats", "each state once", got, "keep one of the two"
                )
            seen.setdefault(state, place)
        return [state for state in states if seen[state] == place]

    def _incomplete(self, place: Place, missing: Sequence[int], advice: str) -> None:
        expected = f"all {self.book.states.count:,} states"
        got = f"{len(missing):,} missing: {self.book.listed(missing)}"
        self.diagnostics.fault(place, "ranking-incomplete", expected, got, advice, at_key=True)

    def _statements(self, form: PreferenceForm, place: Place) -> Preference | None:
        """States by prioritised statements, the first outweighing all others together."""
        texts, here = form.statements or [], (*place, "statements")
        if not texts:
            self.diagnostics.fault(here, "missing-key", "at least one statement", "an empty list")
            return None
        truths = []
        for index, text in enumerate(texts):
            try:
                truths.append(self.book.inside(text))
            except StatementError as problem:
                self._say((*here, index), problem)
        if len(truths) < len(texts):
            return None
        levels = lexicographic(truths)
        if form.much is None:
            return complete(levels)
        many = form.much if isinstance(form.much, int) and not isinstance(form.much, bool) else 0
        if not 1 <= many <= len(texts):
            expected = f"how many of the first statements, 1 to {len(texts)}"
            self.diagnostics.fault((*place, "much"), "out-of-range", expected, described(form.much))
            return None
        return complete(levels, tiers(levels, lexicographic(truths[:many])))

    def _weights(self, form: PreferenceForm, place: Place) -> Preference | None:
        """States by the weights of the options taken in them; of merged states, taken in all of them."""
        here = (*place, "weights")
        stated: dict[str, Fraction] = {}
        for word, raw in (form.weights or {}).items():
            self.diagnostics.resolve(word, self.book.options, (*here, word), "an option", at_key=True)
            number = self._exact(raw, (*here, word))
            if number is not None:
                stated[word] = number
        if len(stated) < len(form.weights or {}) or any(word not in self.book.options for word in stated):
            return None
        scale = math.lcm(*(one.denominator for one in stated.values())) if stated else 1
        whole = {self.book.options[word]: int(one * scale) for word, one in stated.items()}
        states = self.book.states
        masks = states.masks.copy()
        for number_of, one in enumerate(states.merged):
            masks[states.plain + number_of] = np.bitwise_and.reduce(one.masks)
        small = sum(abs(one) for one in whole.values()) < _GREATEST
        total = np.zeros(states.count, dtype=np.int64 if small else object)
        for at, weight in whole.items():
            total = total + ((masks >> np.uint64(at)) & np.uint64(1)).astype(total.dtype) * weight
        return self._by_worth([Fraction(int(one), scale) for one in total.tolist()], form, place)

    def _points(self, form: PreferenceForm, place: Place) -> Preference | None:
        """States by points stated for each."""
        here = (*place, "points")
        seen: dict[int, Place] = {}
        worth: dict[int, Fraction] = {}
        for word, raw in (form.points or {}).items():
            number = self._exact(raw, (*here, word))
            for state in self._new_states(word, (*here, word), seen):
                worth[state] = number or Fraction(0)
        missing = [state for state in range(self.book.states.count) if state not in seen]
        if missing:
            self._incomplete(here, missing, "give each state its points")
            return None
        return self._by_worth([worth[state] for state in range(self.book.states.count)], form, place)

    def _by_worth(self, worth: Sequence[Fraction], form: PreferenceForm, place: Place) -> Preference | None:
        order = {value: level for level, value in enumerate(sorted(set(worth)))}
        levels = np.array([order[value] for value in worth], dtype=np.int64)
        much: Levels = NO_STRENGTH
        if form.much is not None:
            least = self._exact(form.much, (*place, "much"))
            if least is None:
                return None
            if least <= 0:
                self.diagnostics.fault(
                    (*place, "much"), "out-of-range", "a difference above 0", described(form.much)
                )
                return None
            much = by_distance(worth, levels, least)
        return complete(levels, much)

    def _exact(self, raw: object, place: Place) -> Fraction | None:
        """A number exactly as written."""
        try:
            if isinstance(raw, bool) or not isinstance(raw, int | float | str):
                raise ValueError
            return Fraction(str(raw).strip())
        except (ValueError, ZeroDivisionError):
            self.diagnostics.fault(place, "wrong-type", "a number such as 3, 0.25 or 1/3", described(raw))
            return None

    def _partial(self, lines: Sequence[str], place: Place) -> Preference | None:
        """What is known of some pairs, and what follows; all other pairs are unknown."""
        count = self.book.states.count
        if count > MOST_PARTIAL:
            raise TooLargeError(
                f"{count:,} states; a partial preference is kept pair by pair, for {MOST_PARTIAL:,} at most"
            )
        known = [self._chain(line, (*place, index)) for index, line in enumerate(lines)]
        same = list(range(count))
        for chain in known:
            for left, sign, right in chain:
                if sign == "~":
                    old, new = same[right], same[left]
                    same = [new if one == old else one for one in same]
        below = [0] * count
        for index, chain in enumerate(known):
            for left, sign, right in chain:
                if sign == ">" and not _put(below, same[left], same[right]):
                    got = f"{self.book.listed([left])} above {self.book.listed([right])}, and below it"
                    advice = "drop one of the lines that say so"
                    self.diagnostics.fault((*place, index), "preference-cycle", "no circle", got, advice)
                    return None
        relation = np.full((count, count), UNKNOWN, dtype=np.int8)
        for s in range(count):
            for t in range(count):
                if same[s] == same[t]:
                    relation[s, t] = EQUAL
                elif below[same[s]] >> same[t] & 1:
                    relation[s, t], relation[t, s] = WORSE, BETTER
        return Preference(np.zeros(count, dtype=np.int64), NO_STRENGTH, relation, "partial")

    def _chain(self, line: str, place: Place) -> list[tuple[int, str, int]]:
        parts = re.split(r"\s*(>|~)\s*", line.strip())
        if len(parts) < 3 or not all(parts):
            expected = "states with > or ~ between them, such as a > b ~ c"
            self.diagnostics.fault(place, "bad-statement", expected, described(line))
            return []
        states: list[int] = []
        for word in parts[::2]:
            try:
                states.append(self.book.state(word))
            except StatementError as problem:
                self._say(place, problem)
                return []
        return [(states[k], sign, states[k + 1]) for k, sign in enumerate(parts[1::2])]


def _put(below: list[int], high: int, low: int) -> bool:
    """Note that one is above another, with all that follows; False where the other is above it already."""
    if high == low or below[low] >> high & 1:
        return False
    more = below[low] | 1 << low
    for one in range(len(below)):
        if one == high or below[one] >> high & 1:
            below[one] |= more
    return True


def sources_of(form: PreferenceForm) -> Mapping[int, str]:
    """The sources a preference cites, by their place in its list."""
    return dict(enumerate(form.sources or ()))
