"""The page on theses lists every function of the language."""

from __future__ import annotations

import os
from pathlib import Path

from parley.theses import FUNCTIONS

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "theses.md"
BEGIN, END = "<!-- functions: begin -->\n", "<!-- functions: end -->"


def _table() -> str:
    rows = ["| function | looks at | gives | what it is |", "|---|---|---|---|"]
    for name, one in FUNCTIONS.items():
        by = " by DATE" if one.by else ""
        rows.append(f"| `{name}({one.takes}){by}` | {one.source.value} | {one.gives.value} | {one.says} |")
    return "\n".join(rows) + "\n"


def test_the_page_has_every_function() -> None:
    """The table is made from the language; `PARLEY_RENEW=1` writes it anew."""
    text = PAGE.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    tail = rest.split(END)[1]
    wanted = f"{head}{BEGIN}{_table()}{END}{tail}"
    if os.environ.get("PARLEY_RENEW"):
        PAGE.write_text(wanted, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == wanted
