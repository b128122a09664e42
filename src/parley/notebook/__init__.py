"""For scholars: a case solved in two lines, its outlook as labelled arrays, everything else as tables.

Needs the extra `notebook` (xarray, pandas, altair); what is not asked for is not loaded.
"""

from parley.case import open_case
from parley.notebook.batches import batch
from parley.notebook.findings import Estimate, Study, estimate, recovery, study
from parley.notebook.solved import Solved, solve
from parley.notebook.tables import influence, ledgers

__all__ = [
    "Estimate",
    "Solved",
    "Study",
    "batch",
    "estimate",
    "influence",
    "ledgers",
    "open_case",
    "recovery",
    "solve",
    "study",
]
