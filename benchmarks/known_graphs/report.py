"""Work out every known graph, print what was filed beside what is found, and write the docs page.

    python benchmarks/known_graphs/report.py

Exits with 1 if an equilibrium is not as filed.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Run the report."""
    for folder in (ROOT, ROOT / "src"):
        sys.path.insert(0, str(folder))
    from benchmarks.known_graphs.filed import filed_graphs, ours, page

    graphs, wrong = list(filed_graphs()), 0
    for filed in graphs:
        found = ours(filed.conflict)
        bad = [concept.value for concept, numbers in filed.equilibria.items() if found[concept] != numbers]
        wrong += bool(bad)
        print(f"{filed.slug:24} {'as filed' if not bad else 'NOT as filed: ' + ', '.join(bad)}")
    target = ROOT / "docs" / "reference" / "known_graphs.md"
    target.write_text(page(graphs), encoding="utf-8")
    print(f"wrote {target}")
    return int(wrong > 0)


if __name__ == "__main__":
    raise SystemExit(main())
