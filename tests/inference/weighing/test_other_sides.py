"""What a record tells of hidden sides after the first, in data and in the sentence that sums it up."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from parley.report.inference.weighing.form import OtherSide, WeighedRecord
from parley.report.inference.weighing.moved import moved
from parley.report.inference.weighing.naming import blind_naming, open_naming
from parley.report.inference.weighing.others import other_sides
from parley.report.inference.weighing.said import Said
from parley.scenario import read_scenario

CASE = Path(__file__).parents[3] / "cases" / "ukraine-2025"
SCENARIO = read_scenario(CASE)
HOLDERS = ("ukraine", "analyst")
PATH = np.array([[[0.5, 0.5], [0.6, 0.4]], [[0.4, 0.6], [0.7, 0.3]]])


def test_each_side_has_its_name_and_its_beliefs() -> None:
    """An unknown is told by its own name, a party's disposition by the party's; kinds by theirs."""
    (unknown,) = other_sides({"washington": PATH}, HOLDERS, SCENARIO, open_naming(SCENARIO, "case", ()))
    assert (unknown["name"], unknown["party"]) == ("Washington's will against its client", None)
    assert unknown["kinds"] == {"holds": "gives way", "leaves": "goes through with it"}
    assert unknown["beliefs"]["analyst"] == {
        "holds": pytest.approx([0.6, 0.7]),
        "leaves": pytest.approx([0.4, 0.3]),
    }
    assert OtherSide.read(unknown).document() == unknown


def test_blind_it_tells_nobody() -> None:
    """With names withheld, the side, its kinds and who believes are numbered or lettered."""
    (unknown,) = other_sides({"washington": PATH}, HOLDERS, SCENARIO, blind_naming(SCENARIO, ()))
    assert (unknown["side"], unknown["name"]) == ("side_2", "Unknown 2")
    assert set(unknown["kinds"].values()) == {"kind 1", "kind 2"}
    assert not {"ukraine", "washington", "Washington's"} & set(str(unknown).split("'"))


@pytest.mark.slow
def test_the_summary_names_each_hidden_side() -> None:
    """Of Korea the first sentence speaks of both parties that hide what they are."""
    from parley import workbench

    found = workbench.weigh("korea-1951").weighing
    weighed = WeighedRecord.read(found)
    assert len(weighed.other_sides) == 1
    told = " ".join(moved(Said(weighed)).lead)
    assert weighed.other_sides[0].name in told
    for path in weighed.other_sides[0].beliefs.values():
        assert [sum(ends) for ends in zip(*path.values(), strict=True)] == pytest.approx(
            [1.0] * len(weighed.rounds)
        )
