"""Explaining a case: changes solved again with, and what others ask more for because of a known motive."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.dealing.extended_case import EXTENDED
from tests.dealing.test_table import TWO

from parley import workbench
from parley.case import Case
from parley.dealing import WedgeTable
from parley.errors import UsageError
from parley.report.deals.changed import wedge_section
from parley.scenario import all_numbers
from parley.scenario.quantities import Number
from parley.workbench.attached import KINDS, Kind

BROKER = """
title: a broker who wants any deal
as_of: 2025-01-01
round: 7 days
horizon: 2 rounds
parties:
  broker:
    patience: {per_round: 1}
    precision: perfect
    any_deal: {bonus: 10}
    values: {share: {high: 60, low: 40}}
  client:
    patience: {per_round: 1}
    precision: perfect
    values: {share: {high: 20, low: 50}}
issues: {share: [high, low]}
table:
  floor: {alternate: [broker, client]}
  settlement: {signatories: [broker, client]}
endings: {horizon: {broker: 45, client: 10}}
what_if:
  no_bonus: {note: the broker wants nothing of its own, changes: {parties.broker.any_deal.bonus: 0}}
"""

UNKNOWN = BROKER.replace(
    "    precision: perfect\n    any_deal: {bonus: 10}\n",
    "    precision: 2\n    dispositions: {eager: {weight: 50 %}, plain: {weight: 50 %}}\n"
    "    any_deal: {bonus: {eager: 10, plain: 0}}\n",
).replace(
    "    precision: perfect\n    values: {share: {high: 20",
    "    precision: 2\n    beliefs: {broker: {eager: 0 %}}\n    values: {share: {high: 20",
)


def _case(folder: Path, text: str) -> Path:
    (folder / "scenario.yaml").write_text(text, encoding="utf-8")
    return folder


def _wedge(folder: Path, text: str, motive: str) -> WedgeTable:
    run = workbench.explain(_case(folder, text), workbench.ExplainRequest(check=0, motive=motive))
    assert run.explanation.wedge is not None
    return run.explanation.wedge


@pytest.mark.parametrize("motive", ["broker", "no_bonus", "parties.broker.any_deal.bonus"])
def test_a_known_motive_is_asked_a_price_for(tmp_path: Path, motive: str) -> None:
    """Who knows that the broker gains by any deal can wait for the worse one it will then take.

    By hand: the client speaks last. With the bonus the broker takes `low` (50 against 45 at the horizon), so
    waiting is worth 50 to the client; without it only `high` would be taken, and waiting is worth 20.
    """
    found = _wedge(tmp_path, BROKER, motive)
    assert found.holder == "broker"
    rows = {(row.package, row.party): row for row in found.rows}
    high = rows["high", "client"]
    assert (high.gain_with, high.gain_without) == pytest.approx((20 - 50, 20 - 20))
    assert high.asks_more == pytest.approx(30)
    assert rows["low", "client"].asks_more == pytest.approx(30)
    # The broker itself gains 10 by signing and loses 10 by waiting for what it will then be given.
    own = rows["high", "broker"]
    assert (own.signing, own.going_on) == pytest.approx((10, -10))
    assert {row.party for row in found.others} == {"client"}


def test_a_motive_nobody_believes_in_costs_nothing(tmp_path: Path) -> None:
    """The client rules out that the broker is eager, so asks no more; the eager kind still gains itself."""
    found = _wedge(tmp_path, UNKNOWN, "broker")
    rows = {(row.package, row.party, row.disposition): row for row in found.rows}
    assert rows["high", "client", None].asks_more == pytest.approx(0.0, abs=1e-6)
    assert rows["low", "client", None].asks_more == pytest.approx(0.0, abs=1e-6)
    assert rows["high", "broker", "eager"].signing == pytest.approx(10)
    assert rows["high", "broker", "plain"].signing == pytest.approx(0.0, abs=1e-9)
    (section,) = wedge_section(found, workbench.open_case(tmp_path).scenario)
    assert section.lead[0] == "Nobody else asks more, or less, because of it."


def test_what_a_motive_costs_is_kept_and_shown_in_the_brief(tmp_path: Path) -> None:
    """`--out` keeps it beside the outlook; the next brief in the folder has it as long as it holds."""
    case = _case(tmp_path, BROKER)
    run = workbench.explain(case, workbench.ExplainRequest(check=0, motive="broker"))
    out = tmp_path / "out"
    assert workbench.write_wedge(run, out) == out / KINDS[Kind.WEDGE].file
    page = workbench.write(workbench.run(case), out).brief.read_text(encoding="utf-8")
    assert "it asks 30.0 points more than without it" in page
    _case(tmp_path, BROKER.replace("bonus: 10", "bonus: 12"))
    written = workbench.write(workbench.run(case), out)
    assert [one.kind for one in written.left_out] == [Kind.WEDGE]


@pytest.mark.parametrize(
    ("motive", "said"),
    [("client", "has no wish for any deal"), ("no_bonuss", "did you mean 'no_bonus'")],
)
def test_a_motive_that_is_not_there_is_refused(tmp_path: Path, motive: str, said: str) -> None:
    """Before anything is solved, with what a motive may be."""
    with pytest.raises(UsageError, match=said):
        _wedge(tmp_path, BROKER, motive)


def test_the_smallest_change_is_solved_again_with(tmp_path: Path) -> None:
    """In the last round the first estimate is right; the package becomes what may end the war."""
    run = workbench.explain(_case(tmp_path, TWO), workbench.ExplainRequest(check=2))
    first = run.explanation.remedies[0]
    assert first.works
    assert min(first.gains.values()) == pytest.approx(0.0, abs=0.5)
    assert first.settled_then > first.settled
    assert {change.path for change in first.changes} <= {n.path for n in _numbers(run.case)}
    assert len(run.explanation.remedies) == 2


def test_an_extended_case_is_explained_solved_again_and_screened(tmp_path: Path) -> None:
    """Three kinds, two hidden sides, turns, offers that cost: the same verbs, and documents read back."""
    case = _case(tmp_path, EXTENDED.replace("horizon: 1 rounds", "horizon: 2 rounds"))
    run = workbench.explain(case, workbench.ExplainRequest(party="north", why="here"))
    (one,) = run.explanation.remedies
    assert one.package == "there" and set(one.under) == {"north", "south"}
    assert one.works and one.settled_then > one.settled
    again = type(run.explanation).read(run.explanation.document())
    assert again.document() == run.explanation.document()
    assert workbench.packages(case).found.combinations == 2
    assert workbench.advise(case, workbench.AdviseRequest("patron")).advice.options


def _numbers(case: Case) -> list[Number]:
    return list(all_numbers(case.scenario))
