"""A seat at the table: the story, the choice that is open, and what became of it."""
