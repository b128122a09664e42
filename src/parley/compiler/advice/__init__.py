"""Advice on a scenario that is sound but may not say what its author means."""

from parley.compiler.advice.scenario import advise

__all__ = ["advise"]
