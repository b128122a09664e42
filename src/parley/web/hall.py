"""What the pages share: the shelf of cases, the turns of those who solve, the jobs that go on."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Form, Request
from starlette.exceptions import HTTPException

from parley.case import Case, open_case
from parley.errors import UsageError
from parley.files import Folder
from parley.files.dated import day_of
from parley.scenario import parse_change
from parley.web.door import Door, Session
from parley.web.guard import session_of
from parley.web.past import Past
from parley.web.rendering import CARRYING, Frame
from parley.web.serving import Serving
from parley.web.shelf import Shelf
from parley.web.solving.answers import Answers
from parley.web.solving.jobs import Jobs
from parley.web.solving.turns import Turns

INTERVIEW_ONLY = (
    "this case is nothing yet but the answers of an interview: go on with it on the page Elicit, which writes"
    " the scenario once everything is answered."
)
MOST_CHANGES = 60
LONGEST_CHANGE = 400


class Hall:
    """One for each server; it remembers cases by the state of their files. Who edits one holds `writing`."""

    def __init__(self, serving: Serving, door: Door) -> None:
        self.serving, self.door = serving, door
        self.shelf = Shelf(serving.places)
        self.turns = Turns(serving.workers)
        self.answers = Answers(serving)
        self.jobs = Jobs()
        self.past = Past()
        self.writing = Lock()
        self._opened: dict[str, tuple[str, Case]] = {}

    def case(self, name: str) -> Case:
        """A case as it stands on the disk now, read again only where a file has changed."""
        mark = self.state(name)
        known = self._opened.get(name)
        if known is None or known[0] != mark:
            if self.shelf.only_interview(name):
                raise UsageError(INTERVIEW_ONLY)
            known = self._opened[name] = (mark, open_case(self.shelf.folder(name)))
        return known[1]

    def state(self, name: str) -> str:
        """What a case's files are known by as they stand on the disk now, with those above a dated one."""
        folder = self.shelf.folder(name)
        places = [folder, folder.parent] if day_of(folder) else [folder]
        marks = [
            f"{entry.name} {entry.stat().st_mtime_ns} {entry.stat().st_size}"
            for place in places
            for entry in sorted(place.iterdir())
            if entry.is_file() and not entry.name.startswith(".")
        ]
        return sha256("\n".join(marks).encode()).hexdigest()[:16]

    def folder(self, name: str) -> Folder:
        """The files of a case, sound or not."""
        return Folder(self.shelf.folder(name))

    def must_write(self) -> None:
        """Raise UsageError on a server that only shows."""
        if self.serving.read_only:
            raise UsageError("this server only shows cases: it was started with --read-only.")

    def close(self) -> None:
        """End what can be ended."""
        self.turns.close()
        self.jobs.stop_all()


@dataclass(frozen=True)
class Asked:
    """Changes in force, as the address has them: `set` once for each, `if` for a what-if of the scenario."""

    set: tuple[str, ...] = ()
    what_ifs: tuple[str, ...] = ()

    def changes(self, case: Case) -> dict[str, object]:
        """The changes by path, what-ifs first; raise UsageError for one that is none."""
        found: dict[str, object] = {}
        for name in self.what_ifs:
            if name not in case.stated.what_ifs:
                raise UsageError(f"the scenario has no what-if called '{name}'")
            found |= dict(case.stated.what_ifs[name].changes)
        for change in self.set:
            found |= dict([parse_change(change)])
        return found


def hall_of(request: Request) -> Hall:
    """The hall of the server a request came to."""
    hall: Hall = request.app.state.hall
    return hall


def asked_of(request: Request) -> Asked:
    """The changes that the address of a request carries."""
    sets, what_ifs = request.query_params.getlist("set"), request.query_params.getlist("if")
    if len(sets) + len(what_ifs) > MOST_CHANGES or any(len(text) > LONGEST_CHANGE for text in sets):
        raise UsageError(
            f"at most {MOST_CHANGES} changes of {LONGEST_CHANGE} letters can be in force at once."
        )
    return Asked(tuple(sets), tuple(what_ifs))


def frame_of(request: Request, title: str, case: str = "", page: str = "") -> Frame:
    """What stands around a page."""
    return Frame(
        title=title,
        token=session_of(request.scope).token,
        case=case,
        page=page,
        carried=_carried(request) if page in CARRYING else "",
        read_only=hall_of(request).serving.read_only,
    )


def _carried(request: Request) -> str:
    """The changes in force, as the address of another page has them."""
    return urlencode([pair for pair in request.query_params.multi_items() if pair[0] in ("set", "if")])


def may_ask(request: Request, token: Annotated[str, Form()] = "") -> Session:
    """The session of a request that carries its token, in the form or in a header; refused without."""
    session = session_of(request.scope)
    given = token or request.headers.get("x-parley-token", "")
    if not hmac.compare_digest(given.encode(), session.token.encode()):
        raise HTTPException(403)
    return session


def may_change(request: Request, session: Annotated[Session, Depends(may_ask)]) -> Session:
    """The same, of a request that changes a case; refused on a server that only shows."""
    hall_of(request).must_write()
    return session


InHall = Annotated[Hall, Depends(hall_of)]
Asker = Annotated[Session, Depends(may_ask)]
Changer = Annotated[Session, Depends(may_change)]
Changes = Annotated[Asked, Depends(asked_of)]


def frozen(changes: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """Changes as something an answer can be kept under."""
    return tuple(sorted((path, repr(value)) for path, value in changes.items()))
