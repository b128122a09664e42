"""Solve every known game, print its answers beside ours, and write the docs page and its pictures.

    python benchmarks/known_games/report.py [--fast]

`--fast` leaves out the slow rows and writes nothing. Exits with 1 if an answer is wrong.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"


def main() -> int:
    """Run the report."""
    parser = argparse.ArgumentParser(description="Known games: their answers and ours.")
    parser.add_argument("--fast", action="store_true", help="leave out slow rows; write nothing")
    fast = parser.parse_args().fast
    for folder in (ROOT, ROOT / "src"):
        sys.path.insert(0, str(folder))
    from benchmarks.known_games.filing import fast_rows, filed_games
    from benchmarks.known_games.judging import judge
    from benchmarks.known_games.page import page, summary, table
    from benchmarks.known_games.pictures import draw_all

    games = filed_games()
    rows = fast_rows(games) if fast else ((game, row) for game in games for row in game.rows)
    judged = [one for game, row in rows for one in judge(game, row)]
    print(*table(judged), summary(judged), sep="\n")
    if not fast:
        (REFERENCE / "known_games.md").write_text(page(judged), encoding="utf-8")
        written = draw_all(REFERENCE / "pictures")
        print(f"wrote {REFERENCE / 'known_games.md'} and {len(written)} pictures")
    return int(any(not one.right for one in judged))


if __name__ == "__main__":
    raise SystemExit(main())
