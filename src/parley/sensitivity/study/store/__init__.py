"""Where a study is kept: a ledger of what was acknowledged, shards of figures, one writer at a time."""

from parley.sensitivity.study.store.folder import StudyFolder, open_to_write
from parley.sensitivity.study.store.tables import TABLES, Answer, Tables, open_to_read, stored_header

__all__ = [
    "TABLES",
    "Answer",
    "StudyFolder",
    "Tables",
    "open_to_read",
    "open_to_write",
    "stored_header",
]
