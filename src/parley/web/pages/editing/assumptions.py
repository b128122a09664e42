"""The assumptions as a form and as text, both ways: faults as one types, saved in one step, nothing lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from parley import workbench
from parley.errors import CaseError, Fault, OutputError
from parley.report.sensitivity.number_names import number_names
from parley.scenario import all_numbers
from parley.scenario.quantities import Number
from parley.scenario.quantities.number_words import figure_words
from parley.web.hall import Changer, Hall, InHall, frame_of
from parley.web.rendering import Frame, render
from parley.workbench.editing import bytes_of, mark_of

router = APIRouter()
Text = Annotated[str, Form()]


@dataclass(frozen=True)
class Row:
    """A stated number as the form shows it: its name in words, its values in the words of the file."""

    path: str
    name: str
    value: str
    range: str
    sources: str
    note: str


@dataclass(frozen=True)
class FaultShown:
    """A fault as the page shows it."""

    line: int
    column: int
    file: str
    slug: str
    expected: str
    got: str
    advice: str


@dataclass(frozen=True)
class AssumptionsPage:
    """A file of the case as text, its faults and, for a sound scenario, its numbers as a form.

    The text was not saved where `difference` is set (the file had changed on the disk) or `failed` says why.
    """

    files: tuple[str, ...]
    file: str
    text: str
    mark: str
    faults: tuple[FaultShown, ...]
    groups: dict[str, tuple[Row, ...]]
    saved: bool
    difference: str
    undoable: bool
    failed: str


@router.get("/cases/{name}/assumptions")
def assumptions(
    request: Request, name: str, hall: InHall, file: str = "scenario.yaml", saved: bool = False
) -> Response:
    """A file of a case to be read or edited; the scenario, if none is named."""
    opened = workbench.open_text(hall.shelf.folder(name), file)
    page = _page(hall, name, opened.name, opened.text, opened.mark, saved=saved)
    return HTMLResponse(render("assumptions.html", _frame(request, name), page))


@router.post("/api/cases/{name}/check")
def check(name: str, hall: InHall, file: Text, text: Text) -> dict[str, Any]:
    """What checking the case would find if the file had this text; nothing is written."""
    faults = workbench.faults_of(hall.shelf.folder(name), file, text)
    return {"faults": [vars(_shown(hall, fault)) for fault in faults]}


@router.post("/cases/{name}/assumptions")
def save(
    request: Request, name: str, hall: InHall, session: Changer, file: Text, text: Text, mark: Text = ""
) -> Response:
    """Save a file, unless it is no longer the one that was opened: then show how the two differ."""
    folder = hall.shelf.folder(name)
    with hall.writing:
        before = bytes_of(folder, file)
        try:
            kept = workbench.save_text(folder, file, text, mark)
        except OutputError as problem:
            # Whoever typed it must not lose it because the disk is full.
            page = _page(hall, name, file, text, mark, failed=str(problem))
            return HTMLResponse(render("assumptions.html", _frame(request, name), page), 422)
        if kept.done and kept.mark != mark_of(before):
            hall.past.note(name, file, before, kept.mark)
    if kept.done:
        return RedirectResponse(f"/cases/{name}/assumptions?file={file}&saved=1", 303)
    page = _page(hall, name, file, text, kept.mark, difference=kept.difference)
    return HTMLResponse(render("assumptions.html", _frame(request, name), page), 409)


@router.post("/cases/{name}/number")
def number(
    request: Request, name: str, hall: InHall, session: Changer, path: Text, value: Text, mark: Text
) -> Response:
    """Put one number in the place of another in the scenario; refused, with its faults, if it makes any."""
    folder = hall.shelf.folder(name)
    opened = workbench.open_text(folder, "scenario.yaml")
    text = workbench.with_value(opened.text, path, value.strip())
    faults = workbench.faults_of(folder, "scenario.yaml", text)
    if faults:
        page = _page(hall, name, "scenario.yaml", text, opened.mark)
        return HTMLResponse(render("assumptions.html", _frame(request, name), page), 422)
    return save(request, name, hall, session, "scenario.yaml", text, mark)


def _frame(request: Request, name: str) -> Frame:
    return frame_of(request, f"Assumptions: {name}", name, "assumptions")


def _page(
    hall: Hall,
    name: str,
    file: str,
    text: str,
    mark: str,
    *,
    saved: bool = False,
    difference: str = "",
    failed: str = "",
) -> AssumptionsPage:
    folder = hall.shelf.folder(name)
    faults = workbench.faults_of(folder, file, text)
    groups = _groups(hall, name) if file == "scenario.yaml" and not faults and not difference else {}
    return AssumptionsPage(
        files=workbench.EDITABLE,
        file=file,
        text=text,
        mark=mark,
        faults=tuple(_shown(hall, fault) for fault in faults),
        groups=groups,
        saved=saved,
        difference=difference,
        failed=failed,
        undoable=hall.past.can(name, file, mark),
    )


def _groups(hall: Hall, name: str) -> dict[str, tuple[Row, ...]]:
    """Every stated number, noun by noun."""
    try:
        case = hall.case(name)
    except CaseError:
        return {}
    scenario = case.stated
    stated = [one for one in all_numbers(scenario) if one.stated]
    names = number_names(workbench.case_words(case), [one.path for one in stated])
    groups: dict[str, list[Row]] = {}
    for one in stated:
        head, _, rest = one.path.partition(".")
        party = scenario.parties.get(rest.partition(".")[0]) if head == "parties" else None
        groups.setdefault(party.name if party else head, []).append(
            _row(one, names[one.path], scenario.pace.unit)
        )
    return {group: tuple(rows) for group, rows in groups.items()}


def _row(one: Number, name: str, round_days: float) -> Row:
    def words(value: float) -> str:
        return str(figure_words(value, one, round_days))

    ranged = "" if one.low is None or one.high is None else f"{words(one.low)} to {words(one.high)}"
    return Row(one.path, name, words(one.value), ranged, ", ".join(one.sources), one.note)


def _shown(hall: Hall, fault: Fault) -> FaultShown:
    file = fault.file.rpartition("/")[2]
    return FaultShown(fault.line, fault.column, file, fault.slug, fault.expected, fault.got, fault.advice)
