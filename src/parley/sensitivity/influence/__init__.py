"""Influence: which stated number carries a chosen outcome, and how well that number is sourced."""

from parley.sensitivity.influence.evidence import Evidence, evidence_of
from parley.sensitivity.influence.influence_result import Influence, NumberInfluence, Shares
from parley.sensitivity.influence.measuring import Settings, influence
from parley.sensitivity.influence.outcomes import Outcome, parse_outcome
from parley.sensitivity.influence.trials import Failure

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
