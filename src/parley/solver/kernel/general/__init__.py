"""The kernel of extended games: plain loops over one node at a time, theatre states shared by threads."""
