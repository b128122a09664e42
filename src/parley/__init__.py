"""Parley: a workbench for negotiations held while a war goes on."""

__version__ = "0.1.0"
