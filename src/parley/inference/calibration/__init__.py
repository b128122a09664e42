"""Stated ranges taken as priors, and reweighed by how probable each draw makes the record."""

from parley.inference.calibration.calibrated import (
    BeforeAfter,
    CalibratedOutlook,
    Calibration,
    CalibrationHead,
    Levels,
    MovedNumber,
    PathLevels,
    compose_calibration,
)
from parley.inference.calibration.sampling import Sample, sample
from parley.inference.calibration.solving import Task
from parley.inference.calibration.weights import require_trust, reweigh

__all__ = [
    "BeforeAfter",
    "CalibratedOutlook",
    "Calibration",
    "CalibrationHead",
    "Levels",
    "MovedNumber",
    "PathLevels",
    "Sample",
    "Task",
    "compose_calibration",
    "require_trust",
    "reweigh",
    "sample",
]
