"""What follows from stability: why, what would make it so, where the status quo leads, how robust it is."""
