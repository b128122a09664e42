"""Solve every war of the set as far as it is not kept, score, and write the docs page.

    python benchmarks/past_talks/report.py [--afresh | --kept]

`--afresh` solves everything anew (half an hour), `--kept` only writes the page from what is kept.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reference" / "past_talks.md"


def main() -> int:
    """Run the report."""
    parser = argparse.ArgumentParser(description="Past talks: wars stated by interview, scored by date.")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--afresh", action="store_true", help="solve everything anew (half an hour)")
    how.add_argument("--kept", action="store_true", help="solve nothing; write the page from what is kept")
    asked = parser.parse_args()
    for folder in (ROOT, ROOT / "src"):
        sys.path.insert(0, str(folder))
    from benchmarks.past_talks.filing import filed_wars
    from benchmarks.past_talks.page import page
    from benchmarks.past_talks.solving import Solved, read_solved, solve_all, write_solved
    from benchmarks.past_talks.study import study

    def tell(found: Solved) -> None:
        write_solved(found)
        print(f"{sum(len(said) for said in found.said.values())} solved or kept", flush=True)

    wars = list(filed_wars())
    kept = None if asked.afresh else read_solved()
    if asked.kept:
        if kept is None:
            print("nothing is kept; solve first", file=sys.stderr)
            return 1
        solved = kept
    else:
        solved = solve_all(wars, kept, tell)
        write_solved(solved)
    found = study(wars, solved)
    PAGE.write_text(page(found), encoding="utf-8")
    print(f"wrote {PAGE}")
    print(
        f"fitted frictions win on the other half in {found.wins} of {len(found.splits)} splits; "
        f"adopted: {found.adopted}"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
