"""The solver gives the published answers of every filed game."""

from __future__ import annotations

import pytest
from benchmarks.known_games.filing import Filed, Row, fast_rows, filed_games
from benchmarks.known_games.judging import judge

GAMES = filed_games()
FAST = [pytest.param(game, row, id=f"{game.slug}: {row.name}") for game, row in fast_rows(GAMES)]
SLOW = [
    pytest.param(game, row, id=f"{game.slug}: {row.name}") for game in GAMES for row in game.rows if row.slow
]


def _check(game: Filed, row: Row) -> None:
    judged = judge(game, row)
    wrong = {one.name: (one.answer, one.ours) for one in judged if not one.right}
    assert wrong == {}
    # Beliefs agree with choices wherever play leads.
    assert max(one.residual for one in judged) < 1e-6
    # Nobody gains by another choice beyond what its precision allows, up to rounding in sums of points.
    assert max(one.excess for one in judged) < 1e-9


@pytest.mark.parametrize(("game", "row"), FAST)
def test_answer(game: Filed, row: Row) -> None:
    """Every answer of a row lies within its tolerance, and no choice made is one to regret."""
    _check(game, row)


@pytest.mark.slow
@pytest.mark.parametrize(("game", "row"), SLOW)
def test_slow_answer(game: Filed, row: Row) -> None:
    """Every answer of a row with a far horizon or a fine grid lies within its tolerance."""
    _check(game, row)


def test_every_required_game_is_filed() -> None:
    """No game of the list has been lost."""
    ids = {game.id for game in GAMES}
    assert {"1a", "1b", "1c", "1d", "2B", "2C", "2D", "3a", "4A", "4B", "4C", "4D"} <= ids
    assert {"5", "6A", "6B", "9b", "9c", "10a", "10d"} <= ids
    assert {
        "3b decliner",
        "3b riser",
        "5 bluff",
        "8 (3)",
        "8 (5)",
        "8 (3, 2)",
        "8 (5, 3)",
        "8 (5, 4)",
        "10c BH1",
        "10c BCP3",
    } <= ids


def test_every_tolerance_has_a_reason() -> None:
    """A tolerance without a reason is a wish."""
    bare = {
        (game.slug, row.name)
        for game in GAMES
        for row in game.rows
        for tolerance in row.tolerance.values()
        if len(tolerance.reason.split()) < 3 or not 0 < tolerance.amount < 0.05
    }
    assert bare == set()


@pytest.mark.parametrize("game", GAMES, ids=lambda game: game.slug)
def test_a_wrong_answer_is_called_wrong(game: Filed) -> None:
    """The verdict can be no: an answer moved by twice its tolerance is refused."""
    judged = judge(game, game.rows[0])[0]
    moved = judged.answer + 2.1 * judged.tolerance.amount
    assert abs(judged.ours - moved) > judged.tolerance.amount
