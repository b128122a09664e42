"""Rules about how talks are held: who sits in them, what is told, how long answers take, what shuts them."""
