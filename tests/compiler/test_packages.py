"""What packages are worth, posture by posture."""

from __future__ import annotations

import pytest
from tests.compiler.scenes import action, game_of, situation

from parley.errors import CaseError
from parley.game import NONE, Game


def _worth(game: Game, party: str, plan: str, h: int = 0, **settings: str) -> float:
    s = game.structure
    q = situation(game, **settings) % s.postures
    return float(game.numbers.package_worth[s.parties.index(party), h, s.packages.index(plan), q])


def test_worth_is_the_sum_of_the_options() -> None:
    """North has no loss aversion: the split is 40 + 20 to the mild, 20 + 0 to the hard."""
    game = game_of()
    assert [_worth(game, "north", "split", h) for h in (0, 1)] == [60.0, 20.0]
    assert _worth(game, "patron", "bare") == 10.0


def test_an_option_worse_than_the_reference_costs_more() -> None:
    """South gets the line it refers to but no force: 30 short, so 1.5 times 30 more is lost."""
    game = game_of()
    assert _worth(game, "south", "split") == 90.0
    assert _worth(game, "south", "bare") == 60.0 - 1.5 * 30.0
    assert _worth(game, "south", "all_north") == 0.0 - 1.5 * 60.0 - 1.5 * 30.0


def test_a_gain_over_the_reference_is_not_counted_twice() -> None:
    """Loss aversion bears on losses only."""
    game = game_of(changes={"parties.south.reference": {"land": "province", "force": "none"}})
    assert _worth(game, "south", "split") == 90.0


def test_an_expected_condition_replaces_the_reference() -> None:
    """Once no force is what everybody expects, going without one is no loss any more."""
    game = game_of()
    for rung, worth in (("open", 15.0), ("demanded", 15.0), ("expected", 60.0)):
        assert _worth(game, "south", "bare", no_force=rung) == worth
    assert _worth(game, "south", "split", no_force="expected") == 90.0


def test_a_conceded_condition_is_in_every_package() -> None:
    """The split then carries no force either, and is worth what the bare line is worth."""
    game = game_of()
    for party, h in (("north", 0), ("north", 1), ("south", 0), ("patron", 0)):
        split = _worth(game, party, "split", h, no_force="conceded")
        assert split == _worth(game, party, "bare", h, no_force="conceded")
    assert _worth(game, "south", "split", no_force="conceded") == 60.0
    s, after = game.structure, game.numbers.aftermath
    q = situation(game, no_force="conceded") % s.postures
    assert after.deterrence[s.packages.index("split"), q] == 0.0
    assert after.tilt[s.packages.index("split"), q] == pytest.approx(0.4)


def test_a_package_that_comes_to_the_same_is_offered_once() -> None:
    """Patron's menu loses the bare line where the split already comes to it; only the first is left."""
    game = game_of()
    s = game.structure
    split, bare = action(game, "patron", "offer:split"), action(game, "patron", "offer:bare")
    for rung, both in (("open", True), ("expected", True), ("conceded", False)):
        at = situation(game, no_force=rung)
        assert s.action_next[at, split] != NONE
        assert bool(s.action_next[at, bare] != NONE) is both


def test_a_package_signed_by_others_is_not_a_duplicate() -> None:
    """The same terms put to other signatories are another offer."""
    plan = {"terms": {"land": "line", "force": "some"}, "signatories": ["south", "north"]}
    game = game_of(changes={"plans.over_its_head": plan})
    names = [n for a, n in enumerate(game.structure.actions) if game.structure.action_party[a] == 0]
    assert {"offer:split", "offer:over_its_head"} <= set(names)


def test_a_guarantee_counts_by_the_chance_that_it_is_honoured() -> None:
    """Fifteen points honoured with three chances in five deter as nine do; left out, the promise is kept."""
    for honoured, deters in ((None, 15.0), ("60 %", 9.0), ("0 %", 0.0), ("100 %", 15.0)):
        option = {"deterrence": 15} | ({"honoured": honoured} if honoured else {})
        game = game_of(changes={"issues.force.some": option})
        s, after = game.structure, game.numbers.aftermath
        assert after.deterrence[s.packages.index("split"), s.start % s.postures] == pytest.approx(deters)


def test_a_chance_to_be_honoured_needs_something_to_honour() -> None:
    """Without a deterrence the key says nothing and is refused, with what is missing."""
    with pytest.raises(CaseError, match="deterrence"):
        game_of(changes={"issues.force.some": {"honoured": "50 %"}})


def test_strength_helps_the_side_it_is_stated_for() -> None:
    """Strength taken from the victim tilts the odds to the opportunist, its own would as well."""
    own = {"none": {"strength": {"south": -0.4, "north": 0.1}}, "some": {"deterrence": 15}}
    game = game_of(changes={"issues.force": own})
    s, after = game.structure, game.numbers.aftermath
    assert after.tilt[s.packages.index("bare"), s.start % s.postures] == pytest.approx(0.5)
    assert after.deterrence[s.packages.index("split"), s.start % s.postures] == 15.0
    assert after.wins[0].tolist() == [80.0, 80.0]
    assert after.loses[1].tolist() == [45.0, 45.0]
