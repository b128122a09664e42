"""Studies, as stated and under what-ifs: started, watched, stopped, gone on with, and compared."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from parley import workbench
from parley.case import Case
from parley.errors import UsageError
from parley.report.context import Section
from parley.web.hall import Changer, Hall, InHall, frame_of
from parley.web.rendering import fragment, render
from parley.web.solving.jobs import Job, JobShown
from parley.workbench import KeptStudy, StudyAsked

router = APIRouter()
MOST_DRAWS = 20_000
USUAL_DRAWS = 128
AS_STATED = "as stated"


@dataclass(frozen=True)
class StudyListed:
    """A study that is kept or could be begun: the what-if it supposes, its label, and its draws."""

    what_if: str
    label: str
    draws: int
    note: str


@dataclass(frozen=True)
class StudiesPage:
    """The studies of a case, and the one that is looked at: how far it is, how it ended, and what it says.

    `others` stand beside it; `compared` holds all that hold side by side.
    """

    of: str
    label: str
    studies: tuple[StudyListed, ...]
    job: JobShown
    watch: str
    kept: int
    stale: bool
    draws: int
    body: str
    compared: str


@router.get("/cases/{name}/studies")
def studies(request: Request, name: str, hall: InHall, of: str = "") -> Response:
    """The study of a case or of one of its what-ifs, as far as it has come, and beside the others."""
    case = hall.case(name)
    _supposed(case, of)
    found = {one: _kept(hall, name, case, one) for one in ("", *case.stated.what_ifs)}
    kept, job = found[of], hall.jobs.get(_job(name, of))
    sections: tuple[Section, ...] = ()
    if kept is not None and (job is None or job.ended):
        sections = workbench.kept_study_sections(kept, case)
    held = {_label(one): study for one, study in found.items() if study is not None}
    compared = workbench.compared_studies(held, case)
    page = StudiesPage(
        of=of,
        label=_label(of),
        studies=tuple(_listed(one, study, case) for one, study in found.items()),
        job=JobShown.of_job(job),
        watch=f"/api/cases/{name}/study?{urlencode({'of': of})}",
        kept=kept.draws if kept else 0,
        stale=kept.stale if kept else False,
        draws=kept.draws if kept else USUAL_DRAWS,
        body=fragment(sections),
        compared=fragment(compared),
    )
    frame = frame_of(request, f"Studies: {name}", name, "studies")
    return HTMLResponse(render("studies.html", frame, page, (*compared, *sections)))


@router.get("/api/cases/{name}/study")
def progress(name: str, hall: InHall, of: str = "") -> JobShown:
    """How far a study of a case is, for the page's script."""
    return JobShown.of_job(hall.jobs.get(_job(name, of)))


@router.post("/cases/{name}/studies")
def start(
    name: str,
    hall: InHall,
    session: Changer,
    draws: Annotated[int, Form(ge=1, le=MOST_DRAWS)] = USUAL_DRAWS,
    of: Annotated[str, Form()] = "",
) -> Response:
    """Begin a study, or go on with the one that is kept."""
    case, place = hall.case(name), _place(hall, name, of)
    changes = _supposed(case, of)
    kept = workbench.kept_study(place, case, changes)
    count = max(draws, kept.draws if kept else 0)
    asked = StudyAsked(draws=count, workers=1, resume=kept is not None, changes=changes)

    def work(job: Job) -> None:
        job.of = count
        result = workbench.study(case, asked, out=place, told=lambda told: job.tell(told.done, told.count))
        workbench.write_study(result)

    hall.jobs.start(_job(name, of), work)
    return _back(name, of)


@router.post("/cases/{name}/studies/stop")
def stop(name: str, hall: InHall, session: Changer, of: Annotated[str, Form()] = "") -> Response:
    """Stop a study; its draws stay, and it can be gone on with."""
    hall.jobs.stop(_job(name, of))
    return _back(name, of)


@router.post("/cases/{name}/studies/aside")
def aside(name: str, hall: InHall, session: Changer, of: Annotated[str, Form()] = "") -> Response:
    """Set aside a study that no longer holds, so that another can be begun; nothing of it is removed."""
    job = hall.jobs.get(_job(name, of))
    if job is not None and not job.ended:
        raise UsageError("the study is still running: stop it first.")
    place = _place(hall, name, of)
    if not place.is_dir():
        raise UsageError("there is no study to set aside.")
    workbench.set_aside(place)
    return _back(name, of)


def _supposed(case: Case, of: str) -> dict[str, object]:
    """What a study supposes: the changes of a what-if, or none."""
    if of and of not in case.stated.what_ifs:
        raise UsageError("the scenario has no what-if of that name.")
    return dict(case.stated.what_ifs[of].changes) if of else {}


def _kept(hall: Hall, name: str, case: Case, of: str) -> KeptStudy | None:
    """The study under a what-if; one of another version of Parley holds if an answer kept says so."""
    place, supposed = _place(hall, name, of), _supposed(case, of)
    study = workbench.kept_study(place, case, supposed)
    if study is None or not study.stale:
        return study
    run = hall.answers.kept(case, supposed)
    return study if run is None else workbench.kept_study(place, case, supposed, run.outlook)


def _listed(of: str, kept: KeptStudy | None, case: Case) -> StudyListed:
    note = case.stated.what_ifs[of].note if of else ""
    return StudyListed(of, _label(of), kept.draws if kept else 0, note)


def _label(of: str) -> str:
    return of.replace("_", " ") or AS_STATED


def _job(name: str, of: str) -> str:
    return f"study of {name}, {of}" if of else f"study of {name}"


def _place(hall: Hall, name: str, of: str) -> Path:
    hall.shelf.folder(name)
    return workbench.study_place(hall.serving.out / name, of)


def _back(name: str, of: str) -> Response:
    query = f"?{urlencode({'of': of})}" if of else ""
    return RedirectResponse(f"/cases/{name}/studies{query}", 303)
