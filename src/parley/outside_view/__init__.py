"""The outside view: how wars of a reference class have ended, beside what a model says of this one."""

from parley.outside_view.beside import BandRow, Disagreement, OutsideView, beside, kind_of
from parley.outside_view.classes import (
    KIND_NAMES,
    SETTLEMENT,
    Band,
    ReferenceClass,
    merged,
    shipped_classes,
)
from parley.outside_view.curve import ANY, Incidence, incidence
from parley.outside_view.hazards import Hazard, exact_interval
from parley.outside_view.life_table import life_table
from parley.outside_view.pooling import pooled
from parley.outside_view.stated import FILE, StatedView, read_stated, stated_with_faults
from parley.outside_view.war_lists import FORMATS, War, read_wars

__all__ = [
    "ANY",
    "FILE",
    "FORMATS",
    "KIND_NAMES",
    "SETTLEMENT",
    "Band",
    "BandRow",
    "Disagreement",
    "Hazard",
    "Incidence",
    "OutsideView",
    "ReferenceClass",
    "StatedView",
    "War",
    "beside",
    "exact_interval",
    "incidence",
    "kind_of",
    "life_table",
    "merged",
    "pooled",
    "read_stated",
    "read_wars",
    "shipped_classes",
    "stated_with_faults",
]
