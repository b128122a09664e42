"""The one page a person in a hurry reads: what is expected, how sure, who gains by waiting, and why."""
