"""Options that several commands have, with what they may be: a figure that makes no sense is said at once."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from parley.report.wording import YardstickName

GIGABYTE = 1e9
LEAST_GB, MOST_GB = 1e-6, 1e5
MOST_POINTS = 1001
MOST_DRAWS = 1_000_000


def _memory(value: float | None) -> float | None:
    if value is not None and not (math.isfinite(value) and LEAST_GB <= value <= MOST_GB):
        raise typer.BadParameter(f"expected gigabytes from {LEAST_GB:g} to {MOST_GB:,.0f}, such as 2")
    return value


Memory = Annotated[float, typer.Option("--memory", help="memory limit in GB", callback=_memory)]
Changes = Annotated[
    list[str] | None, typer.Option("--set", metavar="PATH=VALUE", help="change the scenario; may repeat")
]
Schema = Annotated[bool, typer.Option("--schema", help="print the JSON Schema of what --json prints")]
MemoryOfDraws = Annotated[
    float | None,
    typer.Option("--memory", help="memory limit for each draw, in GB; 2 if not given", callback=_memory),
]


def _yardstick(value: str) -> str:
    if value not in YARDSTICKS:
        raise typer.BadParameter(f"expected one of {', '.join(YARDSTICKS)}")
    return value


YARDSTICKS: Mapping[str, YardstickName] = {"icd203": "icd203", "us": "icd203", "uk": "phia", "phia": "phia"}
"""Names of a yardstick of likelihood -> the one that is meant."""
Yardstick = Annotated[
    str,
    typer.Option(
        "--yardstick",
        help="likelihood words by ICD 203 (icd203) or by the UK's yardstick (uk)",
        callback=_yardstick,
    ),
]


def bytes_of(memory: float) -> int:
    """Gigabytes as bytes."""
    return int(memory * GIGABYTE)
