"""Solution to outlook: endings by date, who gains by waiting, what a peace would last."""

from parley.outlook.compose import compose, head_of
from parley.outlook.difference import distance
from parley.outlook.result import Certificate, Distance, Gist, Head, Outlook

__all__ = ["Certificate", "Distance", "Gist", "Head", "Outlook", "compose", "distance", "head_of"]
