"""Along one number: how the answer moves over its range, and where it tips."""

from parley.sensitivity.tipping.curve import Along, along
from parley.sensitivity.tipping.point import Point
from parley.sensitivity.tipping.refining import Tipping, TippingPoint
from parley.sensitivity.tipping.stretch import Stretch, range_of

__all__ = ["Along", "Point", "Stretch", "Tipping", "TippingPoint", "along", "range_of"]
