"""What others ask more for because a motive of one party is known: solved with it and without."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from parley.dealing.table import DealTable, Stance
from parley.files.results import Result
from parley.outlook import BeliefCheck


@dataclass(frozen=True)
class Wedge(Result):
    """What a signatory makes of a package where a motive is known, and where there is none."""

    package: str
    """the package"""
    party: str
    """the signatory"""
    disposition: str | None
    """which kind of it, where it hides one"""
    gain_with: float
    """signing less going on with the motive, in points"""
    gain_without: float
    """the same without it"""
    signing: float
    """by how much the motive moves what signing is worth to it"""
    going_on: float
    """by how much the motive moves what going on is worth to it"""

    @property
    def asks_more(self) -> float:
        """By how many points more it has to be given to sign because of the motive."""
        return self.going_on - self.signing


@dataclass(frozen=True)
class WedgeTable(Result):
    """A motive that is known, and what everybody who signs asks more for because of it, by package."""

    case: str
    """the case's folder name"""
    title: str
    """the scenario's title"""
    day: date
    """the day looked at"""
    motive: str
    """what the motive is, as it was asked for"""
    holder: str
    """the party whose motive it is; empty where it is not one party's"""
    without: Mapping[str, object]
    """path -> what was put in its place to take the motive away"""
    rows: tuple[Wedge, ...]
    """each package for each signatory"""
    settled_with: float
    """the chance of any settlement by the horizon with the motive"""
    settled_without: float
    """the same without it"""
    certificate: BeliefCheck | None = None
    """how nearly beliefs follow from choices in the game without it; null in what earlier versions kept"""

    @property
    def others(self) -> tuple[Wedge, ...]:
        """The rows of everybody but the holder."""
        return tuple(row for row in self.rows if row.party != self.holder)


def wedges(with_motive: DealTable, without: DealTable) -> tuple[Wedge, ...]:
    """Set the deal table with a motive beside the one without it; packages and signatories of both."""
    other = {
        (deal.package, stance.party, stance.disposition): stance
        for deal in without.deals
        for stance in deal.stances
    }
    return tuple(
        _wedge(deal.package, stance, other[key])
        for deal in with_motive.deals
        for stance in deal.stances
        if (key := (deal.package, stance.party, stance.disposition)) in other
    )


def _wedge(package: str, known: Stance, absent: Stance) -> Wedge:
    return Wedge(
        package=package,
        party=known.party,
        disposition=known.disposition,
        gain_with=known.gain,
        gain_without=absent.gain,
        signing=known.signing - absent.signing,
        going_on=known.going_on - absent.going_on,
    )
