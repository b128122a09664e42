"""A process of its own that draws still pictures, so that the renderer loads while others compute.

The renderer takes half a second to load and holds the interpreter's lock as long as it works; in another
process it does neither at our cost. Run as a program, this module is that process: a specification a line
in, a picture a line out. It therefore imports nothing of Parley.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from queue import SimpleQueue
from threading import Thread
from typing import Any

Specs = Sequence[Mapping[str, Any]]

# The smallest chart that makes the renderer load all it needs, letters included.
_FIRST = {"data": {"values": [{"x": 1}]}, "mark": "point", "encoding": {"x": {"field": "x"}}}


class RenderProcess:
    """A process that draws, and a thread that hands it one order after another; OSError where none starts."""

    def __init__(self) -> None:
        command = [sys.executable, "-P", __file__]
        pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere, encoding="utf-8")
        self._orders: SimpleQueue[str | None] = SimpleQueue()
        self._pictures: dict[str, str] = {}
        self._handing = Thread(target=self._hand_over, daemon=True)
        self._handing.start()

    def ask(self, orders: Iterable[str]) -> None:
        """Have orders filled, each once however often it is given; returns at once."""
        for order in orders:
            if order not in self._pictures:
                self._pictures[order] = ""
                self._orders.put(order)

    def finish(self) -> Mapping[str, str]:
        """The picture of each order once all are filled, empty where he was gone before; then he goes."""
        try:
            self._orders.put(None)
            self._handing.join()
        finally:
            self.go_home()
        return self._pictures

    def go_home(self) -> None:
        """Leave at once, whatever is still to be drawn."""
        if self in _at_hand:
            _at_hand.remove(self)
        self.process.kill()
        self._orders.put(None)
        self._handing.join()
        with contextlib.suppress(OSError), self.process:
            pass

    def _hand_over(self) -> None:
        told, drawn = self.process.stdin, self.process.stdout
        # A pipe nobody reads and a picture nobody drew: either is an end.
        with contextlib.suppress(OSError, ValueError):
            while told and drawn and (order := self._orders.get()):
                print(order, file=told, flush=True)
                self._pictures[order] = json.loads(drawn.readline())


_at_hand: list[RenderProcess] = []


def call_in() -> None:
    """Have one render process at hand soon; where none can be had, pictures are drawn without."""
    if somebody_waits() or not sys.executable:
        return
    with contextlib.suppress(OSError):
        _at_hand.append(RenderProcess())
        atexit.register(send_home)


def somebody_waits() -> bool:
    """Whether a render process was called in and has not gone."""
    return bool(_at_hand)


def send_home() -> None:
    """Let nobody be left who draws, whether what was begun is wanted or not."""
    while _at_hand:
        _at_hand[-1].go_home()


def draw_ahead(specs: Specs, vega_lite: str) -> None:
    """Have pictures drawn that will be wanted with others later, if somebody waits."""
    Drawing(specs, vega_lite)


class Drawing:
    """Pictures that are being drawn by a render process, where there is one, while their maker goes on."""

    def __init__(self, specs: Specs, vega_lite: str):
        self._specs, self._vega_lite = specs, vega_lite
        self._by = _at_hand[-1] if _at_hand else None
        self._orders = [json.dumps([vega_lite, spec]) if self._by else "" for spec in specs]
        if self._by:
            self._by.ask(self._orders)

    def pictures(self) -> list[str]:
        """Each specification as one SVG; who drew them goes, and what is missing is drawn here."""
        drawn = self._by.finish() if self._by else {}
        pairs = zip(self._orders, self._specs, strict=True)
        return [drawn.get(order) or _draw(spec, self._vega_lite) for order, spec in pairs]


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
