"""Making the draws of a study: by worker processes here, or on a cluster."""

from parley.study.conducting.conduct import Progress, conduct
from parley.study.conducting.hands import Hands, OwnHands
from parley.study.conducting.processes import ProcessHands

__all__ = ["Hands", "OwnHands", "ProcessHands", "Progress", "conduct"]
