"""Results of verbs as sections, for shells that show pages; the report arranges them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from parley.case import Case, RecordedCase
from parley.outlook import Outlook, head_of
from parley.record import Record
from parley.record.ledgers import Entry, Ledger, build_ledgers
from parley.report.context import Section
from parley.workbench.deals import ExplainRun
from parley.workbench.running import Run
from parley.workbench.stability import StabilityRun
from parley.workbench.theses import ThesesRun
from parley.workbench.weigh import WeighRun
from parley.workbench.what_if import AlongRun, WhatIfRun

if TYPE_CHECKING:
    from parley.report.reading import CaseWords


def case_words(case: Case) -> CaseWords:
    """The names and the first day of a case, before anything of it is solved."""
    from parley.report.reading import CaseWords

    scenario = case.scenario
    head = head_of(scenario, case.name, case.input_hashes)
    return CaseWords(head, (scenario.as_of,), fighting=bool(scenario.theatre), scenario=scenario)


def what_if_sections(found: WhatIfRun) -> tuple[Section, ...]:
    """What-ifs beside the case as stated."""
    from parley.report.reading import Reading
    from parley.report.sensitivity.what_if import what_ifs

    section = what_ifs(Reading(found.stated.outlook, found.stated.scenario), found.what_ifs)
    return () if section is None else (section,)


def side_by_side_section(runs: Mapping[str, Run]) -> Section:
    """One case under several assumptions, each under the name of what is assumed."""
    from parley.report.outlook.side_by_side import side_by_side
    from parley.report.reading import Reading

    return side_by_side([(label, Reading(run.outlook, run.scenario)) for label, run in runs.items()])


def explained_sections(found: ExplainRun) -> tuple[Section, ...]:
    """Who would sign what, what stands in the way, and the reasons behind a package where they were asked."""
    from parley.report.deals.dealing import acts_section, deal_section, why_section
    from parley.report.outlook.certified import first_doubted

    said, scenario = found.explanation, found.case.scenario
    sections = [deal_section(said.table, scenario, said.changes)]
    if said.why is not None:
        sections.insert(0, why_section(said.why, scenario))
    if said.acts is not None:
        sections.append(acts_section(said.acts, scenario, said.table))
    return first_doubted(sections, said.certificate)


def along_sections(found: AlongRun) -> tuple[Section, ...]:
    """A number followed along its range."""
    from parley.report.reading import Reading
    from parley.report.sensitivity.along import along_section

    return (along_section(Reading(found.stated.outlook, found.stated.scenario), found.along),)


def weighed_record_sections(found: WeighRun) -> tuple[Section, ...]:
    """A record weighed against the model."""
    from parley.report.inference.weighing import weighing_sections

    return weighing_sections(found.weighed)


def stability_sections(found: StabilityRun) -> tuple[Section, ...]:
    """The states of a graph model, which are stable and why."""
    from parley.report.graph.stability_sections import all_sections

    return tuple(all_sections(found.analysis, found.document, whole=True))


def stated_theses(opened: RecordedCase) -> int:
    """How many theses and assessments of observers a case keeps."""
    from parley.theses import read_theses

    return len(read_theses(opened.files)) or len(opened.record.assessments)


def judged_sections(found: ThesesRun) -> tuple[Section, ...]:
    """What observers say, with the verdicts of record and model."""
    from parley.report.record.theses import theses_section

    return (theses_section(found.theses),)


def recorded_sections(record: Record, as_of: date) -> tuple[Section, ...]:
    """What is new, repeated and missing in a record, with its timeline."""
    from parley.report.record.happened import record_sections

    return tuple(record_sections(record, as_of))


def ledgers(record: Record, as_of: date, names: Sequence[str] = ()) -> tuple[Ledger[Entry], ...]:
    """The ledgers of a record on a day; all if none is named."""
    return tuple(build_ledgers(record, as_of, names))


def kept_influence_sections(
    out: Path, case: Case, outlook: Outlook | None = None
) -> tuple[tuple[Section, ...], str]:
    """What carries the answer of a case, where a folder keeps that; and why what it keeps no longer holds.

    `outlook` is the case's as stated by this version of the program; without one, what another version found
    does not hold.
    """
    from parley.report.sensitivity.influence import influence_sections
    from parley.workbench.attached import Kind, kept

    held = kept(out, case, outlook=outlook)
    found = held.shown.get(Kind.INFLUENCE)
    why = next((str(one) for one in held.left_out if one.kind is Kind.INFLUENCE), "")
    return (() if found is None else influence_sections(case_words(case), found)), why
