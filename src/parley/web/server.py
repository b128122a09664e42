"""Start the server: on this machine alone, behind a key, the browser opened at its door."""

from __future__ import annotations

import re
import socket
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

import uvicorn

from parley import workbench
from parley.errors import OutputError, UsageError
from parley.files.cases import find_case, shipped_cases
from parley.files.dated import day_of
from parley.web.app import create_app
from parley.web.door import Door
from parley.web.serving import Serving

LOOPBACK = "127.0.0.1"


def places_of(asked: list[Path]) -> tuple[Path, ...]:
    """Where cases are looked for: the folders named, or the working directory's and the shipped ones."""
    if not asked:
        own = Path("cases")
        shipped = sorted({path.parent for path in shipped_cases().values() if day_of(path) is None})
        return tuple(dict.fromkeys(place.resolve() for place in [*([own] if own.is_dir() else []), *shipped]))
    return tuple(dict.fromkeys((one if one.is_dir() else find_case(one)).resolve() for one in asked))


def serve(
    places: tuple[Path, ...],
    out: Path,
    *,
    port: int = 0,
    read_only: bool = False,
    workers: int = 2,
    open_browser: bool = True,
    behind: str = "",
    said: Callable[[str], None] = print,
) -> None:
    """Serve until interrupted. Raises OutputError where the port is taken, UsageError without cases.

    `behind` is the address of a web server before this one that asks who may come in.
    """
    if behind and not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:\d+)?", behind):
        raise UsageError(
            f"--behind is an address such as https://parley.example.org, and '{behind}' is none."
        )
    if not places:
        raise UsageError("there is no folder of cases here; name one: parley serve FOLDER")
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
    except OSError as problem:
        raise OutputError(
            f"cannot listen on port {port}: {problem.strerror}. Choose another with --port."
        ) from None
    port = listener.getsockname()[1]
    hosts = (f"{LOOPBACK}:{port}", f"localhost:{port}")
    door = Door()
    serving = Serving(places, out.resolve(), hosts, read_only=read_only, workers=workers, behind=behind)
    address = f"http://{hosts[0]}/door?key={door.new_key()}"
    said(f"Parley is at {address}\nThe address opens once; Ctrl-C ends.")
    if behind:
        said(
            f"Behind {behind}: whoever that lets through and holds a key can read"
            f"{'' if read_only else ' and change'} these cases; {behind}/door?key={door.new_key()}"
        )
    if open_browser:
        threading.Timer(0.3, webbrowser.open, (address,)).start()
    # The first page comes at once, and the solver is loaded while it is read.
    getting_ready = threading.Timer(1.0, workbench.make_ready)
    getting_ready.daemon = True
    getting_ready.start()
    config = uvicorn.Config(
        create_app(serving, door),
        log_level="error",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=3,
        limit_concurrency=400,
    )
    uvicorn.Server(config).run(sockets=[listener])
