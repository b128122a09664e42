"""What a study found: bands around the odds, and the circumstances under which an ending leads."""

from parley.sensitivity.study.finding.figures import Figures, read_figures
from parley.sensitivity.study.finding.summary import FORM, Summary, summarise

__all__ = ["FORM", "Figures", "Summary", "read_figures", "summarise"]
