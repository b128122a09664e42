"""Numbers as an analyst states them: what they are, how they are written, read and written out again."""

from parley.scenario.quantities.stated import Basis, ForEach, Number, Quantity, Term, Terms, When

__all__ = ["Basis", "ForEach", "Number", "Quantity", "Term", "Terms", "When"]
