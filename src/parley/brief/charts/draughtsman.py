"""Processes of their own that draw still pictures, so that the renderer loads while others compute.

The renderer takes half a second to load and holds the interpreter's lock as long as it works; in another
process it does neither at our cost, and where cores are to spare two draw faster. Run as a program, this
module is such a process: a specification a line in, a picture a line out. It therefore imports nothing of
Parley.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from threading import Thread
from typing import Any

Specs = Sequence[Mapping[str, Any]]

# The smallest chart that makes the renderer load all it needs, letters included.
_FIRST = {"data": {"values": [{"x": 1}]}, "mark": "point", "encoding": {"x": {"field": "x"}}}

# On two cores a second one saves a twentieth of a second and costs half a second of processor time: its
# loading competes with what it is called in to save time beside.
_CORES_FOR_EACH, _MOST = 2, 2

_waiting: list[subprocess.Popen[str]] = []
_begun_ahead: list[Drawing] = []


def call_in() -> None:
    """Have draughtsmen at hand soon; where none can be had, pictures are drawn without."""
    if _waiting or not sys.executable:
        return
    command = [sys.executable, "-P", __file__]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    atexit.register(_send_home, _waiting)
    with contextlib.suppress(OSError):
        for _ in range(max(1, min(_MOST, _cores() // _CORES_FOR_EACH))):
            come = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere, encoding="utf-8")
            _waiting.append(come)


def somebody_waits() -> bool:
    """Whether a draughtsman was called in and has nothing to do yet."""
    return bool(_waiting)


def draw_ahead(specs: Specs, vega_lite: str) -> None:
    """Have pictures drawn that will be wanted with others later, if somebody waits."""
    if somebody_waits():
        _begun_ahead.append(Drawing(specs, vega_lite))


class Drawing:
    """Pictures that are being drawn, if draughtsmen were called in, while their maker does other things."""

    def __init__(self, specs: Specs, vega_lite: str):
        self._specs, self._vega_lite = specs, vega_lite
        before = _begun_ahead.pop()._given_back() if _begun_ahead else {}
        self._called_in, _waiting[:] = _waiting[:], []
        self._orders = [json.dumps([vega_lite, spec]) for spec in specs] if self._called_in else []
        self._drawn = {n: before[order] for n, order in enumerate(self._orders) if order in before}
        # The longest are drawn first: one of them begun last would be waited for alone.
        left = [place for place in range(len(self._orders)) if place not in self._drawn]
        self._left = sorted(left, key=lambda place: len(self._orders[place]))
        self._at_work = [Thread(target=self._employ, args=(one,), daemon=True) for one in self._called_in]
        for each in self._at_work:
            each.start()

    def pictures(self) -> list[str]:
        """Each specification as one SVG; whoever drew them goes, and what is missing is drawn here."""
        try:
            self._wait()
        finally:
            _send_home(self._called_in)
        drawn = self._drawn
        return [drawn.get(n) or _draw(spec, self._vega_lite) for n, spec in enumerate(self._specs)]

    def _given_back(self) -> dict[str, str]:
        """What was drawn, by order, once all of it is; who drew it waits for more."""
        self._wait()
        _waiting.extend(self._called_in)
        return {self._orders[place]: picture for place, picture in self._drawn.items()}

    def _wait(self) -> None:
        for each in self._at_work:
            each.join()

    def _employ(self, draughtsman: subprocess.Popen[str]) -> None:
        """Give a draughtsman one order after another, until none is left or he is gone."""
        told, pictures = draughtsman.stdin, draughtsman.stdout
        # No order left, a pipe nobody reads and a picture nobody drew: each is an end.
        with contextlib.suppress(IndexError, OSError, ValueError):
            while told and pictures:
                place = self._left.pop()
                print(self._orders[place], file=told, flush=True)
                self._drawn[place] = json.loads(pictures.readline())


def _cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _send_home(draughtsmen: list[subprocess.Popen[str]]) -> None:
    while draughtsmen:
        draughtsman = draughtsmen.pop()
        draughtsman.kill()
        with contextlib.suppress(OSError), draughtsman:
            pass


def _draw(spec: Mapping[str, Any], vega_lite: str) -> str:
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(dict(spec), vl_version=vega_lite)
    return drawn


def _work() -> None:
    """Load the renderer, then fill orders until there are no more."""
    # Whoever called has the more urgent work until the pictures are wanted.
    if hasattr(os, "nice"):
        os.nice(5)
    import vl_convert

    vl_convert.vegalite_to_svg(_FIRST)
    for order in sys.stdin:
        vega_lite, spec = json.loads(order)
        print(json.dumps(_draw(spec, vega_lite)), flush=True)


if __name__ == "__main__":
    _work()
