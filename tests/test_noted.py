"""What a brief says of a disagreement with wars, where the folder keeps an influence."""

from __future__ import annotations

from types import SimpleNamespace

from parley.dealing import Remark
from parley.workbench.attached import Kept, Kind
from parley.workbench.briefing import noted

WARS = Remark("against-wars", "far above", "see which numbers carry it")
OTHER = Remark("ready", "ready", "look")


def _kept(name: str) -> Kept:
    numbers = [SimpleNamespace(path=f"parties.p{n}.precision", size=0.3 - n / 10) for n in range(5)]
    outcome = SimpleNamespace(name=name, numbers=numbers)
    return Kept({Kind.INFLUENCE: SimpleNamespace(outcomes=(outcome,))}, ())


def test_the_numbers_that_carry_a_disagreement_are_named() -> None:
    """The three most influential on a settlement, with how far each moves it; other remarks stay."""
    result = SimpleNamespace(remarks=(WARS, OTHER))
    wars, other = noted(result, _kept("settlement"))  # type: ignore[arg-type]
    assert "parties.p0.precision (it moves a settlement by 30 percentage points over its range)" in str(wars)
    assert "parties.p3" not in str(wars)
    assert other is OTHER


def test_another_outcome_says_nothing_of_it() -> None:
    """An influence on a collapse, or none, leaves the remarks as they are."""
    result = SimpleNamespace(remarks=(WARS, OTHER))
    for held in (_kept("collapse:p0"), Kept({}, ())):
        assert noted(result, held) == (WARS, OTHER)  # type: ignore[arg-type]
