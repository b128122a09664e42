"""The model beside the class: what counts as what, where they disagree, and the two pooled."""

from __future__ import annotations

import math
from datetime import date, timedelta
from pathlib import Path

import pytest

from parley.outside_view import (
    StatedView,
    beside,
    pooled,
    read_stated,
    shipped_classes,
    stated_with_faults,
)
from parley.outside_view.curve import MONTH_DAYS

BEGAN, AS_OF = date(2022, 2, 24), date(2025, 3, 19)
DAYS = [AS_OF + timedelta(days=7 * n) for n in range(60)]
CLASS = shipped_classes()["interstate 1816-2007"]


def _model(monthly: dict[str, float]) -> dict[str, list[float]]:
    """Cumulative probabilities of endings with constant monthly hazards."""
    total = sum(monthly.values())
    months = [(day - AS_OF).days / MONTH_DAYS for day in DAYS]
    return {name: [rate / total * -math.expm1(-total * m) for m in months] for name, rate in monthly.items()}


def _view(**more: object) -> StatedView:
    return StatedView(BEGAN, CLASS, **more)  # type: ignore[arg-type]


def test_a_settlement_is_a_compromise_and_a_collapse_a_victory() -> None:
    """Endings count as what they are unless something else is stated."""
    model = _model({"settlement:a": 0.02, "settlement:b": 0.01, "collapse:c": 0.01, "breakdown": 0.005})
    plain = beside(_view(), model, DAYS)
    assert plain.model["stalemate_or_compromise"][-1] == pytest.approx(
        model["settlement:a"][-1] + model["settlement:b"][-1]
    )
    assert plain.model["victory"][-1] == pytest.approx(model["collapse:c"][-1])
    surrender = beside(_view(counts_as={"settlement:b": "victory"}), model, DAYS)
    assert surrender.model["victory"][-1] == pytest.approx(
        model["settlement:b"][-1] + model["collapse:c"][-1]
    )


def test_a_model_that_settles_in_weeks_disagrees_and_one_at_the_usual_rate_does_not() -> None:
    """By the last date, a settlement outside the interval of the class is named with both numbers."""
    hasty = beside(_view(), _model({"settlement:a": 0.5}), DAYS).disagreements()
    assert {found.kind for found in hasty} == {"stalemate_or_compromise", "any"}
    assert all(found.above and found.model > found.high for found in hasty)
    usual = _model({"settlement:a": 0.006, "collapse:b": 0.02})
    assert beside(_view(), usual, DAYS).disagreements() == ()


def test_no_weight_leaves_the_model_alone_and_whole_weight_is_the_class() -> None:
    """Weight 0 gives the model back; weight 1 the hazards of the class, half a count added."""
    model = _model({"settlement:a": 0.05, "settlement:b": 0.05, "collapse:c": 0.02})
    kinds = {"settlement:a": "stalemate_or_compromise", "settlement:b": "stalemate_or_compromise"}
    kinds["collapse:c"] = "victory"
    alone = pooled(model, kinds, DAYS, reference=CLASS, began=BEGAN, weight=0.0)
    for name, path in model.items():
        assert alone.endings[name] == pytest.approx(path, abs=1e-12)
    whole = pooled(model, kinds, DAYS, reference=CLASS, began=BEGAN, weight=1.0)
    band = CLASS.bands[6]
    rates = (
        (band.ended["stalemate_or_compromise"] + 0.5) / band.exposure,
        (band.ended["victory"] + 0.5) / band.exposure,
    )
    months = (DAYS[-1] - DAYS[0]).days / MONTH_DAYS
    assert whole.still_fighting[-1] == pytest.approx(math.exp(-sum(rates) * months))
    assert whole.endings["settlement:a"][-1] == pytest.approx(whole.endings["settlement:b"][-1])


def test_a_pool_lies_between_and_adds_up() -> None:
    """A half-weight pool lies between model and class, and its probabilities sum to one at every date."""
    model = _model({"settlement:a": 0.2, "breakdown": 0.01})
    view = beside(_view(weight=0.5), model, DAYS)
    assert view.pooled is not None
    settled = view.pooled.endings["settlement:a"][-1]
    assert view.outside.middle["stalemate_or_compromise"][-1] < settled < model["settlement:a"][-1]
    for t in range(len(DAYS)):
        total = sum(path[t] for path in view.pooled.endings.values()) + view.pooled.still_fighting[t]
        assert total == pytest.approx(1.0, abs=1e-12)


def test_a_war_the_model_ends_for_sure_stays_one_that_can_be_pooled() -> None:
    """A certain end in the first round has a large hazard, not an infinite one."""
    certain = {"settlement:a": [0.0] + [1.0] * (len(DAYS) - 1)}
    kinds = {"settlement:a": "stalemate_or_compromise"}
    found = pooled(certain, kinds, DAYS, reference=CLASS, began=BEGAN, weight=0.9)
    assert all(0.0 <= p <= 1.0 for p in found.endings["settlement:a"])


def test_a_stated_view_is_read_whole(tmp_path: Path) -> None:
    """War, class, bands, weight, reason and what counts as what."""
    (tmp_path / "outside_view.yaml").write_text(
        "war_began: 2022-02-24\nclass: interstate ended 1945-2007\nbands: [0, 12, 36]\nweight: 30 %\n"
        "counts_as: {settlement:a: victory, breakdown: nothing}\nreason: talks have begun\n",
        encoding="utf-8",
    )
    view = read_stated(tmp_path)
    assert view is not None
    assert (view.war_began, view.reference.name, view.weight) == (BEGAN, "interstate ended 1945-2007", 0.3)
    assert [band.start for band in view.reference.bands] == [0, 12, 36]
    assert view.counts_as == {"settlement:a": "victory", "breakdown": None}


def test_a_case_without_the_file_has_no_outside_view(tmp_path: Path) -> None:
    """No file, no view and no fault."""
    assert stated_with_faults(tmp_path) == (None, [])


BAD = """war_bgan: 2022-02-24
class: {list: nowhere.csv, format: cow_interstate}
weight: 3
counts_as: {settlement:a: victori}
"""


def test_every_fault_of_the_file_is_reported_at_its_place(tmp_path: Path) -> None:
    """A misspelt key, a missing day, an unknown format, kind and weight come together, with suggestions."""
    (tmp_path / "outside_view.yaml").write_text(BAD, encoding="utf-8")
    view, faults = stated_with_faults(tmp_path)
    assert view is None
    assert {fault.slug for fault in faults} == {"outside-view"}
    assert sorted(fault.line for fault in faults) == [1, 1, 2, 3, 4]
    assert "did you mean 'cow_inter_state'?" in {fault.advice for fault in faults}


def test_a_list_that_is_not_there_says_where_it_is_to_be_had(tmp_path: Path) -> None:
    """The advice names the owner of the list."""
    (tmp_path / "outside_view.yaml").write_text(
        "war_began: 2022-02-24\nclass: {list: nowhere.csv, format: ucdp_termination}\n", encoding="utf-8"
    )
    _, (fault,) = stated_with_faults(tmp_path)
    assert "ucdp.uu.se" in fault.advice
