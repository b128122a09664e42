"""How a graph model is stated: graph.yaml read, checked and written."""

from __future__ import annotations

from pathlib import Path

STARTER = Path(__file__).parent / "graph_starter"
"""The files of a graph to start from."""
