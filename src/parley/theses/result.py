"""What becomes of theses, as types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from annotated_types import Interval

from parley.files.results import Result
from parley.outlook import DrawsCheck


class Verdict(StrEnum):
    """What becomes of a thesis, or of one of its tests."""

    BORNE_OUT = "borne out"
    CONTRADICTED = "contradicted"
    IN_PART = "in part"
    OUT_OF_REACH = "out of reach"
    UNTESTED = "untested"


@dataclass(frozen=True)
class JudgedTest(Result):
    """One test of a thesis."""

    text: str
    """as the case states it"""
    verdict: Verdict
    """borne out, contradicted, or out of reach"""
    found: str
    """what was found, in words"""
    margin: float | None
    """by how much it holds (positive) or fails (negative), in its unit; null for words"""
    unit: str
    """of the margin: percentage points, points, days and so on; empty for words"""
    missing: str
    """what would be needed to judge it; empty where it was judged"""
    share_of_draws: Annotated[float, Interval(ge=0, le=1)] | None
    """in which part of the draws of the kept study it holds; null where none tell"""
    rows: tuple[str, ...]
    """the rows of the record it looks at"""


@dataclass(frozen=True)
class JudgedThesis(Result):
    """A thesis with its holder, its tests and its verdict."""

    id: str
    """its key in the case"""
    says: str
    """in one's own words"""
    holder: str
    """who holds it"""
    basis: str
    """what it rests on; for an assessment as the record has it"""
    verdict: Verdict
    """borne out if every test is, contradicted if none is, else in part; untested without tests"""
    tests: tuple[JudgedTest, ...]
    """each test"""
    note: str
    """why the model may disagree, or what cannot be tested, as the case states it"""


@dataclass(frozen=True)
class Theses(Result):
    """What observers say of a case, and what becomes of it."""

    case: str
    """the case's folder name"""
    title: str
    """the case's title"""
    as_of: date
    """the day it is judged on; nothing dated later was read"""
    counts: Mapping[str, int]
    """verdict -> how many theses"""
    theses: tuple[JudgedThesis, ...]
    """in the order of the case, then assessments that no thesis takes up"""
    certificate: DrawsCheck | None = None
    """how nearly beliefs follow from choices in what was solved to judge them; null where nothing was"""
