"""Along one number: how the answer moves over its range, and where it tips."""

from parley.outlook.tipping.curve import Along, along
from parley.outlook.tipping.point import Point
from parley.outlook.tipping.refining import TippingPoint
from parley.outlook.tipping.stretch import Stretch, range_of

__all__ = ["Along", "Point", "Stretch", "TippingPoint", "along", "range_of"]
