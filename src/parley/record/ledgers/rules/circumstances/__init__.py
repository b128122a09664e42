"""Ledgers of what surrounds talks: terms beside the front, favours beside motives, aid beside need."""
