"""Pages that change the files of a case."""
