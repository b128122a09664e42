"""Reading numbers: their units, their ranges, their split by disposition, the situations they count in."""
