"""Packages nobody has named: every combination of options, valued, and singled out."""
