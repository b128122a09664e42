"""What-ifs: which are meant, what is done again, and what differs."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests.outlook.small_case import SMALL, solved

from parley.errors import UsageError
from parley.game import Game
from parley.game.names import Ending
from parley.outlook import Outlook
from parley.scenario import read_scenario_text
from parley.sensitivity.what_if import (
    Redone,
    Solved,
    WhatIfs,
    beside,
    changes_named,
    compare,
    compared,
    redo,
    redoing,
)
from parley.solver import play, solve

SCENARIO = read_scenario_text(SMALL)


@pytest.fixture(scope="module")
def stated() -> Solved:
    """The small case as stated."""
    return solved()


def _changed(name: str) -> dict[str, object]:
    return dict(SCENARIO.what_ifs[name].changes)


def test_no_name_means_all_of_them() -> None:
    """All what-ifs in the order of the file; with changes on the spot, only those."""
    assert [one.name for one in changes_named(SCENARIO, [], {})] == list(SCENARIO.what_ifs)
    assert [one.name for one in changes_named(SCENARIO, [], {"round": "14 days"})] == ["set"]


def test_names_joined_by_plus_are_made_together() -> None:
    """The changes of both, and of those made on the spot where `set` is named."""
    [both] = changes_named(SCENARIO, ["hasty+patient"], {})
    assert dict(both.changes) == _changed("hasty") | _changed("patient")
    [three] = changes_named(SCENARIO, ["hasty+set"], {"belief_grid.nodes": 7})
    assert dict(three.changes) == _changed("hasty") | {"belief_grid.nodes": 7}


def test_changes_on_the_spot_stand_beside_named_ones() -> None:
    """Where both are asked for, each is compared by itself."""
    asked = changes_named(SCENARIO, ["hasty"], {"belief_grid.nodes": 7})
    assert [one.name for one in asked] == ["hasty", "set"]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["hastey"], "did you mean hasty"),
        (["hasty+slower"], "both change parties.south.flow.fighting"),
        (["set"], "no what-if is named 'set'"),
    ],
)
def test_what_cannot_be_meant_is_refused(names: list[str], said: str) -> None:
    """An unknown name is answered with the nearest, and changes that contradict with their path."""
    with pytest.raises(UsageError, match=said):
        changes_named(SCENARIO, names, {})


def test_a_scenario_without_what_ifs_says_how_to_get_some() -> None:
    """Nothing asked and nothing there is refused."""
    with pytest.raises(UsageError, match="--set"):
        changes_named(replace(SCENARIO, what_ifs={}), [], {})


def test_a_change_to_what_stands_does_nothing_again(stated: Solved) -> None:
    """A game that stays the same is not solved again, and nothing differs."""
    again, redone = redo(stated, read_scenario_text(SMALL, _changed("same")))
    assert redone is Redone.NOTHING
    assert again is stated
    assert all(one.size == 0 for one in compare(stated.outlook, again.outlook))


def test_the_analysts_prior_alone_is_only_played_again(
    stated: Solved, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where only the analyst's prior changes nothing is solved, and the outlook is that of solving it all."""
    scenario = read_scenario_text(SMALL, _changed("trusting"))
    whole, redone = redo(replace(stated, game=_other_game(stated)), scenario)
    assert redone is Redone.ALL

    def never(*_: object) -> None:
        raise AssertionError("solved again")

    monkeypatch.setattr(redoing, "solve", never)
    quick, redone = redo(stated, scenario)
    assert redone is Redone.FORECAST
    assert quick.outlook == whole.outlook
    assert quick.outlook.endings != stated.outlook.endings


def _other_game(stated: Solved) -> Game:
    numbers = stated.game.numbers
    return replace(stated.game, numbers=replace(numbers, breakdown_chance=0.5))


def test_a_changed_game_is_solved_as_if_it_had_been_stated(stated: Solved) -> None:
    """The outlook of a what-if is the outlook of the file with that change in it."""
    again, redone = redo(stated, read_scenario_text(SMALL, _changed("hasty")))
    assert redone is Redone.ALL
    solution = solve(again.game)
    assert again.outlook.endings[Ending("settlement:line")][-1] == pytest.approx(
        float(play(solution).ended[:, 0].sum(axis=0) @ [0.4, 0.6])
    )


def test_differences_come_largest_first_and_are_those_of_the_outlooks(stated: Solved) -> None:
    """Each difference is what the two outlooks say at its date, a point of worth counting a hundredth."""
    again, _ = redo(stated, read_scenario_text(SMALL, _changed("hasty")))
    found = compare(stated.outlook, again.outlook)
    assert [one.size for one in found] == sorted((one.size for one in found), reverse=True)
    [south] = [one for one in found if one.kind == "worth" and one.about == "south"]
    worths = [outlook.values["south"].mean for outlook in (stated.outlook, again.outlook)]
    assert [south.stated, south.changed] == worths
    assert south.size == pytest.approx(abs(worths[1] - worths[0]) / 100)
    fighting = [one for one in found if one.kind == "still_fighting"]
    assert fighting[0].changed in again.outlook.still_fighting


def test_a_difference_that_has_gone_by_the_horizon_is_still_told(stated: Solved) -> None:
    """A series is told at the date where it differs much more than in the end."""
    kept = stated.outlook.document()
    kept["endings"]["settlement:line"][3] += 0.2
    moved = Outlook.read(kept)
    [end, largest] = sorted(
        (one for one in compare(stated.outlook, moved) if one.about == "settlement:line"),
        key=lambda one: one.size,
    )
    assert end.size == 0
    assert largest.date == stated.outlook.rounds[3]
    assert largest.by == pytest.approx(0.2)


def test_outlooks_of_other_length_are_compared_where_both_go(stated: Solved) -> None:
    """With another horizon the last date of both is compared, and endings only one has count as never."""
    shorter, _ = redo(stated, read_scenario_text(SMALL, {"horizon": "3 rounds"}))
    dates = {one.date for one in compare(stated.outlook, shorter.outlook)}
    assert max(dates) <= shorter.outlook.rounds[-1]
    kept = stated.outlook.document()
    del kept["endings"]["settlement:line"]
    fewer = Outlook.read(kept)
    gone = [one for one in compare(stated.outlook, fewer) if one.about == "settlement:line"]
    assert gone[0].changed == 0 < gone[0].stated


def test_what_is_kept_can_be_read_back(stated: Solved) -> None:
    """The file of a comparison gives the comparison back."""
    [asked] = changes_named(SCENARIO, ["hasty"], {})
    again, redone = redo(stated, read_scenario_text(SMALL, asked.changes))
    kept = beside(stated.outlook, (compared(asked, redone, stated.outlook, again.outlook),)).document()
    read = json.loads(json.dumps(kept))
    assert WhatIfs.read(read).document() == kept
    assert kept["what_ifs"][0]["changes_nothing"] is False
