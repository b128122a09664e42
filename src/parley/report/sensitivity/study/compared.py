"""Studies of one case under several assumptions, side by side."""

from __future__ import annotations

from collections.abc import Mapping

from parley.report.context import Section, Table
from parley.report.outlook.certified import doubt
from parley.report.sensitivity.study.study_reading import StudyReading
from parley.report.words import day, percent, points
from parley.sensitivity.study.finding import EndingBand, Spread


def compared_section(studies: Mapping[str, StudyReading]) -> Section:
    """How often each ending comes and what the war is worth now, by what each study supposes."""
    first = next(iter(studies.values()))
    columns = tuple(studies)
    endings = {name: row for one in studies.values() for name, row in one.rows}
    rows = tuple(
        (name, *(_chances(dict(one.rows).get(name), one.enough) for one in studies.values()))
        for name in endings
    )
    parties = dict.fromkeys(party for one in studies.values() for party in one.summary.worths)
    worths = tuple(
        (
            first.words.party(party),
            *(_worth(one.summary.worths.get(party), one.enough) for one in studies.values()),
        )
        for party in parties
    )
    figures = tuple(range(1, len(columns) + 1))
    draws = ", ".join(f"{label}: {one.summary.solved:,}" for label, one in studies.items())
    doubts = ((label, doubt(one.summary.certificate)) for label, one in studies.items())
    return Section(
        id="studies-compared",
        title="Studies side by side",
        lead=(
            "Means over the draws, and in brackets where nine draws in ten lie.",
            *(f"{label}: {said}" for label, said in doubts if said),
        ),
        tables=(
            Table(("Ending", *columns), rows, f"Probability by {day(first.words.horizon)}", figures),
            Table(("Party", *columns), worths, "Worth now, in points", figures),
        ),
        notes=(
            f"Draws that were solved: {draws}. The same draw of a number is used in each study of one seed,"
            " so that differences are of what is supposed and hardly of luck.",
        ),
    )


def _chances(band: EndingBand | None, enough: bool) -> str:
    if band is None:
        return ""
    said = percent(band.mean[-1])
    return f"{said} ({percent(band.p5[-1])} to {percent(band.p95[-1])})" if enough else said


def _worth(found: Spread | None, enough: bool) -> str:
    if found is None:
        return ""
    said = points(found.mean)
    return f"{said} ({points(found.p5)} to {points(found.p95)})" if enough else said
