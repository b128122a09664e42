"""Checking: every fault of every file of a case at once, or what a sound one is made of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from parley.case import Case, RecordedCase, open_case, open_recorded
from parley.errors import CaseError, Fault
from parley.files.cases import find_case
from parley.scenario.coding import CodedRecord, code_record, coding_advice, coding_end
from parley.theses import theses_with_faults

GRAPH_FILE = "graph.yaml"
OTHERS = ("scenario.yaml", "moves.csv", "facts.csv", "readouts.csv", "assessments.csv")


@dataclass(frozen=True)
class Checked:
    """A sound case: as it was opened (None for a graph alone), and a line on its graph, if it has one."""

    name: str
    case: RecordedCase | None
    graph: str | None = None

    @property
    def coded(self) -> CodedRecord | None:
        """What the coding makes of the whole record; None where there is none."""
        if not isinstance(self.case, Case) or not self.case.has_coding:
            return None
        record, coding = self.case.record, self.case.coding
        return code_record(coding, record, coding_end(coding, record))

    @property
    def stated_readings(self) -> int:
        """How many readings the coding states beside the moves."""
        return len(self.case.coding.readings) if isinstance(self.case, Case) and self.case.has_coding else 0

    @property
    def coding_advice(self) -> tuple[str, ...]:
        """What the author of the coding may want to know."""
        if not isinstance(self.case, Case) or not self.case.has_coding:
            return ()
        return tuple(coding_advice(self.case.coding, self.case.record))


def check(case: str | Path, *, scenario: bool = False) -> Checked:
    """Check every file of a case; raise CaseError with all faults of all of them.

    A record alone or a graph alone is a case, unless a `scenario` is asked for.
    """
    folder = find_case(case)
    name = folder.resolve().name
    has_graph = (folder / GRAPH_FILE).is_file()
    of_graph = _graph_faults(folder) if has_graph else []
    of_graph += theses_with_faults(folder)[1]
    if has_graph and not scenario and not any((folder / other).is_file() for other in OTHERS):
        if of_graph:
            raise CaseError(of_graph)
        return Checked(name, None, _graph_line(folder))
    try:
        opened = open_case(folder) if scenario else open_recorded(folder)
    except CaseError as problem:
        raise CaseError([*problem.faults, *of_graph]) from None
    if of_graph:
        raise CaseError(of_graph)
    return Checked(opened.name, opened, _graph_line(opened) if has_graph else None)


def _graph_faults(folder: Path) -> list[Fault]:
    # Graphs are looked at with numerics, which a case without one need not wait for.
    from parley.workbench.stability import check_graph

    return check_graph(folder)


def _graph_line(case: Path | RecordedCase) -> str:
    from parley.workbench.stability import graph_summary

    return graph_summary(case)
