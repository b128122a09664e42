"""Read the scenario of a case: every fault at once, or a checked scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from parley.errors import CaseError, Fault
from parley.files import Document, Folder, Place, TextFile, as_folder, compose_yaml
from parley.scenario.changes import Changed, changed_data
from parley.scenario.checks import check_scenario
from parley.scenario.parts import Scenario
from parley.scenario.reading.saying import clipped, described
from parley.scenario.sections import Located, read_sections

SCENARIO_FILE = "scenario.yaml"
LARGEST_SCENARIO = 500_000
NO_CHANGES: Mapping[str, object] = {}


def read_scenario(place: Path | Folder, changes: Mapping[str, object] = NO_CHANGES) -> Scenario:
    """Read a case's scenario, with changes by path made first; raise CaseError with all its faults."""
    scenario, faults = read_with_faults(place, changes)
    if faults or scenario is None:
        raise CaseError(faults)
    return scenario


def read_with_faults(
    place: Path | Folder, changes: Mapping[str, object] = NO_CHANGES
) -> tuple[Scenario | None, list[Fault]]:
    """Read a case's scenario as far as it can be read, and list its faults instead of raising them."""
    try:
        document = as_folder(place).document(SCENARIO_FILE, LARGEST_SCENARIO)
    except CaseError as problem:
        return None, problem.faults
    return read_document(document, changes)


def read_scenario_text(text: str, changes: Mapping[str, object] = NO_CHANGES) -> Scenario:
    """Read a scenario from its text; raise CaseError with all its faults."""
    document = compose_yaml(TextFile(Path(SCENARIO_FILE), text, ""))
    scenario, faults = read_document(document, changes)
    if faults or scenario is None:
        raise CaseError(faults)
    return scenario


def read_document(
    document: Document, changes: Mapping[str, object] = NO_CHANGES
) -> tuple[Scenario | None, list[Fault]]:
    """Read the scenario a document holds; the scenario may be used only if there are no faults."""
    changed = changed_data(document.data, changes)
    scenario, located = _read(document, changed)
    faults = list(document.faults)
    for path, (expected, got, advice) in changed.refused.items():
        faults.append(Fault(f"{document.file} with {path} set", 0, 0, "what-if-path", expected, got, advice))
    faults += [_by_change(document, changed, changes, place, fault) for place, fault in located]
    if scenario is not None and not changes:
        # A what-if is a change of the file as it stands; on top of other changes it says nothing.
        faults += _what_if_faults(document, scenario, changed, located)
    return scenario, list(dict.fromkeys(faults))


def _read(document: Document, changed: Changed) -> tuple[Scenario | None, Located]:
    """Read the sections, then check what only the whole can tell."""
    scenario, located = read_sections(document, changed.data, frozenset(changed.places.values()))
    if scenario is not None:
        located = located + check_scenario(document, scenario)
    return scenario, located


def _by_change(
    document: Document, changed: Changed, changes: Mapping[str, object], place: Place, fault: Fault
) -> Fault:
    """Name the change by path that a fault comes from, if it comes from one."""
    path = _path_to(changed, place)
    if path is None:
        return fault
    file = f"{document.file} with {path} = {clipped(_written(changes[path]))}"
    return replace(fault, file=file, line=0, column=0, source_line="", length=1)


def _written(value: object) -> str:
    return value if isinstance(value, str) else described(value)


def _path_to(changed: Changed, place: Place) -> str | None:
    """Return the change that set a place, something above it or something below it."""
    for path, target in changed.places.items():
        shared = min(len(target), len(place))
        if target[:shared] == place[:shared] and shared > 1:
            return path
    return next((path for path, target in changed.places.items() if target == place), None)


def _what_if_faults(document: Document, scenario: Scenario, base: Changed, known: Located) -> list[Fault]:
    """Make each what-if's changes and report, at its line, the faults they bring in."""
    faults: list[Fault] = []
    before = {(place, fault.slug, fault.got) for place, fault in known}
    for name, what_if in scenario.what_ifs.items():
        home: Place = ("what_if", name)
        if isinstance(document.data, dict) and "changes" in _stated(document, name):
            home = (*home, "changes")
        changed = changed_data(base.data, what_if.changes)
        for path, (expected, got, advice) in changed.refused.items():
            mark = document.mark((*home, path), at_key=True)
            faults.append(document.fault_at(mark, "what-if-path", expected, got, advice))
        _, located = _read(document, changed)
        for place, fault in located:
            if (place, fault.slug, fault.got) in before:
                continue
            by = _path_to(changed, place)
            mark = document.mark((*home, by) if by else home, at_key=by is None)
            expected = f"{fault.expected} (at {'.'.join(map(str, place))}, under this what-if)"
            faults.append(document.fault_at(mark, fault.slug, expected, fault.got, fault.advice))
    return faults


def _stated(document: Document, name: str) -> Mapping[str, object]:
    """Return what the file states under a what-if's name."""
    section = document.data.get("what_if") if isinstance(document.data, dict) else None
    stated = section.get(name) if isinstance(section, dict) else None
    return stated if isinstance(stated, dict) else {}
