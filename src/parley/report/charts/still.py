"""Still pictures of charts, for print and for readers without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from parley.report.charts.render_process import Drawing, draw_ahead
from parley.report.charts.style import CROSSHAIR, VEGA_LITE

DATA = {"datasets", "values"}

# Attributes are looked for inside tags only: a name in a chart may hold what looks like one.
_TAG = re.compile(r'<[a-zA-Z](?:[^<>"]|"[^"]*")*>')
_SPOKEN = re.compile(r' (?:aria-[a-z]+|role)="[^"]*"')
_ID = re.compile(r'(?<= )id="(?P<id>[^"]+)"|url\(#(?P<of>[^)"]+)\)')


def still(spec: Mapping[str, Any], name: str, said: str) -> str:
    """The chart as one SVG element that scales to its place and is read out as `said`.

    `name` makes the ids inside it its own.
    """
    (drawn,) = Drawing([_at_rest(spec)], VEGA_LITE).pictures()
    return _mounted(drawn, name, said)


def begin_ahead(specs: Iterable[Mapping[str, Any]]) -> None:
    """Have charts drawn that will be among later `stills`, if somebody waits to draw."""
    draw_ahead([_at_rest(spec) for spec in specs], VEGA_LITE)


def stills(charts: Iterable[tuple[Mapping[str, Any], str, str]]) -> Callable[[], dict[str, str]]:
    """Begin the stills of many charts, each given as specification, name and what it says.

    What is returned waits for them, and gives them by name.
    """
    listed = list(charts)
    drawing = Drawing([_at_rest(spec) for spec, _, _ in listed], VEGA_LITE)

    def done() -> dict[str, str]:
        pairs = zip(drawing.pictures(), listed, strict=True)
        return {name: _mounted(picture, name, said) for picture, (_, name, said) in pairs}

    return done


def _at_rest(spec: Any) -> Any:
    """The specification without its crosshair and tooltips: they would be drawn, and not be seen."""
    if isinstance(spec, list):
        return [_at_rest(part) for part in spec if not _is_of_crosshair(part)]
    if not isinstance(spec, Mapping):
        return spec
    return {key: part if key in DATA else _at_rest(part) for key, part in spec.items() if key != "tooltip"}


def _is_of_crosshair(part: Any) -> bool:
    """Whether something is the layer of the crosshair, or the selection that moves it."""
    return isinstance(part, Mapping) and (part.get("name") == CROSSHAIR or CROSSHAIR in part.get("views", ()))


def _mounted(drawn: str, name: str, said: str) -> str:
    # The picture speaks through its one label; the renderer's own labels on every mark only add noise.
    quiet = _TAG.sub(lambda tag: _SPOKEN.sub("", tag[0]), drawn)
    sized = re.sub(r'(<svg\b[^>]*?) width="\d+" height="\d+"', r"\1", quiet, count=1)
    label = said.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return _own_ids(sized, name).replace("<svg", f'<svg role="img" aria-label="{label}"', 1)


def _own_ids(picture: str, name: str) -> str:
    """The picture with ids of its own, numbered from 1; the renderer's count on from chart to chart."""
    ids: dict[str, str] = {}
    for tag in _TAG.findall(picture):
        for found in _ID.finditer(tag):
            if found["id"]:
                ids.setdefault(found["id"], f"{name}-part-{len(ids) + 1}")

    def renamed(found: re.Match[str]) -> str:
        if found["id"]:
            return f'id="{ids[found["id"]]}"'
        return f"url(#{ids.get(found['of'], found['of'])})"

    return _TAG.sub(lambda tag: _ID.sub(renamed, tag[0]), picture)


def drawings(charts: Iterable[tuple[Mapping[str, object], str]]) -> dict[str, str]:
    """Charts, each given as specification and name, as SVG files that stand alone, by name."""
    listed = list(charts)
    drawn = Drawing([_at_rest(spec) for spec, _ in listed], VEGA_LITE).pictures()
    return {name: picture for (_, name), picture in zip(listed, drawn, strict=True)}


def as_png(picture: str, scale: float = 2.0) -> bytes:
    """An SVG as a picture of points, `scale` times as large."""
    import vl_convert

    drawn: bytes = vl_convert.svg_to_png(picture, scale=scale)
    return drawn
