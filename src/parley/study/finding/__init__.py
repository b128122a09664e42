"""What a study found: bands around the odds, and the circumstances under which an ending leads."""

from parley.study.finding.figures import Figures, read_figures
from parley.study.finding.summary import Summary, summarise

__all__ = ["Figures", "Summary", "read_figures", "summarise"]
