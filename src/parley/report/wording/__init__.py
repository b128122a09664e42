"""The brief's own words, a table for each language, with dates and numbers as its readers write them."""

from parley.report.wording.language import ENGLISH, LANGUAGES, Wording, tables, wording_in
from parley.report.wording.yardsticks import YARDSTICKS, Yardstick, YardstickName

__all__ = [
    "ENGLISH",
    "LANGUAGES",
    "YARDSTICKS",
    "Wording",
    "Yardstick",
    "YardstickName",
    "tables",
    "wording_in",
]
