"""Reading the sections of the file, one module for what belongs together."""
