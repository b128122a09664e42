"""The graph lens in words and pictures: sections for the page, the same for the terminal."""

from parley.report.graph.stability_printed import print_lenses, print_stability

__all__ = ["print_lenses", "print_stability"]
