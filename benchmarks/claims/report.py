"""Solve the game of every claim, and the case for it, and write the docs page with its pictures.

    python benchmarks/claims/report.py               figures of other cases as they are kept
    python benchmarks/claims/report.py --elsewhere   these too solved again (minutes)

Figures of the case are kept in out/claims.json by the game they were read from, so only a game that changed
is solved again; remove that file after a change to the solver itself.
Exits with 1 if an expectation is not borne out.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"


def main() -> int:
    """Run the report."""
    for folder in (ROOT, ROOT / "src"):
        sys.path.insert(0, str(folder))
    from benchmarks.claims.elsewhere import keep, kept, work_out
    from benchmarks.claims.filing import filed_claims
    from benchmarks.claims.judging import CACHE, figures
    from benchmarks.claims.page import Shown, page, wrong
    from benchmarks.claims.pictures import draw

    claims = filed_claims()
    if "--elsewhere" in sys.argv[1:]:
        keep(work_out(claims))
    elsewhere = kept()
    small = figures(claim.small for claim in claims)
    on_case = iter(figures((claim.case for claim in claims if claim.case), CACHE))
    shown = [
        Shown(claim, found, next(on_case) if claim.case else None, elsewhere.get(claim.slug, {}))
        for claim, found in zip(claims, small, strict=True)
    ]
    (REFERENCE / "claims.md").write_text(page(shown), encoding="utf-8")
    for one in shown:
        draw(one.claim, one.small, REFERENCE / "pictures")
    failed = [(one.claim.number, judged) for one in shown for judged in wrong(one)]
    for number, judged in failed:
        print(f"claim {number}: {judged.expectation.places} {judged.expectation.way}: {judged.steps}")
    print(f"wrote {REFERENCE / 'claims.md'} and {len(shown)} pictures; {len(failed)} expectations fail")
    return int(bool(failed))


if __name__ == "__main__":
    raise SystemExit(main())
