"""The reference pages say what the code does.

Run with PARLEY_RENEW=1 to write their generated parts anew.
"""

from __future__ import annotations

import os
import re
from dataclasses import fields
from pathlib import Path

import pytest
from tests.record.coding import day, record
from tests.record.test_sensitivity import sensitivity_table

from parley.record import source_ids
from parley.record.ledgers import LEDGERS, Options
from parley.record.reading.columns import FILES
from parley.vocabulary import DEFAULT_CAMEO, EXTENTS, LEVER_CAMEO, PLOVER_BY_CAMEO, POLARITIES, Act

DOCS = Path(__file__).parents[2] / "docs" / "reference"
MEANING = {
    "OFFER": "would give or do something; the others are free to accept",
    "DEMAND": "asks another to give or do something; polite requests too",
    "CONDITION": "a gate on a named thing",
    "CONCEDE": "its own position moves against an earlier one, outside an acceptance",
    "GESTURE": "a small reversible favour for good will",
    "PROMISE": "commits itself to a later act for the addressee",
    "ACCEPT": "yes to an earlier row",
    "EVADE": "neither yes nor no: yes-but, deferral",
    "REJECT": "no to an earlier row or a standing position",
    "THREAT": "announces harm or cost if not",
    "LEVER": "an executed change of aid, sanctions, access or talks",
    "FORCE": "an executed military act, or a change of its tempo",
    "MEET": "a meeting held, planned or broken off",
    "READOUT": "one side's account of a meeting",
    "STATEMENT": "other public words",
    "AGREE": "a joint text or announcement",
    "IMPLEMENT": "keeps or breaks what was agreed or accepted",
    "CONTEXT": "changes what things are worth without being a move: an election, a death",
}


def acts() -> str:
    """The acts with their extents and default codes, as a table."""
    lines = ["| act | the actor ... | extents | CAMEO | PLOVER |", "|---|---|---|---|---|"]
    for act, extents in EXTENTS.items():
        code = DEFAULT_CAMEO[act, ""]
        turned = [LEVER_CAMEO[polarity, ""] for polarity in POLARITIES] if act == Act.LEVER else []
        plover = next((PLOVER_BY_CAMEO[code[:n]] for n in (4, 3, 2) if code[:n] in PLOVER_BY_CAMEO), "")
        words = ", ".join(f"`{extent}`" for extent in extents)
        lines.append(
            f"| {act} | {MEANING[act]} | {words} | {' or '.join(turned) or code} | {plover.split('/')[0]} |"
        )
    return "\n".join(lines)


def options() -> str:
    """The options with what they mean and their defaults, as a table."""
    lines = ["| option | default | what it is |", "|---|---|---|"]
    for spec in fields(Options):
        default = ("no", "yes")[spec.default] if isinstance(spec.default, bool) else spec.default
        lines.append(f"| `{spec.name}` | {default} | {spec.metadata['help']} |")
    return "\n".join(lines)


def rules() -> str:
    """Each ledger with its rule, the options it uses, and its columns."""
    parts = []
    for name, build in LEDGERS.items():
        ledger = build(record(), day(0), Options())
        used = ", ".join(f"`{option}`" for option in ledger.options) or "none"
        columns = ", ".join(ledger.columns)
        parts.append(
            f"### {ledger.title} (`{name}`)\n\n{ledger.rule}\n\nOptions: {used}. Columns: {columns}."
        )
    return "\n\n".join(parts)


@pytest.mark.parametrize(
    ("page", "part", "generate"),
    [
        ("record.md", "acts", acts),
        ("ledgers.md", "options", options),
        ("ledgers.md", "rules", rules),
        ("ledgers.md", "sensitivity", sensitivity_table),
    ],
)
def test_a_generated_part_is_up_to_date(page: str, part: str, generate: object) -> None:
    """The tables and rules on the page are the ones in the code."""
    path = DOCS / page
    text = path.read_text(encoding="utf-8")
    wanted = f"<!-- generated: {part} -->\n{generate()}\n<!-- end -->"  # type: ignore[operator]
    if os.environ.get("PARLEY_RENEW"):
        pattern = re.compile(rf"<!-- generated: {part} -->.*?<!-- end -->", re.DOTALL)
        text = pattern.sub(lambda _: wanted, text)
        path.write_text(text, encoding="utf-8")
    assert wanted in text


@pytest.mark.parametrize("shape", FILES, ids=lambda shape: shape.name)
def test_every_column_is_explained(shape: object) -> None:
    """The reference names each column of each file."""
    page = (DOCS / "record.md").read_text(encoding="utf-8")
    columns = shape.columns  # type: ignore[attr-defined]
    assert [name for name in columns if f"`{name}`" not in page and name != "case"] == []


@pytest.mark.parametrize("case", ["ukraine-2025", "korea-1951", "winter-war-1940"])
def test_a_case_page_speaks_of_rows_that_exist(case: str) -> None:
    """Every row a case's README names is in its record."""
    folder = DOCS.parents[1] / "cases" / case
    named = set(re.findall(r"\b[UKW]B?\d\d[a-z]?\b", (folder / "README.md").read_text(encoding="utf-8")))
    assert len(named) > 5
    assert named - (source_ids(folder) or set()) == set()
