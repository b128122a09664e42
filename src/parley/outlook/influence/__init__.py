"""Influence: which stated number carries a chosen outcome, and how well that number is sourced."""

from parley.outlook.influence.evidence import Evidence, evidence_of
from parley.outlook.influence.measuring import Settings, influence
from parley.outlook.influence.outcomes import Outcome, parse_outcome
from parley.outlook.influence.report import Influence, NumberInfluence, Shares
from parley.outlook.influence.trials import Failure

__all__ = [
    "Evidence",
    "Failure",
    "Influence",
    "NumberInfluence",
    "Outcome",
    "Settings",
    "Shares",
    "evidence_of",
    "influence",
    "parse_outcome",
]
