"""Faults that only show between rows: ids used twice, links to nowhere or the future, circles of repeats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from parley.files.table import Row, Table
from parley.record.reading.findings import Findings
from parley.record.reading.problems import did_you_mean
from parley.record.rows import Assessment, Move
from parley.vocabulary import Act


def check_ids(tables: Iterable[tuple[Table, Findings]]) -> None:
    """Every id names one row of one file, so that a source in a scenario means one thing."""
    seen: dict[str, str] = {}
    for table, findings in tables:
        for row in table.rows:
            name = table.cell(row, "id")
            if name and name in seen:
                findings.add(row, "id", "duplicate-id", f"an id used once (see {seen[name]})", name)
            elif name:
                seen[name] = f"{table.path.name} line {row.line}"


def check_links(moves: list[Move], findings: Findings, before: Sequence[Move] = ()) -> None:
    """Links of moves lead to earlier rows, an ACCEPT answers something, and repeats do not go round.

    Moves of another file that came `before` may be linked to as well.
    """
    by_id = {move.id: move for move in (*before, *moves)}
    rows = {row.line: row for row in findings.table.rows}
    # A row that could not be read has its own fault; links to it are not wrong for that.
    unread = {findings.table.cell(row, "id") for row in findings.table.rows} - set(by_id)
    for move in moves:
        row = rows[move.line]
        for column, links in (("responds_to", move.responds_to), ("repeat_of", move.repeat_of)):
            for link in links:
                if link not in unread:
                    _check_link(move, row, column, link, by_id, findings)
        if move.act is Act.ACCEPT and not move.responds_to:
            expected = "the id of what is accepted"
            findings.add(row, "responds_to", "answers-nothing", expected, "an empty cell")
    for move in _circles(moves, by_id):
        row = rows[move.line]
        expected = "links that lead back to a first appearance"
        findings.add(row, "repeat_of", "repeat-circle", expected, f"{move.id} repeats itself")


def _check_link(
    move: Move, row: Row, column: str, link: str, by_id: dict[str, Move], findings: Findings
) -> None:
    other = by_id.get(link)
    if link == move.id and column == "responds_to":
        findings.add(row, column, "link-to-itself", "the id of another move", link)
    elif other is None:
        near = did_you_mean(link, tuple(by_id))
        findings.add(row, column, "link-nowhere", "the id of a move", link, near)
    elif other.date > move.last_date:
        expected = f"a move not after {move.last_date.isoformat()}"
        findings.add(row, column, "link-to-future", expected, f"{link} of {other.date.isoformat()}")


def check_about(claims: list[Assessment], ids: set[str], findings: Findings) -> None:
    """Assessments speak about rows that exist."""
    rows = {row.line: row for row in findings.table.rows}
    for claim in claims:
        for link in claim.about:
            if link not in ids:
                near = did_you_mean(link, tuple(ids))
                findings.add(rows[claim.line], "about", "link-nowhere", "the id of a move", link, near)


def _circles(moves: list[Move], by_id: dict[str, Move]) -> list[Move]:
    """One move of each circle of repeat_of: the first of the file."""
    clear: set[str] = set()
    found: dict[str, Move] = {}
    for start in moves:
        path: list[str] = []
        on_path: set[str] = set()
        stack: list[tuple[str, bool]] = [(start.id, False)]
        while stack:
            name, leaving = stack.pop()
            if leaving:
                on_path.discard(path.pop())
                clear.add(name)
            elif name in on_path:
                circle = path[path.index(name) :]
                first = min((by_id[part] for part in circle), key=lambda move: move.line)
                found[first.id] = first
            elif name not in clear and name in by_id:
                path.append(name)
                on_path.add(name)
                stack.append((name, True))
                stack.extend((link, False) for link in by_id[name].repeat_of)
    return list(found.values())
