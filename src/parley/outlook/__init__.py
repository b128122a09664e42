"""Solution to outlook: endings by date, who gains by waiting, what a peace would last."""

from parley.outlook.certificate import certificate_of
from parley.outlook.compose import compose, head_of
from parley.outlook.difference import distance
from parley.outlook.result import (
    Certificate,
    Distance,
    Durability,
    Gist,
    GivenKind,
    Head,
    HiddenSide,
    Outlook,
)

__all__ = [
    "Certificate",
    "Distance",
    "Durability",
    "Gist",
    "GivenKind",
    "Head",
    "HiddenSide",
    "Outlook",
    "certificate_of",
    "compose",
    "distance",
    "head_of",
]
