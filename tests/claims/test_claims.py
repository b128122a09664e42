"""The twelve claims about talks held during a war, each on the smallest game that shows it."""

from __future__ import annotations

import dataclasses
from functools import lru_cache

import pytest
from benchmarks.claims.elsewhere import kept, printed, says, work_out
from benchmarks.claims.filing import ROOT, Claim, Showing, filed_claims
from benchmarks.claims.judging import Figures, figures, judge, solve_row
from benchmarks.claims.reading import Solved, read

from parley.files.cases import shipped_cases

CLAIMS = filed_claims()
NAMES = [claim.slug for claim in CLAIMS]


@lru_cache(maxsize=1)
def _solved(slug: str) -> dict[str, Solved]:
    small = CLAIMS[NAMES.index(slug)].small
    return {row.name: solve_row(small.folder, row) for row in small.rows}


def _found(claim: Claim) -> Figures:
    return {
        row: {name: read(played, spec) for name, spec in claim.small.read.items()}
        for row, played in _solved(claim.slug).items()
    }


def _failing(showing: Showing, found: Figures) -> list[str]:
    return [f"{j.expectation}: {j.steps}" for j in judge(showing, found) if not j.held]


@pytest.mark.parametrize("claim", CLAIMS, ids=NAMES)
def test_claim(claim: Claim) -> None:
    """Every figure goes the way it is filed to go, by the filed margin; turned round, none does.

    In every row no choice gains more than its precision allows, and beliefs agree with choices.
    """
    found = _found(claim)
    assert _failing(claim.small, found) == []
    for e in claim.small.expect:
        turned = {"rises": "falls", "falls": "rises", "same": "rises"}[e.way]
        other = dataclasses.replace(e, way=turned, by=max(e.by, 1e-6))
        assert _failing(dataclasses.replace(claim.small, expect=(other,)), found) != []
    for played in _solved(claim.slug).values():
        assert (played.course.regret - played.course.allowed).max() < 1e-9
        assert played.course.residual < 1e-6


@pytest.mark.slow
def test_claims_on_the_case() -> None:
    """The shipped case moves the way each claim says it is found to move, by the same kind of change."""
    showings = [claim.case for claim in CLAIMS if claim.case]
    for showing, found in zip(showings, figures(showings), strict=True):
        assert _failing(showing, found) == []


def test_all_twelve_are_filed() -> None:
    """No claim has been lost, and each is tested at two settings or more."""
    assert [claim.number for claim in CLAIMS] == list(range(1, 13))
    for claim in CLAIMS:
        assert sum(len(e.places) - 1 for e in claim.small.expect) >= 2, claim.slug


def test_other_cases_are_named_and_told_on_the_page() -> None:
    """Claims shown only in a small game name a shipped case with its command, and the page has both."""
    page = (ROOT / "docs" / "reference" / "claims.md").read_text(encoding="utf-8")
    told = {claim.number: claim.elsewhere for claim in CLAIMS if claim.elsewhere}
    assert {2, 5, 8, 11} <= set(told)
    slugs = {claim.number: claim.slug for claim in CLAIMS}
    for number, several in told.items():
        for other in several:
            assert other.case in shipped_cases()
            assert other.case in other.command
            figures = kept()[slugs[number]]
            assert f"- **`{other.case}`**, `{other.command}`: {says(other, figures)}\n" in page


@pytest.mark.slow
def test_figures_of_other_cases_are_what_their_commands_give() -> None:
    """Every figure that the page tells of another case is, to its last digit, what the command says today."""
    now, then = work_out(CLAIMS), kept()
    off = [
        f"claim {claim.number}, {name}: {printed(spec, then[claim.slug][name])}, now {now[claim.slug][name]}"
        for claim in CLAIMS
        for other in claim.elsewhere
        for name, spec in other.figures.items()
        if printed(spec, then[claim.slug][name]) != printed(spec, now[claim.slug][name])
    ]
    assert off == []
