"""Stated ranges taken as priors, and reweighed by how probable each draw makes the record."""

from parley.study.calibration.compose import compose_calibration
from parley.study.calibration.sampling import Sample, sample
from parley.study.calibration.solving import Task
from parley.study.calibration.weights import require_trust, reweigh

__all__ = ["Sample", "Task", "compose_calibration", "require_trust", "reweigh", "sample"]
