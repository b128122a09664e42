"""Making the draws of a study: by worker processes here, or on a cluster."""

from parley.sensitivity.study.conducting.conduct import Progress, conduct
from parley.sensitivity.study.conducting.executors import Executor, SerialExecutor
from parley.sensitivity.study.conducting.processes import ProcessExecutor

__all__ = ["Executor", "ProcessExecutor", "Progress", "SerialExecutor", "conduct"]
