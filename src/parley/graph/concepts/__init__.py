"""Ideas of foresight: when a decision maker, or a coalition, stays where it is."""
