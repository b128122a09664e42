"""Files of other programs: a small game as a tree for Gambit; scenarios of utility spaces and KTAB actors."""
