"""Weighing a record against an extended game: the same sums, over turns and any number of log-odds."""
