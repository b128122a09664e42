"""Probabilities by date from hazards by age, against closed forms."""

from __future__ import annotations

import math
from datetime import date, timedelta

import pytest

from parley.outside_view import Band, ReferenceClass, incidence, merged, shipped_classes
from parley.outside_view.curve import MONTH_DAYS

BEGAN = date(2020, 1, 1)
DAYS = [BEGAN + timedelta(days=30 * n) for n in range(40)]


def _class(*bands: tuple[float, float | None, tuple[int, int, int], float]) -> ReferenceClass:
    kinds = ("victory", "stalemate_or_compromise", "otherwise")
    return ReferenceClass(
        "made up",
        "a test",
        tuple(Band(a, b, 10, dict(zip(kinds, counts, strict=True)), e) for a, b, counts, e in bands),
    )


def test_one_band_gives_competing_exponentials() -> None:
    """With constant hazards the incidence of a kind is its share of one minus the survival."""
    found = incidence(_class((0, None, (3, 2, 1), 100.0)), BEGAN, BEGAN, DAYS)
    for day, settled, ended in zip(
        DAYS, found.middle["stalemate_or_compromise"], found.middle["any"], strict=True
    ):
        months = (day - BEGAN).days / MONTH_DAYS
        assert ended == pytest.approx(1 - math.exp(-0.06 * months))
        assert settled == pytest.approx(2 / 6 * ended)


def test_kinds_add_up_to_any_ending_over_several_bands() -> None:
    """The incidences of the kinds sum to that of any ending, whatever bands are crossed."""
    found = incidence(shipped_classes()["interstate 1816-2007"], BEGAN, BEGAN, DAYS)
    for t in range(len(DAYS)):
        kinds = sum(found.middle[kind][t] for kind in found.middle if kind != "any")
        assert kinds == pytest.approx(found.middle["any"][t], abs=1e-12)


def test_survival_over_the_bands_is_the_product_over_them() -> None:
    """From the first day, survival to the end of a band is the product of what each band leaves."""
    reference = shipped_classes()["interstate 1816-2007"]
    year = BEGAN + timedelta(days=round(12 * MONTH_DAYS))
    found = incidence(reference, BEGAN, BEGAN, [year])
    total = sum(
        (b.upto - b.start) * b.any_end / b.exposure
        for b in reference.bands
        if b.upto is not None and b.upto <= 12
    )
    assert found.middle["any"][0] == pytest.approx(1 - math.exp(-total), abs=1e-3)


def test_the_interval_holds_the_middle_and_begins_at_nothing() -> None:
    """On the first day nothing has ended; later low <= middle <= high, and all of them rise."""
    found = incidence(shipped_classes()["interstate 1816-2007"], date(2018, 6, 1), BEGAN, DAYS)
    for kind, middle in found.middle.items():
        low, high = found.low[kind], found.high[kind]
        assert (low[0], middle[0], high[0]) == (0.0, 0.0, 0.0)
        assert all(a <= b <= c for a, b, c in zip(low, middle, high, strict=True))
        assert list(middle) == sorted(middle)


def test_a_war_older_than_the_class_is_in_its_last_band() -> None:
    """Beyond the last band its hazard goes on."""
    reference = _class((0, 12, (1, 1, 0), 100.0), (12, 24, (0, 5, 0), 100.0))
    found = incidence(reference, date(2010, 1, 1), BEGAN, [BEGAN + timedelta(days=100)])
    assert found.middle["any"][0] == pytest.approx(1 - math.exp(-0.05 * 100 / MONTH_DAYS))


def test_merged_bands_add_up() -> None:
    """Merging keeps every count and every month, and refuses an edge that is none."""
    reference = shipped_classes()["interstate 1816-2007"]
    fewer = merged(reference, [0, 36])
    assert [band.start for band in fewer.bands] == [0, 36]
    assert sum(b.exposure for b in fewer.bands) == pytest.approx(sum(b.exposure for b in reference.bands))
    assert fewer.bands[1].ended == {"victory": 8, "stalemate_or_compromise": 2, "otherwise": 1}
    with pytest.raises(ValueError, match="7 months is no edge"):
        merged(reference, [7])


def test_every_war_of_the_shipped_class_is_accounted_for() -> None:
    """Of 95 wars every one ended in some band, and each band has those at risk that none before it ended."""
    for reference in shipped_classes().values():
        left = reference.wars
        for band in reference.bands:
            assert band.at_risk == left
            left -= band.any_end
        assert left == 0
