"""The graph lens: static stability of a case's graph model, stated or derived from its scenario."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from parley.case import Case, RecordedCase, open_case
from parley.errors import CaseError, Fault, OutputError, UsageError
from parley.files import Folder
from parley.files.cases import find_case
from parley.game.names import BREAKDOWN, STILL_FIGHTING, Ending
from parley.graph.analysis import Analysis, GraphAsked, analyse
from parley.graph.csv_table import states_csv
from parley.graph.document import document_of
from parley.graph.document_form import GraphDocument
from parley.graph.gmcr_plus import Exported, gmcr_plus, graph_text_from
from parley.graph.model.conflict import Conflict
from parley.graph.stating.beside import Beside, Known
from parley.graph.stating.graph_file import GRAPH_FILE, graph_with_faults
from parley.record import record_with_faults, source_ids, source_of
from parley.scenario import SCENARIO_FILE, read_scenario
from parley.scenario.parts import ACCORD_SETTINGS, LADDER
from parley.workbench.writing import as_text, write_named, write_whole

STABILITY_FILE, STABILITY_PAGE = "stability.json", "stability.html"


@dataclass(frozen=True)
class GraphSource:
    """Where the graph comes from: the case's graph.yaml, or its scenario (`derive`) with changes made.

    `disposition` is what the hidden party is taken to be in a derived graph.
    """

    derive: bool = False
    disposition: str | None = None
    changes: Mapping[str, object] = field(default_factory=dict)


STATED = GraphSource()


@dataclass(frozen=True)
class StabilityRun:
    """What the graph lens gives: where the case stands, what was worked out, and the same as a document."""

    folder: Path
    analysis: Analysis
    document: GraphDocument

    @property
    def conflict(self) -> Conflict:
        """The graph model."""
        return self.analysis.conflict

    def csv(self) -> str:
        """The listed states and results as CSV."""
        return states_csv(self.analysis)


def check_graph(case: str | Path | RecordedCase) -> list[Fault]:
    """Every fault of a case's graph.yaml; none where it has no such file."""
    files = _files(case)
    return _read(files, case)[1] if files.holds(GRAPH_FILE) else []


def require_sound_graph(case: Case) -> None:
    """Refuse a case whose graph has faults before anything is worked out; CaseError with all of them."""
    if faults := check_graph(case):
        raise CaseError(faults)


def graph_summary(case: str | Path | RecordedCase) -> str:
    """Say in a line what a sound graph is made of."""
    conflict = open_graph(case)[1]
    states, options = conflict.states.count, len(conflict.states.options)
    parts = [f"{states:,} state" + ("" if states == 1 else "s"), f"{len(conflict.makers)} who decide"]
    if options:
        parts.append(f"{options} option" + ("" if options == 1 else "s"))
    partial = sum(maker.preference.partial for maker in conflict.makers)
    if partial:
        parts.append(f"{partial} with pairs unknown")
    return f"{GRAPH_FILE}: " + ", ".join(parts)


def open_graph(
    case: str | Path | RecordedCase, source: GraphSource = STATED
) -> tuple[Folder, Conflict, Mapping[str, str]]:
    """Find a case and read or derive its graph; its files, the graph, and the hashes of what was read.

    Raises CaseError with all faults, UsageError where there is no graph.
    """
    if not source.derive and (source.changes or source.disposition):
        raise UsageError(
            "changes and dispositions are of a scenario: ask for the derived graph with --derive"
        )
    if source.derive:
        from parley.graph.derived import derive

        opened = open_case(case if isinstance(case, Case) else _files(case).path, source.changes or None)
        return opened.files, derive(opened.scenario, source.disposition).conflict, opened.input_hashes
    files = _files(case)
    if not files.holds(GRAPH_FILE):
        if files.holds(SCENARIO_FILE):
            advice = f"derive one from its scenario with: parley stability {files.path} --derive"
        else:
            advice = "a graph to start from is written by: parley new DIR --graph"
        raise UsageError(f"{files.path} has no {GRAPH_FILE}; {advice}")
    conflict, faults = _read(files, case)
    if faults or conflict is None:
        raise CaseError(faults)
    return files, conflict, files.hashes


def _files(case: str | Path | RecordedCase) -> Folder:
    return case.files if isinstance(case, RecordedCase) else Folder(find_case(case))


def _read(files: Folder, case: object) -> tuple[Conflict | None, list[Fault]]:
    return graph_with_faults(files, _beside(files, case))


def _beside(files: Folder, case: object) -> Beside:
    """What the graph of a case is held against: its record, and its scenario where that is sound."""
    known = _known(files)
    try:
        if isinstance(case, Case):
            scenario = case.stated
        elif files.holds(SCENARIO_FILE):
            scenario = read_scenario(files)
        else:
            return Beside(known)
    except CaseError:
        return Beside(known)
    parts = {lever.id: lever.settings for lever in scenario.levers.values()}
    parts |= dict.fromkeys(scenario.conditions, LADDER) | dict.fromkeys(scenario.accords, ACCORD_SETTINGS)
    fallen = [end.of for track in scenario.theatre.values() for end in (track.top, track.bottom) if end]
    endings = [Ending.settlement(plan) for plan in scenario.plans]
    endings += [BREAKDOWN, *(Ending.collapse(party) for party in fallen), STILL_FIGHTING]
    return Beside(known, parts, tuple(dict.fromkeys(endings)))


def stability(
    case: str | Path | RecordedCase, asked: GraphAsked | None = None, source: GraphSource = STATED
) -> StabilityRun:
    """Work out which states of a case's graph nobody would leave, and what else is asked."""
    files, conflict, hashes = open_graph(case, source)
    analysis = analyse(conflict, asked)
    return StabilityRun(files.path, analysis, document_of(analysis, files.name, hashes))


def write_stability(result: StabilityRun, out: Path) -> list[Path]:
    """Write `stability.json` and `stability.html`, both whole or neither."""
    from parley.report.graph.stability_page import render_stability

    paths = [out / STABILITY_FILE, out / STABILITY_PAGE]
    texts = (stability_text(result), render_stability(result.analysis, result.document))
    write_whole(out, dict(zip(paths, texts, strict=True)))
    return paths


def stability_text(result: StabilityRun) -> str:
    """The document as JSON text."""
    return as_text(result.document.document())


def export_gmcr(result: StabilityRun, path: Path) -> Exported:
    """Write the graph as a GMCR+ file and say what that format could not hold."""
    exported = gmcr_plus(result.conflict)
    write_named(path, exported.text)
    return exported


def new_graph(folder: Path, gmcr: Path | None = None) -> list[str]:
    """Write a commented graph that runs as it stands, or one from a GMCR+ file; return the file names."""
    from parley.graph.stating import STARTER

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        what = "not empty" if folder.is_dir() else "a file"
        raise OutputError(f"{folder} is {what}; name a folder that is new or empty")
    texts = {entry.name: entry.read_text(encoding="utf-8") for entry in sorted(STARTER.iterdir())}
    if gmcr is not None:
        texts = {GRAPH_FILE: graph_text_from(gmcr)}
    target = folder.absolute()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as nearby:
            made = Path(nearby) / target.name
            made.mkdir()
            for name, text in texts.items():
                (made / name).write_text(text, encoding="utf-8")
            if target.is_dir():
                target.rmdir()
            shutil.move(made, target)
    except OSError as problem:
        raise OutputError(f"cannot write {folder}: {problem.strerror or problem}") from problem
    return sorted(texts)


def _known(files: Folder) -> Known | None:
    """The rows of the case's record that may be cited, with their days; None where it has no record."""
    kept = source_of(files)
    if not kept.kept(("facts.csv", "moves.csv")):
        return None
    found: dict[str, date | None] = dict.fromkeys(source_ids(kept) or ())
    record, faults = record_with_faults(kept)
    if not faults:
        found |= {move.id: move.date for move in record.moves}
        found |= {fact.id: fact.known_from for fact in record.facts}
    return found
