"""GMCR+ files: JSON with options, infeasible patterns and preferences, in and out.

States of that program are numbered from 1 in the order of their joint choices, the first option changing
fastest. Option names need not differ there; ids here are made from them and do.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from parley.errors import CaseError, Fault, UsageError
from parley.files import read_text
from parley.graph.model.conflict import Conflict
from parley.graph.model.states import Cube, Masks, feasible_masks, pattern_of
from parley.graph.stating.formula import WORDS

LARGEST = 4_000_000
MOST_OPTIONS_OUT = 20
WAYS_IN = {"fwd": "taken", "back": "dropped", "both": None}
WAYS_OUT = {"taken": "fwd", "dropped": "back"}


def graph_text_from(path: Path) -> str:
    """A GMCR+ file as the text of a graph.yaml; raise CaseError where it is none."""
    source = read_text(path, LARGEST)
    try:
        data = json.loads(source.text)
    except (json.JSONDecodeError, RecursionError) as problem:
        line, column = getattr(problem, "lineno", 1), getattr(problem, "colno", 1)
        got = getattr(problem, "msg", "deeper nesting than anybody writes")
        raise CaseError([Fault(str(path), line, column, "not-gmcr", "JSON as GMCR+ saves it", got)]) from None
    try:
        return _as_yaml(_Import(data).graph(path.stem))
    except _UnusableError as problem:
        fault = Fault(str(path), 0, 0, "not-gmcr", problem.expected, problem.got, problem.advice)
        raise CaseError([fault]) from None


class _UnusableError(Exception):
    def __init__(self, expected: str, got: str, advice: str = ""):
        super().__init__(got)
        self.expected, self.got, self.advice = expected, got, advice


class _Import:
    """One GMCR+ model being turned into the mapping of a graph.yaml."""

    def __init__(self, data: object):
        if not isinstance(data, dict):
            raise _UnusableError("an object with options and decisionMakers", type(data).__name__)
        self.options = self._list(data, "options")
        self.makers = self._list(data, "decisionMakers")
        self.infeasible = self._list(data, "infeasibles", needed=False)
        self.ranked = bool(data.get("useManualPreferenceRanking") or data.get("useManualPreferenceVectors"))
        owner: dict[int, int] = {}
        for number, maker in enumerate(self.makers):
            for at in self._list(maker, "options"):
                if not isinstance(at, int) or not 0 <= at < len(self.options):
                    raise _UnusableError(f"options numbered 0 to {len(self.options) - 1}", f"{at!r}")
                if at in owner:
                    raise _UnusableError("each option with one decision maker", f"option {at} with two")
                owner[at] = number
        free = [at for at in range(len(self.options)) if at not in owner]
        if free:
            name = self._name(self.options[free[0]], "option")
            raise _UnusableError(
                "each option with a decision maker", f"'{name}' without", "give it to one there"
            )
        # Patterns here follow the decision makers; there they follow one list of all options.
        self.order = [at for maker in self.makers for at in maker["options"]]
        self.ids = _ids([self._name(self.options[at], "option") for at in self.order])
        self.masks = self._feasible()

    def graph(self, title: str) -> dict[str, Any]:
        """The mapping of a graph.yaml."""
        names = [self._name(maker, "decision maker") for maker in self.makers]
        makers: dict[str, Any] = {}
        perception: dict[str, Any] = {}
        at = 0
        for maker_id, name, maker in zip(_ids(names), names, self.makers, strict=True):
            options: dict[str, Any] = {}
            for number in maker["options"]:
                options[self.ids[at]] = self._option(self.options[number])
                at += 1
            makers[maker_id] = {"name": name, "options": options, "preferences": self._preference(maker)}
            unseen = [self._statement(one) for one in self._list(maker, "misperceptions", needed=False)]
            if unseen:
                perception[maker_id] = {"unseen": unseen}
        found: dict[str, Any] = {"title": title, "decision_makers": makers}
        if self.infeasible:
            found["infeasible"] = [self._statement(one) for one in self.infeasible]
        if perception:
            found["perception"] = perception
        return found

    def _option(self, option: Mapping[str, Any]) -> dict[str, Any]:
        way = option.get("permittedDirection", option.get("reversibility", "both"))
        if way not in WAYS_IN:
            raise _UnusableError("permittedDirection fwd, back or both", f"'{way}'")
        one_way = WAYS_IN[way]
        return {"name": self._name(option, "option")} | ({"one_way": one_way} if one_way else {})

    def _preference(self, maker: Mapping[str, Any]) -> dict[str, Any]:
        if self.ranked:
            ranking = maker.get("preferenceRanking", maker.get("preferenceVector"))
            if not isinstance(ranking, list):
                raise _UnusableError("a preferenceRanking for each decision maker", "none")
            return {"ranking": [self._ranked(one) for one in ranking]}
        stated = self._list(maker, "preferences", needed=False)
        if not stated:
            return {"ranking": ["rest"]}
        return {"statements": [self._statement(one) for one in stated]}

    def _ranked(self, item: object) -> object:
        if isinstance(item, list):
            return [self._ranked(one) for one in item]
        if isinstance(item, bool) or not isinstance(item, int) or not 1 <= item <= len(self.masks):
            raise _UnusableError(f"states numbered 1 to {len(self.masks)}", f"{item!r}")
        there = pattern_of(int(self.masks[item - 1]), len(self.options))
        return "".join(there[at] for at in self.order)

    def _statement(self, condition: object) -> str:
        if isinstance(condition, dict):
            return " or ".join(self._statement(one) for one in self._list(condition, "members"))
        return self._pattern(self._pairs(condition))

    def _pattern(self, pairs: Mapping[int, str]) -> str:
        return "".join(pairs.get(at, "-") for at in self.order)

    def _pairs(self, condition: object) -> dict[int, str]:
        if not isinstance(condition, list) or not condition:
            raise _UnusableError("a condition as a list of [option, Y or N]", f"{condition!r}"[:60])
        found: dict[int, str] = {}
        for pair in condition:
            if not isinstance(pair, list) or len(pair) != 2 or pair[1] not in ("Y", "N"):
                raise _UnusableError("[option, Y or N]", f"{pair!r}"[:60])
            if not isinstance(pair[0], int) or not 0 <= pair[0] < len(self.options):
                raise _UnusableError(f"options numbered 0 to {len(self.options) - 1}", f"{pair[0]!r}"[:60])
            found[pair[0]] = pair[1]
        return found

    def _feasible(self) -> Masks:
        cubes = []
        for condition in self.infeasible:
            for part in condition.get("members", []) if isinstance(condition, dict) else [condition]:
                pairs = self._pairs(part)
                care = sum(1 << at for at in pairs)
                cubes.append(Cube(care, sum(1 << at for at, letter in pairs.items() if letter == "Y")))
        return feasible_masks(len(self.options), cubes)

    def _list(self, holder: object, key: str, *, needed: bool = True) -> list[Any]:
        found = holder.get(key) if isinstance(holder, dict) else None
        if found is None and not needed:
            return []
        if not isinstance(found, list):
            raise _UnusableError(
                f"a list under '{key}'", "nothing" if found is None else type(found).__name__
            )
        return found

    def _name(self, holder: object, what: str) -> str:
        name = holder.get("name") if isinstance(holder, dict) else None
        if not isinstance(name, str) or not name.strip():
            raise _UnusableError(f"a name for each {what}", f"{name!r}")
        return name.strip()


def _ids(names: Sequence[str]) -> list[str]:
    """Ids made from names, each once."""
    found: list[str] = []
    for name in names:
        word = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_") or "option"
        word = word if word[0].isalpha() and word not in (*WORDS, "much", "rest") else f"o_{word}"
        number, fresh = 1, word
        while fresh in found:
            number += 1
            fresh = f"{word}_{number}"
        found.append(fresh)
    return found


def _as_yaml(data: Mapping[str, Any]) -> str:
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.default_flow_style = None
    yaml.width = 110
    text = io.StringIO()
    yaml.dump(data, text)
    return text.getvalue()


@dataclass(frozen=True)
class Exported:
    """A graph model as GMCR+ reads it, and what that format cannot say."""

    text: str
    lost: tuple[str, ...]


def gmcr_plus(conflict: Conflict) -> Exported:
    """A graph model as a GMCR+ file; UsageError for one that format has no place for."""
    states = conflict.states
    if not states.options:
        raise UsageError("GMCR+ files hold options; this graph has named states and moves instead")
    if not conflict.complete:
        raise UsageError("GMCR+ files hold complete rankings; some pairs of states are unknown here")
    if len(states.options) > MOST_OPTIONS_OUT:
        raise UsageError(f"{len(states.options)} options; GMCR+ files are written up to {MOST_OPTIONS_OUT}")
    ways = {lock.option: WAYS_OUT[lock.way] for lock in conflict.locks if not len(lock.where)}
    makers = []
    for number, maker in enumerate(conflict.makers):
        own = [at for at, option in enumerate(states.options) if option.owner == number]
        makers.append(
            {
                "name": maker.name,
                "options": own,
                "preferences": [],
                "misperceptions": _unseen(conflict, number),
                "preferenceRanking": _ranking(conflict, number),
            }
        )
    data = {
        "program": "gmcr-py",
        "version": "0.3.12",
        "options": [
            {"name": option.name, "permittedDirection": ways.get(at, "both")}
            for at, option in enumerate(states.options)
        ],
        "decisionMakers": makers,
        "coalitions": list(range(len(makers))),
        "infeasibles": [_condition(cube) for cube in _infeasible(conflict.full, len(states.options))],
        "useManualPreferenceRanking": True,
    }
    return Exported(json.dumps(data, indent=1, ensure_ascii=False) + "\n", tuple(_lost(conflict)))


def _ranking(conflict: Conflict, maker: int) -> list[Any]:
    levels = conflict.makers[maker].preference.levels[conflict.state_of]
    found: list[Any] = []
    for level in range(int(levels.max()), -1, -1):
        tied = (np.flatnonzero(levels == level) + 1).tolist()
        found.append(tied[0] if len(tied) == 1 else tied)
    return [one for one in found if one != []]


def _unseen(conflict: Conflict, maker: int) -> list[list[list[Any]]]:
    perception = conflict.perceptions.get(maker)
    if perception is None:
        return []
    width = len(conflict.states.options)
    masks = conflict.full[perception.unseen[conflict.state_of]]
    return [_condition(Cube((1 << width) - 1, int(mask))) for mask in masks]


def _condition(cube: Cube) -> list[list[Any]]:
    at = [bit for bit in range(cube.care.bit_length()) if cube.care >> bit & 1]
    return [[bit, "Y" if cube.value >> bit & 1 else "N"] for bit in at]


def _infeasible(full: Masks, options: int) -> list[Cube]:
    """Cubes that hold every infeasible joint choice and no feasible one, found by halving."""
    found: list[Cube] = []

    def halve(inside: Masks, at: int, cube: Cube) -> None:
        if len(inside) == 1 << (options - at):
            return
        if not len(inside):
            found.append(cube)
            return
        bit = 1 << at
        taken = (inside & np.uint64(bit)) != 0
        halve(inside[~taken], at + 1, Cube(cube.care | bit, cube.value))
        halve(inside[taken], at + 1, Cube(cube.care | bit, cube.value | bit))

    halve(full, 0, Cube(0, 0))
    return found


def _lost(conflict: Conflict) -> list[str]:
    found = []
    if conflict.states.merged:
        found.append("merged states: they are taken apart again, and their parts tied")
    if any(len(lock.where) for lock in conflict.locks):
        found.append("options that are one-way in some states only: written as free both ways")
    if any(maker.preference.has_strength for maker in conflict.makers):
        found.append("strength of preference")
    if any(perception.ascribed for perception in conflict.perceptions.values()):
        found.append("preferences that are wrongly ascribed")
    if conflict.states.named or conflict.note:
        found.append("names of states, and notes")
    return found
