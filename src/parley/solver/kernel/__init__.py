"""The fast kernel: the plain solver's formulas in compiled loops over arrays."""
