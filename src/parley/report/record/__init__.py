"""What happened, in the brief: what the ledgers say, and the timeline."""
