"""What observers say, and what becomes of it: a verdict each, with the figure and the rows behind it."""

from __future__ import annotations

from parley.languages import worded, written
from parley.report.context import Cell, Section, Table
from parley.report.outlook.certified import doubted
from parley.report.words import count, listing
from parley.theses import JudgedTest, JudgedThesis, Theses, Verdict

ORDER = (Verdict.BORNE_OUT, Verdict.CONTRADICTED, Verdict.IN_PART, Verdict.OUT_OF_REACH, Verdict.UNTESTED)
NEGLIGIBLE = 0.05


def theses_section(found: Theses) -> Section:
    """The theses of a case as a section: how many fared how, then each."""
    said = [f"{found.counts[one]} {worded(str(one))}" for one in ORDER if found.counts.get(one)]
    lead = worded(
        "Of {count} by observers: {list}.", count=count(len(found.theses), "statement"), list=listing(said)
    )
    judged = [one for one in found.theses if one.verdict is not Verdict.UNTESTED]
    untested = [one for one in found.theses if one.verdict is Verdict.UNTESTED]
    tables = []
    if judged:
        rows = tuple(_row(one) for one in judged)
        tables.append(
            Table(
                ("", worded("Who says what"), worded("Verdict"), worded("Because")),
                rows,
                worded("Put to the record and the model"),
            )
        )
    if untested:
        rows = tuple((one.id, said_by(one), one.basis or worded("not stated")) for one in untested)
        tables.append(
            Table(("", worded("Who says what"), worded("What it rests on")), rows, worded("Without a test"))
        )
    section = Section(
        id="theses",
        title=worded("What observers say, and what becomes of it"),
        lead=(lead,),
        tables=tuple(tables),
        notes=(
            worded(
                "In brackets stands by how much a test holds or fails. A verdict says whether the stated"
                " tests hold on this record and under these assumptions, not whether somebody was right."
            ),
        ),
        cites=tuple(dict.fromkeys(row for one in judged for test in one.tests for row in test.rows)),
    )
    return doubted(section, found.certificate)


def said_by(one: JudgedThesis) -> str:
    """Who says what."""
    return f"{one.holder}: {one.says}" if one.holder else one.says


def _row(one: JudgedThesis) -> tuple[Cell, ...]:
    because = "; ".join(test_words(test) for test in one.tests)
    return (one.id, said_by(one), worded(one.verdict.value), f"{because}. {one.note}".strip())


def test_words(test: JudgedTest) -> str:
    """A test with what was found, by how much it holds or fails, and in how many draws."""
    if test.missing:
        return worded("{text}: out of reach, {missing}", text=test.text, missing=test.missing)
    said = (
        f"{test.text}: {worded('yes') if test.verdict is Verdict.BORNE_OUT else worded('no')}, {test.found}"
    )
    if test.margin is not None and abs(test.margin) >= NEGLIGIBLE:
        unit = f" {test.unit}" if test.unit else ""
        said += worded(" (by {number}{unit})", number=written(abs(test.margin), ".1f"), unit=unit)
    if test.share_of_draws is not None:
        said += worded(
            ", in {part}\u00a0% of the study's draws", part=written(100 * test.share_of_draws, ".0f")
        )
    return said
