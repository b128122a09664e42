"""Trees of Gambit's that are bargaining become cases; others are refused with what they are."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.dealing.test_table import HIDDEN, TWO

from parley import workbench
from parley.compiler import compile_game
from parley.errors import UsageError
from parley.exchange.bargaining_tree import tree_scenario
from parley.exchange.efg import read_efg
from parley.exchange.gambit import gambit_text
from parley.scenario import read_scenario, read_scenario_text
from parley.solver import solve

DAY = date(2025, 1, 1)
# Two rounds of offers in turn over two deals, without holding; the second round is worth 0.9 of the first.
IN_TURN = """EFG 2 R "Offers in turn" { "Ann" "Bob" }
""
p "" 1 1 "first" { "high" "low" } 0
p "" 2 1 "to high" { "accept" "refuse" } 0
t "" 1 "" { 70, 30 }
p "" 2 2 "second" { "high" "low" } 0
p "" 1 2 "" { "accept" "refuse" } 0
t "" 2 "" { 63, 27 }
t "" 3 "" { 8.1, 16.2 }
p "" 1 3 "" { "accept" "refuse" } 0
t "" 4 "" { 36, 54 }
t "" 3
p "" 2 3 "to low" { "accept" "refuse" } 0
t "" 5 "" { 40, 60 }
p "" 2 4 "second" { "high" "low" } 0
p "" 1 4 "" { "accept" "refuse" } 0
t "" 2
t "" 3
p "" 1 5 "" { "accept" "refuse" } 0
t "" 4
t "" 3
"""


@pytest.mark.parametrize("rounds", [1, 2, 3])
def test_out_and_in_is_the_same_game(rounds: int) -> None:
    """A tree written here and read back is worth the same to everybody, whatever the discount."""
    text = TWO.replace("1 rounds", f"{rounds} rounds").replace("per_round: 1}", "per_round: 0.9}")
    game = compile_game(read_scenario_text(text))
    back = tree_scenario(read_efg(gambit_text(game, "two sides")), DAY).replace(
        "precision: 1 ", "precision: 0.1 "
    )
    again = compile_game(read_scenario_text(back))
    # A tree of one round does not show what is discounted after it, so its end is worth what it pays.
    for party in (0, 1):
        assert solve(again).worth(party) == pytest.approx(solve(game).worth(party), abs=1e-9)


def test_a_textbook_tree_becomes_a_case(tmp_path: Path) -> None:
    """Offers in turn without holding: deals, patience, the order of the floor, and what no deal is worth."""
    file = tmp_path / "game.efg"
    file.write_text(IN_TURN, encoding="utf-8")
    workbench.new_case_from_tree(tmp_path / "case", file, DAY)
    scenario = read_scenario(tmp_path / "case")
    ann = scenario.parties["ann"]
    assert {option: term[0].amount.under(0).value for option, term in ann.values["deal"].items()} == {
        "high": 70,
        "low": 40,
    }
    assert ann.patience.number is not None and ann.patience.number.value == pytest.approx(0.9)
    assert list(scenario.floor.alternate) == ["ann", "bob"] and scenario.rounds == 2
    text = (tmp_path / "case" / "scenario.yaml").read_text(encoding="utf-8")
    assert "holding: no" in text and "horizon: {ann: 10" in text
    outlook = workbench.run(tmp_path / "case").outlook
    # No deal is worth little, and both lose by waiting: they settle.
    assert sum(path[-1] for name, path in outlook.endings.items() if name.startswith("settlement")) > 0.9


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("NFG 1 R", "begins with EFG 2"),
        (IN_TURN[:300], "breaks off"),
        (IN_TURN.replace("{ 36, 54 }", "{ 36, 50 }"), "other deals"),
        (IN_TURN.replace("{ 40, 60 }", "{ 40, 60 }", 1).replace('p "" 2 4', 'p "" 2 2'), "cannot tell"),
        ('EFG 2 R "" { "A" "B" } ""\nt "" 1 "" { 1, 2 }', "single end"),
        (
            'EFG 2 R "" { "A" "B" } ""\np "" 1 1 "" { "l" "r" } 0\nt "" 1 "" { 1, 2 }\nt "" 2 "" { 2, 1 }',
            "offers nothing",
        ),
    ],
)
def test_other_trees_are_refused(text: str, said: str) -> None:
    """With what makes them other than plain bargaining."""
    with pytest.raises(UsageError, match=said):
        tree_scenario(read_efg(text), DAY)


def test_a_tree_with_a_hidden_side_is_refused() -> None:
    """Such trees go out, and do not come in."""
    short = HIDDEN.replace("6 rounds", "1 rounds")
    with pytest.raises(UsageError, match="cannot tell"):
        tree_scenario(read_efg(gambit_text(compile_game(read_scenario_text(short)), "hidden")), DAY)
