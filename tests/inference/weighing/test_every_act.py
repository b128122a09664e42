"""Every act of the language can be coded, and its weighing is the sum over all histories that show it."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose
from tests.inference.weighing.acts import ACTS, SCENES, Told, case

from parley.case import open_case
from parley.compiler import compile_game
from parley.errors import CaseError
from parley.game import NONE, Floats
from parley.game.names import ActionKind
from parley.inference.weighing import weigh
from parley.inference.weighing.general.cloud import Rounds
from parley.scenario.coding import CodedRecord, Deed, Reading, code_record
from parley.solver import GeneralSolution
from parley.solver.general.sight import Fate, Sight, Way
from parley.solver.general.solving import solve_general

CODING_PAGE = Path(__file__).parents[3] / "docs" / "reference" / "coding.md"
SOLVED: dict[str, GeneralSolution] = {}


def coded(folder: Path, told: Told) -> tuple[GeneralSolution, CodedRecord]:
    """A record coded by its case, and the solution of the scene it is held against."""
    opened = open_case(case(folder, told))
    record = code_record(opened.coding, opened.record, opened.as_of)
    if told.scene not in SOLVED:
        SOLVED[told.scene] = solve_general(compile_game(opened.coding.scenario))
    return SOLVED[told.scene], record


class Histories:
    """Every history of a game that shows what a record shows, one by one."""

    def __init__(self, solution: GeneralSolution, record: CodedRecord, ends: str):
        self.steps, self.s = Rounds(Sight(solution)), solution.game.structure
        self.record, self.ends, self.h = record, ends, solution.form.beliefs.profiles

    def total(self) -> Floats:
        """The probability of the record under each profile, [h]."""
        return self.round(0, self.s.start, np.zeros(self.steps.axes))

    def round(self, t: int, situation: int, at: Floats) -> Floats:
        """The chance of the record from round t on, where one history stands."""
        if t == len(self.record.rounds):
            return np.full(self.h, float(not self.ends))
        seen = self.record.rounds[t]
        chance = np.ones(self.h)
        for entry in seen.seen:
            if isinstance(entry, Reading):
                chance = chance * self._reads(entry, situation)
        if not chance.any():
            return chance
        return chance * self._turn(t, 0, situation, at, seen.deeds)

    def _reads(self, reading: Reading, situation: int) -> float:
        s = self.s
        place = [c.name for c in (*s.tracks, *s.posture)].index(reading.part)
        component = (*s.tracks, *s.posture)[place]
        stands = s.settings_of(place % len(s.tracks) if place < len(s.tracks) else place - len(s.tracks),
                               track=place < len(s.tracks))[situation]  # fmt: skip
        return reading.chances.get(component.settings[int(stands)], 0.0)

    def _turn(self, t: int, u: int, situation: int, at: Floats, left: tuple[Deed, ...]) -> Floats:
        """All that can happen from a turn on: nobody speaks, or somebody does one thing."""
        if u == len(self.steps.form.turns):
            return self._fighting(t, situation, at) if not left else np.zeros(self.h)
        floor, total = self.steps.floor(t, u, situation), np.zeros(self.h)
        silent = 1.0 - float(floor.sum())
        for party in range(len(floor)):
            menu = self.steps.sight.menu(t, u, situation, party)
            silent += float(floor[party]) if not menu else 0.0
            for a in menu if floor[party] > 0 else ():
                total = total + self._act(t, u, situation, at, left, a, float(floor[party]))
        return total + silent * self._turn(t, u + 1, situation, at, left)

    def _act(
        self, t: int, u: int, situation: int, at: Floats, left: tuple[Deed, ...], a: int, floor: float
    ) -> Floats:
        """All that one act can come to, as far as the record shows just that; holding may go unseen."""
        party, name = self.s.parties[self.s.action_party[a]], self.s.actions[a]
        showing = [(deed, tuple(d for d in left if d is not deed)) for deed in left]
        matching = [one for one in showing if (one[0].party, one[0].action) == (party, name)]
        unseen = name.kind is ActionKind.HOLD
        if not matching and not unseen:
            return np.zeros(self.h)
        self.steps.sight.stand(t, u, situation, at)
        chance = floor * self.steps.sight.chance(a)
        total = np.zeros(self.h)
        for way in self.steps.sight.ways(t, u, situation, a, at):
            for deed, rest in matching:
                if self._shows(way, deed):
                    total = total + chance * way.chance * self._after(t, u, way, rest)
            if unseen:
                total = total + chance * way.chance * self._after(t, u, way, left)
        return total

    def _shows(self, way: Way, deed: Deed) -> bool:
        said = {self.s.parties[i]: word.value for i, word in way.says}
        told = {answer.party: answer.says for answer in deed.answers}
        if told and said != told:
            return False
        return (way.fate is Fate.UNDONE) == (deed.undone is not None) or not told

    def _after(self, t: int, u: int, way: Way, left: tuple[Deed, ...]) -> Floats:
        if way.ending != NONE:
            return np.full(self.h, float(not left and self.s.endings[way.ending] == self.ends))
        return self._turn(t, u + 1, way.situation, way.log_odds, left)

    def _fighting(self, t: int, situation: int, at: Floats) -> Floats:
        s, fall = self.s, self.record.rounds[t].fall
        law, limit = s.law_of[t], self.steps.sight.beliefs.limit
        moves = self.steps.sight.solution.game.numbers.move_chance[law]
        total = np.zeros(self.h)
        for m in range(s.move_start[situation], s.move_start[situation + 1]):
            to = int(s.move_next[m])
            ending = int(s.collapse[to // s.postures])
            if ending != NONE:
                total = total + moves[:, m] * float(fall is not None and s.endings[ending] == fall.ending)
            elif fall is None:
                after = np.clip(at + self.steps.shift[law, m], -limit, limit)
                total = total + moves[:, m] * self.round(t + 1, to, after)
        return total


@pytest.mark.parametrize("what", ACTS)
def test_what_a_record_is_worth_is_the_sum_of_its_histories(what: str, tmp_path: Path) -> None:
    """Coded by a case and weighed, or added up history by history: the same under each profile."""
    told = ACTS[what]
    solution, record = coded(tmp_path, told)
    found = weigh(solution, record)
    assert not found.impossible
    assert (found.ended or "") == told.ends
    expected = Histories(solution, record, told.ends).total()
    assert (expected > 0.0).all()
    assert_allclose(np.exp(found.by_disposition), expected, rtol=1e-9)


def test_what_cannot_fail_to_be_ratified_is_not_said_to_have(tmp_path: Path) -> None:
    """A word of the coding that the game has nothing for is refused with its place."""
    rows = ((2, {"counts_as": "offer:here", "by": "patron"}), (5, {"counts_as": "not_ratified", "to": "M0"}))
    with pytest.raises(CaseError, match="a plan whose signatures may not hold"):
        open_case(case(tmp_path, Told("together", rows)))


def test_every_kind_of_act_is_among_them() -> None:
    """No kind of action is left out, and no answer."""
    rows = [row for told in ACTS.values() for _, row in told.rows]
    words = [row["counts_as"] for row in rows]
    kinds = {ActionKind(word.partition(":")[0]) for word in words if isinstance(word, str) and _is_act(word)}
    assert kinds == set(ActionKind)
    said = {
        word for told in ACTS.values() for _, row in told.rows for word in row.get("answers", {}).values()
    }
    assert said == {"accept", "refuse", "walk_out"}
    assert {told.scene for told in ACTS.values()} == set(SCENES)


def _is_act(word: str) -> bool:
    return word != "not_ratified" and not word.startswith("collapse:")


def test_the_page_of_codings_lists_every_kind_of_act() -> None:
    """Whoever writes a coding finds each act by its name."""
    page = CODING_PAGE.read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `([a-z_]+)[:`]", page, re.MULTILINE))
    assert {kind.value for kind in ActionKind} | {"not_ratified", "collapse"} <= listed
