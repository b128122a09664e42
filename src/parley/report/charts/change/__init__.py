"""Charts of what would change an outlook: panels side by side, bars about zero, shares along a number."""
