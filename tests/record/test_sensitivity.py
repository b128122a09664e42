"""How the findings of the three cases move with the windows; the table stands in the reference."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

from parley.record import Record, read_record
from parley.record.as_of import day_to_read
from parley.record.ledgers import Entry, Ledger, Options, build_ledgers, cells_of

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "ledgers.md"
CASES = ("ukraine-2025", "korea-1951", "winter-war-1940")
WINDOWS = (7, 14, 30, 45, 60, 90)
NEARNESS = (0.4, 0.5, 0.6, 0.7, 0.8)
COUNTERS = (7, 14, 30, 60)
LEVERS = (7, 14, 30, 60, 90)


def sensitivity_table() -> str:
    """The settings that matter, and what each case's ledgers find under them, as Markdown.

    For nearness the coder's repeat_of is taken away, to see which of these links words alone would suggest.
    """
    records = {case: read_record(ROOT / "cases" / case) for case in CASES}
    days = {case: day_to_read(record, None) for case, record in records.items()}
    # The Ukraine record ends where its case does, whatever day a scenario beside it names.
    days["ukraine-2025"] = date(2025, 3, 19)
    lines = ["| setting | ukraine-2025 | korea-1951 | winter-war-1940 |", "|---|---|---|---|"]
    for name, values in (
        ("window_days", WINDOWS),
        ("nearness", NEARNESS),
        ("counter_days", COUNTERS),
        ("lever_days", LEVERS),
    ):
        for value in values:
            options = Options(**{name: value})  # type: ignore[arg-type]
            cells = [_found(name, records[case], days[case], options) for case in CASES]
            mark = " (default)" if value == getattr(Options(), name) else ""
            lines.append(f"| {name} = {value}{mark} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _found(name: str, record: Record, as_of: date, options: Options) -> str:
    ledgers = {entry.name: entry for entry in build_ledgers(record, as_of, (), options)}
    if name == "window_days":
        findings = Counter(_kind(cell) for cell in _column(ledgers["quid-pro-quo"], "finding"))
        words = ("given for nothing", "no return", "suggested", "open")
        return ", ".join(f"{findings[word]} {word}" for word in words)
    if name == "nearness":
        linked = _ids(ledgers["novelty"], ("re-heated", "raised"))
        without = replace(record, moves=tuple(replace(move, repeat_of=()) for move in record.moves))
        suggested = _ids(build_ledgers(without, as_of, ["novelty"], options)[0], ("near",))
        return (
            f"{len(suggested & linked)} of {len(linked)} links found again, {len(suggested - linked)} others"
        )
    if name == "counter_days":
        stands = _column(ledgers["standing"], "finding")
        unmatched = sum("no counter-demand" in cell for cell in stands)
        possibly = sum("possibly" in cell for cell in stands)
        return f"{unmatched} demands without counter-demand, {possibly} possibly answered"
    learnt = sum("asked for" in cell for cell in _column(ledgers["levers"], "finding"))
    return f"{learnt} levers then asked for"


def _kind(finding: str) -> str:
    for start, kind in (("open", "open"), ("possibly", "suggested"), ("no return", "no return")):
        if finding.startswith(start):
            return kind
    return finding


def _ids(ledger: Ledger[Entry], starts: tuple[str, ...]) -> set[str]:
    findings = zip(_column(ledger, "id"), _column(ledger, "finding"), strict=True)
    return {name for name, finding in findings if finding.startswith(starts)}


def _column(ledger: Ledger[Entry], name: str) -> list[str]:
    at = ledger.columns.index(name)
    return [str(cells_of(entry)[at]) for entry in ledger.entries]


def test_the_printed_sensitivity_is_the_computed_one() -> None:
    """The table of the reference page is what the rules give today."""
    assert sensitivity_table() in PAGE.read_text(encoding="utf-8")


if __name__ == "__main__":
    print(sensitivity_table())
