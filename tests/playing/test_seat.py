"""A person in a chair: the same request the same story, luck that stays, the model's play in every chair."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.dealing.test_table import HIDDEN, TWO
from tests.playing.test_histories import EXTENDED

from parley.compiler import compile_game
from parley.dealing import acts_now, beginning
from parley.errors import UsageError
from parley.game.names import STILL_FIGHTING
from parley.playing import LaidTable, SeatRequest, sit
from parley.scenario import read_scenario_text
from parley.solver import analyst_prior, play, solve

MANY = 800
# Four standard errors of a share of one half: a fair sampler is outside once in sixteen thousand.
CHANCE = 4 * 0.5 / MANY**0.5
FORMS = pytest.mark.parametrize("text", [TWO, HIDDEN, EXTENDED], ids=["open", "hidden", "extended"])


def _table(text: str) -> LaidTable:
    scenario = read_scenario_text(text)
    return LaidTable(scenario, solve(compile_game(scenario)))


@FORMS
def test_a_chair_left_to_the_model_ends_as_often_as_the_course_says(text: str) -> None:
    """Over many seeds stories end as the outlook has it, so the others play their equilibrium strategies."""
    table = _table(text)
    expected = play(table.solution).ended.sum(axis=0) @ analyst_prior(table.solution)
    requests = (SeatRequest("north", seed=seed, choices=("rest",)) for seed in range(MANY))
    found: Counter[str] = Counter(sit(table, request).ending for request in requests)
    for name, chance in zip(table.solution.game.structure.endings, expected, strict=True):
        assert abs(found[name] / MANY - chance) < CHANCE, name
    assert abs(found[STILL_FIGHTING] / MANY - (1.0 - expected.sum())) < CHANCE


@FORMS
def test_a_story_goes_choice_by_choice_to_its_end(text: str) -> None:
    """Each choice that is open can be made, the story so far stays as it was, and it ends."""
    table = _table(text)
    seat = sit(table, SeatRequest("south", seed=5))
    chosen: tuple[str, ...] = ()
    while seat.open is not None:
        assert sum(seat.open.chance) == pytest.approx(1.0)
        assert min(one for one in seat.open.short if one is not None) == 0.0
        chosen = (*chosen, seat.open.options[0])
        after = sit(table, SeatRequest("south", seed=5, choices=chosen))
        assert after.story[: len(seat.story)] == seat.story
        seat = after
    assert [one.taken for one in seat.decisions] == list(chosen)
    assert all(len(seen) == len(seat.story) + 1 for seen in seat.beliefs.values())
    assert seat == sit(table, seat.request)
    hidden = {TWO: set(), HIDDEN: {"north"}, EXTENDED: {"north", "south"}}
    assert set(seat.hidden) == hidden[text]


def test_what_a_choice_is_worth_less_is_what_the_deal_table_says() -> None:
    """The odds of logit choice give the difference in worth that is worked out from the solution itself."""
    table = _table(HIDDEN)
    acts = acts_now(table.solution, beginning(table.scenario, table.solution), "north")
    gains = {act.act: act.gain["mild"] for act in acts.acts}
    request = next(
        one
        for seed in range(99)
        if (seat := sit(table, one := SeatRequest("north", "mild", seed))).open is not None
        and seat.open.round == 0
        and seat.open.to is None
    )
    open_ = sit(table, request).open
    assert open_ is not None
    best = max(gains.values())
    assert dict(zip(open_.options, open_.short, strict=True)) == pytest.approx(
        {name: best - gain for name, gain in gains.items()}, abs=1e-6
    )


def test_a_choice_taken_back_leaves_the_luck_of_other_turns() -> None:
    """Where two choices lead to the same situation and belief, what follows is the same."""
    table = _table(TWO)
    seeds = range(60)
    asked = [
        (seed, seat.open)
        for seed in seeds
        if (seat := sit(table, SeatRequest("south", seed=seed))).open is not None and seat.open.to is not None
    ]
    assert asked
    for seed, open_ in asked[:10]:
        refused = sit(table, SeatRequest("south", seed=seed, choices=("refuse", "rest")))
        again = sit(table, SeatRequest("south", seed=seed, choices=("refuse", "rest")))
        other = sit(table, SeatRequest("south", seed=seed + 1000, choices=("rest",)))
        assert refused == again
        assert refused.story[open_.round].answers[-1] == ("south", "refuse")
        assert other.request != refused.request


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (SeatRequest("nowhere"), "no party called 'nowhere'"),
        (SeatRequest("norht"), "did you mean 'north'"),
        (SeatRequest("north", "wild"), "it may be mild, hard"),
        (SeatRequest("south", "mild"), "it hides nothing"),
        (SeatRequest("south", choices=("offer:moon",)), "cannot choose 'offer:moon'"),
        (SeatRequest("south", choices=("rest", "hold")), "the story has ended"),
    ],
)
def test_what_there_is_not_is_said(request_: SeatRequest, said: str) -> None:
    """A party, a kind or a choice that is none is refused in a sentence."""
    with pytest.raises(UsageError, match=said):
        sit(_table(HIDDEN), request_)
