"""Whether a table has the columns it needs, and rows that fit under them."""

from __future__ import annotations

from collections.abc import Callable

from parley.errors import CaseError, Fault
from parley.files import closest_name
from parley.files.table import Table
from parley.record.reading.columns import READOUTS, FileShape
from parley.record.reading.findings import Findings


def shaped(read: Callable[[], Table | None], shape: FileShape) -> tuple[Table | None, list[Fault]]:
    """The table, or nothing where it is missing or no table; and the faults of its shape."""
    try:
        table = read()
    except CaseError as error:
        return None, error.faults
    if table is None:
        return None, []
    faults = _shape_faults(table, shape)
    missing = any(fault.slug == "missing-column" for fault in faults)
    return (None if missing else table), faults


def _shape_faults(table: Table, shape: FileShape) -> list[Fault]:
    findings = Findings(table)
    header = table.header
    strange = [name for name in table.names if name and name not in shape.columns]
    absent = [name for name in shape.columns if name not in table.names]
    for name in shape.required:
        if name in absent:
            near = closest_name(name, strange)
            advice = f"is it the column {near}?" if near else ""
            findings.add(header, name, "missing-column", "a heading", f"no column {name}", advice)
    for name in strange:
        near = closest_name(name, absent)
        if near and near not in shape.required and shape is not READOUTS:
            advice = f"rename it {near}, or give your own column a name further from it"
            findings.add(
                header, name, "misspelt-column", f"a known column ({near}) or one of your own", name, advice
            )
    for name in {name for name in table.names if name and table.names.count(name) > 1}:
        findings.add(header, name, "double-column", "a heading used once", name)
    for row in table.rows:
        if table.overflows(row):
            got = f"{len(row.cells)} cells under {len(table.names)} headings"
            advice = "quote the cell that holds a comma"
            findings.add(row, table.names[-1], "too-many-cells", "no more cells than headings", got, advice)
    return findings.faults
