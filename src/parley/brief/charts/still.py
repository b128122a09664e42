"""Still pictures of charts, for print and for readers without scripts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import altair as alt
import vl_convert

_VERSION = ".".join(alt.SCHEMA_VERSION.lstrip("v").split(".")[:2])


def still(spec: Mapping[str, Any], name: str, said: str) -> str:
    """The chart as one SVG element that scales to its place and is read out as `said`.

    `name` makes the ids inside it its own.
    """
    drawn = vl_convert.vegalite_to_svg(dict(spec), vl_version=_VERSION)
    # The picture speaks through its one label; the renderer's own labels on every mark only add noise.
    quiet = re.sub(r' (?:aria-[a-z]+|role)="[^"]*"', "", drawn)
    sized = re.sub(r'(<svg\b[^>]*?) width="\d+" height="\d+"', r"\1", quiet, count=1)
    label = said.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return _own_ids(sized, name).replace("<svg", f'<svg role="img" aria-label="{label}"', 1)


def _own_ids(picture: str, name: str) -> str:
    """The picture with ids of its own, numbered from 1; the renderer's count on from chart to chart."""
    for number, old in enumerate(dict.fromkeys(re.findall(r'\bid="([^"]+)"', picture)), start=1):
        new = f"{name}-part-{number}"
        picture = picture.replace(f'id="{old}"', f'id="{new}"').replace(f"url(#{old})", f"url(#{new})")
    return picture
