"""What a case says of its packages: who would sign what, what would change it, and why."""

from __future__ import annotations

from dataclasses import dataclass

from parley.dealing.acts import Acts
from parley.dealing.remedies import Remedy
from parley.dealing.table import DealTable
from parley.dealing.wedge import WedgeTable
from parley.dealing.why import Change, Why
from parley.files.results import Result
from parley.outlook import BeliefCheck


@dataclass(frozen=True)
class Explanation(Result):
    """The deal table, the smallest changes, and what else was asked for."""

    table: DealTable
    """every package against going on"""
    changes: tuple[Change, ...]
    """for each signatory that stands in the way of a package, the smallest change that would win it"""
    remedies: tuple[Remedy, ...]
    """for packages nearest to being signed, changes that were solved again with"""
    acts: Acts | None
    """what a party can do now; null where none was asked about"""
    why: Why | None
    """a package taken into its terms; null where none was asked about"""
    wedge: WedgeTable | None
    """what others ask more for because of a motive; null where none was asked about"""
    certificate: BeliefCheck | None = None
    """how nearly beliefs follow from choices in the game as stated; null in what earlier versions kept"""
