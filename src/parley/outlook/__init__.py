"""Solution to outlook: endings by date, who gains by waiting, what a peace would last."""

from parley.outlook.belief_check import BeliefCheck, DrawsCheck
from parley.outlook.certificate import belief_check, certificate_of, draws_check
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
    "BeliefCheck",
    "Certificate",
    "Distance",
    "DrawsCheck",
    "Durability",
    "Gist",
    "GivenKind",
    "Head",
    "HiddenSide",
    "Outlook",
    "belief_check",
    "certificate_of",
    "compose",
    "distance",
    "draws_check",
    "head_of",
]
