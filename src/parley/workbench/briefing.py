"""The files of a run: its outlook, and its brief with all that was found out about the case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from parley.dealing import Remark
from parley.dealing.remarks import AGAINST_WARS
from parley.game.names import EndingKind
from parley.languages import reworded, speaking, worded
from parley.record import known_on
from parley.scenario import all_numbers
from parley.workbench.attached import Finding, Kept, Kind, LeftOut, kept, texts
from parley.workbench.running import Run
from parley.workbench.since import DEALS_FILE, OUTLOOK_FILE, OUTSIDE_FILE, since_last
from parley.workbench.weigh import coded_record
from parley.workbench.writing import as_text, write_whole

if TYPE_CHECKING:
    from parley.outlook.since import Since
    from parley.report import BriefContext, Section
    from parley.report.context import Background, Found
    from parley.report.ranged import Ranged
    from parley.report.wording import Wording, YardstickName


@dataclass(frozen=True)
class Written:
    """The files a run was written to, what stands beside its outlook, what was left out, its remarks."""

    outlook: Path
    brief: Path
    background: Background
    left_out: tuple[LeftOut, ...] = ()
    remarks: tuple[Remark, ...] = ()


def write(
    result: Run,
    out: Path,
    findings: Iterable[Finding] = (),
    *,
    wording: Wording | None = None,
    since_folder: Path | None = None,
) -> Written:
    """Write `outlook.json` and `brief.html`, both whole or neither; raise OutputError otherwise.

    `findings` are shown in the brief and kept in files of their own. What the folder keeps from earlier is
    shown too as far as it still holds; what does not is named in the brief and in what is returned. The brief
    says what has moved since the outlook in `since_folder` or, if none is given, since the last one that
    stood in `out` with other inputs.
    """
    from parley.report import context_from, render_brief

    fresh = tuple(findings)
    held = kept(out, result.case, fresh, outlook=result.outlook)
    since, kept_last = since_last(result, out, since_folder)
    background = background_of(result, held, wording, since)
    written = Written(out / OUTLOOK_FILE, out / "brief.html", background, held.left_out, noted(result, held))
    page = render_brief(context_from(result.outlook, all_numbers(result.scenario), background))
    found = {written.outlook: as_text(result.outlook.document()), written.brief: page, **kept_last}
    if result.outside is not None:
        found[out / OUTSIDE_FILE] = as_text(result.outside.document())
    if result.deals is not None:
        found[out / DEALS_FILE] = as_text(result.deals.document())
    write_whole(out, {**found, **texts(out, result.case, fresh, result.outlook)})
    return written


MOST_CARRIERS = 3


def noted(result: Run, held: Kept) -> tuple[Remark, ...]:
    """The remarks of a run; with what carries a disagreement with wars, where an influence is kept."""
    influence = held.shown.get(Kind.INFLUENCE)
    outcomes = () if influence is None else influence.outcomes
    settled = next((one for one in outcomes if one.name == EndingKind.SETTLEMENT), None)
    if settled is None:
        return result.remarks
    carriers = ", ".join(
        worded(
            "{path} (it moves a settlement by {points} percentage points over its range)",
            path=one.path,
            points=f"{100 * one.size:.0f}",
        )
        for one in settled.numbers[:MOST_CARRIERS]
    )
    return tuple(
        replace(
            one,
            look_at=worded(
                "{look_at}; what carries it most: {carriers}",
                look_at=reworded(one.look_at),
                carriers=carriers,
            ),
        )
        if one.kind == AGAINST_WARS
        else one
        for one in result.remarks
    )


NOTHING_KEPT = Kept({}, ())


def brief_context(
    result: Run, held: Kept = NOTHING_KEPT, wording: Wording | None = None, since: Since | None = None
) -> BriefContext:
    """Everything the brief of a run shows: the outlook, what it rests on, and what was found out besides.

    `wording` is its language and yardstick, English and ICD 203 if not given; `since` what has moved since
    an earlier outlook.
    """
    from parley.report import context_from

    background = background_of(result, held, wording, since)
    return context_from(result.outlook, all_numbers(result.scenario), background)


def background_of(
    result: Run, held: Kept = NOTHING_KEPT, wording: Wording | None = None, since: Since | None = None
) -> Background:
    """What stands beside the outlook of a run, for the page and the terminal alike."""
    from parley.report.wording import ENGLISH

    words = wording or ENGLISH
    with speaking(words.language):
        return _background(result, held, words, since)


def _background(result: Run, held: Kept, words: Wording, since: Since | None) -> Background:
    """The same, in the language that is spoken."""
    from parley.report.compose import left_out_of
    from parley.report.context import Background
    from parley.report.deals.remarks import remarked
    from parley.report.record.happened import record_sections, record_sources

    case = result.case
    return Background(
        sources=record_sources(case.record, case.as_of),
        left_out=left_out_of(case.readme),
        record=record_sections(case.record, case.as_of),
        scenario=result.scenario,
        wording=words,
        trust=(*remarked(noted(result, held)), *trust_sections(result, held)),
        change=(*change_sections(result, held, words.yardstick), *graph_sections(result)),
        outside=result.outside,
        deals=result.deals,
        spread=spread_of(result, held),
        found=found_besides(result, held),
        since=since,
    )


def spread_of(result: Run, held: Kept) -> Ranged | None:
    """How far the headline figures move over the stated ranges, from the study or influence that is kept."""
    study, influence = held.shown.get(Kind.STUDY), held.shown.get(Kind.INFLUENCE)
    if study is None and influence is None:
        return None
    from parley.report.ranged import ranged

    return ranged(study, influence, result.outlook.rounds[-1])


def found_besides(result: Run, held: Kept) -> Found:
    """The findings kept about a case, as the front page tells them."""
    from parley.report.context import Found

    shown = held.shown
    return Found(
        what_ifs=shown.get(Kind.WHAT_IFS),
        along=shown.get(Kind.ALONG),
        influence=shown.get(Kind.INFLUENCE),
        study=shown.get(Kind.STUDY),
        weighable=result.case.has_coding,
        weighed=Kind.WEIGHING in shown,
        scored=Kind.SCORES in shown,
    )


def change_sections(result: Run, held: Kept, yardstick: YardstickName = "icd203") -> tuple[Section, ...]:
    """The sections of the brief on what would change the outlook, and on what is no longer shown."""
    found: list[Section | None] = []
    shown = held.shown
    if shown:
        from parley.report.reading import Reading
        from parley.report.sensitivity.along import along_section
        from parley.report.sensitivity.influence import influence_sections
        from parley.report.sensitivity.study import over_the_ranges
        from parley.report.sensitivity.what_if import what_ifs

        reading = Reading(result.outlook, result.scenario)
        if Kind.WHAT_IFS in shown:
            found.append(what_ifs(reading, shown[Kind.WHAT_IFS], yardstick))
        if Kind.ALONG in shown:
            found.append(along_section(reading, shown[Kind.ALONG]))
        if Kind.INFLUENCE in shown:
            found += influence_sections(reading, shown[Kind.INFLUENCE])
        if Kind.STUDY in shown:
            found.append(over_the_ranges(shown[Kind.STUDY], result.scenario, result.outlook))
    if Kind.WEDGE in shown:
        from parley.report.deals.changed import wedge_section

        found += wedge_section(shown[Kind.WEDGE], result.scenario)
    if held.left_out:
        from parley.report.context import Section

        said = tuple(f"{str(one)[0].upper()}{str(one)[1:]}." for one in held.left_out)
        found.append(Section("found-earlier", "Found earlier, and no longer shown", said))
    return tuple(section for section in found if section is not None)


def trust_sections(result: Run, held: Kept) -> tuple[Section, ...]:
    """The sections of the brief on what the record says of the model.

    Without a weighing only how the record is coded, which needs nothing solved; nothing without a coding.
    """
    found: list[Section] = []
    shown = held.shown
    if Kind.WEIGHING in shown:
        from parley.report.inference.weighing import weighing_sections

        found += weighing_sections(shown[Kind.WEIGHING])
    elif result.case.has_coding:
        from parley.report.inference.weighing import coding_section
        from parley.report.inference.weighing.form import CodedPart

        found.append(coding_section(CodedPart.read(coded_record(result.case))))
    if Kind.SCORES in shown:
        from parley.report.inference.trust import scoring

        found.append(scoring(shown[Kind.SCORES], result.scenario))
    if Kind.CALIBRATION in shown:
        from parley.report.inference.trust import calibration

        found.append(calibration(shown[Kind.CALIBRATION], result.scenario))
    if Kind.ESTIMATION in shown:
        from parley.report.inference.estimation import estimation

        found.append(estimation(shown[Kind.ESTIMATION], result.scenario))
    return (*found, *theses_sections(result, held))


def theses_sections(result: Run, held: Kept) -> tuple[Section, ...]:
    """What observers say: with its verdicts where they are kept, else as the record has it, untested."""
    from parley.report.record.theses import theses_section
    from parley.theses import Evidence, judge

    if Kind.THESES in held.shown:
        return (theses_section(held.shown[Kind.THESES]),)
    case = result.case
    known = known_on(case.record, case.as_of)
    if not known.assessments:
        return ()
    return (theses_section(judge(case.name, case.scenario.title, (), Evidence(known, case.as_of, {}))),)


def graph_sections(result: Run) -> tuple[Section, ...]:
    """What the graph of a case says beside its outlook; nothing where the case states none."""
    if not result.case.files.holds("graph.yaml"):
        return ()
    from parley.workbench.lenses import graph_beside

    return graph_beside(result)
