"""Numbers of a scenario estimated from a record by maximum likelihood, and how good such estimates are.

`choose` names what is estimated and where it may lie; `estimate` finds where the record is most probable,
with likelihood profiles and intervals; `coverage` does the same with records the model itself draws.
"""

from parley.inference.estimation.coverage import Coverage, NumberCovered, coverage
from parley.inference.estimation.estimate import EstimatedNumber, Estimation, EstimationHead, ProfilePoint
from parley.inference.estimation.estimate import estimate as estimate
from parley.inference.estimation.likelihood import Likelihood, Models, Settings
from parley.inference.estimation.parameters import Parameter, choose
from parley.inference.estimation.simulated import record_of

__all__ = [
    "Coverage",
    "EstimatedNumber",
    "Estimation",
    "EstimationHead",
    "Likelihood",
    "Models",
    "NumberCovered",
    "Parameter",
    "ProfilePoint",
    "Settings",
    "choose",
    "coverage",
    "estimate",
    "record_of",
]
