"""How nearly beliefs follow from the choices they rest on, as every result that was solved for says it.

Each such result holds one of the two as `certificate`; `report.outlook.certified` puts them into words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from annotated_types import Ge, Interval

from parley.files.results import Result


@dataclass(frozen=True)
class BeliefCheck(Result):
    """How nearly beliefs follow from the choices they rest on, in one solution."""

    settled: bool
    """whether every belief follows from the choices it rests on, to 1e-6 in log-odds"""
    residual: Annotated[float, Ge(0)]
    """largest belief residual, in log-odds"""
    residual_reached: Annotated[float, Ge(0)] = 0.0
    """largest belief residual where play leads, in log-odds"""
    residual_off_path: Annotated[float, Ge(0)] = 0.0
    """largest belief residual at nodes that one deviation from play leads to, in log-odds"""
    unsettled: Annotated[float, Interval(ge=-1e-12, le=1.000000001)] = 0.0
    """largest probability, over all dates, of standing where beliefs do not follow from choices to 1e-6"""
    unsettled_on: date | None = None
    """the date of that; null if it is nought"""


@dataclass(frozen=True)
class DrawsCheck(Result):
    """How nearly beliefs follow from choices in many solutions: of draws, or of changed scenarios."""

    solutions: Annotated[int, Ge(0)]
    """how many solutions the result rests on"""
    unsettled: Annotated[int, Ge(0)]
    """in how many of them some belief does not follow from the choices it rests on, to 1e-6 in log-odds"""
    residual: Annotated[float, Ge(0)]
    """the largest belief residual in any of them, in log-odds"""
    refused: Annotated[int, Ge(0)] = 0
    """how many further draws had no solution that could be certified, and are left out"""
