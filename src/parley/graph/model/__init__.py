"""The graph model itself: states, one-step moves and preferences, as arrays; no files, no text but names."""
