"""Solution to outlook: endings by date, who gains by waiting, what a peace would last."""

from parley.outlook.compose import compose
from parley.outlook.difference import distance

__all__ = ["compose", "distance"]
