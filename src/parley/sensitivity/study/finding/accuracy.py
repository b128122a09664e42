"""What a study by levels says of itself: how many draws were made which way, and how far off that may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from parley.files.results import Result
from parley.game.names import Ending


@dataclass(frozen=True)
class Accuracy(Result):
    """How far off figures may be: half the width of the interval that holds nine in ten of 200 resamplings.

    Draws and solves of both kinds are drawn anew with replacement, and fitted again.
    """

    settled_mean: float
    """of the mean chance of any settlement by the horizon"""
    settled_p10: float
    """of the chance of any settlement that one draw in ten lies below"""
    settled_p90: float
    """of the chance of any settlement that one draw in ten lies above"""
    leading: Mapping[Ending, float]
    """ending, or still_fighting -> of the part of the draws in which it leads"""


@dataclass(frozen=True)
class Levels(Result):
    """How the draws of a study by levels were made, and how good that is."""

    full: int
    """draws solved as stated"""
    coarse: int
    """further draws solved in the coarse form, and corrected by those solved both ways"""
    read_off: int
    """draws read off a regression on those solved"""
    nodes: int
    """belief nodes of the coarse form"""
    round_days: float
    """the length of its rounds, in days"""
    error_coarse: float
    """root mean square error of a corrected chance of any settlement by the horizon, of solves held out"""
    error_read_off: float
    """the same of one that was read off, before it is corrected"""
    spread: float
    """standard deviation of that chance over the solves in full, to hold the errors against"""
    accuracy: Accuracy
    """how far off what is said of all draws may be"""
