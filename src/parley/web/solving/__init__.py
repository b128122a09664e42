"""Work for those who wait: whose turn it is, how far it is, and answers that are kept."""
