"""The graph lens: who could move, who would, and what deters them; no probabilities, no dates.

A graph model (GMCR) says which states of a conflict nobody would leave, under several ideas of foresight.
`parley.graph.stating` reads one from graph.yaml, `parley.graph.analysis` works out what follows, and
`parley.graph.document` writes that down for other programs.
"""
