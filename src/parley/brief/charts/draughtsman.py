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
from collections.abc import Mapping, Sequence
from typing import Any

Specs = Sequence[Mapping[str, Any]]

# The smallest chart that makes the renderer load all it needs, letters included.
_FIRST = {"data": {"values": [{"x": 1}]}, "mark": "point", "encoding": {"x": {"field": "x"}}}

_waiting: list[subprocess.Popen[str]] = []


def call_in() -> None:
    """Have a draughtsman at hand soon; where none can be had, pictures are drawn without."""
    if _waiting or not sys.executable:
        return
    command = [sys.executable, "-P", __file__]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    with contextlib.suppress(OSError):
        _waiting.append(subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere, encoding="utf-8"))
        atexit.register(_send_home)


def draw_all(specs: Specs, vega_lite: str) -> list[str]:
    """Each Vega-Lite specification as one SVG; if a draughtsman was called in, he draws them and goes."""
    drawn = _drawn_by(_waiting[0], specs, vega_lite) if specs and _waiting else []
    _send_home()
    return drawn + [_draw(spec, vega_lite) for spec in specs[len(drawn) :]]


def _drawn_by(draughtsman: subprocess.Popen[str], specs: Specs, vega_lite: str) -> list[str]:
    """The pictures of the first specifications, up to where the draughtsman failed or was gone."""
    drawn: list[str] = []
    orders, pictures = draughtsman.stdin, draughtsman.stdout
    if orders is None or pictures is None:
        return drawn
    with contextlib.suppress(OSError, ValueError):
        for spec in specs:
            print(json.dumps([vega_lite, spec]), file=orders, flush=True)
            drawn.append(json.loads(pictures.readline()))
    return drawn


def _send_home() -> None:
    while _waiting:
        draughtsman = _waiting.pop()
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
