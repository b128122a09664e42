"""Write a checked scenario as a file again, with every default made explicit."""

from parley.scenario.filled.page import filled_yaml
from parley.scenario.filled.wording import number_words

__all__ = ["filled_yaml", "number_words"]
