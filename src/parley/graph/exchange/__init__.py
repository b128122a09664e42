"""Graph models to and from other programs: GMCR+ JSON, and CSV of states and results."""
