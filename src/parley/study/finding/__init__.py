"""What a study found: bands around the odds, and the circumstances under which an ending leads."""

from parley.study.finding.figures import Figures, read_figures
from parley.study.finding.summary import FORM, Summary, summarise

__all__ = ["FORM", "Figures", "Summary", "read_figures", "summarise"]
