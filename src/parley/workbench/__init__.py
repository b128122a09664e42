"""The corridor: one function per verb. Shells parse arguments and print; everything else is called from here.

>>> from parley import workbench
>>> result = workbench.run("ukraine-2025")
>>> result.outlook.still_fighting[-1]
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from parley.workbench.homes import HOLDS

if TYPE_CHECKING:
    from parley.case import Case, CheckedCase, RecordedCase, checked_case, open_case, open_record
    from parley.playing import Seat, SeatRequest
    from parley.report.graph.lens import Lenses, LensRow
    from parley.workbench.adjusting import Adjustable, adjustable, adjusted
    from parley.workbench.attached import Finding, Kept, Kind, LeftOut, keep_findings
    from parley.workbench.beside import changed_section
    from parley.workbench.briefing import Written, brief_context, write
    from parley.workbench.calibrate import CalibrateAsked, CalibrationRun, calibrate, write_calibration
    from parley.workbench.citing import Reference, cite
    from parley.workbench.deals import (
        AdviseRequest,
        AdviseRun,
        ExplainRequest,
        ExplainRun,
        PackagesRequest,
        PackagesRun,
        add_package,
        advise,
        explain,
        packages,
        write_packages,
        write_wedge,
    )
    from parley.workbench.editing import (
        EDITABLE,
        Opened,
        Saved,
        faults_of,
        keep_what_if,
        open_text,
        save_text,
        with_value,
    )
    from parley.workbench.estimate import EstimateRequest, EstimateRun, estimate, recovery, write_estimate
    from parley.workbench.gambit import write_gambit
    from parley.workbench.handing import Form, HandedOver, brief, brief_as
    from parley.workbench.influence import InfluenceRun, influence
    from parley.workbench.lenses import derived_lenses, lenses, stated_lenses
    from parley.workbench.outside import OutsideRun, outside_view
    from parley.workbench.preview import CaseOrigin, Preview, case_origin, preview
    from parley.workbench.recording import (
        ExportRun,
        ImportRequest,
        ImportRun,
        LedgersRun,
        compare_codings,
        export_record,
        export_workbook,
        import_events,
        import_workbook,
        ledger,
    )
    from parley.workbench.rows import (
        RecordTable,
        RowEdit,
        RowSaved,
        column_values,
        edit_row,
        record_rows,
        record_table,
        row_cells,
        row_columns,
    )
    from parley.workbench.running import Run, halve, make_ready, outlook_of, run
    from parley.workbench.score import Asked, ScoreRun, score, write_scores
    from parley.workbench.seat import SeatTable, lay_table, seat_sections, take_seat, who_may_sit
    from parley.workbench.showing import (
        along_sections,
        case_words,
        explained_sections,
        judged_sections,
        kept_influence_sections,
        ledgers,
        recorded_sections,
        side_by_side_section,
        stability_sections,
        stated_theses,
        weighed_record_sections,
        what_if_sections,
    )
    from parley.workbench.since import keep_run, kept_run, seconds_kept
    from parley.workbench.sound import Checked, check
    from parley.workbench.stability import (
        GraphSource,
        StabilityRun,
        check_graph,
        export_gmcr,
        graph_summary,
        new_graph,
        open_graph,
        stability,
        stability_text,
        write_stability,
    )
    from parley.workbench.starting import (
        new_case,
        new_case_from_domain,
        new_case_from_ktab,
        new_case_from_tree,
    )
    from parley.workbench.studies import (
        KeptStudy,
        compared_studies,
        kept_study,
        kept_study_sections,
        set_aside,
        study_place,
    )
    from parley.workbench.study import StudyAsked, StudyRun, study, write_study
    from parley.workbench.theses import ThesesRun, theses, thesis_functions, write_theses
    from parley.workbench.weigh import (
        SolvedCoding,
        WeighRequest,
        WeighRun,
        solve_coding,
        weigh,
        weigh_record,
        write_weighing,
    )
    from parley.workbench.what_if import AlongRun, WhatIfRun, along_number, what_if

__all__ = [
    "EDITABLE",
    "Adjustable",
    "AdviseRequest",
    "AdviseRun",
    "AlongRun",
    "Asked",
    "CalibrateAsked",
    "CalibrationRun",
    "Case",
    "CaseOrigin",
    "Checked",
    "CheckedCase",
    "EstimateRequest",
    "EstimateRun",
    "ExplainRequest",
    "ExplainRun",
    "ExportRun",
    "Finding",
    "Form",
    "GraphSource",
    "HandedOver",
    "ImportRequest",
    "ImportRun",
    "InfluenceRun",
    "Kept",
    "KeptStudy",
    "Kind",
    "LedgersRun",
    "LeftOut",
    "LensRow",
    "Lenses",
    "Opened",
    "OutsideRun",
    "PackagesRequest",
    "PackagesRun",
    "Preview",
    "RecordTable",
    "RecordedCase",
    "Reference",
    "RowEdit",
    "RowSaved",
    "Run",
    "Saved",
    "ScoreRun",
    "Seat",
    "SeatRequest",
    "SeatTable",
    "SolvedCoding",
    "StabilityRun",
    "StudyAsked",
    "StudyRun",
    "ThesesRun",
    "WeighRequest",
    "WeighRun",
    "WhatIfRun",
    "Written",
    "add_package",
    "adjustable",
    "adjusted",
    "advise",
    "along_number",
    "along_sections",
    "brief",
    "brief_as",
    "brief_context",
    "calibrate",
    "case_origin",
    "case_words",
    "changed_section",
    "check",
    "check_graph",
    "checked_case",
    "cite",
    "column_values",
    "compare_codings",
    "compared_studies",
    "derived_lenses",
    "edit_row",
    "estimate",
    "explain",
    "explained_sections",
    "export_gmcr",
    "export_record",
    "export_workbook",
    "faults_of",
    "graph_summary",
    "halve",
    "import_events",
    "import_workbook",
    "influence",
    "judged_sections",
    "keep_findings",
    "keep_run",
    "keep_what_if",
    "kept_influence_sections",
    "kept_run",
    "kept_study",
    "kept_study_sections",
    "lay_table",
    "ledger",
    "ledgers",
    "lenses",
    "make_ready",
    "new_case",
    "new_case_from_domain",
    "new_case_from_ktab",
    "new_case_from_tree",
    "new_graph",
    "open_case",
    "open_graph",
    "open_record",
    "open_text",
    "outlook_of",
    "outside_view",
    "packages",
    "preview",
    "record_rows",
    "record_table",
    "recorded_sections",
    "recovery",
    "row_cells",
    "row_columns",
    "run",
    "save_text",
    "score",
    "seat_sections",
    "seconds_kept",
    "set_aside",
    "side_by_side_section",
    "solve_coding",
    "stability",
    "stability_sections",
    "stability_text",
    "stated_lenses",
    "stated_theses",
    "study",
    "study_place",
    "take_seat",
    "theses",
    "thesis_functions",
    "weigh",
    "weigh_record",
    "weighed_record_sections",
    "what_if",
    "what_if_sections",
    "who_may_sit",
    "with_value",
    "write",
    "write_calibration",
    "write_estimate",
    "write_gambit",
    "write_packages",
    "write_scores",
    "write_stability",
    "write_study",
    "write_theses",
    "write_wedge",
    "write_weighing",
]


def __dir__() -> list[str]:
    """The verbs and what comes with them, whether loaded yet or not."""
    return sorted({*__all__, *globals()})


_HOME = {name: module for module, names in HOLDS.items() for name in names}


class _Corridor(ModuleType):
    """The corridor as a module: a room that is loaded does not take the place of the verb named like it."""

    def __setattr__(self, name: str, value: object) -> None:
        # Python does that as soon as it has loaded one, and another thread would find a module to call.
        if not (isinstance(value, ModuleType) and name in _HOME):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Corridor


def __getattr__(name: str) -> Any:
    """A verb, or what comes with it, loaded now."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(_HOME[name], __name__), name)
    return found
